"""Values out of the elements of our items. Each raises InputError where a value is missing or has another form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from exporter.errors import InputError
from exporter.formats.newsml_parsing import g2
from exporter.formats.newsml_vocabulary import EXACT

CHAR_RANGE = re.compile(r"char=(\d{1,9}),(\d{1,9})\Z")


def place_of(node: etree._Element) -> str:
    """The element and its line, for messages."""
    return f"line {node.sourceline}: {etree.QName(node).localname}"


def attribute(node: etree._Element, name: str) -> str:
    """An attribute that has to be there."""
    value = node.get(name)
    if value is None:
        raise InputError(f"{place_of(node)} has no {name!r}")
    return value


def child(node: etree._Element, name: str) -> etree._Element:
    """A child that has to be there."""
    found = node.find(g2(name))
    if found is None:
        raise InputError(f"{place_of(node)} has no {name}")
    return found


def children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    return node.iterchildren(g2(name))


def with_relation(node: etree._Element, name: str, relation: str) -> Iterator[etree._Element]:
    """The children of that name whose `rel` is the relation of ours."""
    return (one for one in children(node, name) if one.get("rel") == f"nxrel:{relation}")


def first_with_relation(node: etree._Element, name: str, relation: str) -> etree._Element | None:
    return next(with_relation(node, name, relation), None)


def code_of(node: etree._Element, name: str = "qcode") -> str:
    """The code of a QCode, without the alias."""
    return attribute(node, name).partition(":")[2]


def term_of(node: etree._Element | None, name: str = "qcode") -> Any:
    """The code for a field that takes a few terms only: the model refuses another, and "" for no element."""
    return "" if node is None else code_of(node, name)


def text_of(node: etree._Element | None) -> str | None:
    """The text of an element, None where there is no element."""
    return None if node is None else node.get(f"{{{EXACT}}}text", node.text or "")


def name_of(node: etree._Element) -> str:
    """The text of the child `name`."""
    return text_of(child(node, "name")) or ""


def iri(node: etree._Element, name: str) -> str | None:
    """An attribute that holds an IRI."""
    return node.get(f"{{{EXACT}}}{name}", node.get(name))


def char_ranges(node: etree._Element) -> list[tuple[int, int]]:
    """The ranges in the attribute `value`."""
    found = [CHAR_RANGE.match(part) for part in attribute(node, "value").split()]
    if not all(found):
        raise InputError(f"{place_of(node)}: {node.get('value')!r} is no list of ranges such as char=22,70")
    return [(int(one[1]), int(one[2])) for one in found if one]


def char_range_of(node: etree._Element) -> tuple[int, int]:
    """The only range in the attribute `value`."""
    found = char_ranges(node)
    if len(found) != 1:
        raise InputError(f"{place_of(node)} holds {len(found)} ranges where one is wanted")
    return found[0]


def number(value: str, node: etree._Element) -> float:
    try:
        return float(value)
    except ValueError:
        raise InputError(f"{place_of(node)}: {value!r} is no number") from None
