"""XML of agencies, which a stranger may have written: no entities of its own, no network, no huge trees."""

from __future__ import annotations

import html as entities
from typing import Any

from lxml import etree

from exporter.errors import InputError
from exporter.readers.characters import one_line

XML = "{http://www.w3.org/XML/1998/namespace}"


class _Nothing(etree.Resolver):
    """Gives a comment for whatever a document wants to be loaded. An empty answer would be taken for none."""

    def resolve(self, *request: Any) -> Any:
        load: Any = self
        return load.resolve_string("<!-- -->", request[-1])


def parse_xml(data: bytes) -> etree._Element:
    """The root element, its tags and those below it without namespaces. Raises InputError.

    A document type is accepted (NITF has one) unless it declares something itself; nothing is loaded for it.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    parser.resolvers.add(_Nothing())
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError(f"{max(line, 1)}:{max(column, 1)}: no well-formed XML: {error.msg}") from None
    _refuse_declarations(root)
    _replace_references(root)
    for element in root.iter("*"):
        element.tag = etree.QName(element).localname
    return root


def _refuse_declarations(root: etree._Element) -> None:
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and (list(dtd.iterentities()) or list(dtd.iterelements())):
        raise InputError("the document type declares entities or elements of its own, which is not accepted")


def _replace_references(root: etree._Element) -> None:
    """Named characters (`&eacute;`) become text; the document type that declares them is not read."""
    for reference in list(root.iter(etree.Entity)):
        name = reference.text or ""
        text = entities.unescape(name)
        if text == name:
            raise InputError(f"{reference.sourceline}: the entity {name} is not known")
        _put_in_place(reference, text + (reference.tail or ""))


def _put_in_place(node: Any, text: str) -> None:
    parent, previous = node.getparent(), node.getprevious()
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    node.tail = None
    parent.remove(node)


def text_of(element: etree._Element | None) -> str | None:
    """The text of an element on one line, or None where there is none."""
    if element is None:
        return None
    return one_line(all_text(element)) or None


def all_text(element: etree._Element) -> str:
    """The text of an element and of those in it, as it is."""
    return "".join(str(part) for part in element.itertext())


def text_at(element: etree._Element | None, path: str) -> str | None:
    """The text of the first element at a path."""
    return None if element is None else text_of(element.find(path))


def language_of(element: etree._Element) -> str | None:
    """The language that an element says it is in."""
    return element.get(f"{XML}lang") or element.get("lang")
