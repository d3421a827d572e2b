"""Known proper names: looked up in lower case, parsed only when they are found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Final, NamedTuple


class Place(NamedTuple):
    """Coordinates are WGS 84 degrees; the population is 0 where it is not known."""

    name: str
    type: str
    country: str
    latitude: float | None
    longitude: float | None
    wikidata: str
    geonames: str
    population: int
    capital_of: str = ""


class Organization(NamedTuple):
    name: str
    type: str
    kind: str
    country: str
    wikidata: str


class Metonym(NamedTuple):
    """A building or street that stands for an institution."""

    name: str
    row: str
    stands_for: str
    type: str
    country: str
    location_type: str


TABLES: Final = ("countries", "places", "organizations", "not_names")
"""The tables of names in a pack's folder; lists inside of a cell are separated by `|`."""

_FIRST_CELL: Final = re.compile(r"([^\t\n]+)[^\n]*")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Tables of raw rows by name; several places may share one."""

    _places: dict[str, tuple[str, ...]]
    _countries: dict[str, str]
    _organizations: dict[str, str]
    metonyms: dict[str, Metonym]
    not_names: dict[str, str]
    capitals: dict[str, str]
    country_names: dict[str, str]
    openings: dict[str, int]
    kinds: dict[str, str]

    def knows(self, name: str) -> str:
        """Which table holds a name: "organization", "metonym", "not_name", "country", "place" or ""."""
        return self.kinds.get(name, "")

    def places(self, name: str) -> list[Place]:
        """Every place of that name, a country first, then the most prominent."""
        found = [_country(self._countries[name])] if name in self._countries else []
        found.extend(_place(row, self.capitals) for row in self._places.get(name, ()))
        return found

    def country(self, code: str) -> Place | None:
        """A country by its ISO 3166-1 alpha-2 code."""
        name = self.country_names.get(code)
        return _country(self._countries[name]) if name else None

    def organization(self, name: str) -> Organization | None:
        row = self._organizations.get(name)
        if row is None:
            return None
        cells = row.split("\t")
        return Organization(cells[0], cells[1], cells[2], cells[3], cells[5])

    def organization_spellings(self, name: str) -> list[str]:
        """The name and the aliases of an organisation as its row writes them."""
        cells = self._organizations.get(name, "\t\t\t\t").split("\t")
        return [cells[0], *cells[4].split("|")]


def _place(row: str, capitals: dict[str, str]) -> Place:
    name, kind, country, latitude, longitude, wikidata, geonames, population, *_ = row.split("\t")
    capital = capitals.get(name.lower(), "")
    return Place(
        name, kind, country, _degrees(latitude), _degrees(longitude), wikidata, geonames, int(population or 0),
        capital if capital == country else "",
    )  # fmt: skip


def _country(row: str) -> Place:
    code, name, _, latitude, longitude, wikidata, geonames, *_ = row.split("\t")
    return Place(name, "country", code, _degrees(latitude), _degrees(longitude), wikidata, geonames, 0)


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def load_gazetteer(folder: Traversable, metonyms: list[list[Any]], openings: dict[str, int]) -> Gazetteer:
    """Reads the TSV tables of a folder; `openings` are those of `name_openings`. Raises OSError or ValueError."""
    text = {name: (folder / f"{name}.tsv").read_bytes().decode() for name in TABLES}
    countries: dict[str, str] = {}
    capitals: dict[str, str] = {}
    country_names: dict[str, str] = {}
    for row in _rows(text["countries"]):
        cells = row.split("\t")
        country_names[cells[0]] = cells[1].lower()
        for name in (cells[1], *cells[8].split("|")):
            if name:
                countries.setdefault(name.lower(), row)
        for capital in cells[7].split("|"):
            capitals[capital.lower()] = cells[0]
    places, organizations = _places(text["places"]), _organizations(text["organizations"])
    names, others = _metonyms(metonyms), _not_names(text["not_names"])
    kinds = dict.fromkeys(places, "place")
    tables = ((countries, "country"), (others, "not_name"), (names, "metonym"), (organizations, "organization"))
    for table, kind in tables:
        kinds.update(dict.fromkeys(table, kind))
    return Gazetteer(
        places, countries, organizations, names, others, capitals, country_names, openings, kinds
    )  # fmt: skip


def _rows(text: str) -> list[str]:
    """The lines of a table without its header."""
    return text.rstrip("\n").split("\n")[1:]


def _first_cells(text: str) -> list[str]:
    """The first cell of each row, in lower case."""
    return [cell.lower() for cell in _FIRST_CELL.findall(text)[1:]]


def _places(text: str) -> dict[str, tuple[str, ...]]:
    """Name or alias in lower case -> rows; rows of that name go before those of that alias."""
    rows = _rows(text)
    found: dict[str, tuple[str, ...]] = {}
    for name, row in zip(_first_cells(text), rows, strict=True):
        found[name] = (*found[name], row) if name in found else (row,)
    for row in rows:
        if row[-1] != "\t":
            for alias in row[row.rindex("\t") + 1 :].lower().split("|"):
                found[alias] = (*found.get(alias, ()), row)
    return found


def _organizations(text: str) -> dict[str, str]:
    """Name or alias in lower case -> row; a name goes before another row's alias."""
    rows = _rows(text)
    found = dict(zip(reversed(_first_cells(text)), reversed(rows), strict=True))
    for row in rows:
        aliases = row.rsplit("\t", 2)[1]
        if aliases:
            for alias in aliases.lower().split("|"):
                found.setdefault(alias, row)
    return found


def _metonyms(rows: list[list[Any]]) -> dict[str, Metonym]:
    return {name.lower(): Metonym(names[0], *row) for names, *row in rows for name in names}


def _not_names(text: str) -> dict[str, str]:
    return {name.lower(): why for name, why in (row.split("\t") for row in _rows(text))}


def name_openings(names: Iterable[str]) -> dict[str, int]:
    """First word of the names that have several -> the tokens of the longest."""
    openings: dict[str, int] = {}
    for name in names:
        if " " in name or "'" in name:
            words = name.replace("'", "' ").split()
            for first in {words[0], name.split(" ", 1)[0]}:
                if len(words) > openings.get(first, 1):
                    openings[first] = len(words)
    return openings
