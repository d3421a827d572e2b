"""Where a reported clause begins and ends, and who is the subject of a verb."""

from __future__ import annotations

from exporter.extract.context import Context
from exporter.extract.nominals import Nominal, NominalIndex, is_finite
from exporter.extract.verbs import VerbGroup, split_inversion

_STOPS = frozenset({".", "!", "?", "…", ";", "?!", "!?"})
_SUBJECT_WINDOW = 60


def clause_end(context: Context, token: int, limit: int, group: VerbGroup | None = None) -> int:
    """The token behind the clause that starts at `token`: before a break, an incise, a new report or a coordinated main verb."""
    opaque, words = context.opaque, context.document.words
    depth = 0
    cursor = token
    while cursor < limit:
        if opaque[cursor] and opaque[cursor] > cursor + 1:
            cursor = opaque[cursor]
            continue
        word = words[cursor]
        if word in "([":
            depth += 1
        elif word in ")]":
            depth -= 1
            if depth < 0:
                return cursor
        elif word in _STOPS and cursor > token and not (word == "…" or word == "..."):
            return cursor
        elif depth == 0 and cursor > token and _breaks(context, cursor, limit, group):
            return cursor
        cursor += 1
    return limit


def _breaks(context: Context, token: int, limit: int, group: VerbGroup | None) -> bool:
    word = context.word(token)
    if word in (",", "–", "—"):
        return _break_behind_comma(context, token + 1, limit)
    if word in ("et", "mais", "puis", "ou"):
        return (
            _is_main_verb(context, token + 1, limit, group)
            or context.is_in(token + 1, "complementizers")
            and group is not None
        )
    return (
        word == ":"
        or word in ("selon",)
        and not context.is_in(token - 1, "prepositions")
        or context.matches(token, ("d'", "après"))
    )


def _break_behind_comma(context: Context, token: int, limit: int) -> bool:
    """ ", mais ...", ", ajoutant que", ", a-t-il dit", ", selon lui", ", et Zelensky a déclaré"."""
    for words in context.pack.clause_breaks.get(context.word(token), ()):
        if context.matches(token, words):
            return True
    if _is_report_verb(context, token, ("ger",)) and not context.tag(token).startswith("A"):
        return True
    if context.word(token) == "en" and _is_report_verb(context, token + 1, ("ger",)):
        return True
    if is_incise_verb(context, token):
        return True
    if context.word(token) in ("et", "puis", "mais"):
        return (
            _is_main_verb(context, token + 1, limit, None)
            or context.is_in(token + 1, "complementizers")
            or _is_new_report(context, token + 1, limit)
        )
    return _is_main_verb(context, token, limit, None)


def is_incise_verb(context: Context, token: int) -> bool:
    """An inverted reporting verb, or an auxiliary with its inverted pronoun, or "a déclaré X" behind a comma."""
    cursor = token
    while context.is_in(cursor, "clitics") or context.is_in(cursor, "negators"):
        cursor += 1
    word, pronoun = split_inversion(context, context.word(cursor))
    if pronoun:
        return True
    features = {feature for reading in context.pack.readings(word) for feature in reading.features}
    if features & {"3s", "3p"} and context.tag(cursor)[:1] not in ("N", "A", "p"):
        return True
    auxiliaries = context.pack.auxiliaries
    if any(word in auxiliaries[name] for name in ("have_singular", "have_plural", "be_singular", "be_plural")):
        return _is_participle_near(context, cursor + 1)
    return False


def _is_participle_near(context: Context, token: int) -> bool:
    for cursor in range(token, token + 4):
        if _is_report_verb(context, cursor, ("pp",)):
            return True
        if not ("D" in context.tag(cursor) or context.is_in(cursor, "negations")):
            return False
    return False


def _is_report_verb(context: Context, token: int, features: tuple[str, ...]) -> bool:
    return any(reading.features & set(features) for reading in context.pack.readings(context.word(token)))


def _is_main_verb(context: Context, token: int, limit: int, group: VerbGroup | None) -> bool:
    """A verb without a subject of its own that goes on with the reporting verb's subject ("et a proposé de")."""
    cursor = token
    while cursor < limit and (
        "D" == context.tag(cursor)[:1] or context.is_in(cursor, "clitics") or context.is_in(cursor, "negators")
    ):
        cursor += 1
    if cursor >= limit or context.opaque[cursor]:
        return False
    word = context.word(cursor)
    if "-" in word:
        return False
    auxiliaries = context.pack.auxiliaries
    if word in auxiliaries["have_singular"] or word in auxiliaries["have_plural"]:
        if group is not None and context.word(group.cue) == word:
            return True
        return _is_participle_near(context, cursor + 1)
    return _is_report_verb(context, cursor, ("3s", "3p")) and context.tag(cursor)[:1] not in (
        "N",
        "A",
        "p",
        "d",
        "D",
        "c",
    )


def _is_new_report(context: Context, token: int, limit: int) -> bool:
    """Whether a nominal and a reporting verb follow within a few words."""
    for cursor in range(token, min(token + 8, limit)):
        if context.opaque[cursor] or context.word(cursor) in (",", "que", "qu'", "qui"):
            return False
        if cursor > token and is_finite(context, cursor):
            return _is_report_verb(context, cursor, ("3s", "3p")) or is_incise_verb(context, cursor)
    return False


def find_subject(context: Context, nominals: NominalIndex, group: VerbGroup, floor: int) -> Nominal | None:
    """The subject of a verb group within its sentence, or None where no source stands there."""
    return subject_before(context, nominals, group.first, floor)


def subject_before(context: Context, nominals: NominalIndex, token: int, floor: int, depth: int = 0) -> Nominal | None:
    """The nearest free nominal before a finite verb; relative clauses and marked passages are passed over."""
    if depth > 4:
        return None
    cursor = token - 1
    while cursor > floor and ("D" == context.tag(cursor)[:1] and not nominals.ending_at(cursor + 1)):
        cursor -= 1
    word = context.word(cursor)
    if cursor < floor:
        return None
    if word in context.pack.pronoun_classes["impersonal"]:
        return None
    if word == "qui":
        return _antecedent(context, nominals, cursor, floor)
    if word in ("et", "ou", "mais", "puis"):
        return _shared(context, nominals, cursor, floor, depth)
    return _nearest_free(context, nominals, cursor + 1, floor)


def _antecedent(context: Context, nominals: NominalIndex, token: int, floor: int) -> Nominal | None:
    """The nominal before "qui"."""
    end = token
    while end > floor and context.word(end - 1) in (",", "lui", "elle", "et", "mais"):
        end -= 1
    found = nominals.ending_at(end)
    if found is not None:
        return found
    before = nominals.before(end, max(floor, end - 10))
    return before[0] if before else None


def _shared(context: Context, nominals: NominalIndex, token: int, floor: int, depth: int) -> Nominal | None:
    """The subject of the finite verb that a coordinated verb goes on from."""
    opaque = context.opaque
    cursor = token - 1
    subordinate: Nominal | None = None
    while cursor >= floor:
        if not opaque[cursor] and is_finite(context, cursor):
            start = cursor
            while start > floor and (context.is_in(start - 1, "clitics") or context.is_in(start - 1, "negators")):
                start -= 1
            if not _is_subordinate(context, start, floor):
                return subject_before(context, nominals, start, floor, depth + 1)
            if subordinate is None:
                subordinate = subject_before(context, nominals, start, floor, depth + 1)
        cursor -= 1
    if subordinate is not None:
        return subordinate
    return _nearest_free(context, nominals, token, floor)


def _is_subordinate(context: Context, token: int, floor: int) -> bool:
    """Whether a complementiser or relative opens the clause of a verb."""
    for cursor in range(token - 1, max(floor, token - 12) - 1, -1):
        word = context.word(cursor)
        if (
            context.is_in(cursor, "complementizers")
            or context.is_in(cursor, "relatives")
            or word in ("si", "s'", "lorsque", "quand")
        ):
            return True
        if word in (",", ":", ";") or is_finite(context, cursor):
            return False
    return False


def _nearest_free(context: Context, nominals: NominalIndex, token: int, floor: int) -> Nominal | None:
    """The nearest nominal that no preposition governs, with only its own modifiers between it and the verb."""
    skip_to = token
    best: Nominal | None = None
    for nominal in nominals.before(token, max(floor, token - _SUBJECT_WINDOW)):
        if nominal.first >= skip_to or context.opaque[nominal.first] and not context.opaque[token]:
            continue
        if nominal.governed:
            continue
        relative = _relative_start(context, nominal.first, floor)
        if relative is not None and context.word(token - 1) == ",":
            skip_to = relative
            continue
        if _verb_between(context, nominal.last, token):
            return best
        best = nominal
        break
    return best


def _relative_start(context: Context, token: int, floor: int) -> int | None:
    """The relative pronoun that opens the clause in which a token stands, unless a comma closes it before."""
    for cursor in range(token - 1, max(floor, token - 30) - 1, -1):
        word = context.word(cursor)
        if word in ("qui", "dont", "où", "lequel", "laquelle"):
            return cursor
        if word in (",", ";", ":", "»"):
            return None
    return None


def _verb_between(context: Context, start: int, end: int) -> bool:
    """Whether a finite main verb stands between a nominal and the verb: then it is not its subject."""
    relative = False
    for cursor in range(start, end):
        if context.opaque[cursor]:
            continue
        word = context.word(cursor)
        if (
            context.is_in(cursor, "relatives")
            or context.is_in(cursor, "complementizers")
            or word in ("si", "lorsque", "quand", "alors")
        ):
            relative = True
        elif word == ",":
            relative = relative and cursor != end - 1
        elif is_finite(context, cursor) and not relative:
            return True
    return False
