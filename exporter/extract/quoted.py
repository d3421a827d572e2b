"""A quote that was found, and what quotes of one text tell of each other's speakers."""

from __future__ import annotations

from typing import Final, NamedTuple

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.extract.orphans import is_heading
from exporter.extract.reports import Report
from exporter.text import Quotation

_FAR: Final = 30
"""How many quotes further on or back the words of an intertitle are looked for."""


class QuoteFound(NamedTuple):
    """Fragments in characters; `report` says who spoke, or `source` where no report does."""

    quotation: Quotation
    fragments: tuple[tuple[int, int], ...]
    form: str
    report: Report | None
    source: Nominal | None
    rule: str


def reopened(context: Context, quotes: list[QuoteFound]) -> list[QuoteFound]:
    """Marks that a paragraph leaves open and the next opens again hold one speech: who speaks there speaks here."""
    for index in range(len(quotes) - 2, -1, -1):
        quote, other = quotes[index], quotes[index + 1]
        goes_on = not quote.quotation.closed and other.quotation.reopened
        if goes_on and quote.source is None and quote.report is None and other.source is not None:
            quotes[index] = quote._replace(source=other.source, rule=f"{context.pack.language}.quote.continuation")
    return quotes


def repeated(context: Context, quotes: list[QuoteFound]) -> list[QuoteFound]:
    """Quotes with the source of those whose words an intertitle repeats."""
    for index, quote in enumerate(quotes):
        if quote.source is None and quote.report is None and is_heading(context, quote.quotation):
            words = context.document.plain[slice(*quote.fragments[0])].lower().rstrip(" .!?…")
            for other in quotes[max(index - _FAR, 0) : index + _FAR]:
                said = any(words in context.document.plain[start:end].lower() for start, end in other.fragments)
                if said and other.source is not None:
                    rule = f"{context.pack.language}.quote.repeated"
                    quotes[index] = quote._replace(source=other.source, rule=rule)
                    break
    return quotes
