"""Finds the proper names of a text: where each begins and ends, and what the tables know of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from exporter.extract.complements import adjectives_end, opens_person
from exporter.extract.context import Context
from exporter.extract.expansions import complete_names
from exporter.extract.headed import has_field, match_capital_noun, match_head
from exporter.extract.nicknames import with_nicknames
from exporter.extract.outgrowing import is_listed_abbreviation, outgrows
from exporter.extract.runs import compass_end, match_run
from exporter.extract.shapes import (
    Name,
    Shapes,
    head_before,
    is_function_word,
    is_given,
    is_known_word,
    is_people,
    read_shapes,
)
from exporter.languages.classes import ARTICLE_CLITIC, AUXILIARY, CLITIC, CONTRACTED, GENITIVE, HEAD_OPENING, LOWER_NAME
from exporter.text import ABBREVIATION_STOP

_ROLE_WIDTH: Final = 6
_NEAR: Final = 9
_BEHIND_NAME: Final = frozenset(":(),")
_TAGS: Final = frozenset("#@")
_BRIEF: Final = 3
_CAPITAL_KINDS: Final = frozenset({"party", "media", "company", "team"})
_BRANCHED: Final = frozenset({"union", "party", "ngo"})


def find_names(context: Context) -> list[Name]:
    """Names in reading order, never overlapping."""
    names: list[Name] = []
    shapes = read_shapes(context)
    lines, numbers, barren = context.document.lines, context.line_numbers, context.barren
    behind = 0
    for token in _candidates(context, shapes):
        if token < behind or numbers[token] in barren:
            continue
        limit = lines[numbers[token]].last
        name = _name_at(context, shapes, token, limit)
        if name is not None:
            name = _numbered(context, name, limit)
            names.append(name)
            behind = name.last
    return with_nicknames(context, complete_names(context, names))


def _numbered(context: Context, name: Name, limit: int) -> Name:
    """ "la chaîne *Canal Nord 2*": the number of a channel, behind a noun for media."""
    if name.last >= limit or not context.lowers[name.last].isdigit():
        return name
    if context.is_in(name.last - 1, "numbered_bodies") and len(context.lowers[name.last]) < _BRIEF:
        return _with_number(context, name, "")
    if name.source not in ("run", "place", "country"):
        return name
    head = head_before(context, name.first)
    if head is None or head.type != "media":
        return name
    return _with_number(context, name, head.type)


def _with_number(context: Context, name: Name, head_type: str) -> Name:
    """ "CRS *8*": a name of a body with the number behind it."""
    key = " ".join(context.text(name.first, name.last + 1).lower().split())
    return Name(name.first, name.last + 1, "head", key, "organization", head_type)


def _candidates(context: Context, shapes: Shapes) -> list[int]:
    """Tokens that may open a name: a capital, a head noun, a number of the tables, a prefix ("al-Masri")."""
    openings, bodies = context.pack.gazetteer.openings, context.pack.words["lower_bodies"]
    words, lowers, capital = context.document.words, context.lowers, shapes.capital
    particles = {particle for particle, _ in shapes.nobles}
    return [
        token
        for token, (word, flag) in enumerate(zip(words, context.flags, strict=False))
        if capital[token]
        or (
            flag & HEAD_OPENING
            and (lowers[token] in openings or lowers[token] in bodies or True in capital[token : token + _NEAR])
        )
        or "-" in word
        or (particles and lowers[token] in particles)
        or (word[0].isdigit() and word in openings)
        or flag & LOWER_NAME
    ]


def _name_at(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    if token and context.document.words[token - 1] in _TAGS and context.document.is_glued(token):
        return None
    if shapes.capital[token]:
        if context.tags[token] and (_inside_role(context, shapes, token, limit) or _is_quarter(context, token)):
            return None
        return _capitalised(context, shapes, token, limit)
    known = _in_lower_case(context, token, limit)
    headed = match_head(context, shapes, token, limit)
    return _longest(known, headed) or match_run(context, shapes, token, limit)


def _is_quarter(context: Context, token: int) -> bool:
    """ "le Nord de la Syrie" is no name beside "Syrie"."""
    genitive = bool(context.flags[token + 1] & GENITIVE)
    return context.is_in(token, "compass") and genitive and not has_field(context, token + 1)


def _longest(one: Name | None, other: Name | None) -> Name | None:
    if one is None or other is None:
        return one or other
    return other if other.last > one.last else one


def _inside_role(context: Context, shapes: Shapes, token: int, limit: int) -> bool:
    """Whether a word belongs to a title that stands before ("procureur de la *République*").

    It does not where it opens a longer name ("président de l'*Association des pêcheurs*").
    """
    openings = context.pack.role_openings
    for start in range(token - 1, max(-1, token - _ROLE_WIDTH), -1):
        if openings.get(context.lowers[start], 0) > token - start:
            found = context.role_at(start)
            if found is not None and found[0] > token:
                name = match_head(context, shapes, token, limit)
                longer = name is not None and name.head == "organization" and name.last > found[0]
                return not longer or opens_person(context, shapes, found[0])
    return False


def _capitalised(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """The longest reading; a known name yields only to a name that outgrows it."""
    best: Name | None = None
    for rule in RULES:
        if best is not None and rule is match_run and not _goes_on(context, shapes, best.last):
            break
        name = rule(context, shapes, token, limit)
        if name is None:
            continue
        if name.source == "portfolio":
            return name
        if best is None or name.last > best.last and outgrows(context, shapes, best, name):
            best = name
    return best


def _goes_on(context: Context, shapes: Shapes, token: int) -> bool:
    """Whether what follows could make a run of capitals longer."""
    lower = context.lowers[token]
    return (
        shapes.capital[token]
        or lower in context.pack.particles
        or lower in context.pack.words["foreign_joints"]
        or lower in (".", ABBREVIATION_STOP)
    )


def _is_other_spelling(context: Context, token: int) -> bool:
    """ "Bla" is no "BLA": three letters that the table has in capitals only."""
    word = context.document.words[token]
    if len(word) != _BRIEF or word.isupper() or context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED):
        return False
    spellings = context.pack.gazetteer.organization_spellings(word.lower())
    return word.upper() in spellings and word not in spellings


def match_known(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """The longest name of the gazetteer that starts here."""
    gazetteer = context.pack.gazetteer
    if not shapes.capital[token + 1] and shapes.initial[token] and is_function_word(context, token):
        width = 1
    else:
        width = min(gazetteer.openings.get(context.lowers[token], 1), limit - token)
    for last in range(token + width, token, -1):
        key = context.text(token, last).lower()
        if last - token > 1 and "  " in key:
            key = " ".join(key.split())
        source = gazetteer.knows(key)
        if source == "organization" and last - token == 1 and _is_other_spelling(context, token):
            source = "place" if gazetteer.places(key) else ""
        if source and _stands_alone(context, shapes, token, last, source):
            if shapes.initial[token] and is_function_word(context, token) and _is_longer(context, shapes, last, limit):
                continue
            return _extended(context, shapes, Name(token, last, source, key), limit)
    return _without_article(context, shapes, token, limit)


def _is_longer(context: Context, shapes: Shapes, last: int, limit: int) -> bool:
    """Whether the words behind a first article go on as another name ("Le Centre *national des sols*")."""
    name = match_head(context, shapes, last - 1, limit)
    return name is not None and name.last > last


def _extended(context: Context, shapes: Shapes, name: Name, limit: int) -> Name:
    """ "Corvanie *du Nord*", "Radio Corvus *Bretagne*": a known name with the place that completes it."""
    last = name.last
    if name.source in ("place", "country"):
        last = compass_end(context, shapes, last, limit)
        if last == name.last and last < limit and context.is_in(last, "compass_adjectives"):
            last += 1
    elif name.source == "organization" and last < limit:
        while last < limit and _completes(context, shapes, last, limit):
            last += 1
        if last == name.last:
            last = max(_branch_end(context, name, limit), _section_end(context, shapes, name, limit))
    if last == name.last:
        return name
    key = " ".join(context.text(name.first, last).lower().split())
    return Name(name.first, last, "organization" if name.source == "organization" else "place", key)


def _branch_end(context: Context, name: Name, limit: int) -> int:
    """ "Croix-Rouge *corvanienne*", "FNS *du Gard*": the national or local branch of an organisation."""
    last = name.last
    if name.key in context.pack.words["national_branches"] and context.lowers[last] in context.pack.demonyms:
        return last + 1
    body = context.pack.gazetteer.organization(name.key)
    if body is None or body.kind not in _BRANCHED or not context.flags[last] & GENITIVE:
        return last
    first = last + 2 if context.flags[last + 1] & ARTICLE_CLITIC else last + 1
    places = context.pack.gazetteer.places(context.lowers[first]) if first < limit else []
    return first + 1 if places and places[0].type == "region" else last


def _section_end(context: Context, shapes: Shapes, name: Name, limit: int) -> int:
    """ "FNS *Services publics*", "FNS *Transports*": the trade that a union organises."""
    body = context.pack.gazetteer.organization(name.key)
    last = name.last
    if body is None or body.kind != "union" or last - name.first > 1 or shapes.shouted[last]:
        return last
    if not shapes.capital[last] or context.tags[last][:1] != "N" or is_given(context, last) or shapes.initial[last]:
        return last
    return adjectives_end(context, last + 1, limit)


def _completes(context: Context, shapes: Shapes, token: int, limit: int) -> bool:
    """Whether a place is glued to the name before it, or an exclamation mark that ends no sentence ("Novat !")."""
    if context.lowers[token] == "!":
        return token + 1 < limit and context.document.words[token + 1][0].islower()
    known = context.pack.gazetteer.knows(context.lowers[token]) in ("place", "country")
    return known and shapes.capital[token] and not is_given(context, token)


def _in_lower_case(context: Context, token: int, limit: int) -> Name | None:
    """ "parquet national financier", "20 Minutes": an institution without a capital, a name that a number opens."""
    gazetteer = context.pack.gazetteer
    small = context.is_in(token, "lower_names")
    numbered = context.lowers[token][0].isdigit() or "-" in context.lowers[token] or small
    width = min(gazetteer.openings.get(context.lowers[token], 0), limit - token)
    if (small or "-" in context.lowers[token]) and gazetteer.knows(context.lowers[token]) == "organization":
        width = max(width, 1)
    for last in range(token + width, token, -1):
        key = context.text(token, last)
        source = gazetteer.knows(key.lower())
        named = key != key.lower()
        if (
            source == "metonym"
            and (named or key == gazetteer.metonyms[key].name)
            or source == "not_name"
            and key[0].isdigit()
            or source == "organization"
            and (named == numbered or small or named and _opens_inside(context, token))
            and (named or small or _is_institution(context, key))
        ):
            return Name(token, last, source, key.lower())
    return None


def _opens_inside(context: Context, token: int) -> bool:
    """ "l'*institut* Pasteur": some papers write the noun of a known name in lower case."""
    head = context.head_at(token)
    return head is not None and head[1].type == "university"


def _is_institution(context: Context, key: str) -> bool:
    """ "parquet national financier" may stand in lower case, "parti de gauche" only describes."""
    body = context.pack.gazetteer.organization(key.lower())
    return body is not None and body.kind not in _CAPITAL_KINDS and key not in context.pack.words["general_bodies"]


def _without_article(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """ "au *Monde*", "dans le *Figaro*": a name that the table lists with its article."""
    if not token or not context.flags[token - 1] & (ARTICLE_CLITIC | CONTRACTED) or shapes.initial[token]:
        return None
    gazetteer = context.pack.gazetteer
    previous = context.lowers[token - 1]
    known = context.flags[token - 1] & ARTICLE_CLITIC
    articles = (previous,) if known else sorted(context.pack.words["article_clitics"])
    for article in articles:
        width = min(gazetteer.openings.get(article, 0) - 1, limit - token, 3)
        joint = "" if article.endswith("'") else " "
        for last in range(token + width, token, -1):
            key = f"{article}{joint}{context.text(token, last).lower()}"
            if gazetteer.knows(key) == "organization":
                return Name(token, last, "organization", key)
    return None


def _stands_alone(context: Context, shapes: Shapes, token: int, last: int, source: str) -> bool:
    """A word of the language that opens a sentence is no name, even if a table lists one."""
    if last - token > 1:
        if not is_function_word(context, token) or shapes.capital[token + 1]:
            return True
        return not shapes.initial[token] and (last - token > 2 or not is_known_word(context, token + 1))
    word = context.document.words[token]
    if source == "not_name":
        return word.isupper() or not is_listed_abbreviation(context, token)
    if len(word) == 1:
        return False
    if source == "country" or not is_known_word(context, token):
        return not (is_people(context, token) and is_given(context, last) and shapes.capital[last])
    if is_people(context, token):
        return source != "not_name" and not shapes.initial[token] and not shapes.capital[last]
    if is_function_word(context, token):
        return word.isupper() and not shapes.shouted[token]
    if shapes.shouted[token]:
        return context.lowers[token] in shapes.proper
    if not shapes.initial[token]:
        return True
    return context.lowers[token] in shapes.proper or word.isupper() or _opens_clause(context, token)


def _opens_clause(context: Context, token: int) -> bool:
    """ "Nice : un homme blessé", "Libération révèle": what follows treats the word as a name."""
    cursor = token + 1
    if context.lowers[cursor] in _BEHIND_NAME:
        return True
    while context.flags[cursor] & CLITIC:
        cursor += 1
    return context.is_finite(cursor) or bool(context.flags[cursor] & AUXILIARY)


def match_portfolio(context: Context, shapes: Shapes, token: int, limit: int) -> Name | None:
    """The field of an office ("ministre de la *Défense*"): part of the role, no name."""
    if not shapes.capital[token] or not _is_field(context, token) or not _governed_by_office(context, token):
        return None
    cursor = end = token
    while cursor < limit:
        if shapes.capital[cursor] and _is_field(context, cursor) and (cursor == token or not is_given(context, cursor)):
            cursor = end = cursor + 1
            while cursor < limit and not shapes.capital[cursor] and context.is_adjective(cursor):
                cursor = end = cursor + 1
        elif end > token and _links_portfolio(context, cursor):
            cursor += 1
        else:
            break
    return Name(token, end, "portfolio", " ".join(context.lowers[token:end])) if end > token else None


def _is_field(context: Context, token: int) -> bool:
    """Whether a token is a noun, maybe one whose capital lost its accent ("Elevage")."""
    tags, rest = context.tags[token], context.lowers[token][1:]
    initials = context.pack.words["accented_initials"] if not tags and context.lowers[token][0] in "ae" else ()
    return "N" in tags or any("N" in context.pack.lexicon[initial + rest] for initial in initials)


def _links_portfolio(context: Context, token: int) -> bool:
    linked = context.flags[token] & (GENITIVE | ARTICLE_CLITIC | CONTRACTED)
    return bool(linked) or context.is_in(token, "portfolio_links")


def _governed_by_office(context: Context, token: int) -> bool:
    """Whether a minister's title, with its adjectives, stands before the linking words."""
    cursor = token - 1
    while cursor > 0 and context.flags[cursor] & (GENITIVE | ARTICLE_CLITIC | CONTRACTED):
        cursor -= 1
    if cursor == token - 1:
        return False
    steps = 0
    rows, roles = context.pack.words["portfolio_roles"], context.pack.roles
    while cursor > 0 and steps < 3:
        for width in range(min(3, cursor + 1)):
            title = context.text(cursor - width, cursor + 1).lower()
            role = roles.get(title)
            if role is not None and (role.row in rows or title in rows):
                return True
        if not context.is_adjective(cursor) and not context.is_in(cursor, "portfolio_openings"):
            return False
        cursor -= 1
        steps += 1
    return False


Rule = Callable[[Context, Shapes, int, int], Name | None]
RULES: Final[tuple[Rule, ...]] = (match_portfolio, match_known, match_head, match_capital_noun, match_run)
