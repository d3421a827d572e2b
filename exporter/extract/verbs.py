"""Verb groups of reporting verbs: auxiliaries, clitics, negation and adverbs around a form of the verb table."""

from __future__ import annotations

from bisect import bisect_left
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from exporter.extract.context import Context
from exporter.extract.tagging import FINITE
from exporter.languages.classes import (
    AND,
    ARTICLE_CLITIC,
    AUXILIARY,
    AUXILIARY_GERUND,
    AUXILIARY_INFINITIVE,
    BE,
    BEEN,
    CLITIC,
    EMPHATIC,
    NEGATION,
    NEGATOR,
    PLURAL_AUXILIARY,
    REFLEXIVE,
    TIME_NOUN,
)
from exporter.languages.pack import Verb, VerbForm

_INSIDE_GROUP: Final = 9
_ANY_AUXILIARY: Final = AUXILIARY | AUXILIARY_INFINITIVE | AUXILIARY_GERUND
_FEATURES: Final = {"finite": {"3s", "3p"}, "infinitive": {"inf"}, "gerund": {"ger"}, "participle": {"pp"}}
_MOODS: Final = {"S": "finite", "T": "finite", "V": "finite", "I": "infinitive", "G": "gerund", "P": "participle"}


class VerbGroup(NamedTuple):
    """`[first, last)` with clitics and negation; `[cue, last)` is the reporting expression, `head` its lexical verb.

    `mood`: finite, infinitive, gerund, or participle (without auxiliary). `pronoun` is an inverted subject.
    """

    first: int
    cue: int
    head: int
    last: int
    verbs: tuple[Verb, ...]
    mood: str
    plural: bool
    negated: bool
    passive: bool
    pronoun: str = ""

    def governs(self, *constructions: str) -> Verb | None:
        """The first entry that takes one of these constructions."""
        return next((verb for verb in self.verbs if any(name in verb.takes for name in constructions)), None)


def find_verb_groups(context: Context, first: int, last: int, *, inside: bool = False) -> list[VerbGroup]:
    """The reporting verb groups of a token range; marked passages are passed over unless `inside`."""
    groups: list[VerbGroup] = []
    forms, lowers, opaque, tokens = context.pack.verb_forms, context.lowers, context.opaque, context.verb_tokens
    behind = first
    for token in tokens[bisect_left(tokens, first) : bisect_left(tokens, last)]:
        if token < behind or opaque[token] and not inside:
            continue
        word, pronoun = lowers[token], ""
        if word not in forms:
            word, pronoun = split_inversion(context, word)
        group = _group(context, token, word, pronoun, first, last) if word in forms else None
        if group is not None:
            groups.append(group)
            behind = group.last
    return groups


def split_inversion(context: Context, word: str) -> tuple[str, str]:
    """A verb with its inverted subject as (verb, pronoun): "affirme-t-elle" -> ("affirme", "elle")."""
    if "-" in word:
        for ending, pronoun in context.pack.inversions.items():
            if word.endswith(ending) and len(word) > len(ending):
                return word[: -len(ending)], pronoun
    return word, ""


def _group(context: Context, token: int, word: str, pronoun: str, floor: int, limit: int) -> VerbGroup | None:
    readings = context.pack.readings(word)
    kind = context.classes[token]
    if not pronoun and (kind and kind in "NAdpcrx" or _is_fixed(context, token)):
        return None
    if kind == "P" and not pronoun:
        group = _compound(context, token, readings, floor, limit)
        group = group or _sharing_auxiliary(context, token, readings, floor, limit)
        if group is not None:
            return group
    mood = "finite" if pronoun else _MOODS.get(kind) or _unknown_mood(readings)
    lemmas = [reading.lemma for reading in readings if reading.features & _FEATURES[mood]]
    start = with_clitics(context, token, floor)
    reflexive = _is_reflexive(context, start, token)
    verbs, last = _verbs(context, lemmas, token + 1, limit, reflexive)
    if not verbs:
        return None
    features = frozenset[str]().union(*(reading.features for reading in readings))
    plural = "3p" in features and "3s" not in features
    if pronoun:
        plural = context.pack.pronouns.get(pronoun, "").endswith("p")
    negated = _is_negated(context, start, last)
    if mood == "infinitive" and context.flags[start - 1] & NEGATION and context.flags[start - 2] & NEGATOR:
        negated = True
    return VerbGroup(start, token, token, last, verbs, mood, plural, negated, False, pronoun)


def _unknown_mood(readings: tuple[VerbForm, ...]) -> str:
    features = frozenset[str]().union(*(reading.features for reading in readings))
    return next((mood for mood, wanted in _FEATURES.items() if features & wanted), "finite")


def _compound(context: Context, token: int, readings: tuple[VerbForm, ...], floor: int, limit: int) -> VerbGroup | None:
    """Auxiliary, adverbs, participle: "a récemment indiqué", "s'est-elle indignée", "est accusé par"."""
    cursor, been = _auxiliary_before(context, token, floor)
    if cursor < floor:
        return None
    _, pronoun = split_inversion(context, context.lowers[cursor])
    flag = context.flags[cursor]
    start = with_clitics(context, cursor, floor)
    reflexive = _is_reflexive(context, start, cursor)
    passive = (
        been or not reflexive and bool(flag & BE or context.lowers[cursor] in context.pack.auxiliaries["be_infinitive"])
    )
    lemmas = [reading.lemma for reading in readings if "pp" in reading.features]
    verbs, last = _verbs(context, lemmas, token + 1, limit, reflexive)
    if not verbs:
        return None
    mood = "finite" if flag & AUXILIARY else "gerund" if flag & AUXILIARY_GERUND else "infinitive"
    plural = bool(flag & PLURAL_AUXILIARY) or context.pack.pronouns.get(pronoun, "").endswith("p")
    negated = _is_negated(context, start, last)
    return VerbGroup(start, cursor, token, last, verbs, mood, plural, negated, passive, pronoun)


def _sharing_auxiliary(
    context: Context, token: int, readings: tuple[VerbForm, ...], floor: int, limit: int
) -> VerbGroup | None:
    """A participle coordinated with one that has the auxiliary ("a visité l'usine et annoncé que")."""
    before = token - 1
    while context.classes[before] == "D":
        before -= 1
    if not (context.flags[before] & AND or context.lowers[before] == ","):
        return None
    for cursor in range(before - 1, floor, -1):
        if context.opaque[cursor] or not context.flags[cursor] & AUXILIARY or context.flags[cursor] & BE:
            continue
        if context.classes[cursor + 1] not in ("P", "D"):
            return None
        lemmas = [reading.lemma for reading in readings if "pp" in reading.features]
        verbs, last = _verbs(context, lemmas, token + 1, limit, False)
        plural = bool(context.flags[cursor] & PLURAL_AUXILIARY)
        return VerbGroup(token, token, token, last, verbs, "finite", plural, False, False) if verbs else None
    return None


def _auxiliary_before(context: Context, token: int, floor: int) -> tuple[int, bool]:
    """The auxiliary of a participle (-1 if none stands there), and whether "été" stands between."""
    flags, classes, lowers = context.flags, context.classes, context.lowers
    been = False
    cursor = token - 1
    lowest = max(floor, token - _INSIDE_GROUP)
    while cursor >= lowest and context.opaque[cursor] == context.opaque[token]:
        flag = flags[cursor]
        if flag & _ANY_AUXILIARY:
            return cursor, been
        width = insertion_before(context, cursor + 1)
        if width:
            cursor -= width
            continue
        if flag & BEEN:
            been = True
        elif not (flag & (NEGATION | EMPHATIC | TIME_NOUN) or classes[cursor] == "D" or lowers[cursor] == ","):
            break
        cursor -= 1
    return -1, been


def _is_fixed(context: Context, token: int) -> bool:
    """A verb inside of a fixed phrase reports nothing ("ce qui veut dire que")."""
    return any(
        context.matches(token - words.index(context.lowers[token]), words)
        for words in context.pack.fixed_phrases.get(context.lowers[token], ())
    )


def insertion_before(context: Context, token: int) -> int:
    """How many tokens a fixed insertion that ends before a token has ("quant à elle", "pour sa part"), or 0."""
    for words in context.pack.insertions.get(context.lowers[token - 1], ()):
        if context.matches(token - len(words), words):
            return len(words)
    return 0


def with_clitics(context: Context, token: int, floor: int) -> int:
    """The first of the clitics and negation words that stand right before a verb."""
    cursor = token - 1
    flags, classes = context.flags, context.classes
    while cursor >= floor and flags[cursor] & CLITIC and context.opaque[cursor] == context.opaque[token]:
        if flags[cursor] & ARTICLE_CLITIC and classes[cursor] == "d":
            break
        cursor -= 1
    return cursor + 1


def _is_reflexive(context: Context, start: int, token: int) -> bool:
    return reduce(or_, context.flags[start:token], 0) & REFLEXIVE != 0


def _is_negated(context: Context, start: int, last: int) -> bool:
    """ "ne ... pas" around the verb; "ne ... que" and "n'en juge pas moins" affirm."""
    if not reduce(or_, context.flags[start:last], 0) & NEGATOR:
        return False
    if any(context.is_in(token, "no_less") for token in range(last, last + 2)):
        return False
    return reduce(or_, context.flags[start : last + 2], 0) & NEGATION != 0


def _verbs(
    context: Context, lemmas: list[str], token: int, limit: int, reflexive: bool
) -> tuple[tuple[Verb, ...], int]:
    """The entries that these lemmas, the words behind and a reflexive pronoun admit, with the end of the expression."""
    plain: list[Verb] = []
    for lemma in dict.fromkeys(lemmas):
        entries = context.pack.verbs.get(lemma, ())
        for verb in entries:
            if verb.pronominal != reflexive:
                continue
            if not verb.rest:
                plain.append(verb)
            elif (end := _end_of_rest(context, verb.rest, token, limit)) is not None:
                return (verb,), end
    return tuple(plain), token


def _end_of_rest(context: Context, rest: tuple[str, ...], token: int, limit: int) -> int | None:
    """The token behind the fixed part of a multiword verb, with up to two adverbs before it."""
    for cursor in range(token, token + 3):
        end = cursor + len(rest)
        if end <= limit and context.matches(cursor, rest):
            return end
        if not (context.classes[cursor] == "D" or context.flags[cursor] & NEGATION):
            return None
    return None


def is_report_form(context: Context, token: int, features: frozenset[str]) -> bool:
    """Whether a token is a form of a reporting verb with one of these features."""
    return any(reading.features & features for reading in context.pack.readings(context.lowers[token]))


def starts_incise(context: Context, token: int) -> bool:
    """An inverted verb, or a finite reporting verb, opens an incise behind a comma ("a-t-il dit", "a déclaré Léa")."""
    cursor = token
    while context.flags[cursor] & CLITIC:
        cursor += 1
    word = context.lowers[cursor]
    if split_inversion(context, word)[1]:
        return True
    if context.flags[cursor] & AUXILIARY:
        return is_participle_near(context, cursor + 1)
    return context.classes[cursor] in FINITE and is_report_form(context, cursor, frozenset({"3s", "3p"}))


def is_participle_near(context: Context, token: int) -> bool:
    """Whether the participle of a reporting verb follows, with adverbs before it."""
    for cursor in range(token, token + 4):
        if is_report_form(context, cursor, frozenset({"pp"})):
            return True
        if not (context.classes[cursor] == "D" or context.flags[cursor] & (NEGATION | EMPHATIC)):
            return False
    return False
