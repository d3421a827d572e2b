"""Readers that others wrote agree on our items: IPTC's schemas, the package `newsmlg2`, Java's validator."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from exporter.checks.newsml_schema import PROFILE, schema_folder
from exporter.formats.newsml import write_newsml
from exporter.formats.newsml_vocabulary import NITF
from exporter.formats.options import RenderOptions
from exporter.model import Article
from tests.builders import rich_article
from tests.newsml_schemas import schema, schema_path
from tests.test_newsml_roundtrip import BODIES, stranger_articles

JAVA = """\
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import java.io.File;

public class Validate {
  public static void main(String[] names) throws Exception {
    SchemaFactory factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
    Schema schema = factory.newSchema(new File(names[0]));
    for (int i = 1; i < names.length; i++) {
      try {
        schema.newValidator().validate(new StreamSource(new File(names[i])));
        System.out.println("valid");
      } catch (org.xml.sax.SAXException error) {
        System.out.println(error.getMessage());
      }
    }
  }
}
"""


@pytest.fixture
def read_item() -> Any:
    package = pytest.importorskip("NewsMLG2", reason="the package newsmlg2 is not installed")
    return lambda data: package.NewsMLG2Document(data).get_item()


@pytest.mark.parametrize("body", BODIES)
def test_newsmlg2_reads_our_item(read_item: Any, body: Any) -> None:
    article = rich_article()
    item = read_item(write_newsml(article, RenderOptions(body=body)))
    assert item.guid == article.id
    assert (item.standardversion, item.conformance) == ("2.35", "power")
    assert str(item.itemmeta.itemclass.qcode) == "ninat:text"
    assert str(item.itemmeta.provider.name[0]) == "Le Courrier de Valbourg"
    content = item.contentmeta
    assert str(content.headline[0]) == article.metadata.headline
    assert [str(one.name[0]) for one in content.creator] == ["Inès Vauquelin", "AVP"]
    assert content.language[0].tag == "fr"
    names = [entity.name for entity in (*article.actors, *article.locations)]
    assert [str(one.name[0]) for one in content.subject] == names
    assert content.subject[0].qcode == "nxent:person-lea-morin"
    assert len(item.partmeta) == len(article.quotes) + len(article.claims)
    assert str(item.partmeta[0].description[0]) == article.quotes[0].fragments[0].text
    assert item.partmeta[0].infosource[0].qcode == "nxent:person-lea-morin"


def test_newsmlg2_resolves_our_schemes(read_item: Any) -> None:
    import NewsMLG2

    item = read_item(write_newsml(rich_article(), RenderOptions()))
    assert NewsMLG2.qcode_to_uri(item.contentmeta.subject[0].qcode) == f"{rich_article().id}#person-lea-morin"
    assert NewsMLG2.qcode_to_uri("nxrel:speaker") == "urn:newsroom-exporter:relation:speaker"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(stranger_articles())
def test_the_nitf_is_valid_against_iptcs_schema(article: Article) -> None:
    nitf_schema = schema("nitf-3-6.xsd")
    root = etree.fromstring(write_newsml(article, RenderOptions(body="nitf")), etree.XMLParser(collect_ids=False))
    (nitf,) = root.iter(f"{{{NITF}}}nitf")
    alone = etree.fromstring(etree.tostring(nitf, with_tail=False))
    assert nitf_schema.validate(alone), nitf_schema.error_log


@pytest.mark.skipif(shutil.which("javac") is None, reason="no Java compiler is installed")
def test_java_accepts_our_items_and_our_schema(tmp_path: Path) -> None:
    source = tmp_path / "Validate.java"
    source.write_text(JAVA)
    names = []
    for body in BODIES:
        names.append(tmp_path / f"{body}.xml")
        names[-1].write_bytes(write_newsml(rich_article(), RenderOptions(body=body)))
    for path in (schema_folder() / PROFILE, schema_path()):
        command = ["java", str(source), str(path), *map(str, names)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stdout.split("\n")[:-1] == ["valid"] * len(BODIES)
