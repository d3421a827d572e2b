"""Values out of the elements of our items. Each raises InputError where a value is missing or has another form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from exporter.errors import InputError
from exporter.formats.newsml_vocabulary import EXACT, G2

_CHAR_RANGE = re.compile(r"char=(\d{1,9}),(\d{1,9})\Z")
_G2 = f"{{{G2}}}"
_EXACT_TEXT = f"{{{EXACT}}}text"


Ranges = tuple[tuple[int, int], ...]


class Family:
    """The children of an element by name, and by their relation `nxrel:...`."""

    __slots__ = ("_named", "_related", "node")

    def __init__(self, node: etree._Element) -> None:
        self.node = node
        self._named: dict[str, list[etree._Element]] = {}
        self._related: dict[str, list[etree._Element]] = {}
        for one in node:
            relation = one.get("rel")
            if relation is not None:
                self._related.setdefault(relation.removeprefix("nxrel:"), []).append(one)
            self._named.setdefault(one.tag, []).append(one)

    def named(self, name: str) -> Sequence[etree._Element]:
        """The children of that name."""
        return self._named.get(_G2 + name, ())

    def first(self, name: str) -> etree._Element | None:
        found = self._named.get(_G2 + name)
        return found[0] if found else None

    def child(self, name: str) -> etree._Element:
        """The child that has to be there."""
        found = self._named.get(_G2 + name)
        if not found:
            raise InputError(f"{place_of(self.node)} has no {name}")
        return found[0]

    def related(self, relation: str) -> Sequence[etree._Element]:
        """The children with that relation."""
        return self._related.get(relation, ())

    def relations(self) -> Iterable[tuple[str, Sequence[etree._Element]]]:
        """Each relation that there is, with its children."""
        return self._related.items()

    def property(self, relation: str) -> etree._Element | None:
        found = self._related.get(relation)
        return found[0] if found else None


def place_of(node: etree._Element) -> str:
    """The element and its line, for messages."""
    return f"line {node.sourceline}: {etree.QName(node).localname}"


def attribute(node: etree._Element, name: str) -> str:
    """An attribute that has to be there."""
    value = node.get(name)
    if value is None:
        raise InputError(f"{place_of(node)} has no {name!r}")
    return value


def code_of(node: etree._Element, name: str = "qcode") -> str:
    """The code of a QCode, without the alias."""
    return (node.get(name) or attribute(node, name)).partition(":")[2]


def term_of(node: etree._Element | None, name: str = "qcode") -> Any:
    """The code for a field that takes a few terms only: the model refuses another, and "" for no element."""
    return "" if node is None else code_of(node, name)


def text_of(node: etree._Element | None) -> str | None:
    """The text of an element, None where there is no element."""
    return None if node is None else node.get(_EXACT_TEXT, node.text or "")


def name_of(node: etree._Element) -> str:
    """The text of the child `name`."""
    return text_of(Family(node).child("name")) or ""


def iri(node: etree._Element, name: str) -> str | None:
    """An attribute that holds an IRI."""
    return node.get(f"{{{EXACT}}}{name}", node.get(name))


@lru_cache(maxsize=4096)
def parse_ranges(value: str) -> Ranges:
    """The ranges of a value; none where it is no list of ranges. The checks and the reader ask for the same values."""
    found = [_CHAR_RANGE.match(part) for part in value.split()]
    return tuple((int(one[1]), int(one[2])) for one in found if one) if all(found) else ()


def char_ranges(node: etree._Element) -> Ranges:
    """The ranges in the attribute `value`."""
    ranges = parse_ranges(attribute(node, "value"))
    if not ranges:
        raise InputError(f"{place_of(node)}: {node.get('value')!r} is no list of ranges such as char=22,70")
    return ranges


def char_range_of(node: etree._Element) -> tuple[int, int]:
    """The only range in the attribute `value`."""
    found = parse_ranges(node.get("value", "")) or char_ranges(node)
    if len(found) != 1:
        raise InputError(f"{place_of(node)} holds {len(found)} ranges where one is wanted")
    return found[0]


def number(value: str, node: etree._Element) -> float:
    try:
        return float(value)
    except ValueError:
        raise InputError(f"{place_of(node)}: {value!r} is no number") from None
