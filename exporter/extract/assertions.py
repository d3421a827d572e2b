"""Claims in the article's own voice: statements that a reader can check, because they count, date or compare."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from exporter.extract.claims import ClaimFound
from exporter.extract.clauses import has_clause
from exporter.extract.context import Context
from exporter.extract.reports import Report
from exporter.extract.spans import characters
from exporter.extract.verbs import find_verb_groups
from exporter.languages.classes import ADVERSATIVE, AND

_CHECKED_ROLES: Final = frozenset({"lead", "body", "list_item"})
_FEWEST_TOKENS: Final = 5


def find_assertions(context: Context, reports: Sequence[Report], roles: Sequence[str]) -> list[ClaimFound]:
    """One claim a sentence that no source is given for, in reading order; questions and marked words are none."""
    document = context.document
    attributed = _attributed_sentences(context, reports)
    found = []
    for number, (first, last) in enumerate(document.sentences):
        if number in attributed or roles[context.line_numbers[first]] not in _CHECKED_ROLES:
            continue
        if last - first < _FEWEST_TOKENS or any(context.opaque[first:last]) or document.words[last - 1] in ("?", ":"):
            continue
        kind = _kind(context, first, last) if has_clause(context, first, last) else ""
        if kind and not _reports(context, first, last):
            start, end = characters(context, _behind_connectors(context, first, last), last)
            found.append(ClaimFound(start, end, None, None, (), f"{context.pack.language}.claim.own-voice.{kind}"))
    return found


def _attributed_sentences(context: Context, reports: Sequence[Report]) -> Collection[int]:
    """Sentences with a cue, or with words that a cue elsewhere reports."""
    document = context.document
    found = set()
    for report in reports:
        found.add(context.sentence_numbers[report.position])
        found.add(context.sentence_numbers[document.token_at(report.content[0])])
    return found


def _reports(context: Context, first: int, last: int) -> bool:
    """ "La police a annoncé l'arrestation de six hommes": somebody says it, though in no clause of its own."""
    return any(group.mood == "finite" for group in find_verb_groups(context, first, last))


def _kind(context: Context, first: int, last: int) -> str:
    """What makes a sentence checkable: "figure", "comparison" or ""."""
    words = context.pack.words
    for token in range(first, last):
        word = context.lowers[token]
        if word[0].isdigit() and _counts(context, token):
            return "figure"
        if word in words["counted_in_words"] and _counts(context, token):
            return "figure"
        if word in words["comparisons"]:
            return "comparison"
    return ""


def _counts(context: Context, token: int) -> bool:
    """Whether a number counts something, and is no date, time or age."""
    following, before = context.lowers[token + 1], context.lowers[token - 1]
    words = context.pack.words
    if following in words["months"] or following in words["age_units"] or following in words["hours"]:
        return False
    if before in words["months"] or before in words["weekdays"]:
        return False
    year = (
        len(context.lowers[token]) == 4 and context.lowers[token].isdigit() and context.classes[token + 1] not in ("N",)
    )
    return not year and (following == "%" or context.classes[token + 1] in ("N", "A", "p") or following[:1].isdigit())


def _behind_connectors(context: Context, first: int, last: int) -> int:
    while first < last and context.flags[first] & (AND | ADVERSATIVE):
        first += 1
    return first
