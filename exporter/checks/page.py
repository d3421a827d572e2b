"""The JSON-LD of an article inside of an HTML page: each block is checked, and its problems get places of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from exporter.checks.jsonld import check_jsonld
from exporter.checks.problem import Problem

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_MEDIA_TYPE = "application/ld+json"
_ARTICLE = "NewsArticle"


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a script element, and where it begins: `line` and `column` count from 1."""

    text: str
    line: int
    column: int


class _Scripts(HTMLParser):
    """Collects the data blocks of a page. Character references inside of a script are no references."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").split(";", 1)[0].strip().lower()
        self._inside = tag == "script" and kind == _MEDIA_TYPE

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            line, column = self.getpos()
            self.blocks.append(Block(data, line, column + 1))


def is_page(data: bytes) -> bool:
    """Whether the bytes are an HTML page, by their beginning."""
    return _PAGE.match(data) is not None


def check_page(data: bytes) -> list[Problem]:
    """The problems of every block that describes a news article; a page without one has that problem."""
    blocks = find_blocks(data.decode("utf-8-sig", "replace"))
    broken = [problem for block in blocks for problem in _syntax(block)]
    articles = [block for block in blocks if _describes_article(block)]
    if not articles and not broken:
        return [Problem("page.block", f"this page holds no JSON-LD ({_MEDIA_TYPE}) of a {_ARTICLE}", line=1, column=1)]
    return [*broken, *(problem for block in articles for problem in _checked(block))]


def find_blocks(page: str) -> list[Block]:
    """The JSON-LD blocks of a page, in its order."""
    scripts = _Scripts()
    scripts.feed(page)
    scripts.close()
    return scripts.blocks


def _describes_article(block: Block) -> bool:
    """Whether a block names the type of a news article at its top, in a list or in a graph."""
    try:
        value = json.loads(block.text)
    except (ValueError, RecursionError):
        return False
    tops = value if isinstance(value, list) else [value]
    nodes = [node for top in tops if isinstance(top, dict) for node in (top, *_graph(top))]
    return any(_ARTICLE in _types(node) for node in nodes)


def _graph(node: dict[str, object]) -> list[dict[str, object]]:
    graph = node.get("@graph")
    return [one for one in graph if isinstance(one, dict)] if isinstance(graph, list) else []


def _types(node: dict[str, object]) -> list[object]:
    types = node.get("@type")
    return types if isinstance(types, list) else [types]


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
