"""A text as tokens, sentences and paragraphs: computed once, never enriched."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from exporter.text.marks import Quotation, pair_marks
from exporter.text.tokens import read_tokens, same_length

_SENTENCE_END: Final = frozenset({".", "!", "?", "…", "...", "?!", "!?"})
_CLOSERS: Final = frozenset('»”"›)]')
_OPENERS: Final = frozenset('«“"‹([„—–-')
_PAUSES: Final = frozenset({",", ";", ":", "\u2013", "\u2014"})
ABBREVIATION_STOP: Final = "\u2024"
"""Stands in `lowers` for the full stop of an abbreviation ("M. Morin"), which ends no clause."""
MARGIN: Final = 16
_LONG: Final = 400
"""Tokens from which a sentence without a full stop is cut, at a pause if one comes: rules search whole sentences."""


@dataclass(frozen=True, slots=True)
class Orthography:
    """How a language writes words: elided forms ("qu'"), abbreviations whose full stop ends no sentence, words
    that lose their accent as a capital ("A Paris"), each with its form in lower case, and capital letters that are
    names and no initials ("sur X. Il a dit")."""

    elisions: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    capitals: tuple[tuple[str, str], ...] = ()
    letters: frozenset[str] = frozenset()


class Line(NamedTuple):
    """A paragraph: its trimmed span in characters and its span in tokens."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Document:
    """`words[i]` is the text from `starts[i]` on, with straight apostrophes and plain spaces; `lowers` in lower case.

    Behind the last word `lowers` has a margin of empty strings, which spares a look ahead its test.
    `plain` is the text with the same replacements, equal in length. Sentences are half-open token ranges.
    """

    text: str
    plain: str
    words: list[str]
    lowers: list[str]
    starts: array[int]
    lines: list[Line]
    sentences: list[tuple[int, int]]
    quotations: list[Quotation]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the half-open token range."""
        return self.starts[first], self.starts[last - 1] + len(self.words[last - 1])

    def end(self, token: int) -> int:
        """The offset behind a token."""
        return self.starts[token] + len(self.words[token])

    def is_glued(self, token: int) -> bool:
        """Whether no white space stands before a token."""
        return token > 0 and self.end(token - 1) == self.starts[token]

    def token_at(self, offset: int) -> int:
        """The first token that starts at or behind an offset."""
        return bisect_left(self.starts, offset)

    def sentence_of(self, token: int) -> int:
        """The index of the sentence that holds a token."""
        return bisect_right(self.sentences, (token, len(self.words) + 1)) - 1


def read_document(text: str, orthography: Orthography) -> Document:
    """Tokens, paragraphs, sentences and marked passages of a text, in time linear to its length."""
    plain = same_length(text)
    body = plain.lstrip()
    words, lowers, lengths = read_tokens(body, orthography.elisions)
    starts = array("I", accumulate(lengths, initial=len(plain) - len(body)))
    starts.pop()
    lines = _lines(text, starts)
    quotations = pair_marks(text, [(line.start, line.end) for line in lines], starts)
    sentences = _sentences(words, starts, lines, quotations, orthography)
    capitals = dict(orthography.capitals)
    for first, last in sentences if capitals else ():
        token = first + 1 if words[first] in _OPENERS and first + 1 < last else first
        if words[token] in capitals:
            lowers[token] = capitals[words[token]]
    _mark_abbreviations(words, lowers, orthography)
    lowers += [""] * MARGIN
    return Document(text, plain, words, lowers, starts, lines, sentences, quotations)


def _mark_abbreviations(words: list[str], lowers: list[str], orthography: Orthography) -> None:
    for token in [token for token, word in enumerate(words) if word == "." and 0 < token < len(words) - 1]:
        following = words[token + 1][0]
        if following.isalpha() and following.isupper() and _is_abbreviated(words[token - 1], orthography):
            lowers[token] = ABBREVIATION_STOP


def _lines(text: str, starts: Sequence[int]) -> list[Line]:
    lines: list[Line] = []
    behind = last = 0
    for string in text.split("\n"):
        end = behind + len(string.rstrip())
        if end > behind:
            start = behind + len(string) - len(string.lstrip())
            first = bisect_left(starts, start, last)
            last = bisect_left(starts, end, first)
            lines.append(Line(start, end, first, last))
        behind += len(string) + 1
    return lines


def _sentences(
    words: list[str],
    starts: Sequence[int],
    lines: list[Line],
    quotations: list[Quotation],
    orthography: Orthography,
) -> list[tuple[int, int]]:
    """Token ranges that end at a full stop; a closed marked passage is never cut."""
    closings = {
        quotation.mark: quotation.behind - 1 for quotation in quotations if quotation.closed and quotation.depth == 0
    }
    sentences = []
    for line in lines:
        first = token = line.first
        while token < line.last:
            closing = closings.get(token)
            if closing is not None and closing > token:
                token = closing
                ends = words[token - 1] in _SENTENCE_END and _begins_sentence(words, token, line)
            else:
                ends = words[token] in _SENTENCE_END and _ends_sentence(words, token, line, orthography)
                ends = ends or token - first >= _LONG and (words[token] in _PAUSES or token - first >= 2 * _LONG)
            token += 1
            if ends:
                while token < line.last and words[token] in _CLOSERS and token not in closings:
                    token += 1
                sentences.append((first, token))
                first = token
        if first < line.last:
            sentences.append((first, line.last))
    return sentences


def _begins_sentence(words: list[str], token: int, line: Line) -> bool:
    """Whether a sentence begins behind the closing mark at `token`."""
    following = token + 1
    while following < line.last and words[following] in _OPENERS:
        following += 1
    return following < line.last and words[following][0].isupper()


def _ends_sentence(words: list[str], token: int, line: Line, orthography: Orthography) -> bool:
    following = token + 1
    while following < line.last and (words[following] in _CLOSERS or words[following] in _OPENERS):
        following += 1
    if following >= line.last:
        return True
    begins = words[following][0]
    if not (begins.isupper() or begins.isdigit()):
        return False
    if words[token] != "." or token == line.first:
        return True
    before = words[token - 1]
    return not _is_abbreviated(before, orthography)


def _is_abbreviated(word: str, orthography: Orthography) -> bool:
    """Whether the full stop behind a word shortens it ("M.", "J."), and ends no sentence."""
    initial = len(word) == 1 and word.isupper() and word.isalpha() and word not in orthography.letters
    return initial or word.lower() in orthography.abbreviations
