"""The published JSON Schemas: current, well formed, of one mind with the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from exporter.checks.article_schema import DESCRIPTIONS
from exporter.checks.schemas import ARTICLE, NEWSARTICLE, load_schema, schema_bytes, schema_files
from exporter.formats import FORMATS, RenderOptions
from exporter.model import Article
from tests.builders import rich_article
from tests.strategies import articles

NAMES = (ARTICLE, NEWSARTICLE)
COMMITTED = Path(__file__).parents[1] / "schemas"


def is_valid(name: str, data: bytes) -> bool:
    return bool(Draft202012Validator(load_schema(name)).is_valid(json.loads(data)))


@pytest.mark.parametrize("name", NAMES)
def test_committed_schema_is_current(name: str) -> None:
    assert (COMMITTED / name).read_bytes() == schema_files()[name], "run `exporter schemas write`"
    assert schema_bytes(name) == schema_files()[name]


@pytest.mark.parametrize("name", NAMES)
def test_schema_is_well_formed(name: str) -> None:
    schema = load_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].startswith("urn:newsroom-exporter:schema:")
    assert schema["title"] and schema["description"]


def _objects(schema: Any) -> list[dict[str, Any]]:
    members = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = [schema] if isinstance(schema, dict) else []
    return own + [found for child in members for found in _objects(child)]


def test_every_definition_is_used() -> None:
    for name in NAMES:
        schema = load_schema(name)
        used = {one["$ref"].rpartition("/")[2] for one in _objects(schema) if isinstance(one.get("$ref"), str)}
        assert used | {"NewsArticle"} == set(schema["$defs"]) | {"NewsArticle"}


def test_every_field_of_the_model_is_described() -> None:
    schema = load_schema(ARTICLE)
    for name, definition in [("Article", schema), *schema["$defs"].items()]:
        assert definition["additionalProperties"] is False
        assert {key: value["description"] for key, value in definition["properties"].items()} == DESCRIPTIONS[name]


@given(articles())
def test_every_article_is_valid(article: Article) -> None:
    assert is_valid(ARTICLE, FORMATS["json"].write(article))
    for profile in ("web", "full"):
        assert is_valid(NEWSARTICLE, FORMATS["jsonld"].write(article, RenderOptions(profile=profile)))


def test_both_schemas_refuse_unknown_keys() -> None:
    for name, kind in ((ARTICLE, "json"), (NEWSARTICLE, "jsonld")):
        document = json.loads(FORMATS[kind].write(rich_article()))
        assert not is_valid(name, json.dumps({**document, "extra": 1}).encode())
