"""Every sentence of `cases/` against the extraction; `cases/README.md` describes the format."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from exporter import parse
from exporter.model import Actor, Article, Claim
from tests.known_failures import with_known_failures
from tests.markup import Span, parse_markup

CASES = Path(__file__).parent / "cases"
STANCES = frozenset({"asserts", "denies", "doubts"})
TYPES = frozenset({"person", "organization", "state", "group", "location", "none"})
ASPECTS = ("quotes", "claims", "names", "roles", "places")
KEYS = frozenset({"id", "text", "counter", "only", "optional", "stances", *ASPECTS})
SAME_CLAIM = 0.8
_EDGE = re.compile(r"""^[\s«»“”„"‹›'’.,;:!?…()–—-]+|[\s«»“”„"‹›'’.,;:!?…()–—-]+\Z""")


@dataclass(frozen=True)
class Case:
    """One row: a text with its labelled spans, and what is expected of each label."""

    id: str
    language: str
    construction: str
    text: str
    spans: dict[str, Span]
    expected: dict[str, dict[str, Any]]
    stances: dict[str, str]
    optional: frozenset[str]
    aspects: frozenset[str]
    counter: bool
    keys: frozenset[str] = field(repr=False)

    def words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]


def _case(row: dict[str, Any], construction: str, language: str) -> Case:
    text, spans = parse_markup(row["text"])
    expected = {aspect: row.get(aspect, {}) for aspect in ASPECTS}
    default = {"quotes", "claims", *(aspect for aspect in ASPECTS if aspect in row)}
    return Case(
        id=row["id"],
        language=language,
        construction=construction,
        text=text,
        spans=spans,
        expected=expected,
        stances=row.get("stances", {}),
        optional=frozenset(row.get("optional", ())),
        aspects=frozenset(row["only"]) if "only" in row else frozenset(default),
        counter=row.get("counter", False),
        keys=frozenset(row),
    )


def _read_cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*/*.toml")):
        table = tomllib.loads(path.read_text("utf-8"))
        for row in table["case"]:
            yield _case(row, table["construction"], path.parent.name)


ALL_CASES = tuple(_read_cases())


# The comparison


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _trimmed(text: str, span: Span) -> Span:
    """The span without the marks, stops and spaces at its ends."""
    words = text[span[0] : span[1]]
    kept = _EDGE.sub("", words)
    if not kept:
        return span
    start = span[0] + words.index(kept)
    return start, start + len(kept)


def _likeness(text: str, one: Span, other: Span) -> float:
    """Shared characters of two spans by all their characters."""
    one, other = _trimmed(text, one), _trimmed(text, other)
    shared = _overlap(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared)


def _actors_at(article: Article, span: Span) -> list[Actor]:
    return [
        actor
        for actor in article.actors
        if any(_overlap((mention.start, mention.end), span) for mention in actor.mentions)
    ]


def _who(article: Article, identifier: str | None) -> str:
    """An actor as a message shows it."""
    for actor in article.actors:
        if actor.id == identifier:
            return f"{actor.name!r} ({', '.join(mention.text for mention in actor.mentions)})"
    return "nobody"


def _is_source(case: Case, article: Article, label: str, identifier: str | None) -> bool:
    if not label:
        return identifier is None
    return identifier in {actor.id for actor in _actors_at(article, case.spans[label])}


def _source_fault(case: Case, article: Article, fact: str, label: str, identifier: str | None) -> Iterator[str]:
    if not _is_source(case, article, label, identifier):
        wanted = repr(case.words(case.spans[label])) if label else "nobody"
        yield f"{fact}: expected {wanted}, got {_who(article, identifier)}"


def quote_faults(case: Case, article: Article) -> Iterator[str]:
    """Fragments are the same set of spans, each with the speaker expected."""
    wanted = case.expected["quotes"]
    found = {
        (fragment.start, fragment.end): quote.speaker.actor if quote.speaker is not None else None
        for quote in article.quotes
        for fragment in quote.fragments
    }
    for label, speaker in wanted.items():
        span = case.spans[label]
        if span in found:
            if label not in case.optional:
                yield from _source_fault(case, article, f"speaker of {case.words(span)!r}", speaker, found[span])
        elif label not in case.optional:
            yield f"quote missing: {case.words(span)!r}"
    known = {case.spans[label] for label in wanted}
    for span in sorted(found.keys() - known):
        yield f"quote too many: {case.words(span)!r} by {_who(article, found[span])}"


def _nearest(case: Case, span: Span, claims: Iterable[Claim]) -> Claim | None:
    alike = [(_likeness(case.text, span, (claim.start, claim.end)), -claim.start, claim) for claim in claims]
    best = max(alike, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and best[0] >= SAME_CLAIM else None


def claim_faults(case: Case, article: Article) -> Iterator[str]:
    """Claims with a claimant are the same set of spans (by likeness), each with the claimant and stance expected."""
    rest = [claim for claim in article.claims if claim.claimant is not None]
    wanted = case.expected["claims"]
    for label, claimant in sorted(wanted.items(), key=lambda item: item[0] in case.optional):
        claim = _nearest(case, case.spans[label], rest)
        if claim is not None:
            rest.remove(claim)
        if label in case.optional:
            continue
        words = case.words(case.spans[label])
        if claim is None:
            yield f"claim missing: {words!r}"
            continue
        yield from _source_fault(case, article, f"claimant of {words!r}", claimant, claim.claimant)
        stance = case.stances.get(label, "asserts")
        if claim.stance != stance:
            yield f"stance of {words!r}: expected {stance}, got {claim.stance}"
    for claim in rest:
        yield f"claim too many: {claim.text!r} by {_who(article, claim.claimant)}"


def _named_spans(article: Article) -> Iterator[tuple[Span, str]]:
    for actor in article.actors:
        for mention in actor.mentions:
            if mention.form in ("name", "metonym"):
                yield (mention.start, mention.end), actor.type
    for location in article.locations:
        for mention in location.mentions:
            yield (mention.start, mention.end), "location"


def name_faults(case: Case, article: Article) -> Iterator[str]:
    """Each label is exactly one mention by name of the type expected; `none` is touched by no such mention."""
    mentions = list(_named_spans(article))
    for label, kind in case.expected["names"].items():
        span = case.spans[label]
        found = sorted({(case.words(other), name) for other, name in mentions if _overlap(span, other)})
        wanted = [] if kind == "none" else [(case.words(span), kind)]
        if found != wanted:
            shown = ", ".join(f"{words!r} ({name})" for words, name in found)
            yield f"name {case.words(span)!r}: expected {kind}, got {shown or 'nothing'}"


def role_faults(case: Case, article: Article) -> Iterator[str]:
    """The actor named by each label holds at least the titles expected."""
    for label, titles in case.expected["roles"].items():
        span = case.spans[label]
        found = {role.title for actor in _actors_at(article, span) for role in actor.roles}
        missing = [title for title in titles if title not in found]
        if missing:
            yield f"roles of {case.words(span)!r}: {missing} missing in {sorted(found)}"


def place_faults(case: Case, article: Article) -> Iterator[str]:
    """Each label is exactly one location mention, with the country expected."""
    for label, country in case.expected["places"].items():
        span = case.spans[label]
        found = [
            location.country or ""
            for location in article.locations
            for mention in location.mentions
            if (mention.start, mention.end) == span
        ]
        if found != [country]:
            yield f"place {case.words(span)!r}: expected country {country!r}, got {found or 'no location'}"


FAULTS: dict[str, Callable[[Case, Article], Iterator[str]]] = {
    "quotes": quote_faults,
    "claims": claim_faults,
    "names": name_faults,
    "roles": role_faults,
    "places": place_faults,
}


@pytest.mark.parametrize("case", with_known_failures("case", ALL_CASES, lambda case: case.id))
def test_case(case: Case) -> None:
    article = parse(case.text, language=case.language)
    assert article.text == case.text
    faults = [fault for aspect in ASPECTS if aspect in case.aspects for fault in FAULTS[aspect](case, article)]
    assert not faults, "\n  ".join([f"{case.construction}: {case.text}", *faults])


# The cases themselves


def _labels(case: Case) -> set[str]:
    """Every label that the expectations of a case name."""
    sources = {label for aspect in ("quotes", "claims") for label in case.expected[aspect].values() if label}
    expected = {label for aspect in ASPECTS for label in case.expected[aspect]}
    return sources | expected | set(case.stances) | case.optional


def test_ids_and_texts_are_unique() -> None:
    for values in ([case.id for case in ALL_CASES], [case.text for case in ALL_CASES]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_expectations_are_well_formed() -> None:
    for case in ALL_CASES:
        assert case.keys <= KEYS, f"{case.id}: unknown keys {sorted(case.keys - KEYS)}"
        assert _labels(case) == set(case.spans), f"{case.id}: labels differ: {sorted(_labels(case) ^ set(case.spans))}"
        assert case.aspects <= set(ASPECTS), case.id
        assert "" not in case.expected["claims"].values(), f"{case.id}: a claim needs a claimant"
        assert set(case.stances) <= set(case.expected["claims"]), case.id
        assert set(case.stances.values()) <= STANCES, case.id
        assert set(case.expected["names"].values()) <= TYPES, case.id
        assert case.optional <= {*case.expected["quotes"], *case.expected["claims"]}, case.id


def test_there_are_enough_cases() -> None:
    kinds = Counter((case.construction, case.counter) for case in ALL_CASES)
    constructions = {construction for construction, _ in kinds}
    few = {name: (kinds[name, False], kinds[name, True]) for name in sorted(constructions)}
    assert {name: counts for name, counts in few.items() if counts[0] < 8 or counts[1] < 3} == {}
    assert len(ALL_CASES) >= 600
