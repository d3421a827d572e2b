"""Where a reported clause ends."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.tagging import FINITE
from exporter.extract.verbs import VerbGroup, is_participle_near, is_report_form, starts_incise
from exporter.languages.classes import (
    AUXILIARY,
    CLITIC,
    COMPLEMENTIZER,
    COORDINATOR,
    GERUND_MARKER,
    OPENS_CLAUSE,
    RELATIVE,
)

STOPS: Final = frozenset({".", "!", "?", "…", ";", "?!", "!?", "..."})
DASHES: Final = frozenset({"–", "—", "-"})
_LONGEST: Final = 200
"""Tokens of the longest clause: a text without a full stop gives no claim as long as itself."""
_GERUND: Final = frozenset({"ger"})
_PARTICIPLE: Final = frozenset({"pp"})
_THIRD_PERSON: Final = frozenset({"3s", "3p"})


def clause_end(context: Context, token: int, limit: int, group: VerbGroup | None = None) -> int:
    """The token behind the clause that starts at `token`.

    Without `group` a verb that shares its subject with the clause belongs to it. It ends before a break
    ("alors que"), an incise, a new report, or a verb that goes on from the reporting verb `group`.
    """
    opaque, words, flags, classes = context.opaque, context.lowers, context.flags, context.classes
    depth = 0
    has_verb = opened = False
    cursor = token
    limit = min(limit, token + _LONGEST)
    while cursor < limit:
        if opaque[cursor]:
            cursor = opaque[cursor]
            has_verb = True
            continue
        word = words[cursor]
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth -= 1
            if depth < 0:
                return cursor
        elif depth == 0 and cursor > token and (word in STOPS or _breaks(context, cursor, limit, group, has_verb)):
            return cursor - 1 if cursor - 1 > token and flags[cursor - 1] & RELATIVE else cursor
        if word == ",":
            opened = False
        elif flags[cursor] & OPENS_CLAUSE and cursor > token:
            opened = True
        elif not opened and classes[cursor] in FINITE:
            has_verb = True
        cursor += 1
    return limit


def _breaks(context: Context, token: int, limit: int, group: VerbGroup | None, has_verb: bool) -> bool:
    word, flag = context.lowers[token], context.flags[token]
    if word == "," or word in DASHES:
        return _break_behind_comma(context, token + 1, limit, group, has_verb)
    if word == ":":
        return True
    if has_verb and (flag & GERUND_MARKER or context.classes[token] == "G") and _is_reporting_gerund(context, token):
        return True
    if has_verb and flag & COMPLEMENTIZER and _is_judging_relative(context, token, limit):
        return True
    if flag & COORDINATOR:
        if group is not None and _opens_clause(context, token + 1):
            return True
        if group is not None and goes_on(context, token + 1, limit, group):
            return True
        return has_verb and _is_new_report(context, token + 1, limit)
    return _is_frame(context, token)


def _is_reporting_gerund(context: Context, token: int) -> bool:
    """ "... qualifiant la loi de", "... en ajoutant que"."""
    cursor = token + 1 if context.flags[token] & GERUND_MARKER else token
    return context.classes[cursor] == "G" and is_report_form(context, cursor, _GERUND)


def _is_judging_relative(context: Context, token: int, limit: int) -> bool:
    """ "... que le journal juge inutile": a relative clause that reports what somebody thinks of its antecedent."""
    if not context.flags[token] & COMPLEMENTIZER or context.classes[token - 1] not in ("N", "A", ""):
        return False
    for cursor in range(token + 1, min(token + 8, limit)):
        if context.opaque[cursor] or context.lowers[cursor] == ",":
            return False
        if context.is_finite(cursor):
            readings = context.pack.readings(context.lowers[cursor])
            return any(
                "object_as" in verb.takes for reading in readings for verb in context.pack.verbs.get(reading.lemma, ())
            )
    return False


def _is_frame(context: Context, token: int) -> bool:
    """A frame of attribution without a comma ("... selon la police")."""
    rows = context.pack.closing_frames.get(context.lowers[token])
    return rows is not None and any(context.matches(token, words) for words in rows)


def _break_behind_comma(context: Context, token: int, limit: int, group: VerbGroup | None, has_verb: bool) -> bool:
    """ ", mais ...", ", ajoutant que", ", a-t-il dit", ", selon lui", ", et Zelensky a déclaré"."""
    if group is not None and has_verb and context.flags[token] & COMPLEMENTIZER:
        return True
    for words in context.pack.clause_breaks.get(context.lowers[token], ()):
        if context.matches(token, words):
            return True
    if _is_reporting_gerund(context, token):
        return True
    if starts_incise(context, token) or _is_frame(context, token):
        return True
    if context.flags[token] & COORDINATOR:
        behind = token + 1
        return (
            bool(context.flags[behind] & COMPLEMENTIZER)
            or group is not None
            and goes_on(context, behind, limit, group)
            or _is_new_report(context, behind, limit)
        )
    return group is not None and has_verb and goes_on(context, token, limit, group)


def goes_on(context: Context, token: int, limit: int, group: VerbGroup) -> bool:
    """A reporting verb without a subject of its own goes on from the one before ("et a proposé de")."""
    cursor = token
    while cursor < limit and (context.classes[cursor] == "D" or context.flags[cursor] & CLITIC):
        cursor += 1
    if cursor >= limit or context.opaque[cursor] or "-" in context.lowers[cursor]:
        return False
    if context.flags[cursor] & AUXILIARY:
        return context.lowers[group.cue] == context.lowers[cursor] or is_participle_near(context, cursor + 1)
    if group.head > group.cue and context.classes[cursor] == "P":
        return is_report_form(context, cursor, _PARTICIPLE)
    return context.classes[cursor] in FINITE and is_report_form(context, cursor, _THIRD_PERSON)


def _is_new_report(context: Context, token: int, limit: int) -> bool:
    """Whether a subject and a reporting verb follow, an insertion between them ("et Léa, maire, a dit")."""
    if context.classes[token] == "p":
        return False
    for cursor in range(token, min(token + 20, limit)):
        if (
            context.opaque[cursor]
            or context.flags[cursor] & (COMPLEMENTIZER | RELATIVE)
            or context.lowers[cursor] in STOPS
        ):
            return False
        if cursor > token and context.is_finite(cursor):
            return is_report_form(context, cursor, _THIRD_PERSON) or starts_incise(context, cursor)
    return False


def coordinated_complementizer(context: Context, end: int, limit: int) -> int | None:
    """The complementiser that opens the next coordinated clause behind `end` ("et que", ", mais aussi que")."""
    token = end
    while token < limit and token - end < 5:
        if context.flags[token] & COMPLEMENTIZER:
            return token if token > end and _opens_clause(context, token) else None
        if not (context.lowers[token] == "," or context.flags[token] & COORDINATOR or context.classes[token] == "D"):
            return None
        token += 1
    return None


def _opens_clause(context: Context, token: int) -> bool:
    """A complementiser, not the relative pronoun of "que réclament les éleveurs et que redoutent les industriels"."""
    if not context.flags[token] & COMPLEMENTIZER or context.opaque[token]:
        return False
    return bool(context.opaque[token + 1]) or not context.is_finite(token + 1)


def has_clause(context: Context, first: int, last: int) -> bool:
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
