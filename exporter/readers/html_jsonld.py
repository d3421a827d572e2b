"""The news article that a page already describes in its JSON-LD or microdata, as metadata by our names."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Mapping
from typing import Any

_ARTICLES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "ReviewNewsArticle", "AskPublicNewsArticle", "Article", "BlogPosting", "LiveBlogPosting", "Report",
    "SocialMediaPosting", "ScholarlyArticle", "TechArticle",
)  # fmt: skip
"""Types of schema.org that describe the page's own article, the best first."""

_PERSON, _ORGANIZATION = "person", "organization"
_ORGANIZATIONS = ("Organization", "NewsMediaOrganization", "Corporation", "NGO", "GovernmentOrganization")
_PLAIN = {
    "headline": "headline",
    "alternativeHeadline": "alternative_headline",
    "description": "description",
    "datePublished": "published",
    "dateModified": "modified",
    "articleSection": "section",
    "dateline": "dateline",
    "copyrightNotice": "copyright_notice",
    "isAccessibleForFree": "is_accessible_for_free",
}
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_DEEPEST = 8

Node = Mapping[str, Any]


def read_article_node(documents: list[Any]) -> dict[str, object]:
    """Name -> value of the best article that the documents hold; empty if they hold none."""
    nodes = [node for document in documents for node in _nodes(document)]
    named = [node for node in nodes if isinstance(node.get("@id"), str)]
    known = {node["@id"]: node for node in sorted(named, key=len)}
    ranked = [
        (rank, node) for node in nodes if len(node) > 2 for rank, name in enumerate(_ARTICLES) if name in types_of(node)
    ]
    if not ranked:
        return {}
    return _read(min(ranked, key=lambda one: one[0])[1], known)


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    """Every object in a document, outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _nodes(one, depth + 1)


def types_of(node: Node) -> list[str]:
    """The local names of a node's types."""
    found = node.get("@type")
    values = found if isinstance(found, list) else [found]
    return [one.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for one in values if isinstance(one, str)]


def _read(node: Node, known: Mapping[str, Node]) -> dict[str, object]:
    found: dict[str, object] = {ours: _first_text(node.get(theirs)) for theirs, ours in _PLAIN.items()}
    found["language"] = _language(node.get("inLanguage"))
    found["url"] = _address(node.get("url")) or _address(node.get("mainEntityOfPage"))
    found["authors"] = [author for one in _many(node.get("author")) if (author := _party(one, known))]
    found["publisher"] = _publisher(node.get("publisher"), known)
    found["keywords"] = list(_keywords(node.get("keywords")))
    found["image"] = [address for one in _many(node.get("image")) if (address := _address(_resolved(one, known)))]
    return found


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def plain(value: str) -> str:
    """A text without the character references that many publishers leave in their JSON."""
    return entities.unescape(value).strip()


def _first_text(value: object) -> object:
    """The first text, number or truth of a value; a node stands for its name."""
    for one in _many(value):
        if isinstance(one, str | bool | int | float):
            return plain(one) if isinstance(one, str) else one
        if isinstance(one, dict):
            return _first_text(one.get("@value") or one.get("name") or one.get("alternateName"))
    return None


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    """A node with what the page says of it elsewhere under its `@id`."""
    if isinstance(value, dict) and "@id" in value:
        return {**known.get(str(value["@id"]), {}), **value}
    return value


def _address(value: Any) -> str | None:
    for one in _many(value):
        if isinstance(one, str):
            return plain(one)
        if isinstance(one, dict):
            return _address(one.get("url") or one.get("contentUrl") or one.get("@id"))
    return None


def _party(value: Any, known: Mapping[str, Node]) -> dict[str, object] | None:
    """A person or an organisation: name, type, url."""
    node = _resolved(value, known)
    if isinstance(node, str):
        return {"name": plain(node), "type": _PERSON} if plain(node) else None
    name = _first_text(node.get("name")) if isinstance(node, dict) else None
    if not isinstance(name, str) or not name:
        return None
    is_organization = any(kind in _ORGANIZATIONS for kind in types_of(node))
    url = node.get("url")
    return {
        "name": name,
        "type": _ORGANIZATION if is_organization else _PERSON,
        "url": _address(url) if url else None,
    }


def _language(value: Any) -> str | None:
    """The tag of a language; a node of one may hold it beside its name."""
    nodes = [node for node in _many(value) if isinstance(node, dict)]
    written = [*_many(value), *(node.get(key) for node in nodes for key in ("alternateName", "identifier", "name"))]
    return next((one for one in written if isinstance(one, str) and _TAG.fullmatch(one)), None)


def _publisher(value: Any, known: Mapping[str, Node]) -> dict[str, object] | None:
    node = _resolved(_many(value)[0], known) if _many(value) else None
    party = _party(node, known)
    if party is None:
        return None
    logo = node.get("logo") if isinstance(node, dict) else None
    return {"name": party["name"], "url": party.get("url"), "logo": _address(_resolved(logo, known))}


def _keywords(value: Any) -> Iterator[str]:
    for one in _many(value):
        text = _first_text(one)
        if isinstance(text, str):
            yield from (part for word in text.split(",") if (part := word.strip()))
