"""Checks of ninjs: our JSON Schema, and what it cannot say: counts, words against the text, references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from exporter.checks.compiled_schema import Test, compile_schema
from exporter.checks.located_json import Document, Finding, Path, read_located
from exporter.checks.problem import Problem
from exporter.checks.schemas import load_schema
from exporter.formats.jsonld_article import count_words

SCHEMA = "ninjs.schema.json"
_RANGE = re.compile(r"char=(\d+),(\d+)")

Object = Mapping[str, Any]


def check_ninjs(data: bytes) -> list[Problem]:
    """Every problem of a news object of ours, in the order of its text."""
    document = read_located(data)
    if not isinstance(document, Document):
        return document
    found = list(_schema_findings(document.value))
    return document.problems(found or _facts(document.value))


@cache
def _quick_test() -> Test:
    return compile_schema(load_schema(SCHEMA))


@cache
def _reference_validator() -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return Draft202012Validator(load_schema(SCHEMA))


def _schema_findings(value: Any) -> Iterator[Finding]:
    for error in () if _quick_test()(value) else _reference_validator().iter_errors(value):
        yield Finding("ninjs.schema", error.message, tuple(error.absolute_path))


def _facts(news: Object) -> Iterator[Finding]:
    text = news["bodies"][0]["value"]
    yield from _counts(news["bodies"], ("bodies",))
    known = {
        entity["literal"]: entity for name in ("people", "organisations", "places") for entity in news.get(name, ())
    }
    parts = news.get("associations", ())
    quotes = {part["uri"] for part in parts if part["rel"] == "quote"}
    for index, part in enumerate(parts):
        if part["rel"] != "image":
            path: Path = ("associations", index)
            yield from _counts(part["bodies"], (*path, "bodies"))
            yield from _words(part, path, text)
            yield from _parties(part, path, known)
            yield from _support(part, path, quotes)


def _counts(bodies: Sequence[Object], path: Path) -> Iterator[Finding]:
    for index, body in enumerate(bodies):
        if body["contentType"] != "text/plain":
            continue
        for name, count in (("charCount", len(body["value"])), ("wordCount", count_words(body["value"]))):
            if body.get(name, count) != count:
                message = f"{name} is {body[name]}, but the value has {count}"
                yield Finding("ninjs.count", message, (*path, index, name))


def _words(part: Object, path: Path, text: str) -> Iterator[Finding]:
    """The words of a quote or claim are those of the text, one range for each."""
    bodies, positions = part["bodies"], part["altIds"]
    if len(bodies) != len(positions):
        message = f"{len(bodies)} bodies, but {len(positions)} positions"
        yield Finding("ninjs.words", message, (*path, "altIds"))
    for index, (body, position) in enumerate(zip(bodies, positions, strict=False)):
        found = _RANGE.fullmatch(position["value"])
        words = text[int(found[1]) : int(found[2])] if found else ""
        if words != body["value"]:
            message = f"the text at {position['value']} is {words!r}, not {body['value']!r}"
            yield Finding("ninjs.words", message, (*path, "bodies", index, "value"))


def _parties(part: Object, path: Path, known: Mapping[str, Object]) -> Iterator[Finding]:
    """Speakers, claimants, addressees and what a claim is about stand in the lists of the article."""
    for name in ("infoSources", "people", "organisations", "subjects"):
        for index, party in enumerate(part.get(name, ())):
            entity = known.get(party["literal"])
            if entity is None or (entity["uri"], entity["name"]) != (party["uri"], party["name"]):
                message = f"{party['name']!r} ({party['literal']}) is no person, organisation or place of the article"
                yield Finding("ninjs.reference", message, (*path, name, index, "literal"))


def _support(part: Object, path: Path, quotes: set[str]) -> Iterator[Finding]:
    for index, quote in enumerate(part.get("associations", ())):
        if quote["uri"] not in quotes:
            message = f"{quote['uri']} is no quote of the article"
            yield Finding("ninjs.reference", message, (*path, "associations", index, "uri"))
