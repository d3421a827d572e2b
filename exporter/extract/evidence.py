"""What a name itself says of its type: the tables, its shape, and the name that it stands in brackets behind."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.expansions import abbreviates, is_abbreviation
from exporter.extract.shapes import Name, is_given, is_known_word, is_roman
from exporter.extract.typed import GROUP, LOCATION, NOTHING, ORGANIZATION, PERSON, Votes, add

_EXPANSION: Final = 10
_SHORT_TOWN: Final = 7
OPEN: Final = frozenset({"run", "place", "organization", "head"})


def weigh_form(context: Context, name: Name) -> Votes:
    """What a name itself says, by type: the same for every mention."""
    votes: Votes = {}
    _from_tables(context, name, votes)
    if name.source == "run":
        _from_shape(context, name, votes)
    elif name.source in OPEN and is_given(context, name.first):
        add(votes, PERSON, 0.5)
    return votes


def _from_tables(context: Context, name: Name, votes: Votes) -> None:
    if name.source == "country":
        add(votes, LOCATION, 9)
    elif name.source == "place":
        add(votes, LOCATION, 4)
        if context.is_in(name.first, "compass") and name.last - name.first == 1:
            add(votes, NOTHING, 5)
    elif name.source == "organization":
        known = context.pack.gazetteer.organization(name.key)
        add(votes, GROUP if known is not None and known.type == "group" else ORGANIZATION, 7)
    elif name.source == "metonym":
        add(votes, ORGANIZATION, 5)
    elif name.source == "head":
        add(votes, name.head if name.head in (ORGANIZATION, LOCATION) else NOTHING, 7 if name.head != "capital" else 2)
        if (
            name.head == "capital"
            and context.document.words[name.last - 1] in context.pack.words["organization_suffixes"]
        ):
            add(votes, ORGANIZATION, 5)


def _from_shape(context: Context, name: Name, votes: Votes) -> None:
    words = context.document.words[name.first : name.last]
    suffixes = context.pack.words["organization_suffixes"]
    if words[-1] in suffixes or words[0] in suffixes or words[-1].lower() in context.pack.words["domains"]:
        add(votes, ORGANIZATION, 5 if len(words) > 1 or not is_known_word(context, name.first) else 0)
    if len(words) > 1:
        _from_several_words(context, name, words, votes)
    else:
        _from_one_word(context, name, words[0], votes)


def _from_several_words(context: Context, name: Name, words: list[str], votes: Votes) -> None:
    particle = (
        words[0].lower() in context.pack.particles and words[0].lower() not in context.pack.words["weak_particles"]
    )
    given = is_given(context, name.first) or particle and is_given(context, name.first + 1)
    add(votes, PERSON, 4 if given else 1.2)
    if any(word == "." or word.lower() in context.pack.particles for word in words[1:-1]):
        add(votes, PERSON, 1)
    if not context.pack.words["foreign_joints"].isdisjoint(words[1:-1]):
        add(votes, ORGANIZATION, 3)
    if given:
        return
    if words[-1].lower() in context.pack.words["place_suffixes"]:
        add(votes, LOCATION, 4)
    common = [
        context.tags[token][:1] in ("N", "A") and context.tags[token] != "" for token in range(name.first, name.last)
    ]
    if all(common):
        add(votes, PERSON, -1.5)
        add(votes, ORGANIZATION, 0.7)
    elif common[0]:
        add(votes, PERSON, -0.5)
        add(votes, ORGANIZATION, 0.4)
    if any(len(word) > 1 and word.isupper() for word in words):
        add(votes, ORGANIZATION, 1.5)
    if all(context.pack.gazetteer.knows(word.lower()) == "place" for word in words):
        add(votes, PERSON, -3)
    knows = context.pack.gazetteer.knows
    last = knows(words[-1].lower())
    if knows(words[0].lower()) == "organization" or last == "country":
        add(votes, ORGANIZATION, 3)
    elif knows(words[0].lower()) == "place" and common[-1]:
        add(votes, ORGANIZATION, 2.5)
    elif last == "place" and is_known_word(context, name.first):
        add(votes, ORGANIZATION, 2)


def _from_one_word(context: Context, name: Name, word: str, votes: Votes) -> None:
    if len(word) == 1 or _is_numeral(context, word):
        add(votes, NOTHING, 4)
    elif word.lower() in context.pack.words["famous_people"]:
        add(votes, PERSON, 2)
    elif is_acronym(context, name) or "." in word or _has_acronym(word):
        add(votes, ORGANIZATION, 3)
    elif _is_place_shape(context, word):
        add(votes, LOCATION, 2)
    elif is_given(context, name.first):
        add(votes, PERSON, 1.5)
    elif context.is_in(name.first, "compass"):
        add(votes, NOTHING, 5)
    elif _is_coined(word):
        add(votes, ORGANIZATION, 1)
    elif is_known_word(context, name.first):
        head = context.head_at(name.first)
        add(votes, NOTHING, 1 if head is not None and head[1].kind == ORGANIZATION else 3)
    elif len(word) > _SHORT_TOWN and word.endswith(context.pack.town_endings):
        add(votes, LOCATION, 1)
    else:
        add(votes, PERSON, 0.4)


def _is_numeral(context: Context, word: str) -> bool:
    """ "XIV", "XIVe", "A320": a Roman number, or letters with digits."""
    return is_roman(context, word) or any(c.isdigit() for c in word)


def _is_coined(word: str) -> bool:
    """ "BuzzFeed", "iTélé": capitals inside of a word."""
    return "-" not in word and any(c.isupper() for c in word[1:])


def _has_acronym(word: str) -> bool:
    """ "SDR-Police": an acronym with what it covers."""
    first = word.split("-", maxsplit=1)[0]
    return len(first) > 2 and len(first) < len(word) and first.isupper()


def _is_place_shape(context: Context, word: str) -> bool:
    """ "Brévannes-sur-Oise", "Rivière-aux-Loups": function words between hyphens."""
    parts = word.lower().split("-")
    return len(parts) > 2 and not context.pack.words["place_joints"].isdisjoint(parts[1:-1])


def weigh_bracket(context: Context, name: Name, before: Name | None) -> Votes:
    """What stands before the bracket that holds a name; `before` is the name that ends there."""
    votes: Votes = {}
    if name.first and context.lowers[name.first - 1] == "(" and name.source in OPEN:
        if context.is_in(name.first, "compass") and context.lowers[name.last] == ")":
            add(votes, LOCATION, 4)
        elif before is None:
            _from_bracket_before(context, name, votes)
        elif _is_member(context, name, before):
            add(votes, ORGANIZATION, 4)
        elif before.head == ORGANIZATION or before.source == "organization":
            add(votes, ORGANIZATION, _weight_behind_body(context, name, before))
    return votes


def _is_member(context: Context, name: Name, before: Name) -> bool:
    """ "Léa Morin (*Novat*)", "Léa Morin (*Novat*, Valbourg)": a party behind a full name of a person."""
    person = before.source == "run" and before.last - before.first > 1 and is_given(context, before.first)
    return person and name.source == "run" and context.lowers[name.last] in (")", ",")


def _weight_behind_body(context: Context, name: Name, before: Name) -> float:
    """ "Office régional du lac (ORL)", "Centre des essais marins (Cesma)"."""
    if name.last - name.first > 1 or context.lowers[name.last] not in (")", ","):
        return 0
    if is_abbreviation(context.document.words[name.first]) and abbreviates(context, name.first, before):
        return 8
    return 4 if is_acronym(context, name) else 0


def _from_bracket_before(context: Context, name: Name, votes: Votes) -> None:
    """ "l'agence du climat (ADC)", "le traité sur l'eau (TSE)": of the kind of the noun that is abbreviated."""
    before = name.first - 2
    if not is_acronym(context, name) or before < 0 or not context.document.words[before][0].islower():
        return
    letter = context.lowers[name.first][0]
    for cursor in range(before, max(-1, before - _EXPANSION), -1):
        if context.lowers[cursor][0] == letter and (head := context.head_at(cursor)) is not None:
            add(votes, head[1].kind if head[1].kind in (ORGANIZATION, LOCATION) else NOTHING, 4)
            return
    add(votes, NOTHING, 5)


def is_acronym(context: Context, name: Name) -> bool:
    word = context.document.words[name.first]
    return name.last - name.first == 1 and word.isupper() and 2 <= len(word) <= (12 if "-" in word else 7)
