"""Types of names, and a name with its type."""

from __future__ import annotations

from typing import Final, NamedTuple

from exporter.extract.shapes import Name

ARTICLE: Final = "article"
"""Not a type: whether an article stands before a name somewhere."""
AT: Final = "at"
SPEAKS: Final = "speaks"
"""No types: how often a name stands behind a preposition that towns and firms share; whether it says something."""
Votes = dict[str, float]
PERSON, ORGANIZATION, LOCATION, GROUP, NOTHING = "person", "organization", "location", "group", ""


class Typed(NamedTuple):
    """A name with its type and the rule that decided it; `alias` is the key of the fuller name that it stands for."""

    name: Name
    type: str
    rule: str
    alias: str = ""


def add(votes: Votes, kind: str, weight: float) -> None:
    """Adds a weight to one type."""
    votes[kind] = votes.get(kind, 0.0) + weight
