"""Noun phrases that name a source by function: "le président russe", "son avocat", "une source policière"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.extract.shapes import Name
from exporter.languages.pack import RoleWord

_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Phrase:
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


def find_phrases(context: Context, names: Sequence[Name]) -> list[Phrase]:
    """Role phrases in reading order. A complement holds at most one name that is not in apposition."""
    starts = {name.first: name for name in names}
    taken = {
        token for name in names if name.source not in ("portfolio", "run") for token in range(name.first, name.last)
    }
    phrases: list[Phrase] = []
    openings, lowers = context.pack.role_openings, context.lowers
    token, count = 0, context.count
    while token < count:
        if lowers[token] in openings and token not in taken and context.line_numbers[token] not in context.barren:
            found = context.role_at(token)
            if found is not None and _is_noun_here(context, token):
                phrase = _phrase(context, token, found[0], found[1], starts)
                phrases.append(phrase)
                token = max(phrase.core, token + 1)
                continue
        token += 1
    return phrases


def _is_noun_here(context: Context, token: int) -> bool:
    """A word that may also be a verb is a noun behind a determiner, an adjective or a comma."""
    tag = context.tag(token)
    if not tag or tag[0] in "NA" or "S" not in tag and "T" not in tag:
        return True
    return (
        context.is_in(token - 1, "definite")
        or context.is_in(token - 1, "possessive")
        or context.is_in(token - 1, "indefinite")
    )


def _phrase(context: Context, head: int, behind: int, role: RoleWord, starts: dict[int, Name]) -> Phrase:
    first, determiner = _determiner(context, head)
    core = _behind_stop(context, behind, role)
    demonym = ""
    while core < context.count and core - behind < 4 and core not in starts and _extends_core(context, core):
        demonym = demonym or context.pack.demonyms.get(context.word(core), "")
        core += 1
    if core in starts and _is_acronym(context, starts[core]):
        core = starts[core].last
    return Phrase(first, head, core, _complement_end(context, core, starts), role, determiner, demonym)


def _is_acronym(context: Context, name: Name) -> bool:
    """ "la députée *PRN* Léa Morin": a party or a firm that belongs to the function."""
    word = context.document.words[name.first]
    return name.last - name.first == 1 and len(word) > 1 and word.isupper()


def _behind_stop(context: Context, token: int, role: RoleWord) -> int:
    """The full stop of an abbreviated title belongs to it ("M. Morin")."""
    if role.kind == "honorific" and context.lowers[token] == "." and token + 1 < context.count:
        return token + 1 if context.document.words[token + 1][0].isupper() else token
    return token


def _extends_core(context: Context, token: int) -> bool:
    word = context.document.words[token]
    if word in ("d'État", "adjoint", "adjointe", "délégué", "déléguée"):
        return True
    return word[0].islower() and context.is_adjective(token) and not context.is_in(token, "intensifiers")


def _determiner(context: Context, head: int) -> tuple[int, str]:
    """The first token of the phrase and the class of its determiner."""
    token = head - 1
    steps = 0
    while (
        token >= 0
        and steps < 3
        and (context.is_adjective(token) or context.tag(token).startswith("D"))
        and not _is_determiner(context, token)
    ):
        token -= 1
        steps += 1
    for name in ("possessive", "demonstrative", "indefinite", "definite"):
        if token >= 0 and context.is_in(token, name):
            if name == "indefinite" and context.word(token) == "des" or name == "definite":
                return token, "definite"
            return token, name
    return head - (steps if steps and token >= 0 and context.word(token) in (",", "«") else 0), ""


def _is_determiner(context: Context, token: int) -> bool:
    return (
        context.is_in(token, "definite")
        or context.is_in(token, "indefinite")
        or context.is_in(token, "possessive")
        or context.is_in(token, "demonstrative")
    )


def _complement_end(context: Context, core: int, starts: dict[int, Name]) -> int:
    """The token behind the complement ("de la police de Lyon"), never beyond a verb, a comma or a name in apposition."""
    cursor = end = core
    limit = min(context.count, core + _LONGEST)
    linked = False
    while cursor < limit:
        name = starts.get(cursor)
        word = context.word(cursor)
        if name is not None:
            if not linked:
                break
            cursor = end = name.last
            linked = False
        elif context.is_in(cursor, "genitives") or (
            word in ("à", "au", "aux", "chez", "en", "pour", "d'") and cursor == core
        ):
            linked = True
            cursor += 1
        elif linked and (
            context.is_in(cursor, "definite")
            or context.is_in(cursor, "possessive")
            or context.is_in(cursor, "indefinite")
        ):
            cursor += 1
        elif (
            context.tag(cursor)[:1] in ("N", "A")
            and context.document.words[cursor][0].isalpha()
            and (linked or end > core and context.is_adjective(cursor))
        ):
            cursor = end = cursor + 1
            linked = False
        elif word == "et" and end > core and context.is_in(cursor + 1, "genitives"):
            cursor += 1
        else:
            break
    return end
