"""The model as JSON: its types, and what types alone cannot say.

Pydantic checks the same rules as `schemas/article.schema.json`, which is generated from it.
"""

from __future__ import annotations

from typing import Any, Self

import pydantic
from pydantic import model_validator

from exporter.checks.located_json import Document, Finding, Path, read_located
from exporter.checks.problem import Problem
from exporter.model import Article
from exporter.model.consistency import inconsistencies

_RULES = {
    "missing": "model.missing",
    "extra_forbidden": "model.unknown-key",
    "unexpected_keyword_argument": "model.unknown-key",
    "literal_error": "model.value",
    "string_pattern_mismatch": "model.pattern",
    "value_error": "model.value",
}


class Shape(Article):
    """An article of which the types alone are checked, so that each inconsistency can be told with its place."""

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        return self


def check_model(data: bytes) -> list[Problem]:
    """Every problem of an article as JSON in the order of its text."""
    document = read_located(data)
    if not isinstance(document, Document):
        return document
    try:
        shape = Shape.model_validate_json(data)
    except pydantic.ValidationError as error:
        return document.problems(_type_finding(one) for one in error.errors(include_url=False))
    return document.problems(
        Finding(f"model.{found.rule}", found.message, steps(found.path)) for found in inconsistencies(shape)
    )


def _type_finding(error: Any) -> Finding:
    path: Path = tuple(error["loc"])
    kind: str = error["type"]
    rule = _RULES.get(kind, "model.type")
    if kind == "missing":
        return Finding(rule, f"{path[-1]!r} is missing", path[:-1])
    if rule == "model.unknown-key":
        return Finding(rule, f"{path[-1]!r} is no field of the model", path, at_key=True)
    name = f"{path[-1]!r}: " if path else ""
    return Finding(rule, f"{name}{error['msg']}", path)


def steps(path: str) -> Path:
    """ "quotes/2/fragments/0" as steps."""
    return tuple(int(step) if step.isdigit() else step for step in path.split("/"))
