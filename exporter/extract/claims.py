"""Claims: which propositions a source asserts, the other view of the reports."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.extract.quoted import QuoteFound
from exporter.extract.reports import Report
from exporter.extract.spans import Span
from exporter.languages.classes import COMPLEMENTIZER

_SHORTEST: Final = 3


class ClaimFound(NamedTuple):
    """A span in characters.

    `report` is None for words that go on from another quote, and `source` too in the article's own voice.

    `quotes` are indices.
    """

    start: int
    end: int
    report: Report | None
    source: Nominal | None
    quotes: tuple[int, ...]
    rule: str


def find_claims(context: Context, reports: Sequence[Report], quotes: Sequence[QuoteFound]) -> list[ClaimFound]:
    """One claim a reporting act and coordinated clause, and one a quote that goes on."""
    claims: list[ClaimFound] = []
    seen: set[tuple[int, int]] = set()
    lookup = _QuoteIndex(quotes)
    incises = sorted(context.document.starts[one.cue[0]] for one in reports if one.cue and one.rule.endswith(".incise"))
    for report in reports:
        if not report.claims or report.source is None or _frames_incise(report, incises):
            continue
        claim = _of_report(context, report, lookup)
        if (claim.start, claim.end) in seen or claim.end - claim.start < _SHORTEST:
            continue
        if not _says_nothing(context, claim.start, claim.end):
            seen.add((claim.start, claim.end))
            claims.append(claim)
    for index, quote in enumerate(quotes):
        own = quote.report is None and quote.form == "direct" and not quote.rule.endswith(".repeated")
        if own and quote.source is not None:
            start, end = max(quote.fragments, key=lambda span: span[1] - span[0])
            if not _says_nothing(context, start, end) and (start, end) not in seen:
                rule = quote.rule.replace(".quote.", ".claim.")
                claims.append(ClaimFound(start, end, None, quote.source, (index,), rule))
    return claims


def _frames_incise(report: Report, incises: Sequence[int]) -> bool:
    """ "« P », a plaidé X, selon Y": the frame says where the report comes from, not what is claimed."""
    if ".frame." not in report.rule:
        return False
    position = bisect_left(incises, report.content[0])
    return position < len(incises) and incises[position] < report.content[1]


class _QuoteIndex:
    """Quotes by position and by report."""

    def __init__(self, quotes: Sequence[QuoteFound]) -> None:
        self.quotes = quotes
        self._starts = [quote.quotation.start for quote in quotes]
        self._of_report: dict[int, list[int]] = {}
        self._longest: dict[int, Span] = {}
        for index, quote in enumerate(quotes):
            if quote.report is not None:
                self._of_report.setdefault(id(quote.report), []).append(index)

    def longest(self, number: int) -> Span:
        """The longest fragment of a quote; each incise that cuts it asks."""
        if number not in self._longest:
            self._longest[number] = max(self.quotes[number].fragments, key=lambda span: span[1] - span[0])
        return self._longest[number]

    def inside(self, report: Report, start: int, end: int) -> tuple[int, ...]:
        """Indices of the quotes that a report governs, or that stand in its words."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(sorted({*self._of_report.get(id(report), ()), *range(low, high)}))


def _of_report(context: Context, report: Report, index: _QuoteIndex) -> ClaimFound:
    start, end = _without_marks(context, *report.content)
    inside = index.inside(report, start, end)
    start, end = _contiguous(start, end, inside, index)
    return ClaimFound(start, end, report, report.source, inside, report.rule.replace(".report.", ".claim."))


def _contiguous(start: int, end: int, inside: tuple[int, ...], index: _QuoteIndex) -> tuple[int, int]:
    """Where an incise cuts the words, the longest part."""
    for number in inside:
        quote = index.quotes[number]
        whole = start <= quote.fragments[0][0] and quote.fragments[-1][1] <= end
        if whole and (len(quote.fragments) > 1 or quote.rule.endswith("incise.inside")):
            return index.longest(number)
    return start, end


def _without_marks(context: Context, start: int, end: int) -> tuple[int, int]:
    """A proposition that is one marked passage stands without its marks."""
    quotation = context.passages.get(context.opaque[context.document.token_at(start)])
    if quotation is not None and start <= quotation.start and end <= quotation.closing + 1:
        return max(start, quotation.start), min(end, quotation.end)
    return start, end


def _says_nothing(context: Context, start: int, end: int) -> bool:
    """Questions, thanks, cheers and orders of one sentence state nothing."""
    text = context.document.text[start:end].rstrip()
    if any(stop in text[:-1] for stop in (". ", "! ", "? ", "; ")):
        return False
    if text.endswith("?"):
        return True
    first, last = context.document.token_at(start), context.document.token_at(end)
    if context.document.words[first][0].islower():
        return False
    if context.lowers[first] in context.pack.words["no_statement"]:
        return True
    if text.endswith("!") and not any(context.is_finite(token) for token in range(first, last)):
        return True
    return context.classes[first] == "V" and not context.flags[first + 1] & COMPLEMENTIZER
