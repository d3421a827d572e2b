"""Names that a noun opens: "université de Lyon", "rue Victor-Hugo", "Haute Autorité pour la transparence"."""

from __future__ import annotations

from typing import Final

from exporter.extract.complements import (
    adjectives_end,
    complement_end,
    is_known_place,
    is_letter,
    key_of,
    known_end,
    lower_field_end,
    opens_person,
)
from exporter.extract.context import Context
from exporter.extract.shapes import Name, Shapes, head_before, is_function_word, is_given, is_known_word, is_people
from exporter.languages.classes import (
    ARTICLE_CLITIC,
    CONTRACTED,
    GENITIVE,
    INDEFINITE,
    LOCATIVE,
    PLURAL_DETERMINER,
    TIME_NOUN,
)
from exporter.languages.pack import Head

_NO_NOUN: Final = frozenset("PSTV")


def match_head(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """A head noun of the table with the name that it opens; nothing where the noun is no part of the name."""
    if shapes.capital[token] and context.is_in(token, "missions"):
        mission = _mission(context, shapes, token, limit)
        if mission is not None:
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
    last = complement_end(context, shapes, token, behind, limit, head.kind == "organization")
    if last == behind and _is_lower_body(context, shapes, token, behind):
        last = lower_field_end(context, behind, limit)
    several = shapes.capital[token] and behind > token + 1 and head.kind == "organization"
    if last == behind and not several or head.kind == "location" and _is_acronym(context, behind, last):
        return None
    if head.kind == "location" and last < limit and context.is_in(last, "compass_adjectives"):
        last += 1
    return Name(token, last, "head", key_of(context, token, last), head.kind, head.type)


def _is_lower_body(context: Context, shapes: Shapes, token: int, behind: int) -> bool:
    """ "au *ministère* de la pêche": some papers write the field of a ministry in lower case."""
    definite = token > 0 and bool(context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED))
    return (
        definite and not shapes.capital[token] and key_of(context, token, behind) in context.pack.words["lower_bodies"]
    )


def _mission(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """ "Mission de l'Union africaine en Corvanie": a body that an organisation sends to a country."""
    cursor = token + 1
    if not context.flags[cursor] & GENITIVE:
        return None
    cursor += 2 if context.flags[cursor + 1] & ARTICLE_CLITIC else 1
    last = known_end(context, cursor, "organization") if cursor < limit else cursor
    if last == cursor:
        return None
    if context.flags[last] & LOCATIVE and last + 1 < limit and known_end(context, last + 1, "country") > last + 1:
        last = known_end(context, last + 1, "country")
    return Name(token, last, "head", key_of(context, token, last), "organization", "international")


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
    if context.is_in(token, "series_nouns") and context.is_adjective(behind):
        return False
    if not context.flags[behind] & GENITIVE:
        if context.is_in(token, "described_by_firm") and _is_firm(context, shapes, behind):
            return False
        described = context.is_in(token, "described_by_name") and is_known_place(context, behind)
        known = shapes.capital[behind] and known_end(context, behind, "organization") > behind
        return not described and (not known or head.type == "university")
    if _is_any(context, token) or _is_instead(context, token, behind):
        return False
    first = behind + 2 if context.flags[behind + 1] & ARTICLE_CLITIC else behind + 1
    bare = first == behind + 1 and not context.flags[behind] & CONTRACTED
    if context.is_in(token, "described_by_town") and (bare or is_known_place(context, first)):
        return False
    if behind == token + 1 and shapes.capital[first] and known_end(context, first, "organization") > first:
        return False
    return not (bare and context.is_in(token, "described_by_field"))


def _is_firm(context: Context, shapes: Shapes, token: int) -> bool:
    """ "selon l'institut *Sondalis*": a pollster bears the one word alone; "l'institut Jeanne-Aubry" all of it."""
    unknown = context.tags[token] == "" and context.pack.gazetteer.knows(context.lowers[token]) == ""
    single = shapes.capital[token] and not shapes.capital[token + 1] and "-" not in context.lowers[token]
    return unknown and single and not is_given(context, token) and not context.is_in(token, "famous_people")


def _is_instead(context: Context, token: int, behind: int) -> bool:
    """ "à la place de Morin" is no square; "à la place de la République" is one."""
    bare = not context.flags[behind] & CONTRACTED and not context.flags[behind + 1] & ARTICLE_CLITIC
    return bare and token > 1 and context.is_in(token, "substitutes") and context.is_in(token - 2, "datives")


def _is_any(context: Context, token: int) -> bool:
    """ "un hôpital de Rome", "un grand stade de Rome": one of several, so no name."""
    before = token - 2 if token > 1 and context.classes[token - 1] == "A" else token - 1
    return before >= 0 and bool(context.flags[before] & INDEFINITE) and not context.flags[before] & GENITIVE


def match_capital_noun(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """A common noun with a capital inside of a sentence, and its complement ("Front de la paix")."""
    if context.head_at(token) is not None or shapes.initial[token] or not shapes.capital[token]:
        return None
    described = _is_described(context, token)
    if described and is_function_word(context, token):
        return _article_name(context, shapes, token, limit)
    if not _is_capital_noun(context, shapes, token) and not (described and "N" in context.tags[token]):
        return None
    last = complement_end(context, shapes, token, token + 1, limit, True)
    if described and last == token + 1:
        last = max(_dative_end(context, last, limit), _pair_end(context, last, limit))
    last = next(
        (cursor for cursor in range(token + 1, last) if shapes.capital[cursor] and _is_known(context, cursor)), last
    )
    while last > token + 1 and _is_link(context, last - 1):
        last -= 1
    if last == token + 1 or not any(context.tags[cursor] for cursor in range(token + 1, last)):
        return None
    return Name(token, last, "head", key_of(context, token, last), "capital")


def _is_described(context: Context, token: int) -> bool:
    """ "l'association *Droit au toit*", "son parti, *Le Renouveau*": behind a noun of bodies."""
    before = token - 1 if token > 1 and context.lowers[token - 1] == "," else token
    head = head_before(context, before) if before else None
    return head is not None and head.kind == "organization"


def _article_name(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """ "le collectif *Nos rues vivantes*", "le parti *Le Renouveau populaire*": a name that a determiner opens."""
    noun = adjectives_end(context, token + 1, limit)
    if context.tags[token][:1] != "d" or noun >= limit or context.tags[noun][:1] != "N" or is_given(context, noun):
        return None
    last = complement_end(context, shapes, token, noun + 1, limit, True)
    return Name(token, last, "head", key_of(context, token, last), "capital")


def _pair_end(context: Context, token: int, limit: int) -> int:
    """The token behind a second noun without an article ("l'association *Forêt et rivière*"), or the same token."""
    noun = token + 1
    if noun >= limit or not context.is_in(token, "and") or context.tags[noun][:1] != "N":
        return token
    return adjectives_end(context, noun + 1, limit) if context.document.words[noun][0].islower() else token


def _dative_end(context: Context, token: int, limit: int) -> int:
    """The token behind a dative with its noun ("Droit *au toit*"), or the same token."""
    noun = token + 2 if context.flags[token + 1] & ARTICLE_CLITIC else token + 1
    if noun >= limit or not context.is_in(token, "datives") or context.classes[noun] != "N":
        return token
    return adjectives_end(context, noun + 1, limit) if context.document.words[noun][0].islower() else token


def _is_known(context: Context, token: int) -> bool:
    """Whether a name of the gazetteer begins here."""
    return any(known_end(context, token, source) > token for source in ("organization", "country", "place", "metonym"))


def _is_capital_noun(context: Context, shapes: Shapes, token: int) -> bool:
    return (
        shapes.capital[token]
        and not shapes.initial[token]
        and not shapes.shouted[token]
        and context.tags[token][:1] == "N"
        and not context.flags[token] & TIME_NOUN
        and not is_given(context, token)
        and not is_people(context, token)
        and (not context.is_in(token, "compass") or has_field(context, token + 1))
        and not _is_office(context, token)
    )


def has_field(context: Context, token: int) -> bool:
    """ "Centre *d'essais* marins", not "Centre *de* la Corvanie", "Centre *du pays*"."""
    flags = context.flags[token]
    several = flags & PLURAL_DETERMINER or not flags & CONTRACTED
    noun = context.classes[token + 1] == "N" and context.document.words[token + 1][0].islower()
    return bool(flags & GENITIVE and several) and noun


def _is_office(context: Context, token: int) -> bool:
    role = context.role_at(token)
    return role is not None and role[1].kind != "body"


def _is_link(context: Context, token: int) -> bool:
    return bool(context.flags[token] & (GENITIVE | ARTICLE_CLITIC | CONTRACTED))


def _event(context: Context, shapes: Shapes, token: int, behind: int, limit: int, head: Head) -> Name | None:
    """An event, up to the place where it happens, which is a place of its own ("Jeux olympiques de *Rio*")."""
    if not shapes.capital[token]:
        return None
    meets = context.is_in(token, "assemblies") and context.flags[behind] & GENITIVE and _is_people(context, behind + 1)
    if meets or context.is_in(token, "purpose_bodies") and context.is_in(behind, "purpose_links"):
        last = complement_end(context, shapes, token, behind, limit, True)
        return Name(token, last, "head", key_of(context, token, last), "organization", "institution")
    last = adjectives_end(context, behind, limit)
    while last < limit and shapes.capital[last] and not opens_person(context, shapes, last):
        last += 1
    return Name(token, last, "head", key_of(context, token, last), head.kind, head.type)


def _is_people(context: Context, token: int) -> bool:
    """ "Conférence des *évêques*": what people meet in is a body, not an event."""
    if context.is_in(token, "contestants"):
        return False
    role = context.role_at(token) if token < context.count else None
    return role is not None and role[1].kind in ("person", "collective", "body")


def _can_open(context: Context, shapes: Shapes, token: int, behind: int) -> bool:
    """Whether a head noun opens a name here: no verb or adjective, no letter behind ("Groupe A"), no person.

    A person follows in "chanteur d'opéra Léo Brun" and "au dernier tour Léo Brun", not in "le stade Léo-Brun".
    """
    if is_letter(context, behind):
        return False
    if shapes.capital[token]:
        if _is_first_name(context, shapes, token):
            return False
        return not (shapes.initial[token] and context.tags[token][:1] in _NO_NOUN and context.tags[token])
    if context.classes[token] == "A" or _is_trade(context, token):
        return False
    cursor = adjectives_end(context, behind, context.count)
    if not opens_person(context, shapes, cursor):
        return True
    return cursor == behind and bool(context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED))


def _is_first_name(context: Context, shapes: Shapes, token: int) -> bool:
    """ "*Marina* Loubet, directrice": a first name that is a head noun too, with a surname and no article."""
    if not opens_person(context, shapes, token) or is_known_place(context, token + 1):
        return False
    return not context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED) and not is_known_word(context, token + 1)


def _is_trade(context: Context, token: int) -> bool:
    """ "chanteur d'opéra": a bare genitive behind a function tells the trade."""
    bare = token > 1 and context.flags[token - 1] & GENITIVE and not context.flags[token - 1] & CONTRACTED
    return bool(bare) and context.lowers[token - 2] in context.pack.roles
