"""Who a source is: names at once, then roles, pronouns and possessives by what the text said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from exporter.extract.cast import Cast
from exporter.extract.context import Context
from exporter.extract.discourse import Discourse, Seen, Sought, agrees, unnamed
from exporter.extract.nominals import NEAREST, Nominal, NominalIndex, is_impersonal
from exporter.extract.renaming import Roles, plain_anaphor
from exporter.extract.subjects import subject_before
from exporter.extract.typing import PERSON
from exporter.extract.verbs import with_clitics
from exporter.languages.classes import SUBJECT_PRONOUN

_REACH: Final = 5
_OFTEN, _JUST = 2, 2
_PORTRAYED: Final = 2
"""How many times as often as the nearest person a portrait speaks of whom it is of."""
_PEOPLE: Final = 40
"""How many persons of one gender the search for whom a text is about compares."""


def resolve_sources(context: Context, nominals: NominalIndex, sought: Iterable[Sought], cast: Cast) -> None:
    """Fills `cast.resolved` in reading order; unnamed sources become entities of their own.

    Subject pronouns that are no source are followed too: whom a text keeps in view is whom its next pronoun means.
    """
    sought = list(sought)
    discourse = Discourse(context, cast, nominals.nominals, sought)
    resolver = _Resolver(context, nominals, cast, discourse)
    sought += [Sought(nominal, (0, 0), silent=True) for nominal in nominals.nominals if _is_followed(context, nominal)]
    sought += [Sought(owner, (0, 0), silent=True) for owner in _owners(context, nominals.nominals)]
    sought.sort(key=lambda one: (one.nominal.first, one.nominal.last))
    resolver.await_names(sought)
    sourced = (-1, -1)
    for one in sought:
        span = one.nominal.first, one.nominal.last
        if not one.silent:
            sourced = span
            if span not in cast.resolved:
                resolver.settle(one)
        elif span != sourced:
            resolver.follow(one)


def _name_alone(sought: Sought) -> int:
    """The name by which somebody goes on, without a role; -1 where it is none."""
    nominal = sought.nominal
    bare = sought.goes_on and nominal.name is not None and nominal.phrase is None
    return nominal.name if bare and nominal.name is not None else -1


def _is_followed(context: Context, nominal: Nominal) -> bool:
    """What names again whom the text keeps in view: a subject pronoun before its verb, "cet ancien notaire".

    Outside of marks; "il" of "il faut", "il y a" means nobody.
    """
    if context.opaque[nominal.first]:
        return False
    phrase = nominal.phrase
    if phrase is not None and nominal.name is None:
        general = phrase.determiner == "definite" and phrase.role.lemma in context.pack.words["anaphoric_people"]
        return (
            (general or phrase.determiner == "demonstrative") and phrase.role.kind == "person" and nominal.stands_free
        )
    if nominal.pronoun and is_talked_about(context, nominal):
        return True
    if not nominal.pronoun or not context.flags[nominal.first] & SUBJECT_PRONOUN:
        return False
    return not is_impersonal(context, nominal)


def is_talked_about(context: Context, nominal: Nominal) -> bool:
    """ "l'intéressée": not who spoke last, but whom the words were about."""
    words = context.pack.words["concerned"]
    return any(context.lowers[token] in words for token in range(nominal.first, nominal.last))


def _owners(context: Context, nominals: Sequence[Nominal]) -> Iterator[Nominal]:
    """ "Son oncle l'attendait": whom the possessive of a subject means stays in view."""
    for nominal in nominals:
        if nominal.name is None and nominal.phrase is not None and nominal.phrase.determiner == "possessive":
            agreement = context.pack.possessors.get(context.lowers[nominal.first], "")
            if agreement and nominal.stands_free and not context.opaque[nominal.first]:
                yield Nominal(nominal.first, nominal.first + 1, False, pronoun=agreement)


class _Resolver:
    """Settles one source after the other; each that is settled is in the reader's mind for the next."""

    def __init__(self, context: Context, nominals: NominalIndex, cast: Cast, discourse: Discourse) -> None:
        self.context = context
        self.cast = cast
        self.nominals = nominals
        self.discourse = discourse
        self.roles = Roles(context, cast, discourse)
        self._rules: dict[str, str] = {}
        self._by_gender: dict[str, list[int]] | None = None

    def await_names(self, sought: Sequence[Sought]) -> None:
        """ "Le bourgmestre de Valmont se fâche. « P », ironise Jean Morin": who is named first where he goes on."""
        spoken = [one for one in sought if not one.silent]
        for one, other in pairwise(spoken):
            phrase, index = one.nominal.phrase, self.cast.of_name.get(_name_alone(other))
            if phrase is not None and index is not None and self._is_announced(one.nominal, other.nominal, index):
                self.roles.announce(phrase, index)

    def _is_announced(self, nominal: Nominal, other: Nominal, index: int) -> bool:
        """Whether a role just before the first mention of a person without a function tells it."""
        context, entity = self.context, self.cast.entities[index]
        near = context.sentence_numbers[other.first] - context.sentence_numbers[nominal.first] <= _JUST
        near = near and context.line_numbers[other.first] == context.line_numbers[nominal.first]
        first = self.discourse.first_token(index) == other.first
        return near and first and entity.type == PERSON and not entity.roles and nominal.name is None

    def settle(self, sought: Sought) -> None:
        """Notes who a source is, if that can be told."""
        nominal = sought.nominal
        found = self._resolve(sought)
        if found is not None:
            self._note(nominal, *found)
            self.discourse.add(nominal, found[0], speaks=True)
            self.discourse.note_question(nominal, found[0], sought.content)

    def _note(self, nominal: Nominal, entity: int, rule: str) -> None:
        known = self._rules.setdefault(rule, f"{self.context.pack.language}.resolve.{rule}")
        self.cast.resolved[(nominal.first, nominal.last)] = (entity, known)

    def follow(self, sought: Sought) -> None:
        """Keeps whom a pronoun means in mind, without a mention; only who is an actor already."""
        if sought.nominal.phrase is not None:
            entity = self.roles.recall(sought)
        elif is_talked_about(self.context, sought.nominal):
            entity = self._talked_about(sought, [])
        else:
            entity = self._named_here(sought.nominal)
        if entity is None and sought.nominal.pronoun:
            found = [seen for seen in self._agreeing(sought) if seen.entity is not None]
            best = self._most_prominent(found, sought)
            entity = best.entity if best is not None else None
            if best is not None and self._begins_anew(sought, best):
                entity = self._portrayed(sought, entity)
        if entity is not None:
            self.discourse.add(sought.nominal, entity, speaks=False)

    def _resolve(self, sought: Sought) -> tuple[int, str] | None:
        nominal = sought.nominal
        if nominal.name is not None:
            index = self.cast.of_name.get(nominal.name)
            return None if index is None else (index, "name")
        if nominal.pronoun:
            index = self._antecedent(sought)
            if index is None:
                return None
            self.cast.entities[index].pronouns.append((nominal.first, nominal.last))
            return index, "pronoun"
        found = self.roles.resolve(sought)
        if found is not None:
            return found
        index = plain_anaphor(self.context, self.cast, self.discourse, sought)
        return (index, "role") if index is not None else (unnamed(self.context, self.cast, nominal), "unnamed")

    def _agreeing(self, sought: Sought) -> list[Seen]:
        pronoun = sought.nominal.pronoun
        before = self.discourse.before(sought, _REACH)
        found = [
            seen
            for seen in before
            if agrees(self.context, self.cast, seen, pronoun) and not self._in_one_clause(seen, sought.nominal)
        ]
        if not sought.content[1]:
            return found
        return [seen for seen in found if not self.discourse.is_named_in(seen, sought.content)] or found

    def _in_one_clause(self, seen: Seen, pronoun: Nominal) -> bool:
        """ "Devant la foule, elle promet": a subject pronoun means no complement of its own verb."""
        context = self.context
        if not seen.governed or seen.speaks or not context.flags[pronoun.first] & SUBJECT_PRONOUN:
            return False
        if context.sentence_numbers[seen.token] != context.sentence_numbers[pronoun.first]:
            return False
        return not any(context.is_finite(token) for token in range(seen.token, pronoun.first))

    def _most_prominent(self, found: list[Seen], sought: Sought) -> Seen | None:
        """Of equals the first: subjects stand before objects."""
        here = self.context.sentence_numbers[sought.nominal.first]
        owner = sought.nominal.pronoun[:1] == "*"
        ranked = {seen: self.discourse.prominence(seen, here, of_anything=owner) for seen in found}
        return max(found, key=lambda seen: (ranked[seen], -seen.token), default=None)

    def _antecedent(self, sought: Sought) -> int | None:
        """The actor that agrees and stands out most within the last sentences."""
        nominal = sought.nominal
        found = self._agreeing(sought)
        if is_talked_about(self.context, nominal):
            return self._talked_about(sought, found)
        if self.context.lowers[nominal.first] in self.context.pack.words["demonstrative_pronouns"]:
            found = [seen for seen in found if self.discourse.is_person(seen)]
        if nominal.kind == NEAREST and found:
            people = [seen for seen in found if self.discourse.is_person(seen)] or found
            return self._entity_of(max(people, key=lambda seen: seen.token), sought)
        if nominal.pronoun == "fs" and not any(self.discourse.is_somebody(seen) for seen in found):
            found = [
                seen for seen in self.discourse.before(sought, _REACH) if self.discourse.is_presumed(seen)
            ] or found
        if not any(self.discourse.is_somebody(seen) or not seen.governed for seen in found):
            hero = self._hero(sought)
            if hero is not None:
                return hero
        best = self._most_prominent(found, sought)
        if best is not None and self._begins_anew(sought, best):
            return self._portrayed(sought, best.entity)
        return self._entity_of(best, sought) if best is not None else self._plain_subject(nominal)

    def _begins_anew(self, sought: Sought, best: Seen) -> bool:
        """Whether a paragraph begins with a pronoun, and does not go on with what was said."""
        context, first = self.context, sought.nominal.first
        line = context.document.lines[context.line_numbers[first]]
        return first == line.first and best.entity is not None and not sought.goes_on

    def _portrayed(self, sought: Sought, near: int | None) -> int | None:
        """In a portrait "elle" at the start of a paragraph is who it is of, whoever else spoke before."""
        hero = self._hero(sought)
        if hero is None or near is None or hero == near:
            return near
        token = sought.nominal.first
        return hero if self._weight(hero, token) >= _PORTRAYED * max(self._weight(near, token), 1) else near

    def _weight(self, entity: int, token: int) -> int:
        """How often a text has spoken of an actor before a token, by name or by a pronoun."""
        return self.discourse.times_named(entity, token) + len(self.cast.entities[entity].pronouns)

    def _talked_about(self, sought: Sought, found: list[Seen]) -> int | None:
        """The last named person that did not just speak, inside of marks too."""
        speakers = {seen.entity for seen in self.discourse.before(sought, 1) if seen.speaks}
        people = self.discourse.people_before(sought, _REACH, opaque=True)
        pronoun, here = sought.nominal.pronoun, self.context.sentence_numbers[sought.nominal.first]
        named = [seen for seen, _ in people if agrees(self.context, self.cast, seen, pronoun)]
        others = [seen for seen in named if seen.entity not in speakers]
        near = [seen for seen in others if here - seen.sentence <= _JUST]
        hero = self._hero(sought) if not near else None
        if hero is not None and hero not in speakers:
            return hero
        told = [seen for seen in near if seen.opaque or seen.reported]
        best = max(told or near or others, key=lambda seen: seen.token, default=None)
        return self._entity_of(best, sought) if best is not None else self._chosen(found, sought)

    def _chosen(self, found: list[Seen], sought: Sought) -> int | None:
        best = self._most_prominent(found, sought)
        return self._entity_of(best, sought) if best is not None else None

    def _hero(self, sought: Sought) -> int | None:
        """Whom the text is about: the person that it has named most often up to here, and not just once."""
        token, gender = sought.nominal.first, sought.nominal.pronoun[:1]
        if sought.nominal.pronoun[1:] != "s":
            return None
        people = self._people(gender)
        times = sorted(((self.discourse.times_named(index, token), index) for index in people), reverse=True)
        alone = len(times) == 1 or len(times) > 1 and times[0][0] > times[1][0]
        return times[0][1] if alone and times[0][0] >= _OFTEN else None

    def _people(self, gender: str) -> list[int]:
        """The named persons whose gender fits, in the order of the cast."""
        if self._by_gender is None:
            self._by_gender = {}
            for index, entity in enumerate(self.cast.entities):
                if entity.type == PERSON and entity.named and not entity.plural:
                    for fitting in entity.gender or "mf":
                        self._by_gender.setdefault(fitting, []).append(index)
        return self._by_gender.get(gender, [])[:_PEOPLE]

    def _entity_of(self, seen: Seen, sought: Sought) -> int | None:
        """The actor of a mention; a role phrase becomes one when something refers to it."""
        if seen.entity is not None:
            return seen.entity
        nominal = seen.nominal
        known = self.cast.resolved.get((nominal.first, nominal.last))
        if known is not None:
            return known[0]
        found = self.roles.resolve(Sought(nominal, sought.content))
        if found is None:
            return None
        self._note(nominal, *found)
        return found[0]

    def _named_here(self, pronoun: Nominal) -> int | None:
        """ "Il s'appelle Gilbert Morin": the pronoun means whom the verb names."""
        context = self.context
        for token in range(pronoun.last, pronoun.last + 3):
            if context.lowers[token] in context.pack.words["naming_verbs"]:
                found = self.nominals.starting_at(token + 1)
                return self.cast.of_name.get(found.name) if found is not None and found.name is not None else None
        return None

    def _plain_subject(self, nominal: Nominal) -> int | None:
        """ "La sentinelle n'a rien vu. Elle explique": the subject of the sentence before, if a plain noun phrase."""
        context = self.context
        number = context.sentence_numbers[nominal.first] - 1
        if number < 0 or nominal.pronoun[0] == "*":
            return None
        first, last = context.document.sentences[number]
        verb = next(
            (token for token in range(first, last) if context.is_finite(token) and not context.opaque[token]), None
        )
        if verb is None:
            return None
        plural = context.classes[verb] == "T"
        found = subject_before(context, self.nominals, with_clitics(context, verb, first), first, plural)
        if found is None or found.kind or found.pronoun or found.plural != (nominal.pronoun[1] == "p"):
            return None
        gender = context.pack.genders.get(context.lowers[found.first], "")
        return unnamed(context, self.cast, found) if gender in ("", nominal.pronoun[0]) else None
