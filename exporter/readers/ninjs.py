"""ninjs of IPTC, news in JSON, in its versions 1, 2 and 3: the text and the metadata of a text item.

Specification: https://iptc.org/standards/ninjs/ (IPTC).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any

from exporter.errors import InputError
from exporter.model import Paragraph, Source
from exporter.readers.characters import drop_forbidden, unify_line_ends
from exporter.readers.html_lines import read_lines
from exporter.readers.html_text import write_lines
from exporter.readers.html_tree import body_of, parse_html
from exporter.readers.metadata import describe

Object = Mapping[str, Any]

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_VERSION_1 = ("body_text", "body_xhtml", "body_html", "description_text", "versioncreated", "headline")
_VERSION_2 = ("bodies", "headlines", "descriptions", "versionCreated")


def is_ninjs(value: object) -> bool:
    """Whether a JSON document is a news object: it has an identifier, and a part that only ninjs names so."""
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str) or "@context" in value:
        return False
    return any(name in value for name in (*_VERSION_1, *_VERSION_2))


def read_ninjs(data: bytes, *, zone: tzinfo | None = None) -> Source:
    """The article of a news object. Raises InputError where it holds no text."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"no JSON: {error}") from None
    if not is_ninjs(value):
        raise InputError("no ninjs: an object with `uri` and `body_text`, `body_xhtml` or `bodies` is wanted")
    described = describe(ninjs_metadata(value), zone)
    text, paragraphs = _text(value)
    text, dropped = drop_forbidden(text)
    if not text.strip():
        raise InputError("the news object holds no text (body_text, body_xhtml or bodies)")
    return described.source(text, paragraphs, dropped)


def _bodies(value: Object) -> Iterator[tuple[str, str]]:
    """The media type and the text of each body."""
    for name, kind in (
        ("body_xhtml", "application/xhtml+xml"),
        ("body_html", "text/html"),
        ("body_text", "text/plain"),
    ):
        if isinstance(value.get(name), str):
            yield kind, value[name]
    for body in _objects(value.get("bodies")):
        text = body.get("value")
        if isinstance(text, str):
            yield str(body.get("contentType") or body.get("contenttype") or "text/plain"), text


def _text(value: Object) -> tuple[str, tuple[Paragraph, ...]]:
    """The markup, where there is some: it tells what is a heading. Else the plain text."""
    bodies = [(kind, text) for kind, text in _bodies(value) if text.strip()]
    for kind, text in bodies:
        if "html" in kind:
            markup, _ = drop_forbidden(unify_line_ends(text))
            return write_lines(read_lines(body_of(parse_html(markup))))
    return (unify_line_ends(bodies[0][1]).strip("\n"), ()) if bodies else ("", ())


def _objects(value: object) -> list[Object]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def ninjs_metadata(value: Object) -> dict[str, object]:
    """Our names -> values, for `describe`."""
    uri = value["uri"]
    found: dict[str, object] = {
        "id": uri if _IRI.fullmatch(uri) else None,
        "language": value.get("language"),
        "headline": value.get("headline") or _role(value.get("headlines"), "main") or value.get("title"),
        "alternative_headline": _role(value.get("headlines"), "alternative", alone=False),
        "description": value.get("description_text") or _role(value.get("descriptions"), "summary"),
        "published": value.get("firstcreated") or value.get("firstCreated") or value.get("contentCreated"),
        "modified": value.get("versioncreated") or value.get("versionCreated"),
        "authors": list(_authors(value)),
        "publisher": _publisher(value),
        "section": _related_name(value, "section"),
        "keywords": [name for one in _subjects(value) if one.get("rel") != "section" and (name := one.get("name"))],
        "dateline": value.get("dateline"),
        "copyright_notice": value.get("copyrightnotice") or value.get("copyrightNotice"),
        "url": _page(value),
    }
    return {name: one for name, one in found.items() if one not in (None, "", [])}


def _role(values: object, role: str, *, alone: bool = True) -> str | None:
    """The value of the first object with a role; `alone`: of the first one at all, where none has it."""
    found = _objects(values)
    chosen = [one for one in found if one.get("role") == role] or (found if alone else [])
    value = chosen[0].get("value") if chosen else None
    return value if isinstance(value, str) else None


def _subjects(value: Object) -> list[Object]:
    return _objects(value.get("subject")) or _objects(value.get("subjects"))


def _related_name(value: Object, relation: str) -> str | None:
    name = next((one.get("name") for one in _subjects(value) if one.get("rel") == relation), None)
    return name if isinstance(name, str) else None


def _authors(value: Object) -> Iterator[dict[str, object]]:
    """Persons whose relation says that they wrote it; a byline is free text, so it is none."""
    people = _objects(value.get("person")) or _objects(value.get("people"))
    for person in people:
        if person.get("rel") in ("author", "creator", "byline") and isinstance(person.get("name"), str):
            yield {"name": person["name"]}
    by = value.get("by") or value.get("byline")
    if isinstance(by, str) and re.fullmatch(r"[^\W\d_a-z][^\W\d_]+(?:[ \-][^\W\d_a-z][^\W\d_]+){1,2}", by):
        yield {"name": by}


def _publisher(value: Object) -> dict[str, object] | None:
    sources = _objects(value.get("infosource")) or _objects(value.get("infoSources"))
    chosen = [one for one in sources if one.get("role") in ("publisher", "provider")] or sources
    name = chosen[0].get("name") if chosen else None
    if not isinstance(name, str):
        return None
    uri = chosen[0].get("uri")
    return {"name": name, "url": uri} if isinstance(uri, str) and _IRI.fullmatch(uri) else {"name": name}


def _page(value: Object) -> str | None:
    """The address of the web page among the renditions."""
    renditions = value.get("renditions")
    listed = list(renditions.values()) if isinstance(renditions, dict) else renditions
    for one in _objects(listed):
        kind = one.get("contentType") or one.get("mimetype")
        if kind == "text/html" and isinstance(one.get("href"), str):
            return str(one["href"])
    return None
