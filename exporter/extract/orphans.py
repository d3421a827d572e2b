"""Quotes that nothing introduces in their own sentence: may who spoke before go on?"""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.languages.classes import ADVERSATIVE, AND, BE, CLITIC, DETERMINER, GENITIVE, REFLEXIVE
from exporter.text import Quotation

_STOPS: Final = frozenset({".", "!", "?", "…", "..."})
_LONGEST_HEADING: Final = 16
_BODIES: Final = frozenset({"group", "collective", "body", "organization", "document"})


def opens_sequel(context: Context, quotation: Quotation) -> bool:
    """Whether an infinitive whose subject spoke before opens the sentence of a passage ("Et de conclure : « P »")."""
    opening = quotation.mark
    first = context.document.sentences[context.sentence_numbers[opening]][0]
    return is_sequel(context, first, opening - 1)


def is_sequel(context: Context, first: int, colon: int) -> bool:
    """Whether such an infinitive, and no finite verb, stands between the start of a sentence and its colon."""
    if context.lowers[colon] != ":":
        return False
    token = first + (bool(context.flags[first] & (AND | ADVERSATIVE)) or context.is_in(first, "sequels"))
    infinitive = token + 1
    while context.flags[infinitive] & CLITIC:
        infinitive += 1
    if not context.flags[token] & GENITIVE or context.classes[infinitive] != "I":
        return False
    return not any(context.is_finite(cursor) and not context.opaque[cursor] for cursor in range(infinitive, colon))


def _follows_words(context: Context, token: int) -> bool:
    """Whether the sentence before, in the same paragraph, holds marked words."""
    first, last = context.document.sentences[max(context.sentence_numbers[token] - 1, 0)]
    return context.line_numbers[first] == context.line_numbers[token] and any(context.opaque[first:last])


def is_heading(context: Context, quotation: Quotation) -> bool:
    """Whether marked words without a stop are a paragraph of their own: an intertitle that takes them from the text."""
    document = context.document
    first, last = quotation.mark, quotation.last - 1
    line = document.lines[context.line_numbers[first]]
    alone = line.start >= quotation.opening - 1 and line.end <= quotation.closing + 1
    return alone and document.words[last] not in _STOPS and last - first < _LONGEST_HEADING


def is_one(source: Nominal) -> bool:
    """Whether a source may say "je"."""
    return not source.plural and source.kind not in _BODIES


def speaks_alone(context: Context, quotation: Quotation) -> bool:
    """Whether the words are those of one person: "je", "mon"."""
    words = context.pack.words["first_person"]
    first, last = quotation.first, quotation.last
    return any(word in words for word in context.lowers[first:last])


def is_near(context: Context, before: Quotation, quotation: Quotation) -> bool:
    """Whether at most one sentence stands between two passages of a paragraph, or nothing between two paragraphs."""
    one, other = before.last - 1, quotation.first
    lines = context.line_numbers[other] - context.line_numbers[one]
    sentences = context.sentence_numbers[other] - context.sentence_numbers[one]
    return lines == 0 and sentences <= 2 or lines == 1 and sentences <= 1


def is_sentence(context: Context, quotation: Quotation) -> bool:
    """Whether the marks hold whole sentences that stand alone."""
    document = context.document
    first = quotation.mark
    sentence_first, sentence_last = document.sentences[context.sentence_numbers[first]]
    if first != sentence_first or document.words[quotation.first][0].islower():
        return False
    closing = quotation.behind
    if any(word[0].isalnum() for word in document.words[closing:sentence_last]):
        return False
    inner = range(quotation.first, quotation.last)
    opens = context.line_numbers[first] != context.line_numbers[first - 1] and len(inner) > 3
    follows = len(inner) > 3 or len(inner) > 2 and _follows_words(context, first)
    stands = opens or document.words[first - 1] == "?" or follows
    if first and stands and document.words[inner[-1]] in _STOPS:
        return True
    return len(inner) > 3 and any(context.is_finite(token) for token in inner)


def copula_before(context: Context, opening: int) -> int | None:
    """The form of "être" right before a passage, past adverbs."""
    cursor = opening - 1
    while context.classes[cursor] == "D":
        cursor -= 1
    return cursor if cursor >= 0 and context.flags[cursor] & BE else None


def starts_with_verb(context: Context, first: int) -> bool:
    """Whether a finite verb, past clitics and adverbs, opens marked words."""
    cursor = first
    while (context.classes[cursor] in ("r", "D") or context.flags[cursor] & REFLEXIVE) and cursor < first + 3:
        cursor += 1
    return context.is_finite(cursor) and not context.flags[cursor - 1] & DETERMINER
