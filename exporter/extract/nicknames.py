"""Nicknames that the text gives a person: "Karim Diallo dit « Tigre »", then "Tigre" alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exporter.extract.context import Context
from exporter.extract.shapes import Name

_LONGEST: Final = 4
_OPENING: Final = frozenset("«“\"'‹")


def find_nicknames(context: Context, names: Sequence[Name]) -> dict[str, str]:
    """Key of a nickname -> key of the full name that stands before it."""
    found: dict[str, str] = {}
    for name in names:
        if name.source not in ("run", "place") or name.last - name.first < 2:
            continue
        cursor = name.last + 1 if context.lowers[name.last] == "," else name.last
        if context.is_in(cursor, "nicknaming"):
            nickname = _nickname(context, cursor + 1)
            if nickname is not None:
                found.setdefault(" ".join(context.lowers[slice(*nickname)]), name.key)
    return found


def _nickname(context: Context, token: int) -> tuple[int, int] | None:
    """The tokens of the nickname: what the marks hold, or one word with a capital."""
    words = context.document.words
    if token >= context.count:
        return None
    if words[token] not in _OPENING:
        return (token, token + 1) if words[token][0].isupper() else None
    passage = context.passages.get(context.opaque[token])
    if passage is None or not passage.closed or not 0 < passage.last - passage.first <= _LONGEST:
        return None
    return (passage.first, passage.last) if words[passage.first][0].isupper() else None


def with_nicknames(context: Context, names: Sequence[Name]) -> list[Name]:
    """The names with every mention of a nickname, which takes the place of what stands there; in reading order."""
    nicknames = find_nicknames(context, names)
    if not nicknames:
        return list(names)
    found = _mentions(context, sorted(nicknames, key=len, reverse=True), names)
    inside = {token for name in found for token in range(name.first, name.last)}
    kept = [name for name in names if inside.isdisjoint(range(name.first, name.last))]
    return sorted([*kept, *found], key=lambda name: name.first)


def _mentions(context: Context, nicknames: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Where a nickname stands with its capital, outside of the longer names."""
    opening: dict[str, list[list[str]]] = {}
    for nickname in nicknames:
        parts = nickname.split(" ")
        opening.setdefault(parts[0], []).append(parts)
    taken = {token for name in names if name.last - name.first > _LONGEST for token in range(name.first, name.last)}
    found: list[Name] = []
    behind = 0
    for token, lower in enumerate(context.lowers):
        if lower not in opening or token < behind or token in taken or not _is_free(context, token):
            continue
        for parts in opening[lower]:
            last = token + len(parts)
            if context.lowers[token:last] == parts:
                found.append(Name(token, last, "run", " ".join(parts)))
                behind = last
                break
    return found


def _is_free(context: Context, token: int) -> bool:
    """Whether a token has a capital and stands in a line with facts."""
    return context.document.words[token][0].isupper() and context.line_numbers[token] not in context.barren
