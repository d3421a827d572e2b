"""What agencies send: NITF, NewsML-G2 of other producers and of ours, ninjs. The news is invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.testing import CliRunner

from exporter import RenderOptions, parse, read, render, validate
from exporter.cli.main import app
from exporter.errors import InputError
from exporter.formats.ninjs import write_ninjs
from exporter.model import Author, Publisher, Source
from exporter.readers import read_source
from exporter.readers.newsml_g2 import read_newsml_g2
from exporter.readers.ninjs import read_ninjs
from exporter.readers.nitf import extended_date, read_nitf
from tests.builders import rich_article
from tests.newsml_schemas import schema

CONTENT = """\
<body.content>
  <p>« La route est sûre », a déclaré samedi à Lyon <person>Léa Morin</person>, présidente de la région.</p>
  <hl2>Un chantier long</hl2>
  <bq><block><p>Nous avons tenu les délais.</p></block><credit>Marc Duval, ingénieur</credit></bq>
  <ul><li>Deux voies rouvrent ;</li><li>une reste fermée.</li></ul>
  <media media-type="image"><media-reference source="pont.jpg" mime-type="image/jpeg"/>
  <media-caption><p>Le pont de Lorme.</p></media-caption></media>
  <p>Les <num>3</num> piles <em>tiennent</em>.</p>
</body.content>"""

NITF = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="fr">
<head><title>Lorme-Pont</title>
<docdata><doc-id id-string="urn:newsml:avp.example:20260314T180500Z:TX-AVP-01:2"/>
<date.release norm="20260314T180500+0100"/><doc.copyright year="2026" holder="AVP"/>
<key-list><keyword key="pont"/><keyword key="transports"/></key-list></docdata></head>
<body><body.head>
<hedline><hl1>Le pont de Lorme rouvre</hl1><hl2>Après un an de travaux</hl2></hedline>
<byline>Par <person>Ida Kern</person> <byttl>envoyée spéciale</byttl></byline><distributor>AVP</distributor>
<dateline><location>LORME</location>, <story.date norm="20260314">14 mars</story.date> (AVP)</dateline>
<abstract><p>L’ouvrage était fermé depuis l’hiver.</p></abstract>
</body.head>
{CONTENT}</body></nitf>"""

LINES = [
    ("headline", "Le pont de Lorme rouvre"),
    ("byline", "Par Ida Kern envoyée spéciale"),
    ("dateline", "LORME, 14 mars (AVP) —"),
    (None, "« La route est sûre », a déclaré samedi à Lyon Léa Morin, présidente de la région."),
    ("subheading", "Un chantier long"),
    (None, "“Nous avons tenu les délais.”"),
    (None, "— Marc Duval, ingénieur"),
    ("list_item", "Deux voies rouvrent ;"),
    ("list_item", "une reste fermée."),
    ("caption", "Le pont de Lorme."),
    (None, "Les 3 piles tiennent."),
]

ITEM = """\
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:avp.example:20260314:lorme" version="2"
 standard="NewsML-G2" standardversion="2.30" conformance="power" xml:lang="fr">
<catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
<rightsInfo><copyrightHolder literal="AVP"/><copyrightNotice>© AVP 2026</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider uri="https://avp.example/"><name>AVP</name></provider>
<versionCreated>2026-03-14T18:05:00+01:00</versionCreated><firstCreated>2026-03-14T17:05:00+01:00</firstCreated>
<service qcode="svc:eco"><name>Économie</name></service>
<link rel="irel:permalink" href="https://avp.example/lorme"/></itemMeta>
<contentMeta><contentModified>2026-03-14T18:00:00+01:00</contentModified>
<creator uri="https://avp.example/ida"><name>Ida Kern</name></creator><language tag="fr-FR"/>
<keyword>pont</keyword><keyword>transports</keyword>
<headline>Le pont de Lorme rouvre</headline>{more}<by>Par Ida Kern envoyée spéciale</by>
<dateline>LORME, 14 mars (AVP)</dateline><description role="drol:caption">Une légende</description>
<description role="drol:summary">L’ouvrage était fermé.</description></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""

XHTML = """\
<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>
<p>« La route est sûre », a déclaré samedi à Lyon <span class="person">Léa Morin</span>, présidente de la région.</p>
<h2>Un chantier long</h2><p>Les 3 piles tiennent.</p></body></html></inlineXML>"""
IN_NITF = f"""\
<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head/>
{CONTENT}</body></nitf></inlineXML>"""


def item(content: str = XHTML, more: str = "") -> bytes:
    return ITEM.format(content=content, more=more).encode()


def lines(source: Source) -> list[tuple[str | None, str]]:
    roles = {paragraph.start: paragraph.role for paragraph in source.paragraphs}
    found, position = [], 0
    for line in source.text.split("\n"):
        if line:
            found.append((roles.get(position), line))
        position += len(line) + 1
    return found


# NITF


def test_nitf() -> None:
    source = read_source(NITF.encode())
    assert lines(source) == LINES
    metadata = source.metadata
    assert source.id == "urn:newsml:avp.example:20260314T180500Z:TX-AVP-01:2"
    assert source.language == "fr"
    assert (metadata.headline, metadata.alternative_headline) == ("Le pont de Lorme rouvre", "Après un an de travaux")
    assert metadata.published == "2026-03-14T18:05:00+01:00"
    assert metadata.authors == (Author(name="Ida Kern"),)
    assert metadata.publisher == Publisher(name="AVP")
    assert metadata.keywords == ("pont", "transports")
    assert metadata.dateline == "LORME, 14 mars (AVP)"
    assert metadata.copyright_notice == "© 2026 AVP"
    assert metadata.description == "L’ouvrage était fermé depuis l’hiver."


def test_its_facts() -> None:
    article = parse(read_source(NITF.encode()))
    names = {actor.id: actor.name for actor in article.actors}
    assert [(one.fragments[0].text, names[one.speaker.actor] if one.speaker else None) for one in article.quotes] == [
        ("La route est sûre", "Léa Morin"),
        ("Nous avons tenu les délais.", "Marc Duval"),
    ]
    assert article.paragraphs[2].role == "dateline"


def test_nitf_with_its_namespace_and_without_a_head() -> None:
    body = f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body>{CONTENT}</body></nitf>'
    assert lines(read_source(body.encode())) == LINES[3:]


def test_the_nitf_of_these_tests_is_nitf() -> None:
    alone = NITF[NITF.index("<nitf") :].replace("<nitf ", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ')
    nitf_schema = schema("nitf-3-6.xsd")
    assert nitf_schema.validate(etree.fromstring(alone.encode())), nitf_schema.error_log


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("20260314T180500+0100", "2026-03-14T18:05:00+0100"),
        ("20260314T1805Z", "2026-03-14T18:05:00Z"),
        ("20260314", "2026-03-14"),
        ("2026-03-14T18:05:00Z", "2026-03-14T18:05:00Z"),
        ("samedi", "samedi"),
    ],
)
def test_basic_dates_become_extended(value: str, date: str) -> None:
    assert extended_date(value) == date


def test_named_characters_of_its_document_type() -> None:
    text = NITF.replace("piles", "piles d&eacute;j&agrave;").encode()
    assert "Les 3 piles déjà tiennent." not in read_nitf(NITF.encode()).text
    assert "Les 3 piles déjà tiennent." in read_nitf(text).text


# NewsML-G2


@pytest.mark.parametrize("content", [XHTML, IN_NITF, IN_NITF + XHTML], ids=["xhtml", "nitf", "both"])
def test_an_item_of_another_producer(content: str) -> None:
    source = read_source(item(content))
    expected = [*LINES[:5], LINES[-1]] if "xhtml" in content else LINES
    assert lines(source) == expected
    metadata = source.metadata
    assert source.id == "urn:newsml:avp.example:20260314:lorme"
    assert source.language == "fr-FR"
    assert metadata.published == "2026-03-14T17:05:00+01:00"
    assert metadata.modified == "2026-03-14T18:00:00+01:00"
    assert metadata.authors == (Author(name="Ida Kern", url="https://avp.example/ida"),)
    assert metadata.publisher == Publisher(name="AVP", url="https://avp.example/")
    assert (metadata.section, metadata.keywords) == ("Économie", ("pont", "transports"))
    assert (metadata.copyright_notice, metadata.url) == ("© AVP 2026", "https://avp.example/lorme")
    assert metadata.description == "L’ouvrage était fermé."


def test_an_item_with_plain_text() -> None:
    source = read_source(item("<inlineData contenttype='text/plain'>\nUn.\n\n« Deux », dit-elle.\n</inlineData>"))
    assert source.text == "Un.\n\n« Deux », dit-elle."


def test_headlines_and_datelines_of_the_text_itself_are_not_doubled() -> None:
    content = XHTML.replace("<body>", "<body><h1>Un autre titre</h1><p>LORME, 14 mars (AVP) — Deux voies rouvrent.</p>")
    assert lines(read_source(item(content)))[:3] == [
        ("byline", "Par Ida Kern envoyée spéciale"),
        ("headline", "Un autre titre"),
        (None, "LORME, 14 mars (AVP) — Deux voies rouvrent."),
    ]


def test_a_message_with_one_text_item() -> None:
    picture = item('<remoteContent href="https://avp.example/a.jpg"/>').decode()
    message = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{}</itemSet></newsMessage>'
    source = read_source(message.format(picture + item().decode()).encode())
    assert source.metadata.headline == "Le pont de Lorme rouvre"
    with pytest.raises(InputError, match="holds 2 newsItems with text; give each in a file of its own"):
        read_source(message.format(item().decode() * 2).encode())
    with pytest.raises(InputError, match="holds 0 newsItems"):
        read_source(message.format(picture).encode())


def test_an_agencys_item_becomes_ours_with_facts(tmp_path: Path) -> None:
    (tmp_path / "avp.xml").write_bytes(item())
    done = CliRunner().invoke(app, ["convert", str(tmp_path / "avp.xml"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.stderr
    article = read((tmp_path / "out" / "avp.xml").read_bytes(), "newsml")
    assert article.id == "urn:newsml:avp.example:20260314:lorme"
    assert [quote.fragments[0].text for quote in article.quotes] == ["La route est sûre"]
    done = CliRunner().invoke(app, ["validate", str(tmp_path / "out")])
    assert done.exit_code == 0, done.stdout


# Ours, read back whole


@pytest.mark.parametrize("name", ["json", "jsonld", "newsml"])
def test_our_own_outputs_are_read_back_whole(name: str, tmp_path: Path) -> None:
    article = rich_article()
    path = tmp_path / f"a{'.xml' if name == 'newsml' else '.' + name}"
    path.write_bytes(render(article, name, RenderOptions(profile="full")))
    for arguments in (["convert", str(path), "--to", "json", "-o", str(tmp_path / "out")],):
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.stderr
    assert read((tmp_path / "out" / "a.json").read_bytes(), "json") == article


def test_metadata_of_the_command_go_before_those_of_an_output(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(render(rich_article(), "newsml"))
    arguments = ["convert", "-", "--to", "json", "-o", "-", "--headline", "Un autre"]
    done = CliRunner().invoke(app, arguments, input=path.read_bytes())
    found = read(done.stdout_bytes, "json")
    assert found.metadata.headline == "Un autre"
    assert (found.quotes, found.metadata.authors) == (rich_article().quotes, rich_article().metadata.authors)


def test_an_output_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(render(rich_article(), "newsml").replace(b"rouvrirons", b"fermerons"))
    done = CliRunner().invoke(app, ["convert", str(path), "-o", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "a.xml: " in done.stderr and not (tmp_path / "out").exists()


# ninjs

NINJS_1: dict[str, Any] = {
    "uri": "http://avp.example/lorme", "type": "text", "language": "fr", "headline": "Le pont de Lorme rouvre",
    "byline": "Ida Kern", "versioncreated": "2026-03-14T18:05:00Z", "copyrightnotice": "© AVP",
    "subject": [{"name": "pont"}, {"name": "Économie", "rel": "section"}],
    "body_text": "« La route est sûre », a dit Léa Morin.", "infosource": [{"name": "AVP"}],
}  # fmt: skip
NINJS_3: dict[str, Any] = {
    "standard": {"name": "ninjs", "version": "3.0"}, "uri": "urn:avp:lorme", "type": "text", "language": "fr",
    "headlines": [{"role": "main", "value": "Le pont de Lorme rouvre"}], "by": "Ida Kern",
    "descriptions": [{"role": "summary", "value": "Fermé depuis l’hiver."}],
    "contentCreated": "2026-03-14T18:05:00Z", "subjects": [{"name": "pont"}],
    "bodies": [{"contentType": "text/plain", "value": "texte"},
               {"contentType": "application/xhtml+xml", "value": "<h2>Sûre</h2><p>« Oui », a dit Léa Morin.</p>"}],
    "renditions": [{"name": "web", "href": "https://avp.example/lorme.html", "contentType": "text/html"}],
}  # fmt: skip


def test_ninjs_1() -> None:
    source = read_source(json.dumps(NINJS_1).encode())
    assert source.text == "« La route est sûre », a dit Léa Morin."
    assert (source.id, source.language) == ("http://avp.example/lorme", "fr")
    metadata = source.metadata
    assert (metadata.headline, metadata.modified) == ("Le pont de Lorme rouvre", "2026-03-14T18:05:00Z")
    assert metadata.authors == (Author(name="Ida Kern"),)
    assert (metadata.section, metadata.keywords, metadata.publisher) == ("Économie", ("pont",), Publisher(name="AVP"))


def test_ninjs_3() -> None:
    source = read_source(json.dumps(NINJS_3).encode())
    assert lines(source) == [("subheading", "Sûre"), (None, "« Oui », a dit Léa Morin.")]
    metadata = source.metadata
    assert (metadata.headline, metadata.description) == ("Le pont de Lorme rouvre", "Fermé depuis l’hiver.")
    assert (metadata.published, metadata.url) == ("2026-03-14T18:05:00Z", "https://avp.example/lorme.html")


def test_our_own_ninjs_gives_its_text_and_metadata() -> None:
    article = rich_article()
    source = read_ninjs(write_ninjs(article, RenderOptions()))
    assert source.id == article.id
    assert source.metadata.headline == article.metadata.headline
    assert "".join(source.text.split()) == "".join(article.text.split())


# What is refused


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<nitf><body/></nitf>", "there is no <body.content> in this NITF"),
        (b"<nitf><body><body.content/></body></nitf>", "there is no text in this NITF"),
        (b"<nitf><body>", r"no well-formed XML"),
        (b'<?xml version="1.0"?><rss version="2.0"/>', "this is an XML document; text, Markdown, HTML"),
        (item("<inlineXML contenttype='application/xhtml+xml'/>"), "the newsItem holds no text"),
        (item("<inlineData encoding='base64'>YQ==</inlineData>"), "the newsItem holds no text"),
        (b'{"uri": "urn:a:b", "body_text": " "}', "the news object holds no text"),
        (b'<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>&a;</nitf>', "declares entities or elements of its own"),
        (b'<!DOCTYPE nitf SYSTEM "x.dtd"><nitf><body><body.content><p>&xyz;</p></body.content></body></nitf>',
         "the entity &xyz; is not known"),
        (b"<nitf>" + b"<block>" * 5000, "no well-formed XML"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_source(data)


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("confidentiel", "utf-8")
    for declared in (f'<!ENTITY a SYSTEM "{secret.as_uri()}">', '<!ENTITY b "x"><!ENTITY a "&b;&b;&b;">'):
        data = f"<!DOCTYPE nitf [{declared}]><nitf><body><body.content><p>&a;</p></body.content></body></nitf>".encode()
        with pytest.raises(InputError, match="which is not accepted"):
            read_nitf(data)
    outer = f'<!DOCTYPE nitf SYSTEM "{secret.as_uri()}"><nitf><body>{CONTENT}</body></nitf>'
    assert "confidentiel" not in read_nitf(outer.encode()).text


def test_checks_load_no_document_type_either(tmp_path: Path) -> None:
    (tmp_path / "broken.dtd").write_text("<<<", "utf-8")
    data = f'<!DOCTYPE newsItem SYSTEM "{(tmp_path / "broken.dtd").as_uri()}"><newsItem/>'.encode()
    (problem,) = validate(data)
    assert "a document type declaration is not accepted" in problem.message


def test_other_roots() -> None:
    with pytest.raises(InputError, match="no NewsML-G2 newsItem: the root element is <packageItem>"):
        read_newsml_g2(b'<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>')
    with pytest.raises(InputError, match="no NITF: the root element is <html>"):
        read_nitf(b"<html/>")
    with pytest.raises(InputError, match="no ninjs"):
        read_ninjs(b"[]")
    with pytest.raises(InputError, match="no JSON"):
        read_ninjs(b"{")


@pytest.mark.parametrize(
    "junk", [None, True, 3, 2.5, "", "x", [], {}, [[]], [None], {"name": 3}, [{"name": {}}], "\x00"]
)
@pytest.mark.parametrize("document", [NINJS_1, NINJS_3], ids=["1", "3"])
def test_no_value_of_any_key_breaks_the_reader_of_ninjs(document: dict[str, Any], junk: Any) -> None:
    for key in document:
        try:
            source = read_source(json.dumps({**document, key: junk}).encode())
        except InputError:
            continue
        assert source.text
