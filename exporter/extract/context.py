"""What every stage reads: the document, the pack, and what is known of each token."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from exporter.extract.tagging import FINITE, classify, tag
from exporter.languages.classes import BIT, GENITIVE
from exporter.languages.pack import Head, Pack, RoleWord
from exporter.text import Document, Quotation

OPENERS = frozenset('«“"‹([„—–-:;•*#')
_MARGIN = 16


@dataclass(frozen=True)
class Context:
    """Facts by token; a margin of empty values behind the text spares a look ahead its test.

    `tags[i]` holds the lexicon's classes of token `i` ("" for an unknown word), `classes[i]` the one that fits here,
    `flags[i]` the bits of its function words. `barren` lines carry no facts.
    """

    document: Document
    pack: Pack
    lowers: list[str]
    flags: list[int]
    tags: list[str]
    classes: list[str]
    barren: frozenset[int]

    @property
    def count(self) -> int:
        """Tokens of the text."""
        return len(self.document.words)

    @cached_property
    def sentence_starts(self) -> frozenset[int]:
        """Tokens that are capitalised because something begins with them."""
        found = set()
        document = self.document
        for first, last in document.sentences:
            token = first
            while token < last and document.words[token] in OPENERS:
                token += 1
            found.add(token)
        for quotation in document.quotations:
            found.add(document.token_at(quotation.start))
        return frozenset(found)

    @cached_property
    def line_numbers(self) -> list[int]:
        """The paragraph of each token."""
        numbers: list[int] = []
        for number, line in enumerate(self.document.lines):
            numbers += [number] * (line.last - line.first)
        return numbers

    @cached_property
    def verb_tokens(self) -> list[int]:
        """Tokens that may be a form of a reporting verb, or one with its subject behind a hyphen."""
        forms = self.pack.verb_forms
        return [token for token, word in enumerate(self.document.lowers) if word in forms or "-" in word]

    @cached_property
    def opaque(self) -> list[int]:
        """For each token inside a marked passage the token behind it, else 0."""
        closings = [0] * (len(self.document.words) + _MARGIN)
        for quotation in self.document.quotations:
            if quotation.depth == 0:
                last = min(self.document.token_at(quotation.closing), len(self.document.words))
                first = self.document.token_at(quotation.opening)
                closings[first:last] = [last] * (last - first)
        return closings

    @cached_property
    def passages(self) -> dict[int, Quotation]:
        """The marked passage of each token inside of one."""
        found: dict[int, Quotation] = {}
        for quotation in self.document.quotations:
            if quotation.depth == 0:
                last = min(self.document.token_at(quotation.closing), len(self.document.words))
                found.update(dict.fromkeys(range(self.document.token_at(quotation.opening), last), quotation))
        return found

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

    def role_at(self, token: int) -> tuple[int, RoleWord] | None:
        """The longest role noun that starts at a token, with the token behind it."""
        lowers = self.document.lowers
        width = self.pack.role_openings.get(lowers[token], 0)
        for count in range(min(width, len(lowers) - token), 0, -1):
            role = self.pack.roles.get(" ".join(lowers[token : token + count]).replace("' ", "'"))
            if role is not None:
                return token + count, role
        return None

    def head_at(self, token: int) -> tuple[int, Head] | None:
        """The longest head noun of a proper name that starts at a token, with the token behind it."""
        width = self.pack.head_openings.get(self.document.lowers[token], 0)
        for count in range(min(width, len(self.document.words) - token), 0, -1):
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
        return self.document.starts[first], self.document.ends[last - 1]

    def text(self, first: int, last: int) -> str:
        """The tokens as they stand, with straight apostrophes and plain spaces."""
        return self.document.plain[self.document.starts[first] : self.document.ends[last - 1]]


def build_context(document: Document, pack: Pack, barren: frozenset[int]) -> Context:
    """Looks every token up once."""
    get = pack.word_flags.get
    flags = [get(word, 0) for word in document.lowers]
    tags = tag(document, pack)
    classes = classify(document, pack, flags, tags)
    empty = [""] * _MARGIN
    lowers = document.lowers + empty
    return Context(document, pack, lowers, flags + [0] * _MARGIN, tags + empty, classes + empty, barren)
