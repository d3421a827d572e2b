"""Classes of function words as bits: one look-up a token, then integer tests."""

from __future__ import annotations

from collections.abc import Mapping

NAMES = (
    "definite", "indefinite", "demonstrative", "possessive", "plural_determiners", "contracted", "article_clitics",
    "prepositions", "genitives", "datives", "locatives", "agents", "and", "adversatives", "complementizers",
    "subject_relatives", "relatives", "subordinators", "interrogatives", "negations", "negators", "object_clitics",
    "reflexives", "have", "be", "been", "plural_auxiliaries", "auxiliary_infinitives", "auxiliary_gerunds",
    "subject_pronouns", "impersonal_pronouns", "modals", "causatives", "time_nouns", "intensifiers", "correlatives",
    "predicate_markers", "emphatics", "gerund_marker",
)  # fmt: skip
BIT: dict[str, int] = {name: 1 << position for position, name in enumerate(NAMES)}

DEFINITE, INDEFINITE = BIT["definite"], BIT["indefinite"]
DEMONSTRATIVE, POSSESSIVE = BIT["demonstrative"], BIT["possessive"]
DETERMINER = DEFINITE | INDEFINITE | DEMONSTRATIVE | POSSESSIVE
PLURAL_DETERMINER, CONTRACTED = BIT["plural_determiners"], BIT["contracted"]
ARTICLE_CLITIC = BIT["article_clitics"]
PREPOSITION, GENITIVE, DATIVE = BIT["prepositions"], BIT["genitives"], BIT["datives"]
LOCATIVE, AGENT = BIT["locatives"], BIT["agents"]
AND, ADVERSATIVE = BIT["and"], BIT["adversatives"]
COORDINATOR = AND | ADVERSATIVE
COMPLEMENTIZER, SUBJECT_RELATIVE, RELATIVE = BIT["complementizers"], BIT["subject_relatives"], BIT["relatives"]
SUBORDINATOR, INTERROGATIVE = BIT["subordinators"], BIT["interrogatives"]
OPENS_CLAUSE = COMPLEMENTIZER | RELATIVE | SUBORDINATOR
NEGATION, NEGATOR = BIT["negations"], BIT["negators"]
OBJECT_CLITIC, REFLEXIVE = BIT["object_clitics"], BIT["reflexives"]
CLITIC = OBJECT_CLITIC | REFLEXIVE | NEGATOR
HAVE, BE, BEEN = BIT["have"], BIT["be"], BIT["been"]
AUXILIARY = HAVE | BE
PLURAL_AUXILIARY = BIT["plural_auxiliaries"]
AUXILIARY_INFINITIVE, AUXILIARY_GERUND = BIT["auxiliary_infinitives"], BIT["auxiliary_gerunds"]
SUBJECT_PRONOUN, IMPERSONAL = BIT["subject_pronouns"], BIT["impersonal_pronouns"]
MODAL, CAUSATIVE = BIT["modals"], BIT["causatives"]
TIME_NOUN = BIT["time_nouns"]
INTENSIFIER, CORRELATIVE, PREDICATE_MARKER = BIT["intensifiers"], BIT["correlatives"], BIT["predicate_markers"]
EMPHATIC, GERUND_MARKER = BIT["emphatics"], BIT["gerund_marker"]


def word_flags(classes: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """Each single word of the pack's classes with the bits of all classes that list it."""
    flags: dict[str, int] = {}
    for name, bit in BIT.items():
        for word in classes.get(name, ()):
            if " " not in word:
                flags[word] = flags.get(word, 0) | bit
    return flags
