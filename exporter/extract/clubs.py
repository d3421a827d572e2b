"""Towns that are clubs: in an article about a match a town plays, wins and signs players."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from exporter.extract.context import Context
from exporter.extract.phrases import Phrase
from exporter.extract.shapes import Name
from exporter.extract.typed import LOCATION, NOTHING, ORGANIZATION, Typed
from exporter.languages.classes import AND, ARTICLE_CLITIC, GENITIVE

_SPORT: Final = 2
_PARTS: Final = re.compile(r"[ -]")


def find_clubs(context: Context, typed: Sequence[Typed], owner: dict[int, Phrase]) -> dict[str, str]:
    """Town -> the club that the article calls by its name ("FC Valbourg", "l'entraîneur de Valbourg")."""
    clubs = _with_a_mark(context, typed)
    towns = [one for one in typed if is_town(one)]
    for one in towns:
        if _is_team(context, one.name, owner.get(one.name.first)):
            clubs.setdefault(one.name.key, one.name.key)
    if len(clubs) >= _SPORT:
        for one in towns:
            if _acts(context, one.name, owner.get(one.name.first)):
                clubs.setdefault(one.name.key, one.name.key)
        _add_neighbours(context, typed, clubs)
    return clubs


def is_town(one: Typed) -> bool:
    """A place of the tables, or a name that nothing tells what it is."""
    place = one.type in (LOCATION, NOTHING) and one.name.source == "place"
    return place or one.name.source == "run" and one.type in (NOTHING, LOCATION)


def _with_a_mark(context: Context, typed: Sequence[Typed]) -> dict[str, str]:
    """What stands beside the mark in names that only clubs bear ("FC Valbourg", "AS Valbourg-Plage")."""
    clubs: dict[str, str] = {}
    marks = context.pack.words["club_marks"]
    bare = {one.name.key for one in typed if is_town(one)}
    for one in typed:
        parts = _PARTS.split(one.name.key)
        if one.type == ORGANIZATION and len(parts) > 1 and not marks.isdisjoint(parts):
            for part in bare.intersection(parts):
                clubs.setdefault(part, one.name.key)
    return clubs


def _is_team(context: Context, name: Name, phrase: Phrase | None) -> bool:
    """Whether a town has players or a coach, or plays."""
    if name.source != "place":
        return False
    if phrase is not None and phrase.role.row in context.pack.words["team_roles"] and is_glued(context, phrase, name):
        return True
    return _plays(context, name.last) or context.is_in(name.first - 1, "sport_verbs")


def _acts(context: Context, name: Name, phrase: Phrase | None) -> bool:
    """Whether a town does what only a club does in an article about sport ("le président de Valbourg")."""
    if name.source != "place":
        return False
    if phrase is not None and phrase.role.row in context.pack.words["club_roles"] and is_glued(context, phrase, name):
        return True
    return context.is_finite(name.last) or context.is_finite(name.first - 1)


def _add_neighbours(context: Context, typed: Sequence[Typed], clubs: dict[str, str]) -> None:
    """ "le FC Valbourg et *Lormont*": what is coordinated with a club."""
    for one, other in pairwise(typed):
        linked = other.name.first == one.name.last + 1 and context.flags[one.name.last] & AND
        if linked and one.type == ORGANIZATION and is_town(other) and _is_club(context, one):
            clubs.setdefault(other.name.key, other.name.key)


def _is_club(context: Context, one: Typed) -> bool:
    return not context.pack.words["club_marks"].isdisjoint(one.name.key.split())


def _plays(context: Context, token: int) -> bool:
    """Whether a verb of the game stands behind."""
    cursor = token
    while context.is_in(cursor, "reflexives") or context.is_in(cursor, "have"):
        cursor += 1
    return context.is_in(cursor, "sport_verbs")


def is_glued(context: Context, phrase: Phrase, name: Name) -> bool:
    """Whether a genitive alone links a place to the title: "préfet de la Drôme", not "ambassadeur à Rome"."""
    gap = range(phrase.core, name.first)
    if not gap or len(gap) > 2 or not context.flags[gap[0]] & GENITIVE:
        return False
    return len(gap) == 1 or bool(context.flags[gap[1]] & ARTICLE_CLITIC)
