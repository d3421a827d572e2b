"""Frames of attribution: "selon X, P", "P, d'après X", "de source policière", "comme l'a rappelé X"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from exporter.extract.appositions import bracket_end
from exporter.extract.clauses import clause_end
from exporter.extract.context import Context
from exporter.extract.nominals import SPEAKING, Nominal, NominalIndex, generic_after
from exporter.extract.spans import Sentence, Span, characters
from exporter.extract.subjects import antecedent, inverted_subject, subject_of
from exporter.extract.verbs import VerbGroup, find_verb_groups, split_inversion
from exporter.languages.classes import (
    ADVERSATIVE,
    AND,
    COMPLEMENTIZER,
    CONTRACTED,
    FRAME_OPENING,
    GENITIVE,
    IMPERSONAL,
    POSSESSIVE,
    RELATIVE,
    SUBJECT_RELATIVE,
)
from exporter.languages.pack import Frame

_CLOSING: Final = frozenset('»”"›)')
_FINAL: Final = frozenset({".", "!", "?", "…", "..."}) | _CLOSING
_OPENING: Final = frozenset('«“"-–—')
ANY_SINGULAR: Final = "*s"
_NO_SOURCE: Final = frozenset({"none", "on", "voice"})


class Framed:
    """A frame found: `[first, last)` in tokens, with its source and the words that it frames."""

    __slots__ = ("content", "cue", "first", "frame", "group", "source")

    def __init__(
        self,
        frame: Frame,
        first: int,
        cue: tuple[int, int],
        source: Nominal | None,
        content: Span,
        group: VerbGroup | None,
    ) -> None:
        self.frame, self.first, self.cue = frame, first, cue
        self.source, self.content, self.group = source, content, group


def find_framed(context: Context, nominals: NominalIndex, sentence: Sentence) -> Iterator[Framed]:
    """The frames of a sentence, outside of marked passages."""
    pairs, lowers, flags = context.pack.frame_pairs, context.lowers, context.flags
    opening = [token for token in range(*sentence) if flags[token] & FRAME_OPENING and not context.opaque[token]]
    free = sentence.first
    for token in opening:
        rows = pairs[lowers[token]] if token >= free else {}
        for frame in (*rows.get(lowers[token + 1], ()), *rows.get("", ())):
            if frame.source not in _NO_SOURCE and context.matches(token, frame.words):
                found, behind = _framed(context, nominals, frame, token, sentence)
                if found is not None:
                    yield found
                    free = behind
                    break


def _framed(
    context: Context, nominals: NominalIndex, frame: Frame, token: int, sentence: Sentence
) -> tuple[Framed | None, int]:
    behind = token + len(frame.words)
    if _is_rejected(context, behind, frame.rejects_after):
        return None, behind
    group = None
    if frame.verb:
        groups = find_verb_groups(context, token, min(behind + 4, sentence.last))
        group = groups[0] if groups else None
        if group is None or group.last < behind:
            return None, behind
        behind = group.last
        source = inverted_subject(context, nominals, group, sentence.last)
        after = _apposition_end(context, nominals, source) if source is not None else None
    else:
        source, after = _source(context, nominals, frame, token, behind, sentence)
    relative = context.flags[behind] & SUBJECT_RELATIVE
    if after is None or not relative and _position(context, token, after, sentence) not in frame.position:
        return None, behind
    content = _content(context, token, after, sentence, bool(relative))
    if content is None:
        return None, behind
    cue = (group.cue, group.last) if group is not None else (token, behind)
    return Framed(frame, token, cue, source, content, group), after


def _is_rejected(context: Context, token: int, rejects: tuple[str, ...]) -> bool:
    if not rejects:
        return False
    following = " ".join(context.lowers[token : token + 6]).replace("' ", "'") + " "
    return following.startswith(_whole_words(rejects))


@lru_cache(maxsize=512)
def _whole_words(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(phrase if phrase.endswith("'") else phrase + " " for phrase in phrases)


def _source(
    context: Context, nominals: NominalIndex, frame: Frame, token: int, behind: int, sentence: Sentence
) -> tuple[Nominal | None, int | None]:
    """The source of a frame, and the token behind it (None where no source stands there)."""
    if frame.source == "adjective":
        end = _adjectives_end(context, behind, sentence)
        first = token
        while context.classes[first] == "p" or context.flags[first] & (GENITIVE | CONTRACTED):
            first += 1
        return (Nominal(first, end, False, kind="source"), end) if end > behind else (None, None)
    if context.flags[behind + 1] & COMPLEMENTIZER and context.flags[behind] & IMPERSONAL:
        return _free_relative(context, nominals, behind + 2, sentence)
    if context.flags[behind] & SUBJECT_RELATIVE:
        found = antecedent(context, nominals, token, sentence.first)
        if frame.words[0] in context.pack.words["restricted_frames"] and (found is None or found.kind not in SPEAKING):
            return None, None
        return found, behind + 1
    nominal = nominals.starting_at(behind) or nominals.starting_at(behind + 1)
    if frame.source == "pronoun":
        if nominal is not None and nominal.pronoun:
            return nominal, nominal.last
        return (None, None) if frame.closes or len(frame.words) == 1 else _possessor(context, token, behind)
    if nominal is None and context.flags[behind - 1] & CONTRACTED:
        nominal = nominals.starting_at(behind - 1)
    if nominal is not None:
        if frame.words[0] in context.pack.words["restricted_frames"] and nominal.kind not in SPEAKING:
            return None, None
        end = _behind_relative(context, _apposition_end(context, nominals, nominal), sentence)
        return nominal, end if end == nominal.last and context.lowers[end] == "," else _phrase_end(
            context, end, sentence
        )
    generic = generic_after(context, behind, sentence.last)
    if generic is not None and context.flags[generic.first] & POSSESSIVE:
        return _by_findings(context, generic)
    if generic is None:
        return None, None
    if frame.words[0] in context.pack.words["restricted_frames"] and not any(
        context.opaque[generic.last : sentence.last]
    ):
        return None, None
    return generic, _phrase_end(context, generic.last, sentence)


def _by_findings(context: Context, nominal: Nominal) -> tuple[Nominal | None, int | None]:
    """ "selon ses modèles", "d'après leurs calculs": who made them is the source; "selon ses moyens" has none."""
    agreement = context.pack.possessors.get(context.lowers[nominal.first])
    if agreement is None or context.lowers[nominal.first + 1] not in context.pack.words["own_findings"]:
        return None, None
    return Nominal(nominal.first, nominal.first + 1, False, pronoun=agreement), nominal.last


def _behind_relative(context: Context, token: int, sentence: Sentence) -> int:
    """ "D'après une note que La Libre a pu lire, P": the comma that ends the relative clause of the source."""
    if not context.flags[token] & (COMPLEMENTIZER | RELATIVE):
        return token
    return next((cursor for cursor in range(token, sentence.last) if context.lowers[cursor] == ","), token)


def _free_relative(
    context: Context, nominals: NominalIndex, token: int, sentence: Sentence
) -> tuple[Nominal | None, int | None]:
    """ "selon ce qu'a confié Léa Morin", "d'après ce que Léa Morin a dit"."""
    for group in find_verb_groups(context, token, min(token + 12, sentence.last)):
        source = subject_of(context, nominals, group, token)
        if source is None:
            source = inverted_subject(context, nominals, group, sentence.last)
        if source is not None:
            return source, _apposition_end(context, nominals, source) if source.first >= group.last else group.last
        break
    return None, None


def _possessor(context: Context, token: int, behind: int) -> tuple[Nominal | None, int | None]:
    """ "à ses yeux", "à l'en croire", "de même source": the source is who the words mean."""
    for cursor in range(token, behind):
        agreement = context.pack.possessors.get(context.lowers[cursor])
        if agreement is not None:
            return Nominal(cursor, cursor + 1, False, pronoun=agreement), behind
    return Nominal(token, behind, False, pronoun=ANY_SINGULAR), behind


def _adjectives_end(context: Context, token: int, sentence: Sentence) -> int:
    end = token
    while end < sentence.last and (
        context.is_adjective(end) or context.classes[end] in ("N", "P", "A") or context.flags[end] & (GENITIVE | AND)
    ):
        end += 1
    return end


def _phrase_end(context: Context, token: int, sentence: Sentence) -> int:
    """The token behind the complements of a noun phrase."""
    while token < sentence.last and not context.opaque[token]:
        if context.lowers[token] == "(":
            token = bracket_end(context, token) or token
        if context.lowers[token] in (",", ".", ";", ":") or context.is_finite(token):
            break
        token += 1
    return token


def _apposition_end(context: Context, nominals: NominalIndex, nominal: Nominal) -> int:
    """The token behind a source with what explains it ("selon Léa Morin, maire de Brévant,")."""
    end = nominal.last
    while context.lowers[end] == "," or context.flags[end] & AND:
        following = nominals.starting_at(end + 1)
        if following is None or not following.apposed or following.name != nominal.name:
            break
        end = following.last
    return end


def _position(context: Context, token: int, after: int, sentence: Sentence) -> str:
    start = sentence.first
    while start < token and _is_connector(context, start):
        start += 1
    if token <= start:
        return "initial"
    end = after
    while end < sentence.last and context.document.words[end] in _FINAL:
        end += 1
    return "final" if end >= sentence.last else "medial"


def _is_connector(context: Context, token: int) -> bool:
    """What may stand before an initial frame: marks, conjunctions, adverbs."""
    if context.opaque[token]:
        return False
    word = context.lowers[token]
    return (
        word == ","
        or word in _OPENING
        or bool(context.flags[token] & (AND | ADVERSATIVE))
        or context.classes[token] == "D"
    )


def _content(context: Context, token: int, after: int, sentence: Sentence, relative: bool) -> Span | None:
    """The proposition behind an initial or relative frame ("pour qui P"), before a final one, else the longer part."""
    marked = _marked_before(context, token)
    if marked is not None:
        return marked
    before = _clause_start(context, token, sentence.first)
    behind = after
    while behind < sentence.last and context.lowers[behind] in (",", ":"):
        behind += 1
    behind = _behind_attributes(context, behind, sentence.last)
    behind = _skip_connectors(context, behind, sentence.last)
    end = clause_end(context, behind, sentence.last) if behind < sentence.last else behind
    last = token
    while last > before and context.lowers[last - 1] == ",":
        last -= 1
    last = _before_impersonal_incise(context, before, last)
    left, right = last - before, end - behind
    if right > 0 and left > 0 and context.flags[behind] & RELATIVE:
        right = 0
    if all(_is_connector(context, cursor) for cursor in range(before, last)):
        left = 0
    opened = relative or last > before and context.flags[last - 1] & (RELATIVE | COMPLEMENTIZER)
    if opened:
        left = 0
    if left > 0 and right > 0 and _is_proposition(context, before, last) != _is_proposition(context, behind, end):
        left, right = (left, 0) if _is_proposition(context, before, last) else (0, right)
    if left <= 0 and right <= 0:
        return None
    follows = context.lowers[after] in (",", ":") or bool(right and context.opaque[behind]) or left <= 0
    if left > 0 and (left >= right or not follows):
        return characters(context, before, last)
    return characters(context, behind, end)


def _marked_before(context: Context, token: int) -> Span | None:
    """ "Le préjudice, « inestimable » selon la mairie, relance le débat": the marked words alone."""
    passage = context.passages.get(context.opaque[token - 1])
    if passage is None:
        return None
    first = passage.mark
    return characters(context, first, token) if context.lowers[first - 1] in (",", "(") else None


def _behind_attributes(context: Context, token: int, limit: int) -> int:
    """Behind "pour l'analyste X, du cercle Y, basé à Dakar, P", "pour Z, qui habite en face, P": the proposition."""
    cursor = token
    while cursor < limit:
        relative = bool(context.flags[cursor] & RELATIVE)
        if not (relative or context.flags[cursor] & GENITIVE or context.classes[cursor] == "P"):
            break
        comma = cursor
        while comma < limit and context.lowers[comma] != ",":
            if context.opaque[comma] or context.is_finite(comma) and not relative:
                return token
            comma += 1
        if comma == limit:
            return token
        cursor = token = comma + 1
    return token


def _skip_connectors(context: Context, token: int, limit: int) -> int:
    """Behind "selon X, cependant," the proposition begins after the adverb."""
    cursor = token
    while cursor < limit and _is_connector(context, cursor) and not context.opaque[cursor]:
        cursor += 1
        if context.lowers[cursor - 1] == ",":
            token = cursor
    if context.flags[token] & IMPERSONAL and context.is_finite(token + 1) and context.flags[token + 2] & COMPLEMENTIZER:
        return token + 3
    return token


def _is_proposition(context: Context, first: int, last: int) -> bool:
    return any(context.opaque[token] or context.is_finite(token) for token in range(first, last))


def _before_impersonal_incise(context: Context, first: int, last: int) -> int:
    """ "P, a-t-on appris de source policière": the words before the incise."""
    for cursor in range(last - 1, max(first, last - 5), -1):
        if context.lowers[cursor] == "," and split_inversion(context, context.lowers[cursor + 1])[1]:
            return cursor
    return last


def _clause_start(context: Context, token: int, floor: int) -> int:
    """Where the clause that a frame closes begins: behind a semicolon, a colon, "mais" or the sentence's start."""
    for cursor in range(token - 1, floor - 1, -1):
        if context.opaque[cursor]:
            continue
        if context.lowers[cursor] in (";", ":"):
            return cursor + 1
        if context.flags[cursor] & ADVERSATIVE and context.lowers[cursor - 1] == ",":
            return cursor + 1
    return floor
