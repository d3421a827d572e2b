"""Names by their capitals alone: "Léa Morin", "Charles de Brécourt", "J. K. Halden", "Novatis"."""

from __future__ import annotations

from typing import Final

from exporter.extract.context import Context
from exporter.extract.shapes import (
    Name,
    Shapes,
    head_before,
    is_function_word,
    is_given,
    is_initial_letter,
    is_known_word,
    is_people,
)
from exporter.languages.classes import ARTICLE_CLITIC, CONTRACTED, GENITIVE, PREPOSITION
from exporter.languages.pack import RoleWord
from exporter.text import ABBREVIATION_STOP

_BETWEEN: Final = 2
_LARGE: Final = 150_000
_VERBS: Final = frozenset("STVI")
_OPENING, _CLOSING = frozenset('«“"('), frozenset('»”")')
_LONGEST: Final = 20
"""Tokens of a name at most: a row of capitals that goes on is no single name, and time stays linear."""


def match_run(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """Capitalised words in a row with the particles and initials that hold names together."""
    if not _starts(context, shapes, token):
        return None
    limit = min(limit, token + _LONGEST)
    end = _run_end(context, shapes, token, limit)
    behind = compass_end(context, shapes, end, limit) if end == token + 1 else end
    source = "place" if behind > end else "run"
    return Name(token, behind, source, " ".join(context.text(token, behind).lower().split()))


def compass_end(context: Context, shapes: Shapes, token: int, limit: int) -> int:
    """The token behind a quarter of the compass that belongs to a place ("Corvanie *du Nord*", "Asie *de l'Ouest*")."""
    if token + 1 >= limit or not context.flags[token] & GENITIVE:
        return token
    cursor = token + 2 if context.flags[token + 1] & ARTICLE_CLITIC else token + 1
    if cursor < limit and shapes.capital[cursor] and context.is_in(cursor, "compass"):
        return cursor + 1
    return token


def _run_end(context: Context, shapes: Shapes, start: int, limit: int) -> int:
    words, lowers = context.document.words, context.lowers
    particles, joints = context.pack.particles, context.pack.words["foreign_joints"]
    cursor = end = start + 1
    while cursor < limit:
        if _is_part(context, shapes, cursor):
            if _breaks(context, shapes, start, cursor):
                break
            cursor = end = cursor + 1
        elif words[cursor] == "." and _is_domain(context, cursor):
            return cursor + 2
        elif words[cursor] in _OPENING and _is_nickname(context, shapes, start, cursor):
            cursor = end = cursor + 4
        elif (
            words[cursor] == "."
            and is_initial_letter(context, shapes, cursor - 1)
            or lowers[cursor] in joints
            and _joins(context, shapes, cursor)
            or lowers[cursor] in particles
            and cursor - end < _BETWEEN
            and _holds(context, shapes, start, end, cursor)
        ):
            cursor += 1
        else:
            break
    return _tail_end(context, shapes, start, end, limit)


def _is_nickname(context: Context, shapes: Shapes, start: int, token: int) -> bool:
    """ "Robert *« Bob »* Morin": one marked word between a first name and a capital."""
    words = context.document.words
    return (
        is_given(context, start)
        and token + 3 < len(words)
        and shapes.capital[token + 1]
        and words[token + 2] in _CLOSING
        and shapes.capital[token + 3]
        and words[token] != "("
    )


def _tail_end(context: Context, shapes: Shapes, start: int, end: int, limit: int) -> int:
    """The full stop of a last initial ("Karim B."), the town of a foreign school ("Ravel College de Londres")."""
    words = context.document.words
    if end - start > 1 and end < limit and len(words[end - 1]) == 1 and words[end] == ".":
        return end + 1 if context.document.is_glued(end) else end
    if end + 1 >= limit:
        return end
    if words[end - 1] in context.pack.words["organization_suffixes"] and context.flags[end] & GENITIVE:
        known = context.pack.gazetteer.knows(context.lowers[end + 1]) in ("place", "country")
        return end + 2 if known and shapes.capital[end + 1] else end
    return end


def _joins(context: Context, shapes: Shapes, token: int) -> bool:
    """ "Department *of* Justice", "Bill *and the* Wolves"."""
    if context.is_in(token + 1, "foreign_joints"):
        token += 1
    return shapes.capital[token + 1]


def _is_domain(context: Context, token: int) -> bool:
    """ "Novatis.fr": a full stop glued to both sides before the end of an internet address."""
    document = context.document
    return context.is_in(token + 1, "domains") and document.is_glued(token) and document.is_glued(token + 1)


def _starts(context: Context, shapes: Shapes, token: int) -> bool:
    words = context.document.words
    if not shapes.capital[token]:
        return _is_prefixed(context, words[token]) or is_noble(context, shapes, token)
    if len(words[token]) == 1 or words[token].endswith("'"):
        return is_initial_letter(context, shapes, token) and context.role_at(token) is None
    if is_people(context, token) and not is_given(context, token):
        return False
    if context.is_in(token, "compass") and shapes.capital[token + 1] and is_people(context, token + 1):
        return False
    if shapes.shouted[token]:
        return context.lowers[token] in shapes.proper and not is_function_word(context, token)
    role = context.role_at(token)
    if role is not None and _is_title(context, token, role[1]):
        return role[1].kind == "body" and not shapes.initial[token] and context.is_in(token, "bare_bodies")
    if is_function_word(context, token):
        return _starts_with_function_word(context, shapes, token)
    if _is_bare_verb(context, shapes, token):
        return False
    if shapes.initial[token] and (is_known_word(context, token) or _is_compound_of_words(context, token)):
        return _is_name_at_start(context, shapes, token)
    return True


def _is_bare_verb(context: Context, shapes: Shapes, token: int) -> bool:
    """ "2011 *Reprend* Novatis.", "dans *Tuer* le temps": a form that only verbs have."""
    tags = context.tags[token]
    if not tags or not _VERBS.issuperset(tags) or is_given(context, token):
        return False
    return "I" in tags or shapes.capital[token + 1] and context.lowers[token - 1][:1].isdigit()


def _is_compound_of_words(context: Context, token: int) -> bool:
    """ "*Pare-chocs* contre pare-chocs": a compound whose parts are words, at the start of a sentence."""
    parts = context.lowers[token].split("-")
    return len(parts) > 1 and all(len(part) > 2 and context.pack.lexicon[part] for part in parts)


def is_noble(context: Context, shapes: Shapes, token: int) -> bool:
    """ "Me *de Brécourt*", "selon *de Brécourt*": the particle of a surname that the text has with a first name."""
    if (context.lowers[token], context.lowers[token + 1]) not in shapes.nobles or not token:
        return False
    before = token - 2 if context.lowers[token - 1] in (".", ABBREVIATION_STOP) else token - 1
    role = context.pack.roles.get(context.lowers[before])
    if role is not None:
        return role.kind == "honorific" or role.row in context.pack.words["ranks"]
    flags = context.flags[token - 1]
    return bool(flags & PREPOSITION) and not flags & GENITIVE


def _is_title(context: Context, token: int, role: RoleWord) -> bool:
    """Whether a word is a title or function here: "Me" is, "MR" is no "Mr", a first name is none."""
    if role.kind == "honorific":
        word = context.document.words[token]
        return len(word) == 1 or not word.isupper()
    if context.is_in(token, "title_names") and context.document.words[token + 1][:1].isupper():
        return bool(context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED))
    return not is_given(context, token) or bool(context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED))


def _starts_with_function_word(context: Context, shapes: Shapes, token: int) -> bool:
    """ "Le Pen", "De Gaulle", "Le Havre": a capital article inside of a sentence, or one seen there."""
    if not shapes.capital[token + 1]:
        return context.document.words[token].isupper() and not shapes.initial[token]
    if not shapes.initial[token] and head_before(context, token) is not None:
        return True
    if (context.lowers[token], context.lowers[token + 1]) in shapes.surnames:
        return True
    if is_known_word(context, token + 1) and not is_given(context, token + 1):
        return context.document.words[token].isupper() and not shapes.initial[token]
    if context.pack.gazetteer.knows(context.lowers[token + 1]) in ("place", "country"):
        return False
    if not shapes.initial[token] or is_given(context, token):
        return True
    return bool(context.flags[token] & GENITIVE) and context.is_finite(token + 2)


def _is_name_at_start(context: Context, shapes: Shapes, token: int) -> bool:
    """A word of the language that opens a sentence is a name before a capital, or if the text has it elsewhere."""
    if is_given(context, token):
        following = token + 1
        while context.lowers[following] in context.pack.particles:
            following += 1
        if shapes.capital[following]:
            return True
    word = context.document.words[token]
    return context.lowers[token] in shapes.proper or len(word) > 1 and word.isupper()


def _is_prefixed(context: Context, word: str) -> bool:
    """ "al-Masri": a lower-case prefix with a capital behind the hyphen."""
    return word.startswith(context.pack.name_prefixes) and "-" in word and any(p[:1].isupper() for p in word.split("-"))


def _is_part(context: Context, shapes: Shapes, token: int) -> bool:
    word = context.document.words[token]
    if not shapes.capital[token]:
        return "-" in word and _is_prefixed(context, word)
    if shapes.shouted[token]:
        return context.lowers[token] in shapes.proper
    return word[-1] != "'" or word[0] == "D"


def _breaks(context: Context, shapes: Shapes, start: int, token: int) -> bool:
    """Whether another name begins here: a first name behind something that is no person."""
    if is_people(context, token) and shapes.capital[token + 1] and not is_given(context, token):
        return True
    if not is_given(context, token) or is_given(context, start) or not shapes.capital[token + 1]:
        return False
    if context.flags[start - 1] & (ARTICLE_CLITIC | CONTRACTED):
        return True
    first = context.document.words[start]
    return (
        len(first) > 1 and first.isupper() or context.pack.gazetteer.knows(" ".join(context.lowers[start:token])) != ""
    )


def _is_introduced(context: Context, token: int, known: str) -> bool:
    """Whether a function or a comma stands before a name that no table knows ("l'envoyé, *Staffan* de Miller")."""
    before = context.lowers[token - 1] if token else ""
    return known == "" and not is_known_word(context, token) and (before == "," or before in context.pack.roles)


def _holds(context: Context, shapes: Shapes, start: int, end: int, token: int) -> bool:
    """Whether a particle joins the name before it and the capital behind it."""
    following = token + 1
    if context.lowers[following] in context.pack.particles:
        following += 1
    if following >= context.count or not shapes.capital[following]:
        return False
    if context.lowers[token] not in context.pack.words["weak_particles"]:
        return True
    known = context.pack.gazetteer.knows(context.lowers[following])
    behind = context.document.words[following + 1 : following + 2]
    if not context.pack.words["organization_suffixes"].isdisjoint(behind):
        return False
    if known == "country" or not is_given(context, start) and not _is_introduced(context, start, known):
        return False
    if known == "place" and _is_large(context, context.lowers[following]):
        return False
    return end - start == 1 or known == "" and context.lowers[following] not in shapes.bare


def _is_large(context: Context, key: str) -> bool:
    """Whether a place is better known than any family that bears its name."""
    places = context.pack.gazetteer.places(key)
    return bool(places) and (places[0].type != "city" or places[0].population >= _LARGE)
