"""Reports: one reporting act each, with its cue, its source and the words that it reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from exporter.extract.clause_contents import colon, find_colon
from exporter.extract.clauses import clause_end
from exporter.extract.contents import CONTENT_RULES
from exporter.extract.context import Context
from exporter.extract.frames import Framed, find_framed
from exporter.extract.incises import Incise
from exporter.extract.introducers import find_introducer
from exporter.extract.inversions import Inversion, find_inversions
from exporter.extract.nominals import Nominal, NominalIndex, generic_before
from exporter.extract.nouncues import NounReport, find_introduced, find_noun_reports
from exporter.extract.orphans import is_sequel
from exporter.extract.spans import Sentence, Span, characters
from exporter.extract.subjects import (
    agent_behind,
    controller,
    find_addressee,
    inverted_pronoun,
    inverted_subject,
    subject_of,
)
from exporter.extract.titles import gives_nickname, is_named, is_title
from exporter.extract.verbs import VerbGroup, find_verb_groups
from exporter.extract.voices import heard_from, speaks_behind, speaks_through, spoke_before, voice_of
from exporter.languages.classes import (
    AND,
    AUXILIARY_INFINITIVE,
    COMPLEMENTIZER,
    GENITIVE,
    IMPERSONAL,
    NEGATION,
)
from exporter.languages.pack import Verb
from exporter.text import Quotation

_FEWEST_WORDS: Final = 4
"""Tokens, marks included, of a passage that a verb further off may report."""
_NEAR: Final = 4
_BODIES: Final = frozenset({"organization", "body", "collective", "group"})
_OWN_WORDS: Final = ("incise", "colon")
_ACTS_WITHOUT_CLAIM: Final = frozenset({"ask", "order", "express", "promise"})


class Report(NamedTuple):
    """`content` is in characters, marks included; `claims` is false for questions, orders and wishes."""

    rule: str
    cue: tuple[int, int] | None
    lemma: str
    act: str
    stance: str
    source: Nominal | None
    content: Span
    claims: bool
    position: int
    addressee: Nominal | None = None


def find_reports(context: Context, nominals: NominalIndex, incises: Sequence[Incise]) -> list[Report]:
    """Every reporting act, in reading order."""
    reports: list[Report] = []
    sentences = context.document.sentences
    for number, (first, last) in enumerate(sentences):
        if context.line_numbers[first] in context.barren:
            continue
        sentence = Sentence(_behind_dateline(context, first), last)
        groups = find_verb_groups(context, first, last)
        found = [report for group in groups for report in _of_group(context, nominals, group, sentence)]
        found = [_under_order(context, report, groups) for report in found]
        found.extend(_gone_on(context, sentence, reports))
        colon_at = find_colon(context, first, last)
        if colon_at is not None and is_sequel(context, first, colon_at):
            colon_at = None
        introducer = find_introducer(context, groups, sentence) if colon_at is not None else None
        if introducer is not None:
            found.extend(_introduced(context, nominals, introducer, sentence, found))
        found.extend(_of_inversion(context, one) for one in find_inversions(context, groups, sentence))
        found.extend(_loose(context, nominals, groups, sentence, found))
        nouns = list(find_noun_reports(context, nominals, sentence))
        framed = list(find_framed(context, nominals, sentence))
        found = [_framed_itself(context, report, framed) for report in found]
        found.extend(_of_frame(context, one) for one in framed if not any(noun.bridge == one.first for noun in nouns))
        found.extend(_of_noun(context, noun) for noun in nouns)
        if colon_at is not None:
            found.extend(_behind_colon(context, nominals, sentence, found, sentences, number))
        reports.extend(found)
    reports.extend(_of_incise(context, inner) for inner in incises)
    reports.sort(key=lambda report: (report.position, report.content))
    return reports


def _behind_dateline(context: Context, first: int) -> int:
    """Where a sentence begins behind the dateline of its paragraph ("PARIS, 3 mai (AFP) - P")."""
    number = context.line_numbers[first]
    cut = context.datelines.get(number)
    opens = first == context.document.lines[number].first
    return context.document.token_at(cut[1]) if cut is not None and opens else first


def _of_group(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Iterator[Report]:
    """The first construction that fits."""
    if group.mood == "infinitive" and _is_withheld(context, group) or gives_nickname(context, group.cue):
        return
    for name, governs, rule in CONTENT_RULES:
        verb = next((verb for verb in group.verbs if governs & verb.takes), None)
        if verb is None or group.negated and not _doubts(verb, name):
            continue
        found = list(rule(context, nominals, group, _within(context, nominals, group, sentence)))
        if not found:
            continue
        if group.negated and context.flags[group.first - 1] & NEGATION:
            return
        source = _source(context, nominals, group, sentence, name)
        if source is None and name != "incise" and _nobody_speaks(context, group):
            return
        if source is not None and context.flags[source.first] & NEGATION:
            return
        if not (name == "infinitive-de" and _is_thing(source) and not _is_past(context, found[0][1])):
            for detail, content in found:
                addressee = find_addressee(context, nominals, group, source, sentence.last)
                yield _report(context, group, verb, f"{name}.{detail}" if detail else name, source, content, addressee)
        return


def _loose(
    context: Context, nominals: NominalIndex, groups: Sequence[VerbGroup], sentence: Sentence, found: Sequence[Report]
) -> Iterator[Report]:
    """Marked words further on in the sentence of a verb: "a remercié la foule pour sa « patience sans faille »"."""
    covered = [report.content for report in found]
    token = sentence.first
    while token < sentence.last:
        last = context.opaque[token]
        if not last:
            token += 1
            continue
        passage = context.passages[last]
        before = [group for group in groups if group.last <= token and not group.negated and not group.passive]
        group = before[-1] if before and before[-1].mood in ("finite", "gerund") else None
        inside = any(start <= passage.start < end for start, end in covered)
        if group is not None and not inside and last - token >= _FEWEST_WORDS and not _is_called(context, passage):
            source = _source(context, nominals, group, sentence, "loose")
            if source is not None and not _is_thing(source):
                content = characters(context, token, last)
                yield _report(context, group, group.verbs[0], "loose", source, content)._replace(claims=False)
        token = last


def _is_called(context: Context, passage: Quotation) -> bool:
    return is_title(context, passage) or is_named(context, passage)


def _framed_itself(context: Context, report: Report, framed: Sequence[Framed]) -> Report:
    """ "Elle balaie l'argument : selon elle, P": the frame claims P, not the colon."""
    if not report.rule.endswith(".colon"):
        return report
    opens = any(context.document.starts[one.first] == report.content[0] for one in framed)
    return report._replace(claims=False) if opens else report


def _is_past(context: Context, content: Span) -> bool:
    """ "... d'avoir menti": only somebody can say that of the past."""
    first = context.document.token_at(content[0])
    return any(context.flags[token] & AUXILIARY_INFINITIVE for token in range(first, first + 3))


def _is_thing(source: Nominal | None) -> bool:
    """A plain noun phrase that is neither a name nor a role ("la falaise menace de s'effondrer")."""
    return source is not None and not source.kind and not source.pronoun


def _under_order(context: Context, report: Report, groups: Sequence[VerbGroup]) -> Report:
    """ "appelle à refuser « P »": what somebody is to say is no claim."""
    for one, other in pairwise(groups):
        if report.cue is not None and other.cue == report.cue[0] and other.mood == "infinitive":
            near = other.first - one.last < _NEAR
            if near and one.governs("order", "ask") is not None:
                return report._replace(claims=False)
    return report


def _gone_on(context: Context, sentence: Sentence, reports: Sequence[Report]) -> Iterator[Report]:
    """ "Elle assure que P. Et que Q.": a clause that goes on in a sentence of its own."""
    token = sentence.first + bool(context.flags[sentence.first] & AND)
    if (
        not context.flags[token] & COMPLEMENTIZER
        or not reports
        or not reports[-1].rule.rpartition(".")[2].startswith("que")
    ):
        return
    end = clause_end(context, token + 1, sentence.last)
    if end > token + 1:
        yield reports[-1]._replace(content=characters(context, token + 1, end), position=token)


def _introduced(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence, found: Sequence[Report]
) -> Iterator[Report]:
    for _, content in colon(context, nominals, group, sentence):
        source = _source(context, nominals, group, sentence, "colon")
        if source is None and found and group.mood == "infinitive":
            source = found[-1].source
        yield _report(context, group, group.verbs[0], "colon", source, content)


def _is_withheld(context: Context, group: VerbGroup) -> bool:
    """ "a refusé de commenter": what is not said."""
    governed = context.flags[group.first - 1] & GENITIVE
    return bool(governed) and context.lowers[group.first - 2] in context.pack.words["withholding"]


def _within(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Sentence:
    """An initial gerund ends before the main clause ("Assurant P, X s'est dit Q")."""
    if group.mood != "gerund" or group.first > sentence.first + 1:
        return sentence
    for token in range(group.last, sentence.last):
        if context.lowers[token] == "," and not context.opaque[token]:
            nominal = nominals.starting_at(token + 1)
            if nominal is not None and not nominal.governed:
                return Sentence(sentence.first, token)
    return sentence


def _nobody_speaks(context: Context, group: VerbGroup) -> bool:
    """ "on appelle", "personne ne croit": the subject is no source."""
    if group.mood != "finite" or group.passive:
        return False
    return bool(context.flags[group.first - 1] & (IMPERSONAL | NEGATION))


def _doubts(verb: Verb, name: str) -> bool:
    """Only a negated verb of thinking still reports something: a doubt."""
    return (verb.act == "think" or verb.stance == "doubts") and name == "que"


def _report(
    context: Context,
    group: VerbGroup,
    verb: Verb,
    name: str,
    source: Nominal | None,
    content: Span,
    addressee: Nominal | None = None,
) -> Report:
    stance = "asserts" if name.startswith(_OWN_WORDS) else verb.stance
    if group.negated:
        stance = "asserts" if verb.stance == "doubts" else "doubts"
    asks = {"ask", "order"} & verb.takes and name.startswith(("que", "infinitive"))
    claims = verb.act not in _ACTS_WITHOUT_CLAIM and not asks and not name.endswith(".document")
    rule = _rule(context.pack.language, name)
    cue = (group.cue, group.last)
    return Report(rule, cue, verb.lemma, verb.act, stance, source, content, claims, group.cue, addressee)


@lru_cache(maxsize=256)
def _rule(language: str, name: str) -> str:
    return f"{language}.report.{name}".replace("_", "-")


def _source(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence, name: str
) -> Nominal | None:
    """Who speaks by a verb; where a person lends a body the voice, that person."""
    found = _subject(context, nominals, group, sentence, name)
    if found is None or found.kind not in _BODIES:
        return found
    first, last = min(found.last, group.last), max(found.last, group.last)
    return voice_of(context, nominals, first, min(last + _NEAR, sentence.last)) or found


def _subject(
    context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence, name: str
) -> Nominal | None:
    if name == "incise":
        if any(verb.lemma in context.pack.words["hearing_verbs"] for verb in group.verbs):
            return heard_from(context, nominals, group, sentence)
        found = inverted_subject(context, nominals, group, sentence.last)
        found = found or speaks_behind(context, nominals, group.last)
        if found is None and group.pronoun in context.pack.words["impersonal_speakers"]:
            return spoke_before(context, nominals, sentence.first)
        return found
    if (group.passive or group.mood == "participle") and name != "incise":
        agent = agent_behind(context, nominals, group.last, sentence.last)
        if agent is not None or name != "colon":
            return agent
    if group.pronoun:
        return inverted_pronoun(context, group.cue, group.pronoun)
    if group.mood == "finite":
        if context.flags[group.first - 1] & IMPERSONAL:
            return speaks_through(context, nominals, group.first - 1, sentence.first)
        found = subject_of(context, nominals, group, sentence.first)
        if found is None and name == "colon":
            found = inverted_subject(context, nominals, group, sentence.last)
        return found or generic_before(context, group.first, sentence.first)
    return controller(context, nominals, group, sentence.first, sentence.last)


def _of_inversion(context: Context, one: Inversion) -> Report:
    rule = _rule(context.pack.language, "incise")
    return Report(rule, one.cue, one.lemma, "say", "asserts", one.source, one.content, True, one.cue[0])


def _of_frame(context: Context, framed: Framed) -> Report:
    frame = framed.frame
    lemma = framed.group.verbs[0].lemma if framed.group else " ".join(frame.words).replace("' ", "'")
    claims = frame.act not in _ACTS_WITHOUT_CLAIM
    return Report(
        frame.id, framed.cue, lemma, frame.act, frame.stance, framed.source, framed.content, claims, framed.first
    )


def _of_noun(context: Context, found: NounReport) -> Report:
    noun = found.noun
    act = noun.act if noun else "say"
    position = found.cue[0] if found.cue else found.source.first if found.source else 0
    claims = act not in _ACTS_WITHOUT_CLAIM and not (noun and {"ask", "order"} & noun.takes)
    rule = _rule(context.pack.language, found.name)
    return Report(
        rule, found.cue, noun.lemma if noun else "", act, found.stance, found.source, found.content, claims, position
    )


def _of_incise(context: Context, inner: Incise) -> Report:
    group = inner.group
    verb = group.governs("incise", "que", "colon") or group.verbs[0]
    return _report(context, group, verb, "incise.inside", inner.source, inner.content)


def _behind_colon(
    context: Context,
    nominals: NominalIndex,
    sentence: Sentence,
    found: Sequence[Report],
    sentences: Sequence[tuple[int, int]],
    number: int,
) -> Iterator[Report]:
    """Words behind a colon: in this sentence where no verb took them, else in the next paragraph."""
    if context.lowers[sentence.last - 1] == ":":
        yield from _in_next_paragraph(context, nominals, sentence, sentences, number)
    elif not any(report.rule.endswith(".colon") for report in found):
        yield from (_of_noun(context, noun) for noun in find_introduced(context, nominals, sentence))


def _in_next_paragraph(
    context: Context, nominals: NominalIndex, sentence: Sentence, sentences: Sequence[tuple[int, int]], number: int
) -> Iterator[Report]:
    """ "Il a écrit :" with the words as the next paragraph."""
    if number + 1 >= len(sentences):
        return
    first = sentences[number + 1][0]
    if not context.opaque[first] or context.line_numbers[first] in context.barren:
        return
    content = characters(context, first, context.opaque[first])
    groups = [group for group in find_verb_groups(context, *sentence) if not group.negated and group.mood == "finite"]
    for group in reversed(groups):
        source = _source(context, nominals, group, sentence, "colon")
        yield _report(context, group, group.verbs[0], "colon.paragraph", source, content)
        return
    for noun in find_introduced_in(context, nominals, sentence, content):
        yield _of_noun(context, noun)


def find_introduced_in(
    context: Context, nominals: NominalIndex, sentence: Sentence, content: Span
) -> Iterator[NounReport]:
    """The source that a sentence without a reporting verb names before its final colon."""
    free = [nominal for nominal in nominals.between(*sentence) if not nominal.governed and not nominal.apposed]
    if free:
        yield NounReport("colon.paragraph", None, None, free[0], content)
