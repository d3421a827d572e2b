"""The article's text as blocks with marked words, for any inline markup: the string value of it all is the text.

Marks may overlap as they like; where two cross, one is cut into pieces, so that the elements nest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Protocol, TypeAlias

from exporter.formats.newsml_markup import escape
from exporter.formats.newsml_vocabulary import OUTSIDE, xml_id
from exporter.model import Actor, Article, Claim, Location, MentionForm, Quote

_XML_SPACE = " \t\n"


class Block(NamedTuple):
    """A paragraph, or text outside of all paragraphs (`role` is then "outside")."""

    start: int
    end: int
    role: str


@dataclass(slots=True)
class Mark:
    """Words to mark, and the ids of the elements that hold them once they are written.

    `label`: "quote", "claim", or a mention's entity type and form ("person pronoun").
    """

    start: int
    end: int
    label: str
    fact: Actor | Location | Quote | Claim
    id: str
    form: MentionForm | None = None
    pieces: list[str] = field(default_factory=list)

    def next_piece(self) -> str:
        """The id of the next element for this mark."""
        count = len(self.pieces) + 1
        self.pieces.append(self.id if count == 1 else f"{self.id}.{count}")
        return self.pieces[-1]


class Style(Protocol):
    """How a kind of markup writes blocks and marks."""

    def block(self, role: str) -> tuple[str, str]: ...
    def list(self) -> tuple[str, str]: ...
    def mark(self, mark: Mark, piece: str) -> tuple[str, str]: ...


def find_blocks(article: Article) -> list[Block]:
    """The blocks in order. Between them stand only spaces, tabs and line feeds."""
    blocks: list[Block] = []
    cursor = 0
    for paragraph in article.paragraphs:
        blocks += _outside(article.text, cursor, paragraph.start)
        blocks.append(Block(paragraph.start, paragraph.end, paragraph.role))
        cursor = paragraph.end
    blocks += _outside(article.text, cursor, len(article.text))
    return blocks


def _outside(text: str, start: int, end: int) -> Iterator[Block]:
    """The characters of a gap that no element-only content may hold (a no-break space), as a block of their own."""
    gap = text[start:end]
    if gap.strip(_XML_SPACE):
        first = start + len(gap) - len(gap.lstrip(_XML_SPACE))
        yield Block(first, start + len(gap.rstrip(_XML_SPACE)), OUTSIDE)


def find_marks(article: Article, prefix: str = "") -> list[Mark]:
    """Every fragment of a quote, every claim and every mention, in the order in which their elements open."""
    marks = [
        Mark(fragment.start, fragment.end, "quote", quote, f"{xml_id(quote.id, prefix)}.{count}")
        for quote in article.quotes
        for count, fragment in enumerate(quote.fragments, 1)
    ]
    marks += [Mark(claim.start, claim.end, "claim", claim, f"{xml_id(claim.id, prefix)}.1") for claim in article.claims]
    for entity in chain[Actor | Location](article.actors, article.locations):
        name = xml_id(entity.id, prefix)
        for count, mention in enumerate(entity.mentions, 1):
            label = f"{entity.type} {mention.form}"
            marks.append(Mark(mention.start, mention.end, label, entity, f"{name}.{count}", mention.form))
    marks.sort(key=lambda mark: mark.start)
    return marks


def write_blocks(text: str, blocks: Sequence[Block], marks: Sequence[Mark], style: Style) -> str:
    """The blocks with their marks, and the white space between them as it is."""
    parts: list[str] = []
    carried: list[Mark] = []
    cursor = following = 0
    in_list = False
    for block in blocks:
        if in_list != (block.role == "list_item"):
            in_list = not in_list
            opening, closing = style.list()
            # The list closes before the white space that follows it, and opens after that which precedes it.
            parts += [text[cursor : block.start], opening] if in_list else [closing, text[cursor : block.start]]
        else:
            parts.append(text[cursor : block.start])
        while following < len(marks) and marks[following].start < block.end:
            carried.append(marks[following])
            following += 1
        carried = [mark for mark in carried if mark.end > block.start]
        opening, closing = style.block(block.role)
        parts.append(opening)
        _write_block(text, block, carried, style, parts)
        parts.append(closing)
        cursor = block.end
    if in_list:
        parts.append(style.list()[1])
    parts.append(text[cursor:])
    return "".join(parts)


_Span: TypeAlias = tuple[int, bool, int, int, Mark]
"""A mark within one block: start, `is_leaf`, minus the end, number, mark. Spans sort in the order in which they open.

Mentions (`is_leaf`) open last, since NITF's names hold no other element; else the longest opens first.
"""


def _write_block(text: str, block: Block, marks: Sequence[Mark], style: Style, parts: list[str]) -> None:
    """One sweep over a block: elements open and close where marks do."""
    first, last = block.start, block.end
    spans: list[_Span] = [
        (max(mark.start, first), mark.form is not None, -min(mark.end, last), number, mark)
        for number, mark in enumerate(marks)
    ]
    spans.sort(reverse=True)
    opened = _Opened()
    cursor = first
    while spans or opened.spans:
        position = min(opened.ends, default=last)
        if spans and spans[-1][0] < position:
            position = spans[-1][0]
        if cursor < position:
            parts.append(escape(text[cursor:position]))
            cursor = position
        opening: list[_Span] = []
        while spans and spans[-1][0] == position:
            opening.append(spans.pop())
        again = opened.close(position, opening, parts)
        if again:
            opening = sorted(opening + again, key=_outer_first)
        for span in opening:
            opened.open(span, style, parts)
    parts.append(escape(text[cursor:last]))


def _outer_first(span: _Span) -> tuple[bool, int]:
    return span[1:3]


class _Opened:
    """The elements that are open, the innermost last: the marks, where they end, and the end tags."""

    def __init__(self) -> None:
        self.spans: list[_Span] = []
        self.ends: list[int] = []
        self.tags: list[str] = []

    def open(self, span: _Span, style: Style, parts: list[str]) -> None:
        _, _, minus_end, _, mark = span
        start_tag, end_tag = style.mark(mark, mark.next_piece())
        parts.append(start_tag)
        self.spans.append(span)
        self.ends.append(-minus_end)
        self.tags.append(end_tag)

    def close(self, position: int, opening: Sequence[_Span], parts: list[str]) -> list[_Span]:
        """Closes what ends here, and what is in the way of that or of what opens; the latter has to open again."""
        lowest = self.ends.index(position) if position in self.ends else len(self.ends)
        if opening and self.spans and self.spans[-1][1] and not opening[0][1]:
            lowest = min(lowest, len(self.spans) - 1)
        again: list[_Span] = []
        while len(self.spans) > lowest:
            span = self.spans.pop()
            parts.append(self.tags.pop())
            if self.ends.pop() > position:
                again.append(span)
        return again
