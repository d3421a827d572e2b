"""A document against the published JSON Schema, with messages for people.

A quick test says first whether there is any error: the compiled schema, or `jsonschema-rs` where it is installed.
`jsonschema` finds and names every error. All read the same schema, and give the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from exporter.checks.compiled_schema import Test, compile_schema
from exporter.checks.jsonld_graph import Graph
from exporter.checks.located_json import Finding, Path
from exporter.checks.schemas import NEWSARTICLE, load_schema
from exporter.formats.jsonld_names import CONTEXT

try:
    import jsonschema_rs
except ImportError:
    jsonschema_rs = None  # type: ignore[assignment, unused-ignore]

_DATE_ADVICE = ("jsonld.date", "no ISO 8601 day or instant with time zone (2026-03-14T18:05:00+01:00)")

_ADVICE: dict[tuple[str, str], tuple[str, str]] = {
    ("@context", "const"): ("jsonld.context", f"write {CONTEXT!r}; search engines ignore other contexts"),
    ("@id", "pattern"): ("jsonld.id", "no absolute IRI; write the article's address with a fragment"),
    ("inLanguage", "pattern"): ("jsonld.language", "no language tag (BCP 47), such as 'fr' or 'fr-CA'"),
    ("author", "type"): ("jsonld.author", "a bare value; write an object with @type, @id and name"),
    ("publisher", "type"): ("jsonld.author", "a bare value; write an object with @type, @id and name"),
    ("isAccessibleForFree", "type"): ("jsonld.boolean", "write true or false without quotes"),
    ("datePublished", "pattern"): _DATE_ADVICE,
    ("dateModified", "pattern"): _DATE_ADVICE,
    ("hasPart", "type"): ("jsonld.type", "hasPart is an array, also of one"),
}  # fmt: skip
"""What to say of an error by key and keyword, where the schema's own words say too little."""

_RULES = {
    "required": "jsonld.missing",
    "dependentRequired": "jsonld.missing",
    "anyOf": "jsonld.missing",
    "additionalProperties": "jsonld.unknown-key",
    "const": "jsonld.value",
    "enum": "jsonld.value",
    "pattern": "jsonld.pattern",
    "minimum": "jsonld.number",
    "maximum": "jsonld.number",
    "minLength": "jsonld.empty",
    "minItems": "jsonld.empty",
    "prefixItems": "jsonld.value",
    "items": "jsonld.value",
    "type": "jsonld.type",
}


def structure_findings(graph: Graph) -> Iterator[Finding]:
    """Missing and unknown keys, wrong types and values, of each article of the document."""
    for path, node in graph.articles:
        document = node if path == () else {"@context": CONTEXT, **node}
        if not _quick_test()(document):
            for error in _reference_validator().iter_errors(document):
                yield from _explained(error, path)


@lru_cache
def _reference_validator() -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - slow to import, and needed for an error alone

    return Draft202012Validator(load_schema(NEWSARTICLE))


@lru_cache
def _quick_test() -> Test:
    """Whether a document is valid."""
    schema = load_schema(NEWSARTICLE)
    return compile_schema(schema) if jsonschema_rs is None else jsonschema_rs.validator_for(schema).is_valid


def _explained(error: Any, base: Path) -> Iterator[Finding]:
    path = (*base, *error.absolute_path)
    keyword = str(error.validator)
    if keyword == "additionalProperties":
        for key in error.instance.keys() - error.schema["properties"].keys():
            message = f"{key!r} is no key that this program writes here; it is not checked"
            yield Finding("jsonld.unknown-key", message, (*path, key), "warning", at_key=True)
        return
    rule, message = _message(error, keyword, path)
    yield Finding(rule, message, path)


def _message(error: Any, keyword: str, path: Path) -> tuple[str, str]:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    advice = _ADVICE.get((key, keyword))
    if advice:
        return advice[0], f"{key!r} is {_short(error.instance)}: {advice[1]}"
    rule = _RULES.get(keyword, "jsonld.schema")
    if keyword == "anyOf":
        needed = " or ".join(repr(name) for branch in error.validator_value for name in branch["required"])
        return rule, f"{needed} is missing"
    if keyword in ("required", "dependentRequired"):
        return rule, error.message.replace("is a required property", "is missing")
    return rule, f"{key!r}: {error.message}" if key else error.message


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
