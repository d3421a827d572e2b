"""Surnames that are words of the language too: "Vieillard" behind "Laurent Vieillard", "M. Cadet"."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.extract.context import Context
from exporter.extract.shapes import Name
from exporter.languages.classes import DETERMINER


def with_surnames(context: Context, names: Sequence[Name]) -> tuple[list[Name], frozenset[int]]:
    """The names with the bare surnames that the lexicon hid, in reading order; and the tokens of those."""
    surnames = _surnames(context, names)
    taken = {token for name in names for token in range(name.first, name.last)}
    found = [
        Name(token, token + 1, "run", word)
        for token, word in enumerate(context.lowers)
        if word in surnames and token not in taken and _stands_as_name(context, token)
    ]
    alone = {name.first for name in names if name.last == name.first + 1 and name.key in surnames}
    tokens = frozenset(alone | {name.first for name in found})
    return sorted([*names, *found], key=lambda name: name.first), tokens


def _surnames(context: Context, names: Sequence[Name]) -> set[str]:
    """Last words of the names that begin with a first name."""
    first_names, words = context.pack.first_names, context.document.words
    found = set()
    for name in names:
        if name.source != "run" or name.last - name.first < 2:
            continue
        given = words[name.first]
        if given in first_names or given.split("-")[0] in first_names:
            found.add(context.lowers[name.last - 1])
    return found


def _stands_as_name(context: Context, token: int) -> bool:
    """A capital that no article stands before; at the start of a sentence a verb or a comma must follow."""
    if not context.document.words[token][0].isupper() or context.line_numbers[token] in context.barren:
        return False
    if context.flags[token - 1] & DETERMINER:
        return False
    behind = context.lowers[token + 1]
    return not context.is_initial(token) or behind == "," or context.is_finite(token + 1) or behind in ("(", "-")
