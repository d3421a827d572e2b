"""Who speaks where the verb has no subject of its own: "on" at a ministry, a body by the voice of a person."""

from __future__ import annotations

from exporter.extract.context import Context
from exporter.extract.nominals import SPEAKING, Nominal, NominalIndex, generic_after
from exporter.extract.spans import Sentence
from exporter.extract.subjects import inverted_subject
from exporter.extract.verbs import VerbGroup
from exporter.languages.classes import ARTICLE_CLITIC, DATIVE


def heard_from(context: Context, nominals: NominalIndex, group: VerbGroup, sentence: Sentence) -> Nominal | None:
    """ "a appris l'AFP auprès de la préfecture", "de source policière": who told it, not who heard it."""
    for nominal in nominals.between(group.last, sentence.last):
        before = [context.lowers[token] for token in range(nominal.first - 2, nominal.first + 1)]
        if any(word in context.pack.words["heard_from"] for word in before):
            return nominal
    return inverted_subject(context, nominals, group, sentence.last)


def speaks_behind(context: Context, nominals: NominalIndex, token: int) -> Nominal | None:
    """ "réplique-t-on dans l'entourage du ministre", "veut-on croire place Royale": whom "on" stands for behind it."""
    while context.classes[token] == "I" or context.flags[token] & DATIVE and context.classes[token + 1] == "I":
        token += 1
    for frame in context.pack.frames.get(context.lowers[token], ()):
        if frame.source == "on" and context.matches(token, frame.words):
            behind = token + len(frame.words)
            found = (
                _holding(nominals, token, behind) or nominals.starting_at(behind) or nominals.starting_at(behind - 1)
            )
            return found or generic_after(context, behind, context.count)
    bare = nominals.starting_at(token)
    return bare if bare is not None and bare.kind == "organization" else None


def spoke_before(context: Context, nominals: NominalIndex, first: int) -> Nominal | None:
    """ "À la mairie, on s'inquiète. « P », souffle-t-on": whom "on" stood for in the sentence before."""
    number = context.sentence_numbers[first] - 1
    floor, limit = context.document.sentences[max(number, 0)]
    if number < 0 or context.line_numbers[floor] != context.line_numbers[first]:
        return None
    words = context.pack.words["impersonal_speakers"]
    spoken = [token for token in range(floor, limit) if context.lowers[token] in words and not context.opaque[token]]
    return speaks_through(context, nominals, spoken[0], floor) if spoken else None


def _holding(nominals: NominalIndex, first: int, behind: int) -> Nominal | None:
    """ "dans *l'entourage du ministre*": the source that begins within the words of a frame and goes on behind them."""
    for token in range(first, behind - 1):
        found = nominals.starting_at(token)
        if found is not None and found.phrase is not None and found.phrase.core < behind <= found.last:
            return found
    return None


def voice_of(context: Context, nominals: NominalIndex, first: int, limit: int) -> Nominal | None:
    """ "Le syndicat, par la voix de Léa Morin, ...": the person who lends a voice to a body within a token range."""
    for token in range(first, limit):
        if context.opaque[token]:
            continue
        for frame in context.pack.frames.get(context.lowers[token], ()):
            if frame.source == "voice" and context.matches(token, frame.words):
                behind = token + len(frame.words)
                found = nominals.starting_at(behind - 1) or nominals.starting_at(behind)
                return found if found is not None and found.kind == "person" else None
    return None


def speaks_through(context: Context, nominals: NominalIndex, token: int, floor: int) -> Nominal | None:
    """Whom "on" at a token stands for: "du côté de la mairie, on assure que P", "à Matignon, où l'on assure que P"."""
    relative = token - 1 - bool(context.flags[token - 1] & ARTICLE_CLITIC)
    if context.lowers[relative] in context.pack.words["where"] and context.lowers[relative - 1] == ",":
        found = nominals.ending_at(relative - 1)
        return found if found is not None and found.kind in SPEAKING else None
    for cursor in range(token - 1, floor - 1, -1):
        for frame in context.pack.frames.get(context.lowers[cursor], ()):
            if frame.source != "on" or not context.matches(cursor, frame.words):
                continue
            behind = cursor + len(frame.words)
            found = _holding(nominals, cursor, behind) or nominals.starting_at(behind)
            found = found or nominals.starting_at(behind + 1) or nominals.starting_at(behind - 1)
            if found is not None and (len(frame.words) > 1 or found.kind in SPEAKING):
                return found
    return None
