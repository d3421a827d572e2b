"""What kind of article bytes hold, by what they begin with."""

from __future__ import annotations

import json
import re
from typing import Literal

from exporter.errors import InputError
from exporter.readers.encoding import mark_of
from exporter.readers.ninjs import is_ninjs

Kind = Literal["text", "html", "nitf", "newsml", "ninjs"]

HTML_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
_SAMPLE = 65_536
_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!doctype\b[^<>\[]*(?:\[[^\]]*\])?[^<>]*>\s*)*", re.DOTALL | re.I
)
_ROOT = re.compile(r"<([A-Za-z][\w.\-]*:)?([A-Za-z][\w.\-]*)(?=[\s/>])")
_ROOTS: dict[str, Kind] = {"nitf": "nitf", "newsItem": "newsml", "newsMessage": "newsml"}
# What the body of a CMS begins with. A text that begins with one of these tags is no plain text.
_HTML = frozenset(
    "html head body p div article section main header figure blockquote ul ol table h1 h2 h3 h4 h5 h6 img".split()
)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def kind_of(data: bytes, suffix: str = "") -> Kind:
    """The kind of article; `text` where the bytes are nothing else. `suffix` is that of the file's name, if any."""
    if suffix.lower() in HTML_SUFFIXES:
        return "html"
    if _JSON.match(data) and _is_ninjs(data):
        return "ninjs"
    head = _beginning(data)
    behind = head[_prolog_end(head) :]
    root = _ROOT.match(behind)
    if root is None:
        return "html" if re.match(r"\s*<!doctype\s+html\b", head, re.I) else "text"
    if root[2] in _ROOTS:
        return _ROOTS[root[2]]
    is_markdown = suffix.lower() in (".md", ".markdown", ".txt", ".text")
    return (
        "html"
        if root[2].lower() in ("html", "head", "body") or root[2].lower() in _HTML and not is_markdown
        else "text"
    )


def refuse_data(data: bytes) -> None:
    """Raises InputError where the bytes are JSON or XML of a kind that nobody reads: that is no prose."""
    head = _beginning(data)
    if re.match(r"\s*<\?xml\s", head):
        root = _ROOT.match(head[_prolog_end(head) :])
        name = f"<{root[2]}>" if root else "no element"
        raise InputError(f"this is XML with {name}, and no article of a known format")
    if not re.match(r"\s*[{\[]", head):
        return
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return
    known = "the model JSON, the JSON-LD of the profile full, and ninjs"
    raise InputError(f"this is JSON, but no article that can be read back; {known} can")


def _beginning(data: bytes) -> str:
    """The first characters, in a rough reading that keeps what is ASCII."""
    mark = mark_of(data)
    head = data[:_SAMPLE]
    return head[len(mark[0]) :].decode(mark[1], "replace") if mark else head.decode("latin-1")


def _prolog_end(head: str) -> int:
    found = _PROLOG.match(head)
    return found.end() if found else 0


def _is_ninjs(data: bytes) -> bool:
    try:
        return is_ninjs(json.loads(data.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return False
