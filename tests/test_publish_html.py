"""JSON-LD into HTML files: in the head, once, and every other byte as it was. The pages are invented."""

from __future__ import annotations

import json
import re
import stat
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from typer.testing import CliRunner

from exporter import RenderOptions, render
from exporter.checks.page import check_page
from exporter.checks.page_tags import read_tags
from exporter.cli.main import app
from exporter.errors import PublishError
from exporter.publish.delivery import Renderer, deliver
from exporter.publish.page_blocks import ForeignBlockError, own_block, put_block, take_out
from exporter.publish.static_html import StaticPage
from tests.builders import rich_article

PAGES = Path(__file__).parent / "pages"
JSONLD = render(rich_article(), "jsonld")
OTHER = render(rich_article(), "jsonld", RenderOptions(profile="full"))
BLOCK = b'<script type="application/ld+json" data-newsroom-exporter="block">'
ARTICLE = (
    "<article><h1>Le pont rouvre</h1><p>« La route est sûre », a déclaré Léa Morin, la maire de Lyon, devant les élus "
    "qui étaient venus nombreux ce matin.</p></article>"
)
SEO = (
    '<script type="application/ld+json" class="seo">{"@context":"https://schema.org","@graph":[{"@type":"WebSite",'
    '"@id":"https://courrier.example/#site"},{"@type":"Article","@id":"https://courrier.example/pont#article",'
    '"headline":"Le pont r\\u00e9ouvre","wordCount":3,"mentions":{"@type":"Thing","name":"Pont"},'
    '"author":{"@type":"Person","name":"L\u00e9a"}}]}</script>'
)


def run(*arguments: str | Path, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["publish", "html", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.output


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


# Where the block goes: `|` marks the place

PLACES = [
    "<!doctype html><html><head><title>a</title>|</head><body>b</body></html>",
    '<!doctype html>\r\n<html>\r\n<head>\r\n<meta charset="utf-8">\r\n<title>é</title>\r\n|</head>\r\n<body>b',
    "<!doctype html>\n<title>a</title>\n|<p>b",
    "<!doctype html>\n<html>\n|<body>b</body></html>",
    "<!doctype html>\n|",
    "<html><head><!-- </head> --><title>a</title>|</head>",
    "<html><head><!--><title>a</title>|</head>",
    "<html><head><script>var a = '</head>'</script>|</head>",
    "<html><head><script><!-- <script></script></head> --></script>|</head>",
    "<html><head><title></head></title><style></head></style>|</HEAD ><body>",
    "<html><head data-a='</head>' data-b=\"</head>\"><meta content=it's><link>|</head>",
    "<html><head><noscript><img src=a></noscript>|</head>",
    "<html><head>\n|texte<title>a</title></head>",
    "<html><head><title>a</title>|<div>b</div></head>",
    '<html><head>|<script type="application/ld+json">{"@type": "NewsArticle"}',
    "<HTML><HEAD><TITLE>a</TITLE>|</HEAD>",
    "<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head><meta charset='a'/>|</head>",
    "<html><head></foo></ ><title>a</title>|</head>",
    "<html><head><template><p></head><template></template>a</p></template>|</head>",
    "<html><head><title>a</title>|<template><p>b</head>",
    "<html><head>|texte<template></head>",
    "<!doctype html>|</a<b c='<html>",
    "<html><head><title>a</title>\n|<!-- </head>",
]


@pytest.mark.parametrize("marked", PLACES)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "utf-8-sig"])
def test_the_block_goes_where_the_head_ends(marked: str, encoding: str) -> None:
    if encoding == "utf-16-le":
        marked = f"\ufeff{marked}"
    before, after = marked.encode(encoding).split("|".encode(encoding.removesuffix("-sig")))
    page = before + after
    done = put_block(page, JSONLD)
    assert done.startswith(before) and done.endswith(after)
    middle = done[len(before) : len(done) - len(after)].decode(encoding.removesuffix("-sig"))
    opening, *body, closing = middle.splitlines()
    assert (opening.encode(), closing) == (BLOCK, "</script>")
    assert json.loads("\n".join(body)) == json.loads(JSONLD)
    assert middle.endswith("\r\n" if "\r\n" in marked else "\n")
    assert put_block(done, JSONLD) == done
    assert take_out(done) == page


@pytest.mark.parametrize("marked", PLACES)
def test_a_real_parser_finds_it(marked: str) -> None:
    if "<!-- </head>" in marked and "-->" not in marked:
        marked = marked.partition("<!--")[0]  # a comment that never ends is another matter for this parser
    done = put_block(marked.replace("|", "").encode(), JSONLD)
    root = html.document_fromstring(done, parser=html.HTMLParser(encoding="utf-8"))
    found = [one.text for one in root.iter("script") if one.get("data-newsroom-exporter")]
    assert [json.loads(text) for text in found] == [json.loads(JSONLD)]


def test_a_newer_block_takes_the_place_of_the_older_one() -> None:
    page = b"<html><head>\n<title>a</title></head><body>b\xe9</body></html>"
    first = put_block(page, JSONLD)
    moved = first.replace(b"</head>", b"<meta name=x></head>")
    second = put_block(moved, OTHER)
    assert json.loads(own_block(second)) == json.loads(OTHER)
    assert second.count(BLOCK) == 1
    assert put_block(second, JSONLD) == moved


def test_two_blocks_of_ours_become_one() -> None:
    done = put_block(b"<html><head><title>a</title></head>", JSONLD)
    twice = done.replace(b"</head>", done[done.index(BLOCK) : done.index(b"</head>")] + b"</head>")
    assert put_block(twice, JSONLD) == done


def test_letters_are_kept_only_where_the_page_says_utf_8() -> None:
    name = "Léa Morin"
    assert name.encode() in put_block(b"<html><head><meta charset=UTF-8></head>", JSONLD)
    for page in (
        b"<html><head></head>",
        b"<html><head><meta charset=iso-8859-1></head>\xe9",
        b"<html><head>\xff</head>",
    ):
        done = put_block(page, JSONLD)
        assert done[done.index(BLOCK) :].split(b"</script>")[0].isascii()
        assert name in json.loads(own_block(done))["mentions"][0]["name"]


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (b"Bonjour", "this is no HTML page"),
        (b"<p>a</p>", "this is no HTML page"),
        (b"", "this is no HTML page"),
        (b'<html><head><meta charset="iso-2022-jp">', "a page in iso-2022-jp cannot be changed safely"),
        (b"\xff\xfea", "the byte order mark says UTF-16-LE"),
    ],
)
def test_what_is_no_page_is_refused(page: bytes, message: str) -> None:
    with pytest.raises(PublishError, match=message):
        put_block(page, JSONLD)


MARKUP = st.lists(
    st.sampled_from(
        ["<html>", "<head>", "</head>", "<body>", "<title>", "</title>", "<script>", "</script>", "<!--", "-->",
         "<style>", "</style>", "<p>", "<meta charset=utf-8>", "<a b='", "'>", '"', "<!doctype html>", "\r\n", "\n",
         "<template>", "</template>", "<noscript>", "</noscript>",
         "<script type='application/ld+json'>", '{"@type": "Article"}',
         "<", ">", "</", "é"]
    )
    | st.binary(max_size=6).map(lambda data: data.decode("latin-1")),
    max_size=30,
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(MARKUP, st.sampled_from(["merge", "replace", "skip"]))
def test_any_page_is_changed_back_and_forth(parts: list[str], existing: Any) -> None:
    page = "".join(["<!doctype html>", *parts]).encode("latin-1", "replace")
    try:
        done = put_block(page, JSONLD, existing)
    except ForeignBlockError:
        return
    assert put_block(done, JSONLD, existing) == put_block(done, JSONLD) == done
    assert "".join(json.loads(own_block(done))["articleBody"]) == rich_article().text
    if existing != "replace":
        assert take_out(done) == page


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(MARKUP)
def test_a_parser_of_the_html_standard_finds_it_in_the_head_of_any_page(parts: list[str]) -> None:
    """html5lib knows no `template`, and reads `noscript` as a browser without scripts does."""
    html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed: pip install html5lib")
    known = [part for part in parts if "template" not in part and "noscript" not in part]
    done = put_block("".join(["<!doctype html>", *known]).encode("latin-1", "replace"), JSONLD, "replace")
    declared = "utf-8" if b"charset=utf-8" in done else None  # html5lib looks for it in the first 1024 bytes alone
    with warnings.catch_warnings(action="ignore"):
        tree = html5lib.parse(done, treebuilder="etree", namespaceHTMLElements=False, override_encoding=declared)
    found = [one for one in tree.iter("script") if one.get("data-newsroom-exporter")]
    assert [json.loads(one.text) for one in found] == [json.loads(JSONLD)]
    assert found[0] in list(tree.find("head").iter("script"))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(MARKUP)
def test_tags_are_those_that_the_text_has(parts: list[str]) -> None:
    page = "".join(parts)
    position = 0
    for tag in read_tags(page):
        assert position <= tag.start < tag.end <= len(page)
        assert re.match(rf"</?{re.escape(tag.name)}", page[tag.start : tag.end], re.IGNORECASE)
        position = tag.close if tag.close is not None else tag.end


def test_a_large_page_takes_no_time() -> None:
    page = b"<html><head><title>a</title></head><body>" + b"<p class='a'>b</p><" * 500_000
    assert take_out(put_block(page, JSONLD)) == page


# Articles that are described already


def foreign(block: str = SEO) -> bytes:
    return f"<!doctype html>\n<html><head><meta charset=utf-8>\n{block}\n</head><body>{ARTICLE}</body></html>".encode()


def test_a_page_that_describes_its_article_is_left_alone() -> None:
    with pytest.raises(ForeignBlockError, match="--merge adds to that, --replace removes it"):
        put_block(foreign(), JSONLD)


@pytest.mark.parametrize("kind", ["WebPage", "BreadcrumbList", "Organization", "Recipe"])
def test_blocks_about_something_else_do_not_matter(kind: str) -> None:
    block = f'<script type="application/ld+json">{{"@type": "{kind}"}}</script>'
    assert block.encode() in put_block(foreign(block), JSONLD)


def test_merging_keeps_what_they_say_and_adds_ours() -> None:
    done = put_block(foreign(), JSONLD, "merge")
    graph = json.loads(own_block(done))["@graph"]
    assert graph[0] == {"@type": "WebSite", "@id": "https://courrier.example/#site"}
    article, ours = graph[1], json.loads(JSONLD)
    assert article["@type"] == "NewsArticle"
    assert article["@id"] == "https://courrier.example/pont#article"
    assert (article["headline"], article["author"]["name"]) == ("Le pont réouvre", "Léa")
    assert article["articleBody"] == rich_article().text
    assert article["wordCount"] == ours["wordCount"]
    assert article["mentions"][0] == {"@type": "Thing", "name": "Pont"}
    assert len(article["mentions"]) == 1 + len(ours["mentions"])
    assert len(article["hasPart"]) == len(ours["hasPart"])
    claims = [one for one in article["mentions"] if one["@type"] == "Claim"]
    assert {one["appearance"]["@id"] for one in claims} == {article["@id"]}
    assert done.count(b'application/ld+json" data') == 1


def test_merging_is_idempotent_and_can_be_taken_back() -> None:
    done = put_block(foreign(), JSONLD, "merge")
    assert put_block(done, JSONLD) == put_block(done, JSONLD, "merge") == done
    assert put_block(put_block(done, OTHER), JSONLD) == done
    assert take_out(done) == foreign()


def test_replacing_keeps_what_is_no_article() -> None:
    done = put_block(foreign(), JSONLD, "replace")
    assert json.loads(own_block(done)) == json.loads(JSONLD)
    assert b'class="seo">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"' in done
    assert b"r\\u00e9ouvre" not in done
    assert put_block(done, JSONLD) == done
    assert check_page(done) == []


@pytest.mark.parametrize("kind", ["NewsArticle", "BlogPosting", "OpinionNewsArticle"])
@pytest.mark.parametrize("shape", ["{}", "[{}]", '{{"@graph": [{}]}}', '{{"@graph": {}}}'])
def test_articles_of_any_shape_are_merged(kind: str, shape: str) -> None:
    node = f'{{"@context": "https://schema.org", "@type": ["{kind}"], "headline": "a"}}'
    block = f'<script type="application/ld+json">{shape.format(node)}</script>'
    done = put_block(foreign(block), JSONLD, "merge")
    (article,) = re.findall(r'"@type": "(\w*(?:Article|Posting))"', own_block(done))
    assert article == ("NewsArticle" if kind == "BlogPosting" else kind)
    assert take_out(done) == foreign(block)
    assert block.encode() not in put_block(foreign(block), JSONLD, "replace")


# Files


def test_a_file_is_written_whole_with_its_permissions_and_through_a_link(tmp_path: Path) -> None:
    page = tmp_path / "real" / "a.html"
    page.parent.mkdir()
    page.write_bytes(b"<html><head></head></html>")
    page.chmod(0o640)
    link = tmp_path / "a.html"
    link.symlink_to(page)
    outcome = deliver(StaticPage(link), rich_article(), Renderer(RenderOptions()))
    assert (outcome.status, outcome.address) == ("updated", str(link))
    assert link.is_symlink() and BLOCK in page.read_bytes()
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert [one.name for one in page.parent.iterdir()] == ["a.html"]
    before = page.stat().st_mtime_ns
    assert deliver(StaticPage(link), rich_article(), Renderer(RenderOptions())).status == "unchanged"
    assert page.stat().st_mtime_ns == before


def test_a_file_that_another_program_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(b"<html><head></head></html>")
    target = StaticPage(page)
    entry = target.find(rich_article())
    page.write_bytes(b"<html><head><title>b</title></head></html>")
    with pytest.raises(PublishError, match="was changed by another program meanwhile"):
        target.write(entry, {"_page": "x"})
    assert page.read_bytes() == b"<html><head><title>b</title></head></html>"


# The command


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site as a generator writes it: two articles and a home page."""
    folder = tmp_path / "public"
    (folder / "2026").mkdir(parents=True)
    for name in ("gutenberg.html", "microdata.html"):
        (folder / "2026" / name).write_bytes((PAGES / name).read_bytes())
    (folder / "index.html").write_text("<!doctype html><title>Accueil</title><ul><li><a href=a>b</a></ul>", "utf-8")
    return folder


def test_a_site(site: Path) -> None:
    home = (site / "index.html").read_bytes()
    out = run(site)
    assert "microdata.html: updated" in out
    assert "gutenberg.html: skipped: it describes its article already" in out
    assert "index.html: skipped: it does not say that it is an article" in out
    assert "2 skipped, 1 updated" in out
    assert (site / "index.html").read_bytes() == home
    assert "1 unchanged" in run(site)
    assert "2 updated" not in run(site, "--merge")
    assert "2 unchanged" in run(site)
    done = CliRunner().invoke(app, ["validate", str(site / "2026")])
    assert done.exit_code == 0, done.stdout
    run(site, "--remove")
    for name in ("gutenberg.html", "microdata.html"):
        assert (site / "2026" / name).read_bytes() == (PAGES / name).read_bytes()


def test_what_is_put_there_is_what_the_page_says(site: Path) -> None:
    page = site / "2026" / "microdata.html"
    run(page)
    document = json.loads(own_block(page.read_bytes()))
    assert document["@id"] == "https://eclaireur.example/foret-de-brelle.html#article"
    assert [part["text"] for part in document["hasPart"]] == ["J’ai vu deux hommes et un bidon", "acharnement"]
    assert document["datePublished"] == "2026-04-09T19:40:00+02:00"


def test_a_dry_run_shows_the_block_and_changes_nothing(site: Path) -> None:
    page = site / "2026" / "microdata.html"
    before = page.read_bytes()
    out = run(page, "--dry-run")
    assert '+  "@type": "NewsArticle"' in out.replace("+  ", "+  ") and "updated" in out
    assert page.read_bytes() == before
    run(page)
    assert "unchanged" in run(page, "--dry-run") and "@type" not in run(page, "--dry-run")
    assert "removed" in run(page, "--dry-run", "--remove") and BLOCK in page.read_bytes()


def test_an_article_from_its_own_file(tmp_path: Path) -> None:
    page, text = tmp_path / "index.html", tmp_path / "pont.md"
    page.write_text("<!doctype html><html><head></head><body><p>Autre chose.</p></body></html>", "utf-8")
    text.write_text("---\nurl: https://courrier.example/pont\n---\n« Oui », a dit Léa Morin.", "utf-8")
    run(page, "--article", text)
    assert json.loads(own_block(page.read_bytes()))["url"] == "https://courrier.example/pont"
    assert "belongs to one page, but there are 2" in run(page, PAGES / "tables.html", "--article", text, code=2)


def test_one_page_that_fails_does_not_stop_the_others(site: Path) -> None:
    broken = site / "2026" / "a.html"
    broken.write_text("<html><head><meta property='og:type' content='article'></head><body></body>", "utf-8")
    out = run(site, code=1)
    assert "a.html: there is no text in this HTML" in out and "microdata.html: updated" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--merge", "--replace"], "exclude each other"),
        (["nichts.html"], "there is no such file"),
    ],
)
def test_wrong_use(site: Path, arguments: list[str], message: str) -> None:
    assert message in run(site, *arguments, code=2)


def test_the_extra_is_named_where_it_is_missing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("exporter.readers.html.import_module", refuse)
    assert "pip install 'newsroom-exporter[html]'" in run(site / "2026" / "microdata.html", code=1)
