"""The JSON-LD of an article inside of an HTML page: each block is checked, and its problems get places of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from exporter.checks.jsonld import check_jsonld
from exporter.checks.jsonld_schema import ARTICLES
from exporter.checks.page_tags import read_tags
from exporter.checks.problem import Problem

MEDIA_TYPE = "application/ld+json"

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_ARTICLE = "NewsArticle"


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a script element, and where it begins: `line` and `column` count from 1."""

    text: str
    line: int
    column: int


def is_page(data: bytes) -> bool:
    """Whether the bytes are an HTML page, by their beginning."""
    return _PAGE.match(data) is not None


def check_page(data: bytes) -> list[Problem]:
    """The problems of every block that describes a news article; a page without one has that problem."""
    blocks = find_blocks(data.decode("utf-8-sig", "replace"))
    broken = [problem for block in blocks for problem in _syntax(block)]
    articles = [block for block in blocks if describes_article(block.text)]
    if not articles and not broken:
        return [Problem("page.block", f"this page holds no JSON-LD ({MEDIA_TYPE}) of a {_ARTICLE}", line=1, column=1)]
    return [*broken, *(problem for block in articles for problem in _checked(block))]


def find_blocks(page: str) -> list[Block]:
    """The JSON-LD blocks of a page, in its order. A block is a data block: references in it (`&amp;`) are none."""
    blocks: list[Block] = []
    line, counted = 1, 0
    for tag in read_tags(page):
        if tag.name != "script" or tag.text is None or media_type(tag.get("type")) != MEDIA_TYPE:
            continue
        start, end = tag.text
        line, counted = line + page.count("\n", counted, start), start
        blocks.append(Block(page[start:end], line, start - page.rfind("\n", 0, start)))
    return blocks


def media_type(value: str | None) -> str:
    """A media type without its parameters."""
    return (value or "").split(";", 1)[0].strip().lower()


def describes_article(text: str) -> bool:
    """Whether a block names the type of a news article at its top, in a list or in a graph."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return any(map(holds_article, value if isinstance(value, list) else [value]))


def holds_article(value: Any) -> bool:
    """Whether a node is a news article, or has one in its graph."""
    if not isinstance(value, dict):
        return False
    graph = value.get("@graph")
    return is_article(value) or any(map(is_article, graph if isinstance(graph, list) else [graph]))


def is_article(node: Any) -> bool:
    """Whether a node is of the type NewsArticle, or of one below it."""
    types = node.get("@type") if isinstance(node, dict) else None
    return any(one in ARTICLES for one in (types if isinstance(types, list) else [types]))


def _syntax(block: Block) -> Iterator[Problem]:
    try:
        json.loads(block.text)
    except (ValueError, RecursionError):
        yield from _checked(block)


def _checked(block: Block) -> Iterator[Problem]:
    for problem in check_jsonld(block.text.encode("utf-8", "surrogatepass")):
        if problem.line is None:
            yield replace(problem, line=block.line, column=block.column)
        else:
            column = (problem.column or 1) + (block.column - 1 if problem.line == 1 else 0)
            yield replace(problem, line=problem.line + block.line - 1, column=column)
