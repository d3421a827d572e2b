"""What an agency's format holds apart from the text, put where a wire shows it: headline, byline, dateline."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from exporter.model import ParagraphRole
from exporter.readers.html_lines import HtmlLine

_DASHES = "-–—"
_FIRST = 3
"""So many lines of a text may repeat its headline, byline or dateline."""


def wire_lines(
    node: etree._Element, headline: str | None, byline: str | None, dateline: str | None, lines: Sequence[HtmlLine]
) -> list[HtmlLine]:
    """The lines with headline, byline and dateline (and its dash) above them.

    What the text itself begins with is not put there again. `node` is the element that the added lines stand for.
    """
    shown: tuple[tuple[str | None, ParagraphRole], ...] = (
        (headline, "headline"),
        (byline, "byline"),
        (_with_dash(dateline), "dateline"),
    )
    first = [line.text for line in lines[:_FIRST]]
    opening = [
        HtmlLine(text, node, -1 - number, role)
        for number, (text, role) in enumerate(shown)
        if text and not any(line.startswith(text.rstrip(f" {_DASHES}")) for line in first)
    ]
    return [*opening, *lines]


def _with_dash(dateline: str | None) -> str | None:
    return f"{dateline} —" if dateline and dateline[-1] not in _DASHES else dateline
