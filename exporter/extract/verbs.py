"""Verb groups of reporting verbs: auxiliaries, clitics, negation and adverbs around a form of the verb table."""

from __future__ import annotations

from dataclasses import dataclass

from exporter.extract.context import Context
from exporter.languages.pack import Verb, VerbForm

_INSIDE_GROUP = 6


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """`[first, last)` with clitics and negation; `[cue, last)` is the reporting expression.

    `mood`: finite, infinitive, gerund, or participle (without auxiliary). `pronoun` is an inverted subject.
    """

    first: int
    cue: int
    last: int
    verbs: tuple[Verb, ...]
    mood: str
    plural: bool
    negated: bool
    passive: bool
    pronoun: str = ""


def find_verb_groups(context: Context, first: int, last: int) -> list[VerbGroup]:
    """The reporting verb groups of a token range, marked passages left out."""
    groups: list[VerbGroup] = []
    forms, lowers, opaque = context.pack.verb_forms, context.document.lowers, context.opaque
    token = first
    while token < last:
        if opaque[token]:
            token = opaque[token]
            continue
        word = lowers[token]
        pronoun = ""
        if word not in forms and "-" in word:
            word, pronoun = split_inversion(context, word)
        if word in forms:
            group = _group(context, token, word, pronoun, first, last)
            if group is not None:
                groups.append(group)
                token = group.last
                continue
        token += 1
    return groups


def split_inversion(context: Context, word: str) -> tuple[str, str]:
    """A verb with its inverted subject as (verb, pronoun): "affirme-t-elle" -> ("affirme", "elle")."""
    for name in ("inverted", "inverted_impersonal"):
        for ending in context.pack.pronoun_classes[name]:
            if word.endswith(ending):
                return word[: -len(ending)], ending.rsplit("-", 1)[1]
    return word, ""


def _group(context: Context, token: int, word: str, pronoun: str, floor: int, limit: int) -> VerbGroup | None:
    readings = list(context.pack.readings(word))
    features = frozenset().union(*(reading.features for reading in readings))
    if not pronoun and _is_noun_here(context, token):
        return None
    if "pp" in features and not pronoun:
        group = _compound(context, token, readings, floor, limit)
        if group is not None:
            return group
    mood = _mood(context, token, features, pronoun)
    if not mood:
        return None
    wanted = {"finite": {"3s", "3p"}, "infinitive": {"inf"}, "gerund": {"ger"}, "participle": {"pp"}}[mood]
    start = _with_clitics(context, token, floor)
    reflexive = any(context.is_in(index, "reflexives") for index in range(start, token))
    lemmas = [reading.lemma for reading in readings if reading.features & wanted]
    verbs, last = _verbs(context, lemmas, token + 1, limit, reflexive)
    if not verbs:
        return None
    plural = "3p" in features and "3s" not in features
    return VerbGroup(start, token, last, verbs, mood, plural, _is_negated(context, start, last), False, pronoun)


def _mood(context: Context, token: int, features: frozenset[str], pronoun: str) -> str:
    if features & {"3s", "3p"} or pronoun:
        return "finite"
    if "ger" in features:
        return "gerund"
    if "inf" in features:
        return "infinitive"
    return "participle" if "pp" in features else ""


def _is_noun_here(context: Context, token: int) -> bool:
    """ "l'annonce", "son juge": a form that is also a noun, behind a determiner or a preposition."""
    tag = context.tag(token)
    if "N" not in tag and "A" not in tag:
        return context.is_in(token - 1, "indefinite") or context.is_in(token - 1, "possessive")
    before = context.word(token - 1)
    if context.document.words[token][0].isupper() and not context.is_initial(token):
        return True
    if (
        context.is_in(token - 1, "definite")
        or context.is_in(token - 1, "possessive")
        or context.is_in(token - 1, "indefinite")
        or context.is_in(token - 1, "demonstrative")
    ):
        return not (
            before in ("le", "la", "les", "l'")
            and context.word(token - 2) in (*context.pack.pronoun_classes["subject"], "ne", "qui")
        )
    if (
        context.is_in(token - 1, "genitives")
        or before in ("à", "en", "sans", "par", "sous", "pour", "sur", "selon", "avec", "après")
        and "I" not in tag
    ):
        return "G" not in tag
    return context.tag(token - 1)[:1] == "A" and context.is_in(token - 2, "definite")


def _compound(context: Context, token: int, readings: list[VerbForm], floor: int, limit: int) -> VerbGroup | None:
    """Auxiliary, adverbs, participle: "a récemment indiqué", "s'est-elle indignée", "a-t-il déclaré", "est accusé par"."""
    cursor = token - 1
    been = False
    steps = 0
    while cursor >= floor and steps < _INSIDE_GROUP and not _auxiliary(context, cursor):
        if (
            context.is_in(cursor, "negations")
            or "D" in context.tag(cursor)
            or context.word(cursor) in ("tous", "tout", "lui-même", "elle-même", "lui", "aussi")
        ):
            steps += 1
        elif context.word(cursor) in context.pack.auxiliaries["been"]:
            been = True
        elif context.word(cursor) == "et" and context.tag(cursor - 1)[:1] == "P":
            return None
        else:
            return None
        cursor -= 1
    if cursor < floor or steps >= _INSIDE_GROUP or context.opaque[cursor]:
        return None
    word, pronoun = split_inversion(context, context.word(cursor))
    kind = _auxiliary(context, cursor)
    start = _with_clitics(context, cursor, floor)
    reflexive = any(context.is_in(index, "reflexives") for index in range(start, cursor))
    passive = been or kind.startswith("be") and not reflexive
    lemmas = [reading.lemma for reading in readings if "pp" in reading.features]
    verbs, last = _verbs(context, lemmas, token + 1, limit, reflexive)
    if not verbs:
        return None
    mood = "infinitive" if kind.endswith("infinitive") else "finite"
    if mood == "infinitive" and word.endswith("ant"):
        mood = "gerund"
    return VerbGroup(
        start, cursor, last, verbs, mood, kind.endswith("plural"), _is_negated(context, start, last), passive, pronoun
    )


def _auxiliary(context: Context, token: int) -> str:
    """Which auxiliary stands here, or ""."""
    word = context.word(token)
    if "-" in word:
        word, _ = split_inversion(context, word)
    for name in ("have_singular", "have_plural", "be_singular", "be_plural", "have_infinitive", "be_infinitive"):
        if word in context.pack.auxiliaries[name]:
            return name
    return ""


def _with_clitics(context: Context, token: int, floor: int) -> int:
    cursor = token - 1
    while (
        cursor >= floor
        and (context.is_in(cursor, "clitics") or context.is_in(cursor, "negators"))
        and not context.opaque[cursor]
    ):
        cursor -= 1
    return cursor + 1


def _is_negated(context: Context, start: int, last: int) -> bool:
    """ "ne ... pas" around the verb; "ne ... que" affirms."""
    if not any(context.is_in(index, "negators") for index in range(start, last)):
        return False
    return any(context.is_in(index, "negations") for index in range(start, min(last + 2, len(context.tags))))


def _verbs(
    context: Context, lemmas: list[str], token: int, limit: int, reflexive: bool
) -> tuple[tuple[Verb, ...], int]:
    """The entries that these lemmas, the words behind and a reflexive pronoun admit, with the end of the expression."""
    plain: list[Verb] = []
    for lemma in lemmas:
        for verb in context.pack.verbs.get(lemma, ()):
            if verb.pronominal != reflexive and not (
                reflexive and not verb.pronominal and not any(v.pronominal for v in context.pack.verbs[lemma])
            ):
                continue
            if not verb.rest:
                plain.append(verb)
                continue
            for skip in range(3):
                end = token + skip + len(verb.rest)
                if end <= limit and context.matches(token + skip, verb.rest):
                    return (verb,), end
                if not ("D" in context.tag(token + skip) or context.is_in(token + skip, "negations")):
                    break
    return tuple(plain), token
