"""The public functions, as a caller sees them."""

from __future__ import annotations

import pytest

import exporter
from exporter import InputError, Metadata, RenderOptions, Source, parse, read, render, validate

TEXT = "« La route est sûre », a déclaré Léa Morin, maire de Lyon."


def test_a_string_may_have_front_matter() -> None:
    article = parse(f"---\nheadline: Route\nsection: Ville\n---\n{TEXT}", metadata=Metadata(section="Région"))
    assert (article.text, article.metadata.headline, article.metadata.section) == (TEXT, "Route", "Région")


def test_a_source_is_taken_as_it_is() -> None:
    source = Source(text="---\n" + TEXT, id="https://a.example/1", metadata=Metadata(headline="Route"))
    article = parse(source)
    assert (article.text, article.id, article.metadata.headline) == (source.text, source.id, "Route")


@pytest.mark.parametrize("text", ["", " \n", "---\na: b\n---\n"])
def test_nothing_to_read_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        parse(text)


@pytest.mark.parametrize("format", ["json", "jsonld", "newsml"])
def test_what_is_rendered_is_valid_and_read_back_equal(format: str) -> None:
    article = parse(TEXT)
    data = render(article, format, RenderOptions(profile="full"))
    assert validate(data) == []
    assert read(data, format) == article


def test_an_unknown_format_is_an_error() -> None:
    for call in (lambda: render(parse(TEXT), "pdf"), lambda: read(b"", "pdf")):
        with pytest.raises(InputError, match="'pdf' is no format; there are: json, jsonld, newsml"):
            call()


@pytest.mark.parametrize("format", ["json", "jsonld", "newsml"])
def test_reading_what_is_none_is_an_error(format: str) -> None:
    for data in (b"", b"{}", b"<a/>", b"\xff", b"[" * 5000):
        with pytest.raises(InputError):
            read(data, format)


def test_errors_have_one_root() -> None:
    errors = (exporter.InputError, exporter.PackError, exporter.ValidationError, exporter.PublishError)
    assert all(issubclass(error, exporter.ExporterError) for error in errors)
