"""A JSON-LD node with typed access: whatever the data hold, the answer has the type asked for or is an InputError."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from exporter.errors import InputError
from exporter.formats.jsonld_ids import fact_id

T = TypeVar("T", str, int, float, bool)


class Node:
    """A JSON object and the JSON Pointer to it."""

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, dict):
            raise InputError(f"{path or 'the document'}: expected an object, found {_kind(value)}")
        self.value: dict[str, Any] = value
        self.path = path

    def get(self, key: str, kind: type[T]) -> T | None:
        """The value of a key, or None where it is absent. A whole number serves as a float."""
        value = self.value.get(key)
        if kind is float and type(value) is int:
            value = float(value)
        if value is not None and type(value) is not kind:
            raise InputError(f"{self._at(key)}: expected {kind.__name__}, found {_kind(value)}")
        return value

    def need(self, key: str, kind: type[T]) -> T:
        """The value of a key. Raises InputError where it is absent."""
        value = self.get(key, kind)
        if value is None:
            raise InputError(f"{self.path or 'the document'}: {key!r} is missing")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """One or many strings."""
        found = self._many(key)
        for value in found:
            if not isinstance(value, str):
                raise InputError(f"{self._at(key)}: expected strings, found {_kind(value)}")
        return tuple(found)

    def nodes(self, key: str) -> list[Node]:
        """One or many objects."""
        return [Node(value, f"{self._at(key)}/{index}") for index, value in enumerate(self._many(key))]

    def node(self, key: str) -> Node | None:
        """The first object, if there is one."""
        found = self.nodes(key)
        return found[0] if found else None

    def reference(self, key: str) -> str | None:
        """The id of the fact that a key refers to."""
        found = self.references(key)
        return found[0] if found else None

    def references(self, key: str) -> tuple[str, ...]:
        """The ids of the facts that a key refers to."""
        return tuple(node.fact_id() for node in self.nodes(key))

    def fact_id(self) -> str:
        return fact_id(self.need("@id", str))

    def is_a(self, kind: str) -> bool:
        return kind in self.strings("@type")

    def _many(self, key: str) -> list[Any]:
        value = self.value.get(key)
        if value is None:
            return []
        return value if isinstance(value, list) else [value]

    def _at(self, key: str) -> str:
        return f"{self.path}/{key.replace('~', '~0').replace('/', '~1')}"


def load_node(data: bytes) -> Node:
    """The top-level object. Raises InputError for what is no strict JSON in UTF-8."""
    try:
        return Node(json.loads(data.decode("utf-8-sig"), parse_constant=_refuse))
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON number")


def _kind(value: object) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(value), "a number")
