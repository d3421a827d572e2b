"""Places: which one a name means, with its type, country and coordinates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, log10, radians
from typing import Final

from exporter.extract.context import Context
from exporter.extract.typing import LOCATION, ORGANIZATION, Typed
from exporter.languages.classes import ARTICLE_CLITIC, CONTRACTED, GENITIVE, LOCATIVE
from exporter.languages.gazetteer import Place

_LOCATION_TYPES: Final = frozenset({"country", "region", "city", "district", "place", "water", "continent", "area"})
_REACH: Final = 7
_UNKNOWN: Final = frozenset({"run", "head"})
_WITHIN: Final = frozenset({"city", "district", "place", "region", "area"})
_CLEAR: Final = 1.5
# Weights of the choice between homonyms; a population counts by its decimal logarithm.
_LEAST_POPULATION: Final = 500
_COUNTRY_NAMED: Final = 2.0
_COUNTRY_FIRST: Final = 0.5
_REGION: Final = 5.5


@dataclass(frozen=True, slots=True)
class Resolved:
    """A place name with what it means; `place` is None where no table knows it."""

    index: int
    name: str
    type: str
    country: str
    place: Place | None


def resolve_places(context: Context, typed: Sequence[Typed]) -> dict[int, Resolved]:
    """Every name of type location by its index. What contains a homonym decides, then the article's countries."""
    lookup = context.pack.gazetteer.places
    keys = {one.name.key for one in typed if one.type == LOCATION}
    found = {key: lookup(key) for key in sorted(keys)}
    countries = _countries(context, found)
    home = _home(context, typed, countries)
    chosen: dict[str, Place] = {}
    inside: dict[str, str] = {}
    resolved: dict[int, Resolved] = {}
    for index in range(len(typed) - 1, -1, -1):
        one = typed[index]
        if one.type == LOCATION:
            container = _container(context, typed, index, resolved)
            resolved[index] = _resolve(context, one, index, found[one.name.key], container, countries)
            place = resolved[index].place
            if container is not None and place is not None:
                chosen[one.name.key] = place
            elif container is not None:
                inside.setdefault(one.name.key, container.country)
    for index, one_place in resolved.items():
        key = typed[index].name.key
        if one_place.place is None and not one_place.country and typed[index].name.source in _UNKNOWN:
            resolved[index] = _at_home(one_place, inside.get(key, "") or home)
        else:
            resolved[index] = _agree(one_place, chosen.get(key))
    return dict(sorted(resolved.items()))


def _at_home(one: Resolved, country: str) -> Resolved:
    """A place that no table knows lies where most of the article happens, unless it says otherwise."""
    return Resolved(one.index, one.name, one.type, country if one.type in _WITHIN else "", None)


def _home(context: Context, typed: Sequence[Typed], countries: Counter[str]) -> str:
    """The country that most known places, peoples and bodies of the article belong to, or ""."""
    counts = Counter(countries)
    for key in sorted({one.name.key for one in typed if one.type == ORGANIZATION}):
        body = context.pack.gazetteer.organization(key)
        if body is not None:
            counts[body.country] += 1
    known = [(code, count) for code, count in counts.most_common() if context.pack.gazetteer.country(code) is not None]
    ranked = known[:2]
    if not ranked or len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]:
        return ""
    return ranked[0][0]


def _agree(one: Resolved, chosen: Place | None) -> Resolved:
    """A mention that stands alone means the place that another mention tells by what contains it."""
    if chosen is None or one.place is None:
        return one
    return Resolved(one.index, chosen.name, chosen.type, chosen.country, chosen)


def _countries(context: Context, found: dict[str, list[Place]]) -> Counter[str]:
    """How often each country is meant by a place that is the only one of its name, or by an adjective."""
    counts = Counter(rows[0].country for rows in found.values() if rows and len({row.country for row in rows}) == 1)
    if any(len(rows) != 1 for rows in found.values()):
        demonyms = context.pack.demonyms
        counts.update(demonyms[word] for word in context.lowers if word in demonyms)
    counts.pop("", None)
    return counts


def _resolve(
    context: Context, one: Typed, index: int, found: list[Place], container: Place | None, countries: Counter[str]
) -> Resolved:
    name = one.name
    text = " ".join(context.text(name.first, name.last).split())
    metonym = context.pack.gazetteer.metonyms.get(name.key)
    if metonym is not None and name.source == "metonym":
        return Resolved(index, text, metonym.location_type, metonym.country, None)
    if not found:
        kind = name.head_type if name.head_type in _LOCATION_TYPES else "city" if name.source == "run" else "place"
        return Resolved(index, text, kind, container.country if container else "", None)
    place = _choose(found, container, countries)
    if context.is_in(name.first, "compass") and name.last - name.first == 1 and place.country not in countries:
        return Resolved(index, text, "area", "", None)
    return Resolved(index, place.name, place.type, place.country, place)


def _choose(found: list[Place], container: Place | None, countries: Counter[str]) -> Place:
    """The place inside of the container; else a country; else the best by population and by the article's countries."""
    if len(found) == 1:
        return found[0]
    if container is not None and container.country:
        inside = [place for place in found if place.country == container.country and place.type != "country"]
        if inside:
            return (
                min(inside, key=lambda place: _distance(place, container)) if container.type != "country" else inside[0]
            )
    if found[0].type == "country":
        return found[0]
    first = countries.most_common(1)[0][0] if countries else ""
    return max(found, key=lambda place: _prior(place) + _support(place.country, first, countries))


def _prior(place: Place) -> float:
    return log10(max(place.population, _LEAST_POPULATION)) if place.type == "city" else _REGION


def _support(country: str, first: str, countries: Counter[str]) -> float:
    if not country or country not in countries:
        return 0.0
    return _COUNTRY_NAMED + (_COUNTRY_FIRST if country == first else 0.0)


def _distance(place: Place, container: Place) -> float:
    """Degrees between two places; far away where a table gives no coordinates."""
    if place.latitude is None or place.longitude is None or container.latitude is None or container.longitude is None:
        return 360.0
    scale = cos(radians(place.latitude))
    return hypot(place.latitude - container.latitude, (place.longitude - container.longitude) * scale)


def _container(context: Context, typed: Sequence[Typed], index: int, resolved: dict[int, Resolved]) -> Place | None:
    """The place that follows as a container ("Valence (Drôme)", "Homs, dans le nord de la Syrie")."""
    name = typed[index].name
    if index + 1 >= len(typed):
        return None
    following = typed[index + 1]
    gap = range(name.last, following.name.first)
    if following.type != LOCATION or not gap or len(gap) > _REACH:
        return None
    opens = context.lowers[gap[0]] in ("(", ",") or bool(context.flags[gap[0]] & LOCATIVE)
    if (
        not opens
        or (context.lowers[gap[0]] == "," and len(gap) == 1)
        or not all(_is_inner(context, token) for token in gap[1:])
    ):
        return None
    return resolved[index + 1].place


def _is_inner(context: Context, token: int) -> bool:
    """Words that may stand between a place and what contains it: "dans le nord de la"."""
    linked = context.flags[token] & (LOCATIVE | GENITIVE | ARTICLE_CLITIC | CONTRACTED)
    return bool(linked) or context.is_in(token, "compass") or context.is_in(token, "place_nouns")
