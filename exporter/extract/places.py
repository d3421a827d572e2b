"""Places: which one a name means, and whether it is used as a place or acts as a state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
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


def find_states(
    context: Context, typed: Sequence[Typed], nominals: Sequence[Nominal], sources: Sequence[Nominal]
) -> dict[int, str]:
    """Indices of place names that act, with the rule that says so."""
    acting = {
        source.name: "speaks" for source in sources if source.name is not None and typed[source.name].type == LOCATION
    }
    for nominal in nominals:
        index = nominal.name
        if index is None or typed[index].type != LOCATION or index in acting:
            continue
        if _is_government(context, typed[index]) and (rule := _acts(context, typed[index], nominal)):
            acting[index] = rule
    return _with_coordinated(context, typed, acting)


def _is_government(context: Context, one: Typed) -> bool:
    """Countries, and the capitals that stand for them."""
    return one.name.source == "country" or one.name.key in context.pack.gazetteer.capitals


def _acts(context: Context, one: Typed, nominal: Nominal) -> str:
    token = one.name.last
    if not nominal.governed and _is_subject_of_act(context, token):
        return "subject"
    before = one.name.first - 1
    if context.word(before) in ("la", "le", "les", "l'"):
        before -= 1
    if context.is_in(before, "agents") and "P" in context.tag(before - 1):
        return "agent"
    return ""


def _is_subject_of_act(context: Context, token: int) -> bool:
    """Whether a verb of doing, not of being, stands behind: "a annexé", "rejette"; never "est située", "compte"."""
    cursor = token
    while context.is_in(cursor, "clitics") or context.is_in(cursor, "negators") or context.tag(cursor)[:1] == "D":
        cursor += 1
    word = context.word(cursor)
    auxiliaries = context.pack.auxiliaries
    if word in auxiliaries["be_singular"] or word in auxiliaries["be_plural"]:
        return False
    if word in auxiliaries["have_singular"] or word in auxiliaries["have_plural"]:
        following = cursor + 1
        while context.tag(following)[:1] == "D" or context.is_in(following, "negations"):
            following += 1
        return "P" in context.tag(following) and context.word(following) not in ("été", "connu", "eu")
    return context.is_finite(cursor) and any(
        reading.features & {"3s", "3p"} for reading in context.pack.readings(word)
    )


def _with_coordinated(context: Context, typed: Sequence[Typed], acting: dict[int, str]) -> dict[int, str]:
    """ "menée par le Royaume-Uni et la France": what is coordinated with an actor acts too."""
    for index in range(len(typed) - 1):
        one, other = typed[index], typed[index + 1]
        gap = [
            word
            for word in context.document.lowers[one.name.last : other.name.first]
            if word not in ("le", "la", "les", "l'")
        ]
        both = one.type == other.type == LOCATION and gap == ["et"]
        if both and index in acting and index + 1 not in acting and _is_government(context, other):
            acting[index + 1] = "coordinated"
        elif both and index + 1 in acting and index not in acting and _is_government(context, one):
            acting[index] = "coordinated"
    return acting
