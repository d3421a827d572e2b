"""What the capitals of a text tell: which words can be part of a name, and which only open a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from exporter.extract.context import OPENERS, Context
from exporter.languages.classes import ARTICLE_CLITIC, CONTRACTED, GENITIVE, PLURAL_DETERMINER
from exporter.languages.pack import Head
from exporter.text import MARGIN

_FUNCTION: Final = frozenset("cdpr")
_SHOUTED_SHARE: Final = 0.6
_SHOUTED_WORDS: Final = 3
_HEAD_WIDTH: Final = 4
_ADJECTIVES: Final = 2
_ROMAN: Final = frozenset("IVXLC")
_BRIEF: Final = 3
_STOPS: Final = frozenset(".?!…")


class Name(NamedTuple):
    """A half-open token range. `source` is a table of the gazetteer, "head", "portfolio" "run"; `key` its lower case.

    `head` and `head_type` are the kind and the type of the head noun that opens it.
    """

    first: int
    last: int
    source: str
    key: str
    head: str = ""
    head_type: str = ""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Facts by token. `proper` holds the words that stand with a capital inside of a sentence, `surnames` the pairs
    of a particle and a name that follow a capital ("Le", "Goff" in "Léa Le Goff"), `nobles` those with a particle in
    lower case ("de", "Brécourt" in "Charles de Brécourt"), `bare` the words that no genitive stands before.
    """

    capital: list[bool]
    initial: list[bool]
    shouted: list[bool]
    proper: frozenset[str]
    surnames: frozenset[tuple[str, str]]
    bare: frozenset[str]
    nobles: frozenset[tuple[str, str]]


def read_shapes(context: Context) -> Shapes:
    """One pass over the tokens."""
    words, lowers = context.document.words, context.lowers
    capital = [word[0].isupper() for word in words]
    capital += [False] * MARGIN
    initial = _initial(context)
    shouted = _shouted(context, capital)
    proper: set[str] = set()
    surnames: set[tuple[str, str]] = set()
    bare: set[str] = set()
    nobles: set[tuple[str, str]] = set()
    weak = context.pack.words["weak_particles"]
    for token, is_capital in enumerate(capital):
        if is_capital and not initial[token] and not shouted[token]:
            proper.add(lowers[token])
            if not context.flags[token - 1] & GENITIVE:
                bare.add(lowers[token])
            elif token > 1 and lowers[token - 1] in weak and is_given(context, token - 2):
                nobles.add((lowers[token - 1], lowers[token]))
            if capital[token + 1] and token and capital[token - 1] and is_function_word(context, token):
                surnames.add((lowers[token], lowers[token + 1]))
    return Shapes(capital, initial, shouted, frozenset(proper), frozenset(surnames), frozenset(bare), frozenset(nobles))


def _initial(context: Context) -> list[bool]:
    """Tokens that something begins with: a sentence, a marked passage, a clause behind a colon or a dash."""
    words = context.document.words
    initial = [False] * (len(words) + MARGIN)
    for token in context.sentence_starts:
        initial[token] = True
    for token in [token for token, word in enumerate(words, 1) if word in OPENERS]:
        initial[token] = True
    for quotation in context.document.quotations:
        if quotation.depth == 0:  # what is marked inside of it lies in the same range
            for token in range(quotation.first + 1, quotation.last):
                initial[token] = initial[token] or _is_behind_stop(context, token)
    for line in context.document.lines:
        if words[line.first].isdigit():
            initial[line.first + 1] = True
    return initial


def _is_behind_stop(context: Context, token: int) -> bool:
    """Whether a sentence ends before a token; a single letter with a full stop is an initial ("J. Morin")."""
    words = context.document.words
    return words[token - 1] in _STOPS and (words[token - 1] != "." or len(words[token - 2]) > 1)


def _shouted(context: Context, capital: list[bool]) -> list[bool]:
    """Tokens of lines in capitals, where a capital tells nothing."""
    words = context.document.words
    shouted = [False] * (len(words) + MARGIN)
    for line in context.document.lines:
        if 2 * sum(capital[line.first : line.last]) < line.last - line.first:
            continue
        line_words = words[line.first : line.last]
        long = [word for word in line_words if len(word) > 2 and word.isalpha()]
        upper = sum(word.isupper() for word in long)
        if upper >= _SHOUTED_WORDS and upper > _SHOUTED_SHARE * len(long):
            shouted[line.first : line.last] = [True] * (line.last - line.first)
    return shouted


def is_given(context: Context, token: int) -> bool:
    """Whether a token is a first name, or a compound of them."""
    if token >= context.count:
        return False
    names, word = context.pack.first_names, context.document.words[token]
    if word in names:
        return True
    return "-" in word and all(part in names for part in word.split("-"))


def is_function_word(context: Context, token: int) -> bool:
    """Whether the most usual reading of a token is a determiner, preposition, conjunction or pronoun."""
    return context.tags[token][:1] in _FUNCTION and context.tags[token] != ""


def is_known_word(context: Context, token: int) -> bool:
    """Whether the language has this word in lower case."""
    return context.tags[token] != ""


def is_roman(context: Context, word: str) -> bool:
    """Whether a word is a Roman number, maybe with the ending of an ordinal ("XIV", "XIVe")."""
    letters = word.rstrip("".join(context.pack.words["ordinal_letters"]))
    long = len(letters) > 1 or len(word) < _BRIEF or letters == "I"
    return bool(letters) and long and _ROMAN.issuperset(letters)


def is_initial_letter(context: Context, shapes: Shapes, token: int) -> bool:
    """ "J" in "J. Morin": a single capital with a full stop and another capital behind."""
    words = context.document.words
    return (
        len(words[token]) == 1
        and shapes.capital[token]
        and token + 2 < len(words)
        and words[token + 1] == "."
        and shapes.capital[token + 2]
        and (len(words[token + 2]) == 1 or not is_function_word(context, token + 2))
    )


def is_people(context: Context, token: int) -> bool:
    """Whether a capitalised word names a people or one of its members ("Français", "les Valbourgeois")."""
    word = context.lowers[token]
    if word in context.pack.demonyms or "-" in word and word.rsplit("-", 1)[1] in context.pack.demonyms:
        return True
    if not word.endswith(context.pack.people_endings) or not token:
        return False
    before = context.flags[token - 1]
    if before & PLURAL_DETERMINER:
        return word.endswith("s") and word not in context.pack.gazetteer.openings
    return bool(before & (ARTICLE_CLITIC | CONTRACTED)) and is_given(context, token + 1)


def head_before(context: Context, token: int) -> Head | None:
    """The head noun that ends before a token, with at most two adjectives between."""
    cursor = token
    heads, closings = context.pack.heads, context.pack.head_closings
    for _ in range(_ADJECTIVES + 1):
        noun = context.document.words[cursor - 1] in closings and not context.is_finite(cursor - 1)
        longest = min(_HEAD_WIDTH, cursor) if noun else 0
        for width in range(longest, 0, -1):
            head = heads.get(context.text(cursor - width, cursor))
            if head is not None:
                return head
        if cursor < 2 or not context.is_adjective(cursor - 1) or context.document.words[cursor - 1][0].isupper():
            return None
        cursor -= 1
    return None
