"""A JSON Schema (2020-12) as Python functions that say whether a value is valid, and nothing else.

A schema becomes a table: the type of a value, and the test that a value of this type has to pass. Values are those of
`json.loads`. Keywords with which the schemas of this project do without are refused, so that none is passed over.
"""

# ruff: noqa: SIM110 - loops, for a generator in each test costs half as much again
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import zip_longest
from typing import Any, TypeAlias

Schema: TypeAlias = Any
Test: TypeAlias = Callable[[Any], object]
Table: TypeAlias = dict[type, Test]
Compile: TypeAlias = Callable[[Schema], Table]
"""From a schema inside of another to its table."""

_TYPES: tuple[type, ...] = (dict, list, str, int, float, bool, type(None))
_NAMED: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int, float),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "title", "description", "default", "format"})
_PARTS = {"additionalProperties": "properties", "prefixItems": "items", "then": "if", "else": "if"}
"""Keywords that are compiled with another one."""


def compile_schema(schema: Schema) -> Test:
    """Whether a value is valid. Raises ValueError for a keyword that is not known here."""
    table = _Compiler(schema).table(schema)
    return lambda value: bool(table[type(value)](value))


class _Compiler:
    """The tables of one schema; its definitions may refer to each other and to themselves."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        self.definitions: dict[str, Table] = {}

    def table(self, schema: Schema) -> Table:
        if isinstance(schema, bool):
            return _same(_always if schema else _never)
        return _all([self._keyword(schema, keyword) for keyword in schema if keyword not in _ANNOTATIONS])

    def _keyword(self, schema: Schema, keyword: str) -> Table:
        if keyword == "$ref":
            return self._definition(schema[keyword])
        if _PARTS.get(keyword) in schema:
            return _same(_always)
        if keyword not in _KEYWORDS:
            raise ValueError(f"the keyword {keyword!r} of JSON Schema is not known here")
        return _KEYWORDS[keyword](schema, self.table)

    def _definition(self, reference: str) -> Table:
        if reference not in self.definitions:
            # The table has to be there before it is filled, for a definition may lead back to itself.
            table = self.definitions[reference] = {}
            table.update(self.table(self.root["$defs"][reference.removeprefix("#/$defs/")]))
        return self.definitions[reference]


def _always(_value: Any) -> bool:
    return True


def _never(_value: Any) -> bool:
    return False


def _same(test: Test) -> Table:
    return dict.fromkeys(_TYPES, test)


def _only(test: Test, *types: type) -> Table:
    """Values of other types pass, as everywhere in JSON Schema."""
    return {**_same(_always), **dict.fromkeys(types, test)}


def _all(tables: Iterable[Table]) -> Table:
    found = list(tables)
    return {kind: _each([_tested(table, kind) for table in found]) for kind in _TYPES}


def _tested(table: Table, kind: type) -> Test:
    """The test of a definition that is being compiled is looked up when it is needed."""
    if table:
        return table[kind]

    def test(value: Any) -> object:
        return table[kind](value)

    return test


def _each(tests: list[Test]) -> Test:
    """Whether a value passes all tests."""
    if _never in tests:
        return _never
    left = [test for test in tests if test is not _always]
    if not left:
        return _always
    first, *others = left
    if not others:
        return first
    other = _each(others)
    return lambda value: first(value) and other(value)


def _type(schema: Schema, _compile: Compile) -> Table:
    names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    table = {**_same(_never), **{kind: _always for name in names for kind in _NAMED[name]}}
    if "integer" in names and "number" not in names:
        table[float] = float.is_integer
    return table


def _equal(values: Iterable[Any]) -> Table:
    """Strings alone, which equal nothing else."""
    known = frozenset(values)
    if not all(isinstance(value, str) for value in known):
        raise ValueError("values of `const` and `enum` other than strings are not known here")
    return {**_same(_never), str: known.__contains__}


def _properties(schema: Schema, compile_: Compile) -> Table:
    tables = {key: compile_(value) for key, value in schema["properties"].items()}
    if "additionalProperties" in schema:
        return _only(_closed_object(tables, compile_(schema["additionalProperties"])), dict)
    return _only(_open_object(tables), dict)


def _closed_object(tables: dict[str, Table], unknown: Table) -> Test:
    def test(node: dict[str, Any]) -> bool:
        for key, value in node.items():
            if not tables.get(key, unknown)[type(value)](value):
                return False
        return True

    return test


def _open_object(tables: dict[str, Table]) -> Test:
    def test(node: dict[str, Any]) -> bool:
        for key, table in tables.items():
            if key in node and not table[type(node[key])](node[key]):
                return False
        return True

    return test


def _items(schema: Schema, compile_: Compile) -> Table:
    first = [compile_(one) for one in schema.get("prefixItems", ())]
    others = compile_(schema["items"])

    def test(values: list[Any]) -> bool:
        for value, table in zip_longest(values, first[: len(values)], fillvalue=others):
            if not table[type(value)](value):
                return False
        return True

    return _only(test, list)


def _if(schema: Schema, compile_: Compile) -> Table:
    condition, then, other = (compile_(schema[name]) for name in ("if", "then", "else"))
    return {kind: _either(condition[kind], _tested(then, kind), _tested(other, kind)) for kind in _TYPES}


def _either(condition: Test, then: Test, other: Test) -> Test:
    if condition is _always or condition is _never:
        return then if condition is _always else other
    return lambda value: then(value) if condition(value) else other(value)


def _any_of(schema: Schema, compile_: Compile) -> Table:
    branches = [compile_(one) for one in schema["anyOf"]]
    return _same(lambda value: any(branch[type(value)](value) for branch in branches))


def _required(schema: Schema, _compile: Compile) -> Table:
    return _only(frozenset(schema["required"]).issubset, dict)


def _dependent_required(schema: Schema, _compile: Compile) -> Table:
    tests = [(key, frozenset(needed).issubset) for key, needed in schema["dependentRequired"].items()]

    def test(node: dict[str, Any]) -> bool:
        for key, are_there in tests:
            if key in node and not are_there(node):
                return False
        return True

    return _only(test, dict)


def _pattern(schema: Schema, _compile: Compile) -> Table:
    return _only(re.compile(schema["pattern"]).search, str)


def _at_least(schema: Schema, keyword: str, *types: type) -> Table:
    least = schema[keyword]
    return _only(len if least == 1 else lambda value: len(value) >= least, *types)


def _at_most(schema: Schema, keyword: str, *types: type) -> Table:
    most = schema[keyword]
    return _only(lambda value: len(value) <= most, *types)


def _minimum(schema: Schema, _compile: Compile) -> Table:
    least = schema["minimum"]
    return _only(lambda value: value >= least, int, float)


def _maximum(schema: Schema, _compile: Compile) -> Table:
    most = schema["maximum"]
    return _only(lambda value: value <= most, int, float)


_KEYWORDS: dict[str, Callable[[Schema, Compile], Table]] = {
    "type": _type,
    "const": lambda schema, _: _equal([schema["const"]]),
    "enum": lambda schema, _: _equal(schema["enum"]),
    "properties": _properties,
    "required": _required,
    "dependentRequired": _dependent_required,
    "maxProperties": lambda schema, _: _at_most(schema, "maxProperties", dict),
    "items": _items,
    "minItems": lambda schema, _: _at_least(schema, "minItems", list),
    "maxItems": lambda schema, _: _at_most(schema, "maxItems", list),
    "pattern": _pattern,
    "minLength": lambda schema, _: _at_least(schema, "minLength", str),
    "maxLength": lambda schema, _: _at_most(schema, "maxLength", str),
    "minimum": _minimum,
    "maximum": _maximum,
    "if": _if,
    "anyOf": _any_of,
}
