"""Which actors and places of several articles are the same: those that share an identifier, else a name and a type.

An actor and a place are never the same, though both may be France. Two entities with different identifiers are never
joined by their name. Unnamed sources ("un témoin") are left out: in another article the same words mean someone else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from exporter.formats.jsonld_ids import Ids
from exporter.model import Actor, Article, Location


class Occurrence(NamedTuple):
    """An entity of one article, with the IRI that it has there."""

    entity: Actor | Location
    article: str
    iri: str
    language: str

    @property
    def kind(self) -> str:
        return "actor" if isinstance(self.entity, Actor) else "place"


@dataclass(frozen=True, slots=True)
class Concept:
    """One person, organisation or place, as all articles have it. The first occurrence speaks for it."""

    occurrences: tuple[Occurrence, ...]

    @property
    def first(self) -> Occurrence:
        return self.occurrences[0]

    @property
    def key(self) -> str:
        """What makes it this one: its identifier, else what it is in the first article."""
        first = self.first
        own = f"{first.article} {first.entity.id}"
        return f"{first.kind} {next(iter(self.identifiers), own)}"

    @property
    def identifiers(self) -> list[str]:
        return list(dict.fromkeys(iri for one in self.occurrences for iri in one.entity.same_as))

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(one.entity.name for one in self.occurrences))

    @property
    def titles(self) -> list[str]:
        """The roles that the texts give."""
        actors = (one.entity for one in self.occurrences if isinstance(one.entity, Actor))
        return list(dict.fromkeys(role.title for actor in actors for role in actor.roles))

    @property
    def entity(self) -> Actor | Location:
        """The first occurrence, with a country and a position from a later one where it has none."""
        country = next((one.entity.country for one in self.occurrences if one.entity.country), None)
        update: dict[str, Any] = {"country": country}
        places = (one.entity for one in self.occurrences if isinstance(one.entity, Location))
        position = next(((place.latitude, place.longitude) for place in places if place.latitude is not None), None)
        if position is not None:
            update |= {"latitude": position[0], "longitude": position[1]}
        return replace(self.first.entity, **update)


def merge(articles: Iterable[Article]) -> list[Concept]:
    """The concepts of the articles, in the order of their first occurrence."""
    occurrences = [one for article in articles for one in _occurrences(article)]
    groups = _by_identifier(occurrences)
    joined = _by_name(occurrences, groups)
    concepts: dict[int, list[Occurrence]] = {}
    for one, group in zip(occurrences, joined, strict=True):
        concepts.setdefault(group, []).append(one)
    return [Concept(tuple(found)) for found in concepts.values()]


def _occurrences(article: Article) -> list[Occurrence]:
    ids = Ids.of(article)
    entities: list[Actor | Location] = [*(actor for actor in article.actors if actor.named), *article.locations]
    return [Occurrence(entity, article.id, ids.fact(entity.id), article.language) for entity in entities]


def _by_identifier(occurrences: Sequence[Occurrence]) -> list[int]:
    """The group of each occurrence: all that are linked by identifiers have the same."""
    parents = list(range(len(occurrences)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    owners: dict[tuple[str, str], int] = {}
    for index, one in enumerate(occurrences):
        for iri in one.entity.same_as:
            owner = root(owners.setdefault((one.kind, iri), index))
            low, high = sorted((owner, root(index)))
            parents[high] = low
    return [root(index) for index in range(len(occurrences))]


def _by_name(occurrences: Sequence[Occurrence], groups: Sequence[int]) -> list[int]:
    """Occurrences without identifier join the only group of their name and type; else they are a group by name."""
    known: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for one, group in zip(occurrences, groups, strict=True):
        if one.entity.same_as:
            known[_name_key(one)].add(group)
    unknown: dict[tuple[str, str], int] = {}
    joined: list[int] = []
    for one, group in zip(occurrences, groups, strict=True):
        candidates = known[_name_key(one)]
        if one.entity.same_as:
            joined.append(group)
        elif len(candidates) == 1:
            joined.append(next(iter(candidates)))
        else:
            joined.append(unknown.setdefault(_name_key(one), group))
    return joined


def _name_key(one: Occurrence) -> tuple[str, str]:
    return one.entity.type, " ".join(one.entity.name.casefold().split())
