"""ninjs: what is written is valid, what it says is in the article, and seeded faults are caught."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from lxml import etree

from exporter.checks.ninjs import SCHEMA, check_ninjs
from exporter.checks.schemas import load_schema
from exporter.errors import ValidationError
from exporter.formats.ninjs import ROLES, write_ninjs
from exporter.formats.options import RenderOptions
from exporter.model import Article, Metadata, Publisher
from tests.builders import bare_article, rich_article
from tests.test_newsml_roundtrip import HOSTILE, OPTIONS, stranger_articles

NOW = "2026-04-01T08:00:00+02:00"


def news(article: Article, options: RenderOptions | None = None) -> Any:
    return json.loads(write_ninjs(article, options or RenderOptions()))


RICH = news(rich_article())


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(load_schema(SCHEMA))


@pytest.mark.parametrize("article", [rich_article(), bare_article(), bare_article("")], ids=["rich", "bare", "empty"])
def test_what_we_write_has_no_problem(article: Article) -> None:
    assert check_ninjs(write_ninjs(article, RenderOptions())) == []


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(stranger_articles(), OPTIONS)
def test_any_article_is_valid_and_always_the_same(article: Article, options: RenderOptions) -> None:
    data = write_ninjs(article, options)
    assert check_ninjs(data) == []
    assert write_ninjs(article, options) == data
    assert json.loads(data)["bodies"][0]["value"] == article.text


def test_the_facts_of_the_article() -> None:
    assert [one["name"] for one in RICH["people"]] == ["Léa Morin", "Une source à la mairie"]
    assert [one["name"] for one in RICH["organisations"]] == ["l’agence AVP", "Hellén", "Les riverains"]
    (place,) = RICH["places"]
    assert place["geoJSON"] == {"type": "Point", "coordinates": [-2.3522, 48.8566]}
    assert RICH["located"] == "Valbourg"
    assert RICH["headlines"][0]["value"] == rich_article().metadata.headline
    assert (RICH["contentCreated"], RICH["versionCreated"]) == ("2026-03-14T18:05:00+01:00", "2026-03-15T00:00:00Z")


def test_a_quote_is_an_association_with_its_speaker() -> None:
    quote = next(one for one in RICH["associations"] if one["name"] == "quote-2")
    assert [body["value"] for body in quote["bodies"]] == [one.text for one in rich_article().quotes[1].fragments]
    assert [one["value"] for one in quote["altIds"]] == ["char=202,239", "char=278,304"]
    assert quote["by"] == quote["infoSources"][0]["name"] == "Léa Morin"
    assert quote["infoSources"][0]["role"] == "speaker"
    assert quote["organisations"][0]["rel"] == "addressee"
    assert quote["descriptions"][0]["value"] == "a-t-elle déclaré"


def test_a_claim_is_an_association_with_its_claimant() -> None:
    claim = next(one for one in RICH["associations"] if one["name"] == "claim-1")
    assert claim["infoSources"][0] == {
        "name": "Léa Morin",
        "uri": "http://www.wikidata.org/entity/Q99999901",
        "literal": "person-lea-morin",
        "role": "claimant",
    }
    assert [one["literal"] for one in claim["subjects"]] == ["location-valbourg", "state-hellen"]
    assert claim["associations"][0]["name"] == "quote-1"
    denied = next(one for one in RICH["associations"] if one["name"] == "claim-2")
    assert denied["genres"][0]["literal"] == "denies"


def test_the_marked_body_is_well_formed_and_holds_the_text() -> None:
    for text in (rich_article().text, *HOSTILE):
        article = rich_article() if text == rich_article().text else bare_article(text)
        markup = news(article)["bodies"][1]["value"]
        body = etree.fromstring(f"<body>{markup}</body>")
        assert "".join(body.itertext()) == text


def test_what_is_missing_is_not_made_up() -> None:
    bare = news(bare_article())
    assert bare["versionCreated"] == "1970-01-01T00:00:00Z"
    absent = ("title", "headlines", "by", "located", "contentCreated", "copyrightNotice", "infoSources", "people")
    assert not set(absent) & bare.keys()
    options = RenderOptions(now=NOW, provider=Publisher(name="La Vigie"), rights="© V")
    given_by_options = news(bare_article(), options)
    assert given_by_options["infoSources"] == [{"name": "La Vigie", "role": "publisher"}]
    assert (given_by_options["copyrightNotice"], given_by_options["versionCreated"]) == ("© V", NOW)


def test_iris_become_uris() -> None:
    article = bare_article(metadata=Metadata(url="https://journal.example/été?a[]=1#b"))
    assert news(article)["renditions"][0]["href"] == "https://journal.example/%C3%A9t%C3%A9?a%5B%5D=1%23b"


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValidationError, match="UTF-8"):
        write_ninjs(bare_article("a\ud800"), RenderOptions())


def test_the_roles_are_those_of_the_table() -> None:
    def used(value: Any) -> set[str]:
        if isinstance(value, dict):
            own = {value[key] for key in ("role", "rel") if key in value}
            return own.union(*(used(one) for one in value.values()))
        return set().union(*(used(one) for one in value)) if isinstance(value, list) else set()

    assert used(RICH) == {role for roles in ROLES.values() for role in roles}


def change(path: str, value: Any) -> Callable[[Any], None]:
    """A fault: the value at a path becomes another, or goes away where it is None."""

    def apply(document: Any) -> None:
        *parents, last = [int(step) if step.isdigit() else step for step in path.split("/")]
        for step in parents:
            document = document[step]
        if value is None:
            del document[last]
        else:
            document[last] = value

    return apply


FAULTS = [
    ("uri", None, "ninjs.schema"),
    ("uri", "pont", "ninjs.schema"),
    ("uri", "https://journal.example/é", "ninjs.schema"),
    ("type", "article", "ninjs.schema"),
    ("versionCreated", "2026-03-15", "ninjs.schema"),
    ("contentCreated", "2026-03-14T18:05:00", "ninjs.schema"),
    ("pubStatus", "fine", "ninjs.schema"),
    ("language", "fr_FR", "ninjs.schema"),
    ("urgency", 4, "ninjs.schema"),
    ("headline", "Pont", "ninjs.schema"),
    ("by", ["Inès Vauquelin"], "ninjs.schema"),
    ("standard/version", "2.0", "ninjs.schema"),
    ("bodies/0/contentType", "text/html", "ninjs.schema"),
    ("bodies/1", None, "ninjs.schema"),
    ("bodies/0/charCount", 541, "ninjs.count"),
    ("bodies/0/wordCount", 1, "ninjs.count"),
    ("bodies/0/value", "Le pont", "ninjs.words"),
    ("people/0/literal", "Léa Morin", "ninjs.schema"),
    ("people/0/literal", "person-lea", "ninjs.reference"),
    ("people/0/name", "Léo Morin", "ninjs.reference"),
    ("places/0/geoJSON/coordinates", [48.8, 149], "ninjs.schema"),
    ("places/0/geoJSON/type", "Polygon", "ninjs.schema"),
    ("associations/1/rel", "citation", "ninjs.schema"),
    ("associations/1/bodies/0/value", "pour des raisons de sureté", "ninjs.words"),
    ("associations/1/bodies/0/charCount", 27, "ninjs.count"),
    ("associations/1/altIds/0/value", "char=121,148", "ninjs.words"),
    ("associations/1/altIds/0/value", "120-148", "ninjs.schema"),
    ("associations/1/infoSources/0/literal", "person-x", "ninjs.reference"),
    ("associations/1/infoSources/0/role", "author", "ninjs.schema"),
    ("associations/2/altIds/1", None, "ninjs.words"),
    ("associations/4/genres/0/literal", "confirms", "ninjs.schema"),
    ("associations/4/associations/0/uri", "https://journal.example/x#quote-1", "ninjs.reference"),
    ("associations/4/subjects/0/uri", "https://journal.example/x", "ninjs.reference"),
]


@pytest.mark.parametrize(("path", "value", "rule"), FAULTS)
def test_a_seeded_fault_is_caught(path: str, value: Any, rule: str) -> None:
    document = copy.deepcopy(RICH)
    change(path, value)(document)
    problems = check_ninjs(json.dumps(document, ensure_ascii=False, indent=2).encode())
    assert rule in {problem.rule for problem in problems}
    assert all(problem.line is not None for problem in problems)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"1", b"\xff"])
def test_other_data_are_a_problem_and_no_exception(data: bytes) -> None:
    assert check_ninjs(data)
