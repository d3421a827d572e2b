"""Classes of function words as bits: one look-up a token, then integer tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

NAMES: Final = (
    "definite", "indefinite", "demonstrative", "possessive", "plural_determiners", "contracted", "article_clitics",
    "prepositions", "genitives", "datives", "locatives", "agents", "and", "adversatives", "complementizers",
    "subject_relatives", "relatives", "subordinators", "interrogatives", "negations", "negators", "object_clitics",
    "reflexives", "have", "be", "been", "plural_auxiliaries", "auxiliary_infinitives", "auxiliary_gerunds",
    "subject_pronouns", "impersonal_pronouns", "modals", "causatives", "time_nouns", "intensifiers", "correlatives",
    "predicate_markers", "emphatics", "gerund_marker", "lower_names",
)  # fmt: skip
BIT: Final[dict[str, int]] = {name: 1 << position for position, name in enumerate(NAMES)}

DEFINITE: Final = BIT["definite"]
INDEFINITE: Final = BIT["indefinite"]
DEMONSTRATIVE: Final = BIT["demonstrative"]
POSSESSIVE: Final = BIT["possessive"]
DETERMINER: Final = DEFINITE | INDEFINITE | DEMONSTRATIVE | POSSESSIVE
PLURAL_DETERMINER: Final = BIT["plural_determiners"]
CONTRACTED: Final = BIT["contracted"]
ARTICLE_CLITIC: Final = BIT["article_clitics"]
PREPOSITION: Final = BIT["prepositions"]
GENITIVE: Final = BIT["genitives"]
DATIVE: Final = BIT["datives"]
LOCATIVE: Final = BIT["locatives"]
AGENT: Final = BIT["agents"]
AND: Final = BIT["and"]
ADVERSATIVE: Final = BIT["adversatives"]
COORDINATOR: Final = AND | ADVERSATIVE
COMPLEMENTIZER: Final = BIT["complementizers"]
SUBJECT_RELATIVE: Final = BIT["subject_relatives"]
RELATIVE: Final = BIT["relatives"]
SUBORDINATOR: Final = BIT["subordinators"]
INTERROGATIVE: Final = BIT["interrogatives"]
OPENS_CLAUSE: Final = COMPLEMENTIZER | RELATIVE | SUBORDINATOR
NEGATION: Final = BIT["negations"]
NEGATOR: Final = BIT["negators"]
OBJECT_CLITIC: Final = BIT["object_clitics"]
REFLEXIVE: Final = BIT["reflexives"]
CLITIC: Final = OBJECT_CLITIC | REFLEXIVE | NEGATOR
HAVE: Final = BIT["have"]
BE: Final = BIT["be"]
BEEN: Final = BIT["been"]
AUXILIARY: Final = HAVE | BE
PLURAL_AUXILIARY: Final = BIT["plural_auxiliaries"]
AUXILIARY_INFINITIVE: Final = BIT["auxiliary_infinitives"]
AUXILIARY_GERUND: Final = BIT["auxiliary_gerunds"]
SUBJECT_PRONOUN: Final = BIT["subject_pronouns"]
IMPERSONAL: Final = BIT["impersonal_pronouns"]
TIME_NOUN: Final = BIT["time_nouns"]
INTENSIFIER: Final = BIT["intensifiers"]
CORRELATIVE: Final = BIT["correlatives"]
PREDICATE_MARKER: Final = BIT["predicate_markers"]
EMPHATIC: Final = BIT["emphatics"]
GERUND_MARKER: Final = BIT["gerund_marker"]
LOWER_NAME: Final = BIT["lower_names"]

ROLE_OPENING: Final = 1 << len(NAMES)
HEAD_OPENING: Final = ROLE_OPENING << 1
FRAME_OPENING: Final = ROLE_OPENING << 2
PARTITIVE_OPENING: Final = ROLE_OPENING << 3
PRONOUN: Final = ROLE_OPENING << 4
"""Words with which a row of a table begins, so that the others are not looked up there."""


def word_flags(classes: Mapping[str, frozenset[str]], openings: Mapping[int, Iterable[str]]) -> dict[str, int]:
    """Each single word of the pack's classes and openings (bit -> words) with the bits of all that list it."""
    listed = {bit: classes.get(name, ()) for name, bit in BIT.items()} | dict(openings)
    flags: dict[str, int] = {}
    for bit, words in listed.items():
        for word in words:
            if " " not in word:
                flags[word] = flags.get(word, 0) | bit
    return flags
