"""The model as JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pydantic
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from exporter.checks import check, recognise
from exporter.checks.schemas import ARTICLE, load_schema
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


# Seeded faults


def put(*path: Any, to: Any) -> Callable[[Any], None]:
    """Sets the value at a path; `drop` removes it."""

    def corrupt(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        if to is drop:
            del document[path[-1]]
        else:
            document[path[-1]] = to(document[path[-1]]) if callable(to) else to

    return corrupt


def drop(value: Any) -> Any:
    return value


def one_more(number: int) -> int:
    return number + 1


FRAGMENT = ("quotes", 0, "fragments", 0)
SHAPE_FAULTS: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "no text": (put("text", to=drop), "model.missing", ""),
    "no generator": (put("generator", to=drop), "model.missing", ""),
    "no rule": (put("quotes", 0, "evidence", "rule", to=drop), "model.missing", "/quotes/0/evidence"),
    "unknown key": (put("actors", 0, to=lambda old: {**old, "nick": 1}), "model.unknown-key", "/actors/0/nick"),
    "offset as a string": (put(*FRAGMENT, "start", to="1"), "model.type", "/quotes/0/fragments/0/start"),
    "offset as a fraction": (put(*FRAGMENT, "start", to=1.5), "model.type", "/quotes/0/fragments/0/start"),
    "offset below zero": (put(*FRAGMENT, "start", to=-1), "model.type", "/quotes/0/fragments/0/start"),
    "boolean as a string": (put("actors", 0, "named", to="yes"), "model.type", "/actors/0/named"),
    "list as an object": (put("quotes", to={}), "model.type", "/quotes"),
    "null text": (put("text", to=None), "model.type", "/text"),
    "unknown type": (put("actors", 0, "type", to="robot"), "model.value", "/actors/0/type"),
    "unknown stance": (put("claims", 0, "stance", to="agrees"), "model.value", "/claims/0/stance"),
    "other version": (put("schema_version", to="2.0"), "model.value", "/schema_version"),
    "id with a space": (put("actors", 0, "id", to="Léa Morin"), "model.pattern", "/actors/0/id"),
    "country by name": (put("actors", 0, "country", to="France"), "model.pattern", "/actors/0/country"),
    "relative address": (put("metadata", "url", to="/a"), "model.pattern", "/metadata/url"),
    "date without zone": (put("metadata", "published", to="2026-03-14T18:05:00"), "model.value", "/metadata/published"),
    "latitude 149": (put("locations", 0, "latitude", to=149), "model.type", "/locations/0/latitude"),
    "no mentions": (put("actors", 0, "mentions", to=[]), "model.type", "/actors/0/mentions"),
    "author without name": (put("metadata", "authors", 0, "name", to=""), "model.type", "/metadata/authors/0/name"),
    "confidence of 2": (
        put("quotes", 0, "evidence", "confidence", to=2),
        "model.type",
        "/quotes/0/evidence/confidence",
    ),
}
CONTENT_FAULTS: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "start off by one": (put(*FRAGMENT, "start", to=one_more), "model.span.text", "/quotes/0/fragments/0"),
    "end off by one": (put(*FRAGMENT, "end", to=one_more), "model.span.text", "/quotes/0/fragments/0"),
    "end past the text": (put(*FRAGMENT, "end", to=9999), "model.span.range", "/quotes/0/fragments/0"),
    "empty span": (put("quotes", 0, "speaker", "end", to=0), "model.span.range", "/quotes/0/speaker"),
    "quote with another letter": (
        put(*FRAGMENT, "text", to="pour des raisons"),
        "model.span.text",
        "/quotes/0/fragments/0",
    ),
    "text with another letter": (put("text", to=lambda t: t.replace("béton", "beton")), "model.span.text", "/claims/1"),
    "text cut": (put("text", to=lambda text: text[:-9]), "model.span.range", "/paragraphs/4"),
    "title of another": (put("actors", 0, "roles", 0, "title", to="juge"), "model.span.text", "/actors/0/roles/0"),
    "dangling speaker": (put("quotes", 0, "speaker", "actor", to="nobody"), "model.reference", "/quotes/0/speaker"),
    "dangling claimant": (put("claims", 0, "claimant", to="nobody"), "model.reference", "/claims/0/claimant"),
    "dangling quote": (put("claims", 0, "quotes", 0, to="quote-9"), "model.reference", "/claims/0/quotes/0"),
    "dangling subject": (put("claims", 0, "about", 1, to="quote-1"), "model.reference", "/claims/0/about/1"),
    "one id for two": (put("actors", 1, "id", to="person-lea-morin"), "model.id.unique", "/actors/1"),
    "latitude alone": (put("locations", 0, "longitude", to=None), "model.location.position", "/locations/0"),
    "mentions overlap": (
        put("locations", 0, "mentions", to=lambda old: [*old, {**old[0]}]),
        "model.mention.overlap",
        "/locations/0/mentions/1",
    ),
    "fragments swapped": (
        put("quotes", 1, "fragments", to=lambda old: old[::-1]),
        "model.span.order",
        "/quotes/1/fragments/1",
    ),
    "paragraph lost": (put("paragraphs", 1, to=drop), "model.paragraph.gap", "/paragraphs/1"),
    "half a place of a diagnostic": (put("diagnostics", 1, "end", to=None), "model.span.range", "/diagnostics/1"),
}
SOURCE = FORMAT.write(rich_article())


def corrupted(corrupt: Callable[[Any], None]) -> bytes:
    document = json.loads(SOURCE)
    corrupt(document)
    return json.dumps(document, indent=2, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", [*SHAPE_FAULTS, *CONTENT_FAULTS])
def test_fault_is_caught_at_its_place(name: str) -> None:
    corrupt, rule, path = {**SHAPE_FAULTS, **CONTENT_FAULTS}[name]
    data = corrupted(corrupt)
    problems = check(data)
    assert (rule, path) in [(one.rule, one.path) for one in problems]
    for problem in problems:
        last = problem.path.rpartition("/")[2]
        assert problem.line is not None and problem.severity == "error"
        if last and not last.isdigit():
            assert f'"{last}"' in data.decode().split("\n")[problem.line - 1]
    with pytest.raises(InputError):
        FORMAT.read(data)


def test_the_published_schema_gives_the_same_verdict_on_types() -> None:
    schema = Draft202012Validator(load_schema(ARTICLE))
    assert schema.is_valid(json.loads(SOURCE))
    assert not any(schema.is_valid(json.loads(corrupted(corrupt))) for corrupt, _, _ in SHAPE_FAULTS.values())
    assert [
        name for name, fault in CONTENT_FAULTS.items() if not schema.is_valid(json.loads(corrupted(fault[0])))
    ] == []


@given(articles())
def test_every_article_passes_its_check(article: Article) -> None:
    assert check(FORMAT.write(article), "json") == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (SOURCE, "json"),
        (b"\xef\xbb\xbf  {}", "json"),
        (b'[{"@type": "NewsArticle"}]', "jsonld"),
        (b'{"@context":"https://schema.org"}', "jsonld"),
        (b'<?xml version="1.0"?><newsItem/>', "newsml"),
        (b"Le pont est ferm\xe9.", None),
        (b"", None),
    ],
)
def test_kinds_are_recognised(data: bytes, kind: str | None) -> None:
    assert recognise(data) == kind
    if kind is None:
        assert [problem.rule for problem in check(data)] == ["format.unknown"]


STRANGERS: dict[type, tuple[Any, ...]] = {
    str: (b"a", 1, ["a"]),
    int: ("1", 1.0, True),
    float: ("0.5", True),
    bool: ("true", 1),
    tuple: (["a"], {}, "a"),
}
"""By the type of a field, values that a lenient validator would take for it."""


def records(value: Any) -> Iterator[Any]:
    """The record and all records in it."""
    yield value
    for name in type(value).__annotations__:
        member = getattr(value, name)
        for one in member if isinstance(member, tuple) else (member,):
            if hasattr(one, "__pydantic_validator__"):
                yield from records(one)


def test_no_field_takes_a_value_of_another_type() -> None:
    seen = set()
    for record in records(rich_article()):
        kind = type(record)
        fields = {name: getattr(record, name) for name in kind.__annotations__}
        assert kind(**fields) == record
        for name, value in fields.items():
            for stranger in STRANGERS.get(type(value), ()):
                with pytest.raises(pydantic.ValidationError):
                    kind(**{**fields, name: stranger})
        with pytest.raises(pydantic.ValidationError):
            kind(**fields, other=1)
        seen.add(kind.__name__)
    assert {"Article", "Mention", "Role", "Actor", "Location", "Fragment", "Cue", "Quote", "Claim", "Evidence"} <= seen
