"""Nominal cues: "l'idée que P", "l'accusation selon laquelle P", "sa réponse : « P »", and a bare colon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from exporter.extract.clause_contents import find_colon
from exporter.extract.clauses import clause_end, coordinated_complementizer
from exporter.extract.context import Context
from exporter.extract.nominals import Nominal, NominalIndex, generic_after, is_impersonal
from exporter.extract.spans import Sentence, Span, characters
from exporter.extract.subjects import is_subordinate, subject_before
from exporter.extract.verbs import with_clitics
from exporter.languages.classes import (
    AND,
    AUXILIARY_INFINITIVE,
    CLITIC,
    COMPLEMENTIZER,
    CONTRACTED,
    GENITIVE,
    NEGATION,
    OPENS_CLAUSE,
)
from exporter.languages.pack import Noun

_COMPLEMENT: Final = 10
_SPEAKING: Final = frozenset({"person", "organization", "group", "collective", "body", "source", "document"})


class NounReport(NamedTuple):
    """A report without a reporting verb: `cue` in tokens (None where only a colon stands), `content` in characters.

    `bridge` is the first token of the words that open the clause ("selon laquelle").
    """

    name: str
    cue: tuple[int, int] | None
    noun: Noun | None
    source: Nominal | None
    content: Span
    stance: str = "asserts"
    bridge: int | None = None


def find_noun_reports(context: Context, nominals: NominalIndex, sentence: Sentence) -> Iterator[NounReport]:
    """Clauses that a cue noun governs."""
    openings, lowers = context.pack.noun_openings, context.lowers
    opening = [token for token in range(*sentence) if lowers[token] in openings and not context.opaque[token]]
    free = sentence.first
    for token in opening:
        if token < free or context.classes[token] not in ("N", "A", ""):
            continue
        found = _cue_at(context, token)
        if found is not None:
            free, noun = found
            if "que" in noun.takes:
                yield from _clause(context, nominals, sentence, (token, free), noun)
            if "de_infinitive" in noun.takes:
                yield from _infinitive(context, nominals, sentence, (token, free), noun)


def _cue_at(context: Context, token: int) -> tuple[int, Noun] | None:
    width = context.pack.noun_openings[context.lowers[token]]
    for count in range(width, 0, -1):
        noun = context.pack.nouns.get(" ".join(context.lowers[token : token + count]).replace("' ", "'"))
        if noun is not None:
            return token + count, noun
    return None


def _clause(
    context: Context, nominals: NominalIndex, sentence: Sentence, cue: tuple[int, int], noun: Noun
) -> Iterator[NounReport]:
    """ "l'idée que P et que Q", "l'accusation du maire selon laquelle P"."""
    opener = _complementizer(context, cue[1], sentence.last)
    if opener is None:
        return
    source = _possessor(context, cue[0]) or _complement(context, nominals, cue[1], opener[0])
    verb = _verb_before(context, cue[0], sentence)
    source = source or _subject(context, nominals, verb, sentence)
    stance = _stance(context, verb, noun)
    token: int | None = opener[1]
    while token is not None:
        end = clause_end(context, token, sentence.last)
        end = _main_verb(context, token, end) if verb is None else _before_other_report(context, token, end)
        if end > token:
            yield NounReport("nominal.que", cue, noun, source, characters(context, token, end), stance, opener[0])
        following = coordinated_complementizer(context, end, sentence.last)
        token = following + 1 if following is not None else None


def _before_other_report(context: Context, first: int, last: int) -> int:
    """ "conteste l'idée que P et rappelle que Q": the end of P, where the main clause goes on with another report."""
    for token in range(first + 1, last - 2):
        goes_on = context.flags[token] & AND and context.flags[token + 2] & COMPLEMENTIZER
        if goes_on and context.is_finite(token + 1) and not context.opaque[token]:
            return token
    return last


def _infinitive(
    context: Context, nominals: NominalIndex, sentence: Sentence, cue: tuple[int, int], noun: Noun
) -> Iterator[NounReport]:
    """ "a la certitude d'avoir gagné"."""
    start = cue[1] + 1
    if not context.flags[cue[1]] & GENITIVE:
        return
    token = start
    while context.flags[token] & (CLITIC | NEGATION):
        token += 1
    verb = _verb_before(context, cue[0], sentence)
    spoken = context.classes[token] == "I" or context.flags[token] & AUXILIARY_INFINITIVE or context.opaque[start]
    if not spoken or verb is None:
        return
    source = _possessor(context, cue[0]) or _subject(context, nominals, verb, sentence)
    end = context.opaque[start] or clause_end(context, token, sentence.last)
    content = characters(context, start, end)
    yield NounReport("nominal.infinitive", cue, noun, source, content, _stance(context, verb, noun))


def _complementizer(context: Context, token: int, limit: int) -> tuple[int, int] | None:
    """The words that open the clause of a cue noun, with the token behind them."""
    for cursor in range(token, min(token + _COMPLEMENT, limit)):
        if context.opaque[cursor] or context.lowers[cursor] in (",", ":", ";", "."):
            return None
        for words in context.pack.noun_bridges.get(context.lowers[cursor], ()):
            if context.matches(cursor, words):
                return cursor, cursor + len(words)
        if context.flags[cursor] & COMPLEMENTIZER:
            return (cursor, cursor + 1) if cursor == token or context.classes[cursor - 1] in ("N", "A", "") else None
        if context.is_finite(cursor):
            return None
    return None


def _possessor(context: Context, noun: int) -> Nominal | None:
    """ "sa conviction que": the source is whom the possessive means."""
    for cursor in (noun - 1, noun - 2):
        agreement = context.pack.possessors.get(context.lowers[cursor])
        if agreement is not None:
            return Nominal(cursor, cursor + 1, False, pronoun=agreement)
    return None


def _complement(context: Context, nominals: NominalIndex, token: int, limit: int) -> Nominal | None:
    """ "la crainte du maire que": the complement of the noun."""
    limit = next((cursor for cursor in range(token, limit) if context.is_finite(cursor)), limit)
    for nominal in nominals.between(token, limit + 1):
        if nominal.kind in _SPEAKING and (
            context.flags[nominal.first] & GENITIVE or context.flags[nominal.first - 1] & GENITIVE
        ):
            return nominal
    for cursor in range(token, limit):
        if context.flags[cursor] & GENITIVE:
            return generic_after(context, cursor if context.flags[cursor] & CONTRACTED else cursor + 1, limit)
    return None


def _verb_before(context: Context, noun: int, sentence: Sentence) -> int | None:
    """The finite verb whose object the noun is."""
    for cursor in range(noun - 1, max(sentence.first, noun - 8) - 1, -1):
        if context.is_finite(cursor):
            return cursor
    return None


def _subject(context: Context, nominals: NominalIndex, verb: int | None, sentence: Sentence) -> Nominal | None:
    """ "Léa Morin défend l'idée que": the subject of the verb whose object the noun is."""
    if verb is None:
        return None
    start = with_clitics(context, verb, sentence.first)
    return subject_before(context, nominals, start, sentence.first, context.classes[verb] == "T")


def _stance(context: Context, verb: int | None, noun: Noun) -> str:
    """ "récuse l'accusation selon laquelle": the verb denies what the noun asserts."""
    if verb is not None:
        for reading in context.pack.readings(context.lowers[verb]):
            for entry in context.pack.verbs.get(reading.lemma, ()):
                if entry.stance != "asserts":
                    return entry.stance
    return noun.stance


def _main_verb(context: Context, token: int, end: int) -> int:
    """Where the clause of a subject noun ends: before the second verb that nothing subordinates."""
    verb = opened = False
    for cursor in range(token, end):
        if context.flags[cursor] & OPENS_CLAUSE or context.flags[cursor] & AND:
            opened = True
        elif context.is_finite(cursor) and not context.opaque[cursor]:
            if verb and not opened:
                return with_clitics(context, cursor, token)
            verb, opened = True, False
    return end


def find_introduced(context: Context, nominals: NominalIndex, sentence: Sentence) -> Iterator[NounReport]:
    """Marked words behind a colon without a reporting verb: "La réponse du maire : « P »", "Léa Morin : « P »"."""
    token = find_colon(context, sentence.first, sentence.last)
    if token is None or not context.opaque[token + 1]:
        return
    if _lists_names(context, token + 1):
        return
    content = characters(context, token + 1, context.opaque[token + 1])
    cue = _cue_before(context, sentence.first, token)
    if cue is not None:
        first, behind, noun = cue
        verb = _verb_before(context, first, sentence)
        source = _main_subject(context, nominals, sentence.first, token) if verb is not None else None
        source = source or _possessor(context, first) or _complement(context, nominals, behind, token)
        source = source or _main_subject(context, nominals, sentence.first, token)
        yield NounReport("colon.nominal", (first, behind), noun, source, content)
        return
    if not _is_spoken(context, token + 1, context.opaque[token + 1]):
        return
    source = _main_subject(context, nominals, sentence.first, token)
    if source is not None:
        yield NounReport("colon.subject", None, None, source, content)
    elif not any(context.is_finite(cursor) for cursor in range(sentence.first, token)):
        yield NounReport("colon.nominal", None, None, None, content)


def _lists_names(context: Context, token: int) -> bool:
    """ "Trois titres sont en lice : « Sable », « Les Revenantes » et « Un hiver à Gdansk »": several without a verb."""
    passages = 0
    while context.opaque[token]:
        last = context.opaque[token]
        if any(context.is_finite(cursor) for cursor in range(token, last)):
            return False
        passages += 1
        token = last + (context.lowers[last] == "," or bool(context.flags[last] & AND))
    return passages > 2


def _is_spoken(context: Context, first: int, last: int) -> bool:
    """Whether marked words are a sentence, not a name or a title."""
    words = context.document.words[first:last]
    return any(context.is_finite(token) for token in range(first, last)) or any(word[0] in ".!?" for word in words)


def _cue_before(context: Context, first: int, last: int) -> tuple[int, int, Noun] | None:
    """The first cue noun of a token range that takes a colon."""
    for token in range(first, last):
        word = context.document.words[token]
        lower = word[0].islower() or token == first
        if lower and context.lowers[token] in context.pack.noun_openings and not context.opaque[token]:
            found = _cue_at(context, token)
            if found is not None and "colon" in found[1].takes:
                return token, found[0], found[1]
    return None


def _presented(nominals: NominalIndex, token: int, colon: int) -> Nominal | None:
    """ "Il y a Josiane, 68 ans : « P »": whom an impersonal verb brings in."""
    for nominal in nominals.between(token, colon):
        if nominal.kind in _SPEAKING and not nominal.governed and not nominal.apposed:
            return nominal
    return None


def _main_subject(context: Context, nominals: NominalIndex, first: int, colon: int) -> Nominal | None:
    """Who the sentence before a colon is about: the subject of its first main verb, else the only one it names."""
    verbs = [token for token in range(first, colon) if context.is_finite(token) and not context.opaque[token]]
    main = [token for token in verbs if not is_subordinate(context, token, first)]
    if verbs:
        token = main[0] if main else verbs[0]
        start = with_clitics(context, token, first)
        found = subject_before(context, nominals, start, first, context.classes[token] == "T")
        if found is not None and found.pronoun and is_impersonal(context, found):
            return _presented(nominals, token, colon)
        return found if found is not None and (found.kind in _SPEAKING or found.pronoun) else None
    free = [nominal for nominal in nominals.between(first, colon) if not nominal.apposed]
    free = [nominal for nominal in free if nominal.kind in _SPEAKING]
    chosen = next((nominal for nominal in free if not nominal.governed), None)
    return chosen or (free[0] if len(free) == 1 else None)
