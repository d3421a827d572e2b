"""An article with the facts of trusted rules only."""

from __future__ import annotations

import pytest

from exporter import Article
from exporter.model.threshold import at_least
from tests.builders import rich_article


def with_confidences(confidences: dict[str, float]) -> Article:
    """The example with the confidence of some facts set, by id."""
    values = rich_article().model_dump()
    for kind in ("actors", "locations", "quotes", "claims"):
        for fact in values[kind]:
            fact["evidence"]["confidence"] = confidences.get(fact["id"])
    return Article.model_validate(values)


def ids(article: Article) -> set[str]:
    return {fact.id for fact in (*article.quotes, *article.claims, *article.actors, *article.locations)}


def test_facts_of_unknown_confidence_stay() -> None:
    article = with_confidences({})
    assert at_least(article, 1.0) == article


def test_a_threshold_of_zero_changes_nothing() -> None:
    article = with_confidences(dict.fromkeys(ids(rich_article()), 0.0))
    assert at_least(article, 0.0) == article


def test_facts_below_go_and_references_to_them_too() -> None:
    article = rich_article()
    supported = next(claim for claim in article.claims if claim.quotes)
    quote = supported.quotes[0]
    kept = at_least(with_confidences({quote: 0.5, supported.id: 0.9}), 0.6)
    assert ids(article) - ids(kept) == {quote}
    assert quote not in next(claim for claim in kept.claims if claim.id == supported.id).quotes
    assert kept.diagnostics[-1].code == "confidence.threshold"
    assert kept.diagnostics[-1].message == "facts left out below confidence 0.6: 1"


def test_an_entity_stays_while_a_fact_needs_it() -> None:
    article = rich_article()
    claim = next(claim for claim in article.claims if claim.claimant)
    assert claim.claimant is not None
    everything = dict.fromkeys(ids(article), 0.1)
    assert ids(at_least(with_confidences(everything | {claim.id: 0.9}), 0.5)) == {
        claim.id,
        claim.claimant,
        *claim.about,
    }


@pytest.mark.parametrize("confidence", [0.3, 0.6, 1.0])
def test_a_fact_at_the_threshold_stays(confidence: float) -> None:
    article = with_confidences(dict.fromkeys(ids(rich_article()), confidence))
    assert at_least(article, confidence) == article
