"""Which lines of a page are the article: trafilatura tells text from boilerplate, the markup tells the rest.

trafilatura gives paragraphs of which the white space is changed, and leaves out captions, lists of links and short
paragraphs. So its answer only shows where the article stands; the lines are those that the page shows.
Source: A. Barbaresi, Trafilatura (ACL 2021, System Demonstrations); the package is under Apache-2.0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from lxml import html

from exporter.readers.html_lines import HtmlLine, names_of

_EDGES = r"(?:^|[\s_\-])(?:{})(?:$|[\s_\-])"
# What is never the article, and what may hold some of it where trafilatura says so.
_STRANGE = re.compile(
    _EDGES.format(
        "share|sharing|sharedaddy|partage|newsletter|advert|advertisement|ads?|pub|pubs|publicite|sponsor|sponsored|"
        "cookies?|consent|comments?|commentaires?|subscribe|abonnement|abonnez|paywall|outbrain|taboola|signup|popup|"
        "logo|brand|site-title|site-name|promo|promotion"
    ),
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    _EDGES.format("social|subscription|tags?|breadcrumbs?|toolbar|player|modal|sidebar|pagination|bio"),
    re.IGNORECASE,
)
_FORMS = frozenset(("fieldset",))
_ASIDES = frozenset(("aside", "form", "footer"))
_MOST = 0.9
"""The share of trafilatura's characters that the element of the article holds."""
_MOSTLY_LINKS = 0.6
_ALL_LINKS = 0.9
_SHORT_LINK = 60
"""Characters: a link of that length that stands alone is one of a menu."""
_SHORTEST_HEADLINE = 8
_SHORTEST_STANDFIRST = 40
_BLANK = re.compile(r"\s+")


def article_lines(
    trafilatura: Any, root: html.HtmlElement, lines: Sequence[HtmlLine], headline: str | None
) -> list[HtmlLine]:
    """The lines of the article in their order, the headline first where the page shows it."""
    known = _found_by(trafilatura, root)
    matched = [_key(line.text) in known for line in lines]
    scope = _scope(root, lines, matched)
    elements = set(scope.iter())
    inside = [number for number, line in enumerate(lines) if line.element in elements]
    first = inside[0] if inside else 0
    title = _find_headline(lines, inside, headline)
    before = range(title + 1, first) if title is not None and title < first else range(0)
    noise = _Noise(scope)
    opening = [number for number in before if matched[number] or _opens(lines[number])]
    chosen = [
        lines[number]
        for number in [*opening, *inside]
        if number != title and not lines[number].dated and not noise.marks(lines[number], matched[number])
    ]
    kept = [replace(line, role="subheading") if line.role == "headline" else line for line in chosen]
    return kept if title is None else [replace(lines[title], role="headline"), *kept]


def _opens(line: HtmlLine) -> bool:
    """Whether a line between the headline and the article is its byline or its standfirst."""
    if line.role in ("lead", "byline"):
        return True
    return line.role is None and len(line.text) >= _SHORTEST_STANDFIRST and line.linked < _MOSTLY_LINKS


def _found_by(trafilatura: Any, root: html.HtmlElement) -> set[str]:
    """The keys of the passages that trafilatura takes for the article; none where it fails or finds nothing."""
    try:
        found = trafilatura.bare_extraction(
            deepcopy(root), favor_recall=True, include_comments=False, include_tables=True, with_metadata=False
        )
    except Exception:  # hostile markup: whatever it raises, the page can be read without it
        return set()
    if found is None or found.body is None:
        return set()
    return {key for element in found.body.iter() for text in _passages(element) if (key := _key(text))}


def _passages(element: Any) -> Iterable[str]:
    """The text of an element, and its pieces between line breaks."""
    if element.tag == "lb":
        return ()
    whole = "".join(element.itertext()) if element.tag not in ("body", "list", "table", "row") else ""
    pieces = [element.text or "", *(child.tail or "" for child in element if child.tag == "lb")]
    return (whole, *pieces)


def _key(text: str) -> str:
    """A text without its white space and without what is no part of a word."""
    return _BLANK.sub("", text).replace("\u00ad", "").replace("\u200b", "")


def _scope(root: html.HtmlElement, lines: Sequence[HtmlLine], matched: Sequence[bool]) -> html.HtmlElement:
    """The smallest element that holds most of what trafilatura found; else what the page marks as its article."""
    counts: Counter[html.HtmlElement] = Counter()
    for line, is_matched in zip(lines, matched, strict=True):
        if is_matched:
            counts[line.element] += len(line.text)
    total = counts.total()
    if not total:
        return _marked_article(root)
    for element in reversed(list(root.iter())):
        parent = element.getparent()
        if parent is not None and counts[element]:
            counts[parent] += counts[element]
    scope = root
    while (inner := next((child for child in scope if counts[child] >= _MOST * total), None)) is not None:
        scope = inner
    return scope


def _marked_article(root: html.HtmlElement) -> html.HtmlElement:
    for path in ('//*[@itemprop="articleBody"]', "//article", "//main", '//*[@role="main"]', "//body"):
        found = root.xpath(path)
        if len(found) == 1:
            return found[0]
    return root


def _find_headline(lines: Sequence[HtmlLine], inside: Sequence[int], headline: str | None) -> int | None:
    """The line that shows the headline: the heading that says what the metadata say, else the only `h1` there is."""
    end = inside[-1] if inside else -1
    titles = [number for number, line in enumerate(lines[: end + 1]) if line.role in ("headline", "subheading")]
    key = _key(headline or "").casefold()
    shown = {number: _key(lines[number].text).casefold() for number in titles}
    for fits in (key.__eq__, lambda text: text in key or key in text):
        for number in titles:
            if key and min(len(key), len(shown[number])) >= _SHORTEST_HEADLINE and fits(shown[number]):
                return number
    candidates = [number for number in titles if lines[number].role == "headline"]
    return candidates[0] if len(candidates) == 1 else None


class _Noise:
    """Tells lines that stand inside of an article but are none of it. Each element is looked at once."""

    def __init__(self, scope: html.HtmlElement) -> None:
        self._strange: dict[html.HtmlElement, bool] = {scope: False}
        self._doubtful: dict[html.HtmlElement, bool] = {scope: False}

    def marks(self, line: HtmlLine, is_matched: bool) -> bool:
        """Whether a line is noise; `is_matched`: trafilatura takes it for a part of the article."""
        is_title = line.role in ("byline", "subheading", "headline", "related")
        if line.linked > _ALL_LINKS and not is_title and len(line.text) < _SHORT_LINK:
            return True
        if _is_noisy(line.element, _FORMS, _STRANGE, self._strange):
            return True
        if is_matched or line.role == "related":
            return False
        mostly_links = line.linked > _MOSTLY_LINKS and not is_title
        return mostly_links or _is_noisy(line.element, _ASIDES, _DOUBTFUL, self._doubtful)


def _is_noisy(
    element: html.HtmlElement, tags: frozenset[str], names: re.Pattern[str], known: dict[html.HtmlElement, bool]
) -> bool:
    """Whether an element, or one around it, is noise by its tag or its names; `known` remembers answers."""
    path: list[html.HtmlElement] = []
    current: html.HtmlElement | None = element
    answer = False
    while current is not None:
        if current in known:
            answer = known[current]
            break
        path.append(current)
        if current.tag in tags or names.search(names_of(current)):
            answer = True
            break
        current = current.getparent()
    known.update(dict.fromkeys(path, answer))
    return answer
