"""Which name a role phrase belongs to: glued to it, announced behind a comma, or explained before one."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.extract.context import Context
from exporter.extract.phrases import Phrase
from exporter.extract.typing import LOCATION, PERSON, Typed
from exporter.languages.classes import AND, DEFINITE, OPENS_CLAUSE, RELATIVE
from exporter.text import ABBREVIATION_STOP

_CLOSES = frozenset({",", ".", ";", ")", "»", "”", '"', "–", "—", "!", "?", ":", ""})
_HUMAN = frozenset({"person", "source", "honorific"})
_LONGEST_COMPLEMENT = 18
_LONGEST_BRACKET = 10
_LONGEST_CHAIN = 3


class Appositions:
    """Names by where they begin and end; an apposition moves the end on ("Léa Morin (PS), 58 ans, maire")."""

    def __init__(self, context: Context, typed: Sequence[Typed], phrases: Sequence[Phrase]) -> None:
        self.context = context
        self.typed = typed
        self.starts = {one.name.first: index for index, one in enumerate(typed) if one.type}
        self.ends: dict[int, int] = {}
        self.phrases = {phrase.first: phrase for phrase in phrases}
        self.people = {phrase.core: phrase.head for phrase in phrases if phrase.role.kind in _HUMAN}
        for index, one in enumerate(typed):
            if one.type:
                self._learn_end(one.name.last, index)

    def _learn_end(self, token: int, index: int) -> None:
        """A name ends here, and again behind brackets and an age."""
        self.ends.setdefault(token, index)
        lowers = self.context.lowers
        if lowers[token] == "(":
            closing = bracket_end(self.context, token)
            if closing is not None:
                self._learn_end(closing, index)
        elif lowers[token] == "," and lowers[token + 1].isdigit() and self.context.is_in(token + 2, "age_units"):
            self._learn_end(token + 3, index)

    def announced(self, phrase: Phrase) -> int | None:
        """ "le maire Paul Andrieux", "la députée (PS) de Brévant, Léa Morin,": the name that a role stands before.

        In "l'adjointe du maire Paul Andrieux" it is the mayor's.
        """
        lines = self.context.line_numbers
        for token in (phrase.core, phrase.last):
            if token >= len(lines) or lines[token] != lines[phrase.head]:
                return None
            if token > phrase.core and self.people.get(token, phrase.head) > phrase.head and phrase.role.kind in _HUMAN:
                continue
            index = self.starts.get(self._behind_honorific(token))
            if index is not None and self._suits(phrase, index):
                return index
            behind = self.starts.get(self.typed[index].name.last) if index is not None else None
            if behind is not None and self._suits(phrase, behind):
                return behind
        if phrase.role.kind not in _HUMAN and phrase.determiner != "possessive" or phrase.agreement[1:] == "p":
            return None
        comma = self._comma_behind(phrase)
        if phrase.role.kind not in _HUMAN:
            return self._with_honorific(comma)
        if comma in self.starts:
            return self.starts[comma]
        if phrase.determiner == "indefinite" and comma != phrase.last:
            return None
        index = self._name_behind(comma + 1, _LONGEST_CHAIN) if comma is not None else None
        if index is None or self.typed[index].type != PERSON:
            return None
        return index if self._closes(self.typed[index].name.last) or not phrase.determiner else None

    def _with_honorific(self, comma: int | None) -> int | None:
        """ "son conseil, Me Adrien Masset": a word for a body means a person whom a title follows."""
        token = self._behind_honorific(comma + 1) if comma is not None else None
        index = self.starts.get(token) if token is not None and comma is not None and token > comma + 1 else None
        return index if index is not None and self.typed[index].type == PERSON else None

    def _suits(self, phrase: Phrase, index: int) -> bool:
        """A person has a function, an organisation is of a kind ("le groupe Altis")."""
        kind = self.typed[index].type
        return kind == PERSON if phrase.role.kind in _HUMAN else kind not in (PERSON, LOCATION)

    def _comma_behind(self, phrase: Phrase) -> int | None:
        """The comma behind a role and all of its complement, brackets in between; or the person's name right there."""
        context, token = self.context, phrase.last
        line = context.document.lines[context.line_numbers[phrase.head]]
        limit = min(line.last, phrase.last + _LONGEST_COMPLEMENT)
        while token < limit and context.opaque[token] == context.opaque[phrase.head]:
            word = context.lowers[token]
            if word == "," or self._starts_person(token):
                return token
            if word == "(":
                closing = bracket_end(context, token)
                if closing is None:
                    return None
                token = closing
                continue
            if context.classes[token] == "I" and not phrase.determiner:
                return None
            if word in _CLOSES or context.is_finite(token) or context.flags[token] & (AND | OPENS_CLAUSE):
                return None
            token += 1
        return None

    def _starts_person(self, token: int) -> bool:
        """Whether a person's name begins that no preposition governs ("le sénateur (LR) des Vosges Gérard Antoine")."""
        index = self.starts.get(token)
        if index is None or self.typed[index].type != PERSON:
            return False
        before = self.context.document.words[token - 1]
        return before == ")" or before[0].isupper() and token - 1 not in self.starts

    def _name_behind(self, token: int, chain: int) -> int | None:
        """The name behind a comma, with roles before it ("son représentant, l'ingénieur Ousmane Coly")."""
        token = self._behind_honorific(token)
        if token in self.starts:
            return self.starts[token]
        introduced = self._behind_plain_title(token)
        if introduced is not None:
            return introduced
        phrase = self.phrases.get(token)
        if phrase is None or chain == 0 or phrase.determiner == "indefinite":
            return None
        for cursor in (phrase.core, phrase.last):
            index = self.starts.get(self._behind_honorific(cursor))
            if index is not None:
                return index
        comma = self._comma_behind(phrase)
        if comma in self.starts:
            return self.starts[comma]
        return self._name_behind(comma + 1, chain - 1) if comma is not None else None

    def _behind_plain_title(self, token: int) -> int | None:
        """ "l'Espagnol Iñaki Otxoa", "le colonel-major Souleymane Diarra": the name behind an article and a noun."""
        context = self.context
        if not context.flags[token] & DEFINITE:
            return None
        for cursor in range(token + 1, token + 4):
            if cursor > token + 1 and cursor in self.starts:
                return self.starts[cursor]
            noun = context.classes[cursor] in ("N", "A", "") and cursor < context.count
            if not noun or not context.document.words[cursor][0].isalpha():
                return None
        return None

    def _behind_honorific(self, token: int) -> int:
        """ "le Premier ministre, Sir Keir": the honorific stands outside of the name."""
        context = self.context
        if token >= context.count or token in self.starts:
            return token
        found = context.role_at(token)
        if found is None or found[1].kind != "honorific":
            return token
        return (
            found[0] + 1 if context.lowers[found[0]] == ABBREVIATION_STOP and found[0] + 1 in self.starts else found[0]
        )

    def explained(self, phrase: Phrase) -> int | None:
        """ "Léa Morin, maire de Valbourg,", "..., juriste et directeur de ...": the name that a role stands behind."""
        context = self.context
        token = phrase.first - 1
        index = self.ends.get(token)
        if index is None:
            return None
        joined = bool(context.flags[token] & AND) and not phrase.determiner and self.typed[index].name.last != token
        bracketed = context.lowers[token] == "(" and self.typed[index].type == PERSON
        if not (context.lowers[token] == "," or joined or bracketed):
            return None
        if self.typed[index].type == LOCATION or phrase.role.kind in ("source", "document", "honorific"):
            return None
        if not phrase.determiner or bracketed:
            return index
        return index if self._closes(phrase.last) and phrase.determiner != "demonstrative" else None

    def learn(self, phrase: Phrase, index: int) -> None:
        """What stands in apposition can be gone on from."""
        self._learn_end(phrase.last, index)

    def _closes(self, token: int) -> bool:
        """Whether an apposition ends at a token: at a mark, "et" or a relative clause."""
        if self.context.lowers[token] == "(":
            token = bracket_end(self.context, token) or token
        return self.context.lowers[token] in _CLOSES or bool(self.context.flags[token] & (AND | RELATIVE))


def bracket_end(context: Context, token: int) -> int | None:
    """The token behind the bracket that opens at a token, if it is short."""
    for cursor in range(token + 1, min(token + _LONGEST_BRACKET, context.count)):
        if context.lowers[cursor] == ")":
            return cursor + 1
    return None
