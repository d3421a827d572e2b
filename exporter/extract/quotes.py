"""Quotes: which marked words a source said, one view of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.extract.nominals import NominalIndex, is_finite
from exporter.extract.reports import Report
from exporter.extract.verbs import VerbGroup, find_verb_groups, split_inversion
from exporter.text import Quotation, trim


@dataclass(frozen=True, slots=True)
class QuoteFound:
    """Fragments in characters; `report` says who spoke, `follows` is the quote that this one goes on from."""

    quotation: Quotation
    fragments: tuple[tuple[int, int], ...]
    form: str
    report: Report | None
    follows: int | None
    rule: str


def find_quotes(context: Context, reports: Sequence[Report], nominals: NominalIndex) -> list[QuoteFound]:
    """Every marked passage that is speech, in reading order; terms, titles and nested marks are left out."""
    quotes: list[QuoteFound] = []
    for quotation in context.document.quotations:
        if quotation.depth or context.line_numbers[context.document.token_at(quotation.start)] in context.barren:
            continue
        found = _quote(context, quotation, reports, quotes)
        if found is not None:
            quotes.append(found)
    return quotes


def _quote(
    context: Context, quotation: Quotation, reports: Sequence[Report], quotes: list[QuoteFound]
) -> QuoteFound | None:
    language = context.pack.language
    report = _governing(quotation, reports)
    if report is not None:
        if _is_title(context, quotation) and not report.rule.endswith((".incise", ".colon")):
            return None
        form = _form(context, quotation, report)
        return QuoteFound(
            quotation, _fragments(context, quotation), form, report, None, report.rule.replace(".report.", ".quote.")
        )
    if quotation.reopened and quotes:
        return QuoteFound(
            quotation, _fragments(context, quotation), "direct", None, len(quotes) - 1, f"{language}.quote.reopened"
        )
    if not _is_sentence(context, quotation):
        return None
    follows = len(quotes) - 1 if quotes and _is_near(context, quotes[-1].quotation, quotation) else None
    rule = f"{language}.quote.continuation" if follows is not None else f"{language}.quote.unattributed"
    return QuoteFound(quotation, _fragments(context, quotation), "direct", None, follows, rule)


def _governing(quotation: Quotation, reports: Sequence[Report]) -> Report | None:
    """The report with the smallest content around the passage; of equals the last."""
    best: Report | None = None
    for report in reports:
        start, end = report.content
        if (
            start <= quotation.start
            and quotation.end <= end
            or quotation.opening <= start
            and end <= quotation.closing + 1
        ):
            if best is None or end - start <= best.content[1] - best.content[0]:
                best = report
    return best


def _form(context: Context, quotation: Quotation, report: Report) -> str:
    """Direct where the marks hold a clause of its own."""
    whole = report.content[0] >= quotation.opening - 2 and report.content[1] <= quotation.closing + 2
    if whole and report.rule.endswith((".incise", ".colon")):
        return "direct"
    first = context.document.token_at(quotation.start)
    last = context.document.token_at(quotation.end)
    if (
        context.document.words[first][0].isupper()
        and not whole
        and last - first > 4
        and _has_verb(context, first, last)
    ):
        return "direct"
    starts_clause = (
        context.is_in(context.document.token_at(quotation.opening) - 1, "complementizers")
        or context.word(context.document.token_at(quotation.opening) - 1) == ","
    )
    if starts_clause and _has_verb(context, first + 1, last) and not is_finite(context, first):
        return "direct"
    return "direct" if context.word(first) in ("car", "mais", "parce") else "mixed"


def _has_verb(context: Context, first: int, last: int) -> bool:
    return any(is_finite(context, token) for token in range(first, last))


def _is_title(context: Context, quotation: Quotation) -> bool:
    """A name in marks ("l'« Obamacare »", "« L'Émission politique »") is no speech."""
    first = context.document.token_at(quotation.start)
    last = context.document.token_at(quotation.end)
    words = [word for word in context.document.words[first:last] if word[0].isalpha()]
    if not words or len(words) > 6:
        return False
    capitals = sum(word[0].isupper() for word in words)
    if len(words) == 1:
        return capitals == 1 and not context.tag(first)
    return words[0][0].isupper() and capitals >= len(words) / 2 and not _has_verb(context, first, last)


def _is_sentence(context: Context, quotation: Quotation) -> bool:
    """Whether the marks hold whole sentences that stand alone."""
    document = context.document
    first = document.token_at(quotation.opening)
    sentence_first, sentence_last = document.sentences[document.sentence_of(first)]
    if first != sentence_first or not document.words[document.token_at(quotation.start)][0].isupper():
        return False
    behind = [
        word for word in document.words[document.token_at(quotation.closing) : sentence_last] if word[0].isalnum()
    ]
    inner = range(document.token_at(quotation.start), document.token_at(quotation.end))
    return not behind and len(inner) > 3 and _has_verb(context, inner.start, inner.stop)


def _is_near(context: Context, before: Quotation, quotation: Quotation) -> bool:
    """Whether nothing but one sentence stands between two passages of one paragraph, or nothing between two paragraphs."""
    document = context.document
    one, other = document.token_before(before.end), document.token_at(quotation.start)
    lines = context.line_numbers[other] - context.line_numbers[one]
    sentences = document.sentence_of(other) - document.sentence_of(one)
    return lines == 0 and sentences <= 2 or lines == 1 and sentences <= 1


def _fragments(context: Context, quotation: Quotation) -> tuple[tuple[int, int], ...]:
    """The words of the source: an incise inside of the marks splits them."""
    group = inner_incise(context, quotation)
    text = context.document.text
    if group is None:
        return ((quotation.start, quotation.end),)
    document = context.document
    end = (
        document.ends[group.first - 2]
        if context.word(group.first - 1) in (",", "-", "–", "—")
        else document.ends[group.first - 1]
    )
    spans = [trim(text, quotation.start, end)]
    behind = _incise_end(context, group, document.token_at(quotation.end))
    if behind < document.token_at(quotation.end):
        spans.append(trim(text, document.starts[behind], quotation.end))
    return tuple((start, stop) for start, stop in spans if start < stop)


def _incise_end(context: Context, group: VerbGroup, limit: int) -> int:
    token = group.last
    while token < limit and context.word(token) not in (",", ".", ";", "!", "?", ":"):
        token += 1
    return token + 1


def inner_incise(context: Context, quotation: Quotation) -> VerbGroup | None:
    """The incise inside of the marks, if there is one ("« Il faut agir, a-t-il dit, et vite »")."""
    first, last = context.document.token_at(quotation.start), context.document.token_at(quotation.end)
    for token in range(first + 1, last):
        if context.word(token) not in (",", "!", "?"):
            continue
        word, pronoun = split_inversion(context, context.word(token + 1))
        if pronoun in context.pack.pronouns and pronoun:
            groups = _groups_inside(context, token + 1, min(token + 7, last))
            if groups and groups[0].first == token + 1 and groups[0].pronoun:
                return groups[0]
    return None


def _groups_inside(context: Context, first: int, last: int) -> list[VerbGroup]:
    saved = context.opaque[first:last]
    context.opaque[first:last] = [0] * (last - first)
    try:
        return find_verb_groups(context, first, last)
    finally:
        context.opaque[first:last] = saved
