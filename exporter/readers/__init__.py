"""Bytes in, `Source` out: encodings, front matter, sidecar files."""

from exporter.readers.metadata import Described, describe, merge
from exporter.readers.source import DEFAULT_MAX_BYTES, enrich, read_file, read_source, source_from_text

__all__ = [
    "DEFAULT_MAX_BYTES",
    "Described",
    "describe",
    "enrich",
    "merge",
    "read_file",
    "read_source",
    "source_from_text",
]
