"""JSON-LD of another publisher and ours as one document: what they say of their article stays, ours is added.

Two blocks of one page that describe the same article compete in search engines; so there is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from exporter.checks.jsonld_schema import ARTICLES

_VAGUE = ("Article", "BlogPosting", "SocialMediaPosting")
"""Types that say less than NewsArticle, which takes their place."""
_TYPES = frozenset((*ARTICLES, *_VAGUE, "Report", "TechArticle"))
"""Types of schema.org that are the article of a page."""
_ADDED = ("hasPart", "mentions", "contentLocation")
"""Lists that hold what both say."""
_OURS = ("articleBody", "wordCount")
"""Properties that are ours in any case, for quotes and claims rest on them; of all others theirs go before ours."""
_NAMES = ("@context", "@type", "@id")


def describes_article(text: str) -> bool:
    """Whether a block of JSON-LD describes the article of a page: at its top, in a list or in a graph."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return any(map(holds_article, _many(value)))


def merge_documents(theirs: Any, ours: dict[str, Any]) -> Any:
    """Their document with our facts in its first article. What they say stays, but for `_OURS` and vague types."""
    return _in_first_article(theirs, _with_references(ours, set(_identifiers(theirs))))


def _in_first_article(theirs: Any, ours: dict[str, Any]) -> Any:
    if isinstance(theirs, list):
        index = next(number for number, one in enumerate(theirs) if holds_article(one))
        return [*theirs[:index], _in_first_article(theirs[index], ours), *theirs[index + 1 :]]
    if is_article(theirs):
        return _merged(theirs, ours)
    graph = theirs["@graph"]
    return {**theirs, "@graph": _in_first_article(_many(graph), ours)}


def without_articles(document: Any) -> Any:
    """What a document describes beside articles; None if that is nothing."""
    if isinstance(document, list):
        kept = [rest for one in document if (rest := without_articles(one)) is not None]
        return kept or None
    if is_article(document):
        return None
    if isinstance(document, dict) and "@graph" in document:
        graph = document["@graph"]
        rest = without_articles(_many(graph))
        return None if rest is None else {**document, "@graph": rest}
    return document


def holds_article(value: Any) -> bool:
    """Whether a node is an article, or has one in its graph."""
    if not isinstance(value, dict):
        return False
    return is_article(value) or any(map(is_article, _many(value.get("@graph"))))


def is_article(node: Any) -> bool:
    """Whether a node is of a type that is the article of a page."""
    return isinstance(node, dict) and not _TYPES.isdisjoint(_type_names(node))


def _type_names(node: dict[str, Any]) -> list[str]:
    return [one for one in _many(node.get("@type")) if isinstance(one, str)]


def _merged(theirs: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    name = theirs.get("@id")
    if isinstance(name, str):
        ours = _renamed(ours, str(ours["@id"]), name)
    types = [one for one in _type_names(theirs) if one not in _VAGUE] or ["NewsArticle"]
    merged = {**theirs, "@type": types[0] if len(types) == 1 else types}
    merged.setdefault("@id", ours["@id"])
    for key, value in ours.items():
        if key in _ADDED:
            merged[key] = [*_many(theirs.get(key)), *value]
        elif key in _OURS or key not in (*merged, *_NAMES):
            merged[key] = value
    return merged


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _identifiers(value: Any) -> Iterator[str]:
    """The `@id` of every node that a document writes out."""
    if isinstance(value, list):
        for one in value:
            yield from _identifiers(one)
    elif isinstance(value, dict):
        if isinstance(value.get("@id"), str) and len(value) > 1:
            yield value["@id"]
        for one in value.values():
            yield from _identifiers(one)


def _with_references(ours: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Our article, in which a node that they write out is a reference: no node stands twice."""
    return {
        key: {"@id": value["@id"]} if isinstance(value, dict) and value.get("@id") in known else value
        for key, value in ours.items()
    }


def _renamed(value: Any, old: str, new: str) -> Any:
    """A document with another `@id` for one of its nodes."""
    if isinstance(value, list):
        return [_renamed(one, old, new) for one in value]
    if isinstance(value, dict):
        return {key: new if key == "@id" and one == old else _renamed(one, old, new) for key, one in value.items()}
    return value
