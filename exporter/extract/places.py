"""Places: which one a name means, and whether it is used as a place or acts as a state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.extract.typing import LOCATION, Typed
from exporter.languages.gazetteer import Place

_LOCATION_TYPES = frozenset({"country", "region", "city", "district", "place", "water", "continent", "area"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """A place name with what it means; `place` is None where no table knows it."""

    index: int
    name: str
    type: str
    country: str
    place: Place | None


def resolve_places(context: Context, typed: Sequence[Typed]) -> dict[int, Resolved]:
    """Every name of type location by its index; homonyms are decided by the article's other places."""
    candidates = {index: _candidates(context, one) for index, one in enumerate(typed) if one.type == LOCATION}
    countries = Counter(
        found[0].country for found in candidates.values() if found and len({place.country for place in found}) == 1
    )
    return {index: _resolve(context, typed, index, found, countries) for index, found in candidates.items()}


def _candidates(context: Context, one: Typed) -> list[Place]:
    return context.pack.gazetteer.places(one.name.key)


def _resolve(
    context: Context, typed: Sequence[Typed], index: int, found: list[Place], countries: Counter[str]
) -> Resolved:
    name = typed[index].name
    text = " ".join(context.text(name.first, name.last).split())
    metonym = context.pack.gazetteer.metonyms.get(name.key)
    if metonym is not None and name.source == "metonym":
        return Resolved(index, text, metonym.location_type, metonym.country, None)
    if not found:
        kind = name.head_type if name.head_type in _LOCATION_TYPES else "city" if name.source == "run" else "place"
        return Resolved(index, text, kind, _container(context, typed, index), None)
    place = _choose(context, typed, index, found, countries)
    return Resolved(index, place.name, place.type, place.country, place)


def _choose(context: Context, typed: Sequence[Typed], index: int, found: list[Place], countries: Counter[str]) -> Place:
    if len(found) == 1:
        return found[0]
    container = _container(context, typed, index)
    for place in found:
        if container and place.country == container and place.type != "country":
            return place
    first = found[0]
    best = max(found, key=lambda place: countries[place.country] if place.country else 0)
    return best if countries[best.country] > 2 * countries[first.country] and first.type != "country" else first


def _container(context: Context, typed: Sequence[Typed], index: int) -> str:
    """The country of the place that follows in brackets or behind a comma ("Valence (Drôme)", "Homs, en Syrie")."""
    name = typed[index].name
    if context.word(name.last) in ("(", ",") and index + 1 < len(typed):
        following = typed[index + 1]
        if following.type == LOCATION and following.name.first - name.last <= 3:
            places = context.pack.gazetteer.places(following.name.key)
            if places:
                return places[0].country
    return ""
