"""JSON-LD: one schema.org NewsArticle with its quotations, claims, people and places.

The profile `web` is schema.org alone. `full` adds absolute IRIs that make it lossless: `read_jsonld` gives the
article back. The text is always safe inside a `script` element as it stands.
"""

from __future__ import annotations

from pydantic_core import PydanticSerializationError, to_json

from exporter.errors import ValidationError
from exporter.formats.html import escape
from exporter.formats.jsonld_article import article_node
from exporter.formats.jsonld_read import read_article
from exporter.formats.options import RenderOptions
from exporter.model import Article


def write_jsonld(article: Article, options: RenderOptions) -> bytes:
    """UTF-8, indented, keys in a fixed order, a final line end. Raises ValidationError for a lone surrogate."""
    try:
        text = to_json(article_node(article, options), indent=2).decode()
    except PydanticSerializationError as error:
        raise ValidationError(f"the article holds a character that UTF-8 cannot: {error}") from None
    return escape(text).encode() + b"\n"


def read_jsonld(data: bytes) -> Article:
    """The article that was written with the profile `full`. Raises InputError where it is not whole."""
    return read_article(data)
