"""Words and marks of a text. What was read once is remembered, so that a word costs one look-up."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_REPLACED: Final = {"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "‐": "-", "‑": "-"}
_CHUNK: Final = re.compile(r"\S+(?:(?<=')\s\S+)*+\s*+")
"""What stands between white space, with the white space behind it; an elided word is read with the one behind it."""

_REMEMBERED: Final = 20_000
_LONGEST: Final = 40
"""How many chunks are remembered at once, and of how many characters; memory stays bounded whatever is read."""


_Row = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]
"""The tokens of a chunk, the same in lower case, and the characters of each with the white space behind it."""


class _Tokens(dict[str, _Row]):
    """Chunk -> its tokens, filled as chunks are read."""

    def __init__(self, elisions: tuple[str, ...]) -> None:
        super().__init__()
        self._pieces = _pieces(elisions)

    def __missing__(self, chunk: str) -> _Row:
        pieces = self._pieces.findall(chunk)
        words = tuple(piece.rstrip() for piece in pieces)
        row = (words, tuple(word.lower() for word in words), tuple(map(len, pieces)))
        if len(chunk) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[chunk] = row
        return row


def _pieces(elisions: tuple[str, ...]) -> re.Pattern[str]:
    """A token with the white space behind it; every character that is no white space belongs to one."""
    elided = "|".join(sorted(elisions, key=len, reverse=True)) or r"(?!)"
    return re.compile(
        rf"(?:(?![NM]'[A-ZÀ-Þ])(?i:{elided})'(?=\s?[\w«“\"‹(\[])"
        r"|(?:[^\W\d_]\.){2,}"
        r"|[^\W\d_]\w*(?:[-'][^\W_]\w*)*(?:&[^\W_]+)?\+?"
        r"|\d+(?:[.,:]\d+)*(?:\w+(?:-\w+)*)?"
        r"|\.\.\.+|[?!]+|.)\s*",
        re.DOTALL,
    )


_tokens = lru_cache(maxsize=8)(_Tokens)


def same_length(text: str) -> str:
    """The text with straight apostrophes, plain spaces and plain hyphens, equal in length."""
    for character, plain in _REPLACED.items():
        if character in text:
            text = text.replace(character, plain)
    return text


def read_tokens(text: str, elisions: tuple[str, ...]) -> tuple[list[str], list[str], list[int]]:
    """The tokens of a text that opens with no white space, the same in lower case, and their lengths with the white
    space behind them. Equal words are one string."""
    words: list[str] = []
    lowers: list[str] = []
    lengths: list[int] = []
    rows = _tokens(elisions)
    for chunk in _CHUNK.findall(text):
        row = rows[chunk]
        words += row[0]
        lowers += row[1]
        lengths += row[2]
    return words, lowers, lengths
