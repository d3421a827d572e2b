"""The article's text as blocks with marked words, for any inline markup: the string value of it all is the text.

Marks may overlap as they like; where two cross, one is cut into pieces, so that the elements nest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, NamedTuple, Protocol

from exporter.formats.newsml_markup import escape
from exporter.formats.newsml_vocabulary import OUTSIDE, xml_id
from exporter.model import Actor, Article, Claim, Location, Mention, Quote

_XML_SPACE = " \t\n"


class Block(NamedTuple):
    """A paragraph, or text outside of all paragraphs (`role` is then "outside")."""

    start: int
    end: int
    role: str


@dataclass(slots=True)
class Mark:
    """Words to mark, and the ids of the elements that hold them once they are written."""

    start: int
    end: int
    kind: Literal["claim", "quote", "mention"]
    fact: Actor | Location | Quote | Claim
    id: str
    mention: Mention | None = None
    pieces: list[str] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        """Mentions hold no other mark, since NITF's names hold none."""
        return self.kind == "mention"

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


def find_marks(article: Article) -> list[Mark]:
    """Every quote's fragments, every claim and every mention, in the order in which elements open."""
    marks = [
        Mark(fragment.start, fragment.end, "quote", quote, f"{xml_id(quote.id)}.{count}")
        for quote in article.quotes
        for count, fragment in enumerate(quote.fragments, 1)
    ]
    marks += [Mark(claim.start, claim.end, "claim", claim, f"{xml_id(claim.id)}.1") for claim in article.claims]
    entities: chain[Actor | Location] = chain(article.actors, article.locations)
    marks += [
        Mark(mention.start, mention.end, "mention", entity, f"{xml_id(entity.id)}.{count}", mention)
        for entity in entities
        for count, mention in enumerate(entity.mentions, 1)
    ]
    marks.sort(key=_opening)
    return marks


def _opening(mark: Mark) -> tuple[int, bool, int]:
    return mark.start, mark.is_leaf, -mark.end


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
        parts += [opening, *_BlockWriter(text, block, style).write(carried), closing]
        cursor = block.end
    if in_list:
        parts.append(style.list()[1])
    parts.append(text[cursor:])
    return "".join(parts)


class _BlockWriter:
    """One sweep over a block: elements open and close where marks do."""

    def __init__(self, text: str, block: Block, style: Style) -> None:
        self.text = text
        self.block = block
        self.style = style
        self.parts: list[str] = []
        self.stack: list[tuple[Mark, str]] = []
        self.cursor = block.start

    def write(self, marks: list[Mark]) -> list[str]:
        waiting = sorted(marks, key=self._clipped_opening)
        index = 0
        while index < len(waiting) or self.stack:
            position = self._next_position(waiting, index)
            opening: list[Mark] = []
            while index < len(waiting) and max(waiting[index].start, self.block.start) == position:
                opening.append(waiting[index])
                index += 1
            self._turn(position, opening)
        self._text_until(self.block.end)
        return self.parts

    def _clipped_opening(self, mark: Mark) -> tuple[int, bool, int]:
        return max(mark.start, self.block.start), mark.is_leaf, -mark.end

    def _next_position(self, waiting: list[Mark], index: int) -> int:
        ends = [min(mark.end, self.block.end) for mark, _ in self.stack]
        if index < len(waiting):
            ends.append(max(waiting[index].start, self.block.start))
        return min(ends)

    def _turn(self, position: int, opening: list[Mark]) -> None:
        """Close what ends here, open what begins here; what lies in between closes and opens again."""
        self._text_until(position)
        reopening: list[Mark] = []
        while self.stack and self._has_to_close(position, opening):
            mark, closing = self.stack.pop()
            self.parts.append(closing)
            if min(mark.end, self.block.end) > position:
                reopening.append(mark)
        for mark in sorted(reopening + opening, key=lambda mark: (mark.is_leaf, -mark.end)):
            start_tag, end_tag = self.style.mark(mark, mark.next_piece())
            self.parts.append(start_tag)
            self.stack.append((mark, end_tag))

    def _has_to_close(self, position: int, opening: list[Mark]) -> bool:
        if any(min(mark.end, self.block.end) <= position for mark, _ in self.stack):
            return True
        return self.stack[-1][0].is_leaf and any(not mark.is_leaf for mark in opening)

    def _text_until(self, position: int) -> None:
        self.parts.append(escape(self.text[self.cursor : position]))
        self.cursor = position
