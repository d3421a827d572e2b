"""A newsItem of our profile as one index: its text, the ranges of its marked words, its asserts and parts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lxml import etree

from exporter.formats.newsml_parsing import Body, find_body, g2, read_body
from exporter.formats.newsml_properties import CHAR_RANGE

Range = tuple[int, int]


@dataclass
class Item:
    """One newsItem that is valid against the profile's schema."""

    node: etree._Element

    @cached_property
    def bodies(self) -> list[Body]:
        """The body of each inlineXML; the first one carries the ids."""
        found = [find_body(content) for content in self.node.iter(g2("inlineXML"))]
        return [read_body(body) for body in found if body is not None]

    @property
    def text(self) -> str:
        return self.bodies[0].text

    @cached_property
    def asserts(self) -> dict[str, etree._Element]:
        """The asserts by QCode."""
        return {node.get("qcode", ""): node for node in self.node.iterchildren(g2("assert"))}

    @cached_property
    def parts(self) -> list[etree._Element]:
        return list(self.node.iterchildren(g2("partMeta")))

    def marked(self, names: list[str]) -> list[Range]:
        """The ranges of the elements with those ids, joined where they touch."""
        marks = self.bodies[0].marks
        return joined(sorted(marks[name] for name in names if name in marks))

    def clipped(self, ranges: list[Range]) -> list[Range]:
        """The ranges without what lies between the blocks, where no mark can stand."""
        blocks = self.bodies[0].blocks
        return joined(
            [
                (max(start, first), min(end, last))
                for start, end in sorted(ranges)
                for first, last, _ in blocks
                if max(start, first) < min(end, last)
            ]
        )

    def holds(self, span: Range) -> bool:
        """Whether the range lies in the text and is not empty."""
        return span[0] < span[1] <= len(self.text)

    def words(self, span: Range) -> str:
        return self.text[span[0] : span[1]]


def joined(ranges: list[Range]) -> list[Range]:
    """Ranges in order; those that touch become one."""
    if not ranges:
        return []
    cuts = [ranges[0][0]]
    for (_, end), (start, _) in pairwise(ranges):
        if start != end:
            cuts += [end, start]
    cuts.append(ranges[-1][1])
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def ranges_of(node: etree._Element) -> list[Range]:
    """The ranges in the attribute `value`."""
    found = [CHAR_RANGE.match(part) for part in node.get("value", "").split()]
    return [(int(one[1]), int(one[2])) for one in found if one]
