"""Roles of the paragraphs: headline, dateline, lead, intertitles, captions, related links."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from exporter.extract.spans import Span
from exporter.languages.pack import Pack
from exporter.model import Paragraph, ParagraphRole
from exporter.text import Document, Line

_LONGEST_HEADLINE: Final = 220
_LONGEST_SUBHEADING: Final = 110
_LONGEST_DATELINE: Final = 90
_LONGEST_OPENING: Final = 80
_SHORT: Final = 4
_BULLET: Final = re.compile(r"[-•*·▪►→‣]\s+")
_FINAL: Final = frozenset('.!?…:;,»”")')
_HEADING_MARK: Final = re.compile(r"#{1,6}\s")
_DATELINE_END: Final = re.compile(r"(?<=[\s.)])[-–—]+\s")
_INITIALS: Final = re.compile(r"[^\W\d_]{2,4}(?:-[^\W\d_]{2,4})?(?:/[^\W\d_]{2,4}){1,4}")
_CAPITAL: Final = r"[^\W\d_a-zà-öø-ÿ]"
_UPPER_PLACE: Final = re.compile(rf"{_CAPITAL}(?:{_CAPITAL}|['’ -])*{_CAPITAL}")
BARREN: Final = frozenset({"related", "byline", "caption"})


def find_datelines(document: Document, pack: Pack) -> dict[int, Span]:
    """For each line that opens with a dateline where that ends, and where the text behind it starts."""
    found = ((number, _dateline_end(document, line, pack)) for number, line in enumerate(document.lines))
    return {number: cut for number, cut in found if cut is not None}


def find_paragraphs(
    document: Document, roles: Sequence[ParagraphRole], datelines: Mapping[int, Span]
) -> list[Paragraph]:
    """A paragraph for each line with its role; a dateline is split off the paragraph that it opens."""
    paragraphs: list[Paragraph] = []
    for number, (line, role) in enumerate(zip(document.lines, roles, strict=True)):
        cut = datelines.get(number) if role in ("lead", "body") else None
        if cut is not None:
            paragraphs.append(Paragraph(start=line.start, end=cut[0], role="dateline"))
            if cut[1] < line.end:
                paragraphs.append(Paragraph(start=cut[1], end=line.end, role=role))
        else:
            paragraphs.append(Paragraph(start=line.start, end=line.end, role=role))
    return paragraphs


def line_roles(document: Document, pack: Pack, known: Sequence[Paragraph] = ()) -> list[ParagraphRole]:
    """One role a line, in order; what the source's markup tells (`known`) goes before the rules."""
    lines = document.lines
    told = {paragraph.start: paragraph.role for paragraph in known}
    roles: list[ParagraphRole] = ["body"] * len(lines)
    for index, line in enumerate(lines):
        roles[index] = told.get(line.start) or _role(document, pack, lines, index, line, roles)
    for index, role in enumerate(roles):
        if role == "lead":
            break
        if role == "body":
            roles[index] = "lead"
            break
    return roles


def _role(
    document: Document, pack: Pack, lines: Sequence[Line], index: int, line: Line, roles: Sequence[str]
) -> ParagraphRole:
    string = document.plain[line.start : line.end]
    lower = string[:_LONGEST_OPENING].lower()
    finished = string[-1] in _FINAL
    if _BULLET.match(string):
        return _bullet_role(document, lines, index, finished, roles)
    if _starts_with(lower, pack.words["related"]) or _goes_on_sharing(document, pack, lines, index, roles):
        return "related"
    if len(string) < _LONGEST_HEADLINE and _starts_with(lower, pack.words["captions"]):
        return "caption"
    if (
        len(string) < _LONGEST_SUBHEADING
        and (not finished or string[-1] == ")")
        and _starts_with(lower.lstrip("(—– "), pack.words["bylines"])
        and any(c.isupper() for c in string[1:])
        or _INITIALS.fullmatch(string)
    ):
        return "byline"
    if index == 0:
        return "headline" if _is_headline(document, lines, string, finished) else "body"
    if _HEADING_MARK.match(string) or (
        not finished and len(string) < _LONGEST_SUBHEADING and index < len(lines) - 1 and string[0] not in '—–«“"'
    ):
        return "subheading"
    return "body"


def _goes_on_sharing(document: Document, pack: Pack, lines: Sequence[Line], index: int, roles: Sequence[str]) -> bool:
    """The names of networks, one a line, below "Partager cet article :"."""
    line = lines[index]
    if not index or roles[index - 1] != "related" or line.last - line.first > _SHORT:
        return False
    previous = lines[index - 1]
    before = document.plain[previous.start : previous.end]
    opens = before.endswith(":") and _starts_with(before.lower(), pack.words["sharing"])
    return opens or previous.last - previous.first <= _SHORT and before.endswith((",", ":"))


def _starts_with(lower: str, openings: frozenset[str]) -> bool:
    """Whether a line opens with one of these words."""
    return lower.startswith(_alternatives(openings)) and any(
        lower.startswith(opening) and not lower[len(opening) : len(opening) + 1].isalpha() for opening in openings
    )


@lru_cache(maxsize=64)
def _alternatives(openings: frozenset[str]) -> tuple[str, ...]:
    return tuple(openings)


def _is_headline(document: Document, lines: Sequence[Line], string: str, finished: bool) -> bool:
    if _HEADING_MARK.match(string):
        return True
    ends_sentence = finished and string[-1] in ".;:,"
    return len(lines) > 1 and not ends_sentence and len(string) < _LONGEST_HEADLINE and any(c.isalpha() for c in string)


def _bullet_role(
    document: Document, lines: Sequence[Line], index: int, finished: bool, roles: Sequence[str]
) -> ParagraphRole:
    """A list that a colon announces belongs to the text; headlines behind a dash are links to other articles."""
    before = index - 1
    while before >= 0 and roles[before] in ("list_item", "related"):
        if roles[before] == "list_item":
            return "list_item"
        before -= 1
    announced = before >= 0 and document.plain[lines[before].start : lines[before].end].endswith(":")
    return "list_item" if finished or announced else "related"


def _dateline_end(document: Document, line: Line, pack: Pack) -> Span | None:
    """The end of a dateline ("PARIS, 3 mai (AFP) -") and the start of the text behind it."""
    head = document.plain[line.start : min(line.end, line.start + _LONGEST_DATELINE)]
    match = _DATELINE_END.search(head + " ") if "-" in head or "–" in head or "—" in head else None
    if match is None:
        return None
    opening = head[: match.start()]
    words = opening.lower().replace(",", " ").split()
    has_date = any(word.strip("().") in pack.words["months"] for word in words) and any(
        word[0].isdigit() for word in words
    )
    place = _UPPER_PLACE.match(opening)
    has_agency = "(" in opening and ")" in opening and place is not None
    if not (
        has_date
        and len(words) < 12
        or has_agency
        or place is not None
        and place.end() == len(opening.rstrip())
        and len(words) < 5
    ):
        return None
    start = line.start + match.end()
    while start < line.end and document.text[start].isspace():
        start += 1
    return line.start + match.end() - 1 if match.end() <= len(head) else line.end, min(start, line.end)
