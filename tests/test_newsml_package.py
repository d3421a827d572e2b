"""A message of several articles, and the knowledgeItem of their actors and places."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.checks.newsml import check_newsml
from exporter.errors import InputError, ValidationError
from exporter.formats.newsml_merging import merge
from exporter.formats.newsml_package import read_news_message, write_knowledge_item, write_news_message
from exporter.formats.options import RenderOptions
from exporter.model import Actor, Article, Location, Mention, Metadata, Publisher
from tests.builders import bare_article, evidence, rich_article
from tests.newsml_schemas import schema_path
from tests.test_newsml_roundtrip import OPTIONS, stranger_articles

G2 = "{http://iptc.org/std/nar/2006-10-01/}"
NOW = "2026-04-01T08:00:00+02:00"


def article(number: int, *names: tuple[str, str, tuple[str, ...]], **fields: Any) -> Article:
    """An article whose text is names; each with its type and identifiers."""
    text, actors, locations = "", [], []
    for index, (name, kind, iris) in enumerate(names):
        mention = Mention(start=len(text), end=len(text) + len(name), text=name, form="name")
        text += f"{name}\n"
        values: dict[str, Any] = {"name": name, "same_as": iris, "mentions": (mention,), "evidence": evidence("fr.x")}
        if kind in ("city", "country"):
            locations.append(Location(id=f"place-{index}", type=kind, **values))
        else:
            actors.append(Actor(id=f"actor-{index}", type=kind, named=True, **values))
    identity = f"https://journal.example/{number}"
    return bare_article(text, id=identity, actors=tuple(actors), locations=tuple(locations), **fields)


def names_of(*articles: Article) -> list[list[str]]:
    return [concept.names for concept in merge(articles)]


Q1, Q2 = "http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q2"


def test_a_shared_identifier_joins_different_names() -> None:
    one, other = article(1, ("Léa Morin", "person", (Q1,))), article(2, ("Mme Morin", "person", (Q2, Q1)))
    assert names_of(one, other) == [["Léa Morin", "Mme Morin"]]


def test_identifiers_join_in_a_chain() -> None:
    parts = (
        article(1, ("A", "person", (Q1,))),
        article(2, ("B", "person", (Q2,))),
        article(3, ("C", "person", (Q1, Q2))),
    )
    assert names_of(*parts) == [["A", "B", "C"]]


def test_the_same_name_and_type_join_where_no_identifier_says_otherwise() -> None:
    plain = ("Léa  MORIN", "person", ())
    assert names_of(article(1, ("Léa Morin", "person", ())), article(2, plain)) == [["Léa Morin", "Léa  MORIN"]]
    assert names_of(article(1, plain), article(2, ("Léa Morin", "person", (Q1,)))) == [["Léa  MORIN", "Léa Morin"]]


def test_different_identifiers_keep_one_name_apart() -> None:
    one, other = article(1, ("Léa Morin", "person", (Q1,))), article(2, ("Léa Morin", "person", (Q2,)))
    third = article(3, ("Léa Morin", "person", ()))
    assert names_of(one, other, third) == [["Léa Morin"], ["Léa Morin"], ["Léa Morin"]]


def test_another_type_is_another_concept() -> None:
    one, other = article(1, ("Valbourg", "city", ())), article(2, ("Valbourg", "organization", ()))
    assert len(merge([one, other])) == 2
    one, other = article(1, ("Hellén", "state", (Q1,))), article(2, ("Hellén", "country", (Q1,)))
    assert len(merge([one, other])) == 2


def test_unnamed_sources_are_no_concepts() -> None:
    rich = rich_article()
    named = [actor.name for actor in rich.actors if actor.named] + [place.name for place in rich.locations]
    assert [concept.names[0] for concept in merge([rich])] == named


def test_what_one_article_does_not_say_comes_from_another() -> None:
    bare = article(1, ("Valbourg", "city", ()))
    (concept,) = (one for one in merge([bare, rich_article()]) if one.first.entity.name == "Valbourg")
    place = concept.entity
    assert isinstance(place, Location)
    assert (place.country, place.latitude, place.longitude) == ("FR", 48.8566, -2.3522)


def run() -> list[Article]:
    """Three articles with an id of their own."""
    second = "https://www.lecourrier-valbourg.example/2026/03/20/pont-de-lorme-suite"
    return [rich_article(), rich_article(id=second, metadata=Metadata(url=second)), bare_article()]


@pytest.mark.parametrize("body", ["xhtml", "nitf", "both"])
def test_a_message_holds_all_articles(body: Any) -> None:
    data = write_news_message(run(), RenderOptions(body=body))
    assert check_newsml(data) == []
    assert read_news_message(data) == tuple(run())


def test_a_message_says_when_and_by_whom_it_was_sent() -> None:
    header = etree.fromstring(write_news_message(run(), RenderOptions()))[0]
    assert (header[0].tag.removeprefix(G2), header[0].text) == ("sent", "2026-03-15T00:00:00Z")
    options = RenderOptions(now=NOW, provider=Publisher(name="La Vigie"))
    header = etree.fromstring(write_news_message(run(), options))[0]
    assert [one.text for one in header][:2] == [NOW, "La Vigie"]


def test_a_knowledge_item_names_each_entity_once() -> None:
    data = write_knowledge_item(run(), RenderOptions(now=NOW))
    assert check_newsml(data) == []
    root = etree.fromstring(data)
    assert [name.text for name in root.iter(f"{G2}name")] == ["Léa Morin", "l’agence AVP", "Hellén", "Valbourg"]
    person = root.find(f"{G2}conceptSet/{G2}concept")
    assert person is not None
    assert [one.get("uri") for one in person.iterchildren(f"{G2}sameAs")] == [
        "http://www.wikidata.org/entity/Q99999901",
        *(f"{one.metadata.url or one.id}#person-lea-morin" for one in run()[:2]),
    ]


def test_a_concept_keeps_its_id_in_another_run() -> None:
    def ids(*articles: Article) -> set[str]:
        root = etree.fromstring(write_knowledge_item(articles, RenderOptions()))
        return {str(node.get("uri")) for node in root.iter(f"{G2}conceptId")}

    assert ids(rich_article()) <= ids(*run())
    assert ids(*run()) == ids(*run())


def test_articles_in_several_languages() -> None:
    german = article(1, ("Bürgerin", "person", ()), language="de")
    data = write_knowledge_item([rich_article(), german], RenderOptions())
    root = etree.fromstring(data)
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert root.get(lang) == "mul"
    assert {concept.get(lang) for concept in root.iter(f"{G2}concept")} == {"fr", "de"}
    assert check_newsml(data) == []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(stranger_articles(), min_size=1, max_size=3, unique_by=lambda one: one.id), OPTIONS)
def test_any_run_is_valid_against_both_schemas(articles: list[Article], options: RenderOptions) -> None:
    message = write_news_message(articles, options)
    for data in (message, write_knowledge_item(articles, options)):
        problems = check_newsml(data, schema_path())
        assert [problem for problem in problems if problem.severity == "error"] == []
    assert read_news_message(message) == tuple(articles)


@pytest.mark.parametrize("write", [write_news_message, write_knowledge_item])
def test_a_run_without_articles_or_with_one_id_twice_is_refused(write: Any) -> None:
    with pytest.raises(ValidationError, match="no article"):
        write([], RenderOptions())
    with pytest.raises(ValidationError, match="2 articles have the id"):
        write([rich_article(), rich_article()], RenderOptions())


@pytest.mark.parametrize("data", [b"<a/>", b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"/>', b"x"])
def test_other_data_are_no_message_of_ours(data: bytes) -> None:
    with pytest.raises(InputError):
        read_news_message(data)


MESSAGE_FAULTS = [
    ("<sent>2026-03-15T00:00:00Z</sent>", "<sent>2026-03-15T00:00:00</sent>", "newsml.profile"),
    ("<transmitId>urn:uuid:", "<transmitId>", "newsml.profile"),
    ("<itemSet>", "<itemSet><packageItem/>", "newsml.profile"),
    ('partid="i2.quote-1"', 'partid="i1.quote-1"', "newsml.profile"),
    ('contentrefs="i2.quote-1.1"', 'contentrefs="i1.quote-1.1"', "newsml.reference"),
    ("2026/03/20/pont-de-lorme-suite", "2026/03/14/pont-de-lorme", "newsml.guid"),
]


@pytest.mark.parametrize(("old", "new", "rule"), MESSAGE_FAULTS)
def test_a_fault_in_a_message_is_caught(old: str, new: str, rule: str) -> None:
    data = write_news_message(run(), RenderOptions()).decode()
    assert old in data
    assert rule in {problem.rule for problem in check_newsml(data.replace(old, new).encode())}


KNOWLEDGE_FAULTS = [
    ("cinat:concept", "ninat:text", "newsml.profile"),
    ("<name>Valbourg</name>", "", "newsml.profile"),
    ("<name>Valbourg</name>", '<name>Valbourg</name>\n<sameAs uri="Valbourg"/>', "newsml.profile"),
    ('latitude="48.8566"', 'latitude="148.8566"', "newsml.profile"),
    ("nxtype:city", "nxtype:town", "newsml.profile"),
    ("<conceptId uri=", "<conceptId qcode=", "newsml.profile"),
    ('<scheme alias="nxtype"', '<scheme alias="nxkind"', "newsml.alias"),
]


@pytest.mark.parametrize(("old", "new", "rule"), KNOWLEDGE_FAULTS)
def test_a_fault_in_a_knowledge_item_is_caught(old: str, new: str, rule: str) -> None:
    data = write_knowledge_item(run(), RenderOptions()).decode()
    assert old in data
    assert rule in {problem.rule for problem in check_newsml(data.replace(old, new).encode())}


def test_a_concept_id_used_twice_is_caught() -> None:
    data = write_knowledge_item(run(), RenderOptions())
    first, second = (str(node.get("uri")) for node in list(etree.fromstring(data).iter(f"{G2}conceptId"))[:2])
    (problem,) = check_newsml(data.replace(second.encode(), first.encode()))
    assert problem.rule == "newsml.profile"
