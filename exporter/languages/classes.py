"""Classes of function words as bits: one look-up a token, then integer tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NAMES = (
    "definite", "indefinite", "demonstrative", "possessive", "plural_determiners", "contracted", "article_clitics",
    "prepositions", "genitives", "datives", "locatives", "agents", "and", "adversatives", "complementizers",
    "subject_relatives", "relatives", "subordinators", "interrogatives", "negations", "negators", "object_clitics",
    "reflexives", "have", "be", "been", "plural_auxiliaries", "auxiliary_infinitives", "auxiliary_gerunds",
    "subject_pronouns", "impersonal_pronouns", "modals", "causatives", "time_nouns", "intensifiers", "correlatives",
    "predicate_markers", "emphatics", "gerund_marker", "lower_names",
)  # fmt: skip
BIT: dict[str, int] = {name: 1 << position for position, name in enumerate(NAMES)}

DEFINITE = BIT["definite"]
INDEFINITE = BIT["indefinite"]
DEMONSTRATIVE = BIT["demonstrative"]
POSSESSIVE = BIT["possessive"]
DETERMINER = DEFINITE | INDEFINITE | DEMONSTRATIVE | POSSESSIVE
PLURAL_DETERMINER = BIT["plural_determiners"]
CONTRACTED = BIT["contracted"]
ARTICLE_CLITIC = BIT["article_clitics"]
PREPOSITION = BIT["prepositions"]
GENITIVE = BIT["genitives"]
DATIVE = BIT["datives"]
LOCATIVE = BIT["locatives"]
AGENT = BIT["agents"]
AND = BIT["and"]
ADVERSATIVE = BIT["adversatives"]
COORDINATOR = AND | ADVERSATIVE
COMPLEMENTIZER = BIT["complementizers"]
SUBJECT_RELATIVE = BIT["subject_relatives"]
RELATIVE = BIT["relatives"]
SUBORDINATOR = BIT["subordinators"]
INTERROGATIVE = BIT["interrogatives"]
OPENS_CLAUSE = COMPLEMENTIZER | RELATIVE | SUBORDINATOR
NEGATION = BIT["negations"]
NEGATOR = BIT["negators"]
OBJECT_CLITIC = BIT["object_clitics"]
REFLEXIVE = BIT["reflexives"]
CLITIC = OBJECT_CLITIC | REFLEXIVE | NEGATOR
HAVE = BIT["have"]
BE = BIT["be"]
BEEN = BIT["been"]
AUXILIARY = HAVE | BE
PLURAL_AUXILIARY = BIT["plural_auxiliaries"]
AUXILIARY_INFINITIVE = BIT["auxiliary_infinitives"]
AUXILIARY_GERUND = BIT["auxiliary_gerunds"]
SUBJECT_PRONOUN = BIT["subject_pronouns"]
IMPERSONAL = BIT["impersonal_pronouns"]
MODAL = BIT["modals"]
CAUSATIVE = BIT["causatives"]
TIME_NOUN = BIT["time_nouns"]
INTENSIFIER = BIT["intensifiers"]
CORRELATIVE = BIT["correlatives"]
PREDICATE_MARKER = BIT["predicate_markers"]
EMPHATIC = BIT["emphatics"]
GERUND_MARKER = BIT["gerund_marker"]
LOWER_NAME = BIT["lower_names"]

ROLE_OPENING = 1 << len(NAMES)
HEAD_OPENING = ROLE_OPENING << 1
FRAME_OPENING = ROLE_OPENING << 2
PARTITIVE_OPENING = ROLE_OPENING << 3
PRONOUN = ROLE_OPENING << 4
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
