"""Incises inside of the marks: "« Il faut agir, a-t-il dit, et vite »"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal, NominalIndex, plain_or_named
from exporter.extract.spans import Span
from exporter.extract.subjects import inverted_pronoun
from exporter.extract.verbs import VerbGroup, find_verb_groups, split_inversion
from exporter.languages.classes import AND, AUXILIARY, CLITIC, DETERMINER
from exporter.text import Quotation, trim

_BEFORE: Final = frozenset({",", "?", "!", "…", "...", "?!", "!?", "–", "—"})
_BEHIND: Final = frozenset({",", ".", ";", "!", "?", ":", "–", "—", "…", "..."})
_LONGEST: Final = 14


class Incise(NamedTuple):
    """`[first, last)` in tokens, punctuation left out; `content` is the marked passage around it."""

    quotation: Quotation
    group: VerbGroup
    source: Nominal | None
    first: int
    last: int
    content: Span


def find_incises(context: Context, nominals: NominalIndex) -> list[Incise]:
    """The incises of all passages, in reading order."""
    found: list[Incise] = []
    for quotation in context.document.quotations:
        if quotation.depth == 0:
            found.extend(_in_passage(context, nominals, quotation))
    return found


def _in_passage(context: Context, nominals: NominalIndex, quotation: Quotation) -> Iterator[Incise]:
    document = context.document
    first, last = quotation.first, quotation.last
    token = first + 1
    while token < last:
        if document.words[token - 1] in _BEFORE and _may_start(context, token):
            inner = _incise_at(context, nominals, quotation, token, last)
            if inner is not None:
                yield inner
                token = inner.last
        token += 1


def _may_start(context: Context, token: int) -> bool:
    """A reporting verb, an auxiliary or a clitic stands here."""
    if context.flags[token] & (AUXILIARY | CLITIC) or "-" in context.lowers[token]:
        return True
    return context.lowers[token] in context.pack.verb_forms


def _incise_at(context: Context, nominals: NominalIndex, quotation: Quotation, token: int, last: int) -> Incise | None:
    groups = find_verb_groups(context, token, min(token + 8, last), inside=True)
    if not groups or groups[0].first != token or groups[0].mood != "finite" or groups[0].negated:
        return None
    group = groups[0]
    if group.pronoun:
        source = inverted_pronoun(context, group.cue, group.pronoun)
        end = group.last
    elif split_inversion(context, context.lowers[group.cue])[1]:
        return None
    else:
        source = nominals.starting_at(group.last) or plain_or_named(context, nominals, group.last, last)
        if source is None or source.pronoun or source.governed or source.last > last:
            return None
        end = _behind_source(context, nominals, source)
    closing = _closing(context, end, last)
    if source is None or closing is None:
        return None
    return Incise(quotation, group, source, token, closing, (quotation.opening, quotation.closing))


def _behind_source(context: Context, nominals: NominalIndex, source: Nominal) -> int:
    """The token behind the source with what explains it."""
    end = source.last
    while context.lowers[end] == "," or context.flags[end] & AND:
        following = nominals.starting_at(end + 1)
        if following is None or following.phrase is None or following.pronoun:
            break
        if not following.apposed and context.is_finite(following.last):
            break
        end = following.last
    return end


def _closing(context: Context, token: int, last: int) -> int | None:
    """The punctuation that closes an incise, past times and places; None where it goes on too long for one."""
    for cursor in range(token, min(token + _LONGEST, last) + 1):
        if cursor >= last or context.document.words[cursor] in _BEHIND:
            return _behind_participle(context, cursor, last)
        if context.is_finite(cursor):
            return None
    return None


def _behind_participle(context: Context, token: int, last: int) -> int:
    """ "enchaîne-t-il, attablé au café. Le bateau ...": what has no verb up to a full stop belongs to the incise."""
    if token + 1 >= last or context.lowers[token] != ",":
        return token
    behind = token + 1
    word = context.document.words[behind]
    goes_on = context.classes[behind] in ("P", "G", "A") or context.flags[behind] & DETERMINER
    if not goes_on and not word[0].isupper() and not word[0].isdigit():
        return token
    for cursor in range(behind, last - 1):
        if context.lowers[cursor] in (".", "!", "?"):
            return cursor
        if context.is_finite(cursor):
            return token
    return token


def fragments(context: Context, quotation: Quotation, incises: Sequence[Incise]) -> tuple[Span, ...]:
    """The words of the source, cut where incises stand."""
    document = context.document
    spans: list[Span] = []
    start = quotation.start
    for inner in incises:
        before = inner.first - 1
        keeps = document.words[before] not in (",", "–", "—", "-")
        spans.append(trim(document.text, start, document.end(before if keeps else before - 1)))
        behind = inner.last
        start = document.starts[behind + 1] if behind + 1 < context.count else quotation.end
    if start < quotation.end:
        spans.append(trim(document.text, start, quotation.end))
    return tuple((first, last) for first, last in spans if first < last)
