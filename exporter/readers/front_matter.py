"""YAML front matter: a mapping between two `---` lines at the very start of a text."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import yaml

from exporter.errors import InputError

MAX_CHARACTERS = 65_536
"""Longer front matter is refused."""

_FENCE = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"[A-Za-z_][\w\- ]*:(?:[ \t\n]|\Z)")


class _Loader(yaml.SafeLoader):
    """YAML 1.2's core schema less numbers and dates: `no` is a word, `2026-03-14` a string. Keys stand once."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(None, None, f"the key {key.value!r} stands twice", key.start_mark)
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF")
)


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The mapping in front of a text, and the text behind it. Raises InputError with line and column.

    Text between two rules that is no mapping is text: then the mapping is empty and the text whole.
    """
    opening = _FENCE.match(text)
    if opening is None:
        return {}, text
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        if _KEY.match(text, opening.end()):
            raise InputError("line 1: front matter is opened by '---' but not closed by a second '---' line")
        return {}, text
    if closing.start() - opening.end() > MAX_CHARACTERS:
        raise InputError(f"front matter of more than {MAX_CHARACTERS} characters")
    values = load_yaml(text[opening.end() : closing.start()], first_line=2)
    if isinstance(values, str):
        return {}, text
    return _mapping(values, "front matter"), text[closing.end() :]


def load_yaml(text: str, first_line: int = 1) -> object:
    """A YAML document of strings, booleans, nulls, lists and mappings. Raises InputError with line and column."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - the loader is a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + first_line}, column {mark.column + 1}: " if mark else ""
        raise InputError(f"{where}invalid YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        raise InputError(f"line {line}: invalid YAML: {error.reason}") from error
    except (RecursionError, ValueError, TypeError) as error:
        raise InputError(f"invalid YAML: {type(error).__name__}") from error


def _mapping(values: object, what: str) -> dict[str, object]:
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise InputError(f"{what} must be a mapping (key: value), not {type(values).__name__}")
    return {str(key): value for key, value in values.items()}
