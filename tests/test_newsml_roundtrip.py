"""What is written as NewsML-G2 reads back equal, whatever the article holds; and the bytes never change."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.errors import InputError, ValidationError
from exporter.formats.newsml import read_newsml, write_newsml
from exporter.formats.newsml_markup import uri
from exporter.formats.options import Body, RenderOptions
from exporter.model import Article, Metadata, Paragraph, ParagraphRole, Publisher
from tests.builders import bare_article, rich_article
from tests.strategies import XML_CHARACTER, articles

BODIES: tuple[Body, ...] = ("xhtml", "nitf", "both")
CHARACTER = XML_CHARACTER | st.sampled_from("\r\t\n \u00a0\u3000")
NAMES = st.text(CHARACTER, min_size=1, max_size=4)
IRIS = st.one_of(
    st.from_regex(
        r"(https?://[a-z]{1,6}\.example|urn:[a-z]{2,5}:|tag:a,2026:)[a-z0-9/?#%\[\]:@&=é🌉.~+-]{1,12}", fullmatch=True
    ),
    st.sampled_from(("http://[::1]/a[1]", "x:%", "a:b#c#d", "http://a:b:c/", "mailto:x@y", "urn:a:%zz")),
)


@st.composite
def stranger_articles(draw: st.DrawFn) -> Article:
    """Articles with any IRIs, and paragraphs that begin and end anywhere."""
    article = draw(articles(CHARACTER))
    iris = {"url": draw(IRIS | st.none()), "image": tuple(draw(st.lists(IRIS, max_size=2)))}
    metadata = article.metadata.model_copy(update=iris)
    fields = {**dict(article), "id": draw(IRIS), "metadata": metadata}
    size = len(article.text)
    if size and draw(st.booleans()):
        cuts = sorted({0, size, *draw(st.sets(st.integers(0, size), max_size=6))})
        kept = [(start, end) for start, end in pairwise(cuts) if article.text[start:end].strip() or draw(st.booleans())]
        roles = st.sampled_from(get_args(ParagraphRole))
        fields["paragraphs"] = tuple(Paragraph(start=start, end=end, role=draw(roles)) for start, end in kept)
    return Article(**fields)


OPTIONS = st.builds(
    RenderOptions,
    body=st.sampled_from(BODIES),
    now=st.none() | st.just("2026-03-14T18:05:00+01:00"),
    provider=st.none() | st.builds(Publisher, name=NAMES, url=st.none() | IRIS, logo=st.none() | IRIS),
    rights=st.none() | NAMES,
)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(stranger_articles(), OPTIONS)
def test_any_article_reads_back_equal(article: Article, options: RenderOptions) -> None:
    data = write_newsml(article, options)
    assert read_newsml(data) == article
    assert write_newsml(article, options) == data


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("article", [rich_article(), bare_article(), bare_article("")], ids=["rich", "bare", "empty"])
def test_known_articles_read_back_equal(article: Article, body: Body) -> None:
    assert read_newsml(write_newsml(article, RenderOptions(body=body))) == article


@given(IRIS)
def test_every_iri_has_a_form_that_the_schema_type_holds(iri: str) -> None:
    schema = etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="u" type="xs:anyURI"/></xs:schema>'
        )
    )
    node = etree.Element("u")
    value, exact = uri(iri)
    node.text = value
    assert schema.validate(node)
    assert (exact is None) == (value == iri)


@pytest.mark.parametrize("fault", ["a\x00b", "a\x1bb", "a\ud800b", "a\ufffeb"])
def test_a_character_that_xml_cannot_hold_is_refused(fault: str) -> None:
    for article in (bare_article(fault), bare_article(metadata=Metadata(headline=fault))):
        with pytest.raises(ValidationError, match=f"U\\+{ord(fault[1]):04X}"):
            write_newsml(article, RenderOptions())


HOSTILE = (
    "]]> &entity; &amp; <!-- no comment --> <script>alert(1)</script>",
    "<?php echo 1 ?> <![CDATA[x]]> %lt; &#0; &lt;",
    "\u202egnirts\u202c \u2066x\u2069 \u200f \ufeff",
    "a\u0085b\u2028c\u2029d\u009fe\tf\r\ng",
    "🌉𐀀\U0010ffff",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("body", BODIES)
def test_hostile_text_comes_back_unchanged(text: str, body: Body) -> None:
    article = bare_article(text, metadata=Metadata(headline=text, keywords=(text,), section=text))
    data = write_newsml(article, RenderOptions(body=body))
    assert read_newsml(data) == article
    assert b"<script" not in data


def test_the_bytes_do_not_depend_on_locale_zone_or_hash_seed() -> None:
    program = (
        "import sys; from tests.builders import rich_article; from exporter.formats.newsml import write_newsml;"
        "from exporter.formats.options import RenderOptions;"
        "sys.stdout.buffer.write(write_newsml(rich_article(), RenderOptions(body='both')))"
    )
    outputs = []
    for zone, language, seed in (("UTC", "C", "0"), ("Asia/Tokyo", "fr_FR.UTF-8", "7")):
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1] == write_newsml(rich_article(), RenderOptions(body="both"))


def test_what_is_missing_is_not_made_up() -> None:
    data = write_newsml(bare_article(), RenderOptions()).decode()
    assert "<versionCreated>1970-01-01T00:00:00Z</versionCreated>" in data
    assert '<provider literal="unknown" creator="nxsys:default"/>' in data
    for name in ("rightsInfo", "headline", "dateline", "located", "contentCreated", "creator>", "by>", "keyword"):
        assert f"<{name}" not in data


def test_the_newsrooms_options_stand_where_the_article_says_nothing() -> None:
    options = RenderOptions(
        now="2026-04-01T08:00:00+02:00", provider=Publisher(name="La Vigie", url="https://vigie.example/"), rights="© V"
    )
    data = write_newsml(bare_article(), options).decode()
    assert '<provider uri="https://vigie.example/" creator="nxsys:configuration">\n<name>La Vigie</name>' in data
    assert '<copyrightNotice creator="nxsys:configuration">© V</copyrightNotice>' in data
    assert "<versionCreated>2026-04-01T08:00:00+02:00</versionCreated>" in data
    rich = write_newsml(rich_article(), options).decode()
    assert "La Vigie" not in rich
    assert "© V<" not in rich


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no well-formed XML"),
        (b"<a>", "no well-formed XML"),
        (b"<newsItem/>", "no newsItem of the profile"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "no newsItem of the profile"),
    ],
)
def test_other_data_are_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_newsml(data)
    assert "\n" not in str(caught.value)


def test_an_item_whose_quote_was_changed_is_refused() -> None:
    data = write_newsml(rich_article(), RenderOptions())
    changed = data.replace(b'verbatim">Nous ne rouvrirons', b'verbatim">Nous ne rouvrironz')
    assert changed != data
    with pytest.raises(InputError, match="quotes/1/fragments/0"):
        read_newsml(changed)
