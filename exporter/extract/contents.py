"""What a reporting verb reports: the constructions in their order."""

from __future__ import annotations

from typing import Final

from exporter.extract.clause_contents import infinitive, prepositional_infinitive, que_clause
from exporter.extract.incise_contents import incise
from exporter.extract.object_contents import object_as, predicate, quoted_object
from exporter.extract.spans import ContentRule

_ON_AN_OBJECT: Final = frozenset({"object", "de_object", "sur_object", "que", "infinitive", "incise", "ask", "order"})

CONTENT_RULES: Final[tuple[tuple[str, frozenset[str], ContentRule], ...]] = (
    ("incise", frozenset({"incise", "que", "colon", "ask", "order"}), incise),
    ("que", frozenset({"que", "sur_object", "de_object", "ask", "order"}), que_clause),
    ("infinitive", frozenset({"infinitive"}), infinitive),
    ("infinitive-de", frozenset({"de_infinitive", "object_de", "dative_de"}), prepositional_infinitive),
    ("object-as", frozenset({"object_as"}), object_as),
    ("predicate", frozenset({"predicate"}), predicate),
    ("object", _ON_AN_OBJECT, quoted_object),
)  # fmt: skip
"""Construction, the governments that allow it (any of them), rule; the first that finds something wins."""
