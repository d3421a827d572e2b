"""Reads a hunspell dictionary with Dicollecte's tags: every inflected form of an entry with its grammatical tags."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NEEDS_AFFIX = "()"
_ENTRY = re.compile(r"(?P<lemma>[^/\s]+)(?:/(?P<flags>\S+))?(?P<tags>.*)")
_TAG = re.compile(r"(?:po|is|st):(\S+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the dictionary: its lemma, its two-letter flags, and its tags without their prefix."""

    lemma: str
    flags: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suffix:
    """A row of an affix class: what a stem loses and gains, on which condition, and the tags of the result."""

    strip: str
    add: str
    condition: re.Pattern[str]
    tags: tuple[str, ...]

    def apply(self, stem: str) -> str | None:
        """The inflected form, or None where the row does not apply."""
        if not (stem.endswith(self.strip) and self.condition.search(stem)):
            return None
        return stem.removesuffix(self.strip) + self.add


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of a `.dic` file, apostrophes straight, without the line that counts them."""
    for line in _lines(path)[1:]:
        found = _ENTRY.match(line)
        if found:
            flags = found["flags"] or ""
            pairs = tuple(flags[i : i + 2] for i in range(0, len(flags), 2))
            yield Entry(found["lemma"], pairs, tuple(_TAG.findall(found["tags"])))


def read_suffixes(path: Path) -> dict[str, list[Suffix]]:
    """The suffix rows of an `.aff` file by flag."""
    classes: dict[str, list[Suffix]] = {}
    for line in _lines(path):
        cells = line.split()
        if len(cells) >= 5 and cells[0] == "SFX":
            classes.setdefault(cells[1], []).append(_suffix(cells))
    return classes


def inflect(entry: Entry, classes: dict[str, list[Suffix]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every form of an entry with the tags that its affix adds; the stem itself where it is a word."""
    if NEEDS_AFFIX not in entry.flags:
        yield entry.lemma, ()
    for flag in entry.flags:
        for suffix in classes.get(flag, ()):
            form = suffix.apply(entry.lemma)
            if form:
                yield form, suffix.tags


def _suffix(cells: list[str]) -> Suffix:
    strip, add, condition = ("" if cell == "0" else cell for cell in cells[2:5])
    ending = add.split("/")[0]
    tags = tuple(tag for cell in cells[5:] for tag in _TAG.findall(cell))
    return Suffix(strip, "" if ending == "0" else ending, re.compile(f"(?:{condition})$"), tags)


def _lines(path: Path) -> list[str]:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    return text.replace("’", "'").splitlines()
