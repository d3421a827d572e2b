"""Which verb introduces the words behind a colon."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.extract.clause_contents import find_colon
from exporter.extract.context import Context
from exporter.extract.spans import Sentence
from exporter.extract.subjects import is_subordinate
from exporter.extract.verbs import VerbGroup
from exporter.languages.classes import GENITIVE


def find_introducer(context: Context, groups: Sequence[VerbGroup], sentence: Sentence) -> VerbGroup | None:
    """The verb that introduces the words behind a colon: the last before it that no conjunction subordinates."""
    position = find_colon(context, sentence.first, sentence.last)
    if position is None:
        return None
    before = [
        group
        for group in groups
        if group.last <= position
        and not group.negated
        and (group.mood in ("finite", "gerund") or _follows_up(context, group))
    ]
    main = [group for group in before if not is_subordinate(context, group.first, sentence.first)]
    if not main and before and _has_main_verb(context, before[-1].last, position):
        return None
    standing = main or before
    return standing[-1] if standing else None


def _has_main_verb(context: Context, first: int, last: int) -> bool:
    """ "À l'Élysée, où l'on observe, un conseiller se frotte les mains : « P »": a verb that no table knows."""
    return any(
        context.is_finite(token) and not context.opaque[token] and not is_subordinate(context, token, first)
        for token in range(first, last)
    )


def _follows_up(context: Context, group: VerbGroup) -> bool:
    """ "« P », déplore Léa Morin, avant d'ajouter : « Q »"."""
    governed = group.mood == "infinitive" and context.flags[group.first - 1] & GENITIVE
    return bool(governed) and context.is_in(group.first - 2, "sequels")
