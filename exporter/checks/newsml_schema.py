"""NewsML-G2 against XML schemas: our own profile, and IPTC's schema where a copy is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from exporter.checks.located_xml import Finding
from exporter.checks.schemas import schema_folder
from exporter.errors import InputError

__all__ = ["PROFILE", "load_schema", "profile_findings", "schema_findings", "schema_folder"]

PROFILE = "newsml-g2-profile.xsd"
_NAMESPACE = re.compile(r"\{[^{}]*\}")
_STEP = re.compile(r"/([^/\[]+)(?:\[(\d+)\])?")


@cache
def load_schema(path: Path) -> etree.XMLSchema:
    """The schema at that path, compiled once. Raises InputError."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    try:
        return etree.XMLSchema(etree.parse(str(path), parser))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise InputError(f"{path}: no XML schema can be read from there: {error}") from None


def profile_findings(node: etree._Element) -> Iterator[Finding]:
    """What our profile forbids in an item of ours."""
    yield from _findings(node, load_schema(schema_folder() / PROFILE), "newsml.profile")


def schema_findings(node: etree._Element, path: Path) -> Iterator[Finding]:
    """What the schema at the path forbids."""
    yield from _findings(node, load_schema(path), "newsml.schema")


def _findings(node: etree._Element, schema: etree.XMLSchema, rule: str) -> Iterator[Finding]:
    if schema.validate(node):
        return
    errors: Any = schema.error_log
    places = _Places(node)
    for error in errors:
        message = _NAMESPACE.sub("", error.message).removesuffix(".")
        yield Finding(places.find(error.path or ""), rule, message)


class _Places:
    """The elements of paths as libxml2 writes them, such as `/*/*[3]/ns:name[2]/@id`; the element of an attribute.

    `*` counts all elements, since names in a default namespace have no prefix to write.
    """

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.known: dict[tuple[etree._Element, str], list[etree._Element]] = {}

    def find(self, path: str) -> etree._Element:
        """The element, or the last one on the way that is there."""
        node = self.root
        for step in _STEP.finditer(path.partition("/@")[0]):
            if step.start() == 0:
                continue
            named, number = self._named(node, step[1]), int(step[2] or 1)
            if number > len(named):
                break
            node = named[number - 1]
        return node

    def _named(self, node: etree._Element, name: str) -> list[etree._Element]:
        if (node, name) not in self.known:
            self.known[node, name] = [one for one in node.iterchildren("*") if name in ("*", _name(one))]
        return self.known[node, name]


def _name(node: etree._Element) -> str:
    name = etree.QName(node).localname
    return f"{node.prefix}:{name}" if node.prefix else name
