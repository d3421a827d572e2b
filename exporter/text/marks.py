"""Pairs of quotation marks: nested, reopened in each paragraph, inverted, mixed or unclosed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

OPENING: Final = {"«": "»", "“": "”", "„": "“”", "‹": "›", "‟": "”"}
CLOSING: Final = {closing: opening for opening, closings in OPENING.items() for closing in closings}
STRAIGHT: Final = '"＂'
_MARK: Final = re.compile('["＂«»“”„‟‹›]')
_PADDING: Final = " \t\n\r\u00a0\u202f\u2009\u2007\u200b\u2060"


class Quotation(NamedTuple):
    """What stands between two marks: `[start, end)` without padding, `[opening, closing)` with the marks.

    The same in tokens: `[first, last)` and `[mark, behind)`.
    """

    start: int
    end: int
    opening: int
    closing: int
    depth: int
    closed: bool
    reopened: bool
    first: int = 0
    last: int = 0
    mark: int = 0
    behind: int = 0


def pair_marks(text: str, paragraphs: Sequence[tuple[int, int]], starts: Sequence[int]) -> list[Quotation]:
    """Every marked passage in reading order; one that runs over paragraphs gives one passage in each.

    `starts` are the offsets of the tokens.
    """
    found: list[Quotation] = []
    open_before = ""
    for start, end in paragraphs:
        marks = [match.start() for match in _MARK.finditer(text, start, end)]
        if not marks:
            open_before = ""
            continue
        passages, open_before = _pair(text, start, end, marks, open_before)
        found.extend(passages)
    found.sort(key=lambda quotation: (quotation.opening, -quotation.closing))
    return [_with_tokens(quotation, starts) for quotation in found]


def _with_tokens(quotation: Quotation, starts: Sequence[int]) -> Quotation:
    mark = bisect_left(starts, quotation.opening)
    first = bisect_left(starts, quotation.start, mark)
    last = bisect_left(starts, quotation.end, first)
    behind = bisect_left(starts, quotation.closing, last)
    known = quotation.start, quotation.end, quotation.opening, quotation.closing, quotation.depth
    return Quotation(*known, quotation.closed, quotation.reopened, first, last, mark, behind)


def _pair(text: str, start: int, end: int, marks: list[int], open_before: str) -> tuple[list[Quotation], str]:
    """The passages of one paragraph, and the mark that it leaves open."""
    found: list[Quotation] = []
    stack: list[tuple[int, str, bool]] = []
    for position in marks:
        mark = text[position]
        reopens = bool(open_before) and not stack and not found and not text[start:position].strip()
        if reopens:
            stack.append((position, open_before, True))
        elif open_before and not stack and not found and _goes_on(open_before, mark):
            first, last = trim(text, start, position)
            found.append(Quotation(first, last, start, position + 1, 0, True, True))
        elif closes(mark, position, text, stack):
            while stack:
                opening, kind, reopened = stack.pop()
                if _match(kind, mark):
                    found.append(_quotation(text, opening, position, position + 1, len(stack), True, reopened))
                    break
        elif not _is_inch(text, position, mark):
            stack.append((position, mark, False))
    left_open = stack[0][1] if stack else ""
    while stack:
        opening, _, reopened = stack.pop()
        if not stack:
            found.append(_quotation(text, opening, end, end, 0, False, reopened))
    return [passage for passage in found if passage.start < passage.end], left_open


def _goes_on(open_before: str, mark: str) -> bool:
    """Whether the first mark of a paragraph closes what the paragraph before left open."""
    return mark in CLOSING and mark not in OPENING and _match(open_before, mark)


def closes(mark: str, position: int, text: str, stack: list[tuple[int, str, bool]]) -> bool:
    """Whether this mark closes an open one; inverted and straight marks are told by what stands around them."""
    if not stack:
        return mark in CLOSING and not _looks_opening(text, position)
    if mark in STRAIGHT:
        return any(_match(kind, mark) for _, kind, _ in stack)
    if mark == "“" and stack[-1][1] == "„":
        return True
    if mark in OPENING:
        inverted = stack[-1][1] in CLOSING and stack[-1][1] not in OPENING
        return inverted and not _looks_opening(text, position)
    return True


def _match(kind: str, mark: str) -> bool:
    if kind in STRAIGHT or mark in STRAIGHT:
        return kind in STRAIGHT and mark in STRAIGHT or kind not in "«‹" and mark not in "»›"
    if kind in "«»":
        return mark in "«»”"
    if kind in "‹›":
        return mark in "‹›"
    return mark not in "«»‹›"


def _looks_opening(text: str, position: int) -> bool:
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    return (not before or before.isspace() or before in "([:'’") and bool(after) and not after.isspace()


def _is_inch(text: str, position: int, mark: str) -> bool:
    """5'10" and 27" are lengths."""
    return (
        mark in STRAIGHT and text[position - 1 : position].isdigit() and not text[position + 1 : position + 2].isalpha()
    )


def _quotation(
    text: str, opening: int, inner_end: int, closing: int, depth: int, closed: bool, reopened: bool
) -> Quotation:
    start, end = trim(text, opening + 1, inner_end)
    return Quotation(start, end, opening, closing, depth, closed, reopened)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and text[start] in _PADDING:
        start += 1
    while end > start and text[end - 1] in _PADDING:
        end -= 1
    return start, end
