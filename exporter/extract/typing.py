"""Decides what each name names, once per article, from the evidence of all its mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.extract.names import Name
from exporter.extract.phrases import Phrase

PERSON, ORGANIZATION, LOCATION, GROUP, NOTHING = "person", "organization", "location", "group", ""
Votes = dict[str, float]
_PERSON_ROLES = frozenset({"person", "honorific", "source"})


@dataclass(frozen=True, slots=True)
class Typed:
    """A name with its type and the rule that decided it."""

    name: Name
    type: str
    rule: str


def type_names(context: Context, names: Sequence[Name], phrases: Sequence[Phrase]) -> list[Typed]:
    """Every name with one type for all mentions of the same string; names of nothing have the type ""."""
    before = {phrase.core: phrase for phrase in phrases} | {phrase.last: phrase for phrase in phrases}
    local = [_evidence(context, name, before) for name in names]
    total: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for name, votes in zip(names, local, strict=True):
        for kind, weight in votes.items():
            total[name.key][kind] += weight
    people = _full_names(names, total)
    return [_decide(context, name, total[name.key], people) for name in names]


def _full_names(names: Sequence[Name], total: dict[str, Votes]) -> dict[str, str]:
    """Last part of a person's full name -> the full name."""
    surnames: dict[str, str] = {}
    for name in names:
        if name.last - name.first > 1 and _winner(total[name.key]) == PERSON:
            parts = name.key.split()
            for index in range(1, len(parts)):
                surnames.setdefault(" ".join(parts[index:]), name.key)
            surnames.setdefault(parts[0], name.key)
    return surnames


def _winner(votes: Votes) -> str:
    best = max(votes.items(), key=lambda item: (item[1], item[0]), default=(NOTHING, 0.0))
    return best[0] if best[1] > 0 else NOTHING


def _decide(context: Context, name: Name, votes: Votes, people: dict[str, str]) -> Typed:
    if (
        name.source in ("portfolio", "not_name")
        or name.source == "head"
        and name.head not in ("organization", "location")
    ):
        return Typed(name, NOTHING, "names.nothing")
    key = name.key
    if name.source == "run" and key in people and people[key] != key:
        return Typed(name, PERSON, "names.person.part")
    winner = _winner(votes)
    if winner == NOTHING:
        return Typed(name, NOTHING, "names.undecided")
    rule = name.source if name.source != "run" else "evidence"
    return Typed(name, winner, f"names.{winner}.{rule}".replace("_", "-"))


def _evidence(context: Context, name: Name, before: dict[int, Phrase]) -> Votes:
    votes: Votes = defaultdict(float)
    _from_tables(context, name, votes)
    _from_shape(context, name, votes)
    _from_left(context, name, before, votes)
    _from_right(context, name, votes)
    return votes


def _from_tables(context: Context, name: Name, votes: Votes) -> None:
    gazetteer = context.pack.gazetteer
    if name.source == "country":
        votes[LOCATION] += 9
    elif name.source == "place":
        votes[LOCATION] += 4
    elif name.source == "organization":
        known = gazetteer.organization(name.key)
        votes[GROUP if known is not None and known.type == "group" else ORGANIZATION] += 7
    elif name.source == "metonym":
        votes[ORGANIZATION] += 5
    elif name.source == "head" and name.head == "organization":
        votes[ORGANIZATION] += 7
    elif name.source == "head" and name.head == "location":
        votes[LOCATION] += 7


def _from_shape(context: Context, name: Name, votes: Votes) -> None:
    words = context.document.words[name.first : name.last]
    first_names = context.pack.first_names
    if name.source != "run" and not (name.source == "place" and len(words) > 1):
        if name.source == "place" and (words[0] in first_names):
            votes[PERSON] += 0.5
        return
    if (
        words[-1] in context.pack.words["organization_suffixes"]
        or words[0] in context.pack.words["organization_suffixes"]
    ):
        votes[ORGANIZATION] += 5
    given = words[0] in first_names or ("-" in words[0] and words[0].split("-")[0] in first_names)
    if len(words) > 1:
        votes[PERSON] += 4 if given else 1.2
        if any(word in (".",) or word.lower() in context.pack.particles for word in words[1:-1]):
            votes[PERSON] += 1
        if any(context.tag(token).startswith("N") and not given for token in range(name.first, name.last)):
            votes[PERSON] -= 1.5
            votes[ORGANIZATION] += 0.7
    else:
        word = words[0]
        if word.isupper() and 2 <= len(word) <= 7 or "." in word:
            votes[ORGANIZATION] += 3
        elif given:
            votes[PERSON] += 1.5
        elif (
            any(letter.isupper() for letter in word[1:]) and "-" not in word or any(letter.isdigit() for letter in word)
        ):
            votes[ORGANIZATION] += 1
        else:
            votes[PERSON] += 0.4


def _from_left(context: Context, name: Name, before: dict[int, Phrase], votes: Votes) -> None:
    token = name.first
    phrase = before.get(token)
    if phrase is not None and phrase.role.kind in _PERSON_ROLES:
        votes[PERSON] += 6
        return
    if phrase is not None and phrase.role.kind == "body":
        votes[ORGANIZATION] += 3
        return
    if context.word(token - 1) == "," and token - 1 in before and before[token - 1].role.kind in _PERSON_ROLES:
        votes[PERSON] += 3
    previous = context.word(token - 1)
    if context.is_in(token - 1, "definite") or previous in ("cette", "cet"):
        _from_article(context, token - 1, votes)
    elif context.is_in(token - 1, "locatives"):
        votes[LOCATION] += 4 if previous == "en" else 2
    elif previous == "(" and name.source == "place":
        votes[LOCATION] += 1
    elif previous in ("de", "d'") and context.pack.heads.get(context.word(token - 2), None) is not None:
        head = context.pack.heads[context.word(token - 2)]
        votes[LOCATION if head.kind == "location" else ORGANIZATION] += 3 if head.kind == "location" else 0
    opener = context.pack.heads.get(context.word(token - 1))
    if opener is not None and opener.kind == "organization":
        votes[ORGANIZATION] += 3


def _from_article(context: Context, article: int, votes: Votes) -> None:
    """An article before a name speaks against a person."""
    votes[PERSON] -= 3
    votes[ORGANIZATION] += 1.5
    if (
        context.is_in(article - 1, "locatives")
        and context.word(article) != "l'"
        or context.word(article) in ("au", "aux")
    ):
        votes[LOCATION] += 1


def _from_right(context: Context, name: Name, votes: Votes) -> None:
    token = name.last
    following = context.word(token)
    if following == ",":
        if context.word(token + 1).isdigit() and context.is_in(token + 2, "age_units"):
            votes[PERSON] += 5
        elif (role := context.role_at(token + 1) if token + 1 < len(context.tags) else None) and role[
            1
        ].kind == "person":
            votes[PERSON] += 3
    elif following == "(":
        inside = context.word(token + 1)
        closes = context.word(token + 2) == ")"
        if closes and context.pack.gazetteer.knows(inside) in ("place", "country"):
            votes[LOCATION] += 3 if name.source != "run" or name.last - name.first == 1 else 0
        elif closes and inside and context.document.words[token + 1].isupper() and name.last - name.first > 1:
            votes[ORGANIZATION] += 3
    elif "-" in following or context.tag(token)[:1] in ("S", "T"):
        votes[PERSON] += 0.5
    if any(reading.features & {"3s"} for reading in context.pack.readings(following)):
        votes[PERSON] += 0.5
