"""A newsItem of ours as the article that it was written from. For other producers' items see the readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydantic
from lxml import etree

from exporter.errors import InputError
from exporter.formats.model_json import describe
from exporter.formats.newsml_fact_reader import is_actor, is_quote, read_actor, read_claim, read_location, read_quote
from exporter.formats.newsml_parsing import Body, find_body, g2, parse_xml, read_body
from exporter.formats.newsml_properties import (
    attribute,
    char_ranges,
    child,
    children,
    code_of,
    first_with_relation,
    iri,
    name_of,
    term_of,
    text_of,
    with_relation,
)
from exporter.formats.newsml_vocabulary import OUTSIDE, PROFILE, XML
from exporter.model import Article, Author, Diagnostic, Generator, Metadata, Paragraph, Publisher

_LANGUAGE = f"{{{XML}}}lang"
_AUTHOR_TYPES = {"person": "person", "organisation": "organization"}


def read_newsml(data: bytes) -> Article:
    """The article. Raises InputError where the data are no newsItem of this program, or were changed since."""
    root = parse_xml(data)
    if root.tag != g2("newsItem") or not is_own(root):
        raise InputError(f"this is no newsItem of the profile {PROFILE!r}, so no article can be read from it")
    return read_item(root)


def read_item(item: etree._Element) -> Article:
    """The article of a newsItem of ours. Raises InputError."""
    try:
        return Article(**_fields(item))
    except pydantic.ValidationError as error:
        raise InputError(describe(error)) from None


def is_own(item: etree._Element) -> bool:
    """Whether the item says that it follows our profile."""
    return item.findtext(f"{g2('itemMeta')}/{g2('profile')}") == PROFILE


def _fields(root: etree._Element) -> dict[str, Any]:
    meta, content = child(root, "itemMeta"), child(root, "contentMeta")
    body = _body(root)
    parts, asserted = list(children(root, "partMeta")), list(children(root, "assert"))
    subjects = children(content, "subject")
    confidences = {attribute(one, "qcode"): one.get("confidence", "") for one in subjects if one.get("confidence")}
    return {
        "schema_version": attribute(child(meta, "profile"), "versioninfo"),
        "id": attribute(root, "guid"),
        "language": attribute(root, _LANGUAGE),
        "metadata": _metadata(root, meta, content),
        "text": body.text,
        "paragraphs": _paragraphs(body),
        "actors": tuple(read_actor(one, body.text, confidences) for one in asserted if is_actor(one)),
        "locations": tuple(read_location(one, body.text, confidences) for one in asserted if not is_actor(one)),
        "quotes": tuple(read_quote(part, body.text) for part in parts if is_quote(part)),
        "claims": tuple(read_claim(part, body.text) for part in parts if not is_quote(part)),
        "diagnostics": tuple(_diagnostics(meta)),
        "generator": _generator(child(meta, "generator")),
    }


def _body(root: etree._Element) -> Body:
    body = find_body(child(root, "contentSet"))
    if body is None:
        raise InputError("the item has neither an XHTML body nor a NITF block, so it holds no text")
    return read_body(body)


def _paragraphs(body: Body) -> tuple[Paragraph, ...]:
    blocks: list[tuple[int, int, Any]] = [*body.blocks]
    return tuple(Paragraph(start=start, end=end, role=role) for start, end, role in blocks if role != OUTSIDE)


def _generator(node: etree._Element) -> Generator:
    return Generator(name=text_of(node) or "", version=attribute(node, "versioninfo"))


def _metadata(root: etree._Element, meta: etree._Element, content: etree._Element) -> Metadata:
    service = next(children(meta, "service"), None)
    canonical = first_with_relation(meta, "link", "canonical")
    free = first_with_relation(content, "contentMetaExtProperty", "isAccessibleForFree")
    return Metadata(
        headline=_own_text(content, "headline"),
        alternative_headline=_own_text(content, "headline", "nxpart:alternative"),
        description=_own_text(content, "description", "drol:summary"),
        url=None if canonical is None else iri(canonical, "href"),
        published=content.findtext(g2("contentCreated")),
        modified=content.findtext(g2("contentModified")),
        authors=tuple(_author(one) for one in children(content, "creator")),
        publisher=_publisher(child(meta, "provider")),
        section=None if service is None else name_of(service),
        keywords=tuple(text_of(one) or "" for one in children(content, "keyword")),
        dateline=_own_text(content, "dateline"),
        image=tuple(iri(one, "href") or "" for one in with_relation(meta, "link", "image")),
        copyright_notice=_copyright_notice(root),
        is_accessible_for_free=None if free is None else free.get("value") == "true",
    )


def _own_text(node: etree._Element, name: str, role: str | None = None) -> str | None:
    """The text of the first such child that was in the article's metadata, not found by rules or configured."""
    found = (one for one in children(node, name) if one.get("role") == role and one.get("creator") is None)
    return text_of(next(found, None))


def _copyright_notice(root: etree._Element) -> str | None:
    rights = root.find(g2("rightsInfo"))
    return None if rights is None else _own_text(rights, "copyrightNotice")


def _author(node: etree._Element) -> Author:
    kind: Any = _AUTHOR_TYPES.get(code_of(node, "type"), "")
    return Author(name=name_of(node), type=kind, url=iri(node, "uri"))


def _publisher(node: etree._Element) -> Publisher | None:
    if node.get("creator") is not None:
        return None
    logo = first_with_relation(node, "remoteInfo", "logo")
    return Publisher(name=name_of(node), url=iri(node, "uri"), logo=None if logo is None else iri(logo, "href"))


def _diagnostics(meta: etree._Element) -> Iterator[Diagnostic]:
    for node in with_relation(meta, "itemMetaExtProperty", "diagnostic"):
        start, end = char_ranges(node)[0] if node.get("value") else (None, None)
        yield Diagnostic(
            code=code_of(node),
            severity=term_of(node, "type"),
            message=text_of(child(node, "note")) or "",
            start=start,
            end=end,
        )
