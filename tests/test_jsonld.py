"""JSON-LD: what is written, that it is valid and safe, and that it can be read back."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

from exporter.checks import check
from exporter.errors import InputError, ValidationError
from exporter.formats import FORMATS, RenderOptions
from exporter.formats.html import embed
from exporter.formats.jsonld_article import count_words
from exporter.model import Actor, Article, Location, Mention, Metadata, Paragraph, Publisher, Role
from tests.builders import URL, bare_article, evidence, rich_article, rich_metadata
from tests.strategies import HOSTILE, articles

FORMAT = FORMATS["jsonld"]
FULL = RenderOptions(profile="full")
PROVIDER = Publisher(name="La Gazette de Lorme", url="https://gazette.example/")
PROFILES = (RenderOptions(), FULL, RenderOptions(profile="full", provider=PROVIDER, rights="Tous droits réservés"))


def document(article: Article, options: RenderOptions = PROFILES[0]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(FORMAT.write(article, options))
    return value


def by_name(nodes: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(node for node in nodes if node.get("name") == name)


# Round trip and validity


@given(articles())
def test_round_trip(article: Article) -> None:
    assert FORMAT.read(FORMAT.write(article, FULL)) == article


@given(articles())
def test_round_trip_with_defaults_of_the_newsroom(article: Article) -> None:
    assert FORMAT.read(FORMAT.write(article, PROFILES[2])) == article


@given(articles())
def test_every_article_gives_a_valid_document(article: Article) -> None:
    for options in PROFILES:
        problems = check(FORMAT.write(article, options), "jsonld")
        assert [str(one) for one in problems if one.severity == "error"] == []
        assert {one.rule for one in problems} <= {"jsonld.html-entity", "jsonld.date-order"}


@pytest.mark.parametrize("options", PROFILES)
def test_rich_article_has_no_problem_at_all(options: RenderOptions) -> None:
    assert check(FORMAT.write(rich_article(), options)) == []


@pytest.mark.parametrize("text", ["", " ", "\n", "« Mot »", "a" * 100_000])
def test_bare_articles(text: str) -> None:
    article = bare_article(text)
    data = FORMAT.write(article, FULL)
    assert FORMAT.read(data) == article
    assert check(data) == []


def test_same_arguments_same_bytes() -> None:
    assert FORMAT.write(rich_article(), FULL) == FORMAT.write(rich_article(), FULL)
    later = RenderOptions(profile="full", now="2030-01-01T00:00:00Z")
    assert FORMAT.write(rich_article(), later) == FORMAT.write(rich_article(), FULL)


def test_layout() -> None:
    data = FORMAT.write(rich_article())
    assert data.startswith(b'{\n  "@context": "https://schema.org",\n  "@type": "NewsArticle",\n  "@id": "https://www.')
    assert data.endswith(b"}\n")
    assert "L’architecte".encode() not in data and "l’architecte".encode() in data


def test_full_is_web_and_more() -> None:
    def without_iris(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_iris(child) for key, child in value.items() if ":" not in key}
        return [without_iris(child) for child in value] if isinstance(value, list) else value

    assert without_iris(document(rich_article(), FULL)) == document(rich_article())
    assert "urn:newsroom-exporter" not in FORMAT.write(rich_article()).decode()


# What stands where


def test_metadata() -> None:
    found = document(rich_article())
    assert found["url"] == URL
    assert found["mainEntityOfPage"] == {"@type": "WebPage", "@id": URL}
    assert (found["datePublished"], found["dateModified"]) == ("2026-03-14T18:05:00+01:00", "2026-03-15")
    assert [(author["@type"], author["name"]) for author in found["author"]] == [
        ("Person", "Inès Vauquelin"),
        ("Organization", "AVP"),
    ]
    assert found["publisher"]["logo"] == {
        "@type": "ImageObject",
        "url": "https://www.lecourrier-valbourg.example/logo.png",
    }
    assert found["isAccessibleForFree"] is False
    assert found["articleBody"] == rich_article().text
    assert "identifier" not in found


def test_nothing_is_made_up() -> None:
    assert document(bare_article("Rien à signaler.")) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": "urn:uuid:6c1f3c1e-52a7-5c0b-9a3e-0d9a4f0e7b11#article",
        "inLanguage": "fr",
        "wordCount": 3,
        "articleBody": "Rien à signaler.",
    }


def test_defaults_of_the_newsroom_fill_gaps_alone() -> None:
    bare = document(bare_article(), PROFILES[2])
    assert bare["publisher"]["name"] == PROVIDER.name
    assert bare["copyrightNotice"] == "Tous droits réservés"
    own = document(rich_article(), PROFILES[2])
    assert own["publisher"]["name"] == "Le Courrier de Valbourg"
    assert own["copyrightNotice"] == "© Le Courrier de Valbourg 2026"


def test_headline_and_dateline_come_from_the_text_where_the_metadata_have_none() -> None:
    article = rich_article(metadata=Metadata())
    found = document(article, FULL)
    assert found["headline"] == "Le pont de l’Orme restera fermé jusqu’en juin"
    assert found["dateline"] == "VALBOURG, 14 mars (AVP)"
    assert FORMAT.read(FORMAT.write(article, FULL)) == article


@pytest.mark.parametrize("key", ["headline", "alternative_headline", "description", "section", "dateline"])
def test_an_empty_string_is_not_a_missing_one(key: str) -> None:
    article = bare_article(metadata=Metadata.model_validate({key: ""}))
    assert document(article, FULL).keys() == {*document(bare_article(), FULL).keys(), "urn:newsroom-exporter:empty"}
    assert FORMAT.read(FORMAT.write(article, FULL)) == article


def test_id_beside_the_address() -> None:
    article = rich_article(id="tag:valbourg.example,2026:42")
    found = document(article)
    assert found["identifier"] == "tag:valbourg.example,2026:42"
    assert found["@id"] == f"{URL}#article"


def test_a_fragment_of_the_address_is_not_part_of_the_ids() -> None:
    article = bare_article(id=f"{URL}#live", metadata=Metadata(url=f"{URL}#live"))
    assert document(article)["@id"] == f"{URL}#article"
    assert FORMAT.read(FORMAT.write(article, FULL)) == article


def test_actors() -> None:
    mentions = document(rich_article())["mentions"]
    lea = by_name(mentions, "Léa Morin")
    assert (lea["@type"], lea["jobTitle"]) == ("Person", "maire de Valbourg")
    assert lea["sameAs"] == ["http://www.wikidata.org/entity/Q99999901"]
    state = by_name(mentions, "Hellén")
    assert state["@type"] == "GovernmentOrganization"
    assert state["areaServed"] == {
        "@type": "Country",
        "@id": f"{URL}#country-xh",
        "name": "Hellén",
        "identifier": "XH",
    }
    assert by_name(mentions, "Les riverains")["@type"] == "Organization"
    assert by_name(mentions, "Une source à la mairie")["@type"] == "Person"


def _id(name: str) -> str:
    return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")


def _actor(text: str, name: str, **fields: Any) -> Actor:
    start = text.index(name)
    mention = Mention(start=start, end=start + len(name), text=name, form="name")
    values = {"type": "person", "named": True, "evidence": evidence("fr.name")}
    return Actor(**{**values, "id": _id(name), "name": name, "mentions": (mention,), **fields})


def test_affiliation_is_the_organisation_inside_the_role() -> None:
    text = "Aude, présidente du Cirec et de la Fnor, a vu Max, chef de la Fnor, et Zoé."
    title = "présidente du Cirec et de la Fnor"
    start = text.index(title)
    aude = _actor(text, "Aude", roles=(Role(title=title, start=start, end=start + len(title)),))
    bodies = (_actor(text, "Cirec", type="organization"), _actor(text, "Fnor", type="organization"))
    mentions = document(bare_article(text, actors=(aude, *bodies, _actor(text, "Zoé"))))["mentions"]
    assert [one["@id"].partition("#")[2] for one in by_name(mentions, "Aude")["affiliation"]] == ["cirec", "fnor"]
    assert "affiliation" not in by_name(mentions, "Zoé")


def test_names_and_titles_stand_once_each() -> None:
    text = "Luc Ferrand, juge, dit non. Ferrand, juge, dit oui. Ferrand, maire."
    mentions = tuple(
        Mention(start=found.start(), end=found.end(), text=found[0], form="name")
        for found in re.finditer("Luc Ferrand|Ferrand", text)
    )
    roles = tuple(
        Role(title=found[0], start=found.start(), end=found.end()) for found in re.finditer("juge|maire", text)
    )
    actor = _actor(text, "Luc Ferrand", mentions=mentions, roles=roles)
    (found,) = document(bare_article(text, actors=(actor,)))["mentions"]
    assert (found["alternateName"], found["jobTitle"]) == ("Ferrand", ["juge", "maire"])


def test_the_role_of_an_organisation_is_no_job() -> None:
    text = "Le Cirec, premier syndicat, proteste."
    role = Role(title="premier syndicat", start=10, end=26)
    (found,) = document(bare_article(text, actors=(_actor(text, "Cirec", type="organization", roles=(role,)),)))[
        "mentions"
    ]
    assert found["disambiguatingDescription"] == "premier syndicat"
    assert "jobTitle" not in found


def _location(text: str, name: str, kind: Any, **fields: Any) -> Location:
    start = text.index(name)
    mention = Mention(start=start, end=start + len(name), text=name, form="name")
    return Location(id=_id(name), type=kind, name=name, mentions=(mention,), evidence=evidence("fr.place"), **fields)


def test_a_country_is_written_once() -> None:
    text = "Ornay, Lissac, Hellénie, Marbo. L’Etat de Marbo, la Hellénie."
    places = (
        _location(text, "Ornay", "city", country="XH"),
        _location(text, "Lissac", "region", country="XM"),
        _location(text, "Hellénie", "country", country="XH"),
        _location(text, "Marbo", "water", country="XM"),
    )
    states = (
        _actor(text, "L’Etat de Marbo", id="etat", type="state", country="XM"),
        _actor(text, "la Hellénie", id="hellenie", type="state", country="XH"),
    )
    found = document(bare_article(text, locations=places, actors=states))
    ornay, lissac, hellenie, marbo = found["contentLocation"]
    assert ornay["containedInPlace"] == {"@id": hellenie["@id"]}
    assert (hellenie["@type"], hellenie["identifier"]) == ("Country", "XH")
    assert lissac["containedInPlace"]["name"] == "L’Etat de Marbo"
    assert marbo["containedInPlace"] == {"@id": lissac["containedInPlace"]["@id"]}
    assert [state["areaServed"] for state in found["mentions"]] == [marbo["containedInPlace"], {"@id": hellenie["@id"]}]
    assert (marbo["@type"], lissac["@type"], ornay["@type"]) == ("BodyOfWater", "AdministrativeArea", "City")


def test_created_where_the_dateline_says() -> None:
    text = "ORNAY — À Lissac, tout va bien."
    places = (_location(text, "ORNAY", "city"), _location(text, "Lissac", "city"))
    lines = (Paragraph(start=0, end=7, role="dateline"), Paragraph(start=8, end=len(text), role="lead"))
    assert document(bare_article(text, locations=places, paragraphs=lines))["locationCreated"]["@id"].endswith("#ornay")
    by_metadata = bare_article(text, locations=places, metadata=Metadata(dateline="Lissac (AVP), 3 mai"))
    assert document(by_metadata)["locationCreated"]["@id"].endswith("#lissac")
    assert "locationCreated" not in document(bare_article(text, locations=places))


def test_quotes() -> None:
    first, second, third = document(rich_article())["hasPart"]
    lea = {"@id": f"{URL}#person-lea-morin"}
    assert first["text"] == "pour des raisons de sécurité"
    assert first["creator"] == first["spokenByCharacter"] == lea
    assert second["text"] == "Nous ne rouvrirons pas une seule voie tant que les piles bougent"
    assert [(part["@id"], part["text"]) for part in second["hasPart"]] == [
        (f"{URL}#quote-2_1", "Nous ne rouvrirons pas une seule voie"),
        (f"{URL}#quote-2_2", "tant que les piles bougent"),
    ]
    assert third.keys() == {"@type", "@id", "text", "inLanguage"}


def test_claims_and_who_denies_them() -> None:
    claims = {node["@id"].partition("#")[2]: node for node in document(rich_article())["mentions"]}
    asserted, denied, doubted = claims["claim-1"], claims["claim-2_denies"], claims["claim-3_doubts"]
    assert asserted["author"] == {"@id": f"{URL}#person-lea-morin"}
    assert asserted["appearance"] == {"@id": f"{URL}#article"}
    assert asserted["isBasedOn"] == [{"@id": f"{URL}#quote-1"}]
    assert [one["@id"].partition("#")[2] for one in asserted["about"]] == ["location-valbourg", "state-hellen"]
    assert (denied["@type"], denied["agent"]) == ("DisagreeAction", {"@id": f"{URL}#state-hellen"})
    assert denied["object"]["@type"] == "Claim"
    assert "author" not in denied["object"]
    assert doubted["@type"] == "AssessAction"
    assert "author" not in claims["claim-4"]


def test_ids_of_facts_never_meet_ours() -> None:
    text = "A B C D"
    names = ("article", "publisher", "author-1", "country-fr")
    actors = tuple(
        _actor(text, letter, id=name, type="state", country="FR") for letter, name in zip("ABCD", names, strict=True)
    )
    article = bare_article(text, actors=actors, metadata=rich_metadata())
    data = FORMAT.write(article, FULL)
    assert check(data) == []
    assert FORMAT.read(data) == article


def test_offsets_are_code_points() -> None:
    second = document(rich_article(), FULL)["hasPart"][1]
    selectors = second["urn:newsroom-exporter:fragment"][1]["http://www.w3.org/ns/oa#hasSelector"]
    position, quoted = ({key.rpartition("#")[2]: value for key, value in one.items()} for one in selectors)
    text = rich_article().text
    assert text[position["start"] : position["end"]] == quoted["exact"] == "tant que les piles bougent"
    assert text[: position["start"]].endswith(quoted["prefix"])
    assert quoted["suffix"].startswith(" 🌉 »")


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("« Non ! »", 1), ("l’an 2026, « c’est-à-dire » demain", 4), ("…" * 9, 0)]
)
def test_word_count(text: str, count: int) -> None:
    assert count_words(text) == count


# Reading what is no article of ours


def test_web_cannot_be_read_back() -> None:
    with pytest.raises(InputError, match="`full`"):
        FORMAT.read(FORMAT.write(rich_article()))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[1]", "expected an object, found an array"),
        (b'{"a": NaN}', "NaN"),
        (b"[" * 100_000, "no JSON"),
        (b'{"urn:newsroom-exporter:schemaVersion": "1.0"}', "'@id' is missing"),
    ],
)
def test_data_that_hold_no_article(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        FORMAT.read(data)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"wordCount": 89', '"mentions": 89', "/mentions/0: expected an object, found a number"),
        ('oa#start": 0', 'oa#start": "0"', "oa#start: expected int, found a string"),
        ('oa#start": 0', 'oa#start": true', "expected int, found a boolean"),
        ('"fr.claim.que"', "null", "evidence/rule"),
        ('#person-lea-morin"', '#person-nobody"', "there is no actor"),
        ("urn:newsroom-exporter:generator", "urn:newsroom-exporter:maker", "generator"),
    ],
)
def test_documents_that_lost_something(old: str, new: str, message: str) -> None:
    text = FORMAT.write(rich_article(), FULL).decode()
    assert old in text
    tail = text.replace('"mentions": [', '"mentioned": [') if "mentions" in new else text
    with pytest.raises(InputError, match=re.escape(message)):
        FORMAT.read(tail.replace(old, new, 1).encode())


def test_lists_of_one_may_have_been_unwrapped() -> None:
    article = rich_article()
    value = document(article, FULL)

    def unwrapped(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: unwrapped(child) for key, child in value.items()}
        if isinstance(value, list):
            return unwrapped(value[0]) if len(value) == 1 else [unwrapped(child) for child in value]
        return value

    assert FORMAT.read(json.dumps(unwrapped(value)).encode()) == article


# In a page


class _Scripts(HTMLParser):
    """The content of the data blocks of a page, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.blocks: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self.tags[-1] == "script" and self.blocks:
            self.blocks[-1] += data


@given(articles())
def test_a_page_carries_every_article(article: Article) -> None:
    data = FORMAT.write(article, FULL)
    block = embed(data)
    scripts = _Scripts(f"<html><head>{block}</head></html>")
    assert scripts.tags == ["html", "head", "script"]
    assert json.loads(scripts.blocks[0]) == json.loads(data)
    body = block.partition(">")[2].rpartition("<")[0]
    assert not re.search("[<>&\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]", body)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_file_itself_is_safe_in_a_page(piece: str) -> None:
    article = bare_article(f"a{piece}b")
    data = FORMAT.write(article).decode()
    assert not re.search("[<>&\x7f-\x9f\u2028\u2029\u202e\u2066\ufeff]", data)
    assert embed(data.encode()) == f'<script type="application/ld+json">\n{data.strip()}\n</script>'


def test_others_json_is_escaped_too() -> None:
    block = embed('{"a": "</script><!--\u2028 & \u202e"}'.encode())
    assert block == (
        '<script type="application/ld+json">\n'
        r'{"a": "\u003c/script\u003e\u003c!--\u2028 \u0026 \u202e"}'
        "\n</script>"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'{"a": "\\ud800"}', "lone surrogate"),
        (b'{"a": NaN}', "NaN is no JSON number"),
        (b'{"a": 1,}', "no strict JSON"),
        (b'{"a": "\xff"}', "no strict JSON"),
        (b"[" * 100_000, "no strict JSON"),
    ],
)
def test_what_no_page_can_carry(data: bytes, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        embed(data)


@pytest.mark.parametrize("options", PROFILES)
def test_lone_surrogate_is_refused(options: RenderOptions) -> None:
    with pytest.raises(ValidationError, match="UTF-8"):
        FORMAT.write(bare_article("Un \ud83d seul"), options)
