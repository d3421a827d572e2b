"""The words before an incise, or behind it: "P, a-t-il dit", "« P », tranche Léa Morin"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exporter.extract.clauses import DASHES, clause_end, has_clause
from exporter.extract.context import Context
from exporter.extract.nominals import NominalIndex
from exporter.extract.spans import Content, Sentence, characters
from exporter.extract.subjects import closing_comma
from exporter.extract.verbs import VerbGroup
from exporter.languages.classes import (
    ADVERSATIVE,
    AGENT,
    BE,
    CLITIC,
    COMPLEMENTIZER,
    CORRELATIVE,
    DETERMINER,
    RELATIVE,
    SUBJECT_RELATIVE,
    SUBORDINATOR,
    TIME_NOUN,
)

_CLOSING_MARKS: Final = frozenset('»”"›')
_INCISE_OPENERS: Final = frozenset({",", "?", "!", "…", "...", "?!", "!?"}) | DASHES


def incise(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "P, a-t-il dit", "« P », tranche Léa Morin": the words before."""
    if group.mood != "finite" or group.first <= sentence.first or group.negated:
        return
    if group.passive and any(context.flags[token] & AGENT for token in range(group.last, sentence.last)):
        return
    before = context.lowers[group.first - 1]
    after_words = before in _INCISE_OPENERS or before in _CLOSING_MARKS
    if not after_words or group.pronoun and not _may_speak(context, group.pronoun):
        return
    if not group.pronoun and not _subject_follows(context, nominals, group, sentence):
        return
    if before == "," and not group.pronoun and _closes_relative(context, nominals, group.first - 1, sentence.first):
        return
    end = group.first - 1 if before == "," or before in DASHES else group.first
    start = _incise_start(context, end, sentence)
    if before == "," and _is_fronted(context, start, end):
        yield from _behind_incise(context, nominals, group, sentence, before)
        return
    yield "", characters(context, start, end)
    if start > sentence.first and all(context.opaque[sentence.first : start - 1]):
        yield "before", characters(context, sentence.first, start - 1)


def _closes_relative(context: Context, nominals: NominalIndex, comma: int, floor: int) -> bool:
    """ "Jean Morin, qui parle d'un « piège », menace de partir": the comma ends a relative clause of the subject."""
    for token in range(comma - 1, floor, -1):
        if context.lowers[token] == "," and not context.opaque[token]:
            return False
        if context.flags[token] & SUBJECT_RELATIVE and context.lowers[token - 1] == "," and not context.opaque[token]:
            found = nominals.ending_at(token - 1)
            before = range(floor, token - 1)
            return found is not None and not any(context.is_finite(cursor) for cursor in before)
    return False


def _is_fronted(context: Context, start: int, end: int) -> bool:
    """Whether the words before an incise need what stands behind it: no clause, a mere subordinate one, an open one."""
    if end <= start or not has_clause(context, start, end):
        return True
    if context.flags[end - 1] & (RELATIVE | COMPLEMENTIZER | CORRELATIVE) or context.classes[end - 1] == "p":
        return True
    if context.flags[end - 1] & BE and context.is_finite(end - 1):
        return True
    first = start + bool(context.flags[start] & ADVERSATIVE)
    if not context.flags[first] & SUBORDINATOR:
        return False
    return not any(context.lowers[token] == "," and has_clause(context, token + 1, end) for token in range(first, end))


def _may_speak(context: Context, pronoun: str) -> bool:
    """Inverted pronouns of the third person; "on" too, though it names nobody."""
    return pronoun in context.pack.pronouns or pronoun in context.pack.words["impersonal_speakers"]


def _behind_incise(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence, before: str
) -> Iterator[Content]:
    """ "Le ministre, assure son entourage, aurait été prévenu": the longer part is behind."""
    if before != ",":
        return
    for token in range(group.last, min(group.last + 12, sentence.last)):
        if context.lowers[token] != ",":
            continue
        if group.pronoun:
            if token == group.last and has_clause(context, token + 1, sentence.last):
                yield "behind", characters(context, token + 1, clause_end(context, token + 1, sentence.last))
            return
        if _closes_source(nominals, token) and _goes_on(context, nominals, token + 1, sentence):
            yield "behind", characters(context, token + 1, clause_end(context, token + 1, sentence.last))
            return


def _closes_source(nominals: NominalIndex, token: int) -> bool:
    """Whether a source ends at a comma, and nothing explains it behind."""
    source, following = nominals.ending_at(token), nominals.starting_at(token + 1)
    return source is not None and bool(source.kind) and (following is None or not following.apposed)


def _goes_on(context: Context, nominals: NominalIndex, token: int, sentence: Sentence) -> bool:
    """Whether a clause or marked words stand behind an incise; a verb that has its subject behind is another incise."""
    verb = _first_of_group(context, token)
    if context.is_finite(verb):
        return nominals.starting_at(verb + 1) is None
    return any(context.opaque[token : token + 3]) or has_clause(context, token, sentence.last)


def _first_of_group(context: Context, token: int) -> int:
    while context.flags[token] & CLITIC or context.classes[token] == "D":
        token += 1
    return token


def _subject_follows(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> bool:
    """Whether a noun phrase without a verb of its own stands behind, past adverbs, times and listeners."""
    token = group.last
    limit = min(sentence.last, group.last + 14)
    quoted = context.lowers[group.first - 1] in _CLOSING_MARKS or context.opaque[group.first - 2]
    while token < limit and not context.opaque[token]:
        nominal = nominals.starting_at(token)
        if nominal is not None and not nominal.governed:
            several = nominal.last - nominal.first > 1
            pointing = several or context.lowers[token] in context.pack.words["demonstrative_pronouns"]
            return pointing or not nominal.pronoun and not context.is_finite(nominal.last)
        if nominal is not None:
            token = nominal.last
        elif context.flags[token] & DETERMINER and context.classes[token - 1] != "p":
            if not context.flags[token + 1] & TIME_NOUN:
                return bool(quoted)
            token += 2
        elif context.lowers[token] == ",":
            closing = closing_comma(context, token + 1, limit)
            if closing is None:
                return False
            token = closing + 1
        elif context.lowers[token] in (".", ";", ":") or context.flags[token] & (COMPLEMENTIZER | RELATIVE):
            return False
        else:
            token += 1
    return False


def _incise_start(context: Context, end: int, sentence: Sentence) -> int:
    """Where the words before an incise begin: at the sentence, or behind a semicolon or colon."""
    for token in range(end - 1, sentence.first - 1, -1):
        if not context.opaque[token] and context.lowers[token] in (";", ":"):
            return token + 1
    return sentence.first
