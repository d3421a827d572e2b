"""A sorted table of two columns that is not taken apart before it is asked: for tables of which a text needs little."""

from __future__ import annotations

from bisect import bisect_right

_BLOCK = 2_048
_REMEMBERED = 50_000


class Table(dict[str, str]):
    """Key -> value of the rows `key TAB value`, or "" for a key that no row has; ask with `table[key]`.

    Answers are remembered up to a bound, so the dictionary itself holds what was asked for lately.
    """

    def __init__(self, text: str) -> None:
        """`text`: a header line, then rows sorted by code point (a test looks at the tables)."""
        super().__init__()
        self._text = text
        self._starts = [text.find("\n", position) for position in range(0, len(text), _BLOCK)]
        self._starts = [start for start in dict.fromkeys(self._starts) if 0 <= start < len(text) - 1]
        self._keys = [text[start + 1 : text.find("\t", start)] for start in self._starts]
        self._starts.append(len(text))

    def __missing__(self, key: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[key] = self._find(key)
        return value

    def _find(self, key: str) -> str:
        block = bisect_right(self._keys, key) - 1
        if block < 0 or "\n" in key:
            return ""
        opening = f"\n{key}\t"
        start = self._text.find(opening, self._starts[block], self._starts[block + 1] + 1)
        if start < 0:
            return ""
        end = self._text.find("\n", start + len(opening))
        return self._text[start + len(opening) : end if end >= 0 else None]
