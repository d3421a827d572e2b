"""How often each rule is right: on the cases, the invented articles, and the gold articles where they are there.

    python -m tests.measure_confidence

writes `confidence.tsv` of the French pack and compiles it in. A row counts how often a rule, or a family of rules
(`fr.quote.incise.*` is the rule and all below it), was right. The confidence is (right + 1) / (total + 2), the mean of
what the count leaves likely (Laplace's rule of succession). Fewer than five observations give none: the rule then has
its family's. Rules that no annotation judges have rows with a total of 0, and their facts no confidence.

A quote is right where it and its speaker are, a claim where it and its claimant are, a name where its span and type
are. A quote without a speaker is right where it is a quote. An actor without a name is right where it is the source
that a quote or claim has.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exporter import parse
from exporter.languages.compile import write_compiled
from exporter.model import Article, Evidence
from tests import test_cases as cases
from tests.markup import Span
from tests.regression import SETS, absent

PACK = Path(__file__).parent.parent / "exporter" / "languages" / "fr"
HEADER = ("rule", "right", "total", "confidence")
LEAST = 5
SAME_QUOTE, SAME_CLAIM = 0.8, 0.5
NAMED = ("name", "metonym")


@dataclass(slots=True)
class Counts:
    """Right and all observations of each rule, and the rules that were seen but cannot be judged."""

    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    total: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    unjudged: set[str] = field(default_factory=set)

    def add(self, evidence: Evidence, *, right: bool) -> None:
        self.right[evidence.rule] += right
        self.total[evidence.rule] += 1


# Cases


def count_case(case: cases.Case, article: Article, counts: Counts) -> None:
    """What the labels of a case tell of the facts found in it."""
    if "quotes" in case.aspects:
        _case_quotes(case, article, counts)
    if "claims" in case.aspects:
        _case_claims(case, article, counts)
    _case_names(case, article, counts)


def _case_quotes(case: cases.Case, article: Article, counts: Counts) -> None:
    wanted = {case.spans[label]: label for label in case.expected["quotes"]}
    for quote in article.quotes:
        for fragment in quote.fragments:
            label = wanted.get((fragment.start, fragment.end))
            if quote.speaker is None:
                counts.add(quote.evidence, right=label is not None)
            elif label not in case.optional:
                speaker, wanted_speaker = quote.speaker.actor, case.expected["quotes"].get(label or "")
                right = wanted_speaker is not None and cases._is_source(case, article, wanted_speaker, speaker)
                counts.add(quote.evidence, right=right)
                _count_unnamed(article, speaker, counts, right=right)


def _case_claims(case: cases.Case, article: Article, counts: Counts) -> None:
    rest = [claim for claim in article.claims if claim.claimant is not None]
    counts.unjudged |= {claim.evidence.rule for claim in article.claims if claim.claimant is None}
    for label, claimant in sorted(case.expected["claims"].items(), key=lambda item: item[0] in case.optional):
        claim = cases._nearest(case, case.spans[label], rest)
        if claim is not None:
            rest.remove(claim)
            if label not in case.optional:
                right = cases._is_source(case, article, claimant, claim.claimant)
                counts.add(claim.evidence, right=right)
                _count_unnamed(article, claim.claimant or "", counts, right=right)
    for claim in rest:
        counts.add(claim.evidence, right=False)


def _case_names(case: cases.Case, article: Article, counts: Counts) -> None:
    wanted = {case.spans[label]: kind for label, kind in case.expected["names"].items()}
    wanted |= {case.spans[label]: "location" for label in case.expected["places"]}
    for span, kind, evidence in _names(article):
        if any(cases._overlap(span, other) for other in wanted):
            counts.add(evidence, right=wanted.get(span) == kind)


# Annotated articles


def count_article(gold: dict[str, Any], article: Article, counts: Counts) -> None:
    """What an annotation tells of the facts found in its article; what it leaves open tells nothing."""
    _gold_names(gold, article, counts)
    keys = {actor.id: _key_of(gold, [(m.start, m.end) for m in actor.mentions]) for actor in article.actors}
    for quote in article.quotes:
        for fragment in quote.fragments:
            item = _nearest(gold["quotes"], (fragment.start, fragment.end), SAME_QUOTE)
            if quote.speaker is None:
                counts.add(quote.evidence, right=item is not None)
            elif item is None or not item.get("optional"):
                right = item is not None and keys[quote.speaker.actor] == item["speaker"]
                counts.add(quote.evidence, right=right)
                _count_unnamed(article, quote.speaker.actor, counts, right=right)
    for claim in article.claims:
        if claim.claimant is None:
            counts.unjudged.add(claim.evidence.rule)
            continue
        item = _nearest(gold["claims"], (claim.start, claim.end), SAME_CLAIM)
        if item is None or not item.get("optional"):
            right = item is not None and keys[claim.claimant] == item["claimant"]
            counts.add(claim.evidence, right=right)
            _count_unnamed(article, claim.claimant, counts, right=right)


def _gold_names(gold: dict[str, Any], article: Article, counts: Counts) -> None:
    wanted = {(*span, actor["type"]) for actor in gold["actors"] if actor["named"] for span in actor["mentions"]}
    wanted |= {(*span, "location") for place in gold["locations"] for span in place["mentions"]}
    for span, kind, evidence in _names(article):
        if not any(cases._overlap(span, (start, end)) for start, end in gold["either"]):
            counts.add(evidence, right=(*span, kind) in wanted)


def _names(article: Article) -> Iterator[tuple[Span, str, Evidence]]:
    """The mentions by name, with their type and what tells of it."""
    for actor in article.actors:
        for mention in actor.mentions if actor.named else ():
            if mention.form in NAMED:
                yield (mention.start, mention.end), actor.type, actor.evidence
    for place in article.locations:
        for mention in place.mentions:
            yield (mention.start, mention.end), "location", place.evidence


def _key_of(gold: dict[str, Any], mentions: list[Span]) -> str | None:
    """The actor of the annotation that shares most mentions with one that was found."""
    shared = {
        actor["key"]: sum(
            any(cases._overlap((start, end), one) for one in mentions) for start, end in actor["mentions"]
        )
        for actor in gold["actors"]
    }
    best = max(shared, key=shared.__getitem__, default=None)
    return best if best is not None and shared[best] else None


def _nearest(items: list[dict[str, Any]], span: Span, least: float) -> dict[str, Any] | None:
    """The annotated item whose overlap with a span, by their union, is greatest."""

    def likeness(item: dict[str, Any]) -> float:
        start, end = int(item["start"]), int(item["end"])
        shared = cases._overlap(span, (start, end))
        return shared / (span[1] - span[0] + end - start - shared)

    best = max(items, key=likeness, default=None)
    return best if best is not None and likeness(best) >= least else None


def _count_unnamed(article: Article, actor: str, counts: Counts, *, right: bool) -> None:
    for one in article.actors:
        if one.id == actor and not one.named:
            counts.add(one.evidence, right=right)


# The table


def measure() -> Counts:
    """Counts over everything that is there."""
    counts = Counts()
    for case in cases.ALL_CASES:
        count_case(case, parse(case.text, language=case.language), counts)
    for name in ("articles", "gold"):
        folder = SETS[name][1]
        print(f"{name}: {absent(name) or len(list(folder.glob('*.gold.json')))}", file=sys.stderr)
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text("utf-8"))
            count_article(gold, parse(path.with_name(f"{gold['id']}.txt").read_text("utf-8")), counts)
    return counts


def table(counts: Counts) -> str:
    """The rows of rules and of their families, sorted."""
    rules = counts.total.keys() | counts.unjudged
    members: dict[str, set[str]] = {rule: {rule} for rule in rules}
    for rule in rules:
        for family in families(rule):
            members.setdefault(family, set()).add(rule)
    lines = []
    for key, below in sorted(members.items()):
        right, total = (sum(found.get(rule, 0) for rule in below) for found in (counts.right, counts.total))
        if len(below) > 1 or not key.endswith(".*"):
            lines.append(f"{key}\t{right}\t{total}\t{confidence(right, total)}\n")
    return "\t".join(HEADER) + "\n" + "".join(lines)


def families(rule: str) -> list[str]:
    """The families of a rule, the nearest first ("fr.quote.incise.*", "fr.quote.*")."""
    parts = rule.split(".")
    return [".".join(parts[:size]) + ".*" for size in range(len(parts), 1, -1)]


def confidence(right: int, total: int) -> str:
    """The share of right answers to be expected, with two digits; "" where there are too few to tell."""
    return f"{(right + 1) / (total + 2):.2f}" if total >= LEAST else ""


def main() -> None:
    (PACK / "confidence.tsv").write_text(table(measure()), "utf-8")
    write_compiled(PACK)


if __name__ == "__main__":
    main()
