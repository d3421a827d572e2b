"""The model as JSON, and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from exporter.errors import InputError, ValidationError
from exporter.formats import FORMATS, RenderOptions
from exporter.formats.options import EPOCH, version_instant
from exporter.model import Article, Metadata
from tests.builders import bare_article, rich_article
from tests.strategies import articles

FORMAT = FORMATS["json"]


@given(articles())
def test_round_trip(article: Article) -> None:
    assert FORMAT.read(FORMAT.write(article)) == article


def test_output_is_indented_utf8_with_a_final_line_end() -> None:
    data = FORMAT.write(rich_article())
    assert data.endswith(b"}\n")
    assert data.startswith(b'{\n  "schema_version": "1.0",\n')
    assert "L’" not in data.decode("ascii", "ignore")
    assert json.loads(data)["text"] == rich_article().text


def test_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValidationError, match="UTF-8"):
        FORMAT.write(bare_article("Un \ud83d seul"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "EOF"),
        (b"[]", "article"),
        (b'{"id": "x:y"}', "language"),
        (b"\xff\xfe", "no valid article"),
        (b'{"id": NaN}', "no valid article"),
    ],
)
def test_data_that_hold_no_article(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        FORMAT.read(data)


def test_inconsistent_article_is_refused_with_its_reason() -> None:
    data = FORMAT.write(rich_article()).replace(b'"actor": "person-lea-morin"', b'"actor": "person-nobody"')
    with pytest.raises(InputError, match=r"there is no actor 'person-nobody'"):
        FORMAT.read(data)


@pytest.mark.parametrize(
    ("metadata", "now", "expected"),
    [
        (Metadata(), None, EPOCH),
        (Metadata(published="2026-03-14"), None, "2026-03-14T00:00:00Z"),
        (Metadata(published="2026-03-14", modified="2026-03-15T01:00:00+01:00"), None, "2026-03-15T01:00:00+01:00"),
        (Metadata(published="2026-03-14"), "2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z"),
    ],
)
def test_version_instant(metadata: Metadata, now: str | None, expected: str) -> None:
    assert version_instant(bare_article(metadata=metadata), RenderOptions(now=now)) == expected


@pytest.mark.parametrize("now", ["2026-11-25", "2026-11-25T10:00:00", "yesterday", ""])
def test_now_without_zone_is_refused(now: str) -> None:
    with pytest.raises(InputError, match="time zone"):
        RenderOptions(now=now)
