"""The geography tables of the French pack: well-formed, consistent, and free of names that are words."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import get_args

import pytest

from exporter.languages.gazetteer import Gazetteer, load_gazetteer
from exporter.languages.schema import read_tsv
from exporter.model.article import LocationType

PACK = Path(__file__).parent.parent / "exporter" / "languages" / "fr"

# ISO 3166-1 alpha-2 without the territories that nobody lives in, and those of France, which are its regions here.
ISO_CODES = frozenset(
    """
    AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BW BY BZ CA CC CD
    CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB
    GD GE GG GH GI GL GM GN GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MR MS MT MU MV MW
    MX MY MZ NA NE NF NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PN PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE
    SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA
    VC VE VG VI VN VU WS YE ZA ZM ZW
    """.split()
)
OTHER_CODES = frozenset({"XK", "SU", "YU", "CS", "DD"})


@lru_cache
def countries() -> list[dict[str, str]]:
    return read_tsv(PACK / "countries.tsv")


@lru_cache
def places() -> list[dict[str, str]]:
    return read_tsv(PACK / "places.tsv")


@lru_cache
def demonyms() -> dict[str, str]:
    return {row["form"]: row["place"] for row in read_tsv(PACK / "demonyms.tsv")}


@lru_cache
def gazetteer() -> Gazetteer:
    return load_gazetteer(PACK, [], {})


def names_of(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


@lru_cache
def words() -> frozenset[str]:
    """The common forms of the lexicon."""
    return frozenset(row["form"] for row in read_tsv(PACK / "lexicon.tsv"))


def test_every_country_once_by_its_code() -> None:
    codes = [row["code"] for row in countries()]
    assert len(codes) == len(set(codes))
    assert set(codes) == ISO_CODES | OTHER_CODES


def test_places_are_in_known_countries() -> None:
    codes = {row["code"] for row in countries()} | {""}
    assert [row["name"] for row in places() if row["country"] not in codes] == []


def test_types_are_those_of_the_model() -> None:
    assert {row["type"] for row in places()} == set(get_args(LocationType)) - {"country"}


@pytest.mark.parametrize("table", [countries, places])
def test_coordinates_are_in_range_and_ids_well_formed(table: object) -> None:
    assert callable(table)
    for row in table():
        if row["latitude"] or row["longitude"]:
            assert -90 <= float(row["latitude"]) <= 90, row
            assert -180 <= float(row["longitude"]) <= 180, row
        assert re.fullmatch(r"(?:Q[1-9]\d*)?", row["wikidata"]), row
        assert re.fullmatch(r"(?:[1-9]\d*)?", row["geonames"]), row


def test_only_heavenly_bodies_have_no_coordinates() -> None:
    without = {row["name"] for row in places() if not row["latitude"]}
    assert without == {
        "Soleil", "Terre", "Lune", "Mars", "Vénus", "Jupiter", "Saturne", "Uranus", "Neptune", "Pluton", "Voie lactée",
    }  # fmt: skip


@pytest.mark.parametrize("table", [countries, places])
def test_spelling_of_names(table: object) -> None:
    assert callable(table)
    for row in table():
        found = names_of(row)
        assert not any("’" in name or "  " in name or name != name.strip() for name in found), row
        assert len({name.lower() for name in found}) == len(found), row


def test_accented_capitals_may_be_left_out() -> None:
    rows = [row for row in (*countries(), *places()) if row["name"][0] in "ÉÎÈ"]
    assert rows
    for row in rows:
        plain = row["name"].translate(str.maketrans("ÉÎÈ", "EIE"))
        assert plain.lower() in {name.lower() for name in names_of(row)}, row


def test_places_are_sorted_by_name() -> None:
    assert all(one["name"].lower() <= other["name"].lower() for one, other in pairwise(places()))


def test_no_row_twice() -> None:
    found = [tuple(row.values()) for row in places()]
    assert len(found) == len(set(found))


def test_a_capital_is_a_city_of_its_country() -> None:
    known = defaultdict(set)
    for row in places():
        if row["type"] == "city":
            for name in names_of(row):
                known[row["country"]].add(name.lower())
    for row in countries():
        for capital in filter(None, row["capital"].split("|")):
            assert capital.lower() in known[row["code"]], (row["name"], capital)


def test_no_obscure_place_is_a_common_word() -> None:
    """A city that few know must not make a place of a word at the head of a title; the known ones are kept by hand."""
    kept = read_tsv(PACK / "build" / "cities_corrected.tsv")
    by_hand = {name for row in kept for name in (row["geonames"], row["name"], *row["aliases"].split("|"))}
    by_hand |= {name for row in countries() for name in row["capital"].split("|")}
    by_hand |= {row["name"] for row in read_tsv(PACK / "build" / "places_written.tsv")}
    common = {name for row in places() if row["type"] == "city" for name in names_of(row) if name.lower() in words()}
    assert sorted(common - by_hand) == []


def test_demonyms_name_places_of_the_table() -> None:
    names = {row["name"] for row in places()}
    assert sorted(set(demonyms().values()) - names) == []


def test_demonyms_are_no_adjectives_of_countries() -> None:
    taken = {form for row in countries() for form in row["adjectives"].split("|")}
    assert sorted(set(demonyms()) & taken - {"malouin", "malouine", "malouins", "malouines"}) == []


def test_adjectives_have_their_plural_and_people_a_capital() -> None:
    for row in countries():
        adjectives, peoples = row["adjectives"].split("|"), row["peoples"].split("|")
        assert len(adjectives) == len(peoples)
        for adjective, people in zip(adjectives, peoples, strict=True):
            assert adjective == adjective.lower(), row
            assert people.lower() == adjective and (not people or people[0].isupper()), row


@pytest.mark.parametrize(
    ("name", "canonical", "country"),
    [
        ("Kyiv", "Kiev", "UA"), ("Beijing", "Pékin", "CN"), ("Londres", "Londres", "GB"), ("Anvers", "Anvers", "BE"),
        ("Gand", "Gand", "BE"), ("Cologne", "Cologne", "DE"), ("Varsovie", "Varsovie", "PL"), ("Alep", "Alep", "SY"),
        ("La Nouvelle-Orléans", "La Nouvelle-Orléans", "US"), ("Havre", "Le Havre", "FR"),
        ("Evry", "Évry", "FR"), ("St-Étienne", "Saint-Étienne", "FR"), ("Kharkov", "Kharkiv", "UA"),
        ("Saigon", "Hô-Chi-Minh-Ville", "VN"), ("Bombay", "Bombay", "IN"), ("Caire", "Le Caire", "EG"),
        ("Jénine", "Jénine", "PS"), ("Édimbourg", "Édimbourg", "GB"),
    ],
)  # fmt: skip
def test_exonyms_and_spellings(name: str, canonical: str, country: str) -> None:
    found = gazetteer().places(name.lower())
    assert (found[0].name, found[0].country) == (canonical, country)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Géorgie", [("country", "GE"), ("region", "US")]),
        ("Tripoli", [("city", "LY"), ("city", "LB")]),
        ("Valence", [("city", "ES"), ("city", "FR")]),
        ("Québec", [("region", "CA"), ("city", "CA")]),
        ("Vienne", [("city", "AT"), ("region", "FR"), ("city", "FR")]),
        ("Brest", [("city", "FR"), ("city", "BY")]),
        ("Saint-Louis", [("city", "SN"), ("city", "US")]),
        ("Luxembourg", [("country", "LU"), ("city", "LU"), ("region", "BE")]),
        ("San José", [("city", "CR"), ("city", "US")]),
        ("Washington", [("city", "US"), ("region", "US")]),
    ],
)
def test_homonyms_come_the_most_prominent_first(name: str, expected: list[tuple[str, str]]) -> None:
    found = [(place.type, place.country) for place in gazetteer().places(name.lower())]
    assert [kind for kind, _ in groupby(found)][: len(expected)] == expected


def test_saint_denis_is_near_paris_and_on_an_island() -> None:
    assert [round(place.latitude or 0) for place in gazetteer().places("saint-denis")] == [49, -21]


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("mer noire", "water", ""), ("lac tchad", "water", ""), ("méditerranée", "water", ""),
        ("golfe persique", "water", ""), ("proche-orient", "area", ""), ("maghreb", "area", ""),
        ("afrique", "continent", ""), ("himalaya", "place", ""), ("drôme", "region", "FR"),
        ("nord-kivu", "region", "CD"), ("californie", "region", "US"), ("crimée", "region", "UA"),
        ("bande de gaza", "region", "PS"), ("écosse", "region", "GB"), ("vaud", "region", "CH"),
        ("guadeloupe", "region", "FR"), ("montmartre", "district", "FR"), ("molenbeek", "district", "BE"),
        ("tour eiffel", "place", "FR"), ("tchernobyl", "place", "UA"), ("île de ré", "place", "FR"),
        ("roissy", "place", "FR"), ("mars", "place", ""),
    ],
)  # fmt: skip
def test_places_that_are_no_cities(name: str, kind: str, country: str) -> None:
    place = gazetteer().places(name)[0]
    assert (place.type, place.country) == (kind, country)


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ("USA", "US"), ("Etats-Unis", "US"), ("Grande-Bretagne", "GB"), ("RDC", "CD"), ("Congo-Kinshasa", "CD"),
        ("Congo-Brazzaville", "CG"), ("RCA", "CF"), ("Centrafrique", "CF"), ("Myanmar", "MM"), ("Bélarus", "BY"),
        ("Emirats arabes unis", "AE"), ("Egypte", "EG"), ("Viêt Nam", "VN"), ("URSS", "SU"), ("RFA", "DE"),
        ("RDA", "DD"), ("Taiwan", "TW"), ("Kosovo", "XK"), ("Palestine", "PS"), ("Saint-Siège", "VA"),
    ],
)  # fmt: skip
def test_names_of_countries(alias: str, code: str) -> None:
    assert gazetteer().places(alias.lower())[0].country == code


@pytest.mark.parametrize(
    "word", ["plus", "mary", "victoria", "martin", "man", "bar", "marie", "hollande", "eau", "salomon"]
)
def test_names_that_are_no_places(word: str) -> None:
    assert gazetteer().knows(word) == ""


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("parisiennes", "Paris"), ("lyonnais", "Lyon"), ("londonien", "Londres"), ("européens", "Europe"),
        ("corses", "Corse"), ("provençaux", "Provence"), ("québécoise", "Québec"), ("catalans", "Catalogne"),
        ("kurdes", "Kurdistan"), ("flamande", "Flandre"), ("maghrébines", "Maghreb"),
        ("latino-américain", "Amérique latine"), ("manceaux", "Le Mans"), ("tourangelle", "Tours"),
        ("proche-orientaux", "Proche-Orient"), ("moscovites", "Moscou"),
    ],
)  # fmt: skip
def test_samples_of_demonyms(form: str, place: str) -> None:
    assert demonyms()[form] == place


def test_the_tables_load_fast() -> None:
    """The whole pack has 60 ms; on a busy machine the best of several runs tells."""
    times = []
    for _ in range(7):
        start = time.perf_counter()
        load_gazetteer(PACK, [], {})
        times.append(time.perf_counter() - start)
    assert min(times) < 0.06
