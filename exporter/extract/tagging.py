"""The word class of each token: the lexicon's classes, decided by the words before.

Classes are the lexicon's letters (N noun, A adjective, D adverb, S T V finite verb, I infinitive, P past participle,
G present participle, p preposition, d determiner, c conjunction, r pronoun, x other), "" for an unknown word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from exporter.languages.classes import (
    ARTICLE_CLITIC,
    AUXILIARY,
    AUXILIARY_GERUND,
    AUXILIARY_INFINITIVE,
    BEEN,
    CLITIC,
    COMPLEMENTIZER,
    CONTRACTED,
    DETERMINER,
    EMPHATIC,
    GENITIVE,
    GERUND_MARKER,
    IMPERSONAL,
    INTERROGATIVE,
    NEGATION,
    NEGATOR,
    PREPOSITION,
    REFLEXIVE,
    SUBJECT_PRONOUN,
    SUBJECT_RELATIVE,
    SUBORDINATOR,
)
from exporter.languages.pack import Pack
from exporter.text import Document

FINITE: Final = frozenset("STV")
_LETTERS: Final = {"3s": "S", "3p": "T", "pp": "P", "inf": "I", "ger": "G", "1s": "V", "2s": "V", "1p": "V", "2p": "V"}
_BEFORE_VERB: Final = SUBJECT_PRONOUN | IMPERSONAL | NEGATOR | REFLEXIVE | SUBJECT_RELATIVE
_AUXILIARY: Final = AUXILIARY | AUXILIARY_INFINITIVE | AUXILIARY_GERUND | BEEN
_NOUN, _VERB, _NOMINAL = "NA", "STV", "NAP"
_NO_NAME: Final = "STVIPGN"
_BEGINS: Final = frozenset('«“"‹([:;—–-.!?…') | {"...", "?!", "!?"}
_CLOSERS: Final = frozenset('»”"›,–—)')
_MARKS: Final = frozenset('«“"‹:')
_INSIDE_GROUP: Final = NEGATION | EMPHATIC
_BEHIND_VERB: Final = DETERMINER | COMPLEMENTIZER | NEGATION | INTERROGATIVE


def tag(document: Document, pack: Pack) -> list[str]:
    """Every class that the lexicon, else the verb table, gives a token, the most usual first."""
    lookup, forms = pack.lexicon.__getitem__, pack.verb_forms
    tags = [lookup(word) or (_of_forms(word, pack) if word in forms else "") for word in document.lowers]
    words, endings = document.words, pack.participle_endings
    for token in [token for token, word in enumerate(words) if not tags[token] and word.endswith(endings)]:
        if words[token][0].islower():
            tags[token] = "P"
    return tags


def _of_forms(word: str, pack: Pack) -> str:
    features = {feature for reading in pack.readings(word) for feature in reading.features}
    return "".join(letter for feature, letter in _LETTERS.items() if feature in features)


def classify(document: Document, pack: Pack, flags: list[int], tags: list[str]) -> list[str]:
    """One class a token; `flags` are the bits of its function words."""
    classes = [tags_of[:1] for tags_of in tags]
    words, lowers, forms = document.words, document.lowers, pack.verb_forms
    begins = _beginnings(document)
    for token in _undecided(words, flags, tags):
        tags_of = tags[token]
        if tags_of and tags_of[0] in _NO_NAME and words[token][0].isupper() and token not in begins:
            classes[token] = "N" if "N" in tags_of else ""
        elif len(tags_of) > 1:
            kind = _decide(tags_of, token, flags, classes)
            if kind in _NOMINAL and lowers[token] in forms and _is_report(document, pack, token, flags, classes, tags):
                kind = _first(tags_of, _VERB)
            classes[token] = kind
        elif not tags_of and "-" in lowers[token]:
            classes[token] = _inverted(lowers[token], token, flags, pack)
        if flags[token] & ARTICLE_CLITIC and _is_clitic(token, flags, tags, lowers, pack):
            classes[token] = "r"
    _mark_negated(lowers, pack, flags, tags, classes)
    return classes


def _mark_negated(lowers: list[str], pack: Pack, flags: list[int], tags: list[str], classes: list[str]) -> None:
    """ "ne décolère pas": a word that no table knows between the two parts of a negation is a finite verb."""
    last, negators = len(lowers) - 1, pack.words["negators"]
    for token in [token for token, word in enumerate(lowers) if word in negators]:
        verb = token + 1
        while verb < last and flags[verb] & CLITIC:
            verb += 1
        if verb < last and not tags[verb] and lowers[verb].isalpha() and flags[verb + 1] & NEGATION:
            classes[verb] = "T" if lowers[verb].endswith(tuple(pack.words["plural_verb_endings"])) else "S"


def _undecided(words: list[str], flags: list[int], tags: list[str]) -> list[int]:
    """Tokens whose class the lexicon alone does not tell: of several classes, capitals, articles, inverted verbs."""
    return [
        token
        for token, (word, flag, tags_of) in enumerate(zip(words, flags, tags, strict=False))
        if len(tags_of) > 1 or flag & ARTICLE_CLITIC or word[0].isupper() or (not tags_of and "-" in word)
    ]


def _beginnings(document: Document) -> set[int]:
    """Tokens that have a capital because something begins with them."""
    found = {token for token, word in enumerate(document.words, 1) if word in _BEGINS}
    found.update([first for first, _ in document.sentences])
    return found


def _decide(tags_of: str, token: int, flags: list[int], classes: list[str]) -> str:
    """The reading that fits the word before."""
    before = flags[token - 1] if token else 0
    kind = classes[token - 1] if token else ""
    behind_negator = token > 1 and flags[token - 2] & NEGATOR
    if before & _BEFORE_VERB or before & CLITIC and (kind == "r" or behind_negator):
        return _first(tags_of, _VERB, "IP", "r")
    if before & GERUND_MARKER and "G" in tags_of:
        return "G"
    if before & (DETERMINER | CONTRACTED) and kind != "r":
        return _first(tags_of, _NOUN, "P")
    if (before & (_AUXILIARY | _INSIDE_GROUP) or kind == "D") and _behind_auxiliary(token, flags, classes):
        return _first(tags_of, "PDA")
    if before & PREPOSITION or kind == "p":
        return _first(tags_of, "I", _NOUN + "dpr")
    if kind == "A" and tags_of[0] in _VERB and token > 1 and flags[token - 2] & (DETERMINER | CONTRACTED):
        return _first(tags_of, _NOUN)
    if kind == "N" and tags_of[0] == "N":
        return _first(tags_of, "AP" + _VERB)
    return tags_of[0]


def _is_report(
    document: Document, pack: Pack, token: int, flags: list[int], classes: list[str], tags: list[str]
) -> bool:
    """Whether a form that is also a noun is a reporting verb: between a subject or a mark and what verbs govern."""
    if not any(letter in _VERB for letter in tags[token]) or token == 0 or token + 1 >= len(document.words):
        return False
    if flags[token - 1] & (DETERMINER | CONTRACTED | PREPOSITION) and classes[token - 1] != "r":
        return False
    if _behind_auxiliary(token, flags, classes):
        return False
    before, behind = document.words[token - 1], document.words[token + 1]
    after_subject = classes[token - 1] in ("N", "A", "") and (before[0].isalnum() or before in _CLOSERS)
    if not after_subject and classes[token - 1] not in ("D", "r", "P"):
        return False
    if before in _CLOSERS:
        return (
            bool(flags[token + 1] & DETERMINER) or behind[0].isupper() or behind in _MARKS or classes[token - 1] == ""
        )
    if classes[token - 1] == "A" and token > 1 and flags[token - 2] & DETERMINER:
        return bool(flags[token + 1] & COMPLEMENTIZER)
    if flags[token + 1] & GENITIVE and not flags[token + 1] & DETERMINER:
        return False
    if flags[token + 1] & _BEHIND_VERB or behind in _MARKS or tags[token + 1][:1] in ("I", "D", "r"):
        return True
    return behind.lower() in pack.words["verb_particles"]


@lru_cache(maxsize=4096)
def _first(tags_of: str, *wanted: str) -> str:
    """The most usual class among the first group that has one, else the most usual of all."""
    for group in wanted:
        for letter in tags_of:
            if letter in group:
                return letter
    return tags_of[0]


def _behind_auxiliary(token: int, flags: list[int], classes: list[str]) -> bool:
    """Whether an auxiliary stands before, with adverbs and negation between."""
    cursor = token - 1
    floor = max(0, token - 4)
    while cursor >= floor:
        if flags[cursor] & _AUXILIARY:
            return True
        if not (flags[cursor] & _INSIDE_GROUP or classes[cursor] == "D"):
            return False
        cursor -= 1
    return False


def _is_clitic(token: int, flags: list[int], tags: list[str], lowers: list[str], pack: Pack) -> bool:
    """Whether "le", "la", "les" is a pronoun: between a subject and its verb, or before what is only a verb."""
    if token and flags[token - 1] & (_BEFORE_VERB | REFLEXIVE) and not flags[token - 1] & SUBJECT_RELATIVE:
        return True
    following = tags[token + 1] if token + 1 < len(tags) else ""
    if not following:
        return False
    if token and flags[token - 1] & (SUBORDINATOR | COMPLEMENTIZER) and lowers[token + 1] in pack.verb_forms:
        return following[0] in "STV" or "S" in following and lowers[token + 1] not in pack.roles
    if token and flags[token - 1] & SUBJECT_RELATIVE:
        return following[0] in "STVrI"
    if token and following[0] in "STV" and tags[token - 1][:1] in ("N", "A") and lowers[token + 1] not in pack.roles:
        return True
    return following[0] in "STVI" and not ("N" in following or "A" in following or "P" in following)


def _inverted(word: str, token: int, flags: list[int], pack: Pack) -> str:
    """The class of a verb with its subject behind a hyphen ("affirme-t-elle"), else ""; an auxiliary stays one."""
    for ending, pronoun in pack.inversions.items():
        if word.endswith(ending) and len(word) > len(ending):
            agreement = pack.pronouns.get(pronoun, "")
            flags[token] |= pack.word_flags.get(word[: -len(ending)], 0) & AUXILIARY
            return "T" if agreement.endswith("p") else "S" if agreement else "V"
    return ""
