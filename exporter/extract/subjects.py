"""Who is the subject of a verb: before it, inverted behind it, or shared with another verb."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.nominals import (
    Nominal,
    NominalIndex,
    explains,
    generic_after,
    generic_before,
    plain_or_named,
    taken_up,
)
from exporter.extract.verbs import VerbGroup, insertion_before, split_inversion, with_clitics
from exporter.languages.classes import (
    AGENT,
    AND,
    CLITIC,
    COMPLEMENTIZER,
    CONTRACTED,
    COORDINATOR,
    DATIVE,
    DETERMINER,
    EMPHATIC,
    GENITIVE,
    IMPERSONAL,
    INDEFINITE,
    OPENS_CLAUSE,
    RELATIVE,
    SUBJECT_PRONOUN,
    SUBJECT_RELATIVE,
    TIME_NOUN,
)

_WINDOW: Final = 60
_DEEPEST: Final = 4
_AFTER_VERB: Final = 20
_HEARS: Final = frozenset({"person", "organization", "group", "collective", "body", "source"})
_OPENING: Final = {")": "(", "—": "—", "–": "–"}
_OPENING_OR_COMMA: Final = frozenset({",", *_OPENING})


def subject_of(context: Context, nominals: NominalIndex, group: VerbGroup, floor: int) -> Nominal | None:
    """The subject before a finite verb group, within the sentence that starts at `floor`; of several, the first."""
    found = subject_before(context, nominals, group.first, floor, group.plural)
    while found is not None and group.plural and context.flags[found.first - 1] & AND:
        before = nominals.ending_at(found.first - 1)
        if before is None or before.governed or before.first < floor:
            break
        found = before
    return found


def subject_before(
    context: Context, nominals: NominalIndex, token: int, floor: int, plural: bool, depth: int = 0
) -> Nominal | None:
    """The subject of a finite verb whose group starts at `token`."""
    if depth > _DEEPEST:
        return None
    stressed = taken_up(context, token, floor)
    if stressed is not None:
        return stressed
    cursor = _skip_adverbs(context, nominals, token - 1, floor)
    if cursor < floor:
        return None
    flag, word = context.flags[cursor], context.lowers[cursor]
    if flag & SUBJECT_PRONOUN and not context.opaque[cursor]:
        return nominals.ending_at(cursor + 1)
    if flag & IMPERSONAL:
        return None
    if flag & SUBJECT_RELATIVE:
        return antecedent(context, nominals, cursor, floor)
    if flag & COORDINATOR:
        return _shared(context, nominals, cursor, floor, plural, depth)
    announced = nominals.ending_at(cursor) if word == "," else None
    if announced is not None and announced.stands_free and (announced.plural or not plural) and _has_title(announced):
        return announced
    if word == "," or word in _OPENING:
        opening = _insertion_start(context, nominals, cursor, floor)
        if opening is not None:
            found = subject_before(context, nominals, opening, floor, plural, depth + 1)
            return announced if explains(found, announced, opening) else found
        if word == ",":
            return _shared(context, nominals, cursor, floor, plural, depth)
    return _nearest(context, nominals, cursor + 1, floor, plural)


def _skip_adverbs(context: Context, nominals: NominalIndex, cursor: int, floor: int) -> int:
    while cursor > floor:
        width = insertion_before(context, cursor + 1)
        if width:
            cursor -= width
            continue
        if nominals.ending_at(cursor + 1):
            break
        if not (context.classes[cursor] == "D" or context.flags[cursor] & EMPHATIC):
            break
        cursor -= 1
    return cursor


def antecedent(context: Context, nominals: NominalIndex, token: int, floor: int) -> Nominal | None:
    """The nominal before "qui"; behind an insertion the one before it ("un rapport, remis en mai, qui juge")."""
    if context.flags[token - 1] & AND and context.lowers[token - 2] in _OPENING_OR_COMMA:
        before = _relative_before(context, token - 1, floor)
        if before is not None:
            return antecedent(context, nominals, before, floor)
    if context.lowers[token - 1] == ",":
        opening = _insertion_start(context, nominals, token - 1, floor)
        found = nominals.ending_at(opening) if opening is not None else None
        if found is not None and not found.governed:
            return found
    end = token
    while end > floor and (context.lowers[end - 1] == "," or context.flags[end - 1] & (EMPHATIC | COORDINATOR)):
        end -= 1
    ended = nominals.ending_at(end)
    if ended is not None:
        return ended
    nearby = nominals.before(end, max(floor, end - 10))
    generic = generic_before(context, end, floor)
    if nearby and (generic is None or nearby[0].first >= generic.first):
        return nearby[0]
    return generic


def _relative_before(context: Context, token: int, floor: int) -> int | None:
    """The relative pronoun that ", et qui" goes on from."""
    for cursor in range(token - 1, max(floor, token - 30) - 1, -1):
        if context.flags[cursor] & SUBJECT_RELATIVE and not context.opaque[cursor]:
            return cursor
    return None


def _insertion_start(context: Context, nominals: NominalIndex, closing: int, floor: int) -> int | None:
    """The mark that opens what a comma, dash or bracket before the verb closes, right behind a possible subject."""
    wanted = _OPENING.get(context.lowers[closing], ",")
    verb = opener = False
    for cursor in range(closing - 1, max(floor, closing - _WINDOW), -1):
        if context.opaque[cursor]:
            continue
        flag = context.flags[cursor]
        if context.is_finite(cursor) and not flag & COMPLEMENTIZER:
            verb = True
        if flag & OPENS_CLAUSE and context.classes[cursor] not in ("N", "A"):
            opener = True
        if context.lowers[cursor] == wanted:
            if wanted != ",":
                return cursor
            if verb and not opener:
                return None
            if _may_be_subject(context, nominals, cursor, floor):
                return cursor
    return None


def _may_be_subject(context: Context, nominals: NominalIndex, token: int, floor: int) -> bool:
    """Whether a noun phrase that is no complement ends right before a token."""
    found = nominals.ending_at(token)
    if found is not None and not found.governed:
        return True
    phrase = generic_before(context, token, floor)
    if phrase is None:
        return False
    start = nominals.starting_at(phrase.first)
    return start is None or not start.governed


def _shared(
    context: Context, nominals: NominalIndex, token: int, floor: int, plural: bool, depth: int
) -> Nominal | None:
    """The subject of the finite verb that a coordinated verb goes on from."""
    other: Nominal | None = None
    inner: Nominal | None = None
    for cursor in range(token - 1, floor - 1, -1):
        if context.opaque[cursor] or not context.is_finite(cursor):
            continue
        pronoun = split_inversion(context, context.lowers[cursor])[1]
        if pronoun:
            return inverted_pronoun(context, cursor, pronoun)
        start = with_clitics(context, cursor, floor)
        found = subject_before(context, nominals, start, floor, plural, depth + 1)
        if found is None:
            continue
        if is_subordinate(context, start, floor):
            inner = inner or found
        elif found.plural == plural:
            return found
        else:
            other = other or found
    return other or inner or _nearest(context, nominals, token, floor, plural)


def is_subordinate(context: Context, token: int, floor: int) -> bool:
    """Whether a complementiser, relative or conjunction opens the clause of a verb."""
    for cursor in range(token - 1, max(floor, token - 12) - 1, -1):
        if context.flags[cursor] & OPENS_CLAUSE:
            return True
        if context.lowers[cursor] in (",", ":", ";") or context.is_finite(cursor):
            return False
    return False


def _has_title(nominal: Nominal) -> bool:
    return nominal.name is not None and nominal.phrase is not None


def _nearest(context: Context, nominals: NominalIndex, token: int, floor: int, plural: bool) -> Nominal | None:
    """The nearest noun phrase that no preposition governs and no relative clause holds."""
    ended = nominals.ending_at(token)
    if ended is not None and ended.name is not None and ended.stands_free and not context.flags[ended.first - 1] & AND:
        return ended
    phrase = generic_before(context, token, floor)
    if phrase is not None:
        known = nominals.starting_at(phrase.first) or nominals.covering(phrase.first)
        if known is not None and not known.governed:
            phrase = known
        inner = _relative_start(context, phrase.first, floor)
        if inner is not None:
            return antecedent(context, nominals, inner, floor)
        if phrase.plural == plural or known is not None:
            return phrase
    skip_to = token
    for nominal in nominals.before(token, max(floor, token - _WINDOW)):
        if nominal.first >= skip_to or nominal.governed or nominal.apposed or context.opaque[nominal.first]:
            continue
        if nominal.plural and not plural and nominal.name is None:
            continue
        relative = _relative_start(context, nominal.first, floor)
        if relative is not None:
            skip_to = relative
            continue
        if not _verb_between(context, nominal.last, token):
            return nominal
        if not context.flags[nominal.first - 1] & (COMPLEMENTIZER | RELATIVE):
            return None
        skip_to = nominal.first - 1
    return None


def _relative_start(context: Context, token: int, floor: int) -> int | None:
    """The relative pronoun of the clause in which an object stands: its own verb comes before the object."""
    verb = False
    for cursor in range(token - 1, max(floor, token - 30) - 1, -1):
        if context.flags[cursor] & RELATIVE and context.flags[cursor] & SUBJECT_RELATIVE:
            return cursor if verb else None
        if context.lowers[cursor] in (",", ";", ":") or context.flags[cursor] & OPENS_CLAUSE:
            return None
        if context.is_finite(cursor):
            verb = True
    return None


def _verb_between(context: Context, start: int, end: int) -> bool:
    """Whether a finite main verb stands between a nominal and the verb: then it is not its subject."""
    subordinate = False
    for cursor in range(start, end):
        if context.opaque[cursor]:
            continue
        if context.flags[cursor] & OPENS_CLAUSE:
            subordinate = True
        elif context.lowers[cursor] == ",":
            subordinate = subordinate and cursor != end - 1
        elif context.is_finite(cursor) and not subordinate:
            return True
    return False


# Behind the verb


def inverted_pronoun(context: Context, token: int, pronoun: str) -> Nominal | None:
    """The pronoun that a verb carries behind a hyphen; None for one that names no source ("-t-on")."""
    agreement = context.pack.pronouns.get(pronoun)
    if agreement is None:
        return None
    return Nominal(token, token + 1, False, pronoun=agreement, plural=agreement.endswith("p"))


def inverted_subject(context: Context, nominals: NominalIndex, group: VerbGroup, limit: int) -> Nominal | None:
    """The subject behind an incise verb, past adverbs, times and listeners ("a déclaré vendredi à l'AFP le maire")."""
    if group.pronoun:
        return inverted_pronoun(context, group.cue, group.pronoun)
    token = group.last
    end = min(limit, group.last + _AFTER_VERB)
    while token < end and not context.opaque[token]:
        nominal = nominals.starting_at(token)
        if nominal is not None and not nominal.governed:
            return nominal
        if context.lowers[token] in (".", ";", ":", "?", "!") or context.flags[token] & OPENS_CLAUSE:
            return None
        if context.lowers[token] == ",":
            closing = closing_comma(context, token + 1, limit)
            if closing is None:
                return None
            token = closing + 1
            continue
        if nominal is None and _begins_phrase(context, token):
            return plain_or_named(context, nominals, token, limit)
        token = nominal.last if nominal is not None else token + 1
    return None


def closing_comma(context: Context, token: int, limit: int) -> int | None:
    """The comma that closes a short insertion without a verb; a single word is one ("résume, philosophe, le garde")."""
    if context.lowers[token + 1] == "," and token + 1 < limit and not context.opaque[token]:
        return token + 1
    for cursor in range(token, min(token + 10, limit)):
        if context.opaque[cursor] or context.is_finite(cursor) or context.classes[cursor] == "G":
            return None
        if context.lowers[cursor] == ",":
            return cursor
    return None


def _begins_phrase(context: Context, token: int) -> bool:
    """A determiner that no preposition governs, of something else than a time."""
    flags = context.flags[token]
    if not flags & DETERMINER or context.flags[token + 1] & TIME_NOUN or context.classes[token - 1] == "p":
        return False
    return bool(flags & INDEFINITE) or not flags & CONTRACTED


def agent_behind(context: Context, nominals: NominalIndex, token: int, limit: int) -> Nominal | None:
    """The nominal behind "par" within a passive clause."""
    for cursor in range(token, min(token + 20, limit)):
        if context.opaque[cursor]:
            continue
        if context.flags[cursor] & AGENT:
            start = cursor + 1
            for nominal in nominals.between(start, min(start + 3, limit)):
                return nominal
            return generic_after(context, start, limit)
        if context.is_finite(cursor) or context.classes[cursor] == "I" or context.lowers[cursor] in (";", ":"):
            return None
    return None


def controller(context: Context, nominals: NominalIndex, group: VerbGroup, floor: int, limit: int) -> Nominal | None:
    """The subject of the main verb that an infinitive or a gerund depends on, or the noun that a gerund modifies."""
    modified = nominals.ending_at(group.first) if group.mood == "gerund" else None
    if modified is not None and modified.kind != "document":
        return modified
    verbs = [
        token
        for token in range(group.first - 1, floor - 1, -1)
        if not context.opaque[token] and context.is_finite(token)
    ]
    main = [token for token in verbs if not is_subordinate(context, with_clitics(context, token, floor), floor)]
    for token in main if group.mood == "gerund" and main else verbs:
        _, pronoun = split_inversion(context, context.lowers[token])
        if pronoun:
            return inverted_pronoun(context, token, pronoun)
        start = with_clitics(context, token, floor)
        plural = context.classes[token] == "T"
        found = subject_before(context, nominals, start, floor, plural)
        return found or _behind_incise(nominals, token, group)
    for nominal in nominals.between(group.last, limit):
        if (
            not nominal.governed
            and context.lowers[nominal.first - 1] == ","
            and _has_verb_behind(context, nominal, limit)
        ):
            return nominal
    inner = [nominal for nominal in nominals.before(group.first, floor) if not nominal.governed and not nominal.apposed]
    return inner[0] if inner else None


def _has_verb_behind(context: Context, nominal: Nominal, limit: int) -> bool:
    cursor = nominal.last
    while cursor < limit and (context.flags[cursor] & CLITIC or context.classes[cursor] == "D"):
        cursor += 1
    return context.is_finite(cursor)


def _behind_incise(nominals: NominalIndex, verb: int, group: VerbGroup) -> Nominal | None:
    """ "..., a déclaré Léa Morin, ajoutant que": the inverted subject of the incise before."""
    return next((nominal for nominal in nominals.between(verb, group.first) if not nominal.governed), None)


def find_addressee(
    context: Context, nominals: NominalIndex, group: VerbGroup, source: Nominal | None, limit: int
) -> Nominal | None:
    """Whom the words are told: "a-t-il dit à l'AFP", "a expliqué devant les députés que"."""
    token = group.last
    end = min(limit, group.last + _AFTER_VERB)
    while token < end and not context.opaque[token]:
        if context.lowers[token] in (":", ".", ";") or context.flags[token] & OPENS_CLAUSE or context.is_finite(token):
            return None
        addresses = (
            context.flags[token] & DATIVE or context.lowers[token] in context.pack.words["addressee_prepositions"]
        )
        if addresses and not context.flags[token] & GENITIVE:
            found = nominals.starting_at(token) or nominals.starting_at(token + 1)
            if found is not None and found.kind in _HEARS and not found.pronoun:
                return found
        token = source.last if source is not None and source.first <= token < source.last else token + 1
    return None
