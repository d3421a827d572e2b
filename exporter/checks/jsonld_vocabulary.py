"""Types and properties against schema.org: each property on a type of its domain, with a value of its range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

from exporter.checks.jsonld_graph import Graph, Node, types
from exporter.checks.located_json import Finding, Path

_STRINGS = frozenset({"Text", "URL", "Date", "DateTime", "DefinedTerm", "Language"})
_NUMBERS = frozenset({"Number", "Integer"})

Kinds: TypeAlias = tuple[str, ...]
"""The types of a node."""


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
        known = _known(kinds, vocabulary)
        for kind in kinds if known != kinds else ():
            if kind not in known and ":" not in kind:
                message = (
                    f"{kind!r} is no type of schema.org that this program knows, so its properties are not checked"
                )
                yield Finding("jsonld.unknown-type", message, (*path, "@type"), "warning")
        if known:
            yield from _node_findings(graph, vocabulary, path, node, known)


def _node_findings(graph: Graph, vocabulary: Vocabulary, path: Path, node: Node, kinds: Kinds) -> Iterator[Finding]:
    for key, value in node.items():
        if key not in vocabulary.properties:
            continue
        fault = _domain_fault(key, kinds)
        if fault is not None:
            yield Finding("jsonld.domain", fault, (*path, key), at_key=True)
        many = isinstance(value, list)
        for index, one in enumerate(value if many else (value,)):
            shape: Any = _known(types(graph.resolve(one)), vocabulary) if isinstance(one, dict) else type(one)
            fault = _range_fault(key, shape)
            if fault is not None:
                yield Finding("jsonld.range", fault, (*path, key, index) if many else (*path, key))


def _known(kinds: Kinds, vocabulary: Vocabulary) -> Kinds:
    """Those of the types that stand in the vocabulary."""
    if all(map(vocabulary.ancestors.__contains__, kinds)):
        return kinds
    return tuple(kind for kind in kinds if kind in vocabulary.ancestors)


# An article has few kinds of nodes and values, and many of each, so what is wrong with them is kept.


@lru_cache(4096)
def _domain_fault(key: str, kinds: Kinds) -> str | None:
    """What is wrong with a property on a node of these types."""
    vocabulary = load_vocabulary()
    domains = vocabulary.properties[key].domains
    if any(vocabulary.is_a(kind, domains) for kind in kinds):
        return None
    return f"{key!r} is a property of {_listed(domains)}, not of {' '.join(kinds)}"


@lru_cache(4096)
def _range_fault(key: str, shape: type | Kinds) -> str | None:
    """What is wrong with a value: a node of these types, or a value of that Python type."""
    ranges = load_vocabulary().properties[key].ranges
    fault = _node_fault(shape, ranges) if isinstance(shape, tuple) else _value_fault(shape, ranges)
    return None if fault is None else f"{key!r} takes {_listed(ranges)}, not {fault}"


def _node_fault(kinds: Kinds, ranges: frozenset[str]) -> str | None:
    if not kinds or any(load_vocabulary().is_a(kind, ranges) for kind in kinds):
        return None
    return " ".join(kinds)


def _value_fault(kind: type, ranges: frozenset[str]) -> str | None:
    """What the value is, where it is outside of the range."""
    if kind is str:
        return None if ranges & _STRINGS else "a string"
    if kind is bool:
        return None if "Boolean" in ranges else "a boolean"
    if kind is int:
        return None if ranges & _NUMBERS else "a number"
    if kind is float:
        return None if "Number" in ranges else "a number"
    return None


def _listed(names: frozenset[str]) -> str:
    return " or ".join(sorted(names))
