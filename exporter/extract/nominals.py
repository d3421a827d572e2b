"""Everything in a text that can speak: names, role phrases and pronouns, with what governs them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.extract.phrases import Phrase
from exporter.extract.typing import Typed

_LOOK_AROUND = 24


@dataclass(frozen=True, slots=True)
class Nominal:
    """A candidate source, `[first, last)` in tokens. `name` is an index into the typed names, `phrase` a role phrase."""

    first: int
    last: int
    governed: bool
    name: int | None = None
    phrase: Phrase | None = None
    pronoun: str = ""

    @property
    def is_named(self) -> bool:
        return self.name is not None


def find_nominals(context: Context, typed: Sequence[Typed], phrases: Sequence[Phrase]) -> list[Nominal]:
    """Nominals in reading order; a role glued to a name, or in apposition to it, is one nominal with it."""
    found: list[Nominal] = []
    starts = {one.name.first: index for index, one in enumerate(typed) if one.type}
    used: set[int] = set()
    pronouns = context.pack.pronouns
    for phrase in phrases:
        index = _apposed_name(context, phrase, starts)
        if index is None:
            found.append(
                Nominal(
                    phrase.first, phrase.last, _is_governed(context, phrase.first, phrase.determiner), phrase=phrase
                )
            )
        elif index not in used:
            used.add(index)
            first = min(phrase.first, typed[index].name.first)
            last = max(phrase.last, typed[index].name.last)
            found.append(Nominal(first, last, _is_governed(context, first, ""), name=index, phrase=phrase))
        else:
            found.append(Nominal(phrase.first, phrase.last, True, name=index, phrase=phrase))
    for token, index in starts.items():
        if index not in used:
            first = token - 1 if token and context.word(token - 1) in ("le", "la", "les", "l'") else token
            found.append(Nominal(first, typed[index].name.last, _is_governed(context, first, ""), name=index))
    for token, word in enumerate(context.document.lowers):
        if word in pronouns and _is_pronoun_here(context, token):
            found.append(Nominal(token, token + 1, _is_governed(context, token, ""), pronoun=pronouns[word]))
    found.sort(key=lambda nominal: (nominal.first, -nominal.last))
    return _with_coordination(context, found)


def _apposed_name(context: Context, phrase: Phrase, starts: dict[int, int]) -> int | None:
    """The name that a role phrase stands with: glued, behind a comma, or before it ("Léa Morin, maire de Valbourg")."""
    for token in (phrase.core, phrase.last):
        if token in starts:
            return starts[token]
    if context.word(phrase.last) == "," and phrase.last + 1 in starts and phrase.determiner != "indefinite":
        return starts[phrase.last + 1]
    return None


def _is_pronoun_here(context: Context, token: int) -> bool:
    word = context.word(token)
    if word in context.pack.pronoun_classes["subject"]:
        return True
    return context.is_in(token - 1, "prepositions") or context.word(token - 1) in (",", "et")


def _is_governed(context: Context, first: int, determiner: str) -> bool:
    """Whether a preposition, or a contracted article, stands before."""
    word = context.word(first)
    if word in ("du", "au", "aux"):
        return True
    token = first - 1
    if word not in ("le", "la", "les", "l'", "un", "une") and context.word(token) in ("le", "la", "les", "l'"):
        token -= 1
    if context.word(token) in ("du", "des", "au", "aux"):
        return True
    if word == "des" and context.tag(token)[:1] in ("N", "A") and context.word(token) not in (",", "et"):
        return True
    return context.is_in(token, "prepositions") and not context.is_in(token, "complementizers")


def _with_coordination(context: Context, nominals: list[Nominal]) -> list[Nominal]:
    """The second part of a coordination is governed as the first is."""
    ends: dict[int, bool] = {}
    result = []
    for nominal in nominals:
        governed = nominal.governed
        if (
            not governed
            and context.word(nominal.first - 1) in ("et", "ou", ",")
            and ends.get(nominal.first - 1)
            and not _is_clause(context, nominal)
        ):
            governed = True
        ends[nominal.last] = governed
        result.append(
            nominal
            if governed == nominal.governed
            else Nominal(nominal.first, nominal.last, governed, nominal.name, nominal.phrase, nominal.pronoun)
        )
    return result


def _is_clause(context: Context, nominal: Nominal) -> bool:
    """Behind a comma, a nominal before a finite verb starts a clause of its own."""
    return context.word(nominal.first - 1) == "," and is_finite(context, nominal.last)


def is_finite(context: Context, token: int) -> bool:
    """Whether a token is a finite verb here."""
    return context.is_finite(token)


class NominalIndex:
    """Nominals by position: lookups in logarithmic time."""

    def __init__(self, nominals: Sequence[Nominal]) -> None:
        self.nominals = nominals
        self._firsts = [nominal.first for nominal in nominals]
        self._by_first: dict[int, Nominal] = {}
        self._by_end: dict[int, Nominal] = {}
        for nominal in nominals:
            self._by_first.setdefault(nominal.first, nominal)
            known = self._by_end.get(nominal.last)
            if known is None or known.governed and not nominal.governed:
                self._by_end[nominal.last] = nominal

    def starting_at(self, token: int) -> Nominal | None:
        return self._by_first.get(token)

    def ending_at(self, token: int) -> Nominal | None:
        return self._by_end.get(token)

    def before(self, token: int, floor: int) -> list[Nominal]:
        """Nominals that start in `[floor, token)`, the nearest first."""
        high = bisect_right(self._firsts, token - 1)
        low = bisect_right(self._firsts, floor - 1)
        return [self.nominals[index] for index in range(high - 1, max(low, high - 1 - _LOOK_AROUND) - 1, -1)]

    def between(self, token: int, limit: int) -> list[Nominal]:
        """Nominals that start in `[token, limit)`, in reading order."""
        low, high = bisect_right(self._firsts, token - 1), bisect_right(self._firsts, limit - 1)
        return [self.nominals[index] for index in range(low, min(high, low + _LOOK_AROUND))]
