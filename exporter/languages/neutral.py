"""The pack of a text in a language that has none: every table is empty, so only the shape of the text speaks."""

from __future__ import annotations

from typing import TypeVar

from exporter.languages.gazetteer import Gazetteer
from exporter.languages.pack import Pack
from exporter.languages.table import Table
from exporter.text import Orthography

UNDETERMINED = "und"
"""The language tag of a text whose language is not known (BCP 47, ISO 639-2)."""

_Value = TypeVar("_Value")


class _Empty(dict[str, _Value]):
    """A table that holds the same empty value under every name."""

    def __init__(self, value: _Value) -> None:
        super().__init__()
        self._value = value

    def __missing__(self, key: str) -> _Value:
        return self._value


def neutral_pack() -> Pack:
    """A pack that knows no word of any language."""
    return Pack(
        language=UNDETERMINED,
        orthography=Orthography(),
        words=_Empty(frozenset()),
        pronouns={},
        pronoun_classes=_Empty(()),
        auxiliaries=_Empty(frozenset()),
        lexicon=Table(""),
        verbs={},
        verb_forms={},
        nouns={},
        frames={},
        roles={},
        role_openings={},
        heads={},
        head_openings={},
        first_names={},
        demonyms={},
        gazetteer=Gazetteer({}, {}, {}, {}, {}, {}, {}, {}, {}),
        particles=frozenset(),
        name_prefixes=(),
    )
