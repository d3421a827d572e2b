"""What the words around a mention say of the type of its name; those behind it in `right_side`."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.evidence import OPEN, is_acronym
from exporter.extract.phrases import Phrase
from exporter.extract.right_side import from_right
from exporter.extract.shapes import Name, head_before, is_given, is_known_word, is_people
from exporter.extract.typed import ARTICLE, AT, LOCATION, NOTHING, ORGANIZATION, PERSON, SPEAKS, Votes, add
from exporter.languages.classes import (
    AGENT,
    ARTICLE_CLITIC,
    CONTRACTED,
    DEMONSTRATIVE,
    GENITIVE,
    INDEFINITE,
    LOCATIVE,
)
from exporter.languages.pack import Head

_PERSON_ROLES: Final = frozenset({"person", "honorific", "source"})
_THINGS: Final = frozenset({"event", "work", "product"})
_NOMINAL: Final = frozenset("NA")
_ROUTE: Final = 4


def weigh_place(context: Context, name: Name, before: dict[int, Phrase]) -> Votes:
    """What the words around one mention say. `before` holds the role phrases by the token behind them."""
    votes: Votes = {}
    if name.source in OPEN:
        _from_left(context, name, before, votes)
        from_right(context, name, votes)
    return votes


def _from_left(context: Context, name: Name, before: dict[int, Phrase], votes: Votes) -> None:
    token = name.first
    if not token or context.line_numbers[token - 1] != context.line_numbers[token]:
        return
    phrase = before.get(token)
    previous = context.flags[token - 1] if token else 0
    head = head_before(context, token)
    thing = head is not None and (head.kind == "product" or head.kind in _THINGS and name.last - name.first == 1)
    if thing and name.source == "run":
        add(votes, NOTHING, 6)
        return
    if phrase is not None and token - 1 > phrase.head and context.is_in(token - 1, "place_nouns"):
        phrase = None
    if phrase is not None and phrase.role.kind == "body" and phrase.core == token and name.source == "head":
        add(votes, ORGANIZATION, 8)
    if phrase is not None and phrase.role.kind in _PERSON_ROLES and not _is_idiom(context, phrase):
        _from_role(context, name, phrase, votes)
        return
    if _is_inserted(context, name, before.get(token - 1)):
        add(votes, ORGANIZATION, 8)
    if token and context.lowers[token - 1] == "," and _is_person(before.get(token - 1)):
        add(votes, PERSON, 3)
    if token and is_people(context, token - 1) and context.document.words[token - 1][0].isupper():
        add(votes, PERSON, 5)
        return
    if context.lowers[token - 1] == ",":
        _from_noun_before_comma(context, name, token - 1, votes)
    if head is not None:
        kind, weight = _descriptor(head)
        if kind == LOCATION and name.source == "run" and _is_verbal(context.tags[token]):
            weight = 1.0
        several = name.last - name.first > 1 and is_given(context, token)
        add(votes, kind, 1.5 if several and not kind else weight)
    elif name.source == "organization":
        if _is_site_of_team(context, name):
            add(votes, LOCATION, 8)
    elif previous & (ARTICLE_CLITIC | CONTRACTED | DEMONSTRATIVE):
        _from_article(context, name, token - 1, votes)
    elif previous & INDEFINITE:
        add(votes, *((PERSON, 3) if _is_aged(context, name) else (NOTHING, 3)))
    elif previous & GENITIVE:
        _from_owner(context, name, token - 1, votes)
    elif context.is_in(token - 1, "house_prepositions"):
        _from_house(context, name, votes)
    elif _links_places(context, token - 1) and not is_given(context, token):
        add(votes, LOCATION, 3)
    elif previous & LOCATIVE:
        _from_locative(context, name, votes)
    elif token and _is_noun(context, token - 1):
        _from_noun_before(context, name, votes)
    elif context.pack.readings(context.lowers[token - 1]) and context.is_finite(token - 1):
        votes[SPEAKS] = 1
    elif previous & AGENT and name.last - name.first == 1:
        add(votes, PERSON, 0.7)


def _is_site_of_team(context: Context, name: Name) -> bool:
    """ "un concert à l'*Arsenal*": a noun that a club bears too, with an article behind a preposition of place."""
    body = context.pack.gazetteer.organization(name.key)
    named = (
        body is not None and body.kind == "team" and name.last - name.first == 1 and is_known_word(context, name.first)
    )
    return named and bool(context.flags[name.first - 1] & ARTICLE_CLITIC and context.flags[name.first - 2] & LOCATIVE)


def _is_aged(context: Context, name: Name) -> bool:
    """ "une *Jeanne* de 4 ans": a first name with an age."""
    aged = context.flags[name.last] & GENITIVE and context.is_in(name.last + 2, "age_units")
    return bool(aged) and is_given(context, name.first)


def _from_noun_before(context: Context, name: Name, votes: Votes) -> None:
    """ "le virus VHX", "les chars Bradnor", "le titre Novatis"; but "le clan Morin"."""
    if is_acronym(context, name):
        role = context.role_at(name.first - 1)
        add(votes, *((NOTHING, 4) if role is None or role[1].kind not in _PERSON_ROLES else (ORGANIZATION, 3)))
    elif context.is_in(name.first - 1, "company_nouns"):
        add(votes, ORGANIZATION, 2)
    elif name.last - name.first == 1 and not context.is_in(name.first - 1, "eponymous"):
        add(votes, NOTHING, 1.5)


def is_inserting_body(context: Context, phrase: Phrase) -> bool:
    """ "une association de riverains,": a body, not yet named, before a comma."""
    if phrase.role.kind != "body" or phrase.determiner != "indefinite" or phrase.agreement[1:] == "p":
        return False
    head = context.head_at(phrase.head)
    return context.lowers[phrase.last] == "," and (head is None or head[1].kind != LOCATION)


def _is_inserted(context: Context, name: Name, phrase: Phrase | None) -> bool:
    """ "un collectif de riverains, *Vents contraires*, dénonce": the name of a body between two marks."""
    if phrase is None or not is_inserting_body(context, phrase) or name.source not in ("run", "head"):
        return False
    return context.lowers[name.last] in (",", "(") and not is_given(context, name.first)


def _from_noun_before_comma(context: Context, name: Name, comma: int, votes: Votes) -> None:
    """ "une filiale discrète, Novatis Mer", "son parti, Novat": the noun in front of a name in apposition."""
    head = head_before(context, comma) if name.source in ("run", "head") and not is_given(context, name.first) else None
    if head is not None and head.kind in (ORGANIZATION, LOCATION):
        plural = head.kind == LOCATION and context.lowers[comma - 1].endswith("s")
        add(votes, head.kind, 3 if plural else 2 if name.source == "head" or name.last - name.first == 1 else 1)


def _is_verbal(tags: str) -> bool:
    """ "État *Vérifié*": a word that is never a noun or adjective."""
    return bool(tags) and _NOMINAL.isdisjoint(tags)


def _links_places(context: Context, token: int) -> bool:
    """ "un train relie *Brécourt* à Lormont", "dix kilomètres entre *Brécourt* et Lormont"; not "entre elles"."""
    if context.is_in(token, "place_links"):
        return True
    if not context.is_in(token, "between"):
        return False
    return any(context.is_in(cursor, "route_nouns") for cursor in range(max(0, token - _ROUTE), token))


def _is_noun(context: Context, token: int) -> bool:
    """ "virus VHX": a noun glued to an acronym is what it names."""
    return context.classes[token] in ("N", "") and context.document.words[token][0].islower()


def _is_idiom(context: Context, phrase: Phrase) -> bool:
    """ "mis en garde Washington": a bare noun behind a preposition is no function."""
    return not phrase.determiner and phrase.first > 0 and bool(context.flags[phrase.first - 1] & LOCATIVE)


def _from_role(context: Context, name: Name, phrase: Phrase, votes: Votes) -> None:
    """ "le maire Léa Morin", "le député LR", "la présidente de la région Corvanie"."""
    if is_acronym(context, name) and phrase.role.kind != "honorific":
        add(votes, ORGANIZATION, 3)
    elif phrase.core == name.first or is_given(context, name.first):
        add(votes, PERSON, 6)
    elif (head := head_before(context, name.first)) is not None:
        add(votes, *_descriptor(head))
    else:
        add(votes, PERSON, 1)


def _is_person(phrase: Phrase | None) -> bool:
    return phrase is not None and phrase.role.kind in _PERSON_ROLES


def _descriptor(head: Head) -> tuple[str, float]:
    """What a noun glued to a name says of it ("le groupe Novatis", "la ville Rouge", "le film Ravage")."""
    if head.kind == "organization":
        return ORGANIZATION, 4
    if head.kind == "location":
        return LOCATION, 3
    return NOTHING, 5


def _from_article(context: Context, name: Name, article: int, votes: Votes) -> None:
    """An article before a name speaks against a person, once; the preposition before it for a place."""
    if context.document.words[article][0].isupper() and not context.is_initial(article):
        add(votes, NOTHING, 3)
        return
    votes[ARTICLE] = 1
    if name.head == "capital" or context.is_in(name.first, "bare_bodies"):
        return
    flags = context.flags[article]
    if flags & CONTRACTED and not flags & GENITIVE:
        add(votes, LOCATION, 2)
    elif article and context.is_in(article - 1, "place_prepositions"):
        add(votes, LOCATION, 2.5)
    elif article > 1 and context.is_in(article - 1, "upon") and _is_site(head_before(context, article - 1)):
        add(votes, LOCATION, 3)
    elif flags & GENITIVE and flags & CONTRACTED or article and context.flags[article - 1] & GENITIVE:
        genitive = article if flags & GENITIVE and flags & CONTRACTED else article - 1
        _from_genitive(context, genitive, votes)


def _is_site(head: Head | None) -> bool:
    """ "le pont sur la *Valbe*": what stands on a river."""
    return head is not None and head.kind == LOCATION


def _from_owner(context: Context, name: Name, genitive: int, votes: Votes) -> None:
    """ "la direction de Novatis", "le titre de Novatis"; "en direction de Brécourt" is the way to a place."""
    if _is_employer(context, name, genitive):
        add(votes, ORGANIZATION, 2)
    owned = context.is_in(genitive - 1, "company_nouns") and not context.is_in(genitive - 2, "place_prepositions")
    if not owned:
        _from_genitive(context, genitive, votes)
    elif name.source == "run" and not is_given(context, name.first):
        add(votes, ORGANIZATION, 2)
    elif name.source == "place" and name.key in context.pack.words["town_firms"]:
        add(votes, ORGANIZATION, 5)


def _is_employer(context: Context, name: Name, genitive: int) -> bool:
    """ "Léa Morin, de *Blue Harbor Foods*, prévoit": several words that no first name opens, behind a person."""
    several = name.last - name.first > 1 and name.source == "run" and not is_given(context, name.first)
    between = genitive > 2 and context.lowers[genitive - 1] == "," and context.lowers[name.last] == ","
    return several and between and is_given(context, genitive - 3) and context.tags[genitive - 2] == ""


def _from_genitive(context: Context, genitive: int, votes: Votes) -> None:
    """ "la ville de Brécourt", "le maire de Brécourt", "au nord de Brécourt"."""
    head = head_before(context, genitive)
    if context.is_in(genitive - 1, "substitutes"):
        return
    if head is not None and head.kind == "location":
        add(votes, LOCATION, 3)
    elif head is not None and head.kind == "event" or context.is_in(genitive - 1, "place_nouns"):
        add(votes, LOCATION, 2)


def _from_house(context: Context, name: Name, votes: Votes) -> None:
    """ "chez Novatis", but "chez Léa"."""
    if name.source == "run" and not is_given(context, name.first):
        add(votes, ORGANIZATION, 2.5)
    elif name.source == "place" and name.key in context.pack.words["town_firms"]:
        add(votes, ORGANIZATION, 5)


def _from_locative(context: Context, name: Name, votes: Votes) -> None:
    if context.is_in(name.first - 1, "pages") and name.source == "run" and _is_common_noun(context, name):
        add(votes, ORGANIZATION, 3)
    elif context.is_in(name.first - 1, "pure_locatives") and not _has_digit(context, name):
        add(votes, LOCATION, _weight_in(context, name))
    elif (
        context.is_in(name.first - 2, "dative_openers")
        or _is_told(context, name.first - 2)
        or _has_digit(context, name)
        or not context.is_in(name.first - 1, "place_prepositions")
    ):
        return
    elif name.last - name.first == 1:
        add(votes, AT if name.source == "run" else LOCATION, 2)
    elif context.flags[name.first] & ARTICLE_CLITIC:
        add(votes, LOCATION, 2.5)
    elif not is_given(context, name.first):
        add(votes, LOCATION, 1)


def _is_common_noun(context: Context, name: Name) -> bool:
    """ "dans *Horizon*, le critique": a noun with a capital and no article is a paper that somebody writes in."""
    return name.last - name.first == 1 and context.tags[name.first][:1] == "N" and not is_given(context, name.first)


def _is_told(context: Context, token: int) -> bool:
    """ "demandé *à* Morin", "demandé ça *à* Morin": a verb of saying, maybe with a pronoun or an adverb behind."""
    cursor = token
    while cursor > token - 2 and context.classes[cursor] in ("D", "r") and not context.flags[cursor] & CONTRACTED:
        cursor -= 1
    return bool(context.pack.readings(context.lowers[cursor]))


def _weight_in(context: Context, name: Name) -> float:
    """ "en Corvanie"; a word of the language is no place by this alone ("en Bourse")."""
    if name.source == "run" and is_given(context, name.first) and name.last - name.first > 1:
        return 1
    return 2.5 if name.source == "run" and is_known_word(context, name.first) else 4


def _has_digit(context: Context, name: Name) -> bool:
    return any(c.isdigit() for c in context.lowers[name.first])
