"""Strict JSON with positions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.checks.located_json import MAX_DEPTH, Document, Finding, Path, pointer, read_located

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def places(value: Any, path: Path = ()) -> list[Path]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, child in members for place in places(child, (*path, key)))]


def child(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


@given(JSON, st.sampled_from([None, 0, 3]), st.booleans())
def test_every_value_is_found_at_its_place(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    document = read_located(text.encode())
    assert isinstance(document, Document)
    lines = text.split("\n")
    for path in places(value):
        (problem,) = document.problems([Finding("rule", "message", path)])
        assert problem.line is not None and problem.column is not None
        rest = "\n".join(lines[problem.line - 1 :])[problem.column - 1 :]
        assert json.JSONDecoder().raw_decode(rest)[0] == child(value, path)
        assert problem.path == pointer(path)


FAULTS = {
    "empty": (b"", "json.syntax", 1, 1),
    "blank": (b" \n\n ", "json.syntax", 3, 2),
    "word": (b"nul", "json.syntax", 1, 1),
    "nan": (b'{"a":\n NaN}', "json.syntax", 2, 2),
    "infinity": (b"[1, -Infinity]", "json.syntax", 1, 5),
    "trailing comma in object": (b'{"a": 1,\n}', "json.trailing-comma", 2, 1),
    "trailing comma in array": (b"[1, ]", "json.trailing-comma", 1, 5),
    "two commas": (b"[1,, 2]", "json.syntax", 1, 4),
    "no comma": (b'{"a": 1 "b": 2}', "json.syntax", 1, 9),
    "no colon": (b'{"a" 1}', "json.syntax", 1, 6),
    "single quotes": (b"{'a': 1}", "json.syntax", 1, 2),
    "number as key": (b"{1: 1}", "json.syntax", 1, 2),
    "no end": (b'{"a": [1', "json.syntax", 1, 9),
    "wrong end": (b'{"a": [1}', "json.syntax", 1, 9),
    "two documents": (b"{}\n{}", "json.syntax", 2, 1),
    "open string": (b'{"a": "b', "json.syntax", 1, 7),
    "line end in string": (b'"a\nb"', "json.syntax", 1, 3),
    "bad escape": (b'"a\\x41"', "json.syntax", 1, 3),
    "short escape": (b'"\\u12"', "json.syntax", 1, 2),
    "leading zero": (b"[01]", "json.syntax", 1, 2),
    "plus sign": (b"[+1]", "json.syntax", 1, 2),
    "bare point": (b"[.5]", "json.syntax", 1, 2),
    "comment": (b"{} // done", "json.syntax", 1, 4),
    "duplicate key": (b'{"a": 1,\n "a": 2}', "json.duplicate-key", 2, 2),
    "lone surrogate": (b'{"a": "\\ud83d!"}', "json.surrogate", 1, 7),
    "surrogate in a key": (b'{"\\uDE00": 1}', "json.surrogate", 1, 2),
    "huge number": (b"[1e999]", "json.number", 1, 2),
    "long number": (b"[" + b"9" * 5000 + b"]", "json.number", 1, 2),
    "byte order mark": (b"\xef\xbb\xbf{}", "json.byte-order-mark", 1, 1),
    "latin-1": ('{"é":\n "é"}'.encode("latin-1"), "json.encoding", 1, 3),
    "utf-16": ('{"a": 1}'.encode("utf-16"), "json.encoding", 1, 1),
    "deep": (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), "json.depth", 1, MAX_DEPTH + 1),
    "too deep for the stack": (b'{"a":' * 100_000, "json.depth", 1, 5 * MAX_DEPTH + 1),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str) -> None:
    data, rule, line, column = FAULTS[name]
    problems = read_located(data)
    assert isinstance(problems, list)
    first = problems[0]
    assert (first.rule, first.line, first.column, first.severity) == (rule, line, column, "error")
    assert first.message


@given(st.binary(max_size=30) | st.text('{}[]",:\\u0123eE+-. \nntrfa', max_size=30).map(str.encode))
def test_strictness_agrees_with_the_standard_library(data: bytes) -> None:
    try:
        value = json.loads(data.decode("utf-8"))
    except ValueError:
        assert isinstance(read_located(data), list)
        return
    found = read_located(data)
    if isinstance(found, Document):
        assert found.value == value
    else:
        extra = {"json.duplicate-key", "json.number", "json.surrogate", "json.byte-order-mark"}
        assert {problem.rule for problem in found} <= extra or b"NaN" in data or b"Infinity" in data


def test_all_duplicates_and_surrogates_are_told_in_order() -> None:
    problems = read_located(b'{"a": "\\ud800", "a": "\\udc00", "b": {"c": 1, "c": 2}}')
    assert isinstance(problems, list)
    assert [problem.rule.removeprefix("json.") for problem in problems] == [
        "surrogate",
        "duplicate-key",
        "surrogate",
        "duplicate-key",
    ]
    assert problems[-1].path == "/b/c"


def test_a_surrogate_pair_is_one_character() -> None:
    document = read_located(b'"\\ud83d\\ude00"')
    assert isinstance(document, Document)
    assert document.value == "😀"


def test_positions_of_keys_and_of_what_is_missing() -> None:
    document = read_located(b'{\n  "a": {"b~/c": 1}\n}')
    assert isinstance(document, Document)
    at_key = Finding("r", "m", ("a", "b~/c"), at_key=True)
    missing = Finding("r", "m", ("a", "x", "y"), "warning")
    problems = document.problems([at_key, missing])
    assert [(one.line, one.column, one.path, one.severity) for one in problems] == [
        (2, 8, "/a/x/y", "warning"),
        (2, 9, "/a/b~0~1c", "error"),
    ]
