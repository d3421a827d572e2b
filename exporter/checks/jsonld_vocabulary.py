"""Types and properties against schema.org: each property on a type of its domain, with a value of its range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from exporter.checks.jsonld_graph import Graph, Node, types, values
from exporter.checks.located_json import Finding, Path

_STRINGS = frozenset({"Text", "URL", "Date", "DateTime", "DefinedTerm", "Language"})
_NUMBERS = frozenset({"Number", "Integer"})


@dataclass(frozen=True, slots=True)
class Property:
    domains: frozenset[str]
    ranges: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The part of schema.org in `vocabulary.tsv`: each type with itself and all types above it, each property."""

    ancestors: dict[str, frozenset[str]]
    properties: dict[str, Property]

    def is_a(self, kind: str, others: frozenset[str]) -> bool:
        return not self.ancestors[kind].isdisjoint(others)


@lru_cache
def load_vocabulary() -> Vocabulary:
    """The committed table."""
    parents: dict[str, list[str]] = {}
    properties: dict[str, Property] = {}
    table = (files("exporter.checks") / "vocabulary.tsv").read_text("utf-8")
    for line in table.splitlines():
        kind, _, rest = line.partition("\t")
        cells = rest.split("\t")
        if kind == "type":
            parents[cells[0]] = cells[1].split() if len(cells) > 1 else []
        elif kind == "property":
            properties[cells[0]] = Property(frozenset(cells[1].split()), frozenset(cells[2].split()))
    return Vocabulary({name: _above(name, parents) for name in parents}, properties)


def _above(name: str, parents: dict[str, list[str]]) -> frozenset[str]:
    return frozenset({name}).union(*(_above(parent, parents) for parent in parents[name]))


def vocabulary_findings(graph: Graph) -> Iterator[Finding]:
    """Properties outside their domain and values outside their range; unknown types as warnings."""
    vocabulary = load_vocabulary()
    for path, node in graph.nodes:
        kinds = types(node)
        known = [kind for kind in kinds if kind in vocabulary.ancestors]
        for kind in kinds:
            if kind not in vocabulary.ancestors and ":" not in kind:
                message = (
                    f"{kind!r} is no type of schema.org that this program knows, so its properties are not checked"
                )
                yield Finding("jsonld.unknown-type", message, (*path, "@type"), "warning")
        if known:
            yield from _node_findings(graph, vocabulary, path, node, known)


def _node_findings(graph: Graph, vocabulary: Vocabulary, path: Path, node: Node, kinds: list[str]) -> Iterator[Finding]:
    for key in node:
        found = vocabulary.properties.get(key)
        if found is None:
            continue
        if not any(vocabulary.is_a(kind, found.domains) for kind in kinds):
            message = f"{key!r} is a property of {_listed(found.domains)}, not of {' '.join(kinds)}"
            yield Finding("jsonld.domain", message, (*path, key), at_key=True)
        many = isinstance(node[key], list)
        for index, value in enumerate(values(node, key)):
            fault = _range_fault(graph, vocabulary, value, found.ranges)
            if fault:
                message = f"{key!r} takes {_listed(found.ranges)}, not {fault}"
                yield Finding("jsonld.range", message, (*path, key, index) if many else (*path, key))


def _range_fault(graph: Graph, vocabulary: Vocabulary, value: Any, ranges: frozenset[str]) -> str | None:
    """What the value is, where it is outside of the range."""
    if isinstance(value, dict):
        return _type_fault(vocabulary, types(graph.resolve(value)), ranges)
    if isinstance(value, str):
        return None if ranges & _STRINGS else "a string"
    if isinstance(value, bool):
        return None if "Boolean" in ranges else "a boolean"
    if isinstance(value, int):
        return None if ranges & _NUMBERS else "a number"
    if isinstance(value, float):
        return None if "Number" in ranges else "a number"
    return None


def _type_fault(vocabulary: Vocabulary, kinds: list[str], ranges: frozenset[str]) -> str | None:
    known = [kind for kind in kinds if kind in vocabulary.ancestors]
    if not known or any(vocabulary.is_a(kind, ranges) for kind in known):
        return None
    return " ".join(known)


def _listed(names: frozenset[str]) -> str:
    return " or ".join(sorted(names))
