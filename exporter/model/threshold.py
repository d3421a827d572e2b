"""An article with only the facts that an editor trusts enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from exporter.model.article import Actor, Article, Claim, Diagnostic, Location, Quote

_Fact = TypeVar("_Fact", Actor, Location, Quote, Claim)


def at_least(article: Article, confidence: float) -> Article:
    """The article without quotes, claims and entities whose rule is right less often than `confidence` (0 to 1).

    A fact of unknown confidence stays, and so does an entity that another fact refers to. A diagnostic tells how many
    facts went.
    """
    quotes = _trusted(article.quotes, confidence)
    kept = {quote.id for quote in quotes}
    claims = tuple(
        replace(claim, quotes=tuple(one for one in claim.quotes if one in kept))
        for claim in _trusted(article.claims, confidence)
    )
    used = set(_referred(quotes, claims))
    actors = _trusted(article.actors, confidence, used)
    locations = _trusted(article.locations, confidence, used)
    before = sum(map(len, (article.quotes, article.claims, article.actors, article.locations)))
    dropped = before - sum(map(len, (quotes, claims, actors, locations)))
    if not dropped:
        return article
    told = Diagnostic(
        code="confidence.threshold", severity="info", message=f"facts left out below confidence {confidence}: {dropped}"
    )
    return Article.model_validate(
        {
            **dict(article),
            "quotes": quotes,
            "claims": claims,
            "actors": actors,
            "locations": locations,
            "diagnostics": (*article.diagnostics, told),
        }
    )


def _trusted(
    facts: Sequence[_Fact], confidence: float, used: set[str] | frozenset[str] = frozenset()
) -> tuple[_Fact, ...]:
    return tuple(
        fact
        for fact in facts
        if fact.id in used or fact.evidence.confidence is None or fact.evidence.confidence >= confidence
    )


def _referred(quotes: Sequence[Quote], claims: Sequence[Claim]) -> Iterator[str]:
    """The ids of actors and locations that quotes and claims name."""
    for quote in quotes:
        for reference in (quote.speaker, quote.addressee):
            if reference is not None:
                yield reference.actor
    for claim in claims:
        yield from claim.about
        if claim.claimant is not None:
            yield claim.claimant
