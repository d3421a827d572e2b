"""The actors of an article: its names, clustered, with their roles."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.extract.phrases import Phrase
from exporter.extract.typing import GROUP, ORGANIZATION, PERSON, Typed
from exporter.languages.classes import BE


@dataclass(slots=True)
class Entity:
    """An actor in the making. `mentions` are token ranges with their form; `roles` are phrases.

    `degrees` are the honorifics that tell a calling ("Me Morin"). `presumed`: only a masculine title tells the gender.
    """

    type: str
    name: str
    named: bool
    rule: str
    key: str
    gender: str = ""
    country: str = ""
    wikidata: str = ""
    kind: str = ""
    plural: bool = False
    presumed: bool = False
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    pronouns: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Phrase] = field(default_factory=list)
    degrees: list[Phrase] = field(default_factory=list)
    possessors: frozenset[int] = frozenset()
    demonyms: frozenset[str] = frozenset()


@dataclass(slots=True)
class Cast:
    """Entities, which of them each typed name belongs to, and what a source resolves to, with the rule."""

    entities: list[Entity] = field(default_factory=list)
    of_name: dict[int, int] = field(default_factory=dict)
    resolved: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)


def cluster_names(context: Context, typed: Sequence[Typed], nominals: Sequence[Nominal]) -> Cast:
    """One entity for all names of one actor: the same string, a part of a full name, an alias of the tables."""
    cast = Cast()
    by_key: dict[tuple[str, str], int] = {}
    surnames: dict[str, list[int]] = {}
    named: dict[int, list[int]] = {}
    for index in _longest_first(typed):
        one = typed[index]
        if one.type not in (PERSON, ORGANIZATION, GROUP):
            continue
        key = _canonical(context, one)
        found = by_key.get((one.type, key))
        if one.type == PERSON and not one.alias and (found is None or key in surnames and len(surnames[key]) > 1):
            found = _by_surname(context, one, surnames, cast, named)
        if found is None:
            found = len(cast.entities)
            cast.entities.append(_entity(context, one, key))
            if one.type == PERSON:
                _learn_parts(key, found, surnames)
        by_key.setdefault((one.type, key), found)
        cast.of_name[index] = found
        insort(named.setdefault(found, []), one.name.first)
    for index in sorted(cast.of_name):
        one = typed[index]
        form = "metonym" if one.name.source == "metonym" else "name"
        entity = cast.entities[cast.of_name[index]]
        entity.mentions.append((one.name.first, one.name.last, form))
        demonym = context.pack.demonyms.get(context.lowers[one.name.first - 1])
        if demonym is not None:
            entity.demonyms |= {demonym}
        if entity.type == ORGANIZATION and not entity.gender:
            entity.gender = _gender_of_article(context, one)
    _attach_roles(context, nominals, cast)
    return cast


def _gender_of_article(context: Context, one: Typed) -> str:
    """The gender of an organisation by the article before, or by the first word of its name."""
    genders = context.pack.genders
    article = genders.get(context.lowers[one.name.first - 1], "")
    if article:
        return article
    role = context.pack.roles.get(context.lowers[one.name.first])
    return role.agreement[0] if role is not None and role.agreement[0] in "mf" else ""


def _longest_first(typed: Sequence[Typed]) -> list[int]:
    """Full names of persons before their parts; everything else in reading order."""
    width = [one.name.last - one.name.first if one.type == PERSON else 0 for one in typed]
    return sorted(range(len(typed)), key=lambda index: (-width[index], index))


def _learn_parts(key: str, index: int, surnames: dict[str, list[int]]) -> None:
    parts = key.split()
    for cut in range(1, len(parts)):
        surnames.setdefault(" ".join(parts[cut:]), []).append(index)
    if len(parts) > 1:
        surnames.setdefault(parts[0], []).append(index)


def _canonical(context: Context, one: Typed) -> str:
    if one.type == PERSON:
        return one.alias or one.name.key
    key = one.alias or one.name.key
    known = context.pack.gazetteer.organization(key)
    if known is not None:
        return known.name.lower()
    metonym = context.pack.gazetteer.metonyms.get(key)
    return metonym.name.lower() if metonym is not None else key


def _by_surname(
    context: Context, one: Typed, surnames: dict[str, list[int]], cast: Cast, named: dict[int, list[int]]
) -> int | None:
    """The fuller name that ends with this one; of several, by the gender of the title before, then the last named."""
    candidates = surnames.get(one.name.key, [])
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    gender = _gender_of_title(context, one.name.first)
    fitting = [index for index in candidates if gender and cast.entities[index].gender == gender]
    fitting = fitting or [index for index in candidates if not gender or not cast.entities[index].gender]
    token = one.name.first
    return max(fitting or candidates, key=lambda index: _last_before(named.get(index, []), token))


def _last_before(tokens: list[int], token: int) -> int:
    """The last of sorted tokens before a token, or -1."""
    position = bisect_left(tokens, token)
    return tokens[position - 1] if position else -1


def _gender_of_title(context: Context, token: int) -> str:
    for cursor in (token - 1, token - 2):
        role = context.pack.roles.get(context.lowers[cursor])
        if role is not None and role.agreement[0] in "mf":
            return role.agreement[0]
    return ""


def _entity(context: Context, one: Typed, key: str) -> Entity:
    name = one.name
    text = context.document.text[slice(*context.span(name.first, name.last))]
    entity = Entity(one.type, " ".join(text.split()), True, one.rule, key)
    known = context.pack.gazetteer.organization(name.key)
    if one.type == PERSON:
        entity.gender = _gender(context, context.document.words[name.first])
    elif known is not None:
        entity.name, entity.country, entity.wikidata = known.name, known.country, known.wikidata
        entity.kind = known.kind
    elif name.key in context.pack.gazetteer.metonyms:
        metonym = context.pack.gazetteer.metonyms[name.key]
        entity.name, entity.country = metonym.name, metonym.country
    return entity


def _gender(context: Context, word: str) -> str:
    names = context.pack.first_names
    gender = names.get(word, names.get(word.lower(), "")) or names.get(word.partition("-")[0], "")
    return gender if gender in ("m", "f") else ""


def _attach_roles(context: Context, nominals: Sequence[Nominal], cast: Cast) -> None:
    named = {nominal.last: nominal for nominal in nominals if nominal.name is not None}
    for nominal in nominals:
        if nominal.name is None and nominal.phrase is not None and nominal.phrase.role.kind == "person":
            subject = named.get(_before_copula(context, nominal.phrase))
            if subject is not None and not subject.governed and subject.name in cast.of_name:
                entity = cast.entities[cast.of_name[subject.name]]
                if entity.type == PERSON and not entity.plural:
                    entity.roles.append(nominal.phrase)
        if nominal.name is None or nominal.phrase is None or nominal.name not in cast.of_name:
            continue
        entity = cast.entities[cast.of_name[nominal.name]]
        kind = nominal.phrase.role.kind
        if entity.type == PERSON and kind in ("person", "honorific", "source"):
            _learn_gender(context, entity, nominal.phrase)
            if nominal.phrase.role.row in context.pack.words["degree_rows"]:
                entity.degrees.append(nominal.phrase)
            if kind != "honorific" and nominal.phrase.role.row not in context.pack.words["plain_person_rows"]:
                entity.roles.append(nominal.phrase)
        elif entity.type != PERSON and kind == "body":
            entity.roles.append(nominal.phrase)


def _before_copula(context: Context, phrase: Phrase) -> int:
    """ "Omar El Fassi est cardiologue": where the subject of a role that a form of "être" predicates ends, or -1."""
    if phrase.determiner not in ("", "indefinite") or phrase.agreement[1:] != "s":
        return -1
    verb = phrase.first - 1
    while context.classes[verb] == "D":
        verb -= 1
    return verb if context.flags[verb] & BE and context.is_finite(verb) else -1


def _learn_gender(context: Context, entity: Entity, phrase: Phrase) -> None:
    """What a title tells of the gender: a courtesy or a feminine form settles it ("la députée", not "la victime").

    A masculine title may stand for a woman ("le docteur Odile Morin", "le ministre"): against a first name it leaves
    the gender open, without one it tells it unless it is a degree.
    """
    role, gender = phrase.role, phrase.agreement[:1]
    sexless = role.lemma.split()[0].lower() in context.pack.words["sexless_roles"]
    if phrase.agreement[1:] != "s" or gender not in ("m", "f") or sexless:
        return
    word = context.lowers[phrase.head]
    degree = role.row in context.pack.words["degree_rows"]
    courtesy = role.kind == "honorific" and not degree
    if courtesy or gender == "f" and word != role.lemma.split()[0].lower():
        entity.gender = gender
    elif gender == "m" and entity.gender != "m":
        entity.presumed = not degree and not entity.gender
        entity.gender = "m" if entity.presumed else ""
    elif not entity.gender:
        entity.gender = gender
