"""The lines of text that a reader of HTML sees, in order, each with its role where the markup tells it.

White space is collapsed as a browser does (CSS Text 3, section 4.1.1); no-break spaces stay. What is not shown
(scripts, hidden elements) and what is no text (buttons, fields, navigation) gives no line.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree, html

from exporter.model import ParagraphRole
from exporter.readers.characters import one_line

_UNSEEN = frozenset(
    "script style noscript template svg canvas iframe object embed audio video map select option datalist textarea "
    "button input progress meter dialog nav menu head title link meta base".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark meter output q ruby rb rp rt "
    "rtc s samp small span strike strong sub sup time tt u var wbr picture source track amp-img nobr".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_UNSEEN_ROLES = frozenset("navigation search banner contentinfo dialog alertdialog menu toolbar tablist".split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOR_SPEECH = re.compile(r"(?:^|\s)(?:visually-?hidden|sr-only|screen-reader-text)(?:$|\s)", re.IGNORECASE)
_WORD_EDGE = r"(?:^|[\s_\-]){}(?:$|[\s_\-])"
_BYLINE = re.compile(_WORD_EDGE.format("(?:byline|by-line|author|authors|auteur|auteurs|signature)"), re.IGNORECASE)
_CAPTION = re.compile(_WORD_EDGE.format("(?:caption|legende|credit|credits|copyright)"), re.IGNORECASE)
_STANDFIRST = re.compile(
    _WORD_EDGE.format("(?:chapo|chapeau|standfirst|dek|article-intro|article-lead|lede)"), re.IGNORECASE
)
_DATE = re.compile(
    _WORD_EDGE.format("(?:date|dates|datetime|time|published|publication|publie|updated|entry-meta|post-meta)"),
    re.IGNORECASE,
)
_RELATED = re.compile(
    _WORD_EDGE.format(
        "(?:related|lire[-_]?aussi|a[-_]lire|voir[-_]?aussi|read[-_]?(?:also|more|next)|see[-_]?also|more[-_]?on|"
        "recommended|recommendations|en[-_]lien|sur[-_]le[-_]meme[-_]sujet)"
    ),
    re.IGNORECASE,
)
# U+00AD and U+200B say where a line may be broken; they are no part of a word.
_LAYOUT = dict.fromkeys((0x00AD, 0x200B))
_NAMING = ("class", "id", "data-component", "data-testid", "aria-labelledby")
_MEASURED = ("a", "time", "cite", "footer")
_OPENINGS = '«“"‹„'
_LONGEST_NOTE = 400
_SHORT_NOTE = 24
_LONGEST_BYLINE = 200
_LONGEST_DATE = 120


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """`element` is the block that shows it, `paragraph` the number of its paragraph: a line break ends a line only.

    `linked`: the share of its characters inside links. `dated`: it tells little more than a date of publication.
    `quote`: the number of the block quote that it stands in, 0 for none; `signs`: it names the source of one.
    `role` is None where the markup does not tell it.
    """

    text: str
    element: html.HtmlElement
    paragraph: int
    role: ParagraphRole | None
    linked: float = 0.0
    dated: bool = False
    quote: int = 0
    signs: bool = False


def read_lines(body: html.HtmlElement) -> list[HtmlLine]:
    """The lines of an element, in time linear to its size."""
    walk = _Walk()
    events = etree.iterwalk(body, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if is_unseen(element) and element is not body:
                events.skip_subtree()  # its end is still told
                walk.skipped = element
            else:
                walk.open(element)
        elif walk.skipped is not None:
            walk.skipped = None
            walk.write(element.tail)
        else:
            walk.close(element, is_last=element is body)
    return walk.lines


def is_unseen(element: html.HtmlElement) -> bool:
    """Whether an element shows no text of an article."""
    tag, get = element.tag, element.get
    return (
        tag in _UNSEEN
        or get("hidden") is not None
        or get("aria-hidden") == "true"
        or (get("role") or "").lower() in _UNSEEN_ROLES
        or _FOR_SPEECH.search(element.get("class") or "") is not None
        or _HIDDEN_STYLE.search(get("style") or "") is not None
        or (tag == "footer" and not any(one.tag in ("blockquote", "figure") for one in element.iterancestors()))
    )


def names_of(element: html.HtmlElement) -> str:
    """The names in which templates tell what an element is for."""
    return " ".join(filter(None, map(element.get, _NAMING)))


class _Walk:
    """The state of a walk: open elements with their roles, and the text of the line so far."""

    def __init__(self) -> None:
        self.lines: list[HtmlLine] = []
        self.skipped: html.HtmlElement | None = None
        self._blocks: list[tuple[html.HtmlElement, ParagraphRole | None]] = []
        self._text: list[str] = []
        self._depth: Counter[str] = Counter()
        self._sizes: Counter[str] = Counter()
        self._paragraph = 0
        self._quotes = 0
        self._marked: list[bool] = []
        self._names_author = False

    def open(self, element: html.HtmlElement) -> None:
        if element.tag == "br":
            self._end_line()
        elif element.tag in _INLINE:
            self._names_author |= is_author(element)
            if _CAPTION.search(names_of(element)):
                self.write(" ")
        else:
            self._end_paragraph()
            self._quotes += element.tag == "blockquote" and not self._depth["blockquote"]
            self._blocks.append((element, self._role_of(element)))
        self._depth[_measure_of(element)] += 1
        if element.tag == "q":
            self._open_words()
        self.write(element.text)

    def close(self, element: html.HtmlElement, *, is_last: bool) -> None:
        if element.tag == "q" and self._marked.pop():
            self.write("”")
        if element.tag not in _INLINE and element.tag != "br":
            self._end_paragraph()
            self._blocks.pop()
        self._depth[_measure_of(element)] -= 1
        if not is_last:
            self.write(element.tail)

    def _open_words(self) -> None:
        """Marks in front of a `q`, as a browser shows them, unless the page has some there already."""
        before = "".join(self._text[-2:]).rstrip()
        self._marked.append(before[-1:] not in _OPENINGS or not before)
        if self._marked[-1]:
            self.write("“")

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self._depth["pre"] and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self._end_line()
                self._add(part)
        else:
            self._add(text)

    def _add(self, text: str) -> None:
        self._text.append(text)
        size = len(text.strip())
        for tag in _MEASURED:
            if self._depth[tag]:
                self._sizes[tag] += size

    def _role_of(self, element: html.HtmlElement) -> ParagraphRole | None:
        """The role of what stands in an element: what it is inside of goes before what it is itself."""
        outer = self._blocks[-1][1] if self._blocks else None
        if outer in ("related", "caption", "byline", "headline", "subheading"):
            return outer
        return _own_role(element) or outer

    def _end_paragraph(self) -> None:
        self._end_line()
        self._paragraph += 1

    def _end_line(self) -> None:
        text = one_line("".join(self._text).translate(_LAYOUT)).strip()
        if text and self._blocks:
            self.lines.append(self._line(text))
        self._text, self._names_author = [], False
        self._sizes.clear()

    def _line(self, text: str) -> HtmlLine:
        element, role = self._blocks[-1]
        size, sizes = len(text), self._sizes
        if role is None and self._names_author and size <= _LONGEST_BYLINE:
            role = "byline"
        signs = sizes["cite"] * 10 > size * 9 or sizes["footer"] > 0 or _is_signature(element)
        in_quote = self._depth["blockquote"] > 0
        return HtmlLine(
            text,
            element,
            self._paragraph,
            None if in_quote and signs else role,
            min(sizes["a"] / size, 1.0),
            role is None and _is_date(element, size, sizes["time"]),
            self._quotes if in_quote else 0,
            signs and (in_quote or _is_signature(element)),
        )


def _measure_of(element: html.HtmlElement) -> str:
    """The tag as which an element counts: words that a template calls a date are one."""
    tag: str = element.tag
    return "time" if tag == "span" and _DATE.search(names_of(element)) else tag


def is_author(element: html.HtmlElement) -> bool:
    """Whether an element names an author, by what the markup says of it."""
    return "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "").split()


def _own_role(element: html.HtmlElement) -> ParagraphRole | None:
    tag, names = element.tag, names_of(element)
    if tag in ("aside", "div", "section", "ul", "ol", "p") and _RELATED.search(names):
        return "related"
    if _is_signature(element):
        return None
    if tag in ("figcaption", "caption") or _CAPTION.search(names) and _is_note(element):
        return "caption"
    if (is_author(element) or _BYLINE.search(names)) and _is_note(element):
        return "byline"
    if tag in _HEADINGS:
        return "headline" if tag == "h1" else "subheading"
    if tag == "li":
        return "related" if _is_link_alone(element) else "list_item"
    return "lead" if _STANDFIRST.search(names) else None


def _is_signature(element: html.HtmlElement) -> bool:
    """Whether an element is the caption of a figure that shows a block quote and no picture."""
    figure = element.getparent()
    if element.tag != "figcaption" or figure is None:
        return False
    return figure.find("blockquote") is not None and figure.find(".//img") is None


def _is_date(element: html.HtmlElement, size: int, timed: int) -> bool:
    """Whether a line of so many characters, so many of them in a `time`, tells when the article was published."""
    if timed and size <= _LONGEST_DATE:
        return size - timed <= max(timed, _SHORT_NOTE)
    return size <= _LONGEST_DATE // 2 and _DATE.search(names_of(element)) is not None


def _is_note(element: html.HtmlElement) -> bool:
    """Whether an element is short: templates name whole articles after their author too."""
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > _LONGEST_NOTE:
            return False
    return True


def _is_link_alone(item: html.HtmlElement) -> bool:
    """Whether a list item is a link to something else, and nothing more."""
    outside = [item.text, *(child.tail for child in item)]
    children = [child.tag for child in item if isinstance(child.tag, str)]
    return "a" in children and set(children) <= {"a", "img", "span"} and not "".join(filter(None, outside)).strip()
