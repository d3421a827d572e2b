"""Names that a noun opens: "université de Lyon", "rue Victor-Hugo", "Haute Autorité pour la transparence"."""

from __future__ import annotations

from exporter.extract.context import Context
from exporter.extract.shapes import Name, Shapes, is_given, is_people
from exporter.languages.classes import ARTICLE_CLITIC, CONTRACTED, GENITIVE, INDEFINITE, LOCATIVE, TIME_NOUN
from exporter.languages.pack import Head

_ADJECTIVES = 3
_PARTS = 5
_FINITE = frozenset("ST")
_NO_NOUN = frozenset("PSTV")


def match_head(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """A head noun of the table with the name that it opens; nothing where the noun is no part of the name."""
    if context.is_in(token, "missions") and (mission := _mission(context, shapes, token, limit)) is not None:
        return mission
    found = context.head_at(token)
    if found is None or shapes.shouted[token]:
        return None
    behind, head = found
    if not _is_inside(context, shapes, token, behind, head):
        return None
    if head.kind == "event":
        return _event(context, shapes, token, behind, limit, head)
    if not _can_open(context, shapes, token, behind):
        return None
    last = _complement(context, shapes, token, behind, limit, head.kind == "organization")
    several = shapes.capital[token] and behind > token + 1 and head.kind == "organization"
    if last == behind and not several or head.kind == "location" and _is_acronym(context, behind, last):
        return None
    if head.kind == "location" and last < limit and context.is_in(last, "compass_adjectives"):
        last += 1
    return Name(token, last, "head", _key(context, token, last), head.kind, head.type)


def _mission(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """ "Mission de l'Union africaine en Corvanie": a body that an organisation sends to a country."""
    cursor = token + 1
    if not shapes.capital[token] or not context.flags[cursor] & GENITIVE:
        return None
    cursor += 2 if context.flags[cursor + 1] & ARTICLE_CLITIC else 1
    last = _known_end(context, cursor, "organization") if cursor < limit else cursor
    if last == cursor:
        return None
    if context.flags[last] & LOCATIVE and last + 1 < limit and _known_end(context, last + 1, "country") > last + 1:
        last = _known_end(context, last + 1, "country")
    return Name(token, last, "head", _key(context, token, last), "organization", "international")


def _is_acronym(context: Context, behind: int, last: int) -> bool:
    """ "le circuit WTS" is no place."""
    return last == behind + 1 and context.document.words[behind].isalpha() and context.document.words[behind].isupper()


def _is_inside(context: Context, shapes: Shapes, token: int, behind: int, head: Head) -> bool:
    """Whether the noun is a part of the name: "le *Groupe Novatis*", "l'*église Saint-Jude*"."""
    word = context.document.words[token]
    if not head.inside:
        linked = head.kind == "organization" or context.flags[behind] & GENITIVE or shapes.capital[behind]
        return word[0].isupper() and not shapes.initial[token] and not word.isupper() and bool(linked)
    if word[0].isupper():
        return True
    if not context.flags[behind] & GENITIVE:
        described = context.is_in(token, "described_by_name") and _is_known_place(context, behind)
        return not described and not (shapes.capital[behind] and _known_end(context, behind, "organization") > behind)
    if _is_any(context, token):
        return False
    first = behind + 2 if context.flags[behind + 1] & ARTICLE_CLITIC else behind + 1
    bare = first == behind + 1 and not context.flags[behind] & CONTRACTED
    if context.is_in(token, "described_by_town") and (bare or _is_known_place(context, first)):
        return False
    if behind == token + 1 and shapes.capital[first] and _known_end(context, first, "organization") > first:
        return False
    return not (bare and context.is_in(token, "described_by_field"))


def _is_any(context: Context, token: int) -> bool:
    """ "un hôpital de Rome", "un grand stade de Rome": one of several, so no name."""
    before = token - 2 if token > 1 and context.classes[token - 1] == "A" else token - 1
    return before >= 0 and bool(context.flags[before] & INDEFINITE) and not context.flags[before] & GENITIVE


def match_capital_noun(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """A common noun with a capital inside of a sentence, and its complement ("Front de la paix")."""
    if not _is_capital_noun(context, shapes, token) or context.head_at(token) is not None:
        return None
    last = _complement(context, shapes, token, token + 1, limit, True)
    last = next(
        (cursor for cursor in range(token + 1, last) if shapes.capital[cursor] and _is_known(context, cursor)), last
    )
    while last > token + 1 and _is_link(context, last - 1):
        last -= 1
    if last == token + 1 or not any(context.tags[cursor] for cursor in range(token + 1, last)):
        return None
    return Name(token, last, "head", _key(context, token, last), "capital")


def _is_known(context: Context, token: int) -> bool:
    """Whether a name of the gazetteer begins here."""
    return any(_known_end(context, token, source) > token for source in ("organization", "country", "place", "metonym"))


def _known_end(context: Context, token: int, source: str) -> int:
    """The token behind the longest name of one table that begins here, or the same token."""
    gazetteer = context.pack.gazetteer
    width = gazetteer.openings.get(context.lowers[token], 1)
    for last in range(min(token + width, context.count), token, -1):
        if gazetteer.knows(context.text(token, last).lower()) == source:
            return last
    return token


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
        and not _is_office(context, token)
    )


def _is_office(context: Context, token: int) -> bool:
    role = context.role_at(token)
    return role is not None and role[1].kind != "body"


def _key(context: Context, first: int, last: int) -> str:
    return " ".join(context.text(first, last).lower().split())


def _is_link(context: Context, token: int) -> bool:
    return bool(context.flags[token] & (GENITIVE | ARTICLE_CLITIC | CONTRACTED))


def _event(context: Context, shapes: Shapes, token: int, behind: int, limit: int, head: Head) -> Name | None:
    """An event, up to the place where it happens, which is a place of its own ("Jeux olympiques de *Rio*")."""
    if not shapes.capital[token]:
        return None
    if context.is_in(token, "assemblies") and context.flags[behind] & GENITIVE and _is_people(context, behind + 1):
        last = _complement(context, shapes, token, behind, limit, True)
        return Name(token, last, "head", _key(context, token, last), "organization", "institution")
    last = _adjectives(context, behind, limit)
    while last < limit and shapes.capital[last] and not _opens_person(context, shapes, last):
        last += 1
    return Name(token, last, "head", _key(context, token, last), head.kind, head.type)


def _is_people(context: Context, token: int) -> bool:
    """ "Conférence des *évêques*": what people meet in is a body, not an event."""
    role = context.role_at(token) if token < context.count else None
    return role is not None and role[1].kind in ("person", "collective", "body")


def _can_open(context: Context, shapes: Shapes, token: int, behind: int) -> bool:
    """Whether a head noun opens a name here: no verb or adjective, no letter behind ("Groupe A"), no person.

    A person follows in "chanteur d'opéra Léo Brun" and "au dernier tour Léo Brun", not in "le stade Léo-Brun".
    """
    if _is_letter(context, behind):
        return False
    if shapes.capital[token]:
        return not (shapes.initial[token] and context.tags[token][:1] in _NO_NOUN and context.tags[token])
    if context.classes[token] == "A" or _is_trade(context, token):
        return False
    cursor = _adjectives(context, behind, context.count)
    if not _opens_person(context, shapes, cursor):
        return True
    return cursor == behind and bool(context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED))


def _is_trade(context: Context, token: int) -> bool:
    """ "chanteur d'opéra": a bare genitive behind a function tells the trade."""
    bare = token > 1 and context.flags[token - 1] & GENITIVE and not context.flags[token - 1] & CONTRACTED
    return bool(bare) and context.lowers[token - 2] in context.pack.roles


def _is_letter(context: Context, token: int) -> bool:
    return token < context.count and len(context.document.words[token]) == 1 and context.lowers[token].isalpha()


def _adjectives(context: Context, token: int, limit: int) -> int:
    """The token behind the adjectives in lower case; a form that is a verb too is none ("la Mairie *précise* que")."""
    cursor = token
    words, tags = context.document.words, context.tags
    while cursor < limit and cursor - token < _ADJECTIVES and words[cursor][0].islower():
        plain = context.is_adjective(cursor) and context.classes[cursor] in "AP" and _FINITE.isdisjoint(tags[cursor])
        if not plain and not _is_townsman(context, cursor):
            break
        cursor += 1
    return cursor


def _is_townsman(context: Context, token: int) -> bool:
    """ "Stade *valbourgeois*": a word that no table knows, with the ending of the people of a town."""
    return context.tags[token] == "" and context.lowers[token].endswith(context.pack.people_endings)


def _complement(context: Context, shapes: Shapes, head: int, behind: int, limit: int, opens: bool) -> int:
    """The token behind the complement: adjectives, then nouns and names that genitives link.

    `opens`: whether nouns in lower case may belong to it, behind a head noun with a capital.
    """
    capital = shapes.capital[head]
    cursor = _adjectives(context, behind, limit)
    end = _coordinated_adjective(context, cursor, limit) if capital and cursor > behind else behind
    cursor = max(cursor, end)
    key = _key(context, head, end)
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
        return max(token, _adjectives(context, token + 1, limit)) if context.tags[token + 1][:1] == "A" else token
    return token


def _part(context: Context, shapes: Shapes, token: int, limit: int, opens: bool, has_part: bool) -> int:
    """The token behind one more part of the complement, or the same token where there is none."""
    if shapes.capital[token] or _is_prefixed(context, token):
        return token if has_part and _opens_person(context, shapes, token) else _capitals(context, shapes, token, limit)
    if opens and context.is_in(token, "and") and shapes.capital[token - 1]:
        joins = shapes.capital[token + 1] and context.tags[token + 1][:1] == "N"
        return _capitals(context, shapes, token + 1, limit, opens) if joins else token
    if opens and has_part and context.is_in(token, "and"):
        cursor = token + 2 if context.flags[token + 1] & GENITIVE else token + 1
        cursor += bool(context.flags[cursor] & ARTICLE_CLITIC and cursor > token + 1)
        return _adjectives(context, cursor + 1, limit) if cursor < limit and _is_noun(context, cursor) else token
    if has_part and not opens and _goes_on_as_field(context, shapes, token):
        return _field_end(context, shapes, token, limit)
    genitive = bool(context.flags[token] & GENITIVE)
    if not genitive and not _is_other_link(context, shapes, token, opens):
        return token
    cursor = token + 1
    if context.flags[cursor] & ARTICLE_CLITIC and not shapes.capital[cursor]:
        cursor += 1
    if cursor >= limit or _is_letter(context, cursor):
        return token
    if shapes.capital[cursor]:
        if genitive and _opens_person(context, shapes, cursor):
            return token
        fits = opens or not has_part or _is_known_place(context, cursor)
        return _capitals(context, shapes, cursor, limit, opens) if fits else token
    return _adjectives(context, cursor + 1, limit) if opens and _is_noun(context, cursor) else token


def _goes_on_as_field(context: Context, shapes: Shapes, token: int) -> bool:
    """Whether the field of a ministry goes on: "Situations *d'urgence*", "Enseignement *et de la Recherche*"."""
    field = context.tags[token - 1][:1] in ("N", "A") and not _is_known_place(context, token - 1)
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
    return min(limit, _adjectives(context, cursor + 1, limit))


def _is_other_link(context: Context, shapes: Shapes, token: int, opens: bool) -> bool:
    """ "Autorité *pour*", "Department *of* Justice", "Arts *&* Métiers"."""
    if opens and context.is_in(token, "purpose_links"):
        return True
    if not context.is_in(token, "foreign_links"):
        return False
    return shapes.capital[token + 1] or context.is_in(token + 1, "foreign_links") and shapes.capital[token + 2]


def _is_known_place(context: Context, token: int) -> bool:
    return context.pack.gazetteer.knows(context.lowers[token]) in ("place", "country")


def _is_noun(context: Context, token: int) -> bool:
    return (
        context.classes[token] in ("N", "")
        and not context.flags[token] & (TIME_NOUN | ARTICLE_CLITIC | CONTRACTED)
        and context.document.words[token][0].islower()
    )


def _opens_person(context: Context, shapes: Shapes, token: int) -> bool:
    """A first name with a capital behind it ("le ministère de la Justice *Éric Morin*")."""
    return is_given(context, token) and shapes.capital[token + 1]


def _capitals(context: Context, shapes: Shapes, token: int, limit: int, opens: bool = False) -> int:
    """Capitals in a row with their particles, and the adjectives of a common noun ("Affaires étrangères").

    Behind a head noun in lower case a nationality belongs to the head ("ministère de l'Intérieur *corvanien*").
    """
    cursor = max(token + 1, _known_end(context, token, "organization"))
    while cursor < limit:
        if shapes.capital[cursor] and not _opens_person(context, shapes, cursor) or _is_prefixed(context, cursor):
            cursor += 1
        elif _is_strong_particle(context, cursor) and shapes.capital[cursor + 1]:
            cursor += 2
        else:
            break
    if context.tags[cursor - 1][:1] != "N" or is_given(context, cursor - 1):
        return cursor
    last = _adjectives(context, cursor, limit)
    while not opens and last > cursor and context.lowers[last - 1] in context.pack.demonyms:
        last -= 1
    return last


def _is_strong_particle(context: Context, token: int) -> bool:
    return context.document.words[token] in context.pack.particles and not context.is_in(token, "weak_particles")


def _is_prefixed(context: Context, token: int) -> bool:
    word = context.document.words[token]
    return "-" in word and word.startswith(context.pack.name_prefixes)
