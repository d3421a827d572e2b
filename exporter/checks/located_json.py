"""Strict JSON with the line and column of every value (RFC 8259; I-JSON, RFC 7493, for keys, surrogates and numbers).

The common case is the standard library's parser and nothing else. The scanner of this module runs where something is
wrong: it finds the position of a value, and says what breaks the grammar.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from exporter.checks.problem import Problem, Severity

Path = tuple[str | int, ...]

MAX_DEPTH = 200

_BLANK = re.compile(r"[ \t\n\r]*")
_STRING_START = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LITERAL = re.compile(r"true|false|null")
_WORD = re.compile(r"[\w.+-]+")
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_NUMBER = 1000
_HOLDERS = (dict, list)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem before its position is known. `at_key` puts it at the name of a property, not at its value."""

    rule: str
    message: str
    path: Path = ()
    severity: Severity = "error"
    at_key: bool = False


@dataclass(frozen=True)
class Document:
    """JSON that was read: its value, and its text for the positions."""

    value: Any
    text: str

    @cached_property
    def _scan(self) -> _Scan:
        return _Scan.of(self.text)

    def problems(self, findings: Iterable[Finding]) -> list[Problem]:
        """The findings at their places, in the order of the text."""
        found = list(findings)
        located = [(self._scan.offset(finding), order, finding) for order, finding in enumerate(found)]
        lines = Lines(self.text) if located else None
        return [
            lines.problem(finding, offset) for offset, _, finding in sorted(located, key=lambda one: one[:2]) if lines
        ]


class Lines:
    """Line and column, both from 1, of an offset in code points."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def problem(self, finding: Finding, offset: int) -> Problem:
        line = bisect_right(self.starts, offset)
        column = offset - self.starts[line - 1] + 1
        return Problem(finding.rule, finding.message, pointer(finding.path), line, column, finding.severity)


def pointer(path: Sequence[str | int]) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def read_located(data: bytes) -> Document | list[Problem]:
    """The document, or why the bytes are no strict JSON."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [_not_utf8(data, error.start)]
    if text.startswith("\ufeff"):
        message = "the file begins with a byte order mark, which JSON does not allow; save it as UTF-8 without one"
        return [Problem("json.byte-order-mark", message, line=1, column=1)]
    try:
        value = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite, parse_int=_integer
        )
        strict = _SURROGATE_ESCAPE.search(text) is None and not _is_deep(value)
    except (ValueError, RecursionError):
        strict, value = False, None
    if strict:
        return Document(value, text)
    return _Scan.of(text).problems() or Document(value, text)


def _not_utf8(data: bytes, offset: int) -> Problem:
    line = data.count(b"\n", 0, offset) + 1
    start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8", "replace")) + 1
    message = f"the byte 0x{data[offset]:02X} is no UTF-8; save the file as UTF-8"
    return Problem("json.encoding", message, line=line, column=column)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _is_deep(value: Any) -> bool:
    """Whether values are nested more than `MAX_DEPTH` deep; level by level, so that no depth breaks it."""
    level = [value] if isinstance(value, _HOLDERS) else []
    for _ in range(MAX_DEPTH):
        if not level:
            return False
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, _HOLDERS)
        ]
    return bool(level)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(number)
    return value


def _integer(number: str) -> int:
    if len(number) > _LONGEST_NUMBER:
        raise ValueError(number)
    return int(number)


class _GrammarError(Exception):
    """The grammar is broken, so scanning ends."""


@dataclass(slots=True)
class _Frame:
    """An object or array that is not closed yet."""

    path: Path
    closing: str
    count: int = 0
    keys: set[str] = field(default_factory=set)


class _Scan:
    """Offsets of all values and keys, and what breaks the grammar."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.values: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}
        self.found: list[tuple[int, Finding]] = []
        self.open: list[_Frame] = []

    @classmethod
    def of(cls, text: str) -> _Scan:
        scan = cls(text)
        with suppress(_GrammarError):
            scan._document()
        return scan

    def problems(self) -> list[Problem]:
        lines = Lines(self.text)
        return [lines.problem(finding, offset) for offset, finding in self.found]

    def offset(self, finding: Finding) -> int:
        """Where a finding stands; where its path leads nowhere, the nearest value around it."""
        if finding.at_key and finding.path in self.keys:
            return self.keys[finding.path]
        path = finding.path
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, 0)

    def _document(self) -> None:
        self._value(())
        while self.open:
            self._member(self.open[-1])
        self._skip()
        if self.at < len(self.text):
            self._fail("json.syntax", "text stands after the end of the document")

    def _member(self, frame: _Frame) -> None:
        """The next member of an object or array, or its end."""
        self._skip()
        if self._take(frame.closing):
            self.open.pop()
            return
        if frame.count:
            self._expect(",", f"expected a comma or {frame.closing!r}")
            self._skip()
            if self._peek() == frame.closing:
                self._fail("json.trailing-comma", f"a comma stands before {frame.closing!r}; remove it")
        path = (*frame.path, self._key(frame) if frame.closing == "}" else frame.count)
        frame.count += 1
        self._value(path)

    def _key(self, frame: _Frame) -> str:
        start = self.at
        if self._peek() != '"':
            self._fail("json.syntax", f"expected a name in double quotes, found {self._shown()}")
        key = self._string(frame.path)
        self.keys[(*frame.path, key)] = start
        if key in frame.keys:
            self._note("json.duplicate-key", f"the key {key!r} stands twice in one object", (*frame.path, key), start)
        frame.keys.add(key)
        self._skip()
        self._expect(":", "expected a colon after the name")
        return key

    def _value(self, path: Path) -> None:
        self._skip()
        self.values[path] = self.at
        character = self._peek()
        if character in ("{", "["):
            if len(self.open) >= MAX_DEPTH:
                self._fail("json.depth", f"values are nested more than {MAX_DEPTH} deep")
            self.at += 1
            self.open.append(_Frame(path, "}" if character == "{" else "]"))
        elif character == '"':
            self._string(path)
        else:
            self._scalar(path)

    def _string(self, path: Path) -> str:
        start = self.at
        found = _STRING_START.match(self.text, start)
        self.at = found.end() if found else start
        if self._peek() != '"':
            self._bad_string(start)
        self.at += 1
        value: str = json.loads(self.text[start : self.at])
        lone = _SURROGATE.search(value)
        if lone:
            message = f"the string holds a lone surrogate (U+{ord(lone[0]):04X}), which is no character"
            self._note("json.surrogate", message, path, start)
        return value

    def _bad_string(self, start: int) -> NoReturn:
        character = self._peek()
        if character == "":
            self.at = start
            self._fail("json.syntax", "the string is not closed")
        if character == "\\":
            self._fail("json.syntax", f"{self.text[self.at : self.at + 2]!r} is no escape of JSON")
        self._fail("json.syntax", f"the control character U+{ord(character):04X} stands in a string; escape it")

    def _scalar(self, path: Path) -> None:
        start = self.at
        word = _WORD.match(self.text, start)
        end = word.end() if word else start
        if not _LITERAL.fullmatch(self.text, start, end):
            self._number(start, end, path)
        self.at = end

    def _number(self, start: int, end: int, path: Path) -> None:
        word = self.text[start:end]
        if not _NUMBER.fullmatch(word):
            self._fail("json.syntax", f"expected a value, found {self._shown()}")
        if len(word) > _LONGEST_NUMBER or not math.isfinite(float(word)):
            self._note("json.number", "the number is out of range", path, start)

    def _skip(self) -> None:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self, character: str) -> bool:
        taken = self._peek() == character
        self.at += taken
        return taken

    def _expect(self, character: str, message: str) -> None:
        if not self._take(character):
            self._fail("json.syntax", f"{message}, found {self._shown()}")

    def _shown(self) -> str:
        word = _WORD.match(self.text, self.at)
        shown = word[0][:20] if word else self._peek()
        return repr(shown) if shown else "the end of the file"

    def _note(self, rule: str, message: str, path: Path, offset: int) -> None:
        self.found.append((offset, Finding(rule, message, path)))

    def _fail(self, rule: str, message: str) -> NoReturn:
        path = self.open[-1].path if self.open else ()
        self._note(rule, message, path, self.at)
        raise _GrammarError
