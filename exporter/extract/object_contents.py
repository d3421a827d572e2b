"""Objects and predicates: "qualifie P de Q", "se dit prêt", "dénonce une « dérive »"."""

from __future__ import annotations

from collections.abc import Iterator

from exporter.extract.clauses import clause_end
from exporter.extract.context import Context
from exporter.extract.nominals import NominalIndex
from exporter.extract.spans import Content, Sentence, characters, skip_adverbs
from exporter.extract.titles import holds_words
from exporter.extract.verbs import VerbGroup, with_clitics
from exporter.languages.classes import (
    AGENT,
    AND,
    COMPLEMENTIZER,
    CONTRACTED,
    DATIVE,
    DETERMINER,
    EMPHATIC,
    GENITIVE,
    IMPERSONAL,
    INDEFINITE,
    PREDICATE_MARKER,
    PREPOSITION,
    RELATIVE,
    SUBJECT_PRONOUN,
    SUBJECT_RELATIVE,
    TIME_NOUN,
)


def object_as(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "qualifie P de Q", "juge P inacceptable", "estime nécessaire de P", "décrit P comme Q"."""
    end = clause_end(context, group.last, sentence.last, group)
    start = skip_adverbs(context, group.last, end)
    if start >= end or context.flags[start] & TIME_NOUN:
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
    if holds_words(context, start, end) if context.opaque[start] else _has_predicate(context, group, start, end):
        yield "", characters(context, start, end)


def _said_of_subject(context: Context, start: int, end: int) -> Iterator[Content]:
    """ "est jugé trop cher par X", "est présenté par X comme Q": the predicate before or behind the agent."""
    agent = _before_agent(context, start, end)
    if agent > start:
        if not (
            context.flags[start] & PREDICATE_MARKER or context.opaque[start] or context.classes[start] in ("A", "D")
        ):
            return
        start += bool(context.flags[start] & PREDICATE_MARKER)
        yield "passive", characters(context, start, agent)
        return
    for token in range(start + 1, end):
        flag = context.flags[token]
        if context.opaque[token] or flag & PREDICATE_MARKER and (not flag & GENITIVE or context.opaque[token + 1]):
            yield "passive", characters(context, token + bool(flag & PREDICATE_MARKER), end)
            return


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
    """Whether an object is followed by what is said of it: "P comme Q", "P de Q", "P trop cher"."""
    thinks = any(verb.act == "think" and "object_as" in verb.takes for verb in group.verbs)
    if thinks and context.classes[start] == "A" and context.flags[start + 1] & (GENITIVE | COMPLEMENTIZER):
        return True
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
    token = skip_adverbs(context, group.last, end)
    if token >= end:
        return
    end = _before_comma(context, token, end)
    if context.flags[group.first - 1] & SUBJECT_RELATIVE:
        end = _relative_end(context, token, end)
    attribute = (
        context.classes[token] in ("A", "P", "N") or context.lowers[token] in context.pack.words["predicate_openers"]
    )
    if attribute or context.opaque[token]:
        yield "", characters(context, group.last, end)


def _relative_end(context: Context, first: int, last: int) -> int:
    """ "qui se prétend naturel n'est pas": the verb of the clause around a relative one, if nothing opens another."""
    for token in range(first, last):
        if context.opaque[token] or context.flags[token] & COMPLEMENTIZER:
            return last
        if context.is_finite(token):
            return with_clitics(context, token, first)
    return last


def _before_comma(context: Context, first: int, last: int) -> int:
    """The comma that closes a predicate; "satisfait du contenu, sinon du score" goes on behind it."""
    for token in range(first, last):
        if context.lowers[token] == "," and not context.opaque[token] and context.classes[token + 1] != "c":
            return token
    return last


def quoted_object(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Content]:
    """ "dénonce une « dérive »": an object with words of the source in it; denials hold without marks."""
    if group.mood == "participle" or group.passive:
        return
    end = clause_end(context, group.last, sentence.last, group)
    start = _skip_times(context, skip_adverbs(context, group.last, end), end)
    start = _skip_insertion(context, start, end)
    if (
        start >= end
        or context.classes[start] == "I"
        or not (context.document.words[start][0].isalnum() or context.opaque[start])
    ):
        return
    start = _behind_preposition(context, group, start, end)
    if start < 0:
        return
    end = _before_shared_participle(context, group, start, _before_main_clause(context, nominals, start, end))
    end = _before_comment(context, start, end)
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


def _before_comment(context: Context, start: int, end: int) -> int:
    """ "dénonce une « dérive », des critiques que P": what the article calls the words stands behind them."""
    for token in range(start, end - 3):
        behind = context.opaque[token - 1] == token and context.lowers[token] == ","
        if behind and context.flags[token + 1] & INDEFINITE and context.flags[token + 3] & (COMPLEMENTIZER | RELATIVE):
            return token
    return end


def _before_main_clause(context: Context, nominals: NominalIndex, start: int, end: int) -> int:
    """ "S'il a dit son hostilité à « P », il a besoin de": the comma before a subject with a verb of its own."""
    for token in range(start, end - 1):
        if context.lowers[token] != "," or context.opaque[token] or context.opaque[token + 1]:
            continue
        named = nominals.starting_at(token + 1)
        if context.flags[token + 1] & (SUBJECT_PRONOUN | IMPERSONAL) or named and context.is_finite(named.last):
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
        elif context.flags[token] & (PREPOSITION | DETERMINER) and context.flags[token + 1] & TIME_NOUN:
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
