"""Where the elements of an XML document stand: a finding about an element becomes a problem with line and column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple
from xml.parsers import expat

from lxml import etree

from exporter.checks.problem import Problem

Severity = Literal["error", "warning"]


class Finding(NamedTuple):
    """A broken rule and the element that breaks it."""

    node: etree._Element
    rule: str
    message: str
    severity: Severity = "error"


def locate(findings: Iterable[Finding], root: etree._Element, data: bytes) -> list[Problem]:
    """The findings as problems, in the order of the document."""
    found = list(findings)
    if not found:
        return []
    nodes = {node: number for number, node in enumerate(root.iter("*"))}
    starts = _starts(data)
    found.sort(key=lambda finding: nodes[finding.node])
    return [_problem(finding, starts[nodes[finding.node]] if starts else None) for finding in found]


def _problem(finding: Finding, start: tuple[int, int] | None) -> Problem:
    line, column = start or (None, None)
    return Problem(finding.rule, finding.message, path_of(finding.node), line, column, finding.severity)


def _starts(data: bytes) -> list[tuple[int, int]]:
    """Line and column of each start tag, from 1, in code points; none for an encoding that expat does not know."""
    starts: list[tuple[int, int]] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        starts.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return []
    return starts


def path_of(node: etree._Element) -> str:
    """An XPath of local names; a number where there are several of a name."""
    steps: list[str] = []
    current: etree._Element | None = node
    while current is not None:
        steps.append(_step(current))
        current = current.getparent()
    return "/" + "/".join(reversed(steps))


def _step(node: etree._Element) -> str:
    name = etree.QName(node).localname
    before = sum(1 for _ in node.itersiblings(node.tag, preceding=True))
    alone = before == 0 and next(node.itersiblings(node.tag), None) is None
    return name if alone else f"{name}[{before + 1}]"
