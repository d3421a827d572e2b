"""`@id`s: absolute, each node written out once, each reference leading to one."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.checks.jsonld_graph import Graph, string
from exporter.checks.located_json import Finding
from exporter.checks.problem import Severity


def reference_findings(graph: Graph) -> Iterator[Finding]:
    """Dangling references and nodes written twice: errors inside the article's own address, else warnings."""
    bases = {(string(node, "@id") or "").partition("#")[0] for _, node in graph.articles} - {""}
    for path, identifier in graph.referred:
        if identifier not in graph.defined:
            message = f"no node of this document has the @id {identifier!r}"
            yield Finding("jsonld.reference", message, (*path, "@id"), _severity(identifier, bases))
    for identifier, places in graph.defined.items():
        for path, _ in places[1:]:
            message = f"the @id {identifier!r} stands on two nodes; write one of them as a reference"
            yield Finding("jsonld.duplicate-id", message, (*path, "@id"), _severity(identifier, bases))


def _severity(identifier: str, bases: set[str]) -> Severity:
    """An error for an `@id` under the article's address, or one that is not absolute and so can lead nowhere else."""
    is_own = ":" not in identifier or identifier.partition("#")[0] in bases
    return "error" if is_own else "warning"
