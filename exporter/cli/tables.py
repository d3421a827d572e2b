"""An article as tables for people, or as lines for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text

from exporter.checks.report import printable
from exporter.model import Actor, Article, Claim, Diagnostic, Location, Quote

_Fact = TypeVar("_Fact")


@dataclass(frozen=True, slots=True)
class _View:
    """A table: the kind of fact, its columns and its rows."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def show(article: Article) -> None:
    """Prints every table that has rows."""
    views = [view for view in _views(article) if view.rows]
    if sys.stdout.isatty():
        console = Console()
        for view in views:
            console.print(_table(view))
        return
    for view in views:
        for row in view.rows:
            print("\t".join((view.kind, *row)))


def _table(view: _View) -> Table:
    table = Table(title=f"{view.kind}s", title_justify="left", expand=True)
    for column in view.columns:
        table.add_column(column, overflow="fold", ratio=3 if column in ("words", "message") else 1)
    for row in view.rows:
        table.add_row(*map(Text, row))
    return table


def _views(article: Article) -> Iterator[_View]:
    names = {actor.id: actor.name for actor in article.actors}
    yield _View("actor", ("id", "type", "name", "roles", "mentions"), _rows(article.actors, _actor))
    yield _View(
        "location", ("id", "type", "name", "country", "position", "mentions"), _rows(article.locations, _location)
    )
    yield _View(
        "quote", ("id", "form", "speaker", "cue", "words"), _rows(article.quotes, lambda one: _quote(one, names))
    )
    yield _View(
        "claim", ("id", "stance", "claimant", "cue", "words"), _rows(article.claims, lambda one: _claim(one, names))
    )
    yield _View("diagnostic", ("code", "severity", "message"), _rows(article.diagnostics, _diagnostic))


def _rows(facts: tuple[_Fact, ...], row: Callable[[_Fact], tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(printable, row(fact))) for fact in facts)


def _actor(actor: Actor) -> tuple[str, ...]:
    return actor.id, actor.type, actor.name, ", ".join(role.title for role in actor.roles), str(len(actor.mentions))


def _location(location: Location) -> tuple[str, ...]:
    position = f"{location.latitude:.2f} {location.longitude:.2f}" if location.latitude is not None else ""
    return location.id, location.type, location.name, location.country or "", position, str(len(location.mentions))


def _quote(quote: Quote, names: dict[str, str]) -> tuple[str, ...]:
    speaker = names[quote.speaker.actor] if quote.speaker else ""
    words = " [...] ".join(fragment.text for fragment in quote.fragments)
    return quote.id, quote.form, speaker, quote.cue.text if quote.cue else "", words


def _claim(claim: Claim, names: dict[str, str]) -> tuple[str, ...]:
    claimant = names[claim.claimant] if claim.claimant else ""
    return claim.id, claim.stance, claimant, claim.cue.text if claim.cue else "", claim.text


def _diagnostic(diagnostic: Diagnostic) -> tuple[str, ...]:
    return diagnostic.code, diagnostic.severity, diagnostic.message
