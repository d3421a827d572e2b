"""The communes of France: official names and populations, with GeoNames' coordinates.

Source: npm package @etalab/decoupage-administratif 6.0.0 (INSEE's official geographic code and census; Licence Ouverte
2.0).
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# GeoNames has the regions of metropolitan France under INSEE's codes, and each overseas region as a country.
OVERSEAS_REGIONS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
PRESENT, FORMER = "commune-actuelle", ("commune-deleguee", "commune-associee")
FORMER_MARK = 0


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune; `seat` tells whether a prefect or sub-prefect sits there. The population of a former one is 0."""

    name: str
    region: str
    population: int
    seat: bool


def read_communes(folder: Path) -> list[Commune]:
    """The communes of the package's data folder, the largest first; former ones last."""
    departments, districts = _read(folder, "departements"), _read(folder, "arrondissements")
    seats = {row["chefLieu"] for row in (*departments, *districts)}
    communes = [
        Commune(
            row["nom"].replace("’", "'"), row["region"], row.get("population", FORMER_MARK),
            row["code"] in seats and row["type"] == PRESENT,
        )
        for row in _read(folder, "communes")
        if row["type"] == PRESENT or row["type"] in FORMER
    ]  # fmt: skip
    return sorted(communes, key=lambda commune: (-commune.population, commune.name, commune.region))


def _read(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return rows


def key(name: str) -> str:
    """A name without accents, case, hyphens and abbreviations."""
    letters = unicodedata.normalize("NFD", name.lower().replace("œ", "oe").replace("’", "'").replace("-", " "))
    words = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").replace("'", " ").split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def locate(communes: Iterable[Commune], cities: Iterable[dict[str, Any]]) -> Iterator[tuple[Commune, dict[str, Any]]]:
    """Each commune with GeoNames' entry of its name and region whose population is nearest; others are left out."""
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    by_alias: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        region = OVERSEAS_REGIONS.get(city["countrycode"]) or (
            city["admin1code"] if city["countrycode"] == "FR" else ""
        )
        if region:
            by_name[region, key(city["name"])].append(city)
            for alias in {key(alias) for alias in city["alternatenames"]} - {key(city["name"])}:
                by_alias[region, alias].append(city)
    taken: set[int] = set()
    for commune in communes:
        place = commune.region, key(commune.name)
        found = [city for city in by_name[place] or by_alias[place] if city["geonameid"] not in taken]
        if found:
            nearest = min(found, key=lambda city: (abs(city["population"] - commune.population), city["geonameid"]))
            taken.add(nearest["geonameid"])
            yield commune, nearest
