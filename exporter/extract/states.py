"""Places that act: countries, capitals and regions that do or suffer what states do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exporter.extract.acts import PLACE_RULES, STATE_RULES, rule_of_act
from exporter.extract.context import Context
from exporter.extract.nominals import Nominal
from exporter.extract.typing import LOCATION, Typed
from exporter.languages.classes import AND, ARTICLE_CLITIC

_GAP: Final = 2


def find_states(
    context: Context, typed: Sequence[Typed], nominals: Sequence[Nominal], sources: Sequence[Nominal]
) -> dict[int, str]:
    """Indices of place names that act, with the rule that says so."""
    acting = {
        source.name: "speaks" for source in sources if source.name is not None and typed[source.name].type == LOCATION
    }
    for index, one in enumerate(typed):
        if one.type == LOCATION and index not in acting:
            rule = _rule(context, one)
            if rule:
                acting[index] = rule
    return _with_coordinated(context, typed, acting)


def _rule(context: Context, one: Typed) -> str:
    """A country or a capital acts as a state does; another place of the tables only by speaking or wanting."""
    if is_government(context, one):
        return rule_of_act(context, one.name, STATE_RULES)
    return rule_of_act(context, one.name, PLACE_RULES) if one.name.source == "place" else ""


def is_government(context: Context, one: Typed) -> bool:
    """Countries, the capitals that stand for them, and regions with a government that foreigners know."""
    key = one.name.key
    known = key in context.pack.gazetteer.capitals or key in context.pack.words["acting_regions"]
    return one.name.source == "country" or known


def _with_coordinated(context: Context, typed: Sequence[Typed], acting: dict[int, str]) -> dict[int, str]:
    """ "menée par la Corvanie, le Sarvan et la France": what is coordinated with an actor acts too."""
    for chain in _chains(context, typed):
        if any(index in acting for index in chain):
            for index in chain:
                if index not in acting and is_government(context, typed[index]):
                    acting[index] = "coordinated"
    return acting


def _chains(context: Context, typed: Sequence[Typed]) -> list[list[int]]:
    """Runs of place names that commas link and a conjunction closes."""
    chains: list[list[int]] = []
    chain: list[int] = []
    for index in range(len(typed) - 1):
        link = _link(context, typed[index], typed[index + 1])
        if not link:
            chain = []
            continue
        chain = chain or [index]
        chain.append(index + 1)
        if link == "and":
            chains.append(chain)
            chain = []
    return chains


def _link(context: Context, one: Typed, other: Typed) -> str:
    """What stands between two places of a list: "and", "comma", or "" where they are no neighbours in a list."""
    gap = range(one.name.last, other.name.first)
    if one.type != LOCATION or other.type != LOCATION or not gap or len(gap) > _GAP:
        return ""
    if len(gap) == _GAP and not context.flags[gap[1]] & ARTICLE_CLITIC:
        return ""
    if context.flags[gap[0]] & AND:
        return "and"
    return "comma" if context.lowers[gap[0]] == "," else ""
