"""How far a name goes behind the noun that opens it: "Haute Autorité *pour la transparence des marchés*"."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.shapes import Shapes, is_given, is_roman
from exporter.languages.classes import AND, ARTICLE_CLITIC, CONTRACTED, GENITIVE, TIME_NOUN

_ADJECTIVES: Final = 3
_PARTS: Final = 6
_ITEMS: Final = 4
_PURPOSE: Final = 7
_SHORT: Final = 4
_FINITE: Final = frozenset("ST")


def complement_end(context: Context, shapes: Shapes, head: int, behind: int, limit: int, opens: bool) -> int:
    """The token behind the complement: adjectives, then nouns and names that genitives link.

    `opens`: whether nouns in lower case may belong to it, behind a head noun with a capital.
    """
    capital = shapes.capital[head]
    cursor = adjectives_end(context, behind, limit)
    end = _coordinated_adjective(context, cursor, limit) if capital and cursor > behind else behind
    cursor = max(cursor, end)
    key = key_of(context, head, end)
    known = capital and context.pack.gazetteer.knows(key) != "" and key not in context.pack.words["open_bodies"]
    if known and cursor < limit and shapes.capital[cursor]:
        return end
    opens = opens and capital and not known
    for _ in range(_PARTS):
        part = _part(context, shapes, cursor, limit, opens, end > behind) if cursor < limit else cursor
        if part == cursor:
            break
        cursor = end = part
    return end


def _coordinated_adjective(context: Context, token: int, limit: int) -> int:
    """ "Conseil économique *et social*"."""
    if token + 1 < limit and context.is_in(token, "and"):
        return max(token, adjectives_end(context, token + 1, limit)) if context.tags[token + 1][:1] == "A" else token
    return token


def lower_field_end(context: Context, token: int, limit: int) -> int:
    """The token behind the field of a body in lower case ("ministère *de la pêche*"), or the same token."""
    cursor = _item_end(context, token, limit)
    if cursor == token or not context.flags[token + 1] & ARTICLE_CLITIC and not context.flags[token] & CONTRACTED:
        return token
    return max(cursor, _list_end(context, cursor, limit))


def _list_end(context: Context, token: int, limit: int) -> int:
    """The token behind the further items of a list that a conjunction closes (", *de la forêt* et *du bois*")."""
    cursor = token
    for _ in range(_ITEMS):
        if cursor + 1 >= limit:
            return token
        closes = context.is_in(cursor, "and")
        if not closes and context.lowers[cursor] != ",":
            return token
        behind = _item_end(context, cursor + 1, limit)
        if behind == cursor + 1 or closes:
            return behind if closes and behind > cursor + 1 else token
        cursor = behind
    return token


def _item_end(context: Context, token: int, limit: int, bare: bool = False) -> int:
    """The token behind a genitive, an article, a noun in lower case and its adjectives; `bare`: without a genitive."""
    cursor = token
    if context.flags[cursor] & GENITIVE:
        cursor += 1
    elif not bare:
        return token
    if cursor < limit and context.flags[cursor] & ARTICLE_CLITIC:
        cursor += 1
    if cursor >= limit or cursor == token or not _is_noun(context, cursor):
        return token
    return adjectives_end(context, cursor + 1, limit)


def _part(context: Context, shapes: Shapes, token: int, limit: int, opens: bool, has_part: bool) -> int:
    """The token behind one more part of the complement, or the same token where there is none."""
    if shapes.capital[token] or _is_prefixed(context, token):
        return token if has_part and opens_person(context, shapes, token) else _capitals(context, shapes, token, limit)
    if opens and context.is_in(token, "and") and shapes.capital[token - 1]:
        joins = shapes.capital[token + 1] and context.tags[token + 1][:1] == "N" and not _is_body(context, token + 1)
        return _capitals(context, shapes, token + 1, limit, opens) if joins else token
    if opens and has_part and (context.is_in(token, "and") or context.lowers[token] == ","):
        return _coordinated(context, token, limit)
    if has_part and not opens and _goes_on_as_field(context, shapes, token):
        return _field_end(context, shapes, token, limit)
    genitive = bool(context.flags[token] & GENITIVE)
    if not genitive and not _is_other_link(context, shapes, token, opens):
        return token
    cursor = token + 1
    if context.flags[cursor] & ARTICLE_CLITIC and not shapes.capital[cursor]:
        cursor += 1
    if cursor >= limit or is_letter(context, cursor) or is_century(context, cursor):
        return token
    if shapes.capital[cursor]:
        if genitive and opens_person(context, shapes, cursor):
            return token
        fits = opens or not has_part or is_known_place(context, cursor)
        return _capitals(context, shapes, cursor, limit, opens) if fits else token
    if opens and not genitive and context.is_in(cursor, "purpose_ends"):
        return cursor + 1
    return _nouns_end(context, cursor, limit) if opens and _is_noun(context, cursor) else token


def _is_body(context: Context, token: int) -> bool:
    """ "Radio Nord et *Radio Sud*": another body begins here."""
    head = context.head_at(token)
    return head is not None and head[1].kind == "organization" and context.document.words[head[0]][0].isupper()


def _nouns_end(context: Context, token: int, limit: int) -> int:
    """The token behind a noun, a second one that says more of it ("patrons *boulangers*"), and their adjectives."""
    behind = token + 1
    plural = context.lowers[token].endswith("s")
    if plural and behind < limit and context.tags[behind] == "N" and context.lowers[behind].endswith("s"):
        behind += context.document.words[behind][0].islower()
    return adjectives_end(context, behind, limit)


def _coordinated(context: Context, token: int, limit: int) -> int:
    """ "sciences juridiques *et politiques*", "pour la pêche*, la mer et les ports*"."""
    closes = context.is_in(token, "and")
    if closes and context.classes[token + 1] == "A" and context.classes[token - 1] == "A":
        return max(token, adjectives_end(context, token + 1, limit))
    if closes and not context.flags[token + 1] & (GENITIVE | ARTICLE_CLITIC):
        return adjectives_end(context, token + 2, limit) if _is_noun(context, token + 1) else token
    if any(context.is_in(cursor, "purpose_links") for cursor in range(max(0, token - _PURPOSE), token)):
        cursor = _item_end(context, token + 1, limit, True)
        if closes or cursor == token + 1:
            return cursor if cursor > token + 1 else token
        joined = context.lowers[cursor] == "," or context.flags[cursor] & AND
        behind = _coordinated(context, cursor, limit) if joined else cursor
        return behind if behind > cursor else token
    return _list_end(context, token, limit)


def _goes_on_as_field(context: Context, shapes: Shapes, token: int) -> bool:
    """Whether the field of a ministry goes on: "Situations *d'urgence*", "Enseignement *et de la Recherche*"."""
    field = context.tags[token - 1][:1] in ("N", "A") and not is_known_place(context, token - 1)
    if field and context.is_in(token, "and") and context.flags[token + 1] & GENITIVE:
        first = token + 3 if context.flags[token + 2] & ARTICLE_CLITIC else token + 2
        return shapes.capital[first] and context.tags[first][:1] == "N"
    bare = context.flags[token] & GENITIVE and not context.flags[token] & CONTRACTED
    return bool(bare) and field and shapes.capital[token - 1] and _is_noun(context, token + 1)


def _field_end(context: Context, shapes: Shapes, token: int, limit: int) -> int:
    """The token behind the next part of the field, with its adjectives."""
    cursor = token
    while cursor < limit and not shapes.capital[cursor] and not _is_noun(context, cursor):
        cursor += 1
    return min(limit, adjectives_end(context, cursor + 1, limit))


def _is_other_link(context: Context, shapes: Shapes, token: int, opens: bool) -> bool:
    """ "Autorité *pour*", "Department *of* Justice", "Arts *&* Métiers"."""
    if opens and context.is_in(token, "datives"):
        return context.is_in(token - 1, "dative_bodies")
    if opens and context.is_in(token, "upon"):
        return context.is_in(token - 1, "study_nouns")
    if opens and (context.is_in(token, "purpose_links") or context.is_in(token, "field_links")):
        fits = not shapes.capital[token - 1] and context.is_in(token + 1, "name_fields")
        return context.is_in(token, "purpose_links") or fits
    if not context.is_in(token, "foreign_links"):
        return False
    return shapes.capital[token + 1] or context.is_in(token + 1, "foreign_links") and shapes.capital[token + 2]


def adjectives_end(context: Context, token: int, limit: int) -> int:
    """The token behind the adjectives in lower case; a form that is a verb too is none ("la Mairie *précise* que")."""
    cursor = token
    words, tags = context.document.words, context.tags
    while cursor < limit and cursor - token < _ADJECTIVES and words[cursor][0].islower():
        fits = context.classes[cursor] in "AP" or cursor > token and tags[cursor] == "NA"
        plain = fits and context.is_adjective(cursor) and _FINITE.isdisjoint(tags[cursor])
        plain = plain or context.is_in(cursor, "name_participles")
        if not plain and not _is_townsman(context, cursor):
            break
        cursor += 1
    return cursor


def _is_townsman(context: Context, token: int) -> bool:
    """ "Stade *valbourgeois*": a word that no table knows, with the ending of the people of a town."""
    word = context.lowers[token]
    if context.tags[token] != "" or not word.isalpha():
        return False
    return word.endswith(context.pack.people_endings) or word.endswith(context.pack.adjective_endings)


def _capitals(context: Context, shapes: Shapes, token: int, limit: int, opens: bool = False) -> int:
    """Capitals in a row with their particles, and the adjectives of a common noun ("Affaires étrangères").

    Behind a head noun in lower case a nationality belongs to the head ("ministère de l'Intérieur *corvanien*").
    """
    cursor = max(token + 1, known_end(context, token, "organization"))
    while cursor < limit:
        if shapes.capital[cursor] and not opens_person(context, shapes, cursor) or _is_prefixed(context, cursor):
            cursor += 1
        elif _is_strong_particle(context, cursor) and shapes.capital[cursor + 1]:
            cursor += 2
        else:
            break
    if context.tags[cursor - 1][:1] != "N" or is_given(context, cursor - 1):
        return cursor
    last = adjectives_end(context, cursor, limit)
    if last == cursor and _is_strange(context, cursor):
        return cursor + 1
    while not opens and last > cursor and context.lowers[last - 1] in context.pack.demonyms:
        last -= 1
    return last


def _is_strange(context: Context, token: int) -> bool:
    """ "Première Nation *orweke* de Brécourt": a word that no table knows between a name and a genitive."""
    word = context.lowers[token]
    unknown = context.tags[token] == "" and word.isalpha() and len(word) > _SHORT
    return unknown and bool(context.flags[token + 1] & GENITIVE)


def _is_strong_particle(context: Context, token: int) -> bool:
    return context.document.words[token] in context.pack.particles and not context.is_in(token, "weak_particles")


def _is_prefixed(context: Context, token: int) -> bool:
    word = context.document.words[token]
    return "-" in word and word.startswith(context.pack.name_prefixes)


def _is_noun(context: Context, token: int) -> bool:
    return (
        (context.classes[token] in ("N", "") or _stands_for_noun(context, token))
        and not context.flags[token] & (TIME_NOUN | ARTICLE_CLITIC | CONTRACTED)
        and context.document.words[token][0].islower()
    )


def _stands_for_noun(context: Context, token: int) -> bool:
    """ "d'*enseignants* du public", "des *professionnelles* en soins": an adjective that no noun follows."""
    follows = context.flags[token + 1] & (GENITIVE | CONTRACTED) or context.is_in(token + 1, "field_links")
    return context.classes[token] == "A" and bool(follows or context.lowers[token] in context.pack.roles)


def is_known_place(context: Context, token: int) -> bool:
    return context.pack.gazetteer.knows(context.lowers[token]) in ("place", "country")


def opens_person(context: Context, shapes: Shapes, token: int) -> bool:
    """A first name with a capital behind it ("le ministère de la Justice *Éric Morin*")."""
    return is_given(context, token) and shapes.capital[token + 1]


def is_letter(context: Context, token: int) -> bool:
    return token < context.count and len(context.document.words[token]) == 1 and context.document.words[token].isupper()


def is_century(context: Context, token: int) -> bool:
    """ "une tour du *XIVe*"."""
    word = context.document.words[token]
    return word[-1].islower() and is_roman(context, word)


def known_end(context: Context, token: int, source: str) -> int:
    """The token behind the longest name of one table that begins here, or the same token."""
    gazetteer = context.pack.gazetteer
    width = gazetteer.openings.get(context.lowers[token], 1)
    for last in range(min(token + width, context.count), token, -1):
        if gazetteer.knows(context.text(token, last).lower()) == source:
            return last
    return token


def key_of(context: Context, first: int, last: int) -> str:
    return " ".join(context.text(first, last).lower().split())
