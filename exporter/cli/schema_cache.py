"""IPTC's own NewsML-G2 schema: not part of this project, fetched once into the cache of the user."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from exporter.cli.errors import shown
from exporter.cli.outputs import write_all
from exporter.errors import ExporterError
from exporter.version import NAME

ORIGIN = "https://www.iptc.org/std/NewsML-G2/2.35/specification"
"""IPTC's folder of the specification; its schema is under CC BY 4.0."""

SCHEMA = "NewsML-G2_2.35-spec-All-Power.xsd"
CHECKSUMS = {
    SCHEMA: "06ef1c5076a32f2568ac8955994029890afac0268f795e3c26642ded52cf0181",
    "xml.xsd": "61960fb3131e38022caad5360e2f33a3382578ab3c80cd58bd74320ede61b20c",
}
"""SHA-256 of the files: the schema, and the one that it imports from its own folder."""

_SECONDS = 30


def cache_folder() -> Path:
    """Where copies of foreign schemas are kept for this user."""
    return user_cache_path(NAME) / "newsml-g2-2.35"


def cached_schema() -> Path | None:
    """The copy of IPTC's schema, if it is there and whole."""
    folder = cache_folder()
    whole = all(
        (folder / name).is_file() and _digest((folder / name).read_bytes()) == digest
        for name, digest in CHECKSUMS.items()
    )
    return folder / SCHEMA if whole else None


def fetch_schema(origin: str | None = None) -> Path:
    """Brings the schema into the cache from an address or a folder. Raises ExporterError, and keeps nothing then."""
    base = (origin or ORIGIN).rstrip("/")
    folder = cache_folder()
    files = {}
    for name, digest in CHECKSUMS.items():
        data = _download(f"{base}/{name}") if "://" in base else _copy(Path(base) / name)
        if _digest(data) != digest:
            raise ExporterError(f"{base}/{name}: SHA-256 is {_digest(data)}, not {digest}; nothing was kept")
        files[folder / name] = data
    write_all(files)
    return folder / SCHEMA


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _copy(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExporterError(f"{shown(path)}: cannot be read: {error.strerror or error}") from error


def _download(url: str) -> bytes:
    try:
        httpx: Any = import_module("httpx")
    except ImportError:
        raise ExporterError("fetching needs the package httpx: pip install httpx") from None
    try:
        answer = httpx.get(url, follow_redirects=True, timeout=_SECONDS)
        answer.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error).partition("\n")[0]
        raise ExporterError(f"{url}: cannot be fetched: {reason}; --from names another address or a folder") from error
    content: bytes = answer.content
    return content
