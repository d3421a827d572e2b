"""JSON-LD in the head of an existing page: put there, replaced, taken out; every other byte stays as it was.

Our block is `<script type="application/ld+json" data-newsroom-exporter="block">`. Where it is merged with the block of
somebody else, that one's element is kept as a string in an inert element behind it, so that it can be put back.
Pages are read byte by byte: encodings that hold markup as ASCII, and UTF-16 with a byte order mark.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from exporter.checks.page import MEDIA_TYPE, media_type
from exporter.checks.page_tags import Tag, comment_end, read_tags
from exporter.errors import PublishError
from exporter.formats.html import escape
from exporter.publish.merging import describes_article, merge_documents, without_articles

MARK = "data-newsroom-exporter"
Existing = Literal["skip", "merge", "replace"]
"""What happens to the article that somebody else described in the page."""

_INERT = "application/json"
_BLOCK, _MERGED, _ORIGINAL = "block", "merged", "original"
# What may stand in a head (HTML Standard, 13.2.6.4.4); anything else begins the body.
_HEAD = frozenset(
    "html head base basefont bgsound link meta noframes noscript script style template title command".split()
)
_PAGE_SIGNS = frozenset(("html", "head", "title", "meta", "body"))
_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_CHARSET = re.compile(r"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*utf-?8\b", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# A doctype, or what a parser takes for a comment.
_BOGUS = re.compile(r"<(?:[!?]|/[^A-Za-z])")
_WHITE = " \t\n\f\r"
# Encodings whose bytes may look like tags where there are none.
_ESCAPING = re.compile(r"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*(utf-7|iso-2022-\w+|hz-gb-2312)\b", re.IGNORECASE)


class ForeignBlockError(PublishError):
    """A page describes its article already, and nothing says what shall become of that."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as characters that stand for its bytes one by one (UTF-16: two by two)."""

    text: str
    mark: bytes
    encoding: str
    keeps_letters: bool
    """Whether letters beyond ASCII can stand in it as they are; else they are escaped."""

    def bytes(self, text: str) -> bytes:
        return self.mark + text.encode(self.encoding, "surrogatepass" if self.mark else "strict")

    def letters(self, text: str) -> str:
        """A text of Unicode as characters of this page."""
        if not self.keeps_letters:
            return _NOT_ASCII.sub(lambda found: _escaped(found[0]), text)
        return text if self.encoding.startswith("utf-16") else text.encode().decode("latin-1")

    def unicode(self, text: str) -> str:
        """Characters of this page as a text of Unicode."""
        if self.encoding.startswith("utf-16"):
            return text
        data = text.encode("latin-1")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")


def put_block(data: bytes, jsonld: bytes, existing: Existing = "skip") -> bytes:
    """The page with the JSON-LD in its head; the same bytes where it is there already.

    Raises ForeignBlockError if somebody else's article is there and `existing` is `skip`, PublishError for what is no
    page.
    """
    page = read_page(data)
    own = _own(page.text)
    if [tag.get(MARK) for tag in own] == [_BLOCK] and not _foreign(page):
        block = _element(page, jsonld.decode(), _BLOCK)
        return page.bytes(_spliced(page.text, own[0].start, own[0].close or own[0].end, block))
    was_merged = any(tag.get(MARK) == _MERGED for tag in own)
    page = replace(page, text=_restored(page))
    foreign = _foreign(page)
    if foreign and existing == "skip" and not was_merged:
        raise ForeignBlockError(
            "it describes its article already, and not by this program; --merge adds to that, --replace removes it"
        )
    if not foreign:
        place = _head_end(page.text)
        block = _element(page, jsonld.decode(), _BLOCK) + _line_end(page.text)
        return page.bytes(_spliced(page.text, place, place, block))
    try:
        return page.bytes((_replaced if existing == "replace" else _merged)(page, foreign, jsonld))
    except RecursionError:
        raise PublishError("the article that it describes already is nested too deeply") from None


def take_out(data: bytes) -> bytes:
    """The page without what this program put into it; what it took out is there again. Raises PublishError."""
    page = read_page(data)
    return page.bytes(_restored(page))


def own_block(data: bytes) -> str:
    """The JSON-LD of our block, or an empty string. Raises PublishError."""
    page = read_page(data)
    found = [tag for tag in _own(page.text) if tag.get(MARK) != _ORIGINAL]
    return page.unicode(_inner(page.text, found[0])).strip() if found else ""


def read_page(data: bytes) -> Page:
    """The page. Raises PublishError for what is none."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            try:
                return _checked(Page(data[len(mark) :].decode(encoding, "surrogatepass"), mark, encoding, True))
            except UnicodeDecodeError:
                raise PublishError(f"the byte order mark says {encoding.upper()}, but the page is none") from None
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(mark) :].decode("latin-1")
    return _checked(Page(text, mark, "latin-1", _is_utf8(data) and bool(mark or _CHARSET.search(text))))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _checked(page: Page) -> Page:
    escaping = _ESCAPING.search(page.text)
    if escaping is not None:
        raise PublishError(f"a page in {escaping[1]} cannot be changed safely; save it as UTF-8")
    if not _DOCTYPE.search(page.text) and not any(tag.name in _PAGE_SIGNS for tag in read_tags(page.text)):
        raise PublishError("this is no HTML page: it has neither a doctype nor a head")
    return page


@lru_cache(maxsize=4)
def _scripts(text: str) -> tuple[Tag, ...]:
    """The scripts that end. The same page is asked several times."""
    return tuple(tag for tag in read_tags(text) if tag.name == "script" and tag.text and tag.text[1] < len(text))


def _own(text: str) -> list[Tag]:
    return [tag for tag in _scripts(text) if tag.get(MARK) is not None]


def _foreign(page: Page) -> list[Tag]:
    """The blocks of others that describe an article."""
    return [
        tag
        for tag in _scripts(page.text)
        if tag.get(MARK) is None
        and media_type(tag.get("type")) == MEDIA_TYPE
        and describes_article(page.unicode(_inner(page.text, tag)))
    ]


def _inner(text: str, tag: Tag) -> str:
    start, end = tag.text or (tag.end, tag.end)
    return text[start:end]


def _spliced(text: str, start: int, end: int, middle: str) -> str:
    return text[:start] + middle + text[end:]


def _head_end(text: str) -> int:
    """Where the head ends: at its end tag, or before what only a body can hold, or before what never ends."""
    position, templates = 0, list[int]()
    for tag in read_tags(text):
        if not templates:
            visible = _visible(text, position, tag.start)
            if visible < tag.start or _ends_head(tag, len(text)):
                return visible
        if tag.name == "template":
            templates = templates[:-1] if tag.closing else [*templates, tag.start]
        position = tag.close if tag.close is not None else tag.end
    return templates[0] if templates else _visible(text, position, len(text))


def _ends_head(tag: Tag, length: int) -> bool:
    if tag.closing:
        return tag.name in ("head", "body", "html", "br")
    return tag.name not in _HEAD or tag.text is not None and tag.text[1] == length


def _visible(text: str, start: int, end: int) -> int:
    """The first character of a range that is neither white space nor in a comment or doctype that ends; else `end`."""
    while start < end:
        if text[start] in _WHITE:
            start += 1
        elif text.startswith("<!--", start):
            after = comment_end(text, start)
            if after is None:
                return start
            start = after
        elif _BOGUS.match(text, start) and text.find(">", start) >= 0:
            start = text.index(">", start) + 1
        else:
            return start
    return end


def _line_end(text: str) -> str:
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _element(page: Page, jsonld: str, kind: str) -> str:
    body = escape(jsonld).strip().replace("\n", _line_end(page.text))
    end = _line_end(page.text)
    return f'<script type="{MEDIA_TYPE}" {MARK}="{kind}">{end}{page.letters(body)}{end}</script>'


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]


def _restored(page: Page) -> str:
    """The text of the page without our elements, each with its line end; the originals are there again."""
    text = page.text
    for tag in reversed(_own(text)):
        end = tag.close or tag.end
        if tag.get(MARK) == _ORIGINAL:
            text = _spliced(text, tag.start, end, str(json.loads(_inner(text, tag))))
        elif tag.get(MARK) == _MERGED:
            text = _spliced(text, tag.start, end, "")
        else:
            text = _spliced(text, tag.start, end + _line_end_at(text, end), "")
    return text


def _line_end_at(text: str, position: int) -> int:
    return 2 if text.startswith("\r\n", position) else 1 if text.startswith("\n", position) else 0


def _merged(page: Page, foreign: list[Tag], jsonld: bytes) -> str:
    """The first block with ours in it, behind it the element as it was. Other blocks stay."""
    tag = foreign[0]
    end = tag.close or tag.end
    theirs = json.loads(page.unicode(_inner(page.text, tag)))
    merged = json.dumps(merge_documents(theirs, json.loads(jsonld)), ensure_ascii=False, indent=2)
    stored = escape(json.dumps(page.text[tag.start : end]))
    original = f'<script type="{_INERT}" {MARK}="{_ORIGINAL}">{stored}</script>'
    return _spliced(page.text, tag.start, end, _element(page, merged, _MERGED) + original)


def _replaced(page: Page, foreign: list[Tag], jsonld: bytes) -> str:
    """Our block in place of the first of them. What else they describe stays."""
    text = page.text
    for tag in reversed(foreign):
        rest = without_articles(json.loads(page.unicode(_inner(text, tag))))
        kept = "" if rest is None else _plain_element(page, rest, text[tag.start : tag.end])
        ours = _element(page, jsonld.decode(), _BLOCK) if tag is foreign[0] else ""
        between = _line_end(page.text) if ours and kept else ""
        text = _spliced(text, tag.start, tag.close or tag.end, f"{ours}{between}{kept}")
    return text


def _plain_element(page: Page, document: object, start_tag: str) -> str:
    return f"{start_tag}{page.letters(escape(json.dumps(document, ensure_ascii=False)))}</script>"
