"""Actors and places: a `subject` each in contentMeta, an `assert` with the details, an `inlineRef` for the mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exporter.formats.newsml_blocks import Mark
from exporter.formats.newsml_markup import character_data, container, decimal, element, literal, wrap
from exporter.formats.newsml_metadata import link, named
from exporter.formats.newsml_vocabulary import ENTITY, RULES, char_range, nature
from exporter.model import Actor, Evidence, Location, Mention

Entity = Actor | Location

_TOOL = f'creator="{RULES}" how="howextr:tool" why="why:direct"'
_FORMS = ("name", "metonym", "role", "pronoun")


def entity_qcode(fact: str) -> str:
    """The QCode of a fact of this article."""
    return f"{ENTITY}:{fact}"


def confidence(evidence: Evidence) -> str:
    """The attribute as NewsML-G2 wants it: an integer from 0 to 100."""
    return "" if evidence.confidence is None else f' confidence="{round(evidence.confidence * 100)}"'


def evidence_properties(name: str, evidence: Evidence) -> Iterator[str]:
    """The rules behind a fact, and its confidence where the integer does not say it exactly."""
    yield coded(name, "rule", f"nxrule:{evidence.rule}")
    if evidence.resolution is not None:
        yield coded(name, "resolution", f"nxrule:{evidence.resolution}")
    exact = evidence.confidence
    if exact is not None and exact != round(exact * 100) / 100:
        yield f'<{name} rel="nxrel:confidence" value="{decimal(exact)}"/>'


def coded(name: str, relation: str, qcode: str) -> str:
    """An extension property whose value is a QCode of ours, which needs no escaping."""
    return f'<{name} rel="nxrel:{relation}" qcode="{qcode}"/>'


def subjects(entities: Iterable[Entity]) -> Iterator[str]:
    """What the content is about."""
    for entity in entities:
        opening = f'subject qcode="{entity_qcode(entity.id)}" type="{nature(entity)}" {_TOOL}'
        opening += confidence(entity.evidence)
        yield wrap("subject", opening, [named("name", {}, entity.name)])


def located(places: Iterable[Location]) -> Iterator[str]:
    """The places from which the content comes."""
    for place in places:
        attributes = {"qcode": entity_qcode(place.id), "type": nature(place)}
        yield container("located", attributes, [named("name", {}, place.name)])


def assertions(entities: Iterable[Entity]) -> Iterator[str]:
    """All that is known of each actor and place."""
    for entity in entities:
        names = [named("name", {}, entity.name)]
        titles = (role.title for role in entity.roles) if isinstance(entity, Actor) else ()
        children = [*details(entity, names, titles, entity.same_as), *_properties(entity)]
        yield wrap("assert", f'assert qcode="{entity_qcode(entity.id)}"', children)


def _properties(entity: Entity) -> Iterator[str]:
    """What one article says and no other: roles and mentions with their ranges, the rule."""
    if isinstance(entity, Actor):
        yield from _actor_properties(entity)
    yield from evidence_properties("conceptExtProperty", entity.evidence)
    yield from _mentions(entity.mentions)


def details(entity: Entity, names: Iterable[str], titles: Iterable[str], iris: Iterable[str]) -> Iterator[str]:
    """The children that an `assert` and a `concept` have in common. `names` are elements, `titles` those of roles."""
    yield f'<type qcode="{nature(entity)}"/>'
    yield from names
    for title in dict.fromkeys(titles):
        yield character_data("definition", 'definition role="nxpart:role"', title)
    for iri in iris:
        yield element("sameAs", link("uri", iri))
    if entity.country is not None:
        yield _country(entity, entity.country)
    if isinstance(entity, Location):
        yield from _position(entity)
    yield coded("conceptExtProperty", "entityType", f"nxtype:{entity.type}")


def _country(entity: Entity, country: str) -> str:
    """A country is the same as its code; a place lies in it; an actor belongs to it."""
    qcode = {"qcode": f"iso3166-1a2:{country}"}
    if isinstance(entity, Actor):
        return element("related", {"rel": "nxrel:country", **qcode})
    return element("sameAs" if entity.type == "country" else "broader", qcode)


def _position(place: Location) -> Iterator[str]:
    if place.latitude is not None and place.longitude is not None:
        degrees = {"latitude": decimal(place.latitude), "longitude": decimal(place.longitude)}
        name = "POIDetails" if place.type == "place" else "geoAreaDetails"
        yield container(name, {}, [element("position", degrees)])


def _actor_properties(actor: Actor) -> Iterator[str]:
    if not actor.named:
        yield element("conceptExtProperty", {"rel": "nxrel:named", "value": "false"})
    for role in actor.roles:
        title, value = literal(role.title), char_range(role.start, role.end)
        yield f'<conceptExtProperty rel="nxrel:role" literal="{title}" value="{value}"/>'


def _mentions(mentions: Sequence[Mention]) -> Iterator[str]:
    """One property for each form of mention, with all ranges."""
    for form in _FORMS:
        ranges = [char_range(mention.start, mention.end) for mention in mentions if mention.form == form]
        if ranges:
            yield f'<conceptExtProperty rel="nxrel:mention" qcode="nxform:{form}" value="{" ".join(ranges)}"/>'


def inline_refs(marks: Iterable[Mark]) -> Iterator[str]:
    """The elements of the body that mention each actor and place."""
    pieces: dict[str, list[str]] = {}
    entities: dict[str, Entity] = {}
    for mark in marks:
        if isinstance(mark.fact, Actor | Location) and mark.pieces:
            pieces.setdefault(mark.fact.id, []).extend(mark.pieces)
            entities[mark.fact.id] = mark.fact
    for name, entity in entities.items():
        where, qcode = " ".join(pieces[name]), entity_qcode(name)
        yield f'<inlineRef idrefs="{where}" qcode="{qcode}" type="{nature(entity)}"{confidence(entity.evidence)}/>'
