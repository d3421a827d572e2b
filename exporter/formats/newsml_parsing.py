"""Reading XML that a stranger may have written: no document type, no entities, no network, no huge trees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from exporter.errors import InputError
from exporter.formats.newsml_vocabulary import G2, NITF, XHTML, XML

_LONG = 10_000_000
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'

XML_ID = f"{{{XML}}}id"
XHTML_BODY = f"{{{XHTML}}}body"
NITF_BLOCK = f"{{{NITF}}}block"


class MarkupError(InputError):
    """Bytes that are no XML document, or one that is refused. `line` and `column` count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(f"{line}:{column}: {reason}")
        self.reason = reason
        self.line = line
        self.column = column


class _Nothing(etree.Resolver):
    """Gives a comment for whatever a document wants to be loaded. An empty answer would be taken for none."""

    def resolve(self, *request: Any) -> Any:
        load: Any = self
        return load.resolve_string("<!-- -->", request[-1])


def parse_xml(data: bytes) -> etree._Element:
    """The root element. Raises MarkupError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=_is_long(data), collect_ids=False
    )
    parser.resolvers.add(_Nothing())  # `collect_ids=False` alone makes lxml load the external subset
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise MarkupError(f"no well-formed XML: {error.msg}", max(line, 1), max(column, 1)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise MarkupError("a document type declaration is not accepted; remove <!DOCTYPE ...>", 1, 1)
    return root


def _is_long(data: bytes) -> bool:
    """Whether a text node may be longer than libxml2 takes else; only where nothing can be declared that expands."""
    return len(data) > _LONG and data.startswith(_DECLARATION) and b"<!DOCTYPE" not in data


def g2(name: str) -> str:
    """The expanded name of a NewsML-G2 element."""
    return f"{{{G2}}}{name}"


class Body(NamedTuple):
    """The text of a body: its blocks (start, end, class) and the ranges of the elements that have an id."""

    text: str
    blocks: list[tuple[int, int, str]]
    marks: dict[str, tuple[int, int]]


def find_body(document: etree._Element) -> etree._Element | None:
    """The element whose string value is the article's text: XHTML's `body` or NITF's `block`."""
    return next(document.iter(XHTML_BODY, NITF_BLOCK), None)


def read_body(body: etree._Element) -> Body:
    """The string value, the elements with a class that are no marked words, and the elements with an id."""
    parts: list[str] = []
    blocks: list[tuple[int, int, str]] = []
    marks: dict[str, tuple[int, int]] = {}
    for node, start, end in _ranges(body, parts):
        name = node.get(XML_ID) or node.get("id")
        if name is not None:
            marks[name] = (start, end)
        elif _is_block(node, body):
            blocks.append((start, end, node.get("class", "")))
    return Body("".join(parts), sorted(blocks), marks)


def _is_block(node: etree._Element, body: etree._Element) -> bool:
    """A child of the body, or of a list in it. The list itself is none."""
    if etree.QName(node).localname == "ul":
        return False
    parent = node.getparent()
    if parent is not None and etree.QName(parent).localname == "ul":
        parent = parent.getparent()
    return parent is body


def _ranges(body: etree._Element, parts: list[str]) -> Iterator[tuple[etree._Element, int, int]]:
    """Each element inside the body when it ends, with its range; fills `parts` with the text."""
    position = 0
    starts: list[int] = []
    for event, node in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            starts.append(position)
            text = node.text or ""
        else:
            if event == "end":
                start = starts.pop()
                if node is not body:
                    yield node, start, position
            text = (node.tail or "") if node is not body else ""
        parts.append(text)
        position += len(text)
