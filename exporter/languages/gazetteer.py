"""Known proper names: looked up in lower case, parsed only when they are found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple


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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Tables of raw rows by name; several places may share one."""

    _places: dict[str, list[str]]
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


def load_gazetteer(folder: Traversable, metonyms: list[list[Any]]) -> Gazetteer:
    """Reads the TSV tables of a pack's folder. Raises OSError or ValueError."""
    countries: dict[str, str] = {}
    capitals: dict[str, str] = {}
    country_names: dict[str, str] = {}
    for row in _rows(folder, "countries.tsv"):
        cells = row.split("\t")
        country_names[cells[0]] = cells[1].lower()
        for name in (cells[1], *cells[8].split("|")):
            if name:
                countries.setdefault(name.lower(), row)
        for capital in cells[7].split("|"):
            capitals[capital.lower()] = cells[0]
    places = _places(_rows(folder, "places.tsv"))
    organizations = _named(_rows(folder, "organizations.tsv"), 4)
    names, others = _metonyms(metonyms), _not_names(folder)
    kinds = dict.fromkeys(places, "place")
    tables = ((countries, "country"), (others, "not_name"), (names, "metonym"), (organizations, "organization"))
    for table, kind in tables:
        kinds.update(dict.fromkeys(table, kind))
    return Gazetteer(
        places, countries, organizations, names, others, capitals, country_names,
        _openings(kinds), kinds,
    )  # fmt: skip


def _rows(folder: Traversable, name: str) -> list[str]:
    lines = (folder / name).read_text("utf-8").split("\n")
    return [line for line in lines[1:] if line]


def _places(rows: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    aliased = []
    for row in rows:
        name = row[: row.index("\t")].lower()
        if name in found:
            found[name].append(row)
        else:
            found[name] = [row]
        if row[-1] != "\t":
            aliased.append(row)
    for row in aliased:
        for alias in row[row.rindex("\t") + 1 :].split("|"):
            found.setdefault(alias.lower(), []).append(row)
    return found


def _named(rows: list[str], aliases: int) -> dict[str, str]:
    """Name or alias in lower case -> row; a name goes before another row's alias."""
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row[: row.index("\t")].lower(), row)
    for row in rows:
        for alias in row.split("\t")[aliases].split("|"):
            if alias:
                found.setdefault(alias.lower(), row)
    return found


def _metonyms(rows: list[list[Any]]) -> dict[str, Metonym]:
    return {name.lower(): Metonym(names[0], *row) for names, *row in rows for name in names}


def _not_names(folder: Traversable) -> dict[str, str]:
    return {row.split("\t")[0].lower(): row.split("\t")[1] for row in _rows(folder, "not_names.tsv")}


def _openings(names: Iterable[str]) -> dict[str, int]:
    """First word of the names that have several -> the tokens of the longest."""
    openings: dict[str, int] = {}
    for name in names:
        if " " in name or "'" in name:
            words = name.replace("'", "' ").split()
            for first in {words[0], name.split(" ", 1)[0]}:
                if len(words) > openings.get(first, 1):
                    openings[first] = len(words)
    return openings
