"""HTML that somebody made to break a reader: text or a clear error, in time."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter import parse
from exporter.errors import InputError
from exporter.readers import read_source
from exporter.readers.html import source_from_html

PAGE = "<!doctype html><html><head><title>t</title></head><body>"
SENTENCE = "<p>« La route est sûre », a déclaré Léa Morin, la maire, qui a ajouté que le pont serait ouvert lundi.</p>"
ARTICLE = f"<article><h1>Le pont</h1>{SENTENCE * 5}</article>"
JSONLD = '<script type="application/ld+json">'

HOSTILE = {
    "nested inline elements": PAGE + ARTICLE + "<b>" * 50_000 + "x",
    "scripts that write": PAGE + "<script>document.write('</p><p>non')</script>" * 5_000 + ARTICLE,
    "a million references": PAGE + ARTICLE + "&amp;" * 1_000_000,
    "entities of its own": '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    + PAGE
    + ARTICLE
    + "&b;" * 1000,
    "an entity of a file": f'<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/hostname">]>{PAGE}{ARTICLE}<p>&f;</p>',
    "open angles": PAGE + ARTICLE + "<" * 1_000_000,
    "open comments": PAGE + ARTICLE + "<!--" * 500_000,
    "nested JSON": PAGE + JSONLD + "[" * 100_000 + "</script>" + ARTICLE,
    "nested names": PAGE + JSONLD + '{"@type":"NewsArticle","a":1,"headline":' + '{"name":' * 900 + "1" + "}" * 901
    + "</script>" + ARTICLE,
    "broken JSON": PAGE + JSONLD + "{]</script>" + ARTICLE,
    "JSON of every type": PAGE + JSONLD + '{"@type":["NewsArticle",3],"headline":[{}],"author":[[1],{"name":[]},true],'
    '"image":{"url":{"url":7}},"publisher":[[]],"keywords":{"a":1},"url":["http://["]}</script>' + ARTICLE,
    "control characters": PAGE + ARTICLE + "\0\x01\x0b&#0;&#1;&#x1F;&#xFFFE;&#xD800;",
    "nested bylines": PAGE + "<div class=author>" * 1_000 + ARTICLE,
    "a class of a million": PAGE + ARTICLE + "<p class='" + "x-" * 500_000 + "'></p>",
    "a style of a million": PAGE + ARTICLE + "<p style='" + "display " * 100_000 + "'></p>",
    "a frame of an address": PAGE + ARTICLE + '<iframe src="http://127.0.0.1:1/"></iframe><img src=x onerror=alert(1)>',
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_the_article_is_read_all_the_same(name: str) -> None:
    start = time.perf_counter()
    source = read_source(HOSTILE[name].encode())
    assert time.perf_counter() - start < 10
    assert source.text.startswith("Le pont\n\n« La route est sûre »")
    assert "alert" not in source.text and "document" not in source.text


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (PAGE + "<div>" * 100_000 + "x", "this page shows no text"),
        (PAGE + "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x</p>", "5,000 attributes"),
        (PAGE, "this page shows no text"),
        ("<p></p>", "there is no text in this HTML"),
        ("<!-- a -->", "no HTML: Document is empty"),
        ("<p><img src=x></p>", "there is no text in this HTML"),
        ("<frameset><frame src=x></frameset>", "there is no text"),
    ],
)
def test_a_page_that_shows_nothing_is_refused_with_the_reason(markup: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        source_from_html(markup)


def test_ten_megabytes_of_article() -> None:
    start = time.perf_counter()
    source = read_source((PAGE + "<article><h1>Le pont</h1>" + SENTENCE * 90_000 + "</article>").encode())
    assert source.text.count("Léa Morin") == 90_000
    assert time.perf_counter() - start < 60


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<br>", "<blockquote>", "</blockquote>", "<cite>", "</cite>", "<q>", "</q>",
         "<li>", "<ul>", "</ul>", "<div class=related>", "</div>", "<figcaption>", "<footer>", "<time>",
         "<a href=x>", "</a>", "<pre>", "\n", "<script>", "</script>", "<!--", "-->", "<h2>", "&nbsp;", "&lt;", "&#1;",
         "«", "»", "<table>", "<td>", "<html>", "<body>", "<style>", "<![CDATA[", "<svg>", "<template>", "</html>"]
    )
    | st.text(max_size=8),
    max_size=40,
)  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(MARKUP)
def test_any_markup_gives_an_article_or_an_error(parts: list[str]) -> None:
    try:
        source = source_from_html("".join(parts))
    except InputError:
        return
    article = parse(source, language="fr")
    assert article.text == source.text
    known = {paragraph.start: paragraph.role for paragraph in source.paragraphs}
    shown = {paragraph.start: paragraph.role for paragraph in article.paragraphs}
    assert all(shown[start] == role for start, role in known.items() if role not in ("lead",))


NODE = {
    "@context": "https://schema.org", "@type": "NewsArticle", "@id": "https://a.example/#a", "headline": "Titre",
    "inLanguage": "fr", "datePublished": "2026-03-14", "author": {"@type": "Person", "name": "Ida Kern", "url": "/i"},
    "publisher": {"@type": "Organization", "name": "A", "logo": {"@type": "ImageObject", "url": "/l.png"}},
    "image": [{"@type": "ImageObject", "url": "/a.png"}], "keywords": ["a", "b"], "articleSection": ["a"],
    "isAccessibleForFree": True, "mainEntityOfPage": {"@id": "https://a.example/"}, "description": "a",
}  # fmt: skip
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10)
    | st.sampled_from(["http://[", "//", "2026-13-45T99:99", "fr", "https://a.example/\x00"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["@id", "@type", "name", "url", "@value", "logo"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(sorted(NODE)), JUNK, min_size=1, max_size=3), st.booleans())
def test_no_structured_data_breaks_the_reader(junk: dict[str, object], in_graph: bool) -> None:
    node: object = {**NODE, **junk}
    text = json.dumps({"@graph": [node, {"@id": "https://a.example/", "name": 3}]} if in_graph else node)
    escaped = text.replace("<", "\\u003c")
    source = source_from_html(PAGE.replace("</head>", f"{JSONLD}{escaped}</script></head>") + ARTICLE)
    assert source.text.startswith("Le pont")
    assert parse(source, language="fr").metadata == source.metadata
