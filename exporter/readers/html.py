"""A saved page, or the body that a CMS holds, as text and metadata. The text is what the page shows, line by line.

Whole pages need the extra `html` (trafilatura tells the article from the rest of the page, extruct reads structured
data); the body of a CMS is all article and needs nothing. Offsets of facts refer to the text that is made here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from importlib import import_module
from typing import Any

from exporter.errors import InputError
from exporter.model import Source
from exporter.readers.characters import drop_forbidden, unify_line_ends
from exporter.readers.html_article import article_lines
from exporter.readers.html_encoding import decode_page
from exporter.readers.html_lines import read_lines
from exporter.readers.html_metadata import page_metadata
from exporter.readers.html_text import write_lines
from exporter.readers.html_tree import body_of, is_whole_page, parse_html
from exporter.readers.metadata import Described, describe

EXTRA = "newsroom-exporter[html]"


def read_html(data: bytes, *, content_type: str | None = None, zone: tzinfo | None = None) -> Source:
    """The article of a page or of a CMS body. `content_type` is the header of HTTP, where there was one.

    Raises InputError for a page without text, for markup that cannot be read, and where the extra is missing.
    """
    markup, diagnostics = decode_page(data, content_type)
    source = source_from_html(markup, zone=zone)
    return replace(source, diagnostics=(*diagnostics, *source.diagnostics))


def source_from_html(markup: str, *, zone: tzinfo | None = None) -> Source:
    """The article that a string of markup holds, as `read_html`."""
    markup, dropped = drop_forbidden(unify_line_ends(markup))
    dropped = tuple(replace(one, start=None, end=None) for one in dropped)  # places of the markup
    if not markup.strip():
        raise InputError("there is no text")
    root = parse_html(markup)
    lines = read_lines(body_of(root))
    described = Described()
    if is_whole_page(markup):
        trafilatura, extruct = _load("trafilatura"), _load("extruct")
        values = page_metadata(extruct, root, markup, lines)
        described = describe(values, zone)
        lines = article_lines(trafilatura, root, lines, described.metadata.headline)
    text, paragraphs = write_lines(lines)
    if not text:
        raise InputError("this page shows no text" if described.metadata.headline else "there is no text in this HTML")
    return Source(
        text=text,
        metadata=described.metadata,
        language=described.language,
        diagnostics=(*dropped, *described.diagnostics),
        paragraphs=paragraphs,
    )


def _load(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise InputError(f"reading an HTML page needs the package {name}: pip install '{EXTRA}'") from None
