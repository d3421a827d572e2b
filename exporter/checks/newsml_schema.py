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
    for error in errors:
        message = _NAMESPACE.sub("", error.message).removesuffix(".")
        yield Finding(_place(node, error.path), rule, message)


def _place(node: etree._Element, path: str | None) -> etree._Element:
    """The element of a path as libxml2 writes it: `*` for a name without prefix."""
    namespaces = {prefix: uri for one in node.iter("*") for prefix, uri in one.nsmap.items() if prefix}
    # An attribute's path is that of its element and the attribute.
    element_path = re.sub(r"/@[^/]*\Z", "", path or "")
    try:
        found: Any = node.getroottree().xpath(element_path, namespaces=namespaces)
    except etree.XPathError:
        return node
    return found[0] if found else node
