"""The work of `exporter publish html`: each page becomes an article, whose JSON-LD goes into the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from exporter.cli.console import tell, tracked
from exporter.cli.errors import UsageError
from exporter.cli.inputs import Input, one_input
from exporter.cli.pool import spread
from exporter.cli.reading import Reading
from exporter.errors import ExporterError, InputError
from exporter.model import Article
from exporter.model.threshold import at_least
from exporter.publish.delivery import Renderer, deliver
from exporter.publish.page_blocks import Existing, ForeignBlockError, own_block, take_out
from exporter.publish.static_html import StaticPage, replace_file
from exporter.readers import read_source
from exporter.readers.html_signs import is_article_page

PAGES = frozenset({".html", ".htm", ".xhtml"})

Status = Literal["updated", "unchanged", "skipped", "removed", "failed"]


@dataclass(frozen=True, slots=True)
class PagePlan:
    """How pages are brought up to date. `article` is the input to publish instead of what the page itself says."""

    reading: Reading
    renderer: Renderer
    existing: Existing = "skip"
    min_confidence: float = 0.0
    dry_run: bool = False
    remove: bool = False
    article: Input | None = None
    named: frozenset[Path] = frozenset()
    """Pages that the command names itself; one that a folder gives is passed over unless it is an article's."""


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What became of a page: `note` says why it was skipped or failed."""

    label: str
    status: Status
    note: str = ""
    difference: str = ""


def named_pages(arguments: Sequence[str]) -> frozenset[Path]:
    """The files among the arguments."""
    return frozenset(path.resolve() for one in arguments if (path := Path(one)).is_file())


def article_input(name: str | None, pages: Sequence[Input]) -> Input | None:
    """The input that `--article` names. Raises UsageError where it would go into several pages."""
    if name is not None and len(pages) != 1:
        raise UsageError(f"--article belongs to one page, but there are {len(pages)}")
    return None if name is None else one_input(name)


def run(plan: PagePlan, pages: Sequence[Input], jobs: int | None, quiet: bool) -> bool:
    """Brings every page up to date and tells what became of each; whether none failed."""
    counts: dict[Status, int] = {}
    outcomes: Iterator[PageOutcome] = spread(partial(publish_page, plan), pages, jobs)
    for outcome in tracked(outcomes, len(pages), quiet=quiet):
        counts[outcome.status] = counts.get(outcome.status, 0) + 1
        _tell(outcome, quiet)
    if len(pages) > 1 and not quiet:
        tell(", ".join(f"{number} {status}" for status, number in sorted(counts.items())))
    return "failed" not in counts


def _tell(outcome: PageOutcome, quiet: bool) -> None:
    if outcome.status == "failed":
        tell(f"exporter: {outcome.label}: {outcome.note}")
    elif not quiet:
        tell(f"{outcome.label}: {outcome.status}{f': {outcome.note}' if outcome.note else ''}")
    if outcome.difference:
        print(outcome.difference)


def publish_page(plan: PagePlan, one: Input) -> PageOutcome:
    """Brings one page up to date. Never raises."""
    try:
        return _publish(plan, one)
    except ForeignBlockError as error:
        return PageOutcome(one.label, "skipped", str(error))
    except ExporterError as error:
        return PageOutcome(one.label, "failed", str(error))
    except Exception as error:
        return PageOutcome(one.label, "failed", f"internal error: {type(error).__name__}: {str(error)[:300]}")


def _publish(plan: PagePlan, one: Input) -> PageOutcome:
    path = one.path
    if path is None:
        raise InputError("a page is changed in its file; the standard input is none")
    target = StaticPage(path, plan.existing)
    data = target.read()
    if plan.remove:
        return _take_out(plan, one.label, path, data)
    without = take_out(data)
    if plan.article is None and path.resolve() not in plan.named and not is_article_page(without):
        return PageOutcome(one.label, "skipped", "it does not say that it is an article")
    outcome = deliver(target, _article(plan, without, path.suffix), plan.renderer, dry_run=plan.dry_run)
    status: Status = "unchanged" if outcome.status == "unchanged" else "updated"
    return PageOutcome(one.label, status, difference=outcome.difference)


def _article(plan: PagePlan, page: bytes, suffix: str) -> Article:
    """The article of a page, read as if this program had put nothing into it."""
    if plan.article is not None:
        article = plan.reading.article(plan.article)
    else:
        article = plan.reading.extracted(read_source(page, zone=plan.reading.zone, suffix=suffix))
    return at_least(article, plan.min_confidence)


def _take_out(plan: PagePlan, label: str, path: Path, data: bytes) -> PageOutcome:
    without = take_out(data)
    if without == data:
        return PageOutcome(label, "unchanged")
    if not plan.dry_run:
        replace_file(path, without)
    return PageOutcome(label, "removed", difference=f"- {len(own_block(data))} characters" if plan.dry_run else "")
