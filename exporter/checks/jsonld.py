"""JSON-LD: a table of checks, each of which yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from exporter.checks.jsonld_graph import Graph, string, types
from exporter.checks.jsonld_model import model_findings
from exporter.checks.jsonld_references import reference_findings
from exporter.checks.jsonld_structure import structure_findings
from exporter.checks.jsonld_text import text_findings
from exporter.checks.jsonld_vocabulary import vocabulary_findings
from exporter.checks.located_json import Document, Finding, read_located
from exporter.checks.problem import Problem
from exporter.formats.jsonld_names import CONTEXT


def check_jsonld(data: bytes) -> list[Problem]:
    """Every problem of a JSON-LD document in the order of its text.

    The document is a NewsArticle, or an array or `@graph` with some; it may be of this program or of others.
    """
    document = read_located(data)
    if not isinstance(document, Document):
        return document
    graph = Graph.of(document.value)
    found = list(dict.fromkeys(finding for check in CHECKS for finding in check(graph)))
    if not any(finding.severity == "error" for finding in found):
        found += model_findings(graph)
    return document.problems(found)


def _article_findings(graph: Graph) -> Iterator[Finding]:
    if graph.articles:
        return
    found = types(graph.root) if isinstance(graph.root, dict) else []
    shown = f"its @type is {' '.join(found)!r}" if found else "it has no @type"
    path = ("@type",) if found else ()
    yield Finding("jsonld.article", f"the document holds no NewsArticle; {shown}", path)


def _context_findings(graph: Graph) -> Iterator[Finding]:
    """The context of a graph or an array; that of a lone article is checked by the schema."""
    if isinstance(graph.root, dict) and "@graph" in graph.root and graph.root.get("@context") != CONTEXT:
        yield Finding(
            "jsonld.context", f"'@context' is not {CONTEXT!r}; search engines ignore other contexts", ("@context",)
        )


def _date_findings(graph: Graph) -> Iterator[Finding]:
    for path, node in graph.articles:
        published, modified = string(node, "datePublished"), string(node, "dateModified")
        if published and modified and modified[:10] < published[:10]:
            days = f"{modified[:10]}, before {published[:10]}"
            message = f"'dateModified' is {days}: an article is not changed before it is published"
            yield Finding("jsonld.date-order", message, (*path, "dateModified"), "warning")


CHECKS: tuple[Callable[[Graph], Iterator[Finding]], ...] = (
    _article_findings,
    _context_findings,
    structure_findings,
    vocabulary_findings,
    reference_findings,
    text_findings,
    _date_findings,
)
