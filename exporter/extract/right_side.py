"""What the words behind a mention say of the type of its name."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.evidence import is_acronym
from exporter.extract.expansions import abbreviates
from exporter.extract.shapes import Name, is_given, is_known_word
from exporter.extract.typed import LOCATION, NOTHING, ORGANIZATION, PERSON, SPEAKS, Votes, add
from exporter.languages.classes import (
    ARTICLE_CLITIC,
    BE,
    CONTRACTED,
    GENITIVE,
    INDEFINITE,
    LOCATIVE,
)

_PERSON_ROLES: Final = frozenset({"person", "honorific", "source"})
_MADE: Final = frozenset({"work", "product"})
_SECTION: Final = frozenset("/|")
_ARTICLE: Final = ARTICLE_CLITIC | CONTRACTED


def from_right(context: Context, name: Name, votes: Votes) -> None:
    token = name.last
    if token >= context.count or context.line_numbers[token] != context.line_numbers[name.first]:
        return
    following = context.lowers[token]
    if following[:1].isdigit() and name.source == "run":
        add(votes, NOTHING, 4 if is_acronym(context, name) else 1.5)
    elif _is_section(context, name):
        add(votes, NOTHING, 6)
    elif following == "," and not _is_fronted(context, name):
        _from_apposition(context, token + 1, votes)
    elif following == "(":
        _from_brackets(context, name, votes)
    elif context.flags[token] & BE and context.flags[token + 1] & INDEFINITE:
        _from_noun(context, token + 2, votes)
    elif context.pack.readings(following):
        add(votes, PERSON, 0.7)
        if context.is_finite(token) and not context.flags[name.first - 1] & LOCATIVE:
            votes[SPEAKS] = 1


def _is_section(context: Context, name: Name) -> bool:
    """ "BASKET / Le club gagne": the name of the section opens the line."""
    token = name.first
    opens = context.document.lines[context.line_numbers[token]].first == token and context.lowers[name.last] in _SECTION
    return opens and name.last - token == 1 and len(context.lowers[token]) > 2 and is_known_word(context, token)


def _is_fronted(context: Context, name: Name) -> bool:
    """ "Dans Horizon, le critique", "Chez Novatis, la direction": what follows the comma is not said of the name."""
    before = name.first - 1
    inside = context.flags[before] & LOCATIVE or context.is_in(before, "house_prepositions")
    return bool(inside) and context.is_initial(before)


def _from_apposition(context: Context, token: int, votes: Votes) -> None:
    """ ", 34 ans", ", âgée de 34 ans", ", maire de Brécourt", ", une filiale de Novatis", ", en Syrie"."""
    if context.lowers[token].isdigit() and context.is_in(token + 1, "age_units") or context.is_in(token, "birth_words"):
        add(votes, PERSON, 5 if context.lowers[token].isdigit() else 3.5)
    elif context.flags[token] & (ARTICLE_CLITIC | INDEFINITE):
        _from_noun(context, token + 1, votes)
    elif context.flags[token] & LOCATIVE and context.flags[token + 1] & GENITIVE and _is_place(context, token + 2):
        add(votes, LOCATION, 2)
    elif context.flags[token] & LOCATIVE and _is_place(context, token + 1):
        add(votes, LOCATION, 1.5)
    else:
        _from_noun(context, token, votes)


def _from_noun(context: Context, token: int, votes: Votes) -> None:
    """The noun that tells what a name is."""
    if token >= context.count:
        return
    while context.is_adjective(token) and "N" not in context.tags[token] and context.head_at(token) is None:
        token += 1
        if token >= context.count:
            return
    role = context.role_at(token)
    if role is not None and role[1].kind in _PERSON_ROLES:
        add(votes, PERSON, 3)
        return
    head = context.head_at(token)
    if head is not None:
        kind = head[1].kind
        if kind in _MADE:
            add(votes, NOTHING, 4)
        elif kind in (ORGANIZATION, LOCATION):
            add(votes, kind, 3)


def _is_place(context: Context, token: int) -> bool:
    if context.flags[token] & _ARTICLE:
        token += 1
    return context.pack.gazetteer.knows(context.lowers[token]) in ("place", "country")


def _is_score(context: Context, token: int) -> bool:
    """ "Morin (3/8)", "Morin (7 arrêts)": what a player of a match reached."""
    shares = context.lowers[token + 1] == "/" and context.lowers[token + 2][:1].isdigit()
    return shares or "/" in context.lowers[token] or context.is_in(token + 1, "score_units")


def _from_brackets(context: Context, name: Name, votes: Votes) -> None:
    """ "Valbourg (Drôme)", "Léa Morin (PS)", "Agence du climat (AC)"."""
    inside = context.lowers[name.last + 1]
    knows = context.pack.gazetteer.knows(inside)
    several = name.last - name.first > 1
    if inside[:1].isdigit():
        if context.is_in(name.last + 1, "department_codes") and context.flags[name.first - 1] & (LOCATIVE | GENITIVE):
            add(votes, LOCATION, 2.5)
        if name.source == "run" and _is_score(context, name.last + 1):
            add(votes, PERSON, 3)
        return
    if knows in ("place", "country"):
        person = several and (is_given(context, name.first) or name.source == "run" and knows == "country")
        add(votes, LOCATION, 1 if person else 3)
    elif knows == "organization" and several and name.source == "run":
        add(votes, PERSON, 2)
    elif (
        several and inside and context.document.words[name.last + 1].isupper() and context.lowers[name.last + 2] == ")"
    ):
        add(votes, ORGANIZATION, 4 if abbreviates(context, name.last + 1, name) else 1)
