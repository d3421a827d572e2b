"""Marked words that name something: titles, nicknames, terms with a capital."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.languages.classes import AUXILIARY, BE, BEEN, REFLEXIVE
from exporter.text import Quotation

_LONGEST: Final = 6
_NEAR: Final = 8
_LONGEST_NICKNAME: Final = 3


def is_title(context: Context, quotation: Quotation) -> bool:
    """A name in marks ("l'« Obamacare »", "« L'Émission politique »") is no speech."""
    document = context.document
    first, last = quotation.first, quotation.last
    words = [word for word in document.words[first:last] if word[0].isalpha()]
    if not words or len(words) > _LONGEST:
        return False
    capitals = sum(word[0].isupper() for word in words)
    if len(words) == 1:
        return capitals == 1 and not context.tags[first]
    if any(context.is_finite(token) for token in range(first, last)) or not words[0][0].isupper():
        return False
    return capitals >= len(words) / 2 or bool(context.tags[first])


def is_named(context: Context, quotation: Quotation) -> bool:
    """ "rebaptisée « Ici »", "dite « loi Travail »": the marks hold what something is called."""
    before = quotation.mark - 1
    if before < 0 or context.is_finite(before) or _has_said(context, before):
        return False
    return context.lowers[before] in context.pack.words["naming"]


def gives_nickname(context: Context, verb: int) -> bool:
    """ "Modou Faye dit « Gaïndé 2 » affronte": a short name in marks right behind a name, another verb after it."""
    words, behind = context.document.words, context.opaque[verb + 1]
    if not behind or context.lowers[verb] not in context.pack.words["naming"]:
        return False
    first, last = context.passages[behind].first, context.passages[behind].last
    named = words[verb - 1][0].isupper() and words[first][0].isupper() and last - first <= _LONGEST_NICKNAME
    closes = words[behind][0] in ".!?;" if behind < context.count else True
    return named and not closes and not any(context.is_finite(token) for token in range(first, last))


def _has_said(context: Context, participle: int) -> bool:
    """ "a dit « non »", where "dite « loi Travail »" is a name."""
    if context.lowers[participle] not in context.pack.verb_forms:
        return False
    auxiliary = context.flags[participle - 1]
    itself = bool(context.flags[participle - 2] & REFLEXIVE)
    return bool(auxiliary & AUXILIARY) and (itself or not auxiliary & BE) or _shares_auxiliary(context, participle)


def _shares_auxiliary(context: Context, participle: int) -> bool:
    """ "ont de leur côté appelé", "a pris note et appelé": "avoir" stands a little before, with nothing passive."""
    for token in range(participle - 1, max(participle - _NEAR, -1), -1):
        if context.flags[token] & (BE | BEEN) or context.lowers[token] == ",":
            return False
        if context.flags[token] & AUXILIARY:
            return True
    return False


def holds_words(context: Context, first: int, last: int) -> bool:
    """Whether a token range holds a marked passage that is no title."""
    return any(
        context.opaque[token] and not is_title(context, context.passages[context.opaque[token]])
        for token in range(first, last)
        if token == first or context.opaque[token] != context.opaque[token - 1]
    )
