"""A newsItem of ours as the article that it was written from. For other producers' items see the readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydantic
from lxml import etree

from exporter.errors import InputError
from exporter.formats.model_json import describe
from exporter.formats.newsml_fact_reader import (
    Fields,
    is_actor,
    is_quote,
    read_actor,
    read_claim,
    read_location,
    read_quote,
)
from exporter.formats.newsml_index import ItemIndex
from exporter.formats.newsml_parsing import Body, g2, parse_xml
from exporter.formats.newsml_properties import Family, attribute, char_ranges, code_of, iri, name_of, term_of, text_of
from exporter.formats.newsml_vocabulary import OUTSIDE, PROFILE, XML
from exporter.model import Article, Author, Diagnostic, Generator, Metadata, Publisher

_LANGUAGE = f"{{{XML}}}lang"
_AUTHOR_TYPES = {"person": "person", "organisation": "organization"}


def read_newsml(data: bytes) -> Article:
    """The article. Raises InputError where the data are no newsItem of this program, or were changed since."""
    root = parse_xml(data)
    if root.tag != g2("newsItem") or not is_own(root):
        raise InputError(f"this is no newsItem of the profile {PROFILE!r}, so no article can be read from it")
    return read_item(ItemIndex(root))


def read_item(item: ItemIndex) -> Article:
    """The article of a newsItem of ours. Raises InputError."""
    try:
        return Article.model_validate(_fields(item))
    except pydantic.ValidationError as error:
        raise InputError(describe(error)) from None


def is_own(item: etree._Element) -> bool:
    """Whether the item says that it follows our profile."""
    return item.findtext(f"{g2('itemMeta')}/{g2('profile')}") == PROFILE


def _fields(item: ItemIndex) -> Fields:
    text, meta, parts, asserted = item.body.text, item.meta, item.parts, item.asserts.values()
    subjects = item.content.named("subject")
    confidences = {attribute(one, "qcode"): one.get("confidence", "") for one in subjects if one.get("confidence")}
    return {
        "schema_version": attribute(meta.child("profile"), "versioninfo"),
        "id": attribute(item.node, "guid"),
        "language": attribute(item.node, _LANGUAGE),
        "metadata": _metadata(item),
        "text": text,
        "paragraphs": _paragraphs(item.body),
        "actors": tuple(read_actor(one, text, confidences) for one in asserted if is_actor(one)),
        "locations": tuple(read_location(one, text, confidences) for one in asserted if not is_actor(one)),
        "quotes": tuple(read_quote(part, text) for part in parts if is_quote(part)),
        "claims": tuple(read_claim(part, text) for part in parts if not is_quote(part)),
        "diagnostics": tuple(_diagnostics(meta)),
        "generator": _generator(meta.child("generator")),
    }


def _paragraphs(body: Body) -> tuple[Fields, ...]:
    return tuple({"start": start, "end": end, "role": role} for start, end, role in body.blocks if role != OUTSIDE)


def _generator(node: etree._Element) -> Generator:
    return Generator(name=text_of(node) or "", version=attribute(node, "versioninfo"))


def _metadata(item: ItemIndex) -> Metadata:
    meta, content = item.meta, item.content
    service, canonical = meta.first("service"), meta.property("canonical")
    free = content.property("isAccessibleForFree")
    return Metadata(
        headline=_own_text(content, "headline"),
        alternative_headline=_own_text(content, "headline", "nxpart:alternative"),
        description=_own_text(content, "description", "drol:summary"),
        url=None if canonical is None else iri(canonical, "href"),
        published=text_of(content.first("contentCreated")),
        modified=text_of(content.first("contentModified")),
        authors=tuple(_author(one) for one in content.named("creator")),
        publisher=_publisher(meta),
        section=None if service is None else name_of(service),
        keywords=tuple(text_of(one) or "" for one in content.named("keyword")),
        dateline=_own_text(content, "dateline"),
        image=tuple(iri(one, "href") or "" for one in meta.related("image")),
        copyright_notice=_copyright_notice(item.family),
        is_accessible_for_free=None if free is None else free.get("value") == "true",
    )


def _own_text(family: Family, name: str, role: str | None = None) -> str | None:
    """The text of the first such child that was in the article's metadata, not found by rules or configured."""
    found = (one for one in family.named(name) if one.get("role") == role and one.get("creator") is None)
    return text_of(next(found, None))


def _copyright_notice(item: Family) -> str | None:
    rights = item.first("rightsInfo")
    return None if rights is None else _own_text(Family(rights), "copyrightNotice")


def _author(node: etree._Element) -> Author:
    kind: Any = _AUTHOR_TYPES.get(code_of(node, "type"), "")
    return Author(name=name_of(node), type=kind, url=iri(node, "uri"))


def _publisher(meta: Family) -> Publisher | None:
    provider, logo = meta.child("provider"), meta.property("logo")
    if provider.get("creator") is not None:
        return None
    return Publisher(name=name_of(provider), url=iri(provider, "uri"), logo=None if logo is None else iri(logo, "href"))


def _diagnostics(meta: Family) -> Iterator[Diagnostic]:
    for node in meta.related("diagnostic"):
        start, end = char_ranges(node)[0] if node.get("value") else (None, None)
        yield Diagnostic(
            code=code_of(node),
            severity=term_of(node, "type"),
            message=text_of(Family(node).child("note")) or "",
            start=start,
            end=end,
        )
