"""Incises with a verb that no table knows: "« P », a-t-il évacué", "« P », bougonne-t-elle"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.extract.spans import Sentence, Span, characters
from exporter.extract.subjects import inverted_pronoun
from exporter.extract.verbs import VerbGroup, split_inversion
from exporter.languages.classes import AUXILIARY

_INSIDE_GROUP: Final = 4


class Inversion(NamedTuple):
    """A verb with its pronoun behind it, right behind marked words; `cue` in tokens, `content` in characters."""

    cue: tuple[int, int]
    lemma: str
    source: Nominal
    content: Span


def find_inversions(context: Context, groups: Sequence[VerbGroup], sentence: Sentence) -> Iterator[Inversion]:
    """Behind marked words any verb with its pronoun behind it reports; `groups` are the verbs that are known."""
    tokens = context.verb_tokens
    for token in tokens[bisect_left(tokens, sentence.first + 2) : bisect_left(tokens, sentence.last)]:
        if "-" not in context.lowers[token] or context.opaque[token] or context.lowers[token - 1] != ",":
            continue
        passage = context.passages.get(context.opaque[token - 2])
        verb, pronoun = split_inversion(context, context.lowers[token])
        if passage is None or any(group.first <= token < group.last for group in groups):
            continue
        source, participle = inverted_pronoun(context, token, pronoun), _participle(context, token)
        if source is None or context.flags[token] & AUXILIARY and participle is None:
            continue
        last = participle if participle is not None else token
        content = characters(context, passage.mark, token - 1)
        yield Inversion((token, last + 1), context.lowers[last] if last > token else verb, source, content)


def _participle(context: Context, token: int) -> int | None:
    """The participle behind an inverted auxiliary, past adverbs."""
    if not context.flags[token] & AUXILIARY:
        return None
    cursor = token + 1
    while cursor < token + _INSIDE_GROUP and context.classes[cursor] == "D":
        cursor += 1
    return cursor if context.classes[cursor] == "P" else None
