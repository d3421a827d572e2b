"""The work of `exporter convert`: each input on its own, its outputs checked before any of them is written."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

from exporter.checks import Kind, check
from exporter.cli.console import tell, tracked
from exporter.cli.errors import UsageError, shown
from exporter.cli.inputs import Input, refuse_same_names
from exporter.cli.outputs import write_all
from exporter.cli.pool import spread
from exporter.cli.reading import Reading
from exporter.errors import ExporterError, InputError, ValidationError
from exporter.formats import FORMATS, RenderOptions
from exporter.formats.newsml_package import write_knowledge_item, write_news_message
from exporter.model import Article
from exporter.model.threshold import at_least
from exporter.version import NAME

_OUR_JSONLD = re.compile(
    rb'\{\n  "@context": "https://schema\.org",\n  "@type": "NewsArticle",\n  "@id": "[^"\n]+#article",'
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files of all articles together: a newsMessage with their items, a knowledgeItem with their actors and places."""

    message: Path | None = None
    entities: Path | None = None

    def paths(self) -> list[Path]:
        return [path for path in (self.message, self.entities) if path is not None]

    def files(self, articles: Sequence[Article], options: RenderOptions) -> dict[Path, bytes]:
        """File -> its bytes, each checked. Raises ValidationError."""
        files = {}
        if self.message is not None:
            files[self.message] = checked("newsMessage", write_news_message(articles, options), "newsml")
        if self.entities is not None:
            files[self.entities] = checked("knowledgeItem", write_knowledge_item(articles, options), "newsml")
        return files


@dataclass(frozen=True, slots=True)
class Plan:
    """How every input is converted. `folder` is None where the one output goes to the standard output."""

    reading: Reading
    formats: tuple[str, ...]
    options: RenderOptions
    min_confidence: float
    folder: Path | None
    force: bool
    batch: Batch = field(default_factory=Batch)

    def paths(self, one: Input) -> dict[str, Path]:
        """Format -> the file that an input gives."""
        folder = self.folder or Path()
        return {name: folder / f"{one.name}{FORMATS[name].suffix}" for name in self.formats}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input: `error` is None if its files were written."""

    label: str
    files: tuple[str, ...] = ()
    facts: str = ""
    warnings: tuple[str, ...] = ()
    error: str | None = None
    article: Article | None = None


def run(plan: Plan, inputs: Sequence[Input], jobs: int | None, quiet: bool) -> bool:
    """Converts every input and tells what became of each; whether all went well. Raises UsageError."""
    refuse_same_names(inputs)
    refuse_inputs(plan, inputs)
    failures = []
    articles = []
    for outcome in tracked(convert_all(plan, inputs, jobs), len(inputs), quiet=quiet):
        if outcome.error is not None:
            failures.append(outcome)
            continue
        if outcome.article is not None:
            articles.append(outcome.article)
        if not quiet:
            _tell_success(outcome, len(inputs))
    if len(inputs) > 1 and not quiet:
        tell(f"{len(inputs) - len(failures)} of {len(inputs)} articles converted")
    for outcome in failures:
        tell(f"exporter: {outcome.label}: {outcome.error}")
    if articles:
        _write_batch(plan, articles, quiet)
    return not failures


def _write_batch(plan: Plan, articles: Sequence[Article], quiet: bool) -> None:
    files = plan.batch.files(articles, plan.options)
    if not plan.force:
        refuse_existing(files)
    write_all(files)
    for path in () if quiet else files:
        tell(f"  {shown(path)}: {len(articles)} articles")


def _tell_success(outcome: Outcome, inputs: int) -> None:
    for warning in outcome.warnings:
        tell(f"exporter: {outcome.label}: {warning}")
    if inputs == 1:
        tell(f"{outcome.label}: {outcome.facts}")
        for file in outcome.files:
            tell(f"  {file}")


def print_output(plan: Plan, inputs: Sequence[Input]) -> None:
    """Prints the one output of the one input. Raises ExporterError; nothing is printed then."""
    if len(inputs) != 1 or len(plan.formats) != 1 or plan.batch.paths():
        raise UsageError("-o - prints one output: give one input and one format (--to jsonld)")
    try:
        article = at_least(plan.reading.article(inputs[0]), plan.min_confidence)
        (data,) = rendered(article, plan).values()
    except InputError as error:
        raise InputError(f"{inputs[0].label}: {error}") from error
    sys.stdout.buffer.write(data)


def refuse_inputs(plan: Plan, inputs: Sequence[Input]) -> None:
    """Raises UsageError if an output would replace an input, or another output, or has no folder to go to."""
    if plan.folder is not None and plan.folder.exists() and not plan.folder.is_dir():
        raise UsageError(f"{shown(plan.folder)}: -o wants a folder, and this is a file")
    sources = {(path.stat().st_dev, path.stat().st_ino) for one in inputs if (path := one.path) and path.exists()}
    taken: set[Path] = set()
    for path in [path for one in inputs for path in plan.paths(one).values()] + plan.batch.paths():
        if path.exists() and (path.stat().st_dev, path.stat().st_ino) in sources:
            raise UsageError(f"{shown(path)}: this output would replace an input; name another folder with -o")
        if path.absolute() in taken:
            raise UsageError(f"{shown(path)}: two outputs would go to this file; name another")
        taken.add(path.absolute())


def convert_all(plan: Plan, inputs: Sequence[Input], jobs: int | None) -> Iterator[Outcome]:
    """The outcome of each input, in order; an input that fails does not stop the others."""
    alone = any(one.path is None for one in inputs)
    return spread(partial(convert_one, plan), inputs, 1 if alone else jobs)


def convert_one(plan: Plan, one: Input) -> Outcome:
    """Converts an input and writes all of its outputs, or none. Never raises."""
    try:
        paths = plan.paths(one)
        if not plan.force:
            refuse_existing(paths.values())
        article = at_least(plan.reading.article(one), plan.min_confidence)
        write_all({paths[name]: data for name, data in rendered(article, plan).items()})
    except ExporterError as error:
        return Outcome(one.label, error=str(error))
    except Exception as error:
        return Outcome(one.label, error=f"internal error: {type(error).__name__}: {_first_line(error)}")
    warnings = tuple(
        f"{diagnostic.severity}: {diagnostic.message} [{diagnostic.code}]"
        for diagnostic in article.diagnostics
        if diagnostic.severity != "info"
    )
    files = tuple(shown(path) for path in paths.values())
    return Outcome(one.label, files, count_facts(article), warnings, article=article if plan.batch.paths() else None)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "")[:300]


def rendered(article: Article, plan: Plan) -> dict[str, bytes]:
    """Format -> its bytes, each checked. Raises ValidationError."""
    return {name: checked(name, FORMATS[name].write(article, plan.options), cast(Kind, name)) for name in plan.formats}


def checked(name: str, data: bytes, kind: Kind) -> bytes:
    """The bytes of an output. Raises ValidationError if they are not valid."""
    errors = [problem for problem in check(data, kind) if problem.severity == "error"]
    if errors:
        raise ValidationError(f"the {name} would not be valid: {errors[0]} ({len(errors)} problems)")
    return data


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raises ExporterError if a file is in the way that this program did not write."""
    for path in paths:
        if path.exists() and not is_ours(path):
            raise ExporterError(f"{shown(path)} is there and was not written by {NAME}; --force replaces it")


def is_ours(path: Path) -> bool:
    """Whether this program wrote a file: it is named in it, or the file begins as its JSON-LD does."""
    data = path.read_bytes() if path.is_file() else b""
    return NAME.encode() in data or _OUR_JSONLD.match(data) is not None


def count_facts(article: Article) -> str:
    """The facts of an article in figures."""
    names = ("actors", "locations", "quotes", "claims")
    return ", ".join(f"{len(getattr(article, name))} {name}" for name in names)
