"""Lines of a page as one plain text, with the paragraphs whose role the markup tells.

A page sets a block quote off by its layout. Plain text has marks for it: each paragraph of a block quote is opened by
“, the last one closed by ”, and the line that names its source begins with a dash. Where the page shows such marks
itself, none are added. These marks, and those of the element `q`, are all that the text holds and the markup does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from exporter.model import Paragraph
from exporter.readers.html_lines import HtmlLine

_OPENINGS = "«“\"‹„‟'‘"
_DASHES = "—–-―"


def write_lines(lines: Sequence[HtmlLine]) -> tuple[str, tuple[Paragraph, ...]]:
    """The text, and a paragraph for each line whose role is known."""
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    position = 0
    before: int | None = None
    for line in _marked(lines):
        separator = "" if before is None else "\n" if before == line.paragraph else "\n\n"
        start, before = position + len(separator), line.paragraph
        position = start + len(line.text)
        parts += (separator, line.text)
        if line.role is not None:
            paragraphs.append(Paragraph(start=start, end=position, role=line.role))
    return "".join(parts), tuple(paragraphs)


def _marked(lines: Sequence[HtmlLine]) -> Iterator[HtmlLine]:
    for number, group in groupby(lines, key=lambda line: line.quote):
        found = list(group)
        if number:
            yield from _quoted([line for line in found if not line.signs])
        yield from (_signed(line) for line in found if line.signs or not number)


def _quoted(lines: Sequence[HtmlLine]) -> Iterator[HtmlLine]:
    """The lines of a block quote with marks, unless the page shows some, or the block has a heading or a list."""
    if not lines or lines[0].text[0] in _OPENINGS or any(line.role is not None for line in lines):
        yield from lines
        return
    before: int | None = None
    for index, line in enumerate(lines):
        opening = "“" if line.paragraph != before else ""
        closing = "”" if index == len(lines) - 1 else ""
        yield replace(line, text=f"{opening}{line.text}{closing}")
        before = line.paragraph


def _signed(line: HtmlLine) -> HtmlLine:
    if not line.signs or line.text[0] in _DASHES:
        return line
    return replace(line, text=f"— {line.text}")
