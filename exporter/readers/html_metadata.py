"""What a page says of its article beside the text: JSON-LD, microdata, Open Graph, `meta`, `time`, byline, canonical.

Markup that was made for machines goes before what is shown, and what is shown before the title of the window.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from exporter.readers.html_jsonld import plain, read_article_node
from exporter.readers.html_lines import HtmlLine, is_author

_MEDIA_TYPE = "application/ld+json"
_LARGEST_BLOCK = 1_000_000
"""Longer JSON-LD is not read: an article's is a hundredth of it."""

# Name of a `meta` or property -> ours, the first that is there wins.
_META: tuple[tuple[str, str], ...] = (
    ("og:title", "headline"),
    ("twitter:title", "headline"),
    ("og:description", "description"),
    ("description", "description"),
    ("twitter:description", "description"),
    ("article:published_time", "published"),
    ("og:article:published_time", "published"),
    ("article:modified_time", "modified"),
    ("og:updated_time", "modified"),
    ("article:section", "section"),
    ("og:locale", "language"),
    ("content-language", "language"),
    ("og:url", "url"),
    ("og:site_name", "publisher"),
    ("copyright", "copyright_notice"),
)
_META_LISTS: tuple[tuple[str, str], ...] = (
    ("article:tag", "keywords"),
    ("news_keywords", "keywords"),
    ("keywords", "keywords"),
    ("og:image", "image"),
    ("og:image:url", "image"),
    ("twitter:image", "image"),
    ("author", "authors"),
    ("article:author", "authors"),
)
_BY = re.compile(r"(?:par|by|von|por|da|de|door)\s+(?=\w)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:et|and|und|y|e|en|&)\s+|\s*[,;|]\s*")
_NAME = re.compile(
    r"[^\W\d_a-zà-öø-ÿ][\w'’.\-]*(?:\s+(?:(?:de|du|des|la|le|van|von|der|den|el|al|ben)\s+)*[^\W\d_][\w'’.\-]*){1,4}"
)
_TITLE_PARTS = re.compile(r"\s+[|–—·•:\-]\s+")
_SHORTEST_TITLE = 12
_PUBLISHED = re.compile(r"publi|datecreated|created|post[-_]?date|entry[-_]?date", re.IGNORECASE)
_MODIFIED = re.compile(r"modifi|updat|mis[-_]?a[-_]?jour|maj", re.IGNORECASE)


def page_metadata(extruct: Any, root: html.HtmlElement, markup: str, lines: Sequence[HtmlLine]) -> dict[str, object]:
    """Our names -> values, for `describe`. What is no absolute address is made one, or left out."""
    base = _canonical(root) or ""
    sources = (
        {"url": base or None},
        _guarded(lambda: read_article_node(_json_blocks(extruct, root))),
        _guarded(lambda: read_article_node(_syntax(extruct, markup, "microdata", uniform=True))),
        _from_properties(_properties(extruct, root, markup)),
        _from_page(root, lines),
    )
    found: dict[str, object] = {}
    for source in sources:
        for name, value in source.items():
            if value not in (None, "", []):
                found.setdefault(name, value)
    return _with_addresses(found, base or str(found.get("url") or ""))


def _guarded(read: Any) -> dict[str, object]:
    """What a reading gives; nothing where hostile markup is nested too deeply for it."""
    try:
        found: dict[str, object] = read()
    except RecursionError:
        return {}
    return found


def _canonical(root: html.HtmlElement) -> str | None:
    """The canonical address that a page gives, if it is absolute."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            address = (link.get("href") or "").strip()
            return address if _is_address(address) else None
    return None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _json_blocks(extruct: Any, root: html.HtmlElement) -> list[Any]:
    """The JSON-LD documents of a page; a broken one is mended where extruct can, and does not spoil the others."""
    found: list[Any] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").split(";", 1)[0].strip().lower()
        text = script.text or ""
        if kind == _MEDIA_TYPE and len(text) <= _LARGEST_BLOCK:
            found += _json_block(extruct, text)
    return found


def _json_block(extruct: Any, text: str) -> list[Any]:
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        safe = text.replace("</", "<\\/")
        return _syntax(extruct, f'<script type="{_MEDIA_TYPE}">{safe}</script>', "json-ld")


def _syntax(extruct: Any, markup: str, syntax: str, *, uniform: bool = False) -> list[Any]:
    try:
        found = extruct.extract(markup, syntaxes=[syntax], uniform=uniform, errors="ignore")
    except Exception:  # hostile markup: whatever it raises, the page can be read without it
        return []
    values = found.get(syntax)
    return values if isinstance(values, list) else []


def _properties(extruct: Any, root: html.HtmlElement, markup: str) -> list[tuple[str, str]]:
    """Open Graph and the `meta` of a page: names in lower case and values, in order."""
    graph = [pair for one in _syntax(extruct, markup, "opengraph") for pair in one.get("properties", ())]
    named = [
        (meta.get("name") or meta.get("property") or meta.get("http-equiv"), meta.get("content"))
        for meta in root.iter("meta")
    ]
    return [(name.strip().lower(), plain(value)) for name, value in (*graph, *named) if name and value]


def _from_properties(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    found: dict[str, object] = {}
    for name, ours in _META:
        if name in values:
            found.setdefault(ours, values[name][0])
    for name, ours in _META_LISTS:
        if name in values:
            found.setdefault(ours, _listed(ours, values[name]))
    return found


def _listed(name: str, values: Sequence[str]) -> list[Any]:
    if name == "authors":
        return [{"name": one} for one in dict.fromkeys(values) if not _is_address(one)]
    if name == "keywords":
        return [part for value in values for word in value.split(",") if (part := word.strip())]
    return list(dict.fromkeys(values))


def _from_page(root: html.HtmlElement, lines: Sequence[HtmlLine]) -> dict[str, object]:
    """What the page shows: headline, times, byline, title; and its language."""
    title = plain(root.findtext(".//title") or "")
    return {
        "language": root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "headline": _shown_headline(lines, title) or title,
        **_times(root),
        "authors": _byline(root, lines),
    }


def _shown_headline(lines: Sequence[HtmlLine], title: str) -> str | None:
    """The heading that the title of the window repeats, with or without the name of the site; else the only `h1`."""
    parts = {part.casefold() for part in _TITLE_PARTS.split(title) if len(part) >= _SHORTEST_TITLE}
    headings = [line.text for line in lines if line.role in ("headline", "subheading")]
    repeated = [
        text
        for text in headings
        if any(text.casefold().startswith(part) or part.startswith(text.casefold()) for part in parts)
    ]
    if repeated:
        return max(repeated, key=len)
    titles = [line.text for line in lines if line.role == "headline"]
    return titles[0] if len(titles) == 1 else None


def _times(root: html.HtmlElement) -> dict[str, object]:
    """The instants that `time` elements give: by what they say they are, else the first one is the publication."""
    found: dict[str, object] = {}
    for element in root.iter("time"):
        value = (element.get("datetime") or "").strip()
        if not value:
            continue
        says = " ".join(filter(None, (element.get("itemprop"), element.get("class"), element.get("pubdate"))))
        name = "modified" if _MODIFIED.search(says) else "published"
        if name == "modified" or _PUBLISHED.search(says) or "published" not in found:
            found.setdefault(name, value)
    return found


def _byline(root: html.HtmlElement, lines: Sequence[HtmlLine]) -> list[dict[str, object]]:
    """The authors that the page shows: elements that say so, else the names of a byline."""
    said = [
        " ".join("".join(one.itertext()).split()) for one in root.iter("a", "span", "address", "p") if is_author(one)
    ]
    shown = said or [line.text for line in lines if line.role == "byline" and _BY.match(line.text)]
    names = [name for text in shown[:8] for part in _AND.split(_BY.sub("", text, count=1)) if (name := part.strip())]
    return [{"name": name} for name in dict.fromkeys(names) if _NAME.fullmatch(name)]


def _with_addresses(found: Mapping[str, object], base: str) -> dict[str, object]:
    """The metadata with absolute addresses; one that cannot be made absolute is left out."""
    values = dict(found)
    if "url" in values:
        values["url"] = _absolute(values["url"], base)
    if "image" in values:
        images = values["image"]
        values["image"] = [one for one in (_absolute(image, base) for image in _list(images)) if one]
    if isinstance(values.get("publisher"), dict):
        values["publisher"] = _party_with_addresses(values["publisher"], base)
    values["authors"] = [_party_with_addresses(one, base) for one in _list(values.get("authors"))]
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _party_with_addresses(party: Any, base: str) -> dict[str, object]:
    addresses = {name: _absolute(party.get(name), base) for name in ("url", "logo") if party.get(name)}
    values = {**party, **addresses}
    return {
        name: value for name, value in values.items() if value and (name not in ("url", "logo") or name in addresses)
    }


def _absolute(value: object, base: str) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        address = urljoin(base, value.strip())
    except ValueError:
        return None
    return address if _is_address(address) else None
