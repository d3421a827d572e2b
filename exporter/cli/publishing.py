"""The work of `exporter publish`: articles, or the pages that a target has, become JSON-LD that the target keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from exporter.checks.report import printable
from exporter.cli.console import tell, tracked
from exporter.cli.errors import UsageError
from exporter.cli.inputs import STDIN, Input, find_inputs
from exporter.cli.publish_options import build_target, fields_of, refuse_single
from exporter.cli.reading import Reading, reading, refuse_shared
from exporter.cli.settings import Settings, load_settings
from exporter.errors import ExporterError, InputError, PublishError
from exporter.formats import RenderOptions
from exporter.model import Article, Source
from exporter.model.threshold import at_least
from exporter.publish.delivery import Outcome, Renderer, deliver, enrich
from exporter.publish.http import UnreachableError
from exporter.publish.target import Archive, Entry, Target
from exporter.readers.html import source_from_html
from exporter.version import VERSION

_METADATA = (
    "headline", "description", "url", "id", "published", "modified", "author", "publisher", "section", "keyword",
    "image", "dateline", "rights",
)  # fmt: skip


@dataclass(frozen=True)
class PageConversion:
    """How the page of an entry becomes an article, and everything that this depends on."""

    reading: Reading
    options: RenderOptions
    min_confidence: float

    def source(self, entry: Entry) -> Source:
        source = source_from_html(entry.html, zone=self.reading.zone)
        return replace(source, metadata=entry.metadata)

    def article(self, source: Source) -> Article:
        return at_least(self.reading.extracted(source), self.min_confidence)

    @cached_property
    def settings(self) -> Mapping[str, object]:
        reading, options = self.reading, self.options
        return {
            "version": VERSION,
            "language": [reading.language, reading.default_language],
            "under": reading.under.model_dump(mode="json"),
            "over": [reading.over.metadata.model_dump(mode="json"), reading.over.id, reading.over.language],
            "profile": options.profile,
            "provider": options.provider.model_dump(mode="json") if options.provider else None,
            "rights": options.rights,
            "min_confidence": self.min_confidence,
        }


@dataclass(frozen=True, slots=True)
class Publishing:
    """What a command publishes with."""

    target: Target
    conversion: PageConversion
    dry_run: bool
    quiet: bool

    @property
    def renderer(self) -> Renderer:
        return Renderer(self.conversion.options)


def publish_with(name: str, target: type[Target], values: Mapping[str, Any]) -> bool:
    """Publishes what the command says, to the target that it describes; whether all went well. Raises ExporterError."""
    since = values.get("since")
    if bool(values["articles"]) == (since is not None):
        raise UsageError("give articles to publish" + (", or --since alone" if "since" in values else ""))
    settings = load_settings(values["config"])
    inputs = find_inputs(values["articles"] or ())
    metadata = {key: values[key] for key in _METADATA if not _is_of(target, key)}
    refuse_shared(metadata, len(inputs) if since is None else 2)
    refuse_single(target, values, len(inputs))
    prompt = STDIN not in (values["articles"] or ())
    built = build_target(name, target, values, settings.publish.get(name, {}), prompt=prompt)
    publishing = Publishing(built, _conversion(settings, metadata, values), values["dry_run"], values["quiet"])
    try:
        if since is not None and isinstance(built, Archive):
            return enrich_all(publishing, built, since.date())
        return publish_all(publishing, inputs)
    finally:
        built.close()


def _is_of(target: type[Target], key: str) -> bool:
    return any(field.name == key for field in fields_of(target))


def _conversion(settings: Settings, metadata: Mapping[str, Any], values: Mapping[str, Any]) -> PageConversion:
    confidence = values["min_confidence"]
    return PageConversion(
        reading(settings, values["language"], metadata),
        settings.render_options(values["profile"], None, None),
        settings.output.min_confidence if confidence is None else confidence,
    )


def publish_all(publishing: Publishing, inputs: Sequence[Input]) -> bool:
    """Publishes every input and tells what became of each; one that fails does not stop the others."""
    failed = 0
    for one in tracked(inputs, len(inputs), quiet=publishing.quiet):
        try:
            _tell(publishing, one.label, _publish_one(publishing, one))
        except UnreachableError as error:
            raise PublishError(f"{one.label}: {error}") from None
        except ExporterError as error:
            failed += 1
            tell(f"exporter: {one.label}: {error}")
    return not failed


def _publish_one(publishing: Publishing, one: Input) -> Outcome:
    conversion = publishing.conversion
    article = at_least(conversion.reading.article(one), conversion.min_confidence)
    return deliver(publishing.target, article, publishing.renderer, dry_run=publishing.dry_run)


def enrich_all(publishing: Publishing, target: Archive, since: date) -> bool:
    """Brings everything that a target has published since a day up to date; whether all went well.

    What is up to date is passed over, so a run that was broken off goes on where it stopped.
    """
    keys = target.keys(since)
    counts: Counter[str] = Counter()
    try:
        for entry in tracked(target.entries(keys), len(keys), quiet=publishing.quiet):
            counts[_enrich_one(publishing, target, entry)] += 1
    except UnreachableError as error:
        done = f"{counts.total()} of {len(keys)} done"
        raise PublishError(f"{done}: {error}; the same command goes on where this one stopped") from None
    except KeyboardInterrupt:
        tell(f"{counts.total()} of {len(keys)} done; the same command goes on where this one stopped")
        raise
    if not publishing.quiet:
        tell(_summary(counts, len(keys)))
    return "failed" not in counts


def _enrich_one(publishing: Publishing, target: Archive, entry: Entry) -> str:
    """What became of an entry: a status, "failed", or "skipped" where its page shows no text (a gallery, a video)."""
    try:
        outcome = enrich(target, entry, publishing.conversion, publishing.renderer, dry_run=publishing.dry_run)
    except UnreachableError:
        raise
    except InputError as error:
        if not publishing.quiet:
            tell(f"{entry.address}: skipped: {error}")
        return "skipped"
    except ExporterError as error:
        tell(f"exporter: {entry.address}: {error}")
        return "failed"
    if outcome.status != "unchanged":
        _tell(publishing, entry.address, outcome)
    return outcome.status


def _summary(counts: Counter[str], total: int) -> str:
    told = [f"{counts[status]} {status}" for status in ("updated", "unchanged", "skipped", "failed") if counts[status]]
    left = total - counts.total()
    if left:
        told.append(f"{left} left alone (behind a password, or gone)")
    return f"{total} published: {', '.join(told)}" if told else "nothing was published since that day"


def _tell(publishing: Publishing, label: str, outcome: Outcome) -> None:
    """What became of an article; of a dry run the difference too, on the standard output."""
    if not publishing.quiet:
        would = "would be " if publishing.dry_run and outcome.status != "unchanged" else ""
        address = f" {outcome.address}" if outcome.address not in ("", label) else ""
        tell(f"{label}: {would}{outcome.status}{printable(address)}")
    _print_lines(outcome.difference.split("\n") if outcome.difference else ())


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(printable(line))
