"""The whole reading: bytes, a file or a string -> `Source`, by the kind of what is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from importlib import import_module
from pathlib import Path

from exporter.errors import InputError
from exporter.model import Metadata, Source
from exporter.readers.characters import drop_forbidden, unify_line_ends
from exporter.readers.encoding import decode, mark_of
from exporter.readers.front_matter import split_front_matter
from exporter.readers.kinds import Kind, kind_of, refuse_data
from exporter.readers.metadata import Described, describe, merge
from exporter.readers.sidecar import find_sidecar, load_sidecar
from exporter.readers.signatures import MARKUP, identify

DEFAULT_MAX_BYTES = 50_000_000
"""Larger input is refused unless the caller allows more."""


# Kind -> "module:function" that reads it. Plain text is read here.
_READERS: dict[Kind, str] = {
    "html": "exporter.readers.html:read_html",
    "nitf": "exporter.readers.nitf:read_nitf",
    "newsml": "exporter.readers.newsml_g2:read_newsml_g2",
    "ninjs": "exporter.readers.ninjs:read_ninjs",
}


def read_source(
    data: bytes, *, zone: tzinfo | None = None, max_bytes: int = DEFAULT_MAX_BYTES, suffix: str = ""
) -> Source:
    """The article that these bytes hold: plain text or Markdown with YAML front matter or without, an HTML page or the
    body of a CMS, NITF, a NewsML-G2 item or ninjs. `suffix` is that of the file's name, and helps to tell them apart.

    Times without a zone take `zone`. Raises InputError for what is empty, too large, no text, or badly described.
    """
    if len(data) > max_bytes:
        raise InputError(f"{len(data):,} bytes; the limit is {max_bytes:,}")
    kind = kind_of(data, suffix)
    found = None if mark_of(data) else identify(data)
    if kind in _READERS and (found is None or found in MARKUP):
        module, function = _READERS[kind].split(":")
        read: Callable[..., Source] = getattr(import_module(module), function)
        return read(data, zone=zone)
    if found is not None:
        raise InputError(f"this is {found}; text, Markdown, HTML or an agency's format is wanted")
    refuse_data(data)
    text, diagnostics = decode(data)
    source = source_from_text(text, zone=zone)
    return replace(source, diagnostics=(*diagnostics, *source.diagnostics))


def read_file(path: Path, *, zone: tzinfo | None = None, max_bytes: int = DEFAULT_MAX_BYTES) -> Source:
    """The article in a file, with the metadata of its sidecar file where there is one. Raises InputError."""
    try:
        if path.stat().st_size > max_bytes:
            raise InputError(f"{path.stat().st_size:,} bytes; the limit is {max_bytes:,}")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from error
    source = read_source(data, zone=zone, max_bytes=max_bytes, suffix=path.suffix)
    sidecar = find_sidecar(path)
    return source if sidecar is None else enrich(source, over=describe(load_sidecar(sidecar), zone))


def source_from_text(text: str, *, zone: tzinfo | None = None) -> Source:
    """The article that a string holds, as `read_source`. Raises InputError if nothing but metadata is in it."""
    values, body = split_front_matter(unify_line_ends(text))
    described = describe(values, zone)
    body, dropped = drop_forbidden(body)
    if not body.strip():
        raise InputError("there is metadata but no text" if values else "there is no text")
    return described.source(body, dropped=dropped)


def enrich(source: Source, *, under: Metadata | None = None, over: Described | None = None) -> Source:
    """The source with defaults (`under`) where it says nothing, and with what wins (`over`)."""
    over = over or Described()
    metadata = merge(merge(under or Metadata(), source.metadata), over.metadata)
    return replace(
        source,
        metadata=metadata,
        language=over.language or source.language,
        id=over.id or source.id,
        diagnostics=(*source.diagnostics, *over.diagnostics),
    )
