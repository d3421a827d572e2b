"""Metadata as newsrooms write it (front matter, sidecar files, flags) -> `Metadata`, by one table of spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from pydantic import TypeAdapter, ValidationError

from exporter.model import Author, Diagnostic, Metadata, Paragraph, Publisher, Severity, Source
from exporter.model.article import Iri, LanguageTag
from exporter.readers.characters import one_line
from exporter.readers.dates import read_date

# Spellings in lower case without `_`, `-` and spaces ("date_published", "datePublished"); the first one there wins.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "guid"),
    "language": ("language", "lang", "inlanguage", "locale"),
    "headline": ("headline", "title"),
    "alternative_headline": ("alternativeheadline", "subtitle", "subheadline"),
    "description": ("description", "summary", "excerpt", "abstract", "standfirst"),
    "url": ("url", "canonical", "canonicalurl", "permalink", "link"),
    "published": ("published", "datepublished", "publishedat", "publishdate", "publicationdate", "pubdate", "date"),
    "modified": ("modified", "datemodified", "modifiedat", "lastmodified", "lastmod", "updated", "updatedat"),
    "authors": ("authors", "author", "byline", "creator"),
    "publisher": ("publisher",),
    "section": ("section", "articlesection", "category"),
    "categories": ("categories",),
    "keywords": ("keywords", "tags"),
    "dateline": ("dateline",),
    "image": ("image", "images", "cover", "featuredimage", "thumbnail"),
    "copyright_notice": ("copyrightnotice", "copyright", "rights"),
    "is_accessible_for_free": ("isaccessibleforfree", "accessibleforfree", "free"),
}
_FIELD_OF = {spelling: name for name, spellings in SPELLINGS.items() for spelling in spellings}
_SEPARATORS = re.compile(r"[\s_\-]")
_IRI: TypeAdapter[str] = TypeAdapter(Iri)
_LANGUAGE: TypeAdapter[str] = TypeAdapter(LanguageTag)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Described:
    """What stands beside a text: metadata, the article's id (an IRI) and language (BCP 47), and what was not taken."""

    metadata: Metadata = field(default_factory=Metadata)
    id: str | None = None
    language: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def source(self, text: str, paragraphs: tuple[Paragraph, ...] = (), dropped: tuple[Diagnostic, ...] = ()) -> Source:
        """The article of a text that this stands beside; `dropped` tells what the text lost in reading."""
        return Source(
            text=text,
            metadata=self.metadata,
            language=self.language,
            id=self.id,
            diagnostics=(*dropped, *self.diagnostics),
            paragraphs=paragraphs,
        )


def describe(values: Mapping[str, object], zone: tzinfo | None = None) -> Described:
    """The metadata that a mapping gives. What it cannot give is left out, with a diagnostic; never raises."""
    reading = _Reading(zone)
    chosen, unknown = _choose(values)
    fields = {name: reading.field(key, name, value) for name, (key, value) in chosen.items()}
    if unknown:
        keys = ", ".join(one_line(key)[:60] for key in unknown)
        reading.say("metadata.unknown", f"not used: {keys}", "info")
    categories: tuple[str, ...] = fields.pop("categories", None) or ()
    if len(categories) == 1 and not fields.get("section"):
        fields["section"] = categories[0]
    elif categories:
        fields["keywords"] = _unique((*(fields.get("keywords") or ()), *categories))
    identifier, language = fields.pop("id", None), fields.pop("language", None)
    known = {name: value for name, value in fields.items() if value is not None}
    return Described(Metadata(**known), identifier, language, tuple(reading.diagnostics))


def merge(under: Metadata, over: Metadata) -> Metadata:
    """Field by field, `over` wins where it says something; one publisher's two descriptions complete each other."""
    values = {name: getattr(over, name) for name in Metadata.model_fields}
    for name, value in values.items():
        if value is None or value == ():
            values[name] = getattr(under, name)
    values["publisher"] = _merge_publishers(under.publisher, over.publisher)
    return Metadata(**values)


def _merge_publishers(under: Publisher | None, over: Publisher | None) -> Publisher | None:
    if under is None or over is None or under.name != over.name:
        return over or under
    return Publisher(name=over.name, url=over.url or under.url, logo=over.logo or under.logo)


def _choose(values: Mapping[str, object]) -> tuple[dict[str, tuple[str, object]], list[str]]:
    """For each field of the model the key and value that give it; and the keys that give none."""
    present: dict[str, dict[str, tuple[str, object]]] = {}
    unknown = []
    for key, value in values.items():
        spelling = _SEPARATORS.sub("", str(key)).lower()
        name = _FIELD_OF.get(spelling)
        if name is None:
            unknown.append(str(key))
        elif value is not None and value != "":
            present.setdefault(name, {}).setdefault(spelling, (str(key), value))
    chosen = {
        name: next(found[spelling] for spelling in SPELLINGS[name] if spelling in found)
        for name, found in present.items()
    }
    return chosen, unknown


class _Reading:
    """Reads values one by one and keeps what has to be said of them."""

    def __init__(self, zone: tzinfo | None) -> None:
        self.zone = zone
        self.diagnostics: list[Diagnostic] = []
        self.readers: dict[str, Callable[[Any], Any]] = {
            "id": _read_iri,
            "url": _read_iri,
            "language": _read_language,
            "published": self.date,
            "modified": self.date,
            "authors": _read_authors,
            "publisher": _read_publisher,
            "categories": _read_words,
            "keywords": _read_words,
            "image": _read_images,
            "is_accessible_for_free": _read_truth,
        }

    def say(self, code: str, message: str, severity: Severity = "warning") -> None:
        self.diagnostics.append(Diagnostic(code=code, severity=severity, message=message))

    def field(self, key: str, name: str, value: object) -> Any:
        """The value of a field, or None with a diagnostic."""
        self.key = one_line(key)
        try:
            return self.readers.get(name, _read_string)(value)
        except ValueError as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            self.say("metadata.invalid", f"{self.key} is left out: {reason}")
            return None

    def date(self, value: object) -> str:
        string = value.isoformat() if isinstance(value, date | datetime) else _read_string(value)
        day, lost = read_date(string, self.zone)
        if lost is not None:
            self.say("metadata.date", f"{self.key}: {lost}")
        return day


def _read_string(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"a string is wanted, not {_kind(value)}")
    string = one_line(str(value))
    if not string:
        raise ValueError("it is empty")
    return string


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, list | tuple) else type(value).__name__


def _read_iri(value: object) -> str:
    string = _read_string(value)
    try:
        return _IRI.validate_python(string)
    except ValidationError:
        raise ValueError(f"{string[:100]!r} is no absolute address (https://...)") from None


def _read_language(value: object) -> str:
    """A BCP 47 tag; "fr_FR" is taken as "fr-FR"."""
    string = _read_string(value).replace("_", "-")
    try:
        return _LANGUAGE.validate_python(string)
    except ValidationError:
        raise ValueError(f"{string[:100]!r} is no language tag (BCP 47)") from None


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _read_words(value: object) -> tuple[str, ...]:
    """A list, or one string with commas."""
    items = value.split(",") if isinstance(value, str) else _items(value)
    return _unique(_read_string(item) for item in items if str(item).strip())


def _read_images(value: object) -> tuple[str, ...]:
    return _unique(_read_iri(item.get("url") if isinstance(item, Mapping) else item) for item in _items(value))


def _read_authors(value: object) -> tuple[Author, ...]:
    return tuple(dict.fromkeys(_read_author(item) for item in _items(value)))


def _read_author(value: object) -> Author:
    if not isinstance(value, Mapping):
        return Author(name=_read_string(value))
    kind = str(value.get("type", "person")).lower()
    url = value.get("url")
    return Author.model_validate(
        {"name": _read_string(value.get("name")), "type": kind, "url": _read_iri(url) if url else None}
    )


def _read_publisher(value: object) -> Publisher:
    if not isinstance(value, Mapping):
        return Publisher(name=_read_string(value))
    url, logo = value.get("url"), value.get("logo")
    if isinstance(logo, Mapping):
        logo = logo.get("url")
    return Publisher(
        name=_read_string(value.get("name")),
        url=_read_iri(url) if url else None,
        logo=_read_iri(logo) if logo else None,
    )


def _read_truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    truth = _TRUTH.get(str(value).strip().lower())
    if truth is None:
        raise ValueError("true or false is wanted")
    return truth
