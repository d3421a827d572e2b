"""Claims: which propositions a source asserts, the other view of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.extract.quotes import QuoteFound
from exporter.extract.reports import Report


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A span in characters; `report` is None for words that go on from the quote `follows`."""

    start: int
    end: int
    report: Report | None
    quotes: tuple[int, ...]
    follows: int | None
    rule: str


def find_claims(context: Context, reports: Sequence[Report], quotes: Sequence[QuoteFound]) -> list[ClaimFound]:
    """One claim a reporting act and coordinated clause, and one a quote that goes on, in reading order."""
    claims = []
    seen: set[tuple[int, int]] = set()
    for report in reports:
        start, end = _without_marks(context, *report.content)
        if not report.claims or end - start < 3 or (start, end) in seen or _is_question(context, start, end):
            continue
        seen.add((start, end))
        inside = tuple(
            i for i, quote in enumerate(quotes) if quote.report is report or start <= quote.quotation.start < end
        )
        start, end = _contiguous(start, end, inside, quotes)
        claims.append(ClaimFound(start, end, report, inside, None, report.rule.replace(".report.", ".claim.")))
    for index, quote in enumerate(quotes):
        if quote.follows is not None and quote.form == "direct":
            start, end = quote.fragments[0]
            if not _is_question(context, start, end):
                claims.append(
                    ClaimFound(start, end, None, (index,), quote.follows, quote.rule.replace(".quote.", ".claim."))
                )
    return sorted(claims, key=lambda claim: (claim.start, -claim.end))


def _contiguous(start: int, end: int, inside: tuple[int, ...], quotes: Sequence[QuoteFound]) -> tuple[int, int]:
    """Where an incise cuts the words, the longest part."""
    for index in inside:
        fragments = quotes[index].fragments
        if len(fragments) > 1 and start <= fragments[0][0] and fragments[-1][1] <= end:
            return max(fragments, key=lambda span: span[1] - span[0])
    return start, end


def _without_marks(context: Context, start: int, end: int) -> tuple[int, int]:
    """A proposition that is one marked passage stands without its marks."""
    for quotation in context.document.quotations:
        if (
            quotation.depth == 0
            and quotation.opening >= start - 2
            and start >= quotation.opening
            and end <= quotation.closing + 1
        ):
            return max(start, quotation.start), min(end, quotation.end)
    return start, end


def _is_question(context: Context, start: int, end: int) -> bool:
    text = context.document.text[start:end].rstrip()
    return text.endswith("?") and "." not in text[:-1]
