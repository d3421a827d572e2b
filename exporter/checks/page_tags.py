"""The tags of an HTML page with their places, read as a browser's tokenizer does (HTML Standard, 13.2.5).

Tags inside of comments, scripts, styles and other raw text are none. Nothing is built and nothing changed, so that a
page of any kind, also a broken one, can be cut and joined again byte by byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_NAME = re.compile(r"</?[A-Za-z][^\s/>]*")
_SPACE = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*|)))?")
# The rest of a tag whose attributes nobody asks for: most tags are such, and this is the quick way through them.
_PLAIN_REST = re.compile(r"(?:[^\"'<>=]|=\s*+(?:\"[^\"]*\"|'[^']*'|[^\s\"'>][^\s>]*+))*+>")
_UNCLOSED = re.compile(r"[^\s/>][^\s/>=]*\s*=\s*[\"']")
_COMMENT_END = re.compile(r"--!?>")
_RAW = frozenset(("style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"))
_SCRIPT = re.compile(r"<!--|-->|</?script(?=[\s/>])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag at `[start, end)`. Only those of scripts have their attributes.

    Of an element with raw text, `text` is where the text is, and `close` where its end tag ends, or the page.
    """

    name: str
    start: int
    end: int
    closing: bool = False
    attributes: tuple[tuple[str, str], ...] = ()
    text: tuple[int, int] | None = None
    close: int | None = None

    def get(self, name: str) -> str | None:
        """The value of an attribute; the first one counts."""
        return next((value for key, value in self.attributes if key == name), None)


def read_tags(page: str, position: int = 0) -> Iterator[Tag]:
    """The tags in order, in time linear to the length of the page."""
    while (start := page.find("<", position)) >= 0:
        if page.startswith("<!--", start):
            end = comment_end(page, start)
            if end is None:
                return
            position = end
        elif _NAME.match(page, start):
            tag = _read_tag(page, start)
            if tag is None:
                return
            yield tag
            position = tag.close if tag.close is not None else tag.end
        elif page.startswith(("<!", "<?", "</"), start):
            end = page.find(">", start)
            position = len(page) if end < 0 else end + 1
        else:
            position = start + 1


def comment_end(page: str, start: int) -> int | None:
    """Where the comment that begins at a place ends; None if it never does."""
    for abrupt in ("<!-->", "<!--->"):
        if page.startswith(abrupt, start):
            return start + len(abrupt)
    found = _COMMENT_END.search(page, start + 4)
    return found.end() if found else None


def _read_tag(page: str, start: int) -> Tag | None:
    """The tag at a place, or None if the page ends inside of it."""
    name_match = _NAME.match(page, start)
    if name_match is None:
        return None
    closing = page[start + 1] == "/"
    name = name_match[0].lstrip("</").lower()
    plain = _PLAIN_REST.match(page, name_match.end()) if name != "script" else None
    if plain is not None:
        return _with_text(page, Tag(name, start, plain.end(), closing))
    attributes: list[tuple[str, str]] = []
    position = name_match.end()
    while True:
        position = _end_of(_SPACE, page, position)
        if position >= len(page):
            return None
        if page[position] == ">":
            break
        found = _ATTRIBUTE.match(page, position)
        unclosed = _UNCLOSED.match(page, position)
        if found is None or unclosed is not None and found.end() < unclosed.end():
            return None
        attributes.append((found[1].lower(), unescape(found[2] or found[3] or found[4] or "")))
        position = found.end()
    return _with_text(page, Tag(name, start, position + 1, closing, tuple(attributes)))


def _end_of(pattern: re.Pattern[str], page: str, position: int) -> int:
    found = pattern.match(page, position)
    return found.end() if found else position


def _with_text(page: str, tag: Tag) -> Tag:
    """The tag with its raw text, if its element has such."""
    if tag.closing or tag.name not in _RAW and tag.name not in ("script", "plaintext"):
        return tag
    text_end = len(page)
    if tag.name == "script":
        text_end = _script_end(page, tag.end)
    elif tag.name != "plaintext":
        found = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).search(page, tag.end)
        text_end = found.start() if found else len(page)
    close = page.find(">", text_end)
    place = (tag.end, text_end)
    return Tag(tag.name, tag.start, tag.end, False, tag.attributes, place, len(page) if close < 0 else close + 1)


def _script_end(page: str, position: int) -> int:
    """Where the end tag of a script begins. Inside of `<!-- <script` one end tag does not count (13.2.5.26 ff.)."""
    escaped = twice = False
    for found in _SCRIPT.finditer(page, position):
        mark = found[0].lower()
        if mark == "<!--":
            escaped = True
        elif mark == "-->":
            escaped = twice = False
        elif mark == "<script":
            twice = escaped
        elif twice:
            twice = False
        else:
            return found.start()
    return len(page)
