"""The public functions: a text to its article, an article to bytes and back, and what is wrong with bytes."""

from __future__ import annotations

from dataclasses import replace

from exporter.checks import Kind, Problem, check
from exporter.errors import InputError
from exporter.extract.outline import outline
from exporter.extract.pipeline import extract
from exporter.formats import FORMATS, Format, RenderOptions
from exporter.languages.detect import detect_language
from exporter.languages.pack import available_languages, load_pack
from exporter.model import Article, Diagnostic, Metadata, Source
from exporter.readers import Described, describe, enrich, source_from_text

_DEFAULTS = RenderOptions()


def parse(source: str | Source, *, language: str | None = None, metadata: Metadata | None = None) -> Article:
    """The facts of an article.

    A string may open with YAML front matter. `language` (BCP 47) goes before what the source says of its language, and
    that before what the words tell; a language without a pack gives paragraphs, marked sentences and a diagnostic.
    `metadata` goes before what the source says. Raises InputError for an empty text or a `language` that is no tag.
    """
    if isinstance(source, str):
        source = source_from_text(source)
    source = enrich(source, over=Described(metadata or Metadata(), language=read_language(language)))
    known = source.language or detect_language(source.text)
    if known is not None and known.split("-", maxsplit=1)[0].lower() in available_languages():
        return extract(source, load_pack(known))
    return outline(replace(source, diagnostics=(*source.diagnostics, _unsupported(known))))


def read_language(tag: str | None) -> str | None:
    """A BCP 47 tag ("fr_CA" is taken as "fr-CA"). Raises InputError."""
    if tag is None:
        return None
    described = describe({"language": tag})
    if described.language is None:
        raise InputError(f"{tag!r} is no language tag (BCP 47), such as 'fr' or 'fr-CA'")
    return described.language


def _unsupported(language: str | None) -> Diagnostic:
    what = f"there is no language pack for {language!r}" if language else "the text is in no language that has a pack"
    packs = ", ".join(available_languages())
    return Diagnostic(
        code="language.unsupported",
        severity="warning",
        message=f"{what} ({packs}): only paragraphs and whole sentences in quotation marks were found",
    )


def render(article: Article, format: str, options: RenderOptions = _DEFAULTS) -> bytes:
    """The article in a format of `FORMATS` ("json", "jsonld", "newsml"). Raises InputError for another name."""
    return _format(format).write(article, options)


def read(data: bytes, format: str) -> Article:
    """The article that was rendered, equal to it (JSON-LD: profile `full`). Raises InputError where there is none."""
    return _format(format).read(data)


def validate(data: bytes, kind: Kind | None = None) -> list[Problem]:
    """What is wrong with an output, in reading order; its kind is told from the content. Empty if it is valid."""
    return check(data, kind)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise InputError(f"{name!r} is no format; there are: {', '.join(FORMATS)}")
    return FORMATS[name]
