"""The tables of proper names of the French pack: well-formed, found by every spelling, free of what is no name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from exporter.languages.gazetteer import Gazetteer
from exporter.languages.pack import load_pack
from exporter.languages.schema import MetonymRow, read_rows, read_tsv
from tests.markup import parse_markup

PACK = Path(__file__).parent.parent / "exporter" / "languages" / "fr"

TYPES = frozenset({"organization", "group"})
KINDS = frozenset(
    """
    international institution media party company team armed union ngo university agency court
    """.split()
)
REASONS = frozenset(
    """
    abbreviation aircraft award competition disease event feast festival idea law product religion ship time title work
    """.split()
)
GENDERS = frozenset({"m", "f", "e"})


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    return load_pack("fr").gazetteer


@lru_cache(maxsize=1)
def organizations() -> list[dict[str, str]]:
    return read_tsv(PACK / "organizations.tsv")


@lru_cache(maxsize=1)
def not_names() -> list[dict[str, str]]:
    return read_tsv(PACK / "not_names.tsv")


@lru_cache(maxsize=1)
def written_first_names() -> list[dict[str, str]]:
    return read_tsv(PACK / "build" / "first_names_world.tsv")


@lru_cache(maxsize=1)
def metonyms() -> list[MetonymRow]:
    return read_rows(PACK / "metonyms.toml", MetonymRow)


def spellings(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def all_spellings() -> Iterator[str]:
    for row in organizations():
        yield from spellings(row)


def repeated(names: list[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


# Organisations


def test_organizations_have_the_columns_of_the_format() -> None:
    assert list(organizations()[0]) == ["name", "type", "kind", "country", "aliases", "wikidata"]


def test_there_are_enough_organizations() -> None:
    kinds = Counter(row["kind"] for row in organizations())
    assert len(organizations()) >= 5000
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 30


def test_cells_of_organizations_are_in_their_value_sets() -> None:
    countries = {row["code"] for row in read_tsv(PACK / "countries.tsv")} | {""}
    for row in organizations():
        assert row["type"] in TYPES, row
        assert row["kind"] in KINDS, row
        assert row["country"] in countries, row
        assert re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"]), row


@pytest.mark.parametrize("spelling", ["’", "  ", "\u00a0", "\t", ";", '"'])
def test_spellings_are_as_the_reader_looks_them_up(spelling: str) -> None:
    assert [name for name in all_spellings() if spelling in name or name != name.strip()] == []


def test_a_spelling_names_one_organization() -> None:
    assert repeated([name.lower() for name in all_spellings()]) == []


def test_an_identifier_belongs_to_one_organization() -> None:
    assert repeated([row["wikidata"] for row in organizations() if row["wikidata"]]) == []


def test_rows_are_sorted_by_name() -> None:
    names = [row["name"] for row in organizations()]
    assert names == sorted(names)


def test_a_name_with_an_accented_capital_is_also_known_without_it() -> None:
    known = {name.lower() for name in all_spellings()}
    missing = [name for name in all_spellings() if re.match(r"[ÉÈÊ]", name) and "e" + name[1:].lower() not in known]
    assert missing == []


FOUND = [
    ("ONU", "ONU", "organization", "international"),
    ("Onu", "ONU", "organization", "international"),
    ("O.N.U.", "ONU", "organization", "international"),
    ("Organisation des Nations unies", "ONU", "organization", "international"),
    ("United Nations", "ONU", "organization", "international"),
    ("Otan", "OTAN", "organization", "international"),
    ("NATO", "OTAN", "organization", "international"),
    ("Cedeao", "Cédéao", "organization", "international"),
    ("Bureau international du travail", "Organisation internationale du travail", "organization", "international"),
    ("G7", "G7", "group", "international"),
    ("BRICS", "BRICS", "group", "international"),
    ("CPI", "Cour pénale internationale", "organization", "court"),
    ("Etat islamique", "État islamique", "organization", "armed"),
    ("Daech", "État islamique", "organization", "armed"),
    ("Aqmi", "Al-Qaïda au Maghreb islamique", "organization", "armed"),
    ("Al-Qaïda", "Al-Qaïda", "organization", "armed"),
    ("AFP", "Agence France-Presse", "organization", "media"),
    ("Le Monde", "Le Monde", "organization", "media"),
    ("The New York Times", "New York Times", "organization", "media"),
    ("Radio-Canada", "Radio-Canada", "organization", "media"),
    ("Le Nouvelliste", "Le Nouvelliste", "organization", "media"),
    ("Jeune Afrique", "Jeune Afrique", "organization", "media"),
    ("LFI", "La France insoumise", "organization", "party"),
    ("Modem", "Mouvement démocrate", "organization", "party"),
    ("CDU", "Union chrétienne-démocrate", "organization", "party"),
    ("Likoud", "Likoud", "organization", "party"),
    ("Parti Québécois", "Parti québécois", "organization", "party"),
    ("TotalEnergies", "TotalEnergies", "organization", "company"),
    ("Oréal", "L'Oréal", "organization", "company"),
    ("CGT", "Confédération générale du travail", "organization", "union"),
    ("Médecins Sans Frontières", "Médecins sans frontières", "organization", "ngo"),
    ("PSG", "Paris Saint-Germain", "organization", "team"),
    ("Barça", "FC Barcelone", "organization", "team"),
    ("Sciences-Po", "Sciences Po", "organization", "university"),
    ("UQAM", "Université du Québec à Montréal", "organization", "university"),
    ("NASA", "Nasa", "organization", "agency"),
    ("Ecole polytechnique", "École polytechnique", "organization", "university"),
]


@pytest.mark.parametrize(("spelling", "name", "type_", "kind"), FOUND, ids=[row[0] for row in FOUND])
def test_organization_is_found_by_its_spelling(spelling: str, name: str, type_: str, kind: str) -> None:
    found = gazetteer().organization(spelling.lower())
    assert found is not None
    assert (found.name, found.type, found.kind) == (name, type_, kind)
    assert gazetteer().knows(spelling.lower()) == "organization"


def test_every_spelling_is_found_in_the_loaded_table() -> None:
    for row in organizations():
        for name in spellings(row):
            found = gazetteer().organization(name.lower())
            assert found is not None, name
            assert (found.name, found.wikidata) == (row["name"], row["wikidata"]), name


@pytest.mark.parametrize(
    ("spelling", "wikidata"),
    [("ONU", "Q1065"), ("OMS", "Q7817"), ("Union européenne", "Q458"), ("OM", "Q132885"), ("BCE", "Q8901")],
)
def test_identifiers_of_well_known_organizations(spelling: str, wikidata: str) -> None:
    found = gazetteer().organization(spelling.lower())
    assert found is not None
    assert found.wikidata == wikidata


def test_an_acronym_of_several_organizations_claims_none_of_them() -> None:
    for acronym in ("AFD", "CAF", "CSA", "CNT", "PCC", "MRC"):
        found = gazetteer().organization(acronym.lower())
        assert found is not None
        assert (found.name, found.country, found.wikidata) == (acronym, "", "")


WORDS_PLACES_AND_PEOPLE = """
orange renaissance ensemble vérité public capital nature science elle voici lime bird vision match espace
est sud nord car mais les un une ils pas plus sur dans vers chez ans mr sir del tom var led eu en os
gap lot tours lens nice lille lyon metz rennes brest cannes dax spa man santos kawasaki suva georgetown milan
marianne charlotte iris alba ana tim pia olaf gala wanda isis leclerc bolloré wagner lagardère macron martin
français belge suisse canadien ivoirien européen général président ministre madame monsieur
france belgique canada haïti sénégal paris bruxelles genève montréal dakar abidjan
""".split()


@pytest.mark.parametrize("word", WORDS_PLACES_AND_PEOPLE)
def test_words_places_and_people_are_no_organizations(word: str) -> None:
    assert gazetteer().organization(word) is None


def test_no_organization_bears_the_name_of_a_country_or_a_capital() -> None:
    names = {name.lower() for name in all_spellings()}
    assert names & (set(gazetteer().country_names.values()) | set(gazetteer().capitals)) == set()


def test_no_spelling_in_small_letters_is_a_given_name() -> None:
    """Acronyms may look like one ("PAM"), and a few houses and clubs bear one that news uses for little else."""
    given = {name.lower() for name in load_pack("fr").first_names}
    clashes = {name for name in all_spellings() if name.lower() in given and not name.isupper()}
    assert clashes == {"Chelsea", "Dior", "Everton", "Pathé", "Rachad", "Rhodia", "Tasnim", "Zara"}


# Metonyms


def test_metonyms_have_unique_ids_and_names() -> None:
    assert len(metonyms()) >= 150
    assert repeated([row.id for row in metonyms()]) == []
    assert all(re.fullmatch(r"fr\.metonym\.[a-z0-9_]+", row.id) for row in metonyms())
    assert repeated([name.lower() for row in metonyms() for name in (row.name, *row.aliases)]) == []


@pytest.mark.parametrize("row", metonyms(), ids=lambda row: row.id)
def test_metonym_shows_both_uses_of_its_name(row: MetonymRow) -> None:
    names = {name.lower() for name in (row.name, *row.aliases)}
    uses = set()
    for example in row.examples:
        text, spans = parse_markup(example)
        ((label, (start, end)),) = spans.items()
        assert text[start:end].lower() in names
        uses.add(label)
    assert uses == {"metonym", "location"} or row.id == "fr.metonym.saint_siege"
    assert row.stands_for


@pytest.mark.parametrize(
    ("spelling", "name", "country"),
    [
        ("elysée", "Élysée", "FR"),
        ("palais de l'élysée", "Élysée", "FR"),
        ("matignon", "Matignon", "FR"),
        ("downing street", "Downing Street", "GB"),
        ("maison-blanche", "Maison Blanche", "US"),
        ("kremlin", "Kremlin", "RU"),
        ("el mouradia", "El Mouradia", "DZ"),
        ("rideau hall", "Rideau Hall", "CA"),
        ("palais national", "Palais national", "HT"),
    ],
)
def test_metonym_is_found(spelling: str, name: str, country: str) -> None:
    found = gazetteer().metonyms[spelling]
    assert (found.name, found.country, found.type) == (name, country, "organization")
    assert gazetteer().knows(spelling) == "metonym"


@pytest.mark.parametrize("capital", ["Paris", "Moscou", "Washington", "Bruxelles", "Brasilia", "Kiev", "Vatican"])
def test_capitals_and_states_are_no_metonyms(capital: str) -> None:
    assert capital.lower() not in gazetteer().metonyms


# Words that are no names


def test_not_names_are_well_formed() -> None:
    assert list(not_names()[0]) == ["phrase", "why"]
    assert len(not_names()) >= 600
    assert repeated([row["phrase"].lower() for row in not_names()]) == []
    assert {row["why"] for row in not_names()} == REASONS


def test_not_names_start_with_a_capital_or_a_number() -> None:
    """Only these make the reader look a word up."""
    first = [row["phrase"][0] for row in not_names()]
    assert [character for character in first if not character.isupper() and not character.isdigit()] == []


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("Noël", "feast"),
        ("Première Guerre mondiale", "event"),
        ("Tour de France", "competition"),
        ("Nobel de la paix", "award"),
        ("Légion d'honneur", "award"),
        ("Windows", "product"),
        ("Boeing 737", "aircraft"),
        ("Coran", "work"),
        ("Code pénal", "law"),
        ("Traité de Lisbonne", "law"),
        ("PIB", "abbreviation"),
        ("TVA", "abbreviation"),
        ("Covid-19", "disease"),
        ("Ve République", "time"),
        ("Moyen Age", "time"),
        ("Dieu", "religion"),
    ],
)
def test_phrase_is_no_name(phrase: str, why: str) -> None:
    assert gazetteer().not_names[phrase.lower()] == why
    assert gazetteer().knows(phrase.lower()) == "not_name"


NAMES = """
onu|le monde|vatican|occident|afrique|davos|dallas|koursk|robert|carmen|harvey|leclerc|oppenheimer|tom|var|del
"""


@pytest.mark.parametrize("name", NAMES.strip().split("|"))
def test_names_are_not_listed_as_words(name: str) -> None:
    assert name not in gazetteer().not_names


def test_no_word_is_a_country_a_capital_or_a_role() -> None:
    words = {row["phrase"].lower() for row in not_names()}
    others = {*gazetteer().country_names.values(), *gazetteer().capitals, *load_pack("fr").roles}
    assert words & others == set()


# Given names


def test_written_first_names_are_well_formed() -> None:
    rows = written_first_names()
    assert list(rows[0]) == ["name", "gender", "origin"]
    assert len(rows) >= 3000
    assert repeated([row["name"] for row in rows]) == []
    assert {row["gender"] for row in rows} == GENDERS
    assert [row["name"] for row in rows if not re.fullmatch(r"[A-ZÀ-ÞŁŠŽŚČĐÖİŞÅÇŐĽȘȚ][\w'-]+", row["name"])] == []


def test_pack_carries_every_written_first_name() -> None:
    names = load_pack("fr").first_names
    assert {row["name"]: row["gender"] for row in written_first_names()}.items() <= names.items()
    assert len(names) >= 10_000


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Mahamadou", "m"),
        ("Aïssatou", "f"),
        ("Ousmane", "m"),
        ("Mohammed", "m"),
        ("Fatima", "f"),
        ("Volodymyr", "m"),
        ("Sergueï", "m"),
        ("Oksana", "f"),
        ("Recep", "m"),
        ("Mahsa", "f"),
        ("Yitzhak", "m"),
        ("Narendra", "m"),
        ("Shinzo", "m"),
        ("Xi", "e"),
        ("Jean-Bertrand", "m"),
        ("Marie-Ève", "f"),
        ("Giorgia", "f"),
        ("Luiz", "m"),
        ("Mette", "f"),
        ("Léa", "f"),
        ("Dominique", "e"),
        ("Camille", "e"),
    ],
)
def test_gender_of_first_name(name: str, gender: str) -> None:
    assert load_pack("fr").first_names[name] == gender


WORDS_AND_PLACES = """
Mai Lourdes Liban Pacifique Riyad Islande Lorraine Odessa Pape Ville Dieu Don Al Van Europol Interpol Tsahal
"""


@pytest.mark.parametrize("word", WORDS_AND_PLACES.split())
def test_word_or_place_is_no_first_name(word: str) -> None:
    assert word not in load_pack("fr").first_names
