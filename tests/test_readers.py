"""Bytes in, `Source` out: encodings, characters, front matter, sidecar files."""

from __future__ import annotations

import codecs
import re
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.errors import InputError
from exporter.model import Author, Metadata, Publisher, Source
from exporter.readers import Described, describe, enrich, merge, read_file, read_source, source_from_text

FRENCH = "« L’été s’achève », note Zoé Dœuvre à Nîmes."


def codes(source: Source) -> list[str]:
    return [diagnostic.code for diagnostic in source.diagnostics]


# Encodings


@pytest.mark.parametrize(
    ("mark", "encoding", "diagnostics"),
    [
        (b"", "utf-8", []),
        (codecs.BOM_UTF8, "utf-8", []),
        (codecs.BOM_UTF16_LE, "utf-16-le", ["input.encoding"]),
        (codecs.BOM_UTF16_BE, "utf-16-be", ["input.encoding"]),
        (codecs.BOM_UTF32_LE, "utf-32-le", ["input.encoding"]),
        (b"", "cp1252", ["input.encoding"]),
    ],
)
def test_every_encoding_gives_the_same_text(mark: bytes, encoding: str, diagnostics: list[str]) -> None:
    source = read_source(mark + FRENCH.encode(encoding))
    assert source.text == FRENCH
    assert codes(source) == diagnostics


def test_latin_1_is_read_as_windows_1252() -> None:
    text = "La préfète est arrivée à Évreux."
    source = read_source(text.encode("latin-1"))
    assert source.text == text
    assert source.diagnostics[0].message == "the bytes are not UTF-8; they were read as Windows-1252"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (FRENCH.encode().replace("é".encode(), b"\xc3", 1), r"UTF-8 text with a broken byte, byte 0xC3 at offset 7"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", r"byte order mark says UTF-16-LE"),
        ("Prédiction réservée".encode("mac-roman"), r"save it as UTF-8"),
        ("Президент сказал, что".encode("koi8-r"), r"save it as UTF-8"),
        (b"A\x00B\x00C\x00D\x00" * 40, r"UTF-16 text without a byte order mark"),
        (bytes(range(256)) * 4, r"binary data|neither UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3", r"a PDF document"),
        (b"\x89PNG\r\n\x1a\n0000", r"a PNG image"),
        (b"PK\x03\x04....word/document.xml", r"a Word document \(DOCX\)"),
        (b'<?xml version="1.0"?><rss>Bonjour</rss>', r"this is an XML document; text, Markdown, HTML"),
        (b"", r"there is no text"),
        (b" \r\n\t\n", r"there is no text"),
        ("﻿".encode(), r"there is no text"),
        ("\u0001\u0002".encode(), r"there is no text"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_source(data)
    assert "\n" not in str(caught.value)


def test_a_limit_of_size() -> None:
    with pytest.raises(InputError, match=r"11 bytes; the limit is 10"):
        read_source(b"onze octets", max_bytes=10)


# Characters


def test_line_ends_are_unified_and_nothing_else_changes() -> None:
    assert (
        source_from_text("\ufeffUn\r\ndeux\rtrois\u00a0: « ça\u202f»\u2028").text
        == "Un\ndeux\ntrois\u00a0: « ça\u202f»\u2028"
    )


def test_characters_that_xml_cannot_hold_are_dropped_and_told() -> None:
    source = source_from_text("Un\x00 mot\x0b, un\ud800 autre\ufffe.")
    assert source.text == "Un mot, un autre."
    (diagnostic,) = source.diagnostics
    assert (diagnostic.code, diagnostic.start) == ("input.characters", 2)
    assert diagnostic.message == "4 characters that XML 1.0 cannot hold dropped; the first is U+0000 at offset 2"


@given(st.text())
def test_any_string_is_read_or_refused(text: str) -> None:
    try:
        source = source_from_text(text)
    except InputError:
        return
    assert "\r" not in source.text
    assert source.text.encode("utf-8").decode("utf-8") == source.text
    assert source_from_text(source.text).text == source.text or text.startswith(("---", "\ufeff---"))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source = read_source(data)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert source.text.strip()


# Front matter

ARTICLE = """---
title: "Le pont rouvre"
date: 2026-03-14T18:05:00+01:00
author: [Léa Morin, {name: Agence Valbourg, type: organization}]
tags: pont, travaux
publisher: {name: Le Courrier, url: "https://courrier.example", logo: "https://courrier.example/l.png"}
permalink: https://courrier.example/pont
paywall: non
---

Le pont a rouvert.
"""


def test_front_matter_becomes_metadata() -> None:
    source = source_from_text(ARTICLE)
    assert source.text == "\nLe pont a rouvert.\n"
    assert source.metadata == Metadata(
        headline="Le pont rouvre",
        published="2026-03-14T18:05:00+01:00",
        authors=(Author(name="Léa Morin"), Author(name="Agence Valbourg", type="organization")),
        keywords=("pont", "travaux"),
        publisher=Publisher(name="Le Courrier", url="https://courrier.example", logo="https://courrier.example/l.png"),
        url="https://courrier.example/pont",
    )
    (diagnostic,) = source.diagnostics
    assert (diagnostic.code, diagnostic.message) == ("metadata.unknown", "not used: paywall")


@pytest.mark.parametrize(
    "text",
    [
        "---\nUn trait, puis du texte.\n---\nEt la suite.",
        "--- et non\nrien\n",
        "---\nSans fin",
        "Texte\n---\na: b\n---\n",
    ],
)
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert source_from_text(text).text == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\ntitle: a\nTexte", r"line 1: front matter is opened by '---' but not closed"),
        ("---\ntitle: a\ntitle: b\n---\nTexte", r"line 3, column 1: invalid YAML: the key 'title' stands twice"),
        ("---\ntitle: [a\n---\nTexte", r"invalid YAML"),
        ("---\n- a\n- b\n---\nTexte", r"front matter must be a mapping"),
        ("---\ntitle: seul\n---\n", r"there is metadata but no text"),
        ("---\nx: " + "a" * 70_000 + "\n---\nTexte", r"front matter of more than"),
        ("---\na: &a [*a]\nb: *c\n---\nTexte", r"invalid YAML"),
        ("---\nx: !!python/object/apply:os.system [ls]\n---\nTexte", r"invalid YAML"),
    ],
)
def test_faulty_front_matter_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        source_from_text(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("values", "field", "expected"),
    [
        ({"datePublished": "2026-03-14"}, "published", "2026-03-14"),
        ({"date_published": "2026-03-14 18:05:00Z"}, "published", "2026-03-14T18:05:00Z"),
        ({"Last-Modified": "2026-03-14T18:05+0100"}, "modified", "2026-03-14T18:05:00+01:00"),
        ({"summary": "  Deux\n lignes "}, "description", "Deux lignes"),
        ({"category": "Monde"}, "section", "Monde"),
        ({"categories": ["Monde"]}, "section", "Monde"),
        ({"categories": ["Monde", "Asie"]}, "keywords", ("Monde", "Asie")),
        ({"image": {"url": "https://a.example/i.jpg"}}, "image", ("https://a.example/i.jpg",)),
        ({"free": "no"}, "is_accessible_for_free", False),
        ({"byline": "A, B"}, "authors", (Author(name="A, B"),)),
        ({"title": 2026}, "headline", "2026"),
    ],
)
def test_spellings_of_metadata(values: dict[str, object], field: str, expected: object) -> None:
    described = describe(values)
    assert getattr(described.metadata, field) == expected
    assert described.diagnostics == ()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"url": "courrier.example/pont"}, r"url is left out: 'courrier.example/pont' is no absolute address"),
        ({"date": "14 mars"}, r"date is left out: no ISO 8601 date"),
        ({"date": "2026-02-30"}, r"date is left out"),
        ({"lang": "français"}, r"is no language tag"),
        ({"headline": ["a"]}, r"a string is wanted, not a list"),
        ({"free": "peut-être"}, r"true or false is wanted"),
        ({"authors": [{"name": ""}]}, r"it is empty"),
    ],
)
def test_a_value_that_cannot_be_taken_is_left_out_and_told(values: dict[str, object], message: str) -> None:
    described = describe(values)
    assert described.metadata == Metadata()
    (diagnostic,) = described.diagnostics
    assert diagnostic.code == "metadata.invalid"
    assert re.search(message, diagnostic.message), diagnostic.message


@pytest.mark.parametrize(
    ("value", "zone", "expected", "told"),
    [
        ("2026-07-14T08:00", ZoneInfo("Europe/Paris"), "2026-07-14T08:00:00+02:00", False),
        ("2026-07-14T08:00", UTC, "2026-07-14T08:00:00Z", False),
        ("2026-07-14T08:00", None, "2026-07-14", True),
        ("2026-10-25T02:30", ZoneInfo("Europe/Paris"), "2026-10-25", True),
        ("2026-03-29T02:30", ZoneInfo("Europe/Paris"), "2026-03-29", True),
    ],
)
def test_a_time_without_a_zone(value: str, zone: ZoneInfo | None, expected: str, told: bool) -> None:
    described = describe({"date": value}, zone)
    assert described.metadata.published == expected
    assert [one.code for one in described.diagnostics] == ["metadata.date"] * told


@given(
    st.dictionaries(
        st.sampled_from(["title", "date", "tags", "publisher", "url", "lang", "free", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "logo", "type"]), inner)
            ),
            max_leaves=6,
        ),
    )
)
def test_describe_never_raises(values: dict[str, object]) -> None:
    assert isinstance(describe(values).metadata, Metadata)


# Sidecar files and order


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        ("yaml", "headline: Du côté\npublished: 2026-03-14\n"),
        ("yml", "headline: Du côté\npublished: 2026-03-14\n"),
        ("toml", 'headline = "Du côté"\npublished = 2026-03-14\n'),
        ("json", '{"headline": "Du côté", "published": "2026-03-14"}'),
    ],
)
def test_a_sidecar_file_goes_before_the_front_matter(tmp_path: Path, suffix: str, content: str) -> None:
    article = tmp_path / "pont.txt"
    article.write_text("---\nheadline: Dedans\nsection: Ville\n---\nTexte.", "utf-8")
    (tmp_path / f"pont.meta.{suffix}").write_text(content, "utf-8")
    metadata = read_file(article).metadata
    assert metadata == Metadata(headline="Du côté", section="Ville", published="2026-03-14")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.meta.json": "{", "a.txt": "Texte"}, r"a\.meta\.json: Expecting"),
        ({"a.meta.json": "[1]", "a.txt": "Texte"}, r"a\.meta\.json: a mapping is wanted"),
        ({"a.meta.toml": "= 1", "a.txt": "Texte"}, r"a\.meta\.toml: Invalid"),
        ({"a.meta.yaml": "a: [", "a.txt": "Texte"}, r"a\.meta\.yaml: line 1"),
        ({"a.meta.yaml": "a: 1", "a.meta.json": "{}", "a.txt": "Texte"}, r"several metadata files: a\.meta\.yaml"),
    ],
)
def test_a_faulty_sidecar_file_is_named(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        read_file(tmp_path / "a.txt")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "fehlt.txt"):
        with pytest.raises(InputError, match=r"cannot be read"):
            read_file(path)


def test_defaults_stand_under_and_flags_over() -> None:
    source = source_from_text("---\nheadline: Dedans\npublisher: Le Courrier\n---\nTexte.")
    publisher = Publisher(name="Le Courrier", url="https://courrier.example")
    enriched = enrich(
        source,
        under=Metadata(headline="Dessous", section="Ville", publisher=publisher),
        over=Described(Metadata(headline="Dessus"), id="urn:x:1", language="fr-CA"),
    )
    assert enriched.metadata == Metadata(headline="Dessus", section="Ville", publisher=publisher)
    assert (enriched.id, enriched.language, enriched.text) == ("urn:x:1", "fr-CA", "Texte.")


def test_merging_with_nothing_changes_nothing() -> None:
    metadata = source_from_text(ARTICLE).metadata
    assert merge(Metadata(), metadata) == merge(metadata, Metadata()) == metadata
