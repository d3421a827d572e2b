"""Where the elements of an XML document stand: a finding about an element becomes a problem with line and column."""

from __future__ import annotations

from collections import Counter
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
    paths = Paths()
    found.sort(key=lambda finding: nodes[finding.node])
    problems: list[Problem] = []
    for finding in found:
        line, column = starts[nodes[finding.node]] if starts else (None, None)
        path = paths.of(finding.node)
        problems.append(Problem(finding.rule, finding.message, path, line, column, finding.severity))
    return problems


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


class Paths:
    """XPaths of local names; a number where there are several of a name. Each element is looked at once."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def of(self, node: etree._Element) -> str:
        if node not in self._known:
            parent = node.getparent()
            if parent is None:
                self._known[node] = f"/{etree.QName(node).localname}"
            else:
                self._name_children(parent)
        return self._known[node]

    def _name_children(self, parent: etree._Element) -> None:
        base = self.of(parent)
        children = list(parent.iterchildren("*"))
        totals = Counter(child.tag for child in children)
        seen: Counter[str] = Counter()
        for child in children:
            seen[child.tag] += 1
            number = f"[{seen[child.tag]}]" if totals[child.tag] > 1 else ""
            self._known[child] = f"{base}/{etree.QName(child).localname}{number}"
