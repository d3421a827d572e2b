"""From an article to what a target keeps of it: only what differs is written, and what was written is compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal, Protocol

from exporter.checks import check
from exporter.errors import PublishError, ValidationError
from exporter.formats import FORMATS, RenderOptions
from exporter.model import Article, Metadata, Source
from exporter.publish.difference import show_difference
from exporter.publish.target import Archive, Entry, Publication, Target

Status = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article. `difference` is a unified diff, of a dry run only."""

    status: Status
    address: str
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Renderer:
    """How an article becomes JSON-LD."""

    options: RenderOptions

    def jsonld(self, article: Article) -> bytes:
        """The JSON-LD, checked. Raises ValidationError."""
        data = FORMATS["jsonld"].write(article, self.options)
        errors = [problem for problem in check(data, "jsonld") if problem.severity == "error"]
        if errors:
            raise ValidationError(f"the JSON-LD would not be valid: {errors[0]} ({len(errors)} problems)")
        return data


class Conversion(Protocol):
    """How a page becomes an article; the publishing knows no rules."""

    def source(self, entry: Entry) -> Source:
        """The text and metadata of a page. Raises InputError."""

    def article(self, source: Source) -> Article:
        """The article of a source."""

    @property
    def settings(self) -> Mapping[str, object]:
        """Everything that the JSON-LD depends on beside the source."""


def deliver(target: Target, article: Article, renderer: Renderer, *, dry_run: bool = False) -> Outcome:
    """Publishes an article: twice is as good as once. Raises PublishError, ValidationError."""
    entry = target.find(article)
    if entry is None and dry_run:
        publication = Publication(article, renderer.jsonld(article))
        return Outcome("created", "", show_difference({}, target.parts(publication, None)))
    if entry is not None:
        return _bring(target, _completed(article, entry, renderer), entry, dry_run)
    entry = target.make(article)
    done = _bring(target, _completed(article, entry, renderer), entry, dry_run)
    return Outcome("created", done.address)


def enrich(
    target: Archive, entry: Entry, conversion: Conversion, renderer: Renderer, *, dry_run: bool = False
) -> Outcome:
    """Publishes the JSON-LD of what an entry's own page says, unless it is there. Raises ExporterError."""
    source = conversion.source(entry)
    fingerprint = fingerprint_of(source, conversion.settings)
    if target.is_current(entry, fingerprint):
        return Outcome("unchanged", entry.address)
    article = conversion.article(source)
    return _bring(target, Publication(article, renderer.jsonld(article), fingerprint), entry, dry_run)


def fingerprint_of(source: Source, settings: Mapping[str, object]) -> str:
    """SHA-256 of everything that the JSON-LD of a source depends on."""
    metadata = source.metadata.model_dump(mode="json")
    roles = [asdict(one) for one in source.paragraphs]
    values = [source.text, roles, metadata, source.language, source.id, dict(settings)]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _completed(article: Article, entry: Entry, renderer: Renderer) -> Publication:
    """The article with what the target knows of it where it says nothing itself."""
    own = article.metadata
    missing = {
        name: getattr(entry.metadata, name) for name in Metadata.model_fields if getattr(own, name) in (None, ())
    }
    completed = article.model_copy(update={"metadata": own.model_copy(update=missing)})
    return Publication(completed, renderer.jsonld(completed))


def _bring(target: Target, publication: Publication, entry: Entry, dry_run: bool) -> Outcome:
    wanted = target.parts(publication, entry)
    changed = {name: value for name, value in wanted.items() if entry.parts.get(name) != value}
    if not changed:
        return Outcome("unchanged", entry.address)
    if dry_run:
        return Outcome("updated", entry.address, show_difference(entry.parts, changed))
    after = target.write(entry, changed)
    lost = [name.lstrip("_") for name, value in changed.items() if after.parts.get(name) != value]
    if target.verifies and lost:
        raise PublishError(f"{after.address} did not keep what was written: {', '.join(lost)} came back changed")
    return Outcome("updated", after.address)
