"""The nodes of a JSON-LD document, each with its path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from exporter.checks.jsonld_schema import ARTICLES
from exporter.checks.located_json import Path

Node = dict[str, Any]
Place = tuple[Path, Node]


@dataclass(frozen=True)
class Graph:
    """A document: `nodes` in the order of the text, `defined` and `referred` by `@id`."""

    root: Any
    nodes: list[Place] = field(default_factory=list)
    defined: dict[str, list[Place]] = field(default_factory=dict)
    referred: list[tuple[Path, str]] = field(default_factory=list)

    @classmethod
    def of(cls, root: Any) -> Graph:
        graph = cls(root)
        for path, node in _objects(root):
            graph.nodes.append((path, node))
            identifier = node.get("@id")
            if not isinstance(identifier, str):
                continue
            if len(node) == 1:
                graph.referred.append((path, identifier))
            else:
                graph.defined.setdefault(identifier, []).append((path, node))
        return graph

    @cached_property
    def articles(self) -> list[Place]:
        """The document itself, or the articles among its top-level nodes (an array, or `@graph`)."""
        candidates: list[Place] = [((), self.root)] if isinstance(self.root, dict) else []
        tops: list[tuple[Path, Any]] = [((), self.root)]
        if isinstance(self.root, dict):
            tops = [(("@graph",), self.root.get("@graph"))]
        for path, top in tops:
            if isinstance(top, list):
                candidates += [((*path, i), node) for i, node in enumerate(top) if isinstance(node, dict)]
        return [(path, node) for path, node in candidates if any(kind in ARTICLES for kind in types(node))]

    def resolve(self, node: Node) -> Node:
        """The node that a reference leads to; itself where it leads nowhere."""
        identifier = node.get("@id")
        if len(node) == 1 and isinstance(identifier, str) and identifier in self.defined:
            return self.defined[identifier][0][1]
        return node


def types(node: Node) -> list[str]:
    """The `@type`s of a node."""
    kind = node.get("@type")
    found = kind if isinstance(kind, list) else [kind]
    return [one for one in found if isinstance(one, str)]


def values(node: Node, key: str) -> list[Any]:
    """One or many values of a key as a list."""
    value = node.get(key)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(node: Node, key: str) -> list[Node]:
    """The objects among the values of a key."""
    return [value for value in values(node, key) if isinstance(value, dict)]


def string(node: Node, key: str) -> str | None:
    """The value of a key if it is a string."""
    value = node.get(key)
    return value if isinstance(value, str) else None


def _objects(root: Any) -> Iterator[Place]:
    """Every object, depth first in the order of the text; a stack of its own, so that no depth breaks it."""
    stack: list[tuple[Path, Any]] = [((), root)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            yield path, value
            members = [((*path, key), child) for key, child in value.items() if isinstance(child, dict | list)]
        elif isinstance(value, list):
            members = [((*path, i), child) for i, child in enumerate(value) if isinstance(child, dict | list)]
        else:
            continue
        stack.extend(reversed(members))
