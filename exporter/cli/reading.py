"""From an input to its article, with the newsroom's defaults and what the command says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from exporter.api import parse, read_language
from exporter.cli.errors import UsageError
from exporter.cli.inputs import Input, read_stdin
from exporter.cli.settings import Settings, load_settings
from exporter.errors import InputError
from exporter.formats import FORMATS
from exporter.formats.newsml_vocabulary import PROFILE
from exporter.model import Article, Metadata, Source
from exporter.readers import Described, describe, enrich, merge, read_file, read_source

_OUTPUTS = frozenset(one.suffix for one in FORMATS.values())
_SAMPLE = 65_536
# What the outputs hold that can be read back: NewsML-G2 names its profile, the others begin so.
_OUR_MARKS = {
    "newsml": re.compile(rb"\A\s*(?:<\?[^>]*>\s*)?<newsItem\b.*<profile\b[^>]*>" + PROFILE.encode(), re.DOTALL),
    "json": re.compile(rb'\A\s*\{\s*"schema_version"'),
    "jsonld": re.compile(rb'\A\s*\{\s*"@context".*"http://www\.w3\.org/ns/oa#', re.DOTALL),
}

SINGLE = frozenset({"headline", "description", "url", "id", "dateline"})
"""Metadata that only one article can have."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs become articles: `under` holds defaults, `over` what goes before everything else."""

    language: str | None = None
    default_language: str | None = None
    zone: tzinfo | None = None
    under: Metadata = field(default_factory=Metadata)
    over: Described = field(default_factory=Described)

    def article(self, one: Input) -> Article:
        """The article of an input; one that this program wrote itself is read back whole. Raises InputError."""
        data = read_stdin() if one.path is None else _possibly_written(one.path)
        written = None if data is None else read_back(data)
        if written is not None:
            return self._described(written)
        if one.path is not None:
            return self.extracted(read_file(one.path, zone=self.zone))
        return self.extracted(read_source(data or b"", zone=self.zone))

    def extracted(self, source: Source) -> Article:
        """The article of a source, with the defaults and with what the command says."""
        source = enrich(source, under=self.under, over=self.over)
        return parse(source, language=self.language or source.language or self.default_language)

    def _described(self, article: Article) -> Article:
        """An article that was read back, with the metadata of the command before its own."""
        metadata = merge(merge(self.under, article.metadata), self.over.metadata)
        return Article(**{**dict(article), "metadata": metadata, "id": self.over.id or article.id})


def read_back(data: bytes) -> Article | None:
    """The article that this program wrote as these bytes; None if it did not. Raises InputError for a changed one."""
    for name, mark in _OUR_MARKS.items():
        if mark.search(data[:_SAMPLE]):
            return FORMATS[name].read(data)
    return None


def _possibly_written(path: Path) -> bytes | None:
    """The bytes of a file whose name ends like an output of this program."""
    try:
        return path.read_bytes() if path.suffix.lower() in _OUTPUTS else None
    except OSError:
        return None  # whoever reads it next says why


def reading(settings: Settings, language: str | None, metadata: Mapping[str, object] | None = None) -> Reading:
    """How to read, from the configuration and the options of a command. Raises UsageError for faulty metadata."""
    given = {name: value for name, value in (metadata or {}).items() if value}
    over = describe(given, settings.zone)
    for diagnostic in over.diagnostics:
        raise UsageError(f"--{diagnostic.message}")
    try:
        tag = read_language(language)
    except InputError as error:
        raise UsageError(f"--language: {error}") from error
    return Reading(tag, settings.newsroom.language, settings.zone, settings.defaults, over)


def article_of(one: Input, language: str | None, config: Path | None) -> Article:
    """The article of an input, read as `convert` reads it. Raises InputError that names the input."""
    try:
        return reading(load_settings(config), language).article(one)
    except InputError as error:
        raise InputError(f"{one.label}: {error}") from error


def refuse_shared(metadata: Mapping[str, object], inputs: int) -> None:
    """Raises UsageError if metadata that only one article can have are given for several."""
    for name in metadata:
        if inputs > 1 and name in SINGLE and metadata[name]:
            raise UsageError(f"--{name} belongs to one article, but there are {inputs} inputs")
