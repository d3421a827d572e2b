"""The model itself as JSON: the contract of `schemas/article.schema.json`."""

from __future__ import annotations

import pydantic
from pydantic_core import PydanticSerializationError

from exporter.errors import InputError, ValidationError
from exporter.formats.options import RenderOptions
from exporter.model import Article


def write_model(article: Article, options: RenderOptions) -> bytes:
    """Every field in the order of the model, indented by two spaces. Raises ValidationError for a lone surrogate."""
    try:
        return article.model_dump_json(indent=2).encode() + b"\n"
    except PydanticSerializationError as error:
        raise ValidationError(f"the article holds a character that UTF-8 cannot: {error}") from None


def read_model(data: bytes) -> Article:
    """The article. Raises InputError that names the first fields at fault."""
    try:
        return Article.model_validate_json(data)
    except pydantic.ValidationError as error:
        raise InputError(describe(error)) from None


def describe(error: pydantic.ValidationError) -> str:
    """Up to five faults on one line, each with the path to its field."""
    found = error.errors(include_url=False, include_input=False)
    faults = [f"{'/'.join(map(str, one['loc'])) or 'article'}: {one['msg']}" for one in found[:5]]
    return "no valid article: " + "; ".join(faults)
