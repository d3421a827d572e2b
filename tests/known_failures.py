"""What the extraction is known to get wrong: each such test must go on failing, or be struck off the list."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import pytest

_LIST = Path(__file__).with_suffix(".toml")
Example = TypeVar("Example")


def with_known_failures(table: str, examples: Iterable[Example], name: Callable[[Example], str]) -> list[Any]:
    """Parameters of a test; those that known_failures.toml names under `table` are expected to fail, strictly."""
    reasons: dict[str, str] = tomllib.loads(_LIST.read_text("utf-8"))[table]
    found = []
    for example in examples:
        reason = reasons.pop(name(example), None)
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(example, id=name(example), marks=marks))
    if reasons:
        raise LookupError(f"known_failures.toml: [{table}] names what does not exist: {', '.join(reasons)}")
    return found
