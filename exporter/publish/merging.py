"""JSON-LD of another publisher and ours as one document: what they say of their article stays, ours is added.

Two blocks of one page that describe the same article compete in search engines; so there is one.
"""

from __future__ import annotations

from typing import Any

from exporter.checks.page import holds_article, is_article

_ADDED = ("hasPart", "mentions", "contentLocation")
"""Lists that hold what both say; of every other property theirs goes before ours."""
_NAMES = ("@context", "@type", "@id")


def merge_documents(theirs: Any, ours: dict[str, Any]) -> Any:
    """Their document with our facts in its first news article. Nothing of theirs is changed or lost."""
    if isinstance(theirs, list):
        index = next(number for number, one in enumerate(theirs) if holds_article(one))
        return [*theirs[:index], merge_documents(theirs[index], ours), *theirs[index + 1 :]]
    if is_article(theirs):
        return _merged(theirs, ours)
    graph = theirs["@graph"]
    return {**theirs, "@graph": merge_documents(graph if isinstance(graph, list) else [graph], ours)}


def without_articles(document: Any) -> Any:
    """What a document describes beside news articles; None if that is nothing."""
    if isinstance(document, list):
        kept = [rest for one in document if (rest := without_articles(one)) is not None]
        return kept or None
    if is_article(document):
        return None
    if isinstance(document, dict) and "@graph" in document:
        graph = document["@graph"]
        rest = without_articles(graph if isinstance(graph, list) else [graph])
        return None if rest is None else {**document, "@graph": rest}
    return document


def _merged(theirs: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    name = theirs.get("@id")
    if isinstance(name, str):
        ours = _renamed(ours, str(ours["@id"]), name)
    merged = dict(theirs)
    merged.setdefault("@id", ours["@id"])
    for key, value in ours.items():
        if key in _ADDED:
            merged[key] = [*_many(theirs.get(key)), *value]
        elif key not in _NAMES:
            merged.setdefault(key, value)
    return merged


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _renamed(value: Any, old: str, new: str) -> Any:
    """A document with another `@id` for one of its nodes."""
    if isinstance(value, list):
        return [_renamed(one, old, new) for one in value]
    if isinstance(value, dict):
        return {key: new if key == "@id" and one == old else _renamed(one, old, new) for key, one in value.items()}
    return value
