"""NITF 3.x (IPTC News Industry Text Format), as agencies send it: text with roles, and metadata.

Specification: https://iptc.org/standards/nitf/ (IPTC). Read here are hedline, byline, distributor, dateline, abstract,
docdata and body.content with its headings, lists, block quotes and captions.
"""

from __future__ import annotations

import re
from datetime import tzinfo

from lxml import etree

from exporter.errors import InputError
from exporter.model import Source
from exporter.readers.html_lines import HtmlLine, read_lines
from exporter.readers.html_text import write_lines
from exporter.readers.metadata import describe
from exporter.readers.wire import wire_lines
from exporter.readers.xml_tree import language_of, parse_xml, text_at, text_of

# What stands in a block or a line, by the element of HTML that shows it so; the others are inline.
_BLOCKS = {
    "block": "div", "p": "p", "hl1": "h2", "hl2": "h3", "hedline": "div", "bq": "blockquote", "credit": "footer",
    "media": "figure", "media-caption": "figcaption", "media-producer": "script", "media-reference": "script",
    "media-metadata": "script", "media-object": "script", "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt",
    "dd": "dd", "table": "table", "tr": "tr", "td": "td", "th": "th", "pre": "pre", "note": "aside", "br": "br",
    "hr": "hr", "body.content": "body", "fn": "p", "nitf-table": "div", "nitf-table-metadata": "script",
    "a": "a", "caption": "caption", "thead": "thead", "tbody": "tbody", "tfoot": "tfoot",
}  # fmt: skip
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:(\d{2})(?:[.,]\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?")


def read_nitf(data: bytes, *, zone: tzinfo | None = None) -> Source:
    """The article of a NITF document. Raises InputError."""
    root = parse_xml(data)
    if root.tag != "nitf":
        raise InputError(f"no NITF: the root element is <{root.tag}>")
    return source_from_nitf(root, zone=zone)


def source_from_nitf(root: etree._Element, *, zone: tzinfo | None = None) -> Source:
    """The article of an element `nitf` without namespaces. Raises InputError where it has no text."""
    described = describe(nitf_metadata(root), zone)
    text, paragraphs = write_lines(nitf_lines(root))
    if not text:
        raise InputError("there is no text in this NITF")
    return described.source(text, paragraphs)


def nitf_lines(root: etree._Element) -> list[HtmlLine]:
    """Headline, byline and dateline, and the lines of the content."""
    content, head = root.find(".//body.content"), root.find(".//body.head")
    if content is None:
        raise InputError("there is no <body.content> in this NITF")
    opening = (text_at(head, "hedline/hl1"), text_at(head, "byline"), text_at(head, "dateline"))
    return wire_lines(content, *opening, content_lines(content))


def content_lines(content: etree._Element) -> list[HtmlLine]:
    """The lines of an element of NITF, read as what HTML would show."""
    for element in content.iter("*"):
        element.tag = _BLOCKS.get(element.tag, "span")
    return read_lines(content)


def nitf_metadata(root: etree._Element) -> dict[str, object]:
    """Our names -> values, for `describe`."""
    docdata, head = root.find(".//docdata"), root.find(".//body.head")
    byline = None if head is None else head.find("byline")
    title = text_at(head, "hedline/hl1") or text_at(root, "head/title")
    found: dict[str, object] = {
        "headline": title,
        "alternative_headline": text_at(head, "hedline/hl2"),
        "description": text_at(head, "abstract"),
        "language": language_of(root),
        "dateline": text_at(head, "dateline"),
        "copyright_notice": _rights(docdata, head),
        "published": _date(docdata, "date.release") or _date(docdata, "date.issue") or _story_date(head),
        "authors": _authors(byline),
        "publisher": text_at(head, "distributor"),
        "keywords": _keywords(docdata),
        "id": _attribute(docdata, "doc-id", "id-string"),
    }
    if not _is_iri(found["id"]):
        del found["id"]
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _is_iri(value: object) -> bool:
    return isinstance(value, str) and re.match(r"(?:urn|tag|https?):\S+\Z", value) is not None


def _attribute(parent: etree._Element | None, path: str, name: str) -> str | None:
    element = None if parent is None else parent.find(path)
    return None if element is None else element.get(name)


def _date(docdata: etree._Element | None, name: str) -> str | None:
    value = _attribute(docdata, name, "norm")
    return extended_date(value) if value else None


def _story_date(head: etree._Element | None) -> str | None:
    value = _attribute(head, "dateline/story.date", "norm")
    return extended_date(value) if value else None


def extended_date(value: str) -> str:
    """A date in the extended form of ISO 8601; agencies use the basic one too (20260314T180500+0100)."""
    match = _BASIC.fullmatch(value.strip())
    if match is None:
        return value.strip()
    year, month, day, hour, minute, second, offset = match.groups()
    time = f"T{hour}:{minute}:{second or '00'}{offset or ''}" if hour else ""
    return f"{year}-{month}-{day}{time}"


def _rights(docdata: etree._Element | None, head: etree._Element | None) -> str | None:
    holder = _attribute(docdata, "doc.copyright", "holder")
    year = _attribute(docdata, "doc.copyright", "year")
    noted = " ".join(filter(None, ("©" if holder else None, year if holder else None, holder)))
    return text_at(head, "rights") or noted or None


def _authors(byline: etree._Element | None) -> list[dict[str, object]]:
    """The persons that a byline marks; one that marks none may name anybody, so it gives no author."""
    if byline is None:
        return []
    return [{"name": name} for one in byline.iter("person") if (name := text_of(one))]


def _keywords(docdata: etree._Element | None) -> list[str]:
    if docdata is None:
        return []
    return [key for one in docdata.iterfind("key-list/keyword") if (key := one.get("key"))]
