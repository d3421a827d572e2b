"""Actors, places, quotes and claims out of the `assert` and `partMeta` elements of our items.

Wherever the model repeats the article's words, they are cut from the text; only a quote's and a claim's own words are
read from the item, so that an item whose words differ from its text is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from exporter.formats.newsml_markup import decode
from exporter.formats.newsml_properties import (
    attribute,
    char_range_of,
    char_ranges,
    child,
    children,
    code_of,
    first_with_relation,
    iri,
    name_of,
    number,
    term_of,
    text_of,
    with_relation,
)
from exporter.formats.newsml_vocabulary import fact_id
from exporter.model import Actor, ActorReference, Claim, Cue, Evidence, Fragment, Location, Mention, Quote, Role

_CONCEPT = "conceptExtProperty"
_PART = "partMetaExtProperty"
_ACTOR_TYPES = frozenset(("person", "organization", "state", "group"))


def is_actor(node: etree._Element) -> bool:
    """Whether an `assert` is about an actor, not a place."""
    return _entity_type(node) in _ACTOR_TYPES


def _entity_type(node: etree._Element) -> str:
    return str(term_of(first_with_relation(node, _CONCEPT, "entityType")))


def read_actor(node: etree._Element, text: str, confidences: Mapping[str, str]) -> Actor:
    """The actor of an `assert`. `confidences`: those of the subjects, by QCode."""
    return Actor(
        **_entity(node, text, confidences),
        named=first_with_relation(node, _CONCEPT, "named") is None,
        roles=tuple(_role(one, text) for one in with_relation(node, _CONCEPT, "role")),
        country=next((code_of(one) for one in with_relation(node, "related", "country")), None),
    )


def read_location(node: etree._Element, text: str, confidences: Mapping[str, str]) -> Location:
    """The place of an `assert`."""
    coded = [one for name in ("sameAs", "broader") for one in children(node, name) if one.get("qcode")]
    position = node.find(".//{*}position")
    return Location(
        **_entity(node, text, confidences),
        country=code_of(coded[0]) if coded else None,
        latitude=None if position is None else number(attribute(position, "latitude"), position),
        longitude=None if position is None else number(attribute(position, "longitude"), position),
    )


def _entity(node: etree._Element, text: str, confidences: Mapping[str, str]) -> dict[str, Any]:
    mentions = [
        Mention(start=start, end=end, text=text[start:end], form=term_of(one))
        for one in with_relation(node, _CONCEPT, "mention")
        for start, end in char_ranges(one)
    ]
    return {
        "id": code_of(node),
        "type": _entity_type(node),
        "name": name_of(node),
        "mentions": tuple(sorted(mentions, key=lambda mention: mention.start)),
        "same_as": tuple(iri(one, "uri") for one in children(node, "sameAs") if one.get("uri")),
        "evidence": _evidence(node, _CONCEPT, confidences.get(attribute(node, "qcode"))),
    }


def _role(node: etree._Element, text: str) -> Role:
    start, end = char_range_of(node)
    return Role(title=text[start:end], start=start, end=end)


def _evidence(node: etree._Element, name: str, percent: str | None) -> Evidence:
    resolution = first_with_relation(node, name, "resolution")
    exact = first_with_relation(node, name, "confidence")
    confidence = None if percent is None else number(percent, node) / 100
    return Evidence(
        rule=term_of(first_with_relation(node, name, "rule")),
        confidence=confidence if exact is None else number(attribute(exact, "value"), exact),
        resolution=None if resolution is None else code_of(resolution),
    )


def is_quote(part: etree._Element) -> bool:
    """Whether a `partMeta` is a quote, not a claim."""
    return code_of(child(part, "role")) != "claim"


def read_quote(part: etree._Element, text: str) -> Quote:
    """The quote of a `partMeta`."""
    words = [text_of(one) or "" for one in children(part, "description")]
    ranges = [char_range_of(one) for one in with_relation(part, _PART, "range")]
    fragments = [Fragment(start=start, end=end, text=own) for (start, end), own in zip(ranges, words, strict=True)]
    return Quote(
        id=fact_id(attribute(part, "partid")),
        form=term_of(child(part, "role")).removesuffix("Quote"),
        fragments=tuple(fragments),
        speaker=_reference(part, "speaker"),
        cue=_cue(part, text),
        addressee=_reference(part, "addressee"),
        evidence=_evidence(part, _PART, child(part, "description").get("confidence")),
    )


def read_claim(part: etree._Element, text: str) -> Claim:
    """The claim of a `partMeta`."""
    source = next(children(part, "infoSource"), None)
    description = child(part, "description")
    start, end = next((char_range_of(one) for one in with_relation(part, _PART, "range")), (0, 0))
    return Claim(
        id=fact_id(attribute(part, "partid")),
        start=start,
        end=end,
        text=text_of(description) or "",
        claimant=None if source is None else code_of(source),
        stance=term_of(first_with_relation(part, _PART, "stance")),
        cue=_cue(part, text),
        quotes=tuple(code_of(one) for one in with_relation(part, _PART, "quote")),
        about=tuple(code_of(one) for one in children(part, "subject")),
        evidence=_evidence(part, _PART, description.get("confidence")),
    )


def _reference(part: etree._Element, relation: str) -> ActorReference | None:
    node = first_with_relation(part, _PART, relation)
    if node is None:
        return None
    start, end = char_range_of(node)
    return ActorReference(actor=code_of(node), start=start, end=end)


def _cue(part: etree._Element, text: str) -> Cue | None:
    node = first_with_relation(part, _PART, "cue")
    if node is None:
        return None
    start, end = char_range_of(node)
    return Cue(
        start=start,
        end=end,
        text=text[start:end],
        lemma=decode(code_of(node)) if node.get("qcode") else "",
        act=term_of(first_with_relation(part, _PART, "speechAct")),
    )
