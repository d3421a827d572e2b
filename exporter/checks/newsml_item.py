"""The ranges of a newsItem of ours: those of its marked words, and those that its properties say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from lxml import etree

from exporter.formats.newsml_index import ItemIndex
from exporter.formats.newsml_properties import Family, parse_ranges
from exporter.formats.newsml_vocabulary import fact_id

Range = tuple[int, int]


class Item(ItemIndex):
    """One newsItem that is valid against the profile's schema."""

    @cached_property
    def text(self) -> str:
        return self.body.text

    @cached_property
    def quotes(self) -> frozenset[str]:
        """The ids of the quotes."""
        return frozenset(fact_id(one.node.get("partid", "")) for one in self.parts if not is_claim(one))

    @cached_property
    def natures_and_names(self) -> dict[str, tuple[str | None, str | None]]:
        """The QCode of each assert, its type and its name."""
        return {qcode: (one.child("type").get("qcode"), one.child("name").text) for qcode, one in self.asserts.items()}

    @cached_property
    def _block_starts(self) -> list[int]:
        return [start for start, _, _ in self.body.blocks]

    def marked(self, names: Sequence[str]) -> list[Range]:
        """The ranges of the elements with those ids, joined where they touch."""
        marks = self.body.marks
        return joined(sorted(marks[name] for name in names if name in marks))

    def clipped(self, ranges: Sequence[Range]) -> list[Range]:
        """The ranges without what lies between the blocks, where no mark can stand."""
        pieces: list[Range] = []
        blocks = self.body.blocks
        for start, end in sorted(ranges):
            index = max(bisect_right(self._block_starts, start) - 1, 0)
            if index < len(blocks) and blocks[index][0] <= start < end <= blocks[index][1]:
                pieces.append((start, end))
                continue
            while index < len(blocks) and blocks[index][0] < end:
                piece = max(start, blocks[index][0]), min(end, blocks[index][1])
                if piece[0] < piece[1]:
                    pieces.append(piece)
                index += 1
        return joined(pieces)

    def holds(self, span: Range) -> bool:
        """Whether the range lies in the text and is not empty."""
        return span[0] < span[1] <= len(self.text)

    def words(self, span: Range) -> str:
        return self.text[span[0] : span[1]]


def is_claim(part: Family) -> bool:
    """Whether a partMeta is a claim, not a quote."""
    return part.child("role").get("qcode") == "nxpart:claim"


def joined(ranges: Sequence[Range]) -> list[Range]:
    """Ranges in order; those that touch become one."""
    if len(ranges) < 2:
        return list(ranges)
    cuts = [ranges[0][0]]
    for (_, end), (start, _) in pairwise(ranges):
        if start != end:
            cuts += [end, start]
    cuts.append(ranges[-1][1])
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def ranges_of(nodes: Sequence[etree._Element]) -> list[Range]:
    """The ranges in the attributes `value`."""
    return [span for node in nodes for span in parse_ranges(node.get("value", ""))]
