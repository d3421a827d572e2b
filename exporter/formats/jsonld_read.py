"""From JSON-LD of the profile `full` back to the model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydantic

from exporter.errors import InputError
from exporter.formats import jsonld_names as names
from exporter.formats.jsonld_article import METADATA_KEYS
from exporter.formats.jsonld_node import Node, load_node
from exporter.formats.model_json import describe
from exporter.model import Article

Fields = dict[str, Any]


def read_article(data: bytes) -> Article:
    """The article, validated. Raises InputError that names the place at fault."""
    try:
        return Article.model_validate(article_fields(load_node(data)))
    except pydantic.ValidationError as error:
        raise InputError(describe(error)) from None


def article_fields(root: Node) -> Fields:
    """The fields of the article, not yet validated. Raises InputError for the profile `web` and for wrong types."""
    if names.SCHEMA_VERSION_KEY not in root.value:
        raise InputError(
            "this JSON-LD does not say where in the text its facts stand, so no article can be read from it; "
            "write it with the profile `full`"
        )
    mentions = root.nodes("mentions")
    return {
        "schema_version": root.get(names.SCHEMA_VERSION_KEY, str),
        "id": root.get("identifier", str) or root.need("@id", str).removesuffix("#article"),
        "language": root.need("inLanguage", str),
        "metadata": _metadata(root),
        "text": root.get("articleBody", str) or "",
        "paragraphs": tuple(_paragraph(node) for node in root.nodes(names.PARAGRAPH)),
        "actors": tuple(_actor(node) for node in mentions if names.ENTITY_TYPE in node.value),
        "locations": tuple(
            _location(node) for node in root.nodes("contentLocation") if names.ENTITY_TYPE in node.value
        ),
        "quotes": tuple(_quote(node) for node in root.nodes("hasPart") if names.QUOTE_FORM in node.value),
        "claims": tuple(_claim(node, claimant) for node, claimant in _claims(mentions)),
        "diagnostics": tuple(_diagnostic(node) for node in root.nodes(names.DIAGNOSTIC)),
        "generator": _generator(root),
    }


def _metadata(root: Node) -> Fields:
    derived, empty = set(root.strings(names.DERIVED)), set(root.strings(names.EMPTY))
    strings = {
        field: "" if key in empty else None if key in derived else root.get(key, str)
        for field, key in METADATA_KEYS.items()
    }
    publisher = None if "publisher" in derived else root.node("publisher")
    return {
        **strings,
        "url": root.get("url", str),
        "published": root.get("datePublished", str),
        "modified": root.get("dateModified", str),
        "authors": tuple(_author(node) for node in root.nodes("author")),
        "publisher": _publisher(publisher) if publisher else None,
        "keywords": root.strings("keywords"),
        "image": root.strings("image"),
        "is_accessible_for_free": root.get("isAccessibleForFree", bool),
    }


def _author(node: Node) -> Fields:
    kind = "person" if node.is_a("Person") else "organization"
    return {"name": node.get("name", str), "type": kind, "url": node.get("url", str)}


def _publisher(node: Node) -> Fields:
    logo = node.node("logo")
    return {
        "name": node.get("name", str),
        "url": node.get("url", str),
        "logo": logo.get("url", str) if logo else None,
    }


def _generator(root: Node) -> Fields | None:
    node = root.node(names.GENERATOR)
    return {"name": node.get("name", str), "version": node.get("softwareVersion", str)} if node else None


def _actor(node: Node) -> Fields:
    return {
        "id": node.fact_id(),
        "type": node.get(names.ENTITY_TYPE, str),
        "name": _name(node),
        "named": node.get(names.NAMED, bool),
        "roles": tuple(_words(role, "title") for role in node.nodes(names.TITLE)),
        "mentions": _mentions(node),
        "same_as": node.strings("sameAs"),
        "country": node.get(names.COUNTRY, str),
        "evidence": _evidence(node),
    }


def _location(node: Node) -> Fields:
    geo = node.node("geo")
    return {
        "id": node.fact_id(),
        "type": node.get(names.ENTITY_TYPE, str),
        "name": _name(node),
        "country": node.get(names.COUNTRY, str),
        "latitude": geo.get("latitude", float) if geo else None,
        "longitude": geo.get("longitude", float) if geo else None,
        "same_as": node.strings("sameAs"),
        "mentions": _mentions(node),
        "evidence": _evidence(node),
    }


def _name(node: Node) -> str | None:
    return "" if "name" in node.strings(names.EMPTY) else node.get("name", str)


def _mentions(node: Node) -> tuple[Fields, ...]:
    return tuple(_words(one) | {"form": one.get(names.MENTION_FORM, str)} for one in node.nodes(names.MENTION))


def _quote(node: Node) -> Fields:
    return {
        "id": node.fact_id(),
        "form": node.get(names.QUOTE_FORM, str),
        "fragments": tuple(_words(one) for one in node.nodes(names.FRAGMENT)),
        "speaker": _reference(node.node(names.SPEAKER)),
        "cue": _cue(node.node(names.CUE)),
        "addressee": _reference(node.node(names.ADDRESSEE)),
        "evidence": _evidence(node),
    }


def _claims(mentions: list[Node]) -> Iterator[tuple[Node, str | None]]:
    """Every claim with its claimant: the author, or the agent who denies or doubts it."""
    for node in mentions:
        if node.is_a("Claim"):
            yield node, node.reference("author")
        elif any(node.is_a(action) for action in names.STANCE_ACTIONS.values()):
            for claim in node.nodes("object"):
                yield claim, node.reference("agent")


def _claim(node: Node, claimant: str | None) -> Fields:
    passage = node.node(names.PASSAGE)
    return {
        "id": node.fact_id(),
        **(_place(passage) if passage else {}),
        "text": node.get("text", str),
        "claimant": claimant,
        "stance": node.get(names.STANCE, str),
        "cue": _cue(node.node(names.CUE)),
        "quotes": node.references("isBasedOn"),
        "about": node.references("about"),
        "evidence": _evidence(node),
    }


def _reference(node: Node | None) -> Fields | None:
    return {"actor": node.reference(names.ACTOR), **_place(node)} if node else None


def _cue(node: Node | None) -> Fields | None:
    if node is None:
        return None
    return _words(node) | {"lemma": node.get(names.LEMMA, str), "act": node.get(names.SPEECH_ACT, str)}


def _paragraph(node: Node) -> Fields:
    return _place(node) | {"role": node.get(names.PARAGRAPH_ROLE, str)}


def _diagnostic(node: Node) -> Fields:
    return {
        "code": node.get(names.CODE, str),
        "severity": node.get(names.SEVERITY, str),
        "message": node.get(names.MESSAGE, str),
        **_place(node),
    }


def _evidence(node: Node) -> Fields:
    return {
        "rule": node.get(names.RULE, str),
        "confidence": node.get(names.CONFIDENCE, float),
        "resolution": node.get(names.RESOLUTION, str),
    }


def _place(node: Node) -> Fields:
    """Start and end of a resource; nothing where it has no position selector."""
    for selector in node.nodes(names.HAS_SELECTOR):
        if selector.is_a(names.POSITION_SELECTOR):
            return {"start": selector.get(names.START, int), "end": selector.get(names.END, int)}
    return {}


def _words(node: Node, field: str = "text") -> Fields:
    """Start, end and words of a resource."""
    exact = [
        selector.get(names.EXACT, str) for selector in node.nodes(names.HAS_SELECTOR) if names.EXACT in selector.value
    ]
    return _place(node) | {field: exact[0] if exact else None}
