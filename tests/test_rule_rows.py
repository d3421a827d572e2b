"""Every row of the packs' rule tables against the extraction: its examples match as marked, its rejects yield nothing.

Labels of an example: `claim`, `quote`, `source` and `cue` (verbs, nouns, frames), `role`, `name` and `honorific`
(roles), `organization`, `location`, `event`, `work` and `product` (heads), `metonym` (metonyms); a digit behind a label
tells several apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from exporter.extract.pipeline import extract
from exporter.languages import pack as packs
from exporter.languages.pack import Pack, load_pack
from exporter.languages.schema import TABLES, FrameRow, HeadRow, MetonymRow, NounRow, RoleRow, Row, VerbRow, read_rows
from exporter.model import Article, Claim, Cue, Quote
from exporter.readers import source_from_text
from tests.known_failures import with_known_failures
from tests.markup import Span, parse_markup

LANGUAGES = Path(packs.__file__).parent
SAME_CLAIM = 0.8
_EDGE = re.compile(r"""^[\s«»“”„"‹›'’.,;:!?…()–—-]+|[\s«»“”„"‹›'’.,;:!?…()–—-]+\Z""")
_NAME_FORMS = frozenset({"name", "metonym"})


@dataclass(frozen=True)
class Case:
    """A row of a table of one language."""

    language: str
    table: str
    row: Row

    @property
    def name(self) -> str:
        return row_name(self.row)

    def __str__(self) -> str:
        return f"{self.language}/{self.table}:{self.name}".replace(" ", "_")


@dataclass(frozen=True)
class Example:
    """A parsed example with what the extraction found in it."""

    row: Row
    pack: Pack
    text: str
    spans: dict[str, Span]
    article: Article

    def labels(self, kind: str) -> list[Span]:
        return [span for label, span in self.spans.items() if label.rstrip("0123456789") == kind]

    def words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]


def row_name(row: Row) -> str:
    """What a row is called: its lemma, or its id."""
    return row.lemma if isinstance(row, VerbRow | NounRow) else row.id  # type: ignore[attr-defined]


def read_cases() -> Iterator[Case]:
    for folder in sorted(path.parent for path in LANGUAGES.glob("*/pack.toml")):
        for table, schema in TABLES.items():
            for row in read_rows(folder / table, schema):
                yield Case(folder.name, table.removesuffix(".toml"), row)


CASES = tuple(read_cases())


def read_example(case: Case, marked: str) -> Example:
    text, spans = parse_markup(marked)
    pack = load_pack(case.language)
    return Example(case.row, pack, text, spans, extract(source_from_text(text), pack))


# The comparison


def overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def trimmed(text: str, span: Span) -> Span:
    """The span without the marks, stops and spaces at its ends."""
    words = text[span[0] : span[1]]
    kept = _EDGE.sub("", words)
    start = span[0] + words.index(kept)
    return (start, start + len(kept)) if kept else span


def likeness(text: str, one: Span, other: Span) -> float:
    """Shared characters of two spans by all their characters."""
    one, other = trimmed(text, one), trimmed(text, other)
    shared = overlap(one, other)
    return shared / (one[1] - one[0] + other[1] - other[0] - shared)


def contains(one: Span, other: Span) -> bool:
    return one[0] <= other[0] and other[1] <= one[1]


def is_by_row(row: Row, fact: Claim | Quote) -> bool:
    """Whether a claim or a quote was found by a row: by its lemma and act, or by the rule that bears its id."""
    if isinstance(row, VerbRow | NounRow):
        return fact.cue is not None and (fact.cue.lemma, fact.cue.act) == (row.lemma, row.act)
    return fact.evidence.rule == row_name(row)


def facts_by_row(example: Example) -> list[Claim | Quote]:
    found: list[Claim | Quote] = [*example.article.claims, *example.article.quotes]
    return [fact for fact in found if is_by_row(example.row, fact)]


# Reports: verbs, nouns and frames


def report_faults(example: Example) -> Iterator[str]:
    claims = list(claim_pairs(example))
    for span, claim in claims:
        if claim is None:
            yield f"claim missing: {example.words(span)!r}"
        else:
            yield from source_faults(example, f"claimant of {example.words(span)!r}", claim.claimant)
            yield from cue_faults(example, claim.cue)
            yield from stance_faults(example, span, claim)
    known = {claim.id for _, claim in claims if claim is not None}
    for claim in example.article.claims:
        if claim.id not in known and is_by_row(example.row, claim):
            yield f"claim too many: {claim.text!r}"
    yield from quote_faults(example)


def claim_pairs(example: Example) -> Iterator[tuple[Span, Claim | None]]:
    """Each labelled claim with the claim found that is most like it."""
    for span in example.labels("claim"):
        alike = [(likeness(example.text, span, (c.start, c.end)), -c.start, c) for c in example.article.claims]
        best = max(alike, key=lambda found: found[:2], default=None)
        yield span, best[2] if best is not None and best[0] >= SAME_CLAIM else None


def quote_faults(example: Example) -> Iterator[str]:
    found = {(part.start, part.end): quote for quote in example.article.quotes for part in quote.fragments}
    for span in example.labels("quote"):
        quote = found.get(span)
        if quote is None:
            shown = [example.words(other) for other in found]
            yield f"quote missing: {example.words(span)!r}, found {shown}"
        else:
            speaker = quote.speaker.actor if quote.speaker is not None else None
            yield from source_faults(example, f"speaker of {example.words(span)!r}", speaker)
            yield from cue_faults(example, quote.cue)


def source_faults(example: Example, what: str, identifier: str | None) -> Iterator[str]:
    """Every labelled source is a mention of the actor."""
    mentions = {actor.id: actor.mentions for actor in example.article.actors}.get(identifier or "", ())
    for span in example.labels("source"):
        if not any(overlap(span, (mention.start, mention.end)) for mention in mentions):
            yield f"{what}: expected {example.words(span)!r}, got {[mention.text for mention in mentions]}"


def cue_faults(example: Example, cue: Cue | None) -> Iterator[str]:
    """The cue is the labelled one, give or take a reflexive pronoun or the noun of a frame."""
    for span in example.labels("cue"):
        found = (cue.start, cue.end) if cue is not None else (0, 0)
        if not (contains(span, found) or contains(found, span)) or found == (0, 0):
            yield f"cue: expected {example.words(span)!r}, got {example.words(found)!r}"


def stance_faults(example: Example, span: Span, claim: Claim) -> Iterator[str]:
    """The stance is the row's; words that are quoted whole are asserted, whatever they deny."""
    row = example.row
    assert isinstance(row, VerbRow | NounRow | FrameRow)
    wanted = "asserts" if span in example.labels("quote") else row.stance
    if claim.stance != wanted:
        yield f"stance of {example.words(span)!r}: expected {wanted}, got {claim.stance}"


# Roles, heads and metonyms


def first_role(pack: Pack, words: str) -> str:
    """The row of the first and longest role noun in a phrase, or ""."""
    tokens = packs.split_words(words.lower().replace("’", "'"))
    for start in range(len(tokens)):
        for end in range(len(tokens), start, -1):
            role = pack.roles.get(" ".join(tokens[start:end]).replace("' ", "'"))
            if role is not None:
                return role.row
    return ""


def role_faults(example: Example) -> Iterator[str]:
    """The role is the row's, and whoever speaks in the example is who holds it."""
    for span in example.labels("role") + example.labels("honorific"):
        row = first_role(example.pack, example.words(span))
        if row != row_name(example.row):
            yield f"role {example.words(span)!r}: expected {row_name(example.row)}, got {row or 'none'}"
    sources = example.labels("role") + example.labels("name")
    speakers = {claim.claimant for claim in example.article.claims} - {None}
    for actor in example.article.actors:
        if actor.id in speakers and not any(
            overlap(span, (mention.start, mention.end)) for mention in actor.mentions for span in sources
        ):
            yield f"claimant: {actor.name!r} holds no labelled role"


def named_spans(article: Article) -> Iterator[tuple[Span, str]]:
    """Mentions by name with the type of their actor, or "location"."""
    for actor in article.actors:
        for mention in actor.mentions:
            if mention.form in _NAME_FORMS:
                yield (mention.start, mention.end), actor.type
    for location in article.locations:
        for mention in location.mentions:
            yield (mention.start, mention.end), "location"


def head_faults(example: Example) -> Iterator[str]:
    """A labelled organisation or location is exactly one such mention; events, works and products are none."""
    found = list(named_spans(example.article))
    for kind in ("organization", "location", "event", "work", "product"):
        for span in example.labels(kind):
            names = sorted((example.words(other), name) for other, name in found if overlap(span, other))
            wanted = [(example.words(span), kind)] if kind in ("organization", "location") else []
            if names != wanted:
                yield f"{kind} {example.words(span)!r}: got {names}"


def metonym_faults(example: Example) -> Iterator[str]:
    """A labelled name acts: it is a mention of an actor of the row's type; a labelled location is a place."""
    assert isinstance(example.row, MetonymRow)
    found = list(named_spans(example.article))
    for kind, wanted in (("metonym", example.row.type), ("source", example.row.type), ("location", "location")):
        for span in example.labels(kind):
            if (span, wanted) not in found:
                names = [(example.words(other), name) for other, name in found if overlap(span, other)]
                yield f"{kind} {example.words(span)!r}: expected {wanted}, got {names}"


# Rejects


def report_rejects(example: Example) -> Iterator[str]:
    for fact in facts_by_row(example):
        shown = fact.text if isinstance(fact, Claim) else fact.fragments[0].text
        yield f"{type(fact).__name__.lower()} by {row_name(example.row)}: {shown!r} ({fact.evidence.rule})"


def role_rejects(example: Example) -> Iterator[str]:
    for actor in example.article.actors:
        for mention in actor.mentions:
            if mention.form == "role" and first_role(example.pack, mention.text) == row_name(example.row):
                yield f"role: {mention.text!r}"


def head_rejects(example: Example) -> Iterator[str]:
    assert isinstance(example.row, HeadRow)
    forms = {form.lower() for word in example.row.words for form in word.split("/") if form}
    for span, kind in named_spans(example.article):
        words = example.words(span).lower()
        if any(words == form or words.startswith(form + " ") for form in forms):
            yield f"{kind}: {example.words(span)!r}"


def metonym_rejects(example: Example) -> Iterator[str]:
    assert isinstance(example.row, MetonymRow)
    names = {example.row.name.lower(), *(alias.lower() for alias in example.row.aliases)}
    for actor in example.article.actors:
        for mention in actor.mentions:
            if mention.form in _NAME_FORMS and mention.text.lower() in names and actor.type == example.row.type:
                yield f"{actor.type}: {mention.text!r}"


Check = Callable[[Example], Iterator[str]]
CHECKS: dict[type[Row], tuple[Check, Check]] = {
    VerbRow: (report_faults, report_rejects),
    NounRow: (report_faults, report_rejects),
    FrameRow: (report_faults, report_rejects),
    RoleRow: (role_faults, role_rejects),
    HeadRow: (head_faults, head_rejects),
    MetonymRow: (metonym_faults, metonym_rejects),
}


def row_faults(case: Case) -> list[str]:
    """Everything that is wrong with a row, one line each."""
    find_faults, find_rejects = CHECKS[type(case.row)]
    faults = []
    for marked in case.row.examples:
        example = read_example(case, marked)
        faults += [f"example: {example.text}\n      {fault}" for fault in find_faults(example)]
    for text in case.row.rejects:
        example = read_example(case, text)
        faults += [f"reject: {example.text}\n      {fault}" for fault in find_rejects(example)]
    return faults


@pytest.mark.parametrize("case", with_known_failures("row", CASES, str))
def test_row(case: Case) -> None:
    faults = row_faults(case)
    assert not faults, "\n  ".join(["", *faults])


# The tables themselves


@pytest.mark.parametrize("case", CASES, ids=str)
def test_row_is_well_formed(case: Case) -> None:
    texts = [parse_markup(marked)[0] for marked in case.row.examples]
    assert len(set(texts)) == len(texts)
    for text in case.row.rejects:
        assert parse_markup(text) == (text, {}), f"a reject bears no labels: {text}"
    if isinstance(case.row, VerbRow):
        assert len(case.row.examples) >= 2
        assert len(case.row.rejects) >= 1


def test_names_are_unique() -> None:
    names = [str(case) for case in CASES]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_there_are_enough_verbs() -> None:
    lemmas = {case.name for case in CASES if case.language == "fr" and isinstance(case.row, VerbRow)}
    assert len(lemmas) >= 430


def features_by_head(pack: Pack) -> dict[str, set[str]]:
    """The features that the forms of each simple verb have between them."""
    found: dict[str, set[str]] = {}
    for form in pack.verb_forms:
        for reading in pack.readings(form):
            found.setdefault(reading.lemma, set()).update(reading.features)
    return found


def test_every_verb_has_its_forms() -> None:
    """Each verb has an infinitive, both participles and the third persons in the table of forms."""
    for language in {case.language for case in CASES}:
        pack = load_pack(language)
        features = features_by_head(pack)
        wanted = {"inf", "pp", "ger", "3s", "3p"}
        assert {
            head: wanted - features.get(head, set()) for head in pack.verbs if wanted - features.get(head, set())
        } == {}
