"""Clauses that a verb governs: "affirme que P", "affirme avoir payé", "accuse X de P", "déclare : « P »"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exporter.extract.clauses import clause_end, coordinated_complementizer
from exporter.extract.context import Context
from exporter.extract.nominals import NominalIndex
from exporter.extract.spans import Content, Sentence, characters
from exporter.extract.verbs import VerbGroup, find_verb_groups
from exporter.languages.classes import (
    AND,
    AUXILIARY_INFINITIVE,
    CLITIC,
    COMPLEMENTIZER,
    CORRELATIVE,
    DATIVE,
    DETERMINER,
    GENITIVE,
    NEGATION,
    NEGATOR,
    PREPOSITION,
    RELATIVE,
)

_REACH: Final = 18
"""Tokens between a verb and what it governs."""


def que_clause(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """Each finite clause behind a complementiser, coordinated ones apart."""
    token = _complementizer(context, group, sentence)
    detail = ""
    while token is not None:
        start = token + 1
        end = clause_end(context, start, sentence.last, group)
        if end > start:
            yield detail, characters(context, start, end)
        token = coordinated_complementizer(context, end, sentence.last)
        detail = "coordinated"


def _complementizer(context: Context, group: VerbGroup, sentence: Sentence) -> int | None:
    """The complementiser that a verb governs: no other finite verb and no stop stands between; "ne ... que" is none."""
    limit = min(sentence.last, group.last + _REACH)
    for token in (group.last, group.last + 1):
        if context.is_in(token, "no_less") and context.flags[token + 1] & COMPLEMENTIZER:
            return token + 1
    token = group.last
    if not group.negated and any(context.flags[index] & NEGATOR for index in range(group.first, group.last)):
        return None
    while token < limit and not context.opaque[token]:
        flag = context.flags[token]
        if flag & COMPLEMENTIZER:
            return None if _is_correlative(context, token, group) else token
        for words in context.pack.fact_bridges.get(context.lowers[token], ()):
            if context.matches(token, words):
                return token + len(words) - 1
        if context.lowers[token] in (":", ";", ".") or flag & RELATIVE or context.is_finite(token):
            return None
        if context.classes[token] == "G" and context.lowers[token] in context.pack.verb_forms:
            return None
        if context.classes[token] == "I" and not flag & AUXILIARY_INFINITIVE:
            return None
        token += 1
    return None


def _is_correlative(context: Context, token: int, group: VerbGroup) -> bool:
    """ "plus que", "alors que", "ainsi que" govern no proposition."""
    return token - 1 >= group.last and bool(context.flags[token - 1] & CORRELATIVE)


def colon(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "a déclaré : « P »", with a listener or a time between; also where the words stand in the next paragraph."""
    token = find_colon(context, group.last, sentence.last)
    if token is None:
        return
    if context.opaque[token + 1]:
        yield "", characters(context, token + 1, _passages_end(context, token + 1))
    elif token + 1 < sentence.last and _is_plain_clause(context, token + 1, sentence.last):
        yield "", characters(context, token + 1, sentence.last)


def _is_plain_clause(context: Context, first: int, last: int) -> bool:
    """Whether words without marks are a clause that holds no report of its own."""
    if not any(context.is_finite(token) for token in range(first, last)):
        return False
    return not any(group.mood == "finite" for group in find_verb_groups(context, first, last))


def find_colon(context: Context, token: int, limit: int) -> int | None:
    """The first colon outside of marked passages."""
    lowers, opaque = context.lowers, context.opaque
    if ":" not in lowers[token:limit]:
        return None
    return next((cursor for cursor in range(token, limit) if lowers[cursor] == ":" and not opaque[cursor]), None)


def _passages_end(context: Context, token: int) -> int:
    """The token behind a marked passage and those coordinated with it ("« A » et « B »")."""
    end = context.opaque[token]
    while (
        context.flags[end] & AND and context.opaque[end + 1] or context.lowers[end] == "," and context.opaque[end + 1]
    ):
        end = context.opaque[end + 1]
    return end


def infinitive(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "affirme avoir payé", "a reconnu devant le juge avoir menti": the first infinitive without a preposition.

    Of "croit savoir qu'elle viendra" the clause is reported.
    """
    limit = min(sentence.last, group.last + _REACH)
    for token in range(group.last, limit):
        flag = context.flags[token]
        if context.opaque[token] or context.lowers[token] in (":", ";", ".") or flag & (COMPLEMENTIZER | RELATIVE):
            return
        if _is_infinitive(context, token):
            start = token
            while start > group.last and context.flags[start - 1] & (CLITIC | NEGATION):
                start -= 1
            if context.is_in(token, "transparent") and context.flags[token + 1] & COMPLEMENTIZER:
                start = token + 2
            if not context.flags[start - 1] & PREPOSITION or start == group.last:
                yield "", characters(context, start, clause_end(context, start, sentence.last, group))
            return
        if context.is_finite(token):
            return


def _is_infinitive(context: Context, token: int) -> bool:
    return context.classes[token] == "I" or bool(context.flags[token] & AUXILIARY_INFINITIVE)


def prepositional_infinitive(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence
) -> Iterator[Content]:
    """ "accuse Léa d'avoir triché", "promet de payer", "accuse la CGT de chantage"."""
    limit = min(sentence.last, group.last + _REACH)
    noun: int | None = None
    for token in range(group.last, limit):
        if context.opaque[token]:
            if noun is None and not group.governs("object_de"):
                break
            continue
        flag = context.flags[token]
        if flag & GENITIVE or flag & DATIVE and token == group.last:
            start = token + 1
            while context.flags[start] & (CLITIC | NEGATION):
                start += 1
            if _is_infinitive(context, start):
                yield "", characters(context, token + 1, clause_end(context, start, sentence.last, group))
                return
            if noun is None and token > group.last and not flag & DETERMINER:
                noun = token + 1
        elif context.lowers[token] in (":", ";") or flag & (RELATIVE | COMPLEMENTIZER) or context.is_finite(token):
            break
    if noun is not None and group.governs("object_de") and _has_target(nominals, group.last, noun - 1):
        end = clause_end(context, noun, sentence.last, group)
        comma = next((token for token in range(noun, end) if context.lowers[token] == ","), end)
        yield "noun", characters(context, noun, comma)


def _has_target(nominals: NominalIndex, first: int, last: int) -> bool:
    """Whether somebody who can be charged with something stands between."""
    return any(nominal.kind for nominal in nominals.between(first, last))
