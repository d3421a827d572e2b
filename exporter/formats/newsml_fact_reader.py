"""Actors, places, quotes and claims out of the `assert` and `partMeta` elements of our items.

Wherever the model repeats the article's words, they are cut from the text; only a quote's and a claim's own words are
read from the item, so that an item whose words differ from its text is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from exporter.errors import InputError
from exporter.formats.newsml_markup import decode
from exporter.formats.newsml_parsing import g2
from exporter.formats.newsml_properties import (
    Family,
    attribute,
    char_range_of,
    char_ranges,
    code_of,
    iri,
    number,
    place_of,
    term_of,
    text_of,
)
from exporter.formats.newsml_vocabulary import fact_id
from exporter.model import Evidence

Fields: TypeAlias = dict[str, Any]
"""The fields of a record of the model: all records of an article are validated in one go, at the end."""

_ACTOR_TYPES = frozenset(("person", "organization", "state", "group"))


def is_actor(one: Family) -> bool:
    """Whether an `assert` is about an actor, not a place."""
    return term_of(one.property("entityType")) in _ACTOR_TYPES


def read_actor(one: Family, text: str, confidences: Mapping[str, str]) -> Fields:
    """The actor of an `assert`. `confidences`: those of the subjects, by QCode."""
    country = one.property("country")
    return {
        **_entity(one, text, confidences),
        "named": one.property("named") is None,
        "roles": tuple([_role(*char_range_of(role), text) for role in one.related("role")]),
        "country": None if country is None else code_of(country),
    }


def read_location(one: Family, text: str, confidences: Mapping[str, str]) -> Fields:
    """The place of an `assert`."""
    coded = [node for name in ("sameAs", "broader") for node in one.named(name) if node.get("qcode")]
    details = one.first("geoAreaDetails")
    details = one.first("POIDetails") if details is None else details
    position = None if details is None else details.find(g2("position"))
    return {
        **_entity(one, text, confidences),
        "country": code_of(coded[0]) if coded else None,
        "latitude": None if position is None else number(attribute(position, "latitude"), position),
        "longitude": None if position is None else number(attribute(position, "longitude"), position),
    }


def _entity(one: Family, text: str, confidences: Mapping[str, str]) -> Fields:
    mentions = [
        {"start": start, "end": end, "text": text[start:end], "form": form}
        for form, ranges in [(term_of(node), char_ranges(node)) for node in one.related("mention")]
        for start, end in ranges
    ]
    return {
        "id": code_of(one.node),
        "type": term_of(one.property("entityType")),
        "name": text_of(one.child("name")),
        "mentions": tuple(sorted(mentions, key=itemgetter("start"))),
        "same_as": tuple(iri(node, "uri") for node in one.named("sameAs") if node.get("uri")),
        "evidence": _evidence(one, confidences.get(attribute(one.node, "qcode"))),
    }


def _role(start: int, end: int, text: str) -> Fields:
    return {"title": text[start:end], "start": start, "end": end}


def _evidence(one: Family, percent: str | None) -> Evidence:
    exact, resolution = one.property("confidence"), one.property("resolution")
    confidence = None if percent is None else number(percent, one.node) / 100
    return _known_evidence(
        term_of(one.property("rule")),
        confidence if exact is None else number(attribute(exact, "value"), exact),
        None if resolution is None else code_of(resolution),
    )


@lru_cache(1024)
def _known_evidence(rule: str, confidence: float | None, resolution: str | None) -> Evidence:
    """One record for all facts of a rule."""
    return Evidence(rule=rule, confidence=confidence, resolution=resolution)


def is_quote(part: Family) -> bool:
    """Whether a `partMeta` is a quote, not a claim."""
    return code_of(part.child("role")) != "claim"


def read_quote(part: Family, text: str) -> Fields:
    """The quote of a `partMeta`."""
    words = [text_of(node) or "" for node in part.named("description")]
    ranges = [char_range_of(node) for node in part.related("range")]
    if len(words) != len(ranges):
        raise InputError(f"{place_of(part.node)} has {len(words)} descriptions and {len(ranges)} ranges")
    return {
        "id": fact_id(attribute(part.node, "partid")),
        "form": term_of(part.child("role")).removesuffix("Quote"),
        "fragments": tuple(
            [{"start": start, "end": end, "text": own} for (start, end), own in zip(ranges, words, strict=True)]
        ),
        "speaker": _reference(part, "speaker"),
        "cue": _cue(part, text),
        "addressee": _reference(part, "addressee"),
        "evidence": _evidence(part, part.child("description").get("confidence")),
    }


def read_claim(part: Family, text: str) -> Fields:
    """The claim of a `partMeta`."""
    source, description, span = part.first("infoSource"), part.child("description"), part.property("range")
    start, end = (0, 0) if span is None else char_range_of(span)
    return {
        "id": fact_id(attribute(part.node, "partid")),
        "start": start,
        "end": end,
        "text": text_of(description) or "",
        "claimant": None if source is None else code_of(source),
        "stance": term_of(part.property("stance")),
        "cue": _cue(part, text),
        "quotes": tuple([code_of(node) for node in part.related("quote")]),
        "about": tuple([code_of(node) for node in part.named("subject")]),
        "evidence": _evidence(part, description.get("confidence")),
    }


def _reference(part: Family, relation: str) -> Fields | None:
    node = part.property(relation)
    if node is None:
        return None
    start, end = char_range_of(node)
    return {"actor": code_of(node), "start": start, "end": end}


def _cue(part: Family, text: str) -> Fields | None:
    node = part.property("cue")
    if node is None:
        return None
    start, end = char_range_of(node)
    lemma = decode(code_of(node)) if node.get("qcode") else ""
    act = term_of(part.property("speechAct"))
    return {"start": start, "end": end, "text": text[start:end], "lemma": lemma, "act": act}
