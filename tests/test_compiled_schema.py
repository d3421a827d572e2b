"""The compiled schema accepts just what `jsonschema` accepts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exporter.checks.compiled_schema import compile_schema
from exporter.checks.ninjs import SCHEMA
from exporter.checks.schemas import NEWSARTICLE, load_schema
from exporter.formats import FORMATS, RenderOptions
from exporter.model import Publisher
from tests.builders import rich_article

OPTIONS = RenderOptions(profile="full", provider=Publisher(name="Le Courrier", logo="https://courrier.example/l.png"))
DOCUMENTS: dict[str, list[Any]] = {
    NEWSARTICLE: [
        json.loads(FORMATS["jsonld"].write(rich_article(), options)) for options in (RenderOptions(), OPTIONS)
    ],
    SCHEMA: [json.loads(FORMATS["ninjs"].write(rich_article()))],
}
QUICK = {name: compile_schema(load_schema(name)) for name in DOCUMENTS}
REFERENCE = {name: Draft202012Validator(load_schema(name)) for name in DOCUMENTS}

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 400),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "fr", "fr\n", "Person", "Place", "Claim", "https://a.example/#b", "2026-03-14", "x y", "1.0"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["@id", "@type", "name", "a"]), inner, max_size=3)
    ),
    max_leaves=4,
)


def holders(value: Any) -> list[Any]:
    """The value and all objects and arrays in it that are not empty."""
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return ([value] if members else []) + [found for member in members for found in holders(member)]


@st.composite
def damaged(draw: st.DrawFn, name: str) -> Any:
    """A valid document in which up to three members are replaced, moved, renamed or gone."""
    document = json.loads(json.dumps(draw(st.sampled_from(DOCUMENTS[name]))))
    for _ in range(draw(st.integers(0, 3))):
        inside = holders(document)
        holder, other = draw(st.sampled_from(inside)), draw(st.sampled_from(inside))
        key = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        change = draw(st.sampled_from(("drop", "replace", "move", "wrap", "rename")))
        if change == "drop":
            del holder[key]
        elif change == "rename" and isinstance(holder, dict):
            holder[draw(st.sampled_from(sorted({"other", *other} if isinstance(other, dict) else {"other"})))] = (
                holder.pop(key)
            )
        else:
            moved = {"move": json.loads(json.dumps(other)), "wrap": [holder[key]]}
            holder[key] = moved[change] if change in moved else draw(VALUES)
    return document


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(max_examples=250, deadline=None)
@given(st.data())
def test_the_verdict_is_that_of_jsonschema(name: str, data: st.DataObject) -> None:
    document = data.draw(damaged(name))
    assert QUICK[name](document) == REFERENCE[name].is_valid(document)


KEYWORDS: list[dict[str, Any]] = [
    {"type": "integer"},
    {"type": ["number", "null"]},
    {"type": "array", "items": {"type": "string"}, "minItems": 1},
    {"prefixItems": [{"type": "string"}, {"const": "fr"}], "items": False},
    {"items": {"enum": ["fr", ""]}, "maxItems": 2},
    {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"], "additionalProperties": False},
    {"properties": {"a": True, "name": False}, "maxProperties": 2},
    {"dependentRequired": {"a": ["name"], "@id": ["@type"]}},
    {"anyOf": [{"required": ["a"]}, {"type": "string", "pattern": "^[a-z]+$"}]},
    {
        "if": {"properties": {"@type": {"enum": ["Person"]}}, "required": ["@type"]},
        "then": {"required": ["a"]},
        "else": {"minLength": 1},
    },
    {"minimum": 0, "maximum": 300},
    {"minLength": 2, "maxLength": 4, "pattern": "r$"},
    {"$ref": "#/$defs/Tree", "$defs": {"Tree": {"items": {"$ref": "#/$defs/Tree"}, "minItems": 1, "maxLength": 3}}},
]


@pytest.mark.parametrize("schema", KEYWORDS, ids=[" ".join(schema) for schema in KEYWORDS])
@settings(max_examples=150, deadline=None)
@given(value=VALUES)
def test_each_keyword_means_what_it_means_to_jsonschema(schema: dict[str, Any], value: Any) -> None:
    assert compile_schema(schema)(value) == Draft202012Validator(schema).is_valid(value)


@pytest.mark.parametrize(
    "schema",
    [
        {"not": {}},
        {"properties": {"a": {"uniqueItems": True}}},
        {"prefixItems": [{"type": "string"}]},
        {"additionalProperties": False},
        {"const": 1},
        {"enum": ["fr", None]},
    ],
    ids=str,
)
def test_what_it_does_not_know_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not known here"):
        compile_schema(schema)
