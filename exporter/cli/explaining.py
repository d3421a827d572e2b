"""The words of `exporter explain`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exporter.checks.report import printable
from exporter.cli.errors import UsageError
from exporter.extract.explanation import government, meaning, row_of
from exporter.model import Actor, ActorReference, Article, Claim, Cue, Evidence, Location, Quote

AROUND = 60
"""Characters of the text that are shown on either side of a fact."""

Fact = Quote | Claim | Actor | Location

_LABEL = re.compile(r"\{[a-z][a-z0-9]*:|\}")
_BLANKS = re.compile(r"\s+")


def explanations(article: Article, wanted: Sequence[str] | None) -> Iterator[str]:
    """Lines on each fact, or on the facts with these ids. Raises UsageError for an id that is not there."""
    listed: tuple[Fact, ...] = (*article.quotes, *article.claims, *article.actors, *article.locations)
    facts = {fact.id: fact for fact in listed}
    for name in wanted or facts:
        if name not in facts:
            raise UsageError(f"there is no fact {name!r}; exporter inspect shows the ids")
        yield from _explanation(article, facts[name])
        yield ""


def _explanation(article: Article, fact: Fact) -> Iterator[str]:
    yield f"{fact.id}: {_headline(article, fact)}"
    for start, end in _spans(fact)[:3]:
        yield f"  text        {excerpt(article.text, start, end)}"
    yield from _rule(fact.evidence)
    if isinstance(fact, Quote | Claim) and fact.cue is not None:
        yield _cue(article, fact.cue)
    source = fact.speaker if isinstance(fact, Quote) else None
    yield from _source(article, fact, source)


def _headline(article: Article, fact: Fact) -> str:
    if isinstance(fact, Quote):
        return f"{fact.form} quote by {_name(article, fact.speaker.actor if fact.speaker else None)}"
    if isinstance(fact, Claim):
        return f"{_name(article, fact.claimant)} {fact.stance} this"
    mentions = f"{len(fact.mentions)} mention{'s' if len(fact.mentions) > 1 else ''}"
    return printable(f"{fact.type} {fact.name!r}, {mentions}")


def _name(article: Article, actor: str | None) -> str:
    return next((printable(f"{one.name} ({one.id})") for one in article.actors if one.id == actor), "nobody known")


def _spans(fact: Fact) -> list[tuple[int, int]]:
    if isinstance(fact, Claim):
        return [(fact.start, fact.end)]
    parts = fact.fragments if isinstance(fact, Quote) else fact.mentions
    return [(part.start, part.end) for part in parts]


def excerpt(text: str, start: int, end: int) -> str:
    """A span of the text between [[ and ]], on one line, with some of what stands around it and its offsets."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    marked = f"{'...' * (start > AROUND)}{before}[[{text[start:end]}]]{after}{'...' * (end + AROUND < len(text))}"
    return printable(f"{_BLANKS.sub(' ', marked).strip()}  ({start}-{end})")


def _rule(evidence: Evidence) -> Iterator[str]:
    told = meaning(evidence.rule)
    yield f"  rule        {evidence.rule}{f': {told}' if told else ''}"
    row = row_of(evidence.rule)
    if row is not None:
        yield f"  words       {', '.join(row.get('words', ()))}"
        yield from (f"  example     {_LABEL.sub('', example)}" for example in row["examples"][:1])
    known = f"{evidence.confidence:.2f}" if evidence.confidence is not None else "not measured"
    yield f"  confidence  {known}"


def _cue(article: Article, cue: Cue) -> str:
    takes = government(article.language, cue.lemma)
    governs = f"; governs {', '.join(takes)}" if takes else ""
    return printable(f"  cue         {cue.text!r} at {cue.start}-{cue.end}: {cue.lemma} ({cue.act}{governs})")


def _source(article: Article, fact: Fact, source: ActorReference | None) -> Iterator[str]:
    rule = fact.evidence.resolution
    if source is not None:
        yield printable(f"  source      {article.text[source.start : source.end]!r} at {source.start}-{source.end}")
    if rule is not None:
        yield f"  told by     {rule}{f': {told}' if (told := meaning(rule)) else ''}"
