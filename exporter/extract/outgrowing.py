"""Whether a longer reading of some capitals is one name beyond a name of the tables."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.shapes import Name, Shapes, head_before, is_given, is_known_word
from exporter.languages.classes import GENITIVE, LOCATIVE, TIME_NOUN

KNOWN_KINDS: Final = frozenset({"organization", "metonym", "not_name", "country", "place"})


def outgrows(context: Context, shapes: Shapes, known: Name, name: Name) -> bool:
    """Whether a longer reading is one name beyond a known one ("Paris Hilton", not "Paris Valls")."""
    if known.source not in KNOWN_KINDS:
        return True
    if known.source == "not_name":
        single = known.last - known.first == 1
        return (
            name.source != "run"
            or single
            and (
                is_given(context, known.first)
                or _is_apposed(context, known)
                or is_listed_abbreviation(context, known.first)
            )
        )
    if name.source == "head":
        linked = (
            _agrees(context, known)
            or context.flags[known.last] & GENITIVE
            or shapes.capital[known.last]
            or context.is_in(known.last, "purpose_links")
        )
        return known.source in ("place", "country") or name.head != "capital" and bool(linked)
    if known.source == "place" and _is_named_after(context, known):
        return True
    if known.last - known.first > 1:
        return known.source == "place" and is_given(context, known.first)
    if is_given(context, known.first):
        return True
    return known.source in ("place", "organization") and not (
        is_given(context, known.last) or is_known_word(context, known.last)
    )


def _is_apposed(context: Context, known: Name) -> bool:
    """ "un habitant, *Bio* Koudou": behind a comma, before a word that no table knows."""
    return known.first > 0 and context.lowers[known.first - 1] == "," and not is_known_word(context, known.last)


def _agrees(context: Context, known: Name) -> bool:
    """Whether an adjective behind a known name has the number of its first word."""
    plural = context.lowers[known.last].endswith(("s", "x"))
    return context.is_adjective(known.last) and plural == context.lowers[known.first].endswith(("s", "x"))


def _is_named_after(context: Context, known: Name) -> bool:
    """ "l'association *Loire Air Pur*", "*Loire Habitat*": a name that a place opens."""
    if is_given(context, known.last):
        return False
    if context.document.words[known.last] in context.pack.words["organization_suffixes"]:
        return True
    return _is_described(context, known.first) or _is_trade_name(context, known)


def _is_described(context: Context, token: int) -> bool:
    """ "l'association *Loire Air Pur*": what a noun for bodies is glued to is one name."""
    head = head_before(context, token) if token else None
    return head is not None and head.kind == "organization"


def _is_trade_name(context: Context, known: Name) -> bool:
    """ "Loire Habitat", "Sambre Soins": a noun glued to a place, where no preposition of place stands before."""
    behind = known.last
    located = known.first > 0 and context.flags[known.first - 1] & LOCATIVE
    noun = context.tags[behind][:1] == "N" and not context.flags[behind] & TIME_NOUN
    return noun and not located and context.role_at(behind) is None and context.head_at(behind) is None


def is_listed_abbreviation(context: Context, token: int) -> bool:
    """ "JO" is listed as one; "Jo" is a name."""
    return context.pack.gazetteer.not_names.get(context.lowers[token]) == "abbreviation"
