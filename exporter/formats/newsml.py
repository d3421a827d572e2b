"""An article as a NewsML-G2 2.35 newsItem at power conformance, and back without loss.

Where each fact stands: docs of `newsml_metadata` (item and content), `newsml_entities` (actors and places),
`newsml_parts` (quotes and claims), `newsml_xhtml` and `newsml_nitf` (the text).
"""

from __future__ import annotations

from collections.abc import Iterator

from exporter.errors import ValidationError
from exporter.formats.jsonld_article import count_words, dateline_locations
from exporter.formats.jsonld_ids import Ids
from exporter.formats.newsml_blocks import Mark, find_blocks, find_marks
from exporter.formats.newsml_entities import assertions, inline_refs, located, subjects
from exporter.formats.newsml_markup import container, element, forbidden_character, is_plain, tag
from exporter.formats.newsml_metadata import (
    content_meta,
    item_meta,
    link,
    rights_info,
    title,
)
from exporter.formats.newsml_nitf import NitfStyle, nitf_document, plain_marks
from exporter.formats.newsml_parts import parts
from exporter.formats.newsml_reader import read_newsml
from exporter.formats.newsml_vocabulary import (
    CATALOG,
    ENTITY,
    EXACT,
    G2,
    SCHEMES,
    STANDARD_VERSION,
    direction,
)
from exporter.formats.newsml_xhtml import xhtml_document
from exporter.formats.options import RenderOptions
from exporter.model import Actor, Article, Location

__all__ = ["news_item", "read_newsml", "write_newsml"]

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_newsml(article: Article, options: RenderOptions) -> bytes:
    """The newsItem in UTF-8: the same bytes for the same arguments.

    Raises ValidationError for a string with a character that XML 1.0 cannot hold.
    """
    return encode(news_item(article, options))


def encode(markup: str) -> bytes:
    """A document as bytes. Raises ValidationError for a character that XML 1.0 cannot hold."""
    document = f"{DECLARATION}{markup}\n"
    data = document.encode("utf-8", "surrogatepass")
    fault = None if is_plain(data) else forbidden_character(document)
    if fault is not None:
        raise ValidationError(f"NewsML-G2 cannot be written: {fault}; remove it from the text or the metadata")
    return data


def news_item(article: Article, options: RenderOptions, prefix: str = "") -> str:
    """The `newsItem` element. `prefix` begins all its ids, so that several items stand in one document."""
    attributes = item_attributes(article.id, article.language)
    return container("newsItem", attributes, _children(article, options, prefix))


def item_attributes(guid: str, language: str) -> dict[str, str | None]:
    """The attributes of an item of ours."""
    return {
        "xmlns": G2,
        "xmlns:x": EXACT,
        "guid": guid,
        "version": "1",
        "standard": "NewsML-G2",
        "standardversion": STANDARD_VERSION,
        "conformance": "power",
        "xml:lang": language,
        "dir": direction(language),
    }


def catalogs(entity_scheme: str | None = None) -> Iterator[str]:
    """IPTC's catalog by reference, and our own schemes; `entity_scheme` is the URI that precedes the ids of facts."""
    yield element("catalogRef", {"href": CATALOG})
    schemes = [] if entity_scheme is None else [element("scheme", {"alias": ENTITY, **link("uri", entity_scheme)})]
    schemes += [element("scheme", {"alias": alias, "uri": uri}) for alias, uri in SCHEMES.items()]
    yield container("catalog", {}, schemes)


def fact_scheme(article: Article) -> str:
    """What precedes a fact's id in its IRI, as in the JSON-LD: the article's address and `#`."""
    return f"{Ids.of(article).base}#"


def _children(article: Article, options: RenderOptions, prefix: str) -> Iterator[str]:
    # The body comes last in the item, but its elements' ids are referred to from everywhere before.
    marks = find_marks(article, prefix)
    contents = list(_contents(article, options, marks, prefix))
    entities: list[Actor | Location] = [*article.actors, *article.locations]
    yield from catalogs(fact_scheme(article))
    yield from rights_info(article, options)
    yield item_meta(article, options)
    yield content_meta(article, subjects(entities), located(dateline_locations(article)))
    yield from parts(article, marks, prefix)
    yield from assertions(entities)
    yield from inline_refs(marks)
    yield container("contentSet", {"original": f"{prefix}body.{_first_body(options)}"}, contents)


def _first_body(options: RenderOptions) -> str:
    return "nitf" if options.body == "nitf" else "xhtml"


def _contents(article: Article, options: RenderOptions, marks: list[Mark], prefix: str) -> Iterator[str]:
    blocks = find_blocks(article)
    if options.body != "nitf":
        document = xhtml_document(article, title(article) or article.id, blocks, marks)
        yield _inline_xml(article, f"{prefix}body.xhtml", "application/xhtml+xml", document)
    if options.body != "xhtml":
        alone = options.body == "nitf"
        speakers = {actor.id: actor.name for actor in article.actors}
        style = NitfStyle(article.language, fact_scheme(article), speakers, with_ids=alone)
        document = nitf_document(article, blocks, marks if alone else plain_marks(marks), style)
        yield _inline_xml(article, f"{prefix}body.nitf", "application/nitf+xml", document)


def _inline_xml(article: Article, name: str, content_type: str, document: str) -> str:
    attributes = {
        "id": name,
        "rendition": f"nxrend:{name.rpartition('.')[2]}",
        "contenttype": content_type,
        "charcount": str(len(article.text)),
        "wordcount": str(count_words(article.text)),
        # Every space of the text counts, since the facts point at characters.
        "xml:space": "preserve",
    }
    return f"<{tag('inlineXML', attributes)}>{document}</inlineXML>"
