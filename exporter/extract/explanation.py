"""What the rules mean, in words for people: the other end of `evidence.rule` and `evidence.resolution`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from exporter.errors import PackError
from exporter.languages.pack import Verb, load_pack

_ROWS: Final = ("frames", "roles", "heads", "metonyms")


@lru_cache(maxsize=1)
def _meanings() -> dict[str, str]:
    table = (resources.files("exporter.extract") / "rules.tsv").read_text("utf-8").splitlines()
    return dict(row.split("\t") for row in table[1:])


def meaning(rule: str) -> str:
    """What a rule ("fr.quote.incise") looks for, by its longest known beginning; "" for an unknown rule."""
    parts = rule.split(".")[1:]
    meanings = _meanings()
    for size in range(len(parts), 0, -1):
        for start in (0, 1):
            found = meanings.get(".".join(parts[start:size]))
            if found is not None:
                return found
    return ""


def row_of(rule: str) -> dict[str, Any] | None:
    """The row of a language's tables that has this id, with its words and examples."""
    language = rule.split(".", 1)[0]
    folder = resources.files("exporter.languages") / language
    for name in _ROWS:
        file = folder / f"{name}.toml"
        if not file.is_file():
            continue
        for rows in tomllib.loads(file.read_text("utf-8")).values():
            found: dict[str, Any] | None = next((row for row in rows if row.get("id") == rule), None)
            if found is not None:
                return found
    return None


def government(language: str, lemma: str) -> tuple[str, ...]:
    """The constructions that a cue's lemma may govern, as the pack says; empty for other cues."""
    try:
        pack = load_pack(language)
    except PackError:
        return ()
    verbs: list[Verb] = [verb for verbs in pack.verbs.values() for verb in verbs if verb.lemma == lemma]
    takes = {name for verb in verbs for name in verb.takes}
    takes |= {name for noun in pack.nouns.values() if noun.lemma == lemma for name in noun.takes}
    return tuple(sorted(takes))
