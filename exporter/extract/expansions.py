"""Acronyms and what they abbreviate: the letters tell where a long name begins and ends."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from exporter.extract.context import Context
from exporter.extract.shapes import Name, is_given

_LONGEST: Final = 18
_SHORTEST_WORD: Final = 3
_SHORT: Final = 2
_LETTERS: Final = 12
_SKIPPED: Final = 2
_MOST: Final = 40
_STOPS: Final = frozenset('.;:!?()«»“”"—–')
_SPREADS: Final = frozenset({"organization", "capital", ""})


def fold(word: str) -> str:
    """A word without its accents."""
    return word if word.isascii() else unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()


def is_abbreviation(word: str) -> bool:
    """ "CCPA", "Jnim", "FNAF-CGT": what may stand in brackets for a name."""
    letters = word.replace("-", "")
    return _SHORT <= len(letters) <= _LETTERS and letters.isalpha() and word[0].isupper()


def complete_names(context: Context, names: Sequence[Name]) -> list[Name]:
    """The names with those that the acronym in the brackets behind makes longer, or tells at all."""
    words = context.document.words
    found: list[Name] = []
    starting = {name.first: name for name in reversed(names)}
    ending = {name.last: name for name in names}
    freed: set[str] = set()
    for token, word in enumerate(words[:-2]):
        if word == "(" and words[token + 2] in (")", ",") and is_abbreviation(words[token + 1]):
            name = _expanded(context, starting, token)
            if name is not None:
                found.append(name)
            if _is_spelled(context, name or ending.get(token), starting.get(token + 1)):
                freed.add(starting[token + 1].key)
    if freed:
        names = [name._replace(source="run") if name.key in freed else name for name in names]
    if not found:
        return list(names)
    inside = {token for name in found for token in range(name.first, name.last)}
    kept = [name for name in names if name.first not in inside and name.last - 1 not in inside]
    return sorted([*kept, *found], key=lambda name: name.first)


def _is_spelled(context: Context, long: Name | None, short: Name | None) -> bool:
    """ "Alliance des riverains du Nord (*ARN*)": here the letters are no term that the tables know."""
    if long is None or short is None or short.source != "not_name" or long.head not in ("organization", "capital"):
        return False
    return abbreviates(context, short.first, long)


def _expanded(context: Context, starting: Mapping[int, Name], bracket: int) -> Name | None:
    """The name before a bracket, from the nearest capital whose words spell what stands in the bracket."""
    acronym = fold(context.lowers[bracket + 1]).replace("-", "")
    first = _beginning(context, acronym, bracket)
    if first < 0:
        return None
    known = starting.get(first)
    if known is not None and (
        known.last >= bracket or known.head not in _SPREADS or known.source in ("country", "not_name")
    ):
        return None
    key = " ".join(context.text(first, bracket).lower().split())
    return Name(first, bracket, "head", key, "organization", known.head_type if known else "")


def _beginning(context: Context, acronym: str, bracket: int) -> int:
    """The token of the capital that the spelled words begin with; -1 where there is none."""
    words = context.document.words
    for token in range(bracket - 1, max(-1, bracket - _LONGEST), -1):
        if words[token] in _STOPS or is_given(context, token):
            return -1
        if words[token][0].isupper() and bracket - token > 1 and spells_words(context, range(token, bracket), acronym):
            return token
    return -1


def spells_words(context: Context, tokens: Iterable[int], acronym: str) -> bool:
    """Whether the beginnings of words make an acronym, in order; few words may take no part."""
    parts = content_words(context, tokens)
    if len(parts) < _SHORT or not acronym or parts[0][0] != acronym[0]:
        return False
    return _spells(acronym, 0, parts, 0, 0 if len(acronym) == _SHORT else _SKIPPED)


def abbreviates(context: Context, token: int, name: Name) -> bool:
    """Whether a word in the brackets beside a name may be its acronym: its letters begin words of it, in order.

    "SRE-CGT" may name the union behind a hyphen.
    """
    word = fold(context.lowers[token]).replace(".", "")
    own = word.split("-", maxsplit=1)[0]
    if len(own) > _SHORT and _begins_words(context, own, name):
        return True
    return _begins_words(context, word.replace("-", ""), name)


def _begins_words(context: Context, letters: str, name: Name) -> bool:
    initials = "".join(fold(part)[:1] for part in context.lowers[name.first : name.last])
    position = 0
    for letter in letters:
        position = initials.find(letter, position) + 1
        if not position:
            return spells_words(context, range(name.first, name.last), letters)
    return initials[:1] == letters[:1]


def expanded_acronyms(context: Context, shorts: Iterable[Name], longs: Iterable[Name]) -> dict[str, str]:
    """Acronym -> the long name all of whose words begin with its letters ("Cerem", "Centre d'essais en mer")."""
    by_letter: dict[str, dict[str, Name]] = {}
    for name in longs:
        if name.last - name.first > _SHORT:
            same = by_letter.setdefault(fold(name.key)[:1], {})
            if len(same) < _MOST:
                same.setdefault(name.key, name)
    found: dict[str, str] = {}
    seen: set[str] = set()
    for name in shorts:
        if name.key not in seen and is_abbreviation(context.document.words[name.first]):
            seen.add(name.key)
            for long in by_letter.get(fold(name.key)[:1], {}).values():
                if _spells_all(context, name, long):
                    found[name.key] = long.key
                    break
    return found


def _spells_all(context: Context, name: Name, long: Name) -> bool:
    """Every content word takes part; a name in lower case begins with more letters only if all of them are used."""
    parts = content_words(context, range(long.first, long.last))
    letters = fold(name.key).replace("-", "")
    upper = context.document.words[name.first].isupper()
    last = (
        [*parts[:-1]] if context.pack.gazetteer.knows(context.lowers[long.last - 1]) in ("place", "country") else parts
    )
    return len(last) > 1 + (not upper) and any(_spells(letters, 0, some, 0, 0) for some in (parts, last))


def content_words(context: Context, tokens: Iterable[int]) -> list[str]:
    """The words that are no function words, without accents, compounds in parts."""
    return [
        part
        for token in tokens
        if context.tags[token][:1] not in ("d", "p", "c", "r") or context.document.words[token][0].isupper()
        for part in fold(context.lowers[token]).split("-")
        if part and part[0].isalpha()
    ]


def _spells(acronym: str, at: int, parts: Sequence[str], index: int, skipped: int) -> bool:
    if at == len(acronym):
        return len(parts) - index <= skipped
    if index == len(parts):
        return False
    part, taken = parts[index], 0
    while taken < min(len(part), _SHORTEST_WORD) and at + taken < len(acronym) and part[taken] == acronym[at + taken]:
        taken += 1
        if _spells(acronym, at + taken, parts, index + 1, skipped):
            return True
    return index > 0 and skipped > 0 and _spells(acronym, at, parts, index + 1, skipped - 1)
