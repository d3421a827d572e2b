"""The nodes of a JSON-LD document, each with its path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from exporter.checks.jsonld_schema import ARTICLES
from exporter.checks.located_json import Path

Node = dict[str, Any]
Place = tuple[Path, Node]

_HOLDERS = (dict, list)


@dataclass(frozen=True)
class Graph:
    """A document: `nodes` in the order of the text, `defined` by `@id`, and those that are `referred` to."""

    root: Any
    nodes: list[Place] = field(default_factory=list)
    defined: dict[str, list[Place]] = field(default_factory=dict)
    referred: list[tuple[Path, str]] = field(default_factory=list)

    @classmethod
    def of(cls, root: Any) -> Graph:
        graph = cls(root)
        if isinstance(root, _HOLDERS):
            graph._read((), root)
        return graph

    def _read(self, path: Path, value: Any) -> None:
        """Every object, depth first in the order of the text. Documents are no deeper than `read_located` lets them."""
        members: Iterable[tuple[str | int, Any]]
        if isinstance(value, dict):
            identifier = value.get("@id")
            if isinstance(identifier, str):
                if len(value) == 1:
                    self.referred.append((path, identifier))
                    return
                self.defined.setdefault(identifier, []).append((path, value))
            self.nodes.append((path, value))
            members = value.items()
        else:
            members = enumerate(value)
        for step, member in members:
            if isinstance(member, _HOLDERS):
                self._read((*path, step), member)

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
        if len(node) != 1:
            return node
        identifier = node.get("@id")
        found = self.defined.get(identifier) if isinstance(identifier, str) else None
        return node if found is None else found[0][1]


def types(node: Node) -> tuple[str, ...]:
    """The `@type`s of a node."""
    kind = node.get("@type")
    if isinstance(kind, str):
        return (kind,)
    return tuple(one for one in kind if isinstance(one, str)) if isinstance(kind, list) else ()


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
