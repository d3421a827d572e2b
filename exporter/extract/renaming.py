"""Who a role phrase means: "le président français", "la députée", "l'élue", "le prévenu", "l'association"."""

from __future__ import annotations

from typing import Final

from exporter.extract.cast import Cast, Entity
from exporter.extract.context import Context
from exporter.extract.discourse import Discourse, Seen, Sought, gender_of, is_former, is_kin, unnamed
from exporter.extract.nominals import Nominal
from exporter.extract.phrases import Phrase
from exporter.extract.typing import ORGANIZATION, PERSON
from exporter.languages.classes import DEFINITE, DEMONSTRATIVE, GENITIVE
from exporter.languages.pack import Pack

_HUMAN: Final = frozenset({"person", "source"})
_REACH: Final = 4
_NEAR: Final = 3
_CLOSE: Final = 10
_RECENT: Final = 60
"""How many earlier holders of one title are looked at."""


class Roles:
    """The roles that the text gave, and to whom; it grows as unnamed sources become actors."""

    def __init__(self, context: Context, cast: Cast, discourse: Discourse) -> None:
        self.context = context
        self.cast = cast
        self.discourse = discourse
        self._holders: dict[tuple[str, ...], list[tuple[int, Phrase]]] = {}
        self._documents: dict[str, int] = {}
        self._announced: dict[int, int] = {}
        persons = []
        for index, entity in enumerate(cast.entities):
            for role in (*entity.roles, *entity.degrees):
                self._learn(index, role)
            token = discourse.first_token(index)
            if entity.type == PERSON and entity.named and token is not None and not context.opaque[token]:
                persons.append((token, index))
        self._persons = sorted(persons)[:_RECENT]

    def _learn(self, entity: int, role: Phrase) -> None:
        for key in _keys(role, self.context.pack):
            self._holders.setdefault(key, []).append((entity, role))

    def _known(self, phrase: Phrase) -> list[list[tuple[int, Phrase]]]:
        return [self._holders.get(key, []) for key in _sought_keys(phrase, self.context.pack)]

    def resolve(self, sought: Sought) -> tuple[int, str] | None:
        """The actor that a role phrase means, a new one where the text has named none; and how it was found."""
        phrase = sought.nominal.phrase
        if phrase is None:
            return None
        inside = self.discourse.inside(phrase)
        owner = self._owner(phrase, inside, sought) if phrase.role.kind == "document" else None
        if owner is not None:
            return owner, "document"
        index = self._known_holder(sought, phrase, inside) if phrase.determiner in _TAKEN_UP else None
        index = self._announced.get(phrase.first) if index is None else index
        if index is not None:
            self.cast.entities[index].mentions.append((phrase.first, phrase.core, "role"))
            return index, "role"
        index = unnamed(self.context, self.cast, sought.nominal)
        entity = self.cast.entities[index]
        entity.roles.append(phrase)
        entity.gender = gender_of(self.context, phrase)
        entity.possessors |= set(inside)
        self._learn(index, phrase)
        return index, "unnamed"

    def announce(self, phrase: Phrase, index: int) -> None:
        """Gives a role to who is named right behind it, unless somebody else with a name has it."""
        entity = self.cast.entities[index]
        if phrase.role.kind != "person" or phrase.determiner != "definite" or phrase.agreement[1:] != "s":
            return
        if phrase.role.row in self.context.pack.words["fixed_rows"]:
            return
        holders = [one for known in self._known(phrase)[:1] for one in known[:_RECENT]]
        if self.fits(entity, phrase) and not any(self.cast.entities[holder].named for holder, _ in holders):
            self._announced[phrase.first] = index
            entity.roles.append(phrase)
            self._learn(index, phrase)

    def recall(self, sought: Sought) -> int | None:
        """Whom a role phrase that is no source names again; the role is his from now on."""
        phrase = sought.nominal.phrase
        anaphor = phrase is not None and phrase.agreement[1:] == "s" and self._may_be_anaphor(phrase)
        index = self._anaphor(phrase, sought) if anaphor and phrase is not None else None
        if index is not None and phrase is not None:
            self._learn(index, phrase)
        return index

    def _owner(self, phrase: Phrase, inside: list[int], sought: Sought) -> int | None:
        """ "une note de l'ONG", and "la note" behind it: a document speaks for who wrote it."""
        owner = inside[0] if inside else self._documents.get(phrase.role.lemma)
        if owner is None or not (inside or phrase.determiner in ("definite", "demonstrative")):
            return self._writer(phrase, sought)
        self._documents[phrase.role.lemma] = owner
        return owner

    def _writer(self, phrase: Phrase, sought: Sought) -> int | None:
        """ "Le parti s'insurge. « P », ajoute le communiqué": a statement goes on for who just spoke."""
        states = phrase.role.row in self.context.pack.words["statement_rows"]
        pointed = phrase.determiner in ("definite", "demonstrative") and phrase.agreement[1:] == "s"
        if not (states and pointed and phrase.last == phrase.core):
            return None
        line = self.context.line_numbers[phrase.first]
        before = [seen for seen in self.discourse.before(sought, 2) if seen.speaks and seen.entity is not None]
        near = [seen for seen in before if self.context.line_numbers[seen.token] == line]
        return max(near, key=lambda seen: seen.token).entity if near else None

    def _known_holder(self, sought: Sought, phrase: Phrase, inside: list[int]) -> int | None:
        """The first answer of the ways to take a person up again, the surest first."""
        index = self._same_role(phrase, inside)
        if index is None:
            index = self._named_later(phrase, inside, same=True)
        if index is None:
            index = self._renamed(phrase, sought)
        if index is None:
            index = self._named_later(phrase, inside, same=False)
        if index is None and phrase.role.row in self.context.pack.words["accused_rows"]:
            index = self._first_named(phrase)
        former = is_former(self.context, phrase)
        if index is None and (former or phrase.agreement[1:] == "s" and self._may_be_anaphor(phrase)):
            index = self._anaphor(phrase, sought)
        return self._protagonist(phrase) if index is None and former and phrase.last == phrase.core else index

    def _protagonist(self, phrase: Phrase) -> int | None:
        """The person whom the text names most, and nobody as often."""
        fitting = [index for _, index in self._persons if self.fits(self.cast.entities[index], phrase)]
        ranked = sorted(((self.discourse.count(index), index) for index in fitting), reverse=True)
        return ranked[0][1] if ranked and ranked[0][0] > max([1, *(count for count, _ in ranked[1:2])]) else None

    def _same_role(self, phrase: Phrase, inside: list[int]) -> int | None:
        """The most recent actor that the text gave this role, with the same country or possessor where one is named."""
        best: tuple[int, int, int] | None = None
        plural = phrase.agreement[1:] == "p"
        for index, role in (one for holders in self._known(phrase) for one in holders[-_RECENT:]):
            entity = self.cast.entities[index]
            likeness = _likeness(role, phrase, self.context.pack)
            if role.first >= phrase.first or not likeness or plural != (entity.plural or role.agreement[1:] == "p"):
                continue
            if inside and not entity.named and not entity.possessors & set(inside) or not self.fits(entity, phrase):
                continue
            others = self.discourse.inside(role) if inside else []
            if others and not set(others) & set(inside) or inside and not self._may_be_owned(role, inside):
                continue
            if self._eponym(role) != self._eponym(phrase):
                continue
            found = (likeness, max(self.discourse.last_token(index, phrase.first), role.first), index)
            best = max(best or found, found)
        return best[2] if best is not None else None

    def _may_be_owned(self, role: Phrase, owners: list[int]) -> bool:
        """Whether "sa présidente" may be that of one of these: who was named shortly before."""
        before = [self.discourse.last_token(owner, role.first) for owner in owners]
        return role.determiner != "possessive" or any(token >= 0 and role.first - token < _RECENT for token in before)

    def _eponym(self, phrase: Phrase) -> str:
        """The last word of the name after whom a body is called ("le camp Morin"), or ""."""
        word = self.context.document.words[phrase.core - 1]
        return word if phrase.role.kind == "collective" and phrase.core > phrase.head + 1 and word[0].isupper() else ""

    def _named_later(self, phrase: Phrase, inside: list[int], *, same: bool) -> int | None:
        """The only person to whom the text gives this role further on (a headline comes before the name).

        `same`: in the very same words.
        """
        if inside or phrase.agreement[1:] != "s" or phrase.role.kind != "person":
            return None
        holders = (one for known in self._known(phrase) for one in known[:_RECENT])
        later = [(index, role) for index, role in holders if role.first > phrase.first]
        if same:
            title = _title(phrase, self.context.pack)
            later = [(index, role) for index, role in later if _title(role, self.context.pack) == title]
        found = {
            index
            for index, role in later
            if self.cast.entities[index].named and _likeness(role, phrase, self.context.pack) > 1
        }
        index = found.pop() if len(found) == 1 else None
        return index if index is not None and self.fits(self.cast.entities[index], phrase) else None

    def _renamed(self, phrase: Phrase, sought: Sought) -> int | None:
        """ "Léa Morin a refusé. La sénatrice de la Vienne ...": a person of the sentences before, by another role.

        In one paragraph: who spoke last, or with a political role whoever was named; beyond it who has no role yet.
        """
        context = self.context
        if phrase.role.kind != "person" or phrase.agreement[1:] != "s" or phrase.determiner != "definite":
            return None
        political = phrase.role.row in context.pack.words["renaming_rows"]
        bare, line = phrase.last == phrase.core, context.line_numbers[phrase.first]
        found = []
        for seen, entity in self.discourse.people_before(sought, _NEAR):
            if not self.fits(entity, phrase) or seen.governed and not seen.speaks or self._has_calling(entity, phrase):
                continue
            near = context.line_numbers[seen.token] == line
            goes_on = bare and sought.goes_on and seen.speaks
            if near and (political or goes_on) or political and bare and not entity.roles:
                found.append(seen)
        return self.discourse.most_prominent(found, phrase.first)

    def _first_named(self, phrase: Phrase) -> int | None:
        """ "le prévenu": in a report from court, the first person whom the text says to be accused.

        Else the first that it names without a function.
        """
        if phrase.agreement[1:] != "s" or phrase.determiner != "definite" or phrase.last != phrase.core:
            return None
        found = [
            (token, index, self.cast.entities[index])
            for token, index in self._persons
            if token < phrase.first and self.fits(self.cast.entities[index], phrase)
        ]
        for token, index, _ in found:
            if self._is_accused(token):
                return index
        return next((index for _, index, entity in found if not entity.roles), None)

    def _is_accused(self, token: int) -> bool:
        """Whether the words around a name say that its bearer is tried ("le procès de X", "X, accusé de")."""
        context = self.context
        words = context.pack.words["accusation_words"]
        first, last = context.document.sentences[context.sentence_numbers[token]]
        for cursor in range(max(first, token - _CLOSE), min(last, token + _CLOSE)):
            if context.lowers[cursor] in words:
                return True
        return False

    def _may_be_anaphor(self, phrase: Phrase) -> bool:
        """ "cette retraitée", "l'élue": a noun without a complement or a name of its own."""
        if phrase.determiner == "demonstrative":
            return True
        words = self.context.document.words
        if phrase.role.kind == "body" and phrase.last > phrase.head + 1 and words[phrase.head][0].isupper():
            return False
        named = any(words[token][0].isupper() for token in range(phrase.head + 1, phrase.core))
        named = named or phrase.last < len(words) and words[phrase.last][0].isupper()
        return phrase.determiner == "definite" and not named and (phrase.last == phrase.core or self._is_local(phrase))

    def _is_local(self, phrase: Phrase) -> bool:
        """ "l'éleveur de Saint-Julien", "l'élue de la Creuse": a person with no more than a place behind."""
        context = self.context
        calling = phrase.role.row in context.pack.words["calling_rows"]
        general = phrase.role.lemma in context.pack.words["anaphoric_people"]
        if not (calling or general) or self.discourse.inside(phrase):
            return False
        behind = range(phrase.core + 1, phrase.last)
        place = all(context.document.words[token][0].isupper() or context.flags[token] & DEFINITE for token in behind)
        return bool(context.flags[phrase.core] & GENITIVE) and place

    def _anaphor(self, phrase: Phrase, sought: Sought) -> int | None:
        """ "l'élue", "l'ingénieur", "l'association": a general noun or a calling for the actor that was named last."""
        words = self.context.pack.words
        person = phrase.role.kind in _HUMAN
        general = phrase.determiner == "demonstrative" or phrase.role.lemma in words["anaphoric_people"]
        general = person and (general or is_former(self.context, phrase))
        calling = person and not general and phrase.role.row in words["calling_rows"]
        calling = calling and phrase.role.lemma not in words["roles_of_a_scene"]
        body = phrase.role.lemma if phrase.role.lemma in words["anaphoric_bodies"] else phrase.role.lemma.split()[0]
        if not (general or calling) and body not in words["anaphoric_bodies"]:
            return None
        wanted = PERSON if person else ORGANIZATION
        found = []
        for seen in self.discourse.before(sought, _REACH):
            entity = self.discourse.entity(seen)
            if entity is None or entity.type != wanted or not self.fits(entity, phrase):
                continue
            if not entity.named and not (seen.speaks and (general or calling and sought.goes_on)):
                continue
            if person and (self._is_fixed(entity, phrase) or is_kin(seen)):
                continue
            if calling and not self._may_be_calling(seen, entity, phrase, sought):
                continue
            if wanted == PERSON or self._may_be_called(entity, phrase):
                found.append(seen)
        return self.discourse.most_prominent(found, phrase.first)

    def _may_be_calling(self, seen: Seen, entity: Entity, phrase: Phrase, sought: Sought) -> bool:
        """ "Hélène Brun a pris sa retraite. L'institutrice ...": who is talked about, with no other calling known."""
        line = self.context.line_numbers[phrase.first]
        apart = line - self.context.line_numbers[seen.token]
        mixed = phrase.role.row in self.context.pack.words["mixed_rows"]
        goes_on = sought.goes_on or not mixed or phrase.first == self.context.document.lines[line].first
        if apart > 1 or apart == 1 and not goes_on or seen.governed and not seen.speaks:
            return False
        rows = {role.role.row for role in entity.roles} & set(self.context.pack.words["calling_rows"])
        return not rows or phrase.role.row in rows - self.context.pack.words["mixed_rows"]

    def _is_fixed(self, entity: Entity, phrase: Phrase) -> bool:
        """Whether somebody whose office is known, a judge or a priest, cannot be meant by another calling."""
        words = self.context.pack.words
        if self._has_calling(entity, phrase):
            return True
        calling = phrase.role.row in words["calling_rows"] or phrase.role.kind == "source"
        if not calling or phrase.determiner == "demonstrative":
            return False
        rows = {role.role.row for role in entity.roles}
        return bool(rows & set(words["fixed_rows"])) and phrase.role.row not in rows

    def _has_calling(self, entity: Entity, phrase: Phrase) -> bool:
        """Whether somebody of whom only a calling is known, an economist, is hardly meant by an office ("l'élue")."""
        words = self.context.pack.words
        if phrase.role.row not in words["renaming_rows"] or phrase.determiner == "demonstrative":
            return False
        rows = {role.role.row for role in entity.roles} - set(words["plain_person_rows"])
        return bool(rows) and rows <= set(words["calling_rows"]) - set(words["renaming_rows"])

    def _may_be_called(self, entity: Entity, phrase: Phrase) -> bool:
        """Whether a body may be "l'entreprise": a court or a party, as its name or the gazetteer says, is none."""
        words, kinds = self.context.pack.words, self.context.pack.body_kinds
        lemma = phrase.role.lemma if phrase.role.lemma in kinds else phrase.role.lemma.split()[0]
        if entity.kind and lemma in kinds and entity.kind not in kinds[lemma]:
            return False
        head = self.context.pack.heads.get(entity.name.split(maxsplit=1)[0].lower())
        if head is None or phrase.role.lemma not in words["firms"]:
            return True
        return head.row in words["firm_heads"]

    def fits(self, entity: Entity, phrase: Phrase) -> bool:
        """Whether the gender of an actor lets a role phrase mean it; who holds an office of justice is not accused."""
        words, gender = self.context.pack.words, gender_of(self.context, phrase)
        if phrase.role.row in words["accused_rows"] and any(
            one.role.row in words["fixed_rows"] for one in entity.roles
        ):
            return False
        sexless = phrase.role.lemma in words["sexless_roles"]
        return entity.type != PERSON or not gender or sexless or (entity.gender or gender) == gender


_TAKEN_UP: Final = frozenset({"definite", "demonstrative", ""})


def plain_anaphor(context: Context, cast: Cast, discourse: Discourse, sought: Sought) -> int | None:
    """ "le démocrate-chrétien", "la Marseillaise": a plain noun by which the text names a person again."""
    nominal = sought.nominal
    if nominal.kind or nominal.plural or not context.flags[nominal.first] & (DEFINITE | DEMONSTRATIVE):
        return None
    known = _is_general(context, nominal)
    if not known and not sought.goes_on:
        return None
    demonym = context.pack.demonyms.get(context.lowers[nominal.first + 1], "")
    gender, line = context.pack.genders.get(context.lowers[nominal.first], ""), context.line_numbers[nominal.first]
    found = []
    for seen, entity in discourse.people_before(sought, _REACH):
        near = context.line_numbers[seen.token] == line and (seen.speaks or not seen.governed)
        if demonym and entity.demonyms and demonym not in entity.demonyms:
            continue
        if (known or near) and entity.gender in ("", gender or entity.gender):
            found.append(seen)
    index = discourse.most_prominent(found, nominal.first)
    if index is not None:
        cast.entities[index].mentions.append((nominal.first, nominal.last, "role"))
    return index


def _is_general(context: Context, nominal: Nominal) -> bool:
    """A noun of party, origin or kind that may stand for any person."""
    word = context.lowers[nominal.first + 1]
    return word in context.pack.words["anaphoric_people"] or word in context.pack.demonyms


def _title(role: Phrase, pack: Pack) -> str:
    """The lemma of a role in lower case; who was something once is still known by it ("l'ancien sénateur")."""
    lemma = role.role.lemma.lower()
    return next((lemma.removeprefix(former) for former in pack.words["former"] if lemma.startswith(former)), lemma)


def _keys(role: Phrase, pack: Pack) -> list[tuple[str, ...]]:
    """What two phrases for one role share: the first word, the office, or the family of roles and the country."""
    lemma, offices = _title(role, pack), pack.offices
    keys: list[tuple[str, ...]] = [(lemma.split()[0],), *(("office", name) for name in sorted(offices.get(lemma, ())))]
    if role.demonym:
        keys.append((role.role.row, role.demonym))
    keys.append(("family", role.role.row))
    return keys


def _sought_keys(phrase: Phrase, pack: Pack) -> list[tuple[str, ...]]:
    """The keys of the roles that a phrase may take up: its own, and where it stands alone those of its families."""
    families = pack.role_families.get(_title(phrase, pack), ()) if phrase.last == phrase.core else ()
    return [*_keys(phrase, pack)[:-1], *(("family", row) for row in families)]


def _likeness(known: Phrase, phrase: Phrase, pack: Pack) -> int:
    """3 for the same title and country, 2 for the same title or office, 1 for a title within the other, else 0."""
    if phrase.demonym and known.demonym and phrase.demonym != known.demonym:
        return 0
    one, other = _title(known, pack), _title(phrase, pack)
    if one == other:
        return 3 if phrase.demonym and known.demonym else 2
    if pack.offices.get(one, frozenset()) & pack.offices.get(other, frozenset()):
        return 2 if known.last == known.core or one not in pack.words["titles_of_many"] else 0
    if phrase.demonym and known.demonym == phrase.demonym and known.role.row == phrase.role.row:
        return 2
    if phrase.last == phrase.core and known.role.row in pack.role_families.get(other, ()):
        return 1
    return 1 if one.startswith(other + " ") or other.startswith(one + " ") else 0
