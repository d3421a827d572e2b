"""What every stage reads: the document, the pack, and what is known of each token."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exporter.extract.tagging import FINITE, classify, tag
from exporter.languages.classes import BIT, GENITIVE
from exporter.languages.pack import Head, Pack, RoleWord
from exporter.text import MARGIN, Document, Quotation

OPENERS: Final = frozenset('«“"‹([„—–-:;•*#')


@dataclass(frozen=True, slots=True)
class Context:
    """Facts by token; a margin of empty values behind the text spares a look ahead its test.

    `tags[i]` holds the lexicon's classes of token `i` ("" for an unknown word), `classes[i]` the one that fits here,
    `flags[i]` the bits of its function words, `opaque[i]` the token behind the marked passage that it stands in, else
    0, `line_numbers[i]` and `sentence_numbers[i]` its paragraph and sentence. `passages` holds the marked passages by
    that token behind them, `sentence_starts` the tokens that are capitalised because something begins with them,
    `verb_tokens` those that may be a form of a reporting verb. `barren` lines carry no facts;
    `datelines` holds for a line where its dateline ends and its text starts.
    """

    document: Document
    pack: Pack
    lowers: list[str]
    flags: list[int]
    tags: list[str]
    classes: list[str]
    barren: frozenset[int]
    datelines: Mapping[int, tuple[int, int]]
    opaque: list[int]
    passages: dict[int, Quotation]
    line_numbers: array[int]
    sentence_numbers: array[int]
    sentence_starts: frozenset[int]
    verb_tokens: array[int]

    @property
    def count(self) -> int:
        """Tokens of the text."""
        return len(self.document.words)

    def is_initial(self, token: int) -> bool:
        return token in self.sentence_starts or (token > 0 and self.document.words[token - 1] in OPENERS)

    def word(self, token: int) -> str:
        """The token in lower case, or "" outside of the text."""
        return self.lowers[token] if token < len(self.lowers) else ""

    def is_in(self, token: int, name: str) -> bool:
        """Whether a token belongs to a class of function words of the pack."""
        if token >= len(self.lowers):
            return False
        bit = BIT.get(name)
        return self.lowers[token] in self.pack.words[name] if bit is None else self.flags[token] & bit != 0

    def tag(self, token: int) -> str:
        return self.tags[token] if token < len(self.tags) else ""

    def is_finite(self, token: int) -> bool:
        """Whether a token is a finite verb here."""
        return self.classes[token] in FINITE

    def matches(self, token: int, words: tuple[str, ...]) -> bool:
        """Whether these words stand at a token."""
        return tuple(self.lowers[token : token + len(words)]) == words

    def without_former(self, word: str) -> str:
        """ "ex-ministre" without its prefix; any other word as it is."""
        if "-" in word:
            for prefix in self.pack.words["former_prefixes"]:
                if word.startswith(prefix):
                    return word[len(prefix) :]
        return word

    def role_at(self, token: int) -> tuple[int, RoleWord] | None:
        """The longest role noun that starts at a token, with the token behind it."""
        lowers, opening = self.lowers, self.pack.role_openings
        first = lowers[token]
        width = opening.get(first, 0)
        if not width:
            first = self.without_former(first)
            width = opening.get(first, 0) if first is not lowers[token] else 0
        if not width:
            return None
        for count in range(min(width, self.count - token), 0, -1):
            role = self.pack.roles.get(" ".join([first, *lowers[token + 1 : token + count]]).replace("' ", "'"))
            if role is not None:
                return token + count, role
        return None

    def head_at(self, token: int) -> tuple[int, Head] | None:
        """The longest head noun of a proper name that starts at a token, with the token behind it."""
        width = self.pack.head_openings.get(self.lowers[token], 0)
        if not width:
            return None
        for count in range(min(width, self.count - token), 0, -1):
            phrase = self.text(token, token + count)
            heads = self.pack.heads
            head = heads.get(phrase) or heads.get(phrase[0].lower() + phrase[1:]) or heads.get(phrase.lower())
            if head is not None:
                return token + count, head
        return None

    def is_adjective(self, token: int) -> bool:
        """Whether a token can modify a noun here."""
        kind = self.classes[token]
        if kind == "G" and self.flags[token + 1] & GENITIVE:
            return True
        return self.lowers[token] in self.pack.demonyms or "A" in self.tags[token] and kind in ("N", "A", "P")

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the half-open token range."""
        return self.document.span(first, last)

    def text(self, first: int, last: int) -> str:
        """The tokens as they stand, with straight apostrophes and plain spaces."""
        document = self.document
        return document.plain[document.starts[first] : document.starts[last - 1] + len(document.words[last - 1])]


def build_context(
    document: Document, pack: Pack, barren: frozenset[int], datelines: Mapping[int, tuple[int, int]]
) -> Context:
    """Looks every token up once."""
    get = pack.word_flags.get
    flags = [get(word, 0) for word in document.lowers]
    tags = tag(document, pack)
    classes = classify(document, pack, flags, tags)
    opaque, passages = _marked(document)
    return Context(
        document=document,
        pack=pack,
        lowers=document.lowers,
        flags=flags,
        tags=tags,
        classes=classes,
        barren=barren,
        datelines=datelines,
        opaque=opaque,
        passages=passages,
        line_numbers=_numbers([(line.first, line.last) for line in document.lines]),
        sentence_numbers=_numbers(document.sentences),
        sentence_starts=_sentence_starts(document),
        verb_tokens=_verb_tokens(document, pack),
    )


def _marked(document: Document) -> tuple[list[int], dict[int, Quotation]]:
    """For each token inside a marked passage the token behind it, else 0; and the passages by token."""
    count = len(document.words)
    opaque = [0] * (count + MARGIN)
    passages: dict[int, Quotation] = {}
    for quotation in document.quotations:
        if quotation.depth == 0:
            first, last = quotation.mark, min(quotation.behind, count)
            opaque[first:last] = [last] * (last - first)
            passages[last] = quotation
    return opaque, passages


def _numbers(ranges: Sequence[tuple[int, int]]) -> array[int]:
    """For each token, and for the margin, the number of the range that holds it; the ranges leave no token out."""
    numbers = array("I")
    for number, (first, last) in enumerate(ranges):
        numbers.extend(array("I", (number,)) * (last - first))
    numbers.extend(array("I", (max(len(ranges) - 1, 0),)) * MARGIN)
    return numbers


def _sentence_starts(document: Document) -> frozenset[int]:
    found = set()
    for first, last in document.sentences:
        token = first
        while token < last and document.words[token] in OPENERS:
            token += 1
        found.add(token)
    for quotation in document.quotations:
        found.add(quotation.first)
    return frozenset(found)


def _verb_tokens(document: Document, pack: Pack) -> array[int]:
    """Forms of reporting verbs, and what may be one with its subject behind a hyphen."""
    forms = pack.verb_forms
    return array("I", [token for token, word in enumerate(document.lowers) if word in forms or "-" in word])
