"""Outputs against their schemas and rules. Checks know the model alone, and import their modules when they are used."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Literal

from exporter.checks.problem import Problem

__all__ = ["CHECKS", "Kind", "Problem", "check", "recognise"]

Kind = Literal["json", "jsonld", "newsml", "ninjs"]

CHECKS: dict[Kind, str] = {
    "json": "exporter.checks.model_json:check_model",
    "jsonld": "exporter.checks.jsonld:check_jsonld",
    "newsml": "exporter.checks.newsml:check_newsml",
    "ninjs": "exporter.checks.ninjs:check_ninjs",
}

_HEAD = 4096
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_NINJS = re.compile(rb'"standard"\s*:\s*\{\s*"name"\s*:\s*"ninjs"')
_LINKED = re.compile(rb'"@(?:context|graph|type|id)"\s*:')


def recognise(data: bytes) -> Kind | None:
    """The kind of a file by its content; None where it is neither JSON nor XML."""
    if _XML.match(data):
        return "newsml"
    if _JSON.match(data):
        if _NINJS.search(data[:_HEAD]):
            return "ninjs"
        return "jsonld" if _LINKED.search(data) else "json"
    return None


def check(data: bytes, kind: Kind | None = None) -> list[Problem]:
    """Every problem of a file in reading order; no problem of severity `error` means valid."""
    kind = kind or recognise(data)
    if kind is None:
        message = "this is neither JSON nor XML; expected an article as JSON, JSON-LD, NewsML-G2 or ninjs"
        return [Problem("format.unknown", message, line=1, column=1)]
    module, function = CHECKS[kind].split(":")
    run: Callable[[bytes], list[Problem]] = getattr(import_module(module), function)
    return run(data)
