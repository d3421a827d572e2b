"""Everything in a text that can speak: names, role phrases, pronouns and plain noun phrases, with what governs them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exporter.extract.appositions import Appositions, bracket_end
from exporter.extract.context import Context
from exporter.extract.phrases import Phrase
from exporter.extract.typing import Typed
from exporter.languages.classes import (
    AND,
    ARTICLE_CLITIC,
    CLITIC,
    CONTRACTED,
    DEFINITE,
    DEMONSTRATIVE,
    DETERMINER,
    EMPHATIC,
    GENITIVE,
    INDEFINITE,
    NEGATOR,
    PARTITIVE_OPENING,
    PLURAL_DETERMINER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBJECT_PRONOUN,
    SUBJECT_RELATIVE,
)

NEAREST = "nearest"
"""The kind of a pronoun that means the last that was named ("ce dernier")."""

_LOOK_AROUND = 24
_IN_NOUN_PHRASE = frozenset({"N", "A", "p", "d", "P", ""})


class Nominal(NamedTuple):
    """A candidate source, `[first, last)` in tokens. `name` is an index into the typed names, `phrase` a role phrase.

    `governed`: a preposition stands before. `apposed`: it only says more of the name before it.
    `kind` is the type of the name, else the kind of the role.
    """

    first: int
    last: int
    governed: bool
    name: int | None = None
    phrase: Phrase | None = None
    pronoun: str = ""
    plural: bool = False
    apposed: bool = False
    kind: str = ""

    @property
    def stands_free(self) -> bool:
        """Neither governed nor apposed."""
        return not (self.governed or self.apposed)


def find_nominals(context: Context, typed: Sequence[Typed], phrases: Sequence[Phrase]) -> list[Nominal]:
    """Nominals in reading order; a role glued to a name, or in apposition to it, is one nominal with it."""
    found: list[Nominal] = []
    used: set[int] = set()
    appositions = Appositions(context, typed, phrases)
    phrase_ends: dict[int, Nominal] = {}
    for phrase in phrases:
        index = appositions.announced(phrase)
        if index is not None and index not in used:
            used.add(index)
            appositions.learn(phrase, index)
            found.append(_glued(context, phrase, typed, index))
            continue
        owner = index if index is not None else appositions.explained(phrase)
        if owner is not None:
            appositions.learn(phrase, owner)
            found.append(Nominal(phrase.first, phrase.last, False, owner, phrase, apposed=True, kind=typed[owner].type))
        else:
            nominal = _of_phrase(context, phrase)
            if phrase_ends.get(phrase.first - 1) and not phrase.determiner and context.lowers[phrase.first - 1] == ",":
                nominal = nominal._replace(apposed=True)
            phrase_ends[phrase.last] = nominal
            found.append(nominal)
    found.extend(_of_names(context, typed, used))
    found.extend(_pronouns(context))
    found.extend(_partitives(context))
    found.sort(key=_in_reading_order)
    return _with_coordination(context, found)


def _in_reading_order(nominal: Nominal) -> tuple[int, int]:
    return nominal.first, -nominal.last


def _glued(context: Context, phrase: Phrase, typed: Sequence[Typed], index: int) -> Nominal:
    """ "le ministre Jean Morin", "la maire de Valbourg, Léa Morin"."""
    name = typed[index].name
    first, last = min(phrase.first, name.first), max(phrase.last, name.last)
    if name.first > phrase.last and context.lowers[name.last] == ",":
        last = name.last
    return Nominal(first, last, _is_governed(context, first), name=index, phrase=phrase, kind=typed[index].type)


def _of_phrase(context: Context, phrase: Phrase) -> Nominal:
    plural = phrase.agreement[1:] == "p" or bool(context.flags[phrase.first] & PLURAL_DETERMINER)
    first = phrase.first
    if phrase.determiner == "indefinite" and context.flags[first - 1] & (DEFINITE | DEMONSTRATIVE | POSSESSIVE):
        first -= 1
    governed = _is_governed(context, first)
    return Nominal(first, phrase.last, governed, phrase=phrase, plural=plural, kind=phrase.role.kind)


def _of_names(context: Context, typed: Sequence[Typed], used: set[int]) -> Iterator[Nominal]:
    for index, one in enumerate(typed):
        if one.type and index not in used:
            first = one.name.first
            if first and context.flags[first - 1] & ARTICLE_CLITIC:
                first -= 1
            plural = bool(context.flags[first] & PLURAL_DETERMINER)
            governed = _is_governed(context, first)
            yield Nominal(first, one.name.last, governed, name=index, plural=plural, kind=one.type)


def _pronouns(context: Context) -> Iterator[Nominal]:
    pronouns = context.pack.pronouns
    nearest, pointing = context.pack.words["nearest_pronouns"], context.pack.words["demonstrative_pronouns"]
    words = context.lowers
    joined = DEMONSTRATIVE | ARTICLE_CLITIC
    opening = [token for token, flag in enumerate(context.flags) if flag & (PRONOUN | joined)]
    for token in opening:
        word, last = words[token], token + 1
        two = f"{word} {context.lowers[last]}".replace("' ", "'")
        if context.flags[token] & joined and two in pronouns:
            word, last = two, last + 1
        elif word not in pronouns or not (word in nearest or word in pointing or _is_pronoun_here(context, token)):
            continue
        agreement = pronouns[word]
        governed, plural = _is_governed(context, token), agreement[1:] == "p"
        kind = NEAREST if word in nearest else ""
        yield Nominal(token, last, governed, pronoun=agreement, plural=plural, kind=kind)


def _partitives(context: Context) -> Iterator[Nominal]:
    """ "l'un d'eux raconte": one or some of those named before."""
    rows, lowers = context.pack.partitive_subjects, context.lowers
    seconds = {words[1] for phrases in rows.values() for words in phrases if len(words) > 1}
    alone = {words[0] for phrases in rows.values() for words in phrases if len(words) == 1}
    opening = [token for token, flag in enumerate(context.flags) if flag & PARTITIVE_OPENING]
    for token in [token for token in opening if lowers[token + 1] in seconds or lowers[token] in alone]:
        for words in rows[lowers[token]]:
            if context.matches(token, words) and _stands_alone(context, token, token + len(words)):
                plural = not context.flags[token] & ARTICLE_CLITIC or bool(context.flags[token] & PLURAL_DETERMINER)
                yield Nominal(token, token + len(words), _is_governed(context, token), plural=plural, kind="source")
                break


def _stands_alone(context: Context, token: int, behind: int) -> bool:
    """ "certains n'en doutent pas", "l'un d'eux": no noun follows; a single word stands beside a verb."""
    if behind - token > 1:
        return context.classes[behind] not in ("N", "A")
    if context.is_finite(token - 1) and not context.document.words[behind][0].isalnum():
        return True
    while context.flags[behind] & (CLITIC | NEGATOR):
        behind += 1
    return context.is_finite(behind)


def _is_pronoun_here(context: Context, token: int) -> bool:
    if context.flags[token] & SUBJECT_PRONOUN and context.classes[token - 1] != "p":
        return True
    return bool(context.flags[token - 1] & (PREPOSITION | AND)) or context.lowers[token - 1] == ","


def _is_governed(context: Context, first: int) -> bool:
    """Whether a preposition stands before, or a contracted article begins it."""
    flags = context.flags
    if flags[first] & CONTRACTED and not flags[first] & INDEFINITE:
        return True
    if flags[first] & CONTRACTED and flags[first] & GENITIVE:
        if context.classes[first - 1] in ("N", "A") and context.lowers[first - 1] not in (",", ""):
            return True
        if context.lowers[first - 1] == ")":
            return True
    token = first - 1
    if not flags[first] & DETERMINER and flags[token] & ARTICLE_CLITIC:
        token -= 1
    if flags[token] & GENITIVE and context.lowers[token - 1] in context.pack.words["quantifiers"]:
        return False
    if flags[token] & CONTRACTED:
        return True
    return bool(flags[token] & PREPOSITION) and context.classes[token] in ("p", "d", "")


def _with_coordination(context: Context, nominals: list[Nominal]) -> list[Nominal]:
    """The second part of a coordination is governed as the first is, and both together are plural."""
    ends: dict[int, bool] = {}
    named: dict[int, bool] = {}
    result = []
    for nominal in nominals:
        before = nominal.first - 1
        joined = bool(context.flags[before] & AND) and before in ends
        listed = context.lowers[before] == "," and ends.get(before, False) and _is_listed(context, nominal)
        listed = listed and named[before] == (nominal.name is not None)
        governed = nominal.governed
        if not governed and (joined or listed) and ends[before] and not _starts_clause(context, nominal):
            governed = True
        ends[nominal.last] = governed
        named[nominal.last] = nominal.name is not None
        plural = nominal.plural or joined
        changed = governed != nominal.governed or plural != nominal.plural
        result.append(nominal._replace(governed=governed, plural=plural) if changed else nominal)
    return result


def _is_listed(context: Context, nominal: Nominal) -> bool:
    """Whether a list goes on behind a nominal: "et", or more names up to an "et"."""
    if nominal.name is None or nominal.phrase is not None:
        return bool(context.flags[nominal.last] & AND)
    for token in range(nominal.last, min(nominal.last + 12, context.count)):
        if context.flags[token] & AND:
            return True
        if context.is_finite(token) or context.lowers[token] in (".", ";", ":"):
            return False
    return False


def _starts_clause(context: Context, nominal: Nominal) -> bool:
    """Before a finite verb, a nominal starts a clause of its own."""
    cursor = nominal.last
    while context.classes[cursor] in ("D", "r"):
        cursor += 1
    return context.is_finite(cursor)


class NominalIndex:
    """Nominals by position: lookups in logarithmic time."""

    def __init__(self, context: Context, nominals: Sequence[Nominal]) -> None:
        self.nominals = nominals
        self._firsts = [nominal.first for nominal in nominals]
        self._by_first: dict[int, Nominal] = {}
        self._by_end: dict[int, Nominal] = {}
        for nominal in nominals:
            self._by_first.setdefault(nominal.first, nominal)
            known = self._by_end.get(nominal.last)
            if known is None or known.governed and not nominal.governed:
                self._by_end[nominal.last] = nominal
            if nominal.name is not None and context.lowers[nominal.last] == "(":
                closing = bracket_end(context, nominal.last)
                if closing is not None:
                    self._by_end.setdefault(closing, nominal)

    def starting_at(self, token: int) -> Nominal | None:
        return self._by_first.get(token)

    def ending_at(self, token: int) -> Nominal | None:
        return self._by_end.get(token)

    def covering(self, token: int) -> Nominal | None:
        """The nominal that starts before a token and goes on behind it."""
        return next((nominal for nominal in self.before(token, token - 12) if nominal.last > token), None)

    def before(self, token: int, floor: int) -> list[Nominal]:
        """Nominals that start in `[floor, token)`, the nearest first."""
        high = bisect_right(self._firsts, token - 1)
        low = bisect_right(self._firsts, floor - 1)
        return [self.nominals[index] for index in range(high - 1, max(low, high - 1 - _LOOK_AROUND) - 1, -1)]

    def between(self, token: int, limit: int) -> list[Nominal]:
        """Nominals that start in `[token, limit)`, in reading order."""
        low, high = bisect_right(self._firsts, token - 1), bisect_right(self._firsts, limit - 1)
        return [self.nominals[index] for index in range(low, min(high, low + _LOOK_AROUND))]


def is_impersonal(context: Context, pronoun: Nominal) -> bool:
    """ "il y a", "il faut", "il s'agit": the pronoun means nobody."""
    words = context.pack.words["impersonal_verbs"]
    return any(context.lowers[token] in words for token in range(pronoun.last, pronoun.last + 3))


def explains(plain: Nominal | None, announced: Nominal | None, opening: int) -> bool:
    """ "la remplaçante du maire, Léa Morin, dit": the name behind a noun that is no known role."""
    if announced is None or announced.kind != "person" or announced.first != opening + 1:
        return False
    return plain is not None and not plain.kind and not plain.pronoun and not plain.plural


def taken_up(context: Context, token: int, floor: int) -> Nominal | None:
    """ "Lui qui a fondé le club refuse de": the pronoun is the subject."""
    agreement = context.pack.pronouns.get(context.lowers[floor], "")
    if not agreement or not context.flags[floor] & EMPHATIC or not context.flags[floor + 1] & SUBJECT_RELATIVE:
        return None
    inner = [cursor for cursor in range(floor + 2, token) if context.is_finite(cursor) and not context.opaque[cursor]]
    if not inner or inner[0] > floor + 5:
        return None
    return Nominal(floor, floor + 1, False, pronoun=agreement, plural=agreement.endswith("p"))


def generic_before(context: Context, token: int, floor: int) -> Nominal | None:
    """A plain noun phrase right before a token ("des parlementaires de tous bords affirment")."""
    start = token
    cursor = token - 1
    while cursor >= floor and _in_noun_phrase(context, cursor):
        if context.flags[cursor] & DETERMINER and context.classes[cursor] != "r" and not _is_governed(context, cursor):
            start = cursor
        cursor -= 1
    return _generic(context, start, token) if token - start > 1 else None


def generic_after(context: Context, token: int, limit: int) -> Nominal | None:
    """A plain noun phrase that starts at a token ("raconte une habitante")."""
    if not context.flags[token] & DETERMINER:
        return None
    cursor = token + 1
    while cursor < limit and _in_noun_phrase(context, cursor):
        if context.classes[cursor] == "p" and not context.flags[cursor] & GENITIVE:
            break
        cursor += 1
    return _generic(context, token, cursor) if cursor - token > 1 else None


def plain_or_named(context: Context, nominals: NominalIndex, token: int, limit: int) -> Nominal | None:
    """A plain noun phrase at a token, or the person whom it introduces ("objecte *le Danois Lars Petersen*")."""
    plain = generic_after(context, token, limit)
    named = nominals.starting_at(plain.last) if plain is not None and not plain.plural else None
    if plain is None or named is None or named.kind != "person" or named.phrase is not None or named.name is None:
        return plain
    return named._replace(first=plain.first)


def _generic(context: Context, first: int, last: int) -> Nominal:
    """The nominal of a plain noun phrase: its determiner, its noun and the adjectives behind."""
    head = first + 1
    while head < last - 1 and context.classes[head] != "N":
        head += 1
    end = head + 1
    while end < last and context.is_adjective(end):
        end += 1
    return Nominal(first, end, False, plural=bool(context.flags[first] & PLURAL_DETERMINER))


def _in_noun_phrase(context: Context, token: int) -> bool:
    if context.opaque[token] or not context.document.words[token][0].isalnum():
        return False
    return context.classes[token] in _IN_NOUN_PHRASE or bool(context.flags[token] & DETERMINER)
