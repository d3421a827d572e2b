"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from exporter.cli.errors import shown
from exporter.errors import ExporterError


def write_all(files: Mapping[Path, bytes]) -> None:
    """Writes every file, or none if one of them cannot be written. Raises ExporterError."""
    written: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            written[path] = _write_beside(path, data)
        for path, temporary in written.items():
            temporary.replace(path)
    except OSError as error:
        where = shown(error.filename or "")
        raise ExporterError(f"{where}: cannot be written: {error.strerror or error}") from error
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes) -> Path:
    """A new file in the folder of `path` that holds the data."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
