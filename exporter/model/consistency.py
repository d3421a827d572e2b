"""What types alone cannot say of an article: spans rest on the text, ids are unique, references resolve."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from exporter.model.article import Actor, Article, Location, Spanned


Steps: TypeAlias = tuple[str | int, ...]
"""A path in parts; it is written out only where something is wrong."""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A broken rule and the path to where it is broken ("quotes/2/fragments/0")."""

    rule: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message} [{self.rule}]"


def inconsistencies(article: Article) -> Iterator[Inconsistency]:
    """Every inconsistency, in reading order of the record."""
    yield from _spans(article)
    yield from _ids(article)
    yield from _references(article)
    yield from _mention_overlaps(article)
    yield from _order(article)


def _spanned(article: Article) -> Iterator[tuple[Steps, Spanned, str | None]]:
    """Every span with its path and the string that it must equal."""
    for i, paragraph in enumerate(article.paragraphs):
        yield ("paragraphs", i), paragraph, None
    for i, actor in enumerate(article.actors):
        for j, role in enumerate(actor.roles):
            yield ("actors", i, "roles", j), role, role.title
        for j, mention in enumerate(actor.mentions):
            yield ("actors", i, "mentions", j), mention, mention.text
    for i, location in enumerate(article.locations):
        for j, mention in enumerate(location.mentions):
            yield ("locations", i, "mentions", j), mention, mention.text
    for i, quote in enumerate(article.quotes):
        for j, fragment in enumerate(quote.fragments):
            yield ("quotes", i, "fragments", j), fragment, fragment.text
        for name in ("speaker", "addressee", "cue"):
            part = getattr(quote, name)
            if part is not None:
                yield ("quotes", i, name), part, part.text if name == "cue" else None
    for i, claim in enumerate(article.claims):
        yield ("claims", i), claim, claim.text
        if claim.cue is not None:
            yield ("claims", i, "cue"), claim.cue, claim.cue.text


def _spans(article: Article) -> Iterator[Inconsistency]:
    text = article.text
    for steps, span, string in _spanned(article):
        start, end = span.start, span.end
        if not start < end <= len(text):
            yield Inconsistency("span.range", _path(*steps), f"[{start}, {end}) is empty or outside of the text")
        elif string is not None and text[start:end] != string:
            message = f"the text at [{start}, {end}) is {text[start:end]!r}, not {string!r}"
            yield Inconsistency("span.text", _path(*steps), message)
    for i, diagnostic in enumerate(article.diagnostics):
        first, last = diagnostic.start, diagnostic.end
        if (first is None) != (last is None):
            yield Inconsistency("span.range", f"diagnostics/{i}", "start and end stand together or not at all")
        elif first is not None and last is not None and not first <= last <= len(text):
            yield Inconsistency("span.range", f"diagnostics/{i}", f"[{first}, {last}) is outside of the text")


def _path(*steps: str | int) -> str:
    return "/".join(map(str, steps))


def _ids(article: Article) -> Iterator[Inconsistency]:
    seen: set[str] = set()
    for name in ("actors", "locations", "quotes", "claims"):
        for i, fact in enumerate(getattr(article, name)):
            if fact.id in seen:
                yield Inconsistency("id.unique", f"{name}/{i}", f"the id {fact.id!r} is used twice")
            seen.add(fact.id)
    for i, location in enumerate(article.locations):
        if (location.latitude is None) != (location.longitude is None):
            yield Inconsistency(
                "location.position", f"locations/{i}", "latitude and longitude stand together or not at all"
            )


def _references(article: Article) -> Iterator[Inconsistency]:
    actors = {actor.id for actor in article.actors}
    quotes = {quote.id for quote in article.quotes}
    entities = actors | {location.id for location in article.locations}
    for i, quote in enumerate(article.quotes):
        for name in ("speaker", "addressee"):
            part = getattr(quote, name)
            if part is not None and part.actor not in actors:
                yield Inconsistency("reference", f"quotes/{i}/{name}", f"there is no actor {part.actor!r}")
    for i, claim in enumerate(article.claims):
        if claim.claimant is not None and claim.claimant not in actors:
            yield Inconsistency("reference", f"claims/{i}/claimant", f"there is no actor {claim.claimant!r}")
        for j, name in enumerate(claim.quotes):
            if name not in quotes:
                yield Inconsistency("reference", f"claims/{i}/quotes/{j}", f"there is no quote {name!r}")
        for j, name in enumerate(claim.about):
            if name not in entities:
                yield Inconsistency("reference", f"claims/{i}/about/{j}", f"there is no actor or location {name!r}")


def _mention_overlaps(article: Article) -> Iterator[Inconsistency]:
    facts: list[tuple[str, int, Actor | Location]] = [("actors", i, one) for i, one in enumerate(article.actors)]
    facts += [("locations", i, one) for i, one in enumerate(article.locations)]
    taken = sorted(
        [
            (mention.start, mention.end, name, i, j, fact.id)
            for name, i, fact in facts
            for j, mention in enumerate(fact.mentions)
        ]
    )
    for (_, end, *_, one), (start, _, name, i, j, _) in pairwise(taken):
        if start < end:
            yield Inconsistency("mention.overlap", _path(name, i, "mentions", j), f"overlaps a mention of {one!r}")


def _order(article: Article) -> Iterator[Inconsistency]:
    """Paragraphs, mentions and fragments stand in the order of the text and never overlap."""
    ordered: list[tuple[Steps, tuple[Spanned, ...]]] = [(("paragraphs",), article.paragraphs)]
    ordered += [(("actors", i, "mentions"), actor.mentions) for i, actor in enumerate(article.actors)]
    ordered += [(("locations", i, "mentions"), location.mentions) for i, location in enumerate(article.locations)]
    ordered += [(("quotes", i, "fragments"), quote.fragments) for i, quote in enumerate(article.quotes)]
    for steps, spans in ordered:
        for j, (one, other) in enumerate(pairwise(spans), 1):
            if other.start < one.end:
                yield Inconsistency("span.order", _path(*steps, j), "overlaps the one before it, or stands before it")
    if article.paragraphs:
        yield from _text_outside(article)


def _text_outside(article: Article) -> Iterator[Inconsistency]:
    """Between paragraphs there is only white space."""
    cursor = 0
    for i, paragraph in enumerate(article.paragraphs):
        if article.text[cursor : paragraph.start].strip():
            yield Inconsistency(
                "paragraph.gap", f"paragraphs/{i}", "text stands before it that belongs to no paragraph"
            )
        cursor = max(cursor, paragraph.end)
    if article.text[cursor:].strip():
        yield Inconsistency("paragraph.gap", "paragraphs", "text stands after the last paragraph")
