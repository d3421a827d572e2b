"""Decides what each name names, once per article, from the evidence of all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from exporter.extract.context import Context
from exporter.extract.evidence import weigh_bracket, weigh_form
from exporter.extract.expansions import expanded_acronyms
from exporter.extract.nicknames import find_nicknames
from exporter.extract.phrases import Phrase
from exporter.extract.shapes import Name, is_given
from exporter.extract.surroundings import is_inserting_body, weigh_place
from exporter.extract.typed import (
    ARTICLE,
    AT,
    GROUP,
    LOCATION,
    NOTHING,
    ORGANIZATION,
    PERSON,
    SPEAKS,
    Typed,
    Votes,
    add,
)
from exporter.extract.uses import settle_uses
from exporter.languages.classes import AND, ARTICLE_CLITIC, GENITIVE, LOCATIVE

__all__ = ("GROUP", "LOCATION", "NOTHING", "ORGANIZATION", "PERSON", "Typed", "type_names")
_LEAST: Final = 1.0
_SURE: Final = 3.0
_GAP: Final = 2
_EXPANDED: Final = 8.0


def type_names(context: Context, names: Sequence[Name], phrases: Sequence[Phrase]) -> list[Typed]:
    """Every name with one type for all mentions of the same string; names of nothing have the type ""."""
    before = {phrase.last: phrase for phrase in phrases} | {phrase.core: phrase for phrase in phrases}
    before |= {phrase.last: phrase for phrase in phrases if is_inserting_body(context, phrase)}
    ends = {name.last: name for name in names}
    total: dict[str, Votes] = {}
    for name in names:
        votes = total.get(name.key)
        if votes is None:
            votes = total[name.key] = weigh_form(context, name)
        for found in (weigh_place(context, name, before), weigh_bracket(context, name, ends.get(name.first - 1))):
            for kind, weight in found.items():
                add(votes, kind, weight)
    for votes in total.values():
        if votes.pop(ARTICLE, 0):
            add(votes, PERSON, -3)
            add(votes, ORGANIZATION, 1.5)
        at, speaks = votes.pop(AT, 0), votes.pop(SPEAKS, 0)
        add(votes, ORGANIZATION if speaks else LOCATION, at)
    _add_expanded(context, names, total)
    _share_in_lists(context, names, total)
    people = _parts_of_people(context, names, total)
    for nickname, full in find_nicknames(context, names).items():
        people.setdefault(nickname, people.get(full, full))
    typed = [_decide(name, total[name.key], people) for name in names]
    return settle_uses(context, typed, phrases)


def _add_expanded(context: Context, names: Sequence[Name], total: dict[str, Votes]) -> None:
    """An acronym that an organisation of the article spells is one, never a place or a person."""
    longs = [name for name in names if _winner(total[name.key])[0] == ORGANIZATION]
    shorts = [name for name in names if name.source == "run" and name.last - name.first == 1]
    for key in expanded_acronyms(context, shorts, longs):
        add(total[key], ORGANIZATION, _EXPANDED)


def _share_in_lists(context: Context, names: Sequence[Name], total: dict[str, Votes]) -> None:
    """What is coordinated is of one kind: a sure name speaks for an unsure neighbour ("Valbourg, Lyon et Nice")."""
    carried: set[str] = set()
    for one, other in pairwise(names):
        if not 0 < other.first - one.last <= _GAP and not _is_next_line(context, one, other):
            continue
        left, right = total[one.key], total[other.key]
        if context.lowers[one.last] == "(" and other.source == "run" and _winner(left)[0] == LOCATION:
            add(right, LOCATION, 2)
        shared = _shared(context, one, other)
        for sure, unsure, name in ((left, right, other), (right, left, one)):
            kind, weight = _winner(sure)
            known = weight >= _SURE or name is other and one.key in carried
            if name.source == "run" and known and _winner(unsure)[1] < _SURE and kind in shared:
                add(unsure, kind, 1.5)
                carried.add(name.key)


def _is_next_line(context: Context, one: Name, other: Name) -> bool:
    """Whether a name is all that the line behind another one's holds: a list of players, one a line."""
    number = context.line_numbers[other.first]
    line = context.document.lines[number]
    return number == context.line_numbers[one.first] + 1 and (line.first, line.last) == (other.first, other.last)


def _shared(context: Context, one: Name, other: Name) -> tuple[str, ...]:
    """The types that two neighbours in a list have in common."""
    gap = other.first - one.last
    single = one.last - one.first == 1 and other.last - other.first == 1
    if context.line_numbers[one.first] != context.line_numbers[other.first]:
        return (PERSON,) if _is_next_line(context, one, other) else ()
    if gap == _GAP and context.flags[other.first - 1] & (GENITIVE | LOCATIVE):
        return _shared_behind(context, one, other)
    if (
        context.lowers[one.last] == ","
        and gap == 1
        and one.head == LOCATION
        and context.lowers[one.first].endswith("s")
    ):
        return (LOCATION,)
    if context.flags[one.last] & AND and (gap == 1 or context.flags[one.last + 1] & ARTICLE_CLITIC):
        return (PERSON, LOCATION, ORGANIZATION) if single else (PERSON, LOCATION)
    if context.lowers[one.last] != "," or gap > 1:
        return ()
    several = one.last - one.first > 1 and other.last - other.first > 1
    several = several and not context.flags[one.first - 1] & GENITIVE
    return (PERSON, LOCATION) if single else (PERSON,) if several else ()


def _shared_behind(context: Context, one: Name, other: Name) -> tuple[str, ...]:
    """ "les marchés *de* Brécourt, *de* Lormont et *de* Valbe": behind one preposition."""
    same = context.lowers[one.first - 1] == context.lowers[other.first - 1]
    linked = context.lowers[one.last] == "," or context.flags[one.last] & AND
    return (LOCATION,) if same and linked else ()


def _parts_of_people(context: Context, names: Sequence[Name], total: dict[str, Votes]) -> dict[str, str]:
    """Last parts and first name of a person's full name -> the full name."""
    parts_of: dict[str, str] = {}
    for name in names:
        if name.last - name.first == 1 or name.source not in ("run", "place"):
            continue
        kind, weight = _winner(total[name.key])
        if kind == PERSON and weight >= _SURE:
            parts = name.key.split()
            for index in range(1, len(parts) if len(parts[-1]) > 1 else 0):
                parts_of.setdefault(" ".join(parts[index:]), name.key)
            for mark, part in pairwise(parts):
                if not mark[0].isalnum():
                    parts_of.setdefault(part, name.key)
            if is_given(context, name.first):
                parts_of.setdefault(parts[0], name.key)
    return parts_of


def _winner(votes: Votes) -> tuple[str, float]:
    """The type with the most votes, the last by name of equals."""
    kind, weight = NOTHING, 0.0
    for other, votes_of in votes.items():
        if votes_of > weight or votes_of == weight and weight and other > kind:
            kind, weight = other, votes_of
    return kind, weight


def _decide(name: Name, votes: Votes, people: dict[str, str]) -> Typed:
    if name.source in ("portfolio", "not_name") or name.head in ("event", "work", "product"):
        return Typed(name, NOTHING, "names.nothing")
    if name.key in people and name.source == "run" and people[name.key] != name.key:
        full = people[name.key]
        return Typed(
            name, PERSON, "names.person.part", "" if full.endswith(name.key) or full.startswith(name.key) else full
        )
    winner, weight = _winner(votes)
    if winner == NOTHING or weight < _LEAST and name.source == "run":
        return Typed(name, NOTHING, "names.undecided")
    rule = name.source if name.source != "run" else "evidence"
    return Typed(name, winner, f"names.{winner}.{rule}")
