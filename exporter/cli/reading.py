"""From an input to its article, with the newsroom's defaults and what the command says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from exporter.api import parse, read_language
from exporter.cli.errors import UsageError
from exporter.cli.inputs import Input, read_stdin
from exporter.cli.settings import Settings, load_settings
from exporter.errors import InputError
from exporter.model import Article, Metadata
from exporter.readers import Described, describe, enrich, read_file, read_source

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
        """The article of an input. Raises InputError."""
        source = read_file(one.path, zone=self.zone) if one.path else read_source(read_stdin(), zone=self.zone)
        source = enrich(source, under=self.under, over=self.over)
        return parse(source, language=self.language or source.language or self.default_language)


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
