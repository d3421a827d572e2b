"""Checks of NewsML-G2: well-formed, valid, and all that a schema cannot say. Each problem has a line and a column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from exporter.checks.located_xml import Finding, locate
from exporter.checks.newsml_facts import fact_findings
from exporter.checks.newsml_generic import ITEMS, MESSAGE, generic_findings, guid_findings, item_findings
from exporter.checks.newsml_item import Item
from exporter.checks.newsml_schema import profile_findings, schema_findings
from exporter.checks.newsml_text import text_findings
from exporter.checks.problem import Problem
from exporter.errors import InputError
from exporter.formats.newsml_parsing import MarkupError, g2, parse_xml
from exporter.formats.newsml_reader import read_item
from exporter.formats.newsml_vocabulary import OWN_SCHEMES, PROFILE

_TEXT = (g2("newsItem"), MESSAGE)


def check_newsml(data: bytes, xsd: Path | None = None) -> list[Problem]:
    """The problems in the order of the document; none for a valid one.

    `xsd`: a copy of IPTC's schema to validate against as well. Items of other producers are not held to our profile.
    Raises InputError where the schema at `xsd` cannot be read.
    """
    try:
        root = parse_xml(data)
    except MarkupError as error:
        return [Problem("newsml.xml", error.reason, "", error.line, error.column)]
    if root.tag not in ITEMS and root.tag != MESSAGE:
        name = etree.QName(root).localname
        return locate([Finding(root, "newsml.root", f"<{name}> is no NewsML-G2 item or message")], root, data)
    return locate(_findings(root, xsd), root, data)


def _findings(root: etree._Element, xsd: Path | None) -> Iterator[Finding]:
    if xsd is not None:
        yield from schema_findings(root, xsd)
    broken = list(profile_findings(root)) if is_own(root) else None
    if broken == [] and root.tag in _TEXT:
        # The profile's schema leaves no room for unknown aliases, repeated ids, dates without zone, false positions.
        for item in root.iter(g2("newsItem")):
            yield from _item_findings(Item(item))
        yield from guid_findings(root)
    else:
        yield from broken or ()
        yield from generic_findings(root)


def is_own(root: etree._Element) -> bool:
    """Whether the document says, by profile or by schemes, that this program wrote it."""
    if any(node.text == PROFILE for node in root.iter(g2("profile"))):
        return True
    return any(node.get("uri", "").startswith(OWN_SCHEMES) for node in root.iter(g2("scheme")))


def _item_findings(item: Item) -> Iterator[Finding]:
    found = [*item_findings(item.node), *text_findings(item), *fact_findings(item)]
    yield from found
    if not found:
        try:
            read_item(item)
        except InputError as error:
            yield Finding(item.node, "newsml.model", str(error))
