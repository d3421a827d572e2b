"""Checks of JSON-LD that others wrote, and of values that nobody should write."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exporter.checks import check
from exporter.formats import FORMATS, RenderOptions
from tests.builders import rich_article

Node = dict[str, Any]


def other(**fields: Any) -> Node:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "https://autre.example/a#article",
        "inLanguage": "fr",
        "headline": "Un titre",
        **fields,
    }


def found(document: Any) -> list[tuple[str, str, str]]:
    return [(one.severity, one.rule, one.path) for one in check(json.dumps(document).encode(), "jsonld")]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"@type": "ReportageNewsArticle"},
        {"author": {"@type": "Person", "@id": "https://autre.example/#a", "name": "A"}},
        {"image": {"@type": "ImageObject", "url": "https://autre.example/a.jpg", "width": 1200}},
        {"image": "https://autre.example/a.jpg", "keywords": "pont", "articleSection": ["Région"]},
        {"mainEntityOfPage": "https://autre.example/a"},
        {"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": False}]},
        {"datePublished": "2026-03-14T18:05Z", "mentions": [{"@type": ["Person", "x:Elu"], "name": "A"}]},
    ],
)
def test_markup_of_others_may_differ(fields: Node) -> None:
    assert [one for one in found(other(**fields)) if one[0] == "error"] == []


def test_articles_in_a_graph_or_an_array() -> None:
    article = other(author="A")
    del article["@context"]
    graph = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite", "@id": "https://autre.example/#s"}, article],
    }
    assert ("error", "jsonld.author", "/@graph/1/author") in found(graph)
    assert ("error", "jsonld.author", "/0/author") in found([other(author="A")])
    assert ("error", "jsonld.context", "/@context") in found({**graph, "@context": "http://schema.org"})


@pytest.mark.parametrize("document", [[], {}, [1], {"@graph": 3}, {"@type": 3}, {"@type": "Recipe"}, "x", 3, None])
def test_no_article_at_all(document: Any) -> None:
    assert "jsonld.article" in [one[1] for one in found(document)]


SOURCE = FORMATS["jsonld"].write(rich_article(), RenderOptions(profile="full"))


@pytest.mark.parametrize(
    "junk", [None, True, 3, 2.5, "x", [], {}, [[]], [None], {"@id": 3}, {"@type": []}, {"@value": "x"}]
)
def test_no_value_of_any_key_breaks_the_checks(junk: Any) -> None:
    def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        return [path, *(place for key, child in members for place in places(child, (*path, key)))]

    for path in places(json.loads(SOURCE))[1::19]:
        document = json.loads(SOURCE)
        parent = document
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = junk
        assert isinstance(check(json.dumps(document).encode(), "jsonld"), list)
