"""Whether the article of a document of the profile `full` can be read back, and what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pydantic

from exporter.checks.jsonld_graph import Graph, Node, types
from exporter.checks.located_json import Finding, Path
from exporter.checks.model_json import Shape, steps
from exporter.errors import InputError
from exporter.formats import jsonld_names as names
from exporter.formats.jsonld_node import Node as TypedNode
from exporter.formats.jsonld_read import article_fields
from exporter.model.consistency import inconsistencies

_CLAIMS = frozenset({"Claim", *names.STANCE_ACTIONS.values()})
_LISTS: dict[str, tuple[str, Callable[[Node], bool]]] = {
    "actors": ("mentions", lambda node: names.ENTITY_TYPE in node),
    "claims": ("mentions", lambda node: not _CLAIMS.isdisjoint(types(node))),
    "locations": ("contentLocation", lambda node: names.ENTITY_TYPE in node),
    "quotes": ("hasPart", lambda node: names.QUOTE_FORM in node),
    "paragraphs": (names.PARAGRAPH, lambda node: True),
    "diagnostics": (names.DIAGNOSTIC, lambda node: True),
}
"""Where the facts of each kind stand, and how to tell them from others there."""


def model_findings(graph: Graph) -> Iterator[Finding]:
    """What the model refuses, at the node of the fact."""
    if graph.articles != [((), graph.root)] or names.SCHEMA_VERSION_KEY not in graph.root:
        return
    try:
        shape = Shape.model_validate(article_fields(TypedNode(graph.root)))
    except InputError as error:
        yield Finding("jsonld.model", str(error))
    except pydantic.ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            message = f"{'/'.join(map(str, one['loc']))}: {one['msg']}"
            yield Finding("jsonld.model", message, _place(graph.root, one["loc"]))
    else:
        for found in inconsistencies(shape):
            yield Finding("jsonld.model", f"{found.path}: {found.message}", _place(graph.root, steps(found.path)))


def _place(root: Node, path: Path) -> Path:
    """The node of the fact that a path into the model leads to."""
    if len(path) < 2 or path[0] not in _LISTS or not isinstance(path[1], int):
        return ()
    key, is_one = _LISTS[path[0]]
    nodes = root[key] if isinstance(root.get(key), list) else [root.get(key)]
    found = [index for index, node in enumerate(nodes) if isinstance(node, dict) and is_one(node)]
    return (key, found[path[1]]) if path[1] < len(found) else ()
