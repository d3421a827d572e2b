"""The JSON Schemas that the project publishes: written into `schemas/`, read from there at run time."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from exporter.checks.article_schema import article_schema
from exporter.checks.jsonld_schema import newsarticle_schema

ARTICLE = "article.schema.json"
NEWSARTICLE = "newsarticle.jsonld.schema.json"

_GENERATORS: dict[str, Callable[[], dict[str, Any]]] = {ARTICLE: article_schema, NEWSARTICLE: newsarticle_schema}


def schema_files() -> dict[str, bytes]:
    """File name and content of each schema, generated from the model and the writer's names."""
    return {
        name: json.dumps(generate(), indent=2, ensure_ascii=False).encode() + b"\n"
        for name, generate in _GENERATORS.items()
    }


def schema_folder() -> Path:
    """`schemas/` of the installed package, or of the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "schemas"
    return installed if installed.is_dir() else package.parent / "schemas"


def schema_bytes(name: str) -> bytes:
    """A published schema."""
    return (schema_folder() / name).read_bytes()


@lru_cache
def load_schema(name: str) -> dict[str, Any]:
    """A published schema as data; not to be changed."""
    schema: dict[str, Any] = json.loads(schema_bytes(name))
    return schema
