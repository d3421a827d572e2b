"""Noun phrases that name a source by function: "le président russe", "son avocat", "une source policière"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from exporter.extract.context import Context
from exporter.extract.shapes import Name
from exporter.extract.tagging import FINITE
from exporter.languages.classes import (
    AND,
    DEFINITE,
    DEMONSTRATIVE,
    DETERMINER,
    GENITIVE,
    INDEFINITE,
    INTENSIFIER,
    PLURAL_DETERMINER,
    POSSESSIVE,
    ROLE_OPENING,
)
from exporter.languages.pack import RoleWord

_LONGEST: Final = 16
_ADJECTIVES: Final = 4
_BEFORE: Final = 3
_OPENING: Final = frozenset(",«")
# The first class that a word belongs to decides: "des" is a plural article before it is a contraction.
_DETERMINERS: Final = (
    ("possessive", POSSESSIVE),
    ("demonstrative", DEMONSTRATIVE),
    ("definite", DEFINITE),
    ("indefinite", INDEFINITE),
)


class Phrase(NamedTuple):
    """`[first, last)` with determiner and complement; `[head, core)` is the noun with its adjectives."""

    first: int
    head: int
    core: int
    last: int
    role: RoleWord
    determiner: str
    demonym: str = ""

    @property
    def agreement(self) -> str:
        return self.role.agreement

    def up_to(self, last: int) -> Phrase:
        """The phrase with the name behind its noun ("le camp *Morin*")."""
        return self._replace(core=last, last=last)


def find_phrases(context: Context, names: Sequence[Name], surnames: frozenset[int] = frozenset()) -> list[Phrase]:
    """Role phrases in reading order. A complement holds at most one name that is not in apposition."""
    starts = {name.first: name for name in names}
    taken = {
        token for name in names if name.source not in ("portfolio", "run") for token in range(name.first, name.last)
    }
    phrases: list[Phrase] = []
    behind = 0
    for token in [
        token
        for token, (word, flag) in enumerate(zip(context.lowers, context.flags, strict=True))
        if flag & ROLE_OPENING or "-" in word
    ]:
        if token < behind or token in taken or token in surnames or context.line_numbers[token] in context.barren:
            continue
        found = context.role_at(token)
        if found is not None and not _is_pronoun(context, token) and _is_noun_here(context, token, found[1]):
            phrase = _phrase(context, token, found[0], found[1], starts)
            phrases.append(phrase)
            behind = phrase.core
    return phrases


def _is_pronoun(context: Context, token: int) -> bool:
    """ "l'intéressée" stands for somebody who was named."""
    return f"{context.lowers[token - 1]}{context.lowers[token]}" in context.pack.pronouns


def _is_noun_here(context: Context, token: int, role: RoleWord) -> bool:
    """A word that may be a verb is a noun behind a determiner; a title that is also a pronoun has a capital ("Me").

    Behind "en" it is none: "met en garde", "en chef".
    """
    tags, kind = context.tags[token], context.classes[token]
    if kind in FINITE or kind == "P" and not context.flags[token - 1] & (DEFINITE | POSSESSIVE | INDEFINITE):
        return False
    if context.is_in(token - 1, "pure_locatives") and role.kind != "honorific":
        return False
    if not tags or tags[0] in "NA":
        return True
    word = context.document.words[token]
    if role.kind == "honorific" and len(word) > 1 and word.isupper():
        return False
    if role.kind == "honorific" and tags[0] in "rd":
        return context.document.words[token][0].isupper()
    return not ("S" in tags or "T" in tags) or bool(context.flags[token - 1] & (DEFINITE | POSSESSIVE | INDEFINITE))


def _phrase(context: Context, head: int, behind: int, role: RoleWord, starts: dict[int, Name]) -> Phrase:
    first, determiner = _determiner(context, head)
    core = _behind_stop(context, behind, role)
    demonym = ""
    limit = min(context.count, behind + _ADJECTIVES)
    while core < limit and core not in starts and (_extends_core(context, core) or _is_strange(context, core, starts)):
        demonym = demonym or context.pack.demonyms.get(context.lowers[core], "")
        core += 1
    if core in starts and role.kind != "honorific" and _is_acronym(context, starts[core]):
        core = starts[core].last
    if context.flags[first] & PLURAL_DETERMINER and role.agreement[1:] == "s":
        role = role._replace(agreement=role.agreement[0] + "p")
    return Phrase(first, head, core, _complement_end(context, core, core > head + 1, starts), role, determiner, demonym)


def _is_acronym(context: Context, name: Name) -> bool:
    """ "la députée *PRN* Léa Morin": a party or a firm that belongs to the function."""
    word = context.document.words[name.first]
    return name.last - name.first == 1 and len(word) > 1 and word.isupper()


def _behind_stop(context: Context, token: int, role: RoleWord) -> int:
    """The full stop of an abbreviated title belongs to it ("M. Morin")."""
    if role.kind == "honorific" and token + 1 < context.count and context.document.words[token] == ".":
        return token + 1 if context.document.words[token + 1][0].isupper() else token
    return token


def _extends_core(context: Context, token: int) -> bool:
    if context.is_in(token, "role_adjuncts"):
        return True
    if not context.document.words[token][0].islower() or not context.is_adjective(token):
        return False
    return not context.flags[token] & INTENSIFIER


def _is_strange(context: Context, token: int, starts: dict[int, Name]) -> bool:
    """ "le député *bloquiste* Simon Morin": a word that no table knows between a role and a name."""
    word = context.document.words[token]
    return (
        token + 1 in starts
        and word.isalpha()
        and word.islower()
        and not context.tags[token]
        and not context.flags[token]
    )


def _determiner(context: Context, head: int) -> tuple[int, str]:
    """The first token of the phrase and the class of its determiner."""
    token = head - 1
    steps = 0
    while token >= 0 and steps < _BEFORE and not context.flags[token] & DETERMINER:
        if not context.is_adjective(token) and context.classes[token] != "D":
            break
        token -= 1
        steps += 1
    flags = context.flags[token] if token >= 0 else 0
    for name, bit in _DETERMINERS:
        if flags & bit:
            return token, name
    if token >= 0 and (context.classes[token] == "d" or context.lowers[token][0].isdigit()):
        return token, "indefinite"
    opens = steps and token >= 0 and context.document.words[token] in _OPENING
    return head - steps if opens else head, ""


def _complement_end(context: Context, core: int, long: bool, starts: dict[int, Name]) -> int:
    """The token behind the complement ("de la police de Lyon"), never beyond a verb, a comma or a name in apposition.

    A `long` role holds a complement already ("ministre de l'Économie" "et des Finances").
    """
    cursor = end = core
    limit = min(context.count, core + _LONGEST)
    linked = False
    while cursor < limit:
        name = starts.get(cursor)
        flags = context.flags[cursor]
        if name is not None:
            if not linked:
                break
            cursor = end = name.last
            linked = False
        elif flags & GENITIVE or cursor == core and context.is_in(cursor, "complement_links"):
            linked = True
            cursor += 1
        elif linked and flags & (DEFINITE | POSSESSIVE | INDEFINITE):
            cursor += 1
        elif (linked or end > core and context.is_adjective(cursor)) and context.tags[cursor][:1] in ("N", "A"):
            cursor = end = cursor + 1
            linked = False
        elif (long or end > core) and flags & AND and context.flags[cursor + 1] & GENITIVE:
            cursor += 1
        else:
            break
    return end
