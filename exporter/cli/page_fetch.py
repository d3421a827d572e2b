"""A page of the web, read with bounds: of time, of size, of redirects, and of where they may lead."""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from exporter.errors import InputError
from exporter.version import NAME, VERSION

LARGEST = 20_000_000
"""Bytes of a page, after decompression."""
SECONDS = 30.0
"""For the whole page; no part of it may wait longer either."""
MOST_REDIRECTS = 5
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The body as the server sent it, decompressed, and what it says that it is."""

    content: bytes
    content_type: str

    @property
    def is_html(self) -> bool:
        return self.content_type.split(";", 1)[0].strip().lower() in ("text/html", "application/xhtml+xml")


def fetch_page(url: str) -> FetchedPage:
    """The page at an address of http or https. Raises InputError where it cannot be had, naming the reason."""
    try:
        httpx: Any = import_module("httpx")
    except ImportError:
        raise InputError("reading pages of the web needs httpx: pip install httpx") from None
    headers = {"User-Agent": f"{NAME}/{VERSION}", "Accept": "text/html, application/ld+json, */*;q=0.5"}
    try:
        with (
            httpx.Client(timeout=SECONDS, max_redirects=MOST_REDIRECTS, headers=headers) as client,
            client.stream("GET", url, follow_redirects=True) as answer,
        ):
            if not answer.is_success:
                raise InputError(f"the server answers {answer.status_code} {answer.reason_phrase}".rstrip())
            return FetchedPage(_read(answer), answer.headers.get("content-type", ""))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(f"cannot be fetched: {reason}") from None


def _read(answer: Any) -> bytes:
    """The whole body. Raises InputError where it is too large or too slow."""
    deadline = time.monotonic() + SECONDS
    pieces: list[bytes] = []
    size = 0
    for piece in answer.iter_bytes(_PIECE):
        size += len(piece)
        if size > LARGEST:
            raise InputError(f"cannot be fetched: more than {LARGEST:,} bytes")
        if time.monotonic() > deadline:
            raise InputError(f"cannot be fetched: not there after {SECONDS:.0f} seconds")
        pieces.append(piece)
    return b"".join(pieces)
