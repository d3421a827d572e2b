"""A NewsML-G2 newsItem of any producer whose content is text (XHTML, NITF or plain), or a message with one of them.

Specification: https://iptc.org/standards/newsml-g2/ (IPTC). Facts that a producer asserts of its own are not taken:
the extraction finds them in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from lxml import etree

from exporter.errors import InputError
from exporter.model import Paragraph, Source
from exporter.readers.characters import drop_forbidden, unify_line_ends
from exporter.readers.html_lines import HtmlLine, read_lines
from exporter.readers.html_text import write_lines
from exporter.readers.metadata import describe
from exporter.readers.nitf import content_lines, extended_date
from exporter.readers.wire import wire_lines
from exporter.readers.xml_tree import all_text, language_of, parse_xml, text_at, text_of

_PREFERRED = ("application/xhtml+xml", "text/html", "application/nitf+xml", "text/plain", "")
_ADDRESS = re.compile(r"https?://\S+")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    paragraphs: tuple[Paragraph, ...] = ()


def read_newsml_g2(data: bytes, *, zone: tzinfo | None = None) -> Source:
    """The article of the one text item that the data hold. Raises InputError where there is none, or several."""
    item = _text_item(parse_xml(data))
    found = _content(item)
    if not found.text.strip():
        raise InputError("the newsItem holds no text: no inlineXML of XHTML or NITF, and no inlineData")
    described = describe(item_metadata(item), zone)
    return described.source(found.text, found.paragraphs)


def _text_item(root: etree._Element) -> etree._Element:
    if root.tag == "newsItem":
        return root
    if root.tag != "newsMessage":
        raise InputError(f"no NewsML-G2 newsItem: the root element is <{root.tag}>")
    items = [item for item in root.iter("newsItem") if next(_inline(item), None) is not None]
    if len(items) != 1:
        raise InputError(f"the newsMessage holds {len(items)} newsItems with text; give each in a file of its own")
    return items[0]


def _inline(item: etree._Element) -> Iterator[etree._Element]:
    yield from item.iterfind("contentSet/inlineXML")
    yield from item.iterfind("contentSet/inlineData")


def _content(item: etree._Element) -> _Text:
    """The best of the content's renditions."""
    found = sorted(_inline(item), key=lambda one: _rank(one.get("contenttype") or ""))
    for one in found:
        text = _rendition(item, one)
        if text.text.strip():
            return text
    return _Text("")


def _rank(content_type: str) -> int:
    name = content_type.split(";", 1)[0].strip().lower()
    return _PREFERRED.index(name) if name in _PREFERRED else len(_PREFERRED)


def _rendition(item: etree._Element, content: etree._Element) -> _Text:
    if content.tag == "inlineData":
        text, _ = drop_forbidden(unify_line_ends(all_text(content)))
        return _Text("" if content.get("encoding") else text.strip("\n"))
    nitf = content.find(".//body.content")
    if nitf is not None:
        return _Text(*write_lines(_opened(item, content_lines(nitf))))
    body = content.find(".//body")
    return _Text(*write_lines(_opened(item, read_lines(content if body is None else body))))


def _opened(item: etree._Element, lines: list[HtmlLine]) -> list[HtmlLine]:
    if not lines:
        return []
    meta = item.find("contentMeta")
    headline = None if any(line.role == "headline" for line in lines) else text_at(meta, "headline")
    return wire_lines(item, headline, text_at(meta, "by"), text_at(meta, "dateline"), lines)


def item_metadata(item: etree._Element) -> dict[str, object]:
    """Our names -> values, for `describe`."""
    meta, content = item.find("itemMeta"), item.find("contentMeta")
    published = text_at(meta, "firstCreated") or text_at(content, "contentCreated") or text_at(meta, "versionCreated")
    modified = text_at(content, "contentModified") or text_at(meta, "versionCreated")
    guid = item.get("guid") or ""
    language = None if content is None else content.find("language")
    found: dict[str, object] = {
        "id": guid if _IRI.fullmatch(guid) else None,
        "language": (None if language is None else language.get("tag")) or language_of(item),
        "headline": text_at(content, "headline") or text_at(meta, "title"),
        "description": _summary(content),
        "url": _canonical(meta),
        "published": extended_date(published) if published else None,
        "modified": extended_date(modified) if modified else None,
        "authors": list(_authors(content)),
        "publisher": _publisher(meta),
        "section": text_at(meta, "service/name"),
        "keywords": [] if content is None else [key for one in content.iterfind("keyword") if (key := text_of(one))],
        "dateline": text_at(content, "dateline"),
        "copyright_notice": text_at(item, "rightsInfo/copyrightNotice"),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _summary(content: etree._Element | None) -> str | None:
    if content is None:
        return None
    found = list(content.iterfind("description"))
    chosen = [one for one in found if (one.get("role") or "").endswith("summary")] or found
    return text_of(chosen[0]) if chosen else None


def _canonical(meta: etree._Element | None) -> str | None:
    """The address under which the article stands on the web, if a link says so."""
    if meta is None:
        return None
    for link in meta.iterfind("link"):
        address = link.get("href") or ""
        if (link.get("rel") or "").endswith(("canonical", "permalink")) and _ADDRESS.fullmatch(address):
            return address
    return None


def _authors(content: etree._Element | None) -> Iterator[dict[str, object]]:
    if content is None:
        return
    for creator in content.iterfind("creator"):
        name = text_at(creator, "name")
        if name:
            kind = "organization" if (creator.get("type") or "").endswith("organisation") else "person"
            address = creator.get("uri") or ""
            yield {"name": name, "type": kind, **({"url": address} if _ADDRESS.fullmatch(address) else {})}


def _publisher(meta: etree._Element | None) -> dict[str, object] | None:
    provider = None if meta is None else meta.find("provider")
    if provider is None:
        return None
    name = text_at(provider, "name") or provider.get("literal")
    address = provider.get("uri") or ""
    return {"name": name, **({"url": address} if _ADDRESS.fullmatch(address) else {})} if name else None
