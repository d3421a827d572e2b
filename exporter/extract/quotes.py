"""Quotes: which marked words a source said, one view of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exporter.extract.clauses import DASHES
from exporter.extract.context import Context
from exporter.extract.incises import Incise, fragments
from exporter.extract.nominals import Nominal, NominalIndex
from exporter.extract.orphans import (
    copula_before,
    is_heading,
    is_near,
    is_one,
    is_sentence,
    opens_sequel,
    speaks_alone,
    starts_with_verb,
)
from exporter.extract.quoted import QuoteFound, reopened, repeated
from exporter.extract.reports import Report
from exporter.extract.subjects import is_subordinate, subject_before
from exporter.extract.titles import is_named, is_title
from exporter.extract.verbs import with_clitics
from exporter.languages.classes import ADVERSATIVE, COMPLEMENTIZER, SUBORDINATOR
from exporter.text import Quotation, trim

_OWN_CLAUSE: Final = (".incise", ".incise.inside", ".colon", ".colon.nominal", ".colon.subject", ".colon.paragraph")
_PEOPLE: Final = frozenset({"person", "group", "collective"})
_LOOK_BACK: Final = 3


def find_quotes(
    context: Context, reports: Sequence[Report], nominals: NominalIndex, incises: Sequence[Incise]
) -> list[QuoteFound]:
    """Every marked passage that is speech, in reading order; terms, titles and nested marks are left out."""
    finder = _Finder(context, reports, nominals, incises)
    for quotation in context.document.quotations:
        token = quotation.first
        if not quotation.depth and token < context.count and context.line_numbers[token] not in context.barren:
            finder.look_at(quotation)
    found = [*finder.quotes, *find_turns(context, reports)]
    return repeated(context, reopened(context, sorted(found, key=lambda quote: quote.fragments[0])))


class _Finder:
    """Goes through the marked passages; a passage without a report may go on from the one before."""

    def __init__(
        self, context: Context, reports: Sequence[Report], nominals: NominalIndex, incises: Sequence[Incise]
    ) -> None:
        self.context = context
        self.governing = ReportIndex(context, reports)
        self.nominals = nominals
        self.quotes: list[QuoteFound] = []
        self.incises: dict[int, list[Incise]] = {}
        for incise in incises:
            self.incises.setdefault(incise.quotation.opening, []).append(incise)

    def look_at(self, quotation: Quotation) -> None:
        context = self.context
        report = self.governing.around(quotation)
        sequel = self._sequel(quotation)
        if sequel is None and report is not None and report.source is None and self._is_read(report):
            sequel = self._reported_before(quotation)
        if sequel is not None:
            self._add(quotation, "direct", None, sequel, "sequel")
        elif report is not None:
            named = is_title(context, quotation) or is_named(context, quotation)
            if named and not report.rule.endswith(_OWN_CLAUSE):
                return
            rule = report.rule.replace(".report.", ".quote.")
            source = report.source
            if source is None and rule.endswith(".colon.nominal") and self.quotes:
                source = self.quotes[-1].source if is_near(context, self.quotes[-1].quotation, quotation) else None
            self._add(quotation, _form(context, quotation, report), report, source, rule)
        elif quotation.reopened and self.quotes:
            self._add(quotation, "direct", None, self.quotes[-1].source, "reopened")
        elif is_sentence(context, quotation):
            self._add_orphan(quotation)
        else:
            self._add_mentioned(quotation)

    def _is_read(self, report: Report) -> bool:
        """ "« P », y lit-on": the words stand in what the sentence before spoke of."""
        return ".incise" in report.rule and report.lemma in self.context.pack.words["reading_verbs"]

    def _sequel(self, quotation: Quotation) -> Nominal | None:
        """ "« P », dit X. Et de conclure : « Q »", "Avant d'ajouter : « Q »": who spoke before."""
        if not opens_sequel(self.context, quotation):
            return None
        last = self._last_speaking(quotation)
        return self._reported_before(quotation) or self._subject_before(quotation) or (last.source if last else None)

    def _add(self, quotation: Quotation, form: str, report: Report | None, source: Nominal | None, rule: str) -> None:
        spans = fragments(self.context, quotation, self.incises.get(quotation.opening, ()))
        name = rule if "." in rule else f"{self.context.pack.language}.quote.{rule}"
        if spans:
            self.quotes.append(QuoteFound(quotation, spans, form, report, source, name))

    def _add_mentioned(self, quotation: Quotation) -> None:
        """Marked words with the name of who said them in brackets, or that say what a person thinks or does."""
        signed = self._in_brackets(quotation)
        if signed is not None:
            self._add(quotation, "direct", None, signed, "signed")
            return
        source = self._predicate_source(quotation)
        if source is not None:
            self._add(quotation, "mixed", None, source, "predicate")

    def _in_brackets(self, quotation: Quotation) -> Nominal | None:
        """ "« La forêt est à genoux » (Robin Kessler, garde forestier)": the person behind a sentence in marks."""
        context = self.context
        first, last, bracket = quotation.first, quotation.last, quotation.behind
        if context.lowers[bracket] != "(" or not any(context.is_finite(token) for token in range(first, last)):
            return None
        found = self.nominals.starting_at(bracket + 1)
        return found if found is not None and found.kind == "person" else None

    def _add_orphan(self, quotation: Quotation) -> None:
        """Whole sentences that nothing introduces: who spoke last goes on, or whom the sentence before is about."""
        behind = self._named_behind(quotation)
        if behind is not None and self._fills_paragraph(quotation):
            self._add(quotation, "direct", None, behind, "signed")
            return
        last = self._last_speaking(quotation)
        between = self._sentences_between(quotation) if last is not None else 0
        before = self._reported_before(quotation) or self._subject_before(quotation)
        if before is not None and not is_one(before) and speaks_alone(self.context, quotation):
            before = None
        if last is not None and (between < 1 or before is None or before.name is None and not before.pronoun):
            self._add(quotation, "direct", None, last.source, "continuation")
            return
        if before is not None:
            self._add(quotation, "direct", None, before, "preceded")
            return
        behind = behind or self._subject_behind(quotation)
        self._add(quotation, "direct", None, behind, "followed" if behind else "unattributed")

    def _last_speaking(self, quotation: Quotation) -> QuoteFound | None:
        """The quote that a passage may go on from: the last one near; "je" goes on from no group and no body."""
        if is_heading(self.context, quotation):
            return None
        alone = speaks_alone(self.context, quotation)
        for quote in self.quotes[: -_LOOK_BACK - 1 : -1]:
            if not is_near(self.context, quote.quotation, quotation) and not self._spans_paragraph(quote, quotation):
                return None
            if not alone or quote.source is None or is_one(quote.source):
                return quote
        return None

    def _spans_paragraph(self, quote: QuoteFound, quotation: Quotation) -> bool:
        """ "« P », dit X. / Q. / « R »": one short paragraph that names nobody stands between two quotes."""
        document = self.context.document
        first, last = quote.quotation.last - 1, quotation.mark
        lines = self.context.line_numbers[last] - self.context.line_numbers[first]
        sentences = self.context.sentence_numbers[last] - self.context.sentence_numbers[first]
        if lines != 2 or sentences > 2 or not self._fills_paragraph(quotation):
            return False
        middle = document.lines[self.context.line_numbers[first] + 1]
        between = self.nominals.between(middle.first, middle.last)
        signs = self.context.lowers[middle.first] in DASHES
        return not signs and not any(one.kind in _PEOPLE and one.stands_free or one.pronoun for one in between)

    def _sentences_between(self, quotation: Quotation) -> int:
        """Sentences between the quote before and this one."""
        numbers = self.context.sentence_numbers
        return numbers[quotation.first] - numbers[self.quotes[-1].quotation.last - 1] - 1

    def _fills_paragraph(self, quotation: Quotation) -> bool:
        line = self.context.document.lines[self.context.line_numbers[quotation.mark]]
        return line.start >= quotation.opening - 1 and line.end <= quotation.closing + 1

    def _named_behind(self, quotation: Quotation) -> Nominal | None:
        """ "« P. » Léa Morin, maire de Brévant.", "Ainsi parlait Léa Morin": the person of the next sentence."""
        context = self.context
        token = quotation.behind
        number = context.sentence_numbers[quotation.mark] + 1
        if token >= context.count or number >= len(context.document.sentences):
            return None
        first, last = context.document.sentences[number]
        if context.line_numbers[first] != context.line_numbers[token - 1]:
            return self._signed(first, last)
        if context.is_in(first, "thus"):
            people = [one for one in self.nominals.between(first, last) if one.kind in _PEOPLE and one.stands_free]
            return people[0] if people else None
        found = self.nominals.starting_at(first) or self.nominals.starting_at(first + 1)
        if found is None or found.kind not in _PEOPLE or found.governed or found.last > last:
            return None
        return found

    def _subject_behind(self, quotation: Quotation) -> Nominal | None:
        """ "« Je n'ai rien fait. » Dossier sous le bras, Paul Morin s'explique.": the person with a name behind."""
        context = self.context
        number = context.sentence_numbers[quotation.mark] + 1
        line = context.line_numbers[quotation.mark]
        opens = context.document.lines[line].start >= quotation.opening - 1
        if number >= len(context.document.sentences) or not opens and not speaks_alone(context, quotation):
            return None
        first, last = context.document.sentences[number]
        found = self._subject_of(first, last) if context.line_numbers[first] == line else None
        return found if found is not None and found.name is not None else None

    def _signed(self, first: int, last: int) -> Nominal | None:
        """ "— Léa Morin, maire", "Une citation de Léa Morin, maire": the person that a line under the words names."""
        context = self.context
        openings = context.pack.signatures.get(context.lowers[first], ())
        signs = context.lowers[first] in DASHES or any(context.matches(first, words) for words in openings)
        if not signs or any(context.is_finite(token) for token in range(first, last)):
            return None
        named = [one for one in self.nominals.between(first, last) if one.name is not None and one.kind == "person"]
        opening = self.nominals.starting_at(first + 1)
        return named[0] if named else opening if opening is not None and opening.kind else None

    def _reported_before(self, quotation: Quotation) -> Nominal | None:
        """The source of the last report in the sentence before."""
        first, last = self._sentence_before(quotation)
        found = [report.source for report in self.governing.cued_in(first) if report.source] if first < last else []
        speaking = [one for one in found if one.kind or one.pronoun] or found
        return speaking[-1] if speaking else None

    def _subject_before(self, quotation: Quotation) -> Nominal | None:
        """The person that the sentence before is about."""
        return self._subject_of(*self._sentence_before(quotation))

    def _subject_of(self, first: int, last: int) -> Nominal | None:
        """The person that is the subject of the first main verb of a token range."""
        context = self.context
        for token in range(first, last):
            if context.is_finite(token) and not context.opaque[token]:
                start = with_clitics(context, token, first)
                if is_subordinate(context, start, first):
                    continue
                found = subject_before(context, self.nominals, start, first, context.classes[token] == "T")
                speaks = found is not None and (found.kind in _PEOPLE or bool(found.pronoun))
                return found if speaks else None
        return None

    def _sentence_before(self, quotation: Quotation) -> tuple[int, int]:
        """The sentence before a passage in its paragraph, past one without a verb ("Silence."), or the empty range."""
        context = self.context
        sentences = context.document.sentences
        token = quotation.mark
        last = context.sentence_numbers[token] - 1
        for number in range(last, max(last - 2, -1), -1):
            first, end = sentences[number]
            if context.line_numbers[first] != context.line_numbers[token]:
                break
            verb = any(context.is_finite(cursor) or context.opaque[cursor] for cursor in range(first, end))
            if verb or number == max(last - 1, 0):
                return first, end
        return 0, 0

    def _predicate_source(self, quotation: Quotation) -> Nominal | None:
        """ "X est « très sceptique »", "X « ne comprend pas »": marked words that say what a person thinks or does."""
        context = self.context
        first, last, opening = quotation.first, quotation.last, quotation.mark
        if last - first < 2 or is_title(context, quotation):
            return None
        verb = copula_before(context, opening)
        floor = context.document.sentences[context.sentence_numbers[opening]][0]
        if verb is None:
            if not starts_with_verb(context, first):
                return None
            verb = opening
        start = with_clitics(context, verb, floor)
        found = subject_before(context, self.nominals, start, floor, context.classes[verb] == "T")
        return found if found is not None and found.kind in _PEOPLE else None


def find_turns(context: Context, reports: Sequence[Report]) -> list[QuoteFound]:
    """Turns of a dialogue: paragraphs that open with a dash and hold an incise, without quotation marks."""
    turns: list[QuoteFound] = []
    document = context.document
    by_line: dict[int, Report] = {}
    for report in reports:
        if report.rule.endswith(".incise") and report.cue is not None and not context.opaque[report.cue[0]]:
            by_line.setdefault(context.line_numbers[report.cue[0]], report)
    for number, report in by_line.items():
        line = document.lines[number]
        if document.words[line.first] not in DASHES or any(context.opaque[line.first : line.last]):
            continue
        quotation = Quotation(document.starts[line.first + 1], line.end, line.start, line.end, 0, False, False)
        spans = [trim(document.text, max(report.content[0], quotation.start), report.content[1])]
        behind = _turn_goes_on(context, report, line.last)
        if behind is not None:
            spans.append((document.starts[behind], line.end))
        rule = report.rule.replace(".report.incise", ".quote.turn")
        turns.append(QuoteFound(quotation, tuple(spans), "direct", report, report.source, rule))
    return turns


def _turn_goes_on(context: Context, report: Report, last: int) -> int | None:
    """The first token of the words behind the incise, where a sentence follows it."""
    for token in range(report.cue[1], last - 1) if report.cue else ():
        if context.lowers[token] in (".", "!", "?"):
            return token + 1
    return None


class ReportIndex:
    """Reports by the sentences that their words and their cues stand in."""

    def __init__(self, context: Context, reports: Sequence[Report]) -> None:
        self.context = context
        self._around: dict[int, list[Report]] = {}
        self._cued: dict[int, list[Report]] = {}
        for report in reports:
            start, end = map(context.document.token_at, report.content)
            first, last = context.sentence_numbers[start], context.sentence_numbers[max(start, end - 1)]
            for sentence in range(first, last + 1):
                self._around.setdefault(sentence, []).append(report)
            self._cued.setdefault(context.sentence_numbers[report.position], []).append(report)

    def cued_in(self, token: int) -> list[Report]:
        """The reports whose cue stands in the sentence of a token."""
        return self._cued.get(self.context.sentence_numbers[token], [])

    def around(self, quotation: Quotation) -> Report | None:
        """The report whose content is closest around the passage; of equals the last."""
        best: Report | None = None
        sentence = self.context.sentence_numbers[quotation.mark]
        for report in self._around.get(sentence, ()):
            start, end = report.content
            around = start <= quotation.start and quotation.end <= end
            inside = quotation.opening <= start and end <= quotation.closing + 1
            if (around or inside) and (best is None or _is_closer(report, best, quotation)):
                best = report
        return best


def is_weak(report: Report) -> bool:
    """Whether a report has no source, or a thing for one."""
    source = report.source
    return source is None or not source.kind and not source.pronoun


def _is_closer(report: Report, best: Report, quotation: Quotation) -> bool:
    """The smaller content with a source; a promise that is itself only reported governs just its own words."""
    if is_weak(report) != is_weak(best):
        return is_weak(best)
    smaller = report.content[1] - report.content[0] <= best.content[1] - best.content[0]
    if smaller and best.claims and not report.claims and not _is_just(report, quotation):
        return not (best.content[0] <= report.content[0] and report.content[1] <= best.content[1])
    if not smaller and report.claims and not best.claims and not _is_just(best, quotation):
        return report.content[0] <= best.content[0] and best.content[1] <= report.content[1]
    return smaller


def _is_just(report: Report, quotation: Quotation) -> bool:
    """Whether the words of a report are just this passage."""
    return report.content[0] >= quotation.opening - 1 and report.content[1] <= quotation.closing + 1


def _form(context: Context, quotation: Quotation, report: Report) -> str:
    """Direct where the marks hold a clause of its own."""
    whole = report.content[0] >= quotation.opening - 2 and report.content[1] <= quotation.closing + 2
    if whole and report.rule.endswith(_OWN_CLAUSE):
        return "direct"
    document = context.document
    first, last = quotation.first, quotation.last
    has_verb = any(context.is_finite(token) for token in range(first, last))
    framed = whole and ".frame." in report.rule
    if document.words[first][0].isupper() and (framed or not whole) and last - first > 4 and has_verb:
        return "direct"
    before = quotation.mark - 1
    opens = context.flags[before] & COMPLEMENTIZER or context.lowers[before] == ","
    if opens and has_verb and not context.is_finite(first):
        return "direct"
    return "direct" if context.flags[first] & (ADVERSATIVE | SUBORDINATOR) and has_verb else "mixed"
