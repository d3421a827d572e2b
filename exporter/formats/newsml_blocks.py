"""The article's text as blocks with marked words, for any inline markup: the string value of it all is the text.

Marks may overlap as they like; where two cross, one is cut into pieces, so that the elements nest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Protocol

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


class _Span(NamedTuple):
    """A mark within one block. Spans sort in the order in which they open.

    Mentions (`is_leaf`) open last, since NITF's names hold no other element; else the longest opens first.
    """

    start: int
    is_leaf: bool
    minus_end: int
    number: int
    mark: Mark


def _write_block(text: str, block: Block, marks: Sequence[Mark], style: Style, parts: list[str]) -> None:
    """One sweep over a block: elements open and close where marks do."""
    spans = [
        _Span(max(mark.start, block.start), mark.form is not None, -min(mark.end, block.end), number, mark)
        for number, mark in enumerate(marks)
    ]
    spans.sort(reverse=True)
    stack: list[tuple[_Span, str]] = []
    cursor = block.start
    while spans or stack:
        position = spans[-1].start if spans else block.end
        for span, _ in stack:
            position = min(position, -span.minus_end)
        parts.append(escape(text[cursor:position]))
        cursor = position
        opening = _opening(spans, position)
        opening += _close(stack, position, opening, parts)
        opening.sort(key=_outer_first)
        for span in opening:
            start_tag, end_tag = style.mark(span.mark, span.mark.next_piece())
            parts.append(start_tag)
            stack.append((span, end_tag))
    parts.append(escape(text[cursor : block.end]))


def _outer_first(span: _Span) -> tuple[bool, int]:
    return span.is_leaf, span.minus_end


def _opening(spans: list[_Span], position: int) -> list[_Span]:
    """Takes the spans that begin here."""
    found: list[_Span] = []
    while spans and spans[-1].start == position:
        found.append(spans.pop())
    return found


def _close(stack: list[tuple[_Span, str]], position: int, opening: list[_Span], parts: list[str]) -> list[_Span]:
    """Closes what ends here, and what is in the way of that or of what opens; the latter has to open again."""
    lowest = len(stack)
    for depth, (span, _) in enumerate(stack):
        if -span.minus_end == position:
            lowest = depth
            break
    if stack and stack[-1][0].is_leaf and opening and not opening[0].is_leaf:
        lowest = min(lowest, len(stack) - 1)
    again: list[_Span] = []
    while len(stack) > lowest:
        span, end_tag = stack.pop()
        parts.append(end_tag)
        if -span.minus_end > position:
            again.append(span)
    return again
