"""The checks of NewsML-G2: what we write passes all of them, and each seeded fault is caught where it stands."""

from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from exporter.checks import newsml_facts
from exporter.checks.catalogs import aliases, catalog_version
from exporter.checks.newsml import check_newsml
from exporter.errors import InputError
from exporter.formats.newsml import write_newsml
from exporter.formats.options import Body, RenderOptions
from exporter.model import Actor, Article, Mention
from tests.builders import bare_article, evidence, rich_article
from tests.newsml_schemas import schema_path
from tests.test_newsml_roundtrip import BODIES, OPTIONS, stranger_articles

RICH = {body: write_newsml(rich_article(), RenderOptions(body=body)).decode() for body in BODIES}

FAULTS = tomllib.loads(Path(__file__).with_name("newsml_faults.toml").read_text(encoding="utf-8"))["fault"]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["name"] for fault in FAULTS])
def test_a_seeded_fault_is_caught(fault: dict[str, str]) -> None:
    assert fault["old"] in RICH["xhtml"], "the item no longer holds these words"
    every = -1 if fault["name"] == "another root" else 1
    problems = check_newsml(RICH["xhtml"].replace(fault["old"], fault["new"], every).encode())
    assert fault["rule"] in {problem.rule for problem in problems}
    for problem in problems:
        assert problem.line is not None
        assert problem.column is not None
        assert "\n" not in problem.message


@pytest.mark.parametrize("body", BODIES)
def test_the_elements_with_a_language_are_known(body: Body) -> None:
    root = etree.fromstring(RICH[body].encode())
    found = {node.tag for node in root.iter("*") if node.get("{http://www.w3.org/XML/1998/namespace}lang")}
    assert found <= set(newsml_facts.WITH_LANGUAGE)


NITF_FAULTS = [
    ("text altered", "pas une seule voie</q>", "pas une seule voix</q>", "newsml.words"),
    ("unknown element", "<q ", "<quote ", "newsml.xml"),
    ("name without id source", ' idsrc="', ' id-source="', "newsml.profile"),
    ("id used twice", 'xml:id="quote-2.2"', 'xml:id="quote-2.1"', "newsml.profile"),
    ("mention that moved", "<location ", "à <location ", "newsml.words"),
    ("heading of another level", "<hl2 ", "<hl1 ", "newsml.xml"),
]


@pytest.mark.parametrize(("name", "old", "new", "rule"), NITF_FAULTS, ids=[fault[0] for fault in NITF_FAULTS])
def test_a_fault_in_nitf_is_caught(name: str, old: str, new: str, rule: str) -> None:
    assert old in RICH["nitf"], name
    assert rule in {problem.rule for problem in check_newsml(RICH["nitf"].replace(old, new, 1).encode())}


def test_two_bodies_that_differ_are_caught() -> None:
    changed = RICH["both"].replace("pas une seule voie</q>", "pas une seule voix</q>")
    assert "newsml.text" in {problem.rule for problem in check_newsml(changed.encode())}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("article", [rich_article(), bare_article(), bare_article("")], ids=["rich", "bare", "empty"])
def test_what_we_write_has_no_problem(article: Article, body: Body) -> None:
    assert check_newsml(write_newsml(article, RenderOptions(body=body))) == []


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(stranger_articles(), OPTIONS)
def test_any_article_is_written_without_error(article: Article, options: RenderOptions) -> None:
    problems = check_newsml(write_newsml(article, options), schema_path())
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_a_problem_says_where() -> None:
    data = RICH["xhtml"].replace('verbatim">Nous ne rouvrirons', 'verbatim">Nous ne rouvrirans')
    (problem,) = check_newsml(data.encode())
    line = data.splitlines()[(problem.line or 0) - 1]
    assert line[(problem.column or 0) - 1 :].startswith("<description")
    assert problem.path == "/newsItem/partMeta[2]/description[1]"
    assert "Nous ne rouvrirons pas" in problem.message


def test_columns_count_code_points() -> None:
    data = RICH["xhtml"].replace('</p> <p class="lead">', '🌉</p> <p class="leed">')
    problem = next(one for one in check_newsml(data.encode()) if "leed" in one.message)
    line = data.splitlines()[(problem.line or 0) - 1]
    assert line[(problem.column or 0) - 1 :].startswith('<p class="leed">')


FOREIGN = """\
<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:agence.example:20260314:a1" version="3"
  standard="NewsML-G2" standardversion="2.30" conformance="power" xml:lang="fr">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
  <catalog><scheme alias="ag" uri="https://agence.example/cv/"/></catalog>
  <itemMeta>
    <itemClass qcode="ninat:text"/>
    <provider qcode="ag:agence"/>
    <versionCreated>2026-03-14T18:05:00+01:00</versionCreated>
  </itemMeta>
  <contentMeta>
    <contentCreated>2026-03-14T17:00:00+01:00</contentCreated>
    <language tag="fr"/>
    <subject qcode="ag:valbourg"/>
    <headline>Valbourg coupe son pont</headline>
  </contentMeta>
  <assert qcode="ag:valbourg"><geoAreaDetails><position latitude="45.1" longitude="5.7"/></geoAreaDetails></assert>
  <inlineRef idrefs="v1" qcode="ag:valbourg"/>
  <contentSet original="t">
    <inlineXML id="t" contenttype="application/xhtml+xml">
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
      <body><p>À <span xml:id="v1">Valbourg</span></p></body></html>
    </inlineXML>
  </contentSet>
</newsItem>
"""

FOREIGN_FAULTS = [
    ("unknown alias", 'provider qcode="ag:', 'provider qcode="agency:', "newsml.alias", "error"),
    ("alias of a later catalog", "ninat:text", "plus:text", "newsml.alias", "error"),
    ("no QCode", "ninat:text", "text", "newsml.qcode", "error"),
    ("unknown catalog", "www.iptc.org/std/catalog/catalog", "agence.example/catalog", "newsml.catalog", "warning"),
    ("no zone", "18:05:00+01:00", "18:05:00", "newsml.zone", "error"),
    ("no zone in the content", "17:00:00+01:00", "17:00:00", "newsml.zone", "error"),
    ("latitude", 'latitude="45.1"', 'latitude="145.1"', "newsml.position", "error"),
    ("longitude", 'longitude="5.7"', 'longitude="east"', "newsml.position", "error"),
    ("guid without scheme", "urn:newsml:agence.example:20260314:a1", "a1", "newsml.guid", "error"),
    ("guid that is no URN", "urn:newsml:agence.example:20260314:a1", "urn:a1", "newsml.guid", "warning"),
    ("language", 'tag="fr"', 'tag="fr_FR"', "newsml.language", "error"),
    ("order of subtags", 'tag="fr"', 'tag="fr-FR-Latn"', "newsml.language", "warning"),
    ("idrefs", 'idrefs="v1"', 'idrefs="v2"', "newsml.reference", "error"),
    ("original", 'original="t"', 'original="u"', "newsml.reference", "error"),
    ("id used twice", '<inlineXML id="t"', '<inlineXML id="v1"', "newsml.id", "error"),
    ("comment", "<head>", "<!-- x --><head>", "newsml.comment", "warning"),
]


def test_another_producers_item_is_not_held_to_our_profile() -> None:
    assert check_newsml(FOREIGN.encode()) == []
    assert "newsml.alias" in {
        one.rule for one in check_newsml(FOREIGN.replace('qcode="ag:agence"', 'qcode="x:y"').encode())
    }


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "severity"), FOREIGN_FAULTS, ids=[fault[0] for fault in FOREIGN_FAULTS]
)
def test_a_fault_in_another_producers_item_is_caught(name: str, old: str, new: str, rule: str, severity: str) -> None:
    assert FOREIGN.count(old) == 1, name
    problems = check_newsml(FOREIGN.replace(old, new).encode())
    assert (rule, severity) in {(problem.rule, problem.severity) for problem in problems}


def test_iptcs_schema_checks_another_producers_item() -> None:
    assert check_newsml(FOREIGN.encode(), schema_path()) == []
    broken = FOREIGN.replace("<headline>", "<heading>").replace("</headline>", "</heading>")
    (problem,) = [one for one in check_newsml(broken.encode(), schema_path()) if "heading" in one.message]
    assert (problem.rule, problem.path) == ("newsml.schema", "/newsItem/contentMeta/heading")


def test_an_item_with_prefixed_names_has_its_faults_located() -> None:
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1nar:", FOREIGN).replace("xmlns=", "xmlns:nar=", 1)
    prefixed = re.sub(r"<nar:html.*</nar:html>", "", prefixed, flags=re.S).replace('idrefs="v1"', 'idrefs="t"')
    assert check_newsml(prefixed.encode(), schema_path()) == []
    broken = prefixed.replace("nar:headline", "nar:heading")
    (problem,) = check_newsml(broken.encode(), schema_path())
    line = broken.splitlines()[(problem.line or 0) - 1]
    assert line[(problem.column or 0) - 1 :].startswith("<nar:heading>")
    assert problem.path == "/newsItem/contentMeta/heading"


def test_many_faults_are_found_quickly() -> None:
    text = "Oui. " * 2000
    found = re.finditer("Oui", text)
    mentions = tuple(Mention(start=one.start(), end=one.end(), text="Oui", form="name") for one in found)
    actor = Actor(id="p", type="person", name="Oui", named=True, mentions=mentions, evidence=evidence("fr.x"))
    data = write_newsml(bare_article(text, actors=(actor,)), RenderOptions()).replace(b"xml:id", b"xml:di")
    started = time.perf_counter()
    assert len(check_newsml(data)) >= 2000
    assert time.perf_counter() - started < 5


def test_a_schema_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=re.escape(str(tmp_path))) as caught:
        check_newsml(RICH["xhtml"].encode(), tmp_path / "missing.xsd")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"plain", b"<a/>", b"\x00" * 50, "<é/>".encode("latin-1")])
def test_other_data_are_a_problem_and_no_exception(data: bytes) -> None:
    assert [problem.rule for problem in check_newsml(data)] in (["newsml.xml"], ["newsml.root"])


def test_entities_and_files_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    data = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]><a>&e;</a>'.encode()
    (problem,) = check_newsml(data)
    assert problem.rule == "newsml.xml"
    assert "geheim" not in problem.message


def test_the_catalog_table_knows_what_each_catalog_defines() -> None:
    assert catalog_version("http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml") == 41
    assert catalog_version("https://agence.example/catalog.xml") is None
    assert {"ninat", "cpnat", "howextr", "iso3166-1a2", "plus"} <= aliases(41)
    assert "plus" not in aliases(40)
    assert aliases(12) == aliases(32)


def test_the_catalog_table_is_what_the_script_makes() -> None:
    pytest.importorskip("NewsMLG2", reason="the package newsmlg2 is not installed")
    from exporter.checks import build_catalogs, catalogs

    assert catalogs._TABLE.read_text(encoding="utf-8") == build_catalogs.table()
