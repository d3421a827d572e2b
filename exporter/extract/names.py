"""Finds the proper names of a text: where each begins and ends, and what the tables know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from exporter.extract.context import Context

# How a name was found; typing starts from it.
KNOWN_KINDS = ("organization", "metonym", "not_name", "country", "place")
_LINKS = frozenset(
    {
        "of",
        "the",
        "and",
        "&",
        "y",
        "et",
        "de",
        "du",
        "des",
        "d'",
        "la",
        "le",
        "les",
        "l'",
        "pour",
        "en",
        "sur",
        "à",
        "au",
        "aux",
    }
)


@dataclass(frozen=True, slots=True)
class Name:
    """A half-open token range. `source` is a table of the gazetteer, "head" or "run"; `key` its lower-case form."""

    first: int
    last: int
    source: str
    key: str
    head: str = ""
    head_type: str = ""


def find_names(context: Context) -> list[Name]:
    """Names in reading order, never overlapping; the longest reading at each token wins."""
    names: list[Name] = []
    document, heads = context.document, context.pack.head_openings
    prefixes = context.pack.name_prefixes
    for line_number, line in enumerate(document.lines):
        if line_number in context.barren:
            continue
        token = line.first
        while token < line.last:
            word = document.words[token]
            name = None
            if word[0].isupper() or document.lowers[token] in heads or word.startswith(prefixes):
                name = _name_at(context, token, line.last)
            if name is None:
                token += 1
            else:
                names.append(name)
                token = name.last
    return names


def _name_at(context: Context, token: int, limit: int) -> Name | None:
    found = [name for rule in RULES if (name := rule(context, token, limit)) is not None]
    if not found:
        return None
    best = found[0]
    if best.source == "portfolio":
        return best
    for name in found[1:]:
        if name.last > best.last and not (
            best.source in KNOWN_KINDS and name.source == "run" and not _outgrows(context, best, name)
        ):
            best = name
    return best


def _outgrows(context: Context, known: Name, run: Name) -> bool:
    """Whether a run of capitals is one name beyond a known one ("Florence Aubenas", "Paris Hilton", not "Paris Valls")."""
    if known.source in ("organization", "metonym", "not_name"):
        return (
            context.word(known.last) in context.pack.particles
            or known.last - known.first == 1
            and _is_given(context, known.first)
        )
    return _is_given(context, known.first)


def _is_given(context: Context, token: int) -> bool:
    """Whether a token is a first name, or a compound of two."""
    word = context.word(token)
    names = context.pack.first_names
    return (
        word in names
        or context.document.words[token] in names
        or (
            "-" in word
            and all(part in names or part.capitalize() in names for part in context.document.words[token].split("-"))
        )
    )


def match_known(context: Context, token: int, limit: int) -> Name | None:
    """The longest name of the gazetteer that starts here with a capital."""
    if not context.document.words[token][0].isupper():
        return None
    gazetteer = context.pack.gazetteer
    starts, ends, plain = context.document.starts, context.document.ends, context.document.plain
    for last in range(min(limit, token + gazetteer.longest), token, -1):
        key = plain[starts[token] : ends[last - 1]].lower()
        source = gazetteer.knows(key)
        if source and _stands_alone(context, token, last, source):
            return Name(token, last, source, key)
    return None


def _stands_alone(context: Context, token: int, last: int, source: str) -> bool:
    """A word of the language that opens a sentence is no name, even if a table lists one."""
    if last - token > 1 or source == "not_name":
        return True
    word = context.document.words[token]
    if len(word) == 1:
        return False
    return (
        not (context.tag(token) and context.is_initial(token))
        or source == "country"
        or (word.isupper() and len(word) > 1)
    )


def match_head(context: Context, token: int, limit: int) -> Name | None:
    """A head noun with the name that it opens ("université de Lyon", "rue Victor-Hugo", "Fédération française de ski")."""
    found = context.head_at(token)
    if found is None:
        return None
    behind, head = found
    last = _complement(context, behind, limit, context.document.words[token][0].isupper())
    if last == behind or (not head.inside and head.kind == "location"):
        return None
    return Name(token, last, "head", context.text(token, last).lower(), head.kind, head.type)


def _complement(context: Context, token: int, limit: int, capital: bool) -> int:
    """The token behind the complement of a head noun: adjectives, then a capitalised noun, linked or not."""
    words = context.document.words
    cursor = token
    while cursor < limit and words[cursor][0].islower() and (context.is_adjective(cursor)) and cursor - token < 3:
        cursor += 1
    adjectives = cursor
    end = adjectives if capital and adjectives > token else token
    links = 0
    while cursor < limit:
        word = words[cursor]
        if word[0].isupper() and not _opens_other_name(context, cursor, end == token):
            cursor = end = cursor + 1
            links = 0
        elif word[0].isdigit() and end > token and links == 0 and len(word) < 3:
            cursor = end = cursor + 1
        elif context.word(cursor) in _LINKS and links < 3 and (links > 0 or _may_link(context, cursor, end, token)):
            cursor += 1
            links += 1
        elif (
            capital
            and links
            and word[0].islower()
            and "N" in context.tag(cursor)
            and not context.tag(cursor).startswith(("S", "T", "V"))
        ):
            cursor = end = cursor + 1
            links = 0
            while cursor < limit and words[cursor][0].islower() and context.is_adjective(cursor):
                cursor = end = cursor + 1
        else:
            break
    return end


def _may_link(context: Context, token: int, end: int, start: int) -> bool:
    """After the first capital only a genitive goes on ("ministère de l'Intérieur", not "la gare du Nord à Paris")."""
    word = context.word(token)
    if end > start:
        return context.is_in(token, "genitives") and word != "des" or word in ("of", "&")
    return context.is_in(token, "genitives") or word in ("pour", "&", "of")


def _opens_other_name(context: Context, token: int, first: bool) -> bool:
    """A first name behind the complement starts the name of a person ("le ministère de la Justice Éric ...")."""
    return (
        not first
        and _is_given(context, token)
        and context.document.words[token + 1 : token + 2] != []
        and (context.document.words[token + 1][0].isupper() and not context.pack.gazetteer.knows(context.word(token)))
    )


def match_run(context: Context, token: int, limit: int) -> Name | None:
    """Capitalised words in a row with the particles, initials and hyphens that hold names together."""
    words = context.document.words
    word = words[token]
    if not _starts_run(context, token):
        return None
    cursor = token + 1
    end = cursor
    while cursor < limit:
        word = words[cursor]
        if _continues(context, cursor):
            cursor = end = cursor + 1
        elif (
            word == "."
            and len(words[cursor - 1]) == 1
            and words[cursor - 1].isupper()
            and cursor + 1 < limit
            and words[cursor + 1][0].isupper()
        ):
            cursor += 1
        elif (
            context.word(cursor) in context.pack.particles
            and cursor - end < 2
            and _particle_fits(context, cursor, token)
        ):
            cursor += 1
        else:
            break
    return Name(token, end, "run", context.text(token, end).lower())


def _starts_run(context: Context, token: int) -> bool:
    word = context.document.words[token]
    if not word[0].isupper():
        return word.startswith(context.pack.name_prefixes) and any(part[:1].isupper() for part in word.split("-"))
    if (
        context.is_in(token, "definite")
        or word.endswith("'")
        or (len(word) == 1 and not _is_initial_letter(context, token))
    ):
        return False
    role = context.role_at(token)
    if role is not None and not _is_given(context, token):
        return False
    if context.is_initial(token) and context.tag(token):
        return _is_given(context, token) and _next_is_capital(context, token)
    return not (
        context.tag(token).startswith(("c", "d", "p", "r")) and not _is_given(context, token) and not word.isupper()
    )


def _is_initial_letter(context: Context, token: int) -> bool:
    words = context.document.words
    return (
        words[token + 1 : token + 2] == ["."]
        and token + 2 < len(words)
        and words[token + 2][0].isupper()
        and not context.is_in(token, "definite")
    )


def _next_is_capital(context: Context, token: int) -> bool:
    words = context.document.words
    following = token + 1
    while following < len(words) and context.word(following) in context.pack.particles:
        following += 1
    return following < len(words) and words[following][0].isupper()


def _continues(context: Context, token: int) -> bool:
    word = context.document.words[token]
    if (
        word[0].isupper()
        or word.startswith(context.pack.name_prefixes)
        and "-" in word
        and any(p[:1].isupper() for p in word.split("-"))
    ):
        return not (word.endswith("'") and len(word) == 2) or word == "D'"
    return False


def _particle_fits(context: Context, token: int, start: int) -> bool:
    """A particle holds two parts of a person's name together only where a capital follows and a first name stands before."""
    words = context.document.words
    following = token + 1
    if following < len(words) and context.word(following) in context.pack.particles:
        following += 1
    if following >= len(words) or not words[following][0].isupper():
        return False
    if context.word(token) in ("de", "d'", "du", "des", "la", "le", "el"):
        return _is_given(context, start) and not _is_place(context, following)
    return True


def _is_place(context: Context, token: int) -> bool:
    return context.pack.gazetteer.knows(context.word(token)) in ("country",)


def match_portfolio(context: Context, token: int, limit: int) -> Name | None:
    """The field of an office ("ministre de la *Défense*", "des *Affaires étrangères et du Commerce*"): part of the role, no name."""
    if not context.document.words[token][0].isupper() or not _governed_by_office(context, token):
        return None
    cursor = end = token
    while cursor < limit:
        word = context.document.words[cursor]
        if word[0].isupper() and "N" in context.tag(cursor) and not (cursor > token and _is_given(context, cursor)):
            cursor = end = cursor + 1
            while cursor < limit and context.document.words[cursor][0].islower() and context.is_adjective(cursor):
                cursor = end = cursor + 1
        elif end > token and (
            context.is_in(cursor, "coordinators")
            or context.is_in(cursor, "genitives")
            or word in ("la", "l'", ",", "à")
        ):
            cursor += 1
        else:
            break
    return Name(token, end, "portfolio", context.text(token, end).lower()) if end > token else None


def _governed_by_office(context: Context, token: int) -> bool:
    cursor = token - 1
    while cursor > 0 and (
        context.is_in(cursor, "definite")
        or context.is_in(cursor, "genitives")
        or context.word(cursor) in ("à", "chargé", "chargée")
    ):
        cursor -= 1
    if cursor == token - 1:
        return False
    steps = 0
    while cursor > 0 and context.is_adjective(cursor) and context.word(cursor) not in context.pack.roles and steps < 3:
        cursor -= 1
        steps += 1
    role = context.pack.roles.get(context.word(cursor))
    return role is not None and role.kind == "person" and "N" in context.tag(token)


RULES: tuple[Callable[[Context, int, int], Name | None], ...] = (match_portfolio, match_known, match_head, match_run)
