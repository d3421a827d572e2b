"""Who a source is: names at once, then roles, pronouns and possessives by what the text said before."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from exporter.extract.cast import Cast, Entity
from exporter.extract.context import Context
from exporter.extract.contents import Span
from exporter.extract.nominals import NEAREST, Nominal, NominalIndex, is_impersonal
from exporter.extract.phrases import Phrase
from exporter.extract.subjects import subject_before
from exporter.extract.typing import GROUP, ORGANIZATION, PERSON
from exporter.extract.verbs import with_clitics
from exporter.languages.classes import DEFINITE, DEMONSTRATIVE, PLURAL_DETERMINER, SUBJECT_PRONOUN

_PRONOUN_REACH = 5
_ROLE_REACH = 4
_RECENT = 60


class Sought(NamedTuple):
    """A source to resolve; names inside of the words that it says (`content`, in characters) are not meant by its pronoun.

    `goes_on`: the verb lets the same person go on ("a poursuivi"), and does not answer.
    """

    nominal: Nominal
    content: Span
    goes_on: bool = False
    silent: bool = False


class Seen(NamedTuple):
    """A mention of an actor, for what comes behind it; `entity` is None for a role phrase that has none yet."""

    token: int
    sentence: int
    entity: int | None
    nominal: Nominal
    governed: bool
    opaque: bool
    speaks: bool
    reported: bool


def resolve_sources(context: Context, nominals: NominalIndex, sought: Iterable[Sought], cast: Cast) -> None:
    """Fills `cast.resolved` in reading order; unnamed sources become entities of their own.

    Subject pronouns that are no source are followed too: whom a text keeps in view is whom its next pronoun means.
    """
    sought = list(sought)
    resolver = _Resolver(context, nominals, sought, cast)
    known = {(one.nominal.first, one.nominal.last) for one in sought}
    followed = [Sought(nominal, (0, 0), silent=True) for nominal in nominals.nominals if _is_followed(context, nominal)]
    sought += [one for one in followed if (one.nominal.first, one.nominal.last) not in known]
    for one in sorted(sought, key=lambda one: (one.nominal.first, one.nominal.last)):
        span = (one.nominal.first, one.nominal.last)
        if one.silent:
            resolver.follow(one)
        elif span not in cast.resolved:
            found = resolver.resolve(one)
            if found is not None:
                cast.resolved[span] = (found[0], f"{context.pack.language}.resolve.{found[1]}")
                resolver.note(one.nominal, found[0])


class _Resolver:
    def __init__(self, context: Context, nominals: NominalIndex, sought: Sequence[Sought], cast: Cast) -> None:
        self.context = context
        self.cast = cast
        self.index = nominals
        self.contents: dict[int, list[Span]] = {}
        for one in sought:
            sentence = context.document.sentence_of(context.document.token_at(one.content[0]))
            self.contents.setdefault(sentence, []).append(one.content)
        self.documents: dict[str, int] = {}
        self.seen: dict[int, list[Seen]] = {}
        self.tokens: dict[int, list[int]] = {}
        self.roles: dict[tuple[str, ...], list[tuple[int, Phrase]]] = {}
        for index, entity in enumerate(cast.entities):
            for role in entity.roles:
                self._learn_role(index, role)
        found = [
            self._seen(nominal, cast.of_name[nominal.name] if nominal.name is not None else None, False)
            for nominal in nominals.nominals
            if not nominal.apposed and (nominal.name in cast.of_name or _may_be_meant(nominal))
        ]
        for seen in found:
            self._remember(seen)

    def _remember(self, seen: Seen) -> None:
        self.seen.setdefault(seen.sentence, []).append(seen)
        if seen.entity is not None:
            insort(self.tokens.setdefault(seen.entity, []), seen.token)

    def _learn_role(self, entity: int, role: Phrase) -> None:
        for key in _role_keys(role, self.context.pack.offices):
            self.roles.setdefault(key, []).append((entity, role))

    def _seen(self, nominal: Nominal, entity: int | None, speaks: bool) -> Seen:
        context = self.context
        sentence = context.document.sentence_of(nominal.first)
        opaque = bool(context.opaque[nominal.first])
        offset = context.document.starts[nominal.first]
        reported = any(start <= offset < end for start, end in self.contents.get(sentence, ()))
        return Seen(nominal.first, sentence, entity, nominal, nominal.governed, opaque, speaks, reported)

    def follow(self, sought: Sought) -> None:
        """Keeps whom a pronoun means in mind, without a mention; only who is an actor already."""
        nominal = sought.nominal
        here = self.context.document.sentence_of(nominal.first)
        found = [
            seen
            for seen in self._before(sought, here, _PRONOUN_REACH)
            if seen.entity is not None and self._agrees(seen, nominal.pronoun)
        ]
        named = self._named_here(nominal)
        if named is not None:
            self._remember(self._seen(nominal, named, False))
        elif found:
            best = max(found, key=lambda seen: (self._prominence(seen, here), -seen.token))
            self._remember(self._seen(nominal, best.entity, False))

    def _named_here(self, pronoun: Nominal) -> int | None:
        """ "Il s'appelle Gilbert Morin": the pronoun means whom the verb names."""
        context = self.context
        for token in range(pronoun.last, pronoun.last + 3):
            if context.lowers[token] in context.pack.words["naming_verbs"]:
                found = self.index.starting_at(token + 1)
                return self.cast.of_name.get(found.name) if found is not None and found.name is not None else None
        return None

    def note(self, nominal: Nominal, entity: int) -> None:
        """Whoever spoke is in the reader's mind."""
        self._remember(self._seen(nominal, entity, True))

    def resolve(self, sought: Sought) -> tuple[int, str] | None:
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
        if nominal.phrase is not None:
            return self._role(nominal, nominal.phrase, sought)
        index = self._plain_anaphor(sought)
        return (index, "role") if index is not None else (self._unnamed(nominal), "unnamed")

    def _plain_anaphor(self, sought: Sought) -> int | None:
        """ "le démocrate-chrétien", "la Marseillaise": a plain noun by which the text names a person again."""
        context, nominal = self.context, sought.nominal
        words = [context.lowers[token] for token in range(nominal.first + 1, nominal.last)]
        if nominal.plural or not context.flags[nominal.first] & (DEFINITE | DEMONSTRATIVE):
            return None
        known = any(word in context.pack.words["anaphoric_people"] or word in context.pack.demonyms for word in words[:1])
        if not known and not sought.goes_on:
            return None
        gender = context.pack.genders.get(context.lowers[nominal.first], "")
        here = context.document.sentence_of(nominal.first)
        found = []
        for seen in self._before(sought, here, _ROLE_REACH):
            entity = self.cast.entities[seen.entity] if seen.entity is not None else None
            if entity is None or entity.type != PERSON or not entity.named:
                continue
            near = context.line_numbers[seen.token] == context.line_numbers[nominal.first] and not seen.governed
            if (known or near) and entity.gender in ("", gender or entity.gender):
                found.append(((self._prominence(seen, here), seen.token), seen.entity))
        if not found:
            return None
        index = max(found)[1]
        assert index is not None
        self.cast.entities[index].mentions.append((nominal.first, nominal.last, "role"))
        return index

    # Pronouns

    def _antecedent(self, sought: Sought) -> int | None:
        """The actor that agrees and stands out most within the last sentences."""
        nominal = sought.nominal
        here = self.context.document.sentence_of(nominal.first)
        found = [seen for seen in self._before(sought, here, _PRONOUN_REACH) if self._agrees(seen, nominal.pronoun)]
        if self.context.lowers[nominal.first] in self.context.pack.words["demonstrative_pronouns"]:
            found = [seen for seen in found if self._is_person(seen)]
        if not found:
            return self._plain_subject(nominal)
        if nominal.kind == NEAREST:
            people = [seen for seen in found if self._is_person(seen)] or found
            return self._entity_of(max(people, key=lambda seen: seen.token), sought)
        best = max(found, key=lambda seen: (self._prominence(seen, here), -seen.token))
        return self._entity_of(best, sought)

    def _is_person(self, seen: Seen) -> bool:
        return seen.entity is None or self.cast.entities[seen.entity].type == PERSON

    def _plain_subject(self, nominal: Nominal) -> int | None:
        """ "La sentinelle n'a rien vu. Elle explique": the subject of the sentence before, where it is a plain noun phrase."""
        context = self.context
        number = context.document.sentence_of(nominal.first) - 1
        if number < 0 or nominal.pronoun[0] == "*":
            return None
        first, last = context.document.sentences[number]
        verb = next((token for token in range(first, last) if context.is_finite(token) and not context.opaque[token]), None)
        if verb is None:
            return None
        plural = context.classes[verb] == "T"
        found = subject_before(context, self.index, with_clitics(context, verb, first), first, plural)
        if found is None or found.kind or found.pronoun or found.plural != (nominal.pronoun[1] == "p"):
            return None
        gender = context.pack.genders.get(context.lowers[found.first], "")
        return self._unnamed(found) if gender in ("", nominal.pronoun[0]) else None

    def _agrees(self, seen: Seen, pronoun: str) -> bool:
        phrase = seen.nominal.phrase
        if seen.nominal.plural and phrase is not None:
            return _matches(phrase.agreement[0] + "p", pronoun)
        if seen.entity is not None:
            return _agrees(self.cast.entities[seen.entity], pronoun)
        if phrase is None or phrase.role.kind == "document":
            return False
        return _matches((self._gender(phrase) or "e") + phrase.agreement[1:], pronoun)

    def _entity_of(self, seen: Seen, sought: Sought) -> int:
        """The actor of a mention; a role phrase becomes one when something refers to it."""
        if seen.entity is not None:
            return seen.entity
        span = (seen.nominal.first, seen.nominal.last)
        known = self.cast.resolved.get(span)
        if known is not None:
            return known[0]
        assert seen.nominal.phrase is not None
        entity, rule = self._role(seen.nominal, seen.nominal.phrase, Sought(seen.nominal, sought.content))
        self.cast.resolved[span] = (entity, f"{self.context.pack.language}.resolve.{rule}")
        return entity

    def _prominence(self, seen: Seen, here: int) -> float:
        """Subjects and speakers of a near sentence before what is only named in passing."""
        person = seen.entity is None or self.cast.entities[seen.entity].type != ORGANIZATION
        subject = 2.6 if seen.speaks else 0.0 if seen.governed else 1.6
        unnamed = 1.0 if seen.entity is None and seen.governed else 0.0
        reported = 0.8 if seen.reported else 0.0
        return subject + (1.8 if person else 0.0) - reported - unnamed - 1.1 * (here - seen.sentence)

    def _before(self, sought: Sought, here: int, reach: int) -> list[Seen]:
        """Mentions in the sentences before, outside of marked passages and of the words reported here."""
        first = sought.nominal.first
        start, end = sought.content
        starts = self.context.document.starts
        found = []
        for sentence in range(here - reach, here + 1):
            for seen in self.seen.get(sentence, ()):
                if seen.token < first and not seen.opaque and not start <= starts[seen.token] < end:
                    found.append(seen)
        return found

    # Roles

    def _role(self, nominal: Nominal, phrase: Phrase, sought: Sought) -> tuple[int, str]:
        inside = [
            seen.entity
            for seen in self.seen.get(self.context.document.sentence_of(phrase.first), ())
            if seen.entity is not None and phrase.core <= seen.token < phrase.last and not seen.speaks
        ]
        if phrase.role.kind == "document":
            owner = inside[0] if inside else self.documents.get(phrase.role.lemma)
            if owner is not None and (inside or phrase.determiner in ("definite", "demonstrative")):
                self.documents[phrase.role.lemma] = owner
                return owner, "document"
        if phrase.determiner in ("definite", "demonstrative", ""):
            index = self._same_role(phrase, inside)
            if index is None:
                index = self._named_later(phrase, inside)
            if index is None:
                index = self._renamed(phrase, sought)
            if index is None and phrase.role.row in self.context.pack.words["accused_rows"]:
                index = self._first_named(phrase)
            if index is None and phrase.agreement[1:] == "s" and self._may_be_anaphor(phrase):
                index = self._anaphor(phrase, sought)
            if index is not None:
                self.cast.entities[index].mentions.append((phrase.first, phrase.core, "role"))
                return index, "role"
        index = self._unnamed(nominal)
        entity = self.cast.entities[index]
        entity.roles.append(phrase)
        self._learn_role(index, phrase)
        entity.gender = self._gender(phrase)
        entity.possessors.update(inside)
        return index, "unnamed"

    def _same_role(self, phrase: Phrase, inside: list[int]) -> int | None:
        """The most recent actor that the text gave this role, with the same country or possessor where one is named."""
        best: tuple[int, int, int] | None = None
        offices = self.context.pack.offices
        known = [one for key in _role_keys(phrase, offices) for one in self.roles.get(key, ())[-_RECENT:]]
        for index, role in known:
            entity = self.cast.entities[index]
            likeness = _likeness(role, phrase, offices)
            plural = entity.plural or role.agreement[1:] == "p"
            if role.first >= phrase.first or not likeness or plural != (phrase.agreement[1:] == "p"):
                continue
            if inside and not entity.named and not entity.possessors & set(inside) or not self._fits(entity, phrase):
                continue
            found = (likeness, max(self._last_token(index, phrase.first), role.first), index)
            if best is None or found > best:
                best = found
        return best[2] if best is not None else None

    def _named_later(self, phrase: Phrase, inside: list[int]) -> int | None:
        """The only person to whom the text gives this very role further on (a headline comes before the name)."""
        if inside or phrase.agreement[1:] != "s" or phrase.role.kind != "person":
            return None
        offices = self.context.pack.offices
        known = [one for key in _role_keys(phrase, offices) for one in self.roles.get(key, ())[:_RECENT]]
        found = {
            index
            for index, role in known
            if role.first > phrase.first and self.cast.entities[index].named and _likeness(role, phrase, offices) > 1
        }
        index = found.pop() if len(found) == 1 else None
        return index if index is not None and self._fits(self.cast.entities[index], phrase) else None

    def _renamed(self, phrase: Phrase, sought: Sought) -> int | None:
        """ "Léa Morin a refusé. La sénatrice de la Vienne ...": a person of the sentences before, by another role.

        In one paragraph: who spoke last, or with a political role whoever was named; beyond it only who has no role yet.
        """
        context = self.context
        if phrase.role.kind != "person" or phrase.agreement[1:] != "s" or phrase.determiner != "definite":
            return None
        political = phrase.role.row in context.pack.words["renaming_rows"]
        bare = phrase.last == phrase.core and sought.goes_on
        here, line = context.document.sentence_of(phrase.first), context.line_numbers[phrase.first]
        found = []
        for seen in self._before(sought, here, 3):
            entity = self.cast.entities[seen.entity] if seen.entity is not None else None
            if entity is None or entity.type != PERSON or not entity.named or not self._fits(entity, phrase):
                continue
            near = context.line_numbers[seen.token] == line and (seen.speaks or not seen.governed)
            fresh = political and phrase.last == phrase.core and not entity.roles and (seen.speaks or not seen.governed)
            if near and (political or bare and seen.speaks) or fresh:
                found.append(((self._prominence(seen, here), seen.token), seen.entity))
        return max(found)[1] if found else None

    def _first_named(self, phrase: Phrase) -> int | None:
        """ "le prévenu": in a report from court, the first person that the text names without a function."""
        if phrase.agreement[1:] != "s" or phrase.determiner != "definite" or phrase.last != phrase.core:
            return None
        first: tuple[int, int] | None = None
        for index, entity in enumerate(self.cast.entities):
            tokens = self.tokens.get(index)
            if entity.type == PERSON and entity.named and not entity.roles and tokens and self._fits(entity, phrase):
                first = min(first or (tokens[0], index), (tokens[0], index))
        return first[1] if first is not None and first[0] < phrase.first else None

    def _last_token(self, entity: int, token: int) -> int:
        """Where an actor was named last before a token, or -1."""
        tokens = self.tokens.get(entity, [])
        position = bisect_left(tokens, token)
        return tokens[position - 1] if position else -1

    def _may_be_anaphor(self, phrase: Phrase) -> bool:
        """ "cette retraitée", "l'élue": a noun without a complement or a name of its own."""
        if phrase.determiner == "demonstrative":
            return True
        words = self.context.document.words
        named = phrase.last < len(words) and words[phrase.last][0].isupper()
        return phrase.determiner == "definite" and phrase.last == phrase.core and not named

    def _anaphor(self, phrase: Phrase, sought: Sought) -> int | None:
        """ "l'élue", "l'association": a general noun for the actor that was named last."""
        words = self.context.pack.words
        pointed = phrase.determiner == "demonstrative" and phrase.role.kind == "person"
        person = pointed or phrase.role.lemma in words["anaphoric_people"]
        body = phrase.role.lemma in words["anaphoric_bodies"]
        if not person and not body:
            return None
        here = self.context.document.sentence_of(phrase.first)
        wanted = PERSON if person else ORGANIZATION
        found = []
        for seen in self._before(sought, here, _ROLE_REACH):
            if seen.entity is not None:
                entity = self.cast.entities[seen.entity]
                if entity.type == wanted and entity.named and self._fits(entity, phrase):
                    found.append(((self._prominence(seen, here), seen.token), seen.entity))
        return max(found)[1] if found else None

    def _gender(self, phrase: Phrase) -> str:
        """The gender of a role phrase by its noun, else by its determiner; "" where both are open."""
        if phrase.agreement[0] in "mf":
            return phrase.agreement[0]
        return self.context.pack.genders.get(self.context.lowers[phrase.first], "")

    def _fits(self, entity: Entity, phrase: Phrase) -> bool:
        gender = self._gender(phrase)
        return entity.type != PERSON or not gender or (entity.gender or gender) == gender

    def _unnamed(self, nominal: Nominal) -> int:
        context = self.context
        phrase = nominal.phrase
        last = phrase.core if phrase is not None else nominal.last
        text = context.document.text[context.document.starts[nominal.first] : context.document.ends[last - 1]]
        kind = _unnamed_type(context, nominal)
        entity = Entity(kind, " ".join(text.split()), False, "actor.unnamed", text.lower())
        entity.plural = kind == GROUP and (phrase is None or phrase.agreement[1:] == "p")
        entity.mentions.append((nominal.first, last, "role"))
        self.cast.entities.append(entity)
        return len(self.cast.entities) - 1


def _unnamed_type(context: Context, nominal: Nominal) -> str:
    phrase = nominal.phrase
    if phrase is None:
        return GROUP if context.flags[nominal.first] & PLURAL_DETERMINER else PERSON
    kind = {"body": ORGANIZATION, "collective": GROUP, "document": ORGANIZATION}.get(phrase.role.kind, PERSON)
    return GROUP if phrase.agreement[1:] == "p" and kind == PERSON else kind


def _role_keys(role: Phrase, offices: dict[str, frozenset[str]]) -> list[tuple[str, ...]]:
    """What two phrases for one role share: the first word, the office, or the family of roles and the country."""
    lemma = role.role.lemma.lower()
    keys: list[tuple[str, ...]] = [(lemma.split()[0],), *(("office", name) for name in sorted(offices.get(lemma, ())))]
    if role.demonym:
        keys.append((role.role.row, role.demonym))
    return keys


def _is_followed(context: Context, nominal: Nominal) -> bool:
    """A subject pronoun before its verb, outside of marks; "il" of "il faut", "il y a" means nobody."""
    if not nominal.pronoun or not context.flags[nominal.first] & SUBJECT_PRONOUN or context.opaque[nominal.first]:
        return False
    return not is_impersonal(context, nominal)


def _may_be_meant(nominal: Nominal) -> bool:
    """Whether a pronoun may stand for a role phrase that names nobody."""
    return nominal.phrase is not None and nominal.name is None and bool(nominal.phrase.determiner)


def _matches(agreement: str, pronoun: str) -> bool:
    """Gender and number of a role against those of a pronoun; "e" and "*" fit both genders."""
    if len(agreement) < 2:
        return False
    return agreement[1] == pronoun[1] and (agreement[0] == pronoun[0] or "e" == agreement[0] or "*" == pronoun[0])


def _agrees(entity: Entity, pronoun: str) -> bool:
    """Gender and number; "*" stands for either gender, and for an organisation too."""
    if pronoun[1] == "p":
        return entity.type == GROUP or entity.plural
    if entity.plural:
        return False
    if pronoun[0] == "*":
        return entity.type in (PERSON, ORGANIZATION)
    if entity.kind == "media":
        return False
    return entity.type in (PERSON, ORGANIZATION) and (entity.gender or pronoun[0]) == pronoun[0]


def _likeness(known: Phrase, phrase: Phrase, offices: dict[str, frozenset[str]]) -> int:
    """3 for the same title and country, 2 for the same title or office, 1 for one title within the other, 0 for another."""
    if phrase.demonym and known.demonym and phrase.demonym != known.demonym:
        return 0
    one, other = known.role.lemma.lower(), phrase.role.lemma.lower()
    if one == other:
        return 3 if phrase.demonym and known.demonym else 2
    if offices.get(one, frozenset()) & offices.get(other, frozenset()):
        return 2 if known.last == known.core or " " in one else 0
    if phrase.demonym and known.demonym == phrase.demonym and known.role.row == phrase.role.row:
        return 2
    return 1 if one.startswith(other + " ") or other.startswith(one + " ") else 0
