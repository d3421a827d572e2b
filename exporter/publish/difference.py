"""What publishing would change, for a person: a unified diff, JSON one value a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import unified_diff


def show_difference(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The parts of `after` that differ from those of `before`; parts of the program's own ("_...") are left out."""
    return "\n".join(line for name in after if not name.startswith("_") for line in _lines(name, before, after))


def _lines(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    old, new = _readable(before.get(name, "")), _readable(after[name])
    return unified_diff(old, new, f"{name} (now)", f"{name} (then)", lineterm="", n=2)


def _readable(text: str) -> list[str]:
    if text.lstrip().startswith("{"):
        with suppress(ValueError):
            text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    return text.split("\n") if text else []
