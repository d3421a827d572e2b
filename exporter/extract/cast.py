"""The actors of an article: names clustered, roles and pronouns resolved to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.extract.phrases import Phrase
from exporter.extract.typing import GROUP, ORGANIZATION, PERSON, Typed

_PRONOUN_REACH = 3


@dataclass(slots=True)
class Entity:
    """An actor in the making. `mentions` are token ranges with their form; `roles` are phrases."""

    type: str
    name: str
    named: bool
    rule: str
    key: str
    gender: str = ""
    country: str = ""
    wikidata: str = ""
    plural: bool = False
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    pronouns: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Phrase] = field(default_factory=list)
    possessors: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Cast:
    """Entities, which of them each typed name belongs to, and the resolved sources of reports by their first token."""

    entities: list[Entity]
    of_name: dict[int, int]
    resolved: dict[tuple[int, int], tuple[int, str]]


def build_cast(
    context: Context, typed: Sequence[Typed], nominals: Sequence[Nominal], sources: Sequence[Nominal]
) -> Cast:
    """Clusters the names, then resolves every source in reading order."""
    cast = Cast([], {}, {})
    _cluster(context, typed, cast)
    _attach_roles(context, nominals, cast)
    _resolve_all(context, nominals, sources, cast)
    return cast


# Names


def _cluster(context: Context, typed: Sequence[Typed], cast: Cast) -> None:
    by_key: dict[tuple[str, str], int] = {}
    surnames: dict[str, list[int]] = {}
    order = sorted(
        range(len(typed)),
        key=lambda index: (
            typed[index].name.first - typed[index].name.last if typed[index].type == PERSON else 0,
            index,
        ),
    )
    for index in order:
        one = typed[index]
        if one.type in (PERSON, ORGANIZATION, GROUP):
            key = _canonical(context, one)
            found = by_key.get((one.type, key))
            if found is None and one.type == PERSON:
                found = _by_surname(context, one, surnames, cast)
            if found is None:
                found = len(cast.entities)
                cast.entities.append(_entity(context, one, key))
                if one.type == PERSON:
                    parts = key.split()
                    for cut in range(1, len(parts)):
                        surnames.setdefault(" ".join(parts[cut:]), []).append(found)
                    if len(parts) > 1:
                        surnames.setdefault(parts[0], []).append(found)
            by_key[(one.type, key)] = found
            cast.of_name[index] = found
    for index in sorted(cast.of_name):
        one = typed[index]
        form = "metonym" if one.name.source == "metonym" else "name"
        cast.entities[cast.of_name[index]].mentions.append((one.name.first, one.name.last, form))


def _canonical(context: Context, one: Typed) -> str:
    if one.type == PERSON:
        return one.name.key
    known = context.pack.gazetteer.organization(one.name.key)
    if known is not None:
        return known.name.lower()
    metonym = context.pack.gazetteer.metonyms.get(one.name.key)
    return metonym.name.lower() if metonym is not None else one.name.key


def _by_surname(context: Context, one: Typed, surnames: dict[str, list[int]], cast: Cast) -> int | None:
    """The fuller name that ends with this one; of several, the one whose gender fits the honorific."""
    candidates = surnames.get(one.name.key, [])
    if len(candidates) > 1:
        role = context.pack.roles.get(context.word(one.name.first - 1)) or context.pack.roles.get(
            context.word(one.name.first - 2)
        )
        if role is not None and role.agreement[0] in "mf":
            fitting = [index for index in candidates if cast.entities[index].gender in (role.agreement[0], "")]
            candidates = fitting or candidates
    return candidates[0] if candidates else None


def _entity(context: Context, one: Typed, key: str) -> Entity:
    name = one.name
    text = context.document.text[context.document.starts[name.first] : context.document.ends[name.last - 1]]
    entity = Entity(one.type, " ".join(text.split()), True, one.rule, key)
    known = context.pack.gazetteer.organization(name.key)
    if one.type == PERSON:
        entity.gender = _gender(context, context.document.words[name.first])
    elif known is not None:
        entity.name, entity.country, entity.wikidata = known.name, known.country, known.wikidata
    elif name.key in context.pack.gazetteer.metonyms:
        metonym = context.pack.gazetteer.metonyms[name.key]
        entity.name, entity.country = metonym.name, metonym.country
    return entity


def _gender(context: Context, word: str) -> str:
    names = context.pack.first_names
    gender = names.get(word, names.get(word.lower(), "")) or names.get(word.split("-")[0], "")
    return gender if gender in ("m", "f") else ""


def _attach_roles(context: Context, nominals: Sequence[Nominal], cast: Cast) -> None:
    for nominal in nominals:
        if nominal.name is None or nominal.phrase is None or nominal.name not in cast.of_name:
            continue
        entity = cast.entities[cast.of_name[nominal.name]]
        if entity.type != PERSON and nominal.phrase.role.kind != "body":
            continue
        agreement = nominal.phrase.agreement
        if (
            not entity.gender
            and agreement[0] in "mf"
            and agreement[1:] == "s"
            and nominal.phrase.role.kind in ("honorific",)
        ):
            entity.gender = agreement[0]
        elif not entity.gender and agreement == "fs":
            entity.gender = "f"
        if nominal.phrase.role.kind == "person":
            entity.roles.append(nominal.phrase)


# Sources


def _resolve_all(context: Context, nominals: Sequence[Nominal], sources: Sequence[Nominal], cast: Cast) -> None:
    salient: list[tuple[int, int, bool]] = [
        (nominal.first, cast.of_name[nominal.name], nominal.governed)
        for nominal in nominals
        if nominal.name is not None and nominal.name in cast.of_name and nominal.first < nominal.last
    ]
    for nominal in sorted(sources, key=lambda source: (source.first, source.last)):
        span = (nominal.first, nominal.last)
        if span in cast.resolved:
            continue
        found = _resolve(context, nominal, salient, cast)
        if found is not None:
            cast.resolved[span] = found
            if nominal.name is None:
                salient.append((nominal.first, found[0], nominal.governed))


def _resolve(
    context: Context, nominal: Nominal, salient: list[tuple[int, int, bool]], cast: Cast
) -> tuple[int, str] | None:
    language = context.pack.language
    if nominal.name is not None:
        index = cast.of_name.get(nominal.name)
        return None if index is None else (index, f"{language}.resolve.name")
    if nominal.pronoun:
        index = _antecedent(context, nominal, salient, cast)
        if index is None:
            return None
        cast.entities[index].pronouns.append((nominal.first, nominal.last))
        return index, f"{language}.resolve.pronoun"
    if nominal.phrase is not None:
        return _resolve_phrase(context, nominal, nominal.phrase, salient, cast)
    return _unnamed(
        context, nominal.first, nominal.last, "group" if _is_plural(context, nominal) else "person", cast
    ), f"{language}.resolve.unnamed"


def _is_plural(context: Context, nominal: Nominal) -> bool:
    return context.word(nominal.first) in (
        "les",
        "des",
        "ces",
        "ses",
        "leurs",
        "plusieurs",
        "certains",
        "certaines",
        "quelques",
        "deux",
        "trois",
        "nos",
        "vos",
    )


def _antecedent(context: Context, nominal: Nominal, salient: list[tuple[int, int, bool]], cast: Cast) -> int | None:
    """Within the last sentences: the first free subject that agrees, else the nearest that agrees."""
    here = context.document.sentence_of(nominal.first)
    fallback: int | None = None
    by_sentence: dict[int, list[tuple[int, int, bool]]] = {}
    for token, index, governed in salient:
        sentence = context.document.sentence_of(token)
        if (
            token < nominal.first
            and here - _PRONOUN_REACH <= sentence <= here
            and _agrees(cast.entities[index], nominal.pronoun)
        ):
            by_sentence.setdefault(sentence, []).append((token, index, governed))
    for sentence in range(here, here - _PRONOUN_REACH - 1, -1):
        found = sorted(by_sentence.get(sentence, ()))
        free = [index for _, index, governed in found if not governed]
        if free:
            return free[0]
        if found and fallback is None:
            fallback = found[-1][1] if sentence == here else found[0][1]
    return fallback


def _agrees(entity: Entity, pronoun: str) -> bool:
    if pronoun[1] == "p":
        return entity.type == GROUP or entity.plural
    return entity.type == PERSON and not entity.plural and (entity.gender or pronoun[0]) == pronoun[0]


def _resolve_phrase(
    context: Context, nominal: Nominal, phrase: Phrase, salient: list[tuple[int, int, bool]], cast: Cast
) -> tuple[int, str] | None:
    language = context.pack.language
    inside = [index for token, index, _ in salient if phrase.core <= token < phrase.last]
    if phrase.role.kind == "document" and inside:
        return inside[0], f"{language}.resolve.document"
    if phrase.determiner in ("definite", "demonstrative", ""):
        index = _same_role(context, phrase, inside, salient, cast)
        if index is not None:
            cast.entities[index].mentions.append((phrase.first, phrase.core, "role"))
            return index, f"{language}.resolve.role"
    kind = {"body": ORGANIZATION, "collective": GROUP, "document": ORGANIZATION}.get(phrase.role.kind, PERSON)
    if phrase.agreement[1:] == "p" and kind == PERSON:
        kind = GROUP
    index = _unnamed(context, phrase.first, phrase.core, kind, cast)
    entity = cast.entities[index]
    entity.roles.append(phrase)
    entity.gender = phrase.agreement[0] if phrase.agreement[0] in "mf" else ""
    entity.plural = phrase.agreement[1:] == "p"
    entity.possessors.update(inside)
    return index, f"{language}.resolve.unnamed"


def _unnamed(context: Context, first: int, last: int, kind: str, cast: Cast) -> int:
    text = context.document.text[context.document.starts[first] : context.document.ends[last - 1]]
    cast.entities.append(
        Entity(kind, " ".join(text.split()), False, "actor.unnamed", text.lower(), mentions=[(first, last, "role")])
    )
    return len(cast.entities) - 1


def _same_role(
    context: Context, phrase: Phrase, inside: list[int], salient: list[tuple[int, int, bool]], cast: Cast
) -> int | None:
    """The most recent actor that the text gave this role, with the same country or possessor where one is named."""
    last_seen: dict[int, int] = {}
    for token, index, _ in salient:
        if token < phrase.first:
            last_seen[index] = max(token, last_seen.get(index, -1))
    best: tuple[int, int] | None = None
    for index, entity in enumerate(cast.entities):
        for role in entity.roles:
            if (
                role.first >= phrase.first
                or not _same_title(role, phrase)
                or entity.plural != (phrase.agreement[1:] == "p")
            ):
                continue
            if inside and not entity.named and not entity.possessors & set(inside):
                continue
            seen = max(last_seen.get(index, -1), role.first)
            if best is None or seen > best[0]:
                best = (seen, index)
    return best[1] if best is not None else None


def _same_title(known: Phrase, phrase: Phrase) -> bool:
    if phrase.demonym:
        return known.demonym == phrase.demonym and known.role.row == phrase.role.row
    return known.role.lemma == phrase.role.lemma
