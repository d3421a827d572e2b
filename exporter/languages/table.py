"""A sorted table of two columns that is not taken apart before it is asked: for tables of which a text needs little."""

from __future__ import annotations

from bisect import bisect_left

_REMEMBERED = 50_000


class Table(dict[str, str]):
    """Key -> value of the rows `key TAB value`, or "" for a key that no row has; ask with `table[key]`.

    Answers are remembered up to a bound, so the dictionary itself holds what was asked for lately.
    """

    def __init__(self, text: str) -> None:
        """`text`: a header line, then rows sorted by code point (a test looks at the tables)."""
        super().__init__()
        self._rows = text.split("\n")[1:]
        if self._rows and not self._rows[-1]:
            self._rows.pop()

    def __missing__(self, key: str) -> str:
        opening = key + "\t"
        position = bisect_left(self._rows, opening)
        row = self._rows[position] if position < len(self._rows) else ""
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[key] = row[len(opening) :] if row.startswith(opening) else ""
        return value
