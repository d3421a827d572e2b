"""What makes a place act: constructions in which a country, a capital or a palace does or suffers something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from exporter.extract.context import Context
from exporter.extract.shapes import Name
from exporter.languages.classes import (
    AGENT,
    ARTICLE_CLITIC,
    AUXILIARY,
    BE,
    BEEN,
    CLITIC,
    COMPLEMENTIZER,
    CONTRACTED,
    DATIVE,
    GENITIVE,
    HAVE,
    NEGATION,
    PREPOSITION,
    REFLEXIVE,
    SUBJECT_RELATIVE,
)

_REACH: Final = 5
_RELATIVE: Final = 14
_VERB: Final = frozenset("STVIPG")
_OPENING_MARKS: Final = frozenset('«“"')
Rule = Callable[[Context, Name, int], bool]


def rule_of_act(context: Context, name: Name, rules: Sequence[tuple[str, Rule]]) -> str:
    """The first construction of a table in which a place acts, or ""."""
    before = before_article(context, name.first)
    for rule, applies in rules:
        if applies(context, name, before):
            return rule
    return ""


def before_article(context: Context, first: int) -> int:
    """The token before a name and its article (a contracted article is a preposition); -1 at the start of a line."""
    token = first - 1
    if token >= 0 and context.flags[token] & ARTICLE_CLITIC and not context.flags[token] & CONTRACTED:
        token -= 1
    if token < 0 or context.line_numbers[token] != context.line_numbers[first]:
        return -1
    return token


def _word_before(context: Context, token: int, name: str, reach: int = _REACH) -> bool:
    """Whether a word of a class stands within reach before a token, in the same clause."""
    for cursor in range(token - 1, max(-1, token - 1 - reach), -1):
        if context.is_in(cursor, name):
            return True
        if context.lowers[cursor] in (",", ".", ";", ":", "»"):
            return False
    return False


def _stem_before(context: Context, token: int, name: str, reach: int) -> bool:
    """Whether a verb form with a stem of the pack stands within reach before a token."""
    stems = tuple(context.pack.words[name])
    for cursor in range(token, max(-1, token - reach), -1):
        if context.lowers[cursor] in (".", ";", ":", "?", "!"):
            return False
        if context.lowers[cursor].startswith(stems) and _VERB.intersection(context.tags[cursor]):
            return True
    return False


# What makes a place act; `before` is the token before it and its article.


def _is_subject(context: Context, name: Name, before: int) -> bool:
    """ "La Russie a rejeté", "Kiev, qui refuse": a verb that is not one of being stands behind."""
    if before >= 0 and _is_governing(context, before):
        return False
    return _has_act(context, name.last)


def _is_governing(context: Context, token: int) -> bool:
    flags = context.flags[token]
    return bool(flags & (PREPOSITION | GENITIVE | CONTRACTED)) and not flags & COMPLEMENTIZER


def _has_act(context: Context, token: int) -> bool:
    cursor = token
    if context.lowers[cursor] == ",":
        cursor = _behind_insertion(context, cursor + 1)
        if cursor < 0:
            return False
    if context.is_in(cursor, "minded"):
        return context.classes[cursor] == "P"
    cursor = _behind_owner(context, cursor)
    if context.lowers[cursor] in _OPENING_MARKS:
        cursor += 1
    reflexive = False
    while context.flags[cursor] & (CLITIC | NEGATION) or context.classes[cursor] == "D":
        reflexive = reflexive or bool(context.flags[cursor] & REFLEXIVE)
        cursor += 1
    if context.flags[cursor] & AUXILIARY:
        return reflexive or _auxiliary_acts(context, cursor)
    return context.is_finite(cursor) and not context.is_in(cursor, "stative_verbs")


def _behind_owner(context: Context, token: int) -> int:
    """The token behind the person that a state is said to belong to ("la Corvanie *de Léo Brun* bloque")."""
    words = context.document.words
    cursor = token + 1
    if not context.flags[token] & GENITIVE or cursor >= context.count or not words[cursor][0].isupper():
        return token
    while cursor < context.count and words[cursor][0].isupper():
        cursor += 1
    return cursor


def _behind_insertion(context: Context, token: int) -> int:
    """The verb of a relative clause, or the one behind the comma that closes an apposition; -1 where there is none."""
    if context.flags[token] & SUBJECT_RELATIVE:
        return token + 1
    if context.lowers[token].endswith(tuple(context.pack.inversions)):
        token += 1
    for cursor in range(token, min(token + _RELATIVE, context.count)):
        if context.lowers[cursor] == ",":
            return cursor + 1 if context.is_finite(cursor + 1) or context.flags[cursor + 1] & CLITIC else -1
        if context.lowers[cursor] in (".", ";", ":") or context.is_finite(cursor):
            return -1
    return -1


def _auxiliary_acts(context: Context, token: int) -> bool:
    """ "a annexé", "n'a pas le droit", "est prête à", "est accusée"; not "est située", "a été annexée"."""
    passive = bool(context.flags[token] & BE)
    cursor = token + 1
    while context.flags[cursor] & NEGATION or context.classes[cursor] == "D":
        cursor += 1
    if context.flags[token] & HAVE and context.flags[cursor] & BEEN:
        passive, cursor = True, cursor + 1
    if passive:
        return any(context.is_in(position, "minded") for position in range(cursor, cursor + 3))
    return not context.is_in(cursor, "stative_verbs")


def _speaks(context: Context, name: Name, before: int) -> bool:
    """A region or a town acts only by a verb of saying or wanting."""
    if before >= 0 and _is_governing(context, before):
        return False
    cursor = name.last
    if context.is_in(cursor, "minded"):
        return context.classes[cursor] == "P"
    while context.flags[cursor] & (CLITIC | NEGATION) or context.classes[cursor] == "D":
        cursor += 1
    if context.flags[cursor] & HAVE:
        cursor += 1
        while context.flags[cursor] & NEGATION or context.classes[cursor] == "D":
            cursor += 1
    elif not context.is_finite(cursor):
        return False
    return bool(context.pack.readings(context.lowers[cursor])) or context.is_in(cursor, "willing_verbs")


def _is_inverted(context: Context, name: Name, before: int) -> bool:
    """ "ce que pense la Russie", "comme l'exige Kiev"."""
    if before < 1 or not context.is_finite(before) or context.flags[before] & AUXILIARY:
        return False
    opener = before - 1
    while opener > 0 and context.flags[opener] & CLITIC:
        opener -= 1
    if context.flags[opener] & SUBJECT_RELATIVE:
        return False
    return (
        bool(context.flags[opener] & COMPLEMENTIZER)
        or context.is_in(opener, "relatives")
        or context.is_in(opener, "subordinators")
    )


def _is_agent(context: Context, name: Name, before: int) -> bool:
    """ "rejetée par Kiev", "menée par le Royaume-Uni", "l'invasion de l'Ukraine par la Russie"."""
    if before < 1 or not context.flags[before] & AGENT:
        return False
    if any("P" in context.tags[cursor] for cursor in range(max(0, before - 4), before)):
        return True
    return _word_before(context, before, "act_nouns", 8)


def _is_partner(context: Context, name: Name, before: int) -> bool:
    """ "un sommet avec l'Ukraine", "des sanctions contre la Russie", "un accord entre l'Iran et les États-Unis"."""
    if before < 0:
        return False
    if context.is_in(before, "partners"):
        return not _word_before(context, before, "neighbourhood")
    return context.is_in(before, "between") and _word_before(context, before, "act_nouns")


def _is_addressee(context: Context, name: Name, before: int) -> bool:
    """ "faire la guerre à la Russie", "reprochant à l'Ukraine": "à la" before a country is never a place."""
    if before < 0 or not context.flags[before] & DATIVE or context.is_in(before - 1, "dative_openers"):
        return False
    if context.flags[before + 1] & ARTICLE_CLITIC and before + 1 < name.first:
        return not _stem_before(context, before - 1, "belonging_stems", 4)
    return _is_asked(context, name, before)


def _is_asked(context: Context, name: Name, before: int) -> bool:
    """ "réclame des renforts à Beauvau": a verb of asking or giving stands before."""
    return (
        before > 0 and bool(context.flags[before] & DATIVE) and _stem_before(context, before - 1, "addressing_stems", 4)
    )


def _is_target(context: Context, name: Name, before: int) -> bool:
    """ "pression sur la Russie", "accuse l'Iran", "appelle Israël à"."""
    if before < 0:
        return False
    if context.is_in(before, "upon"):
        return _word_before(context, before, "pressures", 3)
    if before and context.classes[before] == "D":
        before -= 1
    return (
        context.lowers[before].startswith(tuple(context.pack.words["target_stems"]))
        and context.classes[before] in _VERB
    )


def _is_asked_of(context: Context, name: Name, before: int) -> bool:
    """ "Rome attend de Kiev un geste", "il exige de Moscou des garanties": a verb with two objects."""
    return (
        before > 0
        and bool(context.flags[before] & GENITIVE)
        and _stem_before(context, before - 1, "demanding_stems", 2)
    )


def _is_relative(context: Context, name: Name, before: int) -> bool:
    """ "un échec pour Beauvau, qui doit trancher"."""
    return (
        context.lowers[name.last] == ","
        and bool(context.flags[name.last + 1] & SUBJECT_RELATIVE)
        and _has_act(context, name.last)
    )


def _is_owner(context: Context, name: Name, before: int) -> bool:
    """ "la décision des États-Unis", "le refus de Téhéran"."""
    return before > 0 and bool(context.flags[before] & GENITIVE) and context.is_in(before - 1, "act_nouns")


STATE_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("subject", _is_subject),
    ("inverted", _is_inverted),
    ("agent", _is_agent),
    ("partner", _is_partner),
    ("addressee", _is_addressee),
    ("target", _is_target),
    ("asked_of", _is_asked_of),
    ("owner", _is_owner),
)
PALACE_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    *(row for row in STATE_RULES if row[0] != "addressee"),
    ("asked", _is_asked),
    ("relative", _is_relative),
)
PLACE_RULES: Final[tuple[tuple[str, Rule], ...]] = (("subject", _speaks),)
