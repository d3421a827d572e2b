"""The format of a pack's rule tables: one schema, checked when a pack is compiled."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exporter.errors import PackError
from exporter.model import ActorType, LocationType, SpeechAct, Stance

Government = Literal[
    "que", "infinitive", "de_infinitive", "object_de", "dative_de", "object_as", "object", "de_object",
    "sur_object", "predicate", "incise", "colon", "ask", "order",
]  # fmt: skip
HeadKind = Literal["organization", "location", "event", "work", "product"]
RoleKind = Literal["person", "honorific", "collective", "body", "source", "document"]


class Row(BaseModel):
    """A rule with what it must match and what it must not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    examples: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


class VerbRow(Row):
    lemma: str
    rest: str = ""
    pronominal: bool = False
    act: SpeechAct
    stance: Stance = "asserts"
    takes: tuple[Government, ...]


class NounRow(Row):
    lemma: str
    forms: tuple[str, ...]
    act: SpeechAct
    stance: Stance = "asserts"
    takes: tuple[Government, ...]


class FrameRow(Row):
    id: str
    words: tuple[str, ...]
    position: tuple[Literal["initial", "medial", "final"], ...]
    source: Literal["noun_phrase", "pronoun", "adjective", "on", "voice", "none"]
    act: SpeechAct = "say"
    stance: Stance = "asserts"
    closes: bool = False
    verb: bool = False
    rejects_after: tuple[str, ...] = ()


class RoleRow(Row):
    id: str
    kind: RoleKind
    words: Annotated[tuple[str, ...], Field(min_length=1)]


class HeadRow(Row):
    id: str
    kind: HeadKind
    type: str
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    inside: bool = True


class MetonymRow(Row):
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    stands_for: str = ""
    type: ActorType
    country: str = ""
    location_type: LocationType = "place"


TABLES: dict[str, type[Row]] = {
    "verbs.toml": VerbRow,
    "nouns.toml": NounRow,
    "frames.toml": FrameRow,
    "roles.toml": RoleRow,
    "heads.toml": HeadRow,
    "metonyms.toml": MetonymRow,
}


AnyRow = TypeVar("AnyRow", bound=Row)


def read_rows(path: Path, schema: type[AnyRow]) -> list[AnyRow]:
    """The rows of one rule table. Raises PackError that names the file and the row."""
    key = path.stem.removesuffix("s")
    rows: list[AnyRow] = []
    for number, row in enumerate(read_toml(path).get(key, []), 1):
        try:
            rows.append(schema.model_validate(row))
        except ValidationError as error:
            detail = error.errors()[0]
            where = ".".join(str(part) for part in detail["loc"])
            raise PackError(f"{path}: [[{key}]] number {number}: {where}: {detail['msg']}") from error
    return rows


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary. Raises PackError with the place of a syntax error."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PackError(f"{path}: {error}") from error


def read_tsv(path: Path) -> list[dict[str, str]]:
    """The rows of a TSV table by its header. Raises PackError for a row of another width."""
    lines = path.read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise PackError(f"{path}:{number}: {len(cells)} cells where the header has {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return rows
