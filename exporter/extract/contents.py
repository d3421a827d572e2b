"""What a reporting verb reports: one small rule a construction, each yielding spans in characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from exporter.extract.clauses import DASHES, clause_end, coordinated_complementizer
from exporter.extract.context import Context
from exporter.extract.nominals import NominalIndex
from exporter.extract.subjects import closing_comma
from exporter.extract.titles import holds_words
from exporter.extract.verbs import VerbGroup, find_verb_groups
from exporter.languages.classes import (
    ADVERSATIVE,
    AGENT,
    AND,
    AUXILIARY_INFINITIVE,
    CLITIC,
    COMPLEMENTIZER,
    CONTRACTED,
    CORRELATIVE,
    DATIVE,
    DETERMINER,
    EMPHATIC,
    GENITIVE,
    IMPERSONAL,
    INDEFINITE,
    NEGATION,
    NEGATOR,
    OPENS_CLAUSE,
    PREDICATE_MARKER,
    PREPOSITION,
    RELATIVE,
    SUBJECT_PRONOUN,
    TIME_NOUN,
)
from exporter.text import trim

Span = tuple[int, int]
Content = tuple[str, Span]

_REACH = 18
_CLOSING_MARKS = frozenset('»”"›')
_INCISE_OPENERS = frozenset({",", "?", "!", "…", "...", "?!", "!?"}) | DASHES
_EDGE = ".,;:–—-"


class Sentence(NamedTuple):
    """The tokens in which a report is looked for."""

    first: int
    last: int


ContentRule = Callable[[Context, NominalIndex, VerbGroup, Sentence], Iterator[Content]]


def characters(context: Context, first: int, last: int) -> Span:
    """The token range in characters, without punctuation at its ends."""
    document = context.document
    text = document.text
    start, end = document.starts[first], document.ends[last - 1]
    while end > start and text[end - 1] in _EDGE and text[end - 3 : end] != "...":
        start, end = trim(text, start, end - 1)
    while start < end and text[start] in ",;:–—-":
        start, end = trim(text, start + 1, end)
    return trim(text, start, end)


def incise(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "P, a-t-il dit", "« P », tranche Léa Morin": the words before."""
    if group.mood != "finite" or group.first <= sentence.first or group.negated:
        return
    if group.passive and any(context.flags[token] & AGENT for token in range(group.last, sentence.last)):
        return
    before = context.lowers[group.first - 1]
    after_words = before in _INCISE_OPENERS or before in _CLOSING_MARKS
    if not after_words or group.pronoun and not _may_speak(context, group.pronoun):
        return
    if not group.pronoun and not _subject_follows(context, nominals, group, sentence):
        return
    end = group.first - 1 if before == "," or before in DASHES else group.first
    start = _incise_start(context, end, sentence)
    open_clause = before == "," and context.flags[group.first - 2] & (RELATIVE | COMPLEMENTIZER)
    if end <= start or open_clause or before == "," and not _has_clause(context, start, end):
        yield from _behind_incise(context, nominals, group, sentence, before)
        return
    yield "", characters(context, start, end)
    if start > sentence.first and all(context.opaque[sentence.first : start - 1]):
        yield "before", characters(context, sentence.first, start - 1)


def _may_speak(context: Context, pronoun: str) -> bool:
    """Inverted pronouns of the third person; "on" too, though it names nobody."""
    return pronoun in context.pack.pronouns or pronoun in context.pack.words["impersonal_speakers"]


def _has_clause(context: Context, first: int, last: int) -> bool:
    """Whether a token range holds marked words, or a finite verb that no relative or conjunction subordinates."""
    opened = False
    for token in range(first, last):
        if context.opaque[token]:
            return True
        if context.flags[token] & OPENS_CLAUSE:
            opened = True
        elif context.lowers[token] == ",":
            opened = False
        elif context.is_finite(token) and not opened:
            return True
    return False


def _behind_incise(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence, before: str
) -> Iterator[Content]:
    """ "Le ministre, assure son entourage, aurait été prévenu", "Demain, dit-il, il reviendra": the longer part is behind."""
    if before != ",":
        return
    for token in range(group.last, min(group.last + 12, sentence.last)):
        if context.lowers[token] != ",":
            continue
        verb = _first_of_group(context, token + 1)
        if group.pronoun:
            if token == group.last and _has_clause(context, token + 1, sentence.last):
                yield "behind", characters(context, token + 1, clause_end(context, token + 1, sentence.last))
            return
        source = nominals.ending_at(token)
        if not context.is_finite(verb) or source is None or not source.kind or nominals.starting_at(verb + 1):
            continue
        yield "behind", characters(context, token + 1, clause_end(context, token + 1, sentence.last))
        return


def _first_of_group(context: Context, token: int) -> int:
    while context.flags[token] & CLITIC or context.classes[token] == "D":
        token += 1
    return token


def _subject_follows(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> bool:
    """Whether a noun phrase without a verb of its own stands behind, past adverbs, times and listeners."""
    token = group.last
    limit = min(sentence.last, group.last + 14)
    quoted = context.lowers[group.first - 1] in _CLOSING_MARKS or context.opaque[group.first - 2]
    while token < limit and not context.opaque[token]:
        nominal = nominals.starting_at(token)
        if nominal is not None and not nominal.governed:
            pointing = context.lowers[token] in context.pack.words["demonstrative_pronouns"]
            return pointing or not nominal.pronoun and not context.is_finite(nominal.last)
        if nominal is not None:
            token = nominal.last
        elif context.flags[token] & DETERMINER and context.classes[token - 1] != "p":
            if not context.flags[token + 1] & TIME_NOUN:
                return bool(quoted)
            token += 2
        elif context.lowers[token] == ",":
            closing = closing_comma(context, token + 1, limit)
            if closing is None:
                return False
            token = closing + 1
        elif context.lowers[token] in (".", ";", ":") or context.flags[token] & (COMPLEMENTIZER | RELATIVE):
            return False
        else:
            token += 1
    return False


def _incise_start(context: Context, end: int, sentence: Sentence) -> int:
    """Where the words before an incise begin: at the sentence, or behind a semicolon or colon."""
    for token in range(end - 1, sentence.first - 1, -1):
        if not context.opaque[token] and context.lowers[token] in (";", ":"):
            return token + 1
    return sentence.first


def que_clause(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """Each finite clause behind a complementiser, coordinated ones apart."""
    token = _complementizer(context, group, sentence)
    detail = ""
    while token is not None:
        start = token + 1
        end = clause_end(context, start, sentence.last, group)
        if end > start:
            yield detail, characters(context, start, end)
        token = coordinated_complementizer(context, end, sentence.last)
        detail = "coordinated"


def _complementizer(context: Context, group: VerbGroup, sentence: Sentence) -> int | None:
    """The complementiser that a verb governs: no other finite verb and no stop stands between; "ne ... que" is none."""
    token = group.last
    limit = min(sentence.last, group.last + _REACH)
    if not group.negated and any(context.flags[index] & NEGATOR for index in range(group.first, group.last)):
        return None
    while token < limit and not context.opaque[token]:
        flag = context.flags[token]
        if flag & COMPLEMENTIZER:
            return None if _is_correlative(context, token, group) else token
        for words in context.pack.fact_bridges.get(context.lowers[token], ()):
            if context.matches(token, words):
                return token + len(words) - 1
        if context.lowers[token] in (":", ";", ".") or flag & RELATIVE or context.is_finite(token):
            return None
        if context.classes[token] == "I" and not flag & AUXILIARY_INFINITIVE:
            return None
        token += 1
    return None


def _is_correlative(context: Context, token: int, group: VerbGroup) -> bool:
    """ "plus que", "alors que", "ainsi que" govern no proposition."""
    return token - 1 >= group.last and bool(context.flags[token - 1] & CORRELATIVE)


def colon(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "a déclaré : « P »", with a listener or a time between; also where the words stand in the next paragraph."""
    token = find_colon(context, group.last, sentence.last)
    if token is None:
        return
    if context.opaque[token + 1]:
        yield "", characters(context, token + 1, _passages_end(context, token + 1))
    elif token + 1 < sentence.last and _is_plain_clause(context, token + 1, sentence.last):
        yield "", characters(context, token + 1, sentence.last)


def _is_plain_clause(context: Context, first: int, last: int) -> bool:
    """Whether words without marks are a clause that holds no report of its own."""
    if not any(context.is_finite(token) for token in range(first, last)):
        return False
    return not any(group.mood == "finite" for group in find_verb_groups(context, first, last))


def find_colon(context: Context, token: int, limit: int) -> int | None:
    """The first colon outside of marked passages."""
    while token < limit:
        if context.opaque[token]:
            token = context.opaque[token]
            continue
        if context.lowers[token] == ":":
            return token
        token += 1
    return None


def _passages_end(context: Context, token: int) -> int:
    """The token behind a marked passage and those coordinated with it ("« A » et « B »")."""
    end = context.opaque[token]
    while context.flags[end] & AND and context.opaque[end + 1] or context.lowers[end] == "," and context.opaque[end + 1]:
        end = context.opaque[end + 1]
    return end


def infinitive(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "affirme avoir payé", "a reconnu devant le juge avoir menti": the first infinitive that no preposition governs."""
    limit = min(sentence.last, group.last + _REACH)
    for token in range(group.last, limit):
        flag = context.flags[token]
        if context.opaque[token] or context.lowers[token] in (":", ";", ".") or flag & (COMPLEMENTIZER | RELATIVE):
            return
        if _is_infinitive(context, token):
            start = token
            while start > group.last and context.flags[start - 1] & (CLITIC | NEGATION):
                start -= 1
            if not context.flags[start - 1] & PREPOSITION or start == group.last:
                yield "", characters(context, start, clause_end(context, token, sentence.last, group))
            return
        if context.is_finite(token):
            return


def _is_infinitive(context: Context, token: int) -> bool:
    return context.classes[token] == "I" or bool(context.flags[token] & AUXILIARY_INFINITIVE)


def prepositional_infinitive(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence
) -> Iterator[Content]:
    """ "accuse Léa d'avoir triché", "promet de payer", "accuse la CGT de chantage"."""
    limit = min(sentence.last, group.last + _REACH)
    noun: int | None = None
    for token in range(group.last, limit):
        if context.opaque[token]:
            if noun is None:
                break
            continue
        flag = context.flags[token]
        if flag & GENITIVE or flag & DATIVE and token == group.last:
            start = token + 1
            while context.flags[start] & (CLITIC | NEGATION):
                start += 1
            if _is_infinitive(context, start):
                yield "", characters(context, token + 1, clause_end(context, start, sentence.last, group))
                return
            if noun is None and token > group.last and not flag & DETERMINER:
                noun = token + 1
        elif context.lowers[token] in (":", ";") or flag & (RELATIVE | COMPLEMENTIZER) or context.is_finite(token):
            break
    if noun is not None and group.governs("object_de") and _has_target(nominals, group.last, noun - 1):
        end = clause_end(context, noun, sentence.last, group)
        comma = next((token for token in range(noun, end) if context.lowers[token] == ","), end)
        yield "noun", characters(context, noun, comma)


def _has_target(nominals: NominalIndex, first: int, last: int) -> bool:
    """Whether somebody who can be charged with something stands between."""
    return any(nominal.kind for nominal in nominals.between(first, last))


def object_as(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "qualifie P de Q", "juge P inacceptable", "décrit P comme Q"."""
    end = clause_end(context, group.last, sentence.last, group)
    start = _skip_adverbs(context, group.last, end)
    if start >= end:
        return
    if group.mood == "participle" or group.passive:
        yield from _said_of_subject(context, group.last, end)
        return
    if _has_object_before(context, group):
        marked = bool(context.flags[start] & PREDICATE_MARKER)
        if not marked and not context.opaque[start] and context.classes[start] not in ("A", "P"):
            return
        start += marked
        yield "clitic", characters(context, start, _before_verb(context, start, end))
        return
    if context.opaque[start] or _has_predicate(context, group, start, end):
        yield "", characters(context, start, end)


def _said_of_subject(context: Context, start: int, end: int) -> Iterator[Content]:
    """ "est jugé trop cher par X", "est présenté par X comme Q": the predicate before or behind the agent."""
    agent = _before_agent(context, start, end)
    if agent > start:
        if not (context.flags[start] & PREDICATE_MARKER or context.opaque[start] or context.classes[start] in ("A", "D")):
            return
        start += bool(context.flags[start] & PREDICATE_MARKER)
        yield "passive", characters(context, start, agent)
        return
    for token in range(start + 1, end):
        flag = context.flags[token]
        if context.opaque[token] or flag & PREDICATE_MARKER and (not flag & GENITIVE or context.opaque[token + 1]):
            yield "passive", characters(context, token + bool(flag & PREDICATE_MARKER), end)
            return


def _skip_adverbs(context: Context, token: int, end: int) -> int:
    while token < end and not context.opaque[token]:
        if context.classes[token] != "D" and not context.flags[token] & ADVERSATIVE:
            break
        token += 1
    return token


def _has_object_before(context: Context, group: VerbGroup) -> bool:
    """ "le qualifie de", "qu'il juge": the object is a pronoun before the verb."""
    if any(context.classes[token] == "r" for token in range(group.first, group.cue)):
        return True
    return any(context.flags[token] & COMPLEMENTIZER for token in range(group.first - 3, group.first))


def _before_verb(context: Context, start: int, end: int) -> int:
    """The next finite verb: it belongs to the clause around a relative one."""
    token = start
    while token < end:
        if context.opaque[token]:
            token = context.opaque[token]
        elif token > start and context.is_finite(token):
            return token
        else:
            token += 1
    return end


def _has_predicate(context: Context, group: VerbGroup, start: int, end: int) -> bool:
    """Whether an object is followed by what is said of it: "P comme Q", "P de Q", for verbs of thinking "P trop cher"."""
    thinks = any(verb.act == "think" and "object_as" in verb.takes for verb in group.verbs)
    for token in range(start + 1, end):
        flag = context.flags[token]
        if context.opaque[token]:
            return True
        if flag & PREDICATE_MARKER and not flag & GENITIVE:
            return True
        if flag & DATIVE and context.lowers[token + 1][:1].isdigit():
            return True
        if not thinks and flag & GENITIVE and not flag & CONTRACTED and not context.flags[token + 1] & DETERMINER:
            return True
        if thinks and context.classes[token] in ("A", "P") and context.classes[token - 1] in ("N", "", "D", "A"):
            return True
    return False


def _before_agent(context: Context, first: int, last: int) -> int:
    for token in range(first, last):
        if context.flags[token] & AGENT and not context.opaque[token]:
            return token
    return last


def predicate(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "se dit prêt à négocier"."""
    end = clause_end(context, group.last, sentence.last, group)
    token = _skip_adverbs(context, group.last, end)
    if token >= end:
        return
    end = next((cursor for cursor in range(token, end) if context.lowers[cursor] == "," and not context.opaque[cursor]), end)
    attribute = context.classes[token] in ("A", "P", "N") or context.lowers[token] in context.pack.words["predicate_openers"]
    if attribute or context.opaque[token]:
        yield "", characters(context, group.last, end)


def quoted_object(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "dénonce une « dérive »": an object with words of the source in it; denials hold without marks."""
    if group.mood == "participle" or group.passive:
        return
    end = clause_end(context, group.last, sentence.last, group)
    start = _skip_times(context, _skip_adverbs(context, group.last, end), end)
    start = _skip_insertion(context, start, end)
    if start >= end or context.classes[start] == "I" or not (context.document.words[start][0].isalnum() or context.opaque[start]):
        return
    start = _behind_preposition(context, group, start, end)
    if start < 0:
        return
    end = _before_shared_participle(context, group, start, _before_main_clause(context, start, end))
    if holds_words(context, start, end) or _is_denied(context, group, start, end):
        named = nominals.starting_at(start)
        detail = "document" if named is not None and named.kind == "document" and not context.opaque[start] else ""
        yield detail, characters(context, start, end)


def _before_shared_participle(context: Context, group: VerbGroup, start: int, end: int) -> int:
    """ "a salué « P » et tendu la main": a participle that shares the auxiliary."""
    if group.head == group.cue:
        return end
    for token in range(start + 1, end):
        if context.flags[token] & AND and context.classes[token + 1] == "P" and not context.opaque[token]:
            return token
    return end


def _before_main_clause(context: Context, start: int, end: int) -> int:
    """ "S'il a dit son hostilité à « P », il a besoin de": the comma before a pronoun with a verb of its own."""
    for token in range(start, end - 1):
        if context.lowers[token] == "," and not context.opaque[token]:
            if context.flags[token + 1] & (SUBJECT_PRONOUN | IMPERSONAL) and not context.opaque[token + 1]:
                return token
    return end


def _behind_preposition(context: Context, group: VerbGroup, start: int, end: int) -> int:
    """Where the object begins behind the preposition that the verb governs; -1 if it governs none.

    "insiste sur « P »", "appelle à « P »", "demande aux habitants de « P »".
    """
    if group.governs("order", "ask", "de_infinitive", "object_de", "dative_de"):
        for token in range(start, end - 1):
            if context.flags[token] & (GENITIVE | DATIVE | PREPOSITION) and context.opaque[token + 1]:
                return token + 1
            if context.opaque[token] or context.is_finite(token):
                break
    if not context.opaque[start] and context.flags[start] & (DATIVE | CONTRACTED) and context.opaque[start + 1]:
        return start + 1
    partitive = context.flags[start] & INDEFINITE
    if context.opaque[start] or partitive or not context.flags[start] & PREPOSITION or context.classes[start] != "p":
        return start
    if context.flags[start] & DATIVE and not any(verb.act == "think" for verb in group.verbs):
        return -1
    return start + 1 if group.governs("de_object", "sur_object") else -1


def _skip_times(context: Context, token: int, end: int) -> int:
    """ "avait dénoncé en mars une dérive", "a salué lundi soir ": times between the verb and its object."""
    while token < end and not context.opaque[token]:
        if context.flags[token] & TIME_NOUN or context.lowers[token].isdigit():
            token += 1
        elif context.flags[token] & PREPOSITION and context.flags[token + 1] & TIME_NOUN:
            token += 2
        elif context.flags[token] & DETERMINER and context.flags[token + 1] & TIME_NOUN:
            token += 2
        else:
            break
    return token


def _skip_insertion(context: Context, start: int, end: int) -> int:
    """ "scandant, entre autres, « P »": the marked words behind a short insertion."""
    if start < end and context.lowers[start] == ",":
        for token in range(start + 1, min(start + 8, end)):
            if context.lowers[token] == "," and context.opaque[token + 1]:
                return token + 1
    return start


def _is_denied(context: Context, group: VerbGroup, start: int, end: int) -> bool:
    """ "nie toute faute": the object of a verb that could deny a clause; what a cue noun governs is found by itself."""
    denying = [verb for verb in group.verbs if verb.stance != "asserts" and "object" in verb.takes]
    if group.mood != "finite" or not denying:
        return False
    if context.flags[end] & COMPLEMENTIZER or context.lowers[end] in context.pack.noun_bridges:
        return False
    if context.flags[start] & EMPHATIC or context.lowers[start] in context.pack.words["totals"]:
        return True
    if context.classes[start] == "r" or not context.flags[start] & DETERMINER:
        return False
    return any(context.lowers[token] in context.pack.words["deniable"] for token in range(start + 1, start + 3))


CONTENT_RULES: tuple[tuple[str, frozenset[str], ContentRule], ...] = (
    ("incise", frozenset({"incise", "que", "colon", "ask", "order"}), incise),
    ("que", frozenset({"que", "sur_object", "de_object", "ask", "order"}), que_clause),
    ("infinitive", frozenset({"infinitive"}), infinitive),
    ("infinitive-de", frozenset({"de_infinitive", "object_de", "dative_de"}), prepositional_infinitive),
    ("object-as", frozenset({"object_as"}), object_as),
    ("predicate", frozenset({"predicate"}), predicate),
    ("object", frozenset({"object", "de_object", "sur_object", "que", "infinitive", "incise", "ask", "order"}), quoted_object),
)  # fmt: skip
"""Construction, the governments that allow it (any of them), rule; the first that finds something wins."""
