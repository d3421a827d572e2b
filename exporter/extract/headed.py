"""Names that a noun opens: "université de Lyon", "rue Victor-Hugo", "Haute Autorité pour la transparence"."""

from __future__ import annotations

from exporter.extract.context import Context
from exporter.extract.shapes import Name, Shapes, is_given, is_people
from exporter.languages.classes import ARTICLE_CLITIC, CONTRACTED, GENITIVE, TIME_NOUN
from exporter.languages.pack import Head

_ADJECTIVES = 3


def match_head(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """A head noun of the table with the name that it opens; nothing where the noun is no part of the name."""
    found = context.head_at(token)
    if found is None or shapes.shouted[token]:
        return None
    behind, head = found
    if not head.inside:
        return None
    if head.kind == "event":
        return _event(context, shapes, token, behind, limit, head)
    if not shapes.capital[token] and not _can_open(context, shapes, token, behind):
        return None
    last = _complement(context, shapes, token, behind, limit)
    if last == behind:
        return None
    return Name(token, last, "head", _key(context, token, last), head.kind, head.type)


def _can_open(context: Context, shapes: Shapes, token: int, behind: int) -> bool:
    """A head noun in lower case opens no name where a person follows: "chanteur d'opéra Léo Brun", "au dernier tour Léo Brun"."""
    if context.classes[token] == "A":
        return False
    cursor = _adjectives(context, behind, context.count)
    if not _is_other_name(context, shapes, cursor):
        return True
    return cursor == behind and bool(context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED))


def match_capital_noun(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """A common noun with a capital inside of a sentence, and its complement: "Conférence des évêques", "Front de la paix"."""
    if not _is_capital_noun(context, shapes, token) or context.head_at(token) is not None:
        return None
    last = _complement(context, shapes, token, token + 1, limit, 2)
    if last <= token + 1 or not any(context.tags[cursor] for cursor in range(token + 1, last)):
        return None
    return Name(token, last, "head", _key(context, token, last), "capital")


def _is_capital_noun(context: Context, shapes: Shapes, token: int) -> bool:
    return (
        shapes.capital[token]
        and not shapes.initial[token]
        and not shapes.shouted[token]
        and context.tags[token][:1] == "N"
        and not context.flags[token] & TIME_NOUN
        and not is_given(context, token)
        and not is_people(context, token)
        and not context.is_in(token, "compass")
        and context.role_at(token) is None
    )


def _key(context: Context, first: int, last: int) -> str:
    return " ".join(context.text(first, last).lower().split())


def _event(context: Context, shapes: Shapes, token: int, behind: int, limit: int, head: Head) -> Name | None:
    """An event, up to the place where it happens, which is a place of its own ("Jeux olympiques de *Rio*")."""
    if not shapes.capital[token]:
        return None
    last = _adjectives(context, behind, limit)
    while last < limit and shapes.capital[last] and not _is_other_name(context, shapes, last):
        last += 1
    return Name(token, last, "head", _key(context, token, last), head.kind, head.type)


def _adjectives(context: Context, token: int, limit: int) -> int:
    cursor = token
    words = context.document.words
    while cursor < limit and cursor - token < _ADJECTIVES and words[cursor][0].islower():
        if not context.is_adjective(cursor) or context.classes[cursor] not in "AP":
            break
        cursor += 1
    return cursor


def _complement(context: Context, shapes: Shapes, head: int, behind: int, limit: int, most: int = 5) -> int:
    """The token behind the complement: adjectives, then nouns and names that genitives link."""
    capital = shapes.capital[head]
    cursor = _adjectives(context, behind, limit)
    end = cursor if capital else behind
    end = _coordinated_adjective(context, end, limit) if capital and end > behind else end
    cursor = max(cursor, end)
    open_ = capital and context.pack.gazetteer.knows(_key(context, head, end)) == ""
    steps = 0
    while cursor < limit and steps < most:
        part = _part(context, shapes, cursor, limit, open_, end > behind)
        if part == cursor:
            break
        cursor = end = part
        steps += 1
    return end


def _coordinated_adjective(context: Context, token: int, limit: int) -> int:
    """ "Conseil économique *et social*"."""
    if token + 1 < limit and context.is_in(token, "and") and context.document.words[token + 1][0].islower():
        if context.is_adjective(token + 1) and "A" in context.tags[token + 1][:2]:
            return _adjectives(context, token + 1, limit)
    return token


def _part(context: Context, shapes: Shapes, token: int, limit: int, open_: bool, has_part: bool) -> int:
    """The token behind one more part of the complement, or the same token where there is none."""
    cursor = token
    if shapes.capital[cursor]:
        return (
            token if has_part and _is_other_name(context, shapes, cursor) else _capitals(context, shapes, cursor, limit)
        )
    if context.lowers[cursor] == "&":
        return _capitals(context, shapes, cursor + 1, limit) if shapes.capital[cursor + 1] else token
    flags = context.flags[cursor]
    if flags & GENITIVE or open_ and context.is_in(cursor, "purpose_links") or _is_foreign(context, shapes, cursor):
        genitive = bool(flags & GENITIVE)
        cursor += 1
    elif open_ and has_part and context.is_in(cursor, "and") and not shapes.capital[cursor - 1]:
        cursor += 2 if context.flags[cursor + 1] & GENITIVE else 1
        return _adjectives(context, cursor + 1, limit) if cursor < limit and _is_noun(context, cursor) else token
    else:
        return token
    if cursor < limit and context.flags[cursor] & ARTICLE_CLITIC and not shapes.capital[cursor]:
        cursor += 1
    if cursor >= limit:
        return token
    if shapes.capital[cursor]:
        fits = (
            open_
            or genitive
            and (not has_part or context.pack.gazetteer.knows(context.lowers[cursor]) in ("place", "country"))
        )
        return _capitals(context, shapes, cursor, limit) if fits else token
    if open_ and _is_noun(context, cursor):
        return _adjectives(context, cursor + 1, limit)
    return token


def _is_foreign(context: Context, shapes: Shapes, token: int) -> bool:
    """ "Department *of* Justice"."""
    if not context.is_in(token, "foreign_links"):
        return False
    return shapes.capital[token + 1] or context.is_in(token + 1, "foreign_links") and shapes.capital[token + 2]


def _is_noun(context: Context, token: int) -> bool:
    return (
        context.classes[token] == "N"
        and not context.flags[token] & (TIME_NOUN | ARTICLE_CLITIC | CONTRACTED)
        and context.document.words[token][0].islower()
    )


def _is_other_name(context: Context, shapes: Shapes, token: int) -> bool:
    """A first name with a capital behind it starts the name of a person ("le ministère de la Justice Éric Morin")."""
    return is_given(context, token) and shapes.capital[token + 1]


def _capitals(context: Context, shapes: Shapes, token: int, limit: int) -> int:
    """Capitals in a row, with the adjectives of a common noun ("Affaires étrangères")."""
    cursor = token + 1
    while cursor < limit and shapes.capital[cursor] and not _is_other_name(context, shapes, cursor):
        cursor += 1
    if context.tags[cursor - 1][:1] == "N" and not is_given(context, cursor - 1):
        last = _adjectives(context, cursor, limit)
        while last > cursor and context.lowers[last - 1] in context.pack.demonyms:
            last -= 1
        return last
    return cursor
