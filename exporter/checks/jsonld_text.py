"""What the document says against the text that it carries: quotations are verbatim, offsets are right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.checks.jsonld_graph import Graph, Node, objects, string, types
from exporter.checks.located_json import Finding, Path
from exporter.formats import jsonld_names as names

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_PROSE = frozenset({"headline", "alternativeHeadline", "description", "name", "jobTitle", "text", "articleBody"})


class Body:
    """The text of an article. Facts stand in its order, so words are looked for behind the last ones first."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.last = 0

    def holds(self, words: str) -> bool:
        """Whether the words stand in the text; linear over all facts in the text's order."""
        found = self.text.find(words, self.last)
        if found < 0:
            found = self.text.find(words)
        self.last = max(found, 0)
        return found >= 0


def text_findings(graph: Graph) -> Iterator[Finding]:
    """Words that the text does not hold, selectors that point elsewhere, remains of HTML."""
    bodies = [(path, Body(text)) for path, node in graph.articles if (text := string(node, "articleBody")) is not None]
    for path, node in graph.nodes:
        yield from _entity_findings(path, node)
        for start, body in bodies:
            if path[: len(start)] == start:
                yield from _node_findings(path, node, body)
                break


def _node_findings(path: Path, node: Node, body: Body) -> Iterator[Finding]:
    kinds = types(node)
    if "Quotation" in kinds:
        yield from _quotation_findings(path, node, body)
    elif "Claim" in kinds:
        yield from _verbatim(path, node, body)
        yield from _same_words(path, node, names.PASSAGE)
    if names.HAS_SELECTOR in node:
        yield from _selector_findings(path, node, body.text)


def _quotation_findings(path: Path, node: Node, body: Body) -> Iterator[Finding]:
    creator, character = node.get("creator"), node.get("spokenByCharacter")
    if creator is not None and character is not None and creator != character:
        message = "creator and spokenByCharacter name two actors; both are the one who said it"
        yield Finding("jsonld.speaker", message, (*path, "spokenByCharacter"))
    parts = [string(part, "text") or "" for part in objects(node, "hasPart")]
    if not parts:
        yield from _verbatim(path, node, body)
    elif string(node, "text") != " ".join(parts):
        message = "the text is not that of its parts with a space between them"
        yield Finding("jsonld.quotation-parts", message, (*path, "text"))
    yield from _same_words(path, node, names.FRAGMENT)


def _verbatim(path: Path, node: Node, body: Body) -> Iterator[Finding]:
    text = string(node, "text")
    if text is not None and not body.holds(text):
        message = f"these words do not stand in articleBody: {_short(text)!r}"
        yield Finding("jsonld.verbatim", message, (*path, "text"))


def _same_words(path: Path, node: Node, key: str) -> Iterator[Finding]:
    """The text of a fact is that of its passages."""
    if key not in node:
        return
    exact = [string(one, names.EXACT) or "" for passage in objects(node, key) for one in _quote_selectors(passage)]
    if exact and string(node, "text") != " ".join(exact):
        yield Finding("jsonld.passage", "the text is not that of its passages", (*path, "text"))


def _quote_selectors(passage: Node) -> list[Node]:
    return [one for one in objects(passage, names.HAS_SELECTOR) if names.EXACT in one]


def _selector_findings(path: Path, node: Node, body: str) -> Iterator[Finding]:
    selectors = objects(node, names.HAS_SELECTOR)
    position = next((one for one in selectors if names.START in one), None)
    if position is None:
        return
    place = (*path, names.HAS_SELECTOR, selectors.index(position))
    start, end = position.get(names.START), position.get(names.END)
    if not isinstance(start, int) or not isinstance(end, int):
        return
    if not 0 <= start < end <= len(body):
        empty = names.DIAGNOSTIC in path and 0 <= start == end <= len(body)
        if not empty:
            message = f"[{start}, {end}) is empty or outside of articleBody ({len(body)} code points)"
            yield Finding("jsonld.offset", message, (*place, names.START))
        return
    for quoted in _quote_selectors(node):
        yield from _quoted_findings((*path, names.HAS_SELECTOR, selectors.index(quoted)), quoted, body, start, end)


def _quoted_findings(path: Path, quoted: Node, body: str, start: int, end: int) -> Iterator[Finding]:
    exact, prefix, suffix = (string(quoted, key) for key in (names.EXACT, names.PREFIX, names.SUFFIX))
    if exact is not None and exact != body[start:end]:
        message = f"at [{start}, {end}) stands {_short(body[start:end])!r}, not {_short(exact)!r}"
        yield Finding("jsonld.offset", message, (*path, names.EXACT))
    if prefix is not None and not body.endswith(prefix, 0, start):
        yield Finding("jsonld.offset", f"before {start} does not stand {prefix!r}", (*path, names.PREFIX))
    if suffix is not None and not body.startswith(suffix, end):
        yield Finding("jsonld.offset", f"after {end} does not stand {suffix!r}", (*path, names.SUFFIX))


def _entity_findings(path: Path, node: Node) -> Iterator[Finding]:
    for key, text in node.items():
        found = _ENTITY.search(text) if key in _PROSE and isinstance(text, str) and "&" in text else None
        if found:
            message = f"{found[0]!r} is HTML, and readers show it as it stands; write the character itself"
            yield Finding("jsonld.html-entity", message, (*path, key), "warning")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
