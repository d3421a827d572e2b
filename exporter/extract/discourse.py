"""Whom the reader has in mind at each point of a text: the mentions so far, and how far each stands out."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import Final, NamedTuple

from exporter.extract.cast import Cast, Entity
from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.extract.phrases import Phrase
from exporter.extract.spans import Span
from exporter.extract.typing import GROUP, ORGANIZATION, PERSON
from exporter.languages.classes import CONTRACTED, INDEFINITE, PLURAL_DETERMINER

_PARAGRAPH: Final = 1.6
_SPEAKER, _SUBJECT, _PERSON_BONUS = 2.6, 1.6, 1.8
_PRONOUN: Final = 0.2
_REPORTED, _UNNAMED, _OWNED, _ASKED, _DISTANCE = 0.8, 1.0, 0.5, 3.0, 1.4


class Sought(NamedTuple):
    """A source to resolve; its pronoun means no name inside of the words that it says (`content`, in characters).

    `goes_on`: the verb lets the same person go on ("a poursuivi"), and does not answer. `silent`: it is no source.
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


class Discourse:
    """Mentions by sentence and by actor; it grows as sources are resolved in reading order."""

    def __init__(self, context: Context, cast: Cast, nominals: Sequence[Nominal], sought: Sequence[Sought]) -> None:
        self.context = context
        self.cast = cast
        self._contents: dict[int, list[Span]] = {}
        self._seen: dict[int, list[Seen]] = {}
        self._tokens: dict[int, list[int]] = {}
        self._names: dict[int, list[int]] = {}
        self._asker: tuple[int, int, int] | None = None
        for one in sought:
            sentence = context.sentence_numbers[context.document.token_at(one.content[0])]
            self._contents.setdefault(sentence, []).append(one.content)
        for nominal in nominals:
            if nominal.apposed or not (nominal.name in cast.of_name or may_be_meant(nominal)):
                continue
            named = cast.of_name[nominal.name] if nominal.name is not None else None
            self.add(nominal, named, speaks=False)
            if named is not None:
                self._names.setdefault(named, []).append(context.document.starts[nominal.first])

    def add(self, nominal: Nominal, entity: int | None, *, speaks: bool) -> None:
        """Remembers a mention."""
        token = nominal.first
        sentence = self.context.sentence_numbers[token]
        contents = self._contents.get(sentence)
        offset = self.context.document.starts[token]
        reported = contents is not None and any(start <= offset < end for start, end in contents)
        opaque = self.context.opaque[token] != 0 and not speaks
        governed = (nominal.governed or self.context.lowers[token - 1] == "(") and not self._is_topic(token)
        seen = Seen(token, sentence, entity, nominal, governed, opaque, speaks, reported)
        self._seen.setdefault(sentence, []).append(seen)
        if entity is not None:
            insort(self._tokens.setdefault(entity, []), token)

    def _is_topic(self, token: int) -> bool:
        """ "Quant au promoteur, il assure": whom a sentence is said to be about is as good as its subject."""
        openers = self.context.pack.words["topic_openers"]
        return self.context.lowers[token - 1] in openers or self.context.lowers[token - 2] in openers

    def note_question(self, nominal: Nominal, entity: int, content: Span) -> None:
        """ "« Vous l'avez vu ? », demande la juge": who asks somebody does not answer."""
        context = self.context
        first, last = (context.document.token_at(offset) for offset in content)
        asks = "?" in context.document.words[max(first, last - 2) : last + 1]
        turned = context.pack.words["second_person"]
        asks = asks and any(word.rpartition("-")[2] in turned for word in context.lowers[first:last])
        self._asker = (entity, nominal.first, context.sentence_numbers[first]) if asks else None

    def before(self, sought: Sought, reach: int, *, opaque: bool = False) -> list[Seen]:
        """Mentions in the `reach` sentences before a source, outside of what it says; `opaque`: inside of marks too."""
        first = sought.nominal.first
        here = self.context.sentence_numbers[first]
        start, end = sought.content
        starts = self.context.document.starts
        return [
            seen
            for sentence in range(here - reach, here + 1)
            for seen in self._seen.get(sentence, ())
            if seen.token < first and (opaque or not seen.opaque) and not start <= starts[seen.token] < end
        ]

    def people_before(self, sought: Sought, reach: int, *, opaque: bool = False) -> list[tuple[Seen, Entity]]:
        """The named persons among those mentions."""
        found = []
        for seen in self.before(sought, reach, opaque=opaque):
            entity = self.entity(seen)
            if entity is not None and entity.type == PERSON and entity.named:
                found.append((seen, entity))
        return found

    def entity(self, seen: Seen) -> Entity | None:
        return self.cast.entities[seen.entity] if seen.entity is not None else None

    def is_person(self, seen: Seen) -> bool:
        entity = self.entity(seen)
        return entity is None or entity.type == PERSON

    def is_human(self, seen: Seen) -> bool:
        """Whether a mention is of no body: a person, a group, a state."""
        entity, phrase = self.entity(seen), seen.nominal.phrase
        if entity is not None:
            return entity.type != ORGANIZATION
        return phrase is None or phrase.role.kind not in ("body", "collective", "document")

    def is_somebody(self, seen: Seen) -> bool:
        """Whether a mention means a person: by name, or by a role that no actor has yet."""
        entity, phrase = self.entity(seen), seen.nominal.phrase
        if entity is not None:
            return entity.type == PERSON
        return phrase is not None and phrase.role.kind in ("person", "source")

    def is_presumed(self, seen: Seen) -> bool:
        """Whether only a masculine title tells the gender of the person meant ("le ministre Kristjana Jónsdóttir")."""
        entity = self.entity(seen)
        return entity is not None and entity.presumed

    def prominence(self, seen: Seen, here: int, *, of_anything: bool = False) -> float:
        """Subjects and speakers of a near sentence (`here` is the number of this) before what is named in passing.

        People come before bodies, but not as the owners `of_anything`.
        """
        entity = self.entity(seen)
        score = _SPEAKER if seen.speaks else 0.0 if seen.governed else _SUBJECT
        if of_anything or self.is_human(seen):
            score += _PERSON_BONUS
        if seen.nominal.pronoun:
            score -= _PRONOUN
        if seen.reported:
            score -= _REPORTED
        if self._asker is not None and self._asked(seen, here, *self._asker):
            score -= _ASKED
        if entity is None and seen.governed:
            score -= _UNNAMED
        if is_kin(seen):
            score -= _OWNED
        lines, sentences = self.context.line_numbers, self.context.document.sentences
        if lines[sentences[here][0]] != lines[seen.token]:
            score -= _PARAGRAPH
        return score - _DISTANCE * (here - seen.sentence)

    def _asked(self, seen: Seen, here: int, entity: int, token: int, sentence: int) -> bool:
        return here - sentence <= 1 and (seen.entity == entity or seen.token == token)

    def most_prominent(self, found: Sequence[Seen], token: int) -> int | None:
        """The actor that stands out most at a token; of equals the last named."""
        here = self.context.sentence_numbers[token]
        best = max(found, key=lambda seen: (self.prominence(seen, here), seen.token, seen.entity or 0), default=None)
        return best.entity if best is not None else None

    def inside(self, phrase: Phrase) -> list[int]:
        """The actors that the complement of a role names."""
        sentence = self.context.sentence_numbers[phrase.first]
        return [
            seen.entity
            for seen in self._seen.get(sentence, ())
            if seen.entity is not None and phrase.head < seen.token < phrase.last and not seen.speaks
        ]

    def is_named_in(self, seen: Seen, content: Span) -> bool:
        """Whether words call the actor of a mention by name: then he hardly says them."""
        names = self._names.get(seen.entity, []) if seen.entity is not None else []
        position = bisect_left(names, content[0])
        return position < len(names) and names[position] < content[1]

    def times_named(self, entity: int, token: int) -> int:
        """How often an actor is named before a token."""
        return bisect_left(self._names.get(entity, []), self.context.document.starts[token])

    def first_token(self, entity: int) -> int | None:
        """Where an actor is named first, if it is."""
        tokens = self._tokens.get(entity)
        return tokens[0] if tokens else None

    def count(self, entity: int) -> int:
        """How often an actor has been named or meant."""
        return len(self._tokens.get(entity, ()))

    def last_token(self, entity: int, token: int) -> int:
        """Where an actor was named last before a token, or -1."""
        tokens = self._tokens.get(entity, [])
        position = bisect_left(tokens, token)
        return tokens[position - 1] if position else -1


def is_former(context: Context, phrase: Phrase) -> bool:
    """ "l'ancien patron", "l'ex-ministre": of whom a text says so without a name, it speaks anyway."""
    words, head = context.pack.words["former_adjectives"], context.lowers[phrase.head]
    former = context.without_former(head) != head or any(
        context.lowers[token] in words for token in range(phrase.first, phrase.head)
    )
    return former and phrase.determiner == "definite" and phrase.agreement[1:] == "s"


def is_kin(seen: Seen) -> bool:
    """ "sa mère, Danièle, ...": somebody named in passing by what ties him to whom the text is about."""
    phrase = seen.nominal.phrase
    return not seen.speaks and phrase is not None and phrase.determiner == "possessive"


def may_be_meant(nominal: Nominal) -> bool:
    """Whether a pronoun may stand for a role phrase that names nobody; "fille d'une couturière" is of somebody else."""
    if nominal.governed and nominal.phrase is not None and nominal.phrase.determiner == "indefinite":
        return False
    return nominal.phrase is not None and nominal.name is None and bool(nominal.phrase.determiner)


def gender_of(context: Context, phrase: Phrase) -> str:
    """The gender of a role phrase by its noun, else by its determiner; "" where both are open."""
    if phrase.agreement[0] in "mf":
        return phrase.agreement[0]
    return context.pack.genders.get(context.lowers[phrase.first], "")


def matches(agreement: str, pronoun: str) -> bool:
    """Gender and number of a role against those of a pronoun; "e" and "*" fit both genders."""
    if len(agreement) < 2:
        return False
    return agreement[1] == pronoun[1] and (agreement[0] in (pronoun[0], "e") or pronoun[0] == "*")


def agrees(context: Context, cast: Cast, seen: Seen, pronoun: str) -> bool:
    """Whether a pronoun may mean a mention, by gender and number."""
    phrase = seen.nominal.phrase
    if seen.nominal.plural and phrase is not None:
        return matches(phrase.agreement[0] + "p", pronoun)
    if seen.entity is not None:
        return _entity_agrees(cast.entities[seen.entity], pronoun)
    if phrase is None or phrase.role.kind == "document":
        return False
    return matches((gender_of(context, phrase) or "e") + phrase.agreement[1:], pronoun)


def _entity_agrees(entity: Entity, pronoun: str) -> bool:
    """ "*" stands for either gender; what a newspaper says is seldom told with a pronoun."""
    if pronoun[1] == "p":
        return entity.type == GROUP or entity.plural
    if entity.plural or entity.type not in (PERSON, ORGANIZATION):
        return False
    if pronoun[0] == "*":
        return True
    return entity.kind != "media" and (entity.gender or pronoun[0]) == pronoun[0]


def unnamed(context: Context, cast: Cast, nominal: Nominal) -> int:
    """A new actor for a source that has no name."""
    phrase = nominal.phrase
    last = phrase.core if phrase is not None else nominal.last
    contracted = context.flags[nominal.first] & CONTRACTED and not context.flags[nominal.first] & INDEFINITE
    first = nominal.first + 1 if contracted and nominal.first + 1 < last else nominal.first
    text = context.document.text[slice(*context.span(first, last))]
    kind = _unnamed_type(context, nominal)
    entity = Entity(kind, " ".join(text.split()), False, "actor.unnamed", text.lower())
    entity.plural = kind == GROUP and (phrase is None or phrase.agreement[1:] == "p")
    entity.mentions.append((first, last, "role"))
    cast.entities.append(entity)
    return len(cast.entities) - 1


def _unnamed_type(context: Context, nominal: Nominal) -> str:
    phrase = nominal.phrase
    if phrase is None:
        return GROUP if context.flags[nominal.first] & PLURAL_DETERMINER else PERSON
    kind = {"body": ORGANIZATION, "collective": GROUP, "document": ORGANIZATION}.get(phrase.role.kind, PERSON)
    return GROUP if phrase.agreement[1:] == "p" and kind == PERSON else kind
