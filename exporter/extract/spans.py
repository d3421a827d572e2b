"""Spans of words and characters that the stages of a report share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeAlias

from exporter.extract.context import Context
from exporter.extract.nominals import NominalIndex
from exporter.extract.verbs import VerbGroup
from exporter.languages.classes import ADVERSATIVE
from exporter.text import trim

Span = tuple[int, int]
Content = tuple[str, Span]
"""A detail of the construction, and what is reported in characters."""

_EDGE: Final = ".,;:–—-"


class Sentence(NamedTuple):
    """The tokens in which a report is looked for."""

    first: int
    last: int


ContentRule: TypeAlias = Callable[[Context, NominalIndex, VerbGroup, Sentence], Iterator[Content]]
"""What a reporting verb reports by one construction: nothing where it does not stand here."""


def characters(context: Context, first: int, last: int) -> Span:
    """The token range in characters, without punctuation at its ends."""
    document = context.document
    text = document.text
    start, end = document.span(first, last)
    while end > start and text[end - 1] in _EDGE and text[end - 3 : end] != "...":
        start, end = trim(text, start, end - 1)
    while start < end and text[start] in ",;:–—-":
        start, end = trim(text, start + 1, end)
    return trim(text, start, end)


def skip_adverbs(context: Context, token: int, end: int) -> int:
    while token < end and not context.opaque[token]:
        if context.classes[token] != "D" and not context.flags[token] & ADVERSATIVE:
            break
        token += 1
    return token
