"""Actors and locations as schema.org persons, organisations and places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from exporter.formats import jsonld_names as names
from exporter.formats.jsonld_annotations import Annotator, Node, evidence
from exporter.formats.jsonld_ids import Ids
from exporter.model import Actor, Article, Location, Mention, Role

_NOTHING: tuple[object, ...] = (None, "", [])


def known(node: Node) -> Node:
    """The node without the keys that nothing is known of."""
    return {key: value for key, value in node.items() if value or value not in _NOTHING}


def one_or_many(values: Iterable[object]) -> object:
    """A lone value as itself, several as a list, none as None."""
    found = list(values)
    return found[0] if len(found) == 1 else found or None


class Entities:
    """The nodes of one article's actors and locations. A country is written out where it is first used."""

    def __init__(self, article: Article, ids: Ids, annotator: Annotator | None) -> None:
        self.ids = ids
        self.annotator = annotator
        self.placed = _country_locations(article, ids)
        self.country_names = _state_names(article)
        self.written: set[str] = set()
        self.affiliations = _Affiliations(article)

    def location(self, location: Location) -> Node:
        """Country, City, AdministrativeArea, Place ..., with the country that it lies in."""
        is_country = location.type == "country"
        node: Node = {
            "@type": names.LOCATION_TYPES[location.type],
            "@id": self.ids.fact(location.id),
            "name": location.name or location.mentions[0].text,
            "alternateName": one_or_many(_other_names(location.name, location.mentions)),
            "identifier": location.country if is_country else None,
            "geo": _position(location),
            "containedInPlace": self._country(location.country) if location.country and not is_country else None,
            "sameAs": list(location.same_as),
        }
        if self.annotator is not None:
            node[names.ENTITY_TYPE] = location.type
            node[names.EMPTY] = [] if location.name else ["name"]
            node[names.COUNTRY] = location.country
            node[names.MENTION] = self.annotator.mentions(location.mentions)
            node |= evidence(location.evidence)
        return known(node)

    def actor(self, actor: Actor) -> Node:
        """Person, Organization, or GovernmentOrganization for a state that acts."""
        is_person = actor.type == "person"
        titles = list(dict.fromkeys(role.title for role in actor.roles))
        node: Node = {
            "@type": names.ACTOR_TYPES[actor.type],
            "@id": self.ids.fact(actor.id),
            "name": actor.name or actor.mentions[0].text,
            "alternateName": one_or_many(_other_names(actor.name, actor.mentions)),
            "jobTitle" if is_person else "disambiguatingDescription": one_or_many(titles),
            "affiliation": self._affiliation(actor) if is_person else None,
            "areaServed": self._country(actor.country) if actor.country and actor.type == "state" else None,
            "sameAs": list(actor.same_as),
        }
        if self.annotator is not None:
            node[names.ENTITY_TYPE] = actor.type
            node[names.EMPTY] = [] if actor.name else ["name"]
            node[names.NAMED] = actor.named
            node[names.COUNTRY] = actor.country
            node[names.TITLE] = self.annotator.titles(actor.roles)
            node[names.MENTION] = self.annotator.mentions(actor.mentions)
            node |= evidence(actor.evidence)
        return known(node)

    def _country(self, code: str) -> Node:
        if code in self.placed:
            return {"@id": self.placed[code]}
        iri = self.ids.country(code)
        if code in self.written:
            return {"@id": iri}
        self.written.add(code)
        return known({"@type": "Country", "@id": iri, "name": self.country_names.get(code), "identifier": code})

    def _affiliation(self, actor: Actor) -> object:
        found = self.affiliations.of(actor.roles)
        return one_or_many({"@id": self.ids.fact(identifier)} for identifier in found if identifier != actor.id)


class _Affiliations:
    """Organisations by where they are mentioned: one named inside a role is what the role belongs to."""

    def __init__(self, article: Article) -> None:
        bodies = [actor for actor in article.actors if actor.type in ("organization", "state")]
        self.mentions = sorted((one.start, one.end, actor.id) for actor in bodies for one in actor.mentions)

    def of(self, roles: tuple[Role, ...]) -> list[str]:
        """Ids of the organisations inside the roles ("secrétaire général de l'Ipsal"), each once."""
        found = dict.fromkeys(identifier for role in roles for identifier in self._inside(role))
        return list(found)

    def _inside(self, role: Role) -> Iterable[str]:
        for index in range(bisect_left(self.mentions, (role.start,)), len(self.mentions)):
            start, end, identifier = self.mentions[index]
            if start >= role.end:
                return
            if end <= role.end:
                yield identifier


def _country_locations(article: Article, ids: Ids) -> dict[str, str]:
    """The `@id` of the country of each code that the article names as a place; the first one counts."""
    found: dict[str, str] = {}
    for location in article.locations:
        if location.type == "country" and location.country:
            found.setdefault(location.country, ids.fact(location.id))
    return found


def _state_names(article: Article) -> dict[str, str]:
    found: dict[str, str] = {}
    for actor in article.actors:
        if actor.type == "state" and actor.country:
            found.setdefault(actor.country, actor.name)
    return found


def _other_names(name: str, mentions: tuple[Mention, ...]) -> list[str]:
    """The other names that the text uses, each once, in its order."""
    return [text for text in dict.fromkeys(one.text for one in mentions if one.form == "name") if text != name]


def _position(location: Location) -> Node | None:
    if location.latitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": location.latitude, "longitude": location.longitude}
