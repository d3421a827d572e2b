"""What single mentions mean in spite of the type of their name: a palace as a place, a town as a club."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from exporter.extract.acts import PALACE_RULES, STATE_RULES, before_article, rule_of_act
from exporter.extract.clubs import find_clubs, is_glued, is_town
from exporter.extract.context import Context
from exporter.extract.expansions import abbreviates, expanded_acronyms, is_abbreviation
from exporter.extract.phrases import Phrase
from exporter.extract.shapes import Name, head_before, is_given
from exporter.extract.typed import LOCATION, NOTHING, ORGANIZATION, PERSON, Typed
from exporter.languages.classes import ARTICLE_CLITIC, AUXILIARY, CLITIC, GENITIVE, LOCATIVE

_ACRONYM: Final = 2
_OPENING_LINES: Final = 4
_LONGEST_TITLE: Final = 7
_STOPS: Final = frozenset(".!?…,")
_INCISE: Final = frozenset(',»”"')


def settle_uses(context: Context, typed: Sequence[Typed], phrases: Sequence[Phrase]) -> list[Typed]:
    """The same names in the same order, each mention as it is used."""
    owner = _complements(context, phrases)
    clubs = find_clubs(context, typed, owner)
    aliases = _aliases(context, typed)
    signed, titles = _signature(context), _titles(context)
    acting, body = _acting(context, typed, owner), _union_body(context, typed)
    return [
        Typed(one.name, NOTHING, "names.nothing.signature")
        if one.type == ORGANIZATION and one.name.first in signed
        else Typed(one.name, NOTHING, "names.nothing.title")
        if one.type == ORGANIZATION and one.name.first in titles
        else _settle(context, one, owner.get(one.name.first), clubs, aliases, acting, body)
        for one in typed
    ]


def _titles(context: Context) -> frozenset[int]:
    """Tokens of marked passages that look like the title of a work: short, with a capital, without a verb or a stop."""
    tokens: set[int] = set()
    document = context.document
    for quotation in document.quotations:
        first, last = quotation.first, quotation.last
        if 2 < last - first <= _LONGEST_TITLE and _is_title(context, first, last):
            tokens.update(range(first, last))
    return frozenset(tokens)


def _is_title(context: Context, first: int, last: int) -> bool:
    if not context.document.words[first][0].isupper() or context.lowers[last - 1] in _STOPS:
        return False
    if context.pack.gazetteer.knows(context.text(first, last).lower()) == "organization":
        return False
    head = head_before(context, first - 1) if first > 1 else None
    if head is not None and head.kind == "work":
        return True
    if (
        first > 1
        and context.lowers[first - 2] == ":"
        or context.lowers[last + 1] in _STOPS
        or context.is_finite(last + 1)
    ):
        return False
    return not any(context.is_finite(token) or context.flags[token] & AUXILIARY for token in range(first, last))


def _signature(context: Context) -> range:
    """The tokens of the dateline ("PARIS, 3 mai (AFP) -"), where an agency only signs."""
    for number in range(_OPENING_LINES):
        cut = context.datelines.get(number)
        if cut is not None:
            return range(context.document.lines[number].first, context.document.token_at(cut[1]))
    return range(0)


def _settle(
    context: Context,
    one: Typed,
    phrase: Phrase | None,
    clubs: dict[str, str],
    aliases: dict[str, str],
    acting: frozenset[str],
    body: str,
) -> Typed:
    name = one.name
    if context.is_in(name.first, "platforms") and _is_medium(context, name.first - 1):
        return Typed(name, NOTHING, "names.nothing.medium")
    if name.source == "metonym":
        return _settle_metonym(context, one, phrase, acting)
    if name.key in clubs and is_town(one) and not _is_at(context, name):
        return Typed(name, ORGANIZATION, "names.organization.club", clubs[name.key])
    if one.type == LOCATION and _is_in_office(context, name, phrase):
        return Typed(name, NOTHING, "names.nothing.office")
    if body and name.key in context.pack.words["union_seats"] and rule_of_act(context, name, STATE_RULES):
        return Typed(name, ORGANIZATION, "names.organization.seat", body)
    if one.type == PERSON and name.last - name.first == 1 and _reigns(context, name):
        return Typed(name, one.type, one.rule, f"{context.lowers[name.first - 1]} {name.key}")
    if one.type == ORGANIZATION and name.key in aliases:
        return Typed(name, one.type, one.rule, aliases[name.key])
    return one


def _is_in_office(context: Context, name: Name, phrase: Phrase | None) -> bool:
    """ "le préfet de la *Drôme*"."""
    return phrase is not None and phrase.role.row in context.pack.words["offices"] and is_glued(context, phrase, name)


def _union_body(context: Context, typed: Sequence[Typed]) -> str:
    """The body of the union that the article names and that its seat may stand for, or ""."""
    named = {one.name.key for one in typed if one.type == ORGANIZATION}
    return next((body for body in sorted(context.pack.words["union_bodies"]) if body in named), "")


def _settle_metonym(context: Context, one: Typed, phrase: Phrase | None, acting: frozenset[str]) -> Typed:
    """A palace is an institution where it acts, speaks or employs; once it did, wherever nobody is at it."""
    if _is_institution(context, one, phrase) or one.name.key in acting and not _is_at(context, one.name):
        return one
    return Typed(one.name, LOCATION, "names.location.metonym")


def _acting(context: Context, typed: Sequence[Typed], owner: dict[int, Phrase]) -> frozenset[str]:
    """The palaces that are an institution somewhere in the article."""
    palaces = [one for one in typed if one.name.source == "metonym"]
    return frozenset(one.name.key for one in palaces if _is_institution(context, one, owner.get(one.name.first)))


def _is_institution(context: Context, one: Typed, phrase: Phrase | None) -> bool:
    return (
        (phrase is not None and _employs(context, phrase, one.name.first))
        or rule_of_act(context, one.name, PALACE_RULES) != ""
        or _is_cited(context, one.name)
    )


def _employs(context: Context, phrase: Phrase, token: int) -> bool:
    """ "une porte-parole de Downing Street", "une source à l'Élysée"; not "des passants à Westminster"."""
    if context.flags[phrase.core] & GENITIVE or token < phrase.core:
        return phrase.role.kind in ("person", "source", "body")
    return phrase.role.kind == "source" or phrase.role.row in context.pack.words["staff_roles"]


def _is_cited(context: Context, name: Name) -> bool:
    """ "selon l'Élysée", "a indiqué Matignon", "assure-t-on à Bercy"."""
    before = before_article(context, name.first)
    if before < 0:
        return False
    if context.is_in(before, "according"):
        return True
    if context.flags[before] & LOCATIVE:
        if context.lowers[name.last] == "," and context.is_in(name.last + 1, "impersonal_pronouns"):
            return True
        return _is_said(context, before - 1)
    if context.tags[before][:1] == "I" and _is_said(context, before - 1):
        return True
    return context.classes[before] in ("S", "P") and _is_incise(context, before)


def _is_said(context: Context, token: int) -> bool:
    """ "assure-t-on *à* Bercy", "veut-on *croire* rue de Varenne"."""
    return context.lowers[token].endswith(context.pack.pronoun_classes["inverted_impersonal"])


def _is_incise(context: Context, verb: int) -> bool:
    """Whether a reporting verb opens a clause behind a comma or a quotation (", a indiqué l'Élysée")."""
    if not context.pack.readings(context.lowers[verb]):
        return False
    cursor = verb - 1
    while cursor > 0 and context.flags[cursor] & (AUXILIARY | CLITIC):
        cursor -= 1
    return context.lowers[cursor] in _INCISE


def _is_medium(context: Context, before: int) -> bool:
    """ "sur Facebook", "son compte Twitter": where something is said, not who acts."""
    return context.is_in(before, "upon") or context.is_in(before, "medium_nouns")


def _reigns(context: Context, name: Name) -> bool:
    """ "le pape François", "la reine Margrethe": a first name alone that no surname of the article completes."""
    role = context.pack.roles.get(context.lowers[name.first - 1]) if name.first else None
    return role is not None and role.row in context.pack.words["reigning_roles"] and is_given(context, name.first)


def _complements(context: Context, phrases: Sequence[Phrase]) -> dict[int, Phrase]:
    """Token -> the phrase of a function whose complement holds it ("une source à l'*Élysée*")."""
    return {token: phrase for phrase in phrases for token in range(phrase.head + 1, phrase.last)}


def _is_at(context: Context, name: Name) -> bool:
    """Whether a preposition of place stands before ("à l'Élysée", "devant la Maison Blanche")."""
    before = name.first - 1
    if before >= 0 and context.flags[before] & ARTICLE_CLITIC and not context.flags[before] & LOCATIVE:
        before -= 1
    if before < 0 or context.is_in(before - 1, "dative_openers"):
        return False
    return bool(context.flags[before] & LOCATIVE) or context.is_in(before, "fronts")


def _aliases(context: Context, typed: Sequence[Typed]) -> dict[str, str]:
    """Acronym -> the name that it abbreviates, by brackets or by its initials."""
    aliases: dict[str, str] = {}
    organizations = [one.name for one in typed if one.type == ORGANIZATION]
    for one, other in pairwise(organizations):
        if other.first == one.last + 1 and context.lowers[one.last] == "(":
            for short, long in ((other, one), (one, other)):
                is_full = long.last - long.first > _ACRONYM
                if _is_acronym(context, short) and is_full and abbreviates(context, short.first, long):
                    aliases.setdefault(short.key, long.key)
    shorts = [one.name for one in typed if one.name.source == "run" and one.name.last - one.name.first == 1]
    for key, long_key in expanded_acronyms(context, shorts, organizations).items():
        aliases.setdefault(key, long_key)
    return aliases


def _is_acronym(context: Context, name: Name) -> bool:
    word = context.document.words[name.first]
    return name.last - name.first == 1 and len(word) >= _ACRONYM and is_abbreviation(word)
