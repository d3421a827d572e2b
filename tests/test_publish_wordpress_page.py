"""The page that a browser and a search engine get from WordPress: one NewsArticle, with the text that was sent."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import extruct
import pytest
from lxml import html
from pydantic import SecretStr

from exporter import ExporterError, RenderOptions, Source, parse, validate
from exporter.publish.delivery import Renderer, deliver
from exporter.publish.wordpress import WordPress
from tests.wordpress.site import Publish, Site

pytest_plugins = ("tests.wordpress.fixtures",)

DOCUMENT = "_newsroom_exporter_jsonld"
STATE = "_newsroom_exporter_state"
HOSTILE = {
    "script": "</script><img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>",
    "comment": "<!--<script> et puis --> <![CDATA[ ]]> &lt;b&gt; &amp;amp; &#x3c;",
    "separators": "avant\u2028après\u2029fin\u0085ligne\u00a0\u202fespaces",
    "bidi": "\u202egnirts\u202c \u2067שלום\u2069 \u200e\u200f\ufeffmot",
    "marks": "\\ \\\\ \\u003c \\n \"droits\" 'simples' ` $1 %s %% {{x}} [gallery] [embed]http://a.example[/embed]",
    "planes": "🌉 𝔘 e\u0301 ﷽ \ufffd \U0010fffd",
    "template": '<?php echo 1; ?> <% %> ${7*7} <script type="application/ld+json">{"@type":"NewsArticle"}',
}


def article_file(folder: Path, name: str, words: str) -> Path:
    path = folder / f"{name}.txt"
    text = f"« Je lis {words} », a déclaré Inès Valmont, maire de Lyon.\n"
    path.write_text(f"---\nheadline: {json.dumps('Titre ' + words)}\nlanguage: fr\n---\n{text}", "utf-8", newline="\n")
    return path


def identifier(output: str) -> int:
    found = re.search(r"\?p=(\d+)", output)
    assert found, output
    return int(found[1])


def published(site: Site, publish: Publish, path: Path) -> int:
    """A post made of an article, and published by an editor."""
    result = publish(path, "--create")
    assert result.exit_code == 0, result.stderr
    post = identifier(result.stderr)
    site.php(f"wp_publish_post({post}); return 1;")
    return post


def blocks(page: str) -> list[Any]:
    """Every JSON-LD block, read strictly; a second parser must find the same."""
    texts = html.fromstring(page).xpath('//head//script[@type="application/ld+json"]/text()')
    found = [json.loads(text, parse_constant=pytest.fail) for text in texts]
    assert extruct.extract(page, syntaxes=["json-ld"])["json-ld"] == [
        one for block in found for one in (block if isinstance(block, list) else [block])
    ]
    return found


def articles(page: str) -> list[dict[str, Any]]:
    """The nodes of articles in all blocks."""
    tops = [one for block in blocks(page) for one in (block if isinstance(block, list) else [block])]
    nodes = [node for top in tops for node in (top, *top.get("@graph", ()))]
    return [node for node in nodes if "Article" in str(node.get("@type"))]


def as_printed(site: Site, post: int) -> Any:
    """The document that is kept with a post, with the address and date that the post has got since."""
    stored = site.rest(f"wp/v2/posts/{post}", context="edit")
    document = json.loads(stored["meta"][DOCUMENT])
    moved = json.loads(json.dumps(document).replace(json.dumps(document["url"])[1:-1], stored["link"]))
    return {"datePublished": stored["date"] + "+01:00", **moved}


# Hostile texts


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_come_back_unchanged(site: Site, publish: Publish, tmp_path: Path, name: str) -> None:
    path = article_file(tmp_path, name, HOSTILE[name])
    text = path.read_text("utf-8").split("---\n")[2]
    post = published(site, publish, path)
    document = json.loads(site.rest(f"wp/v2/posts/{post}", context="edit")["meta"][DOCUMENT])
    assert document["articleBody"] == text and HOSTILE[name] in document["hasPart"][0]["text"]
    page = site.page(post)
    (printed,) = blocks(page)
    assert printed == as_printed(site, post)
    assert [one for one in validate(json.dumps(printed).encode()) if one.severity == "error"] == []
    shown = html.fromstring(page).xpath("string(//article)")
    assert "Je lis" in shown and not html.fromstring(page).xpath("//article//img | //article//script")
    assert "updated" in publish(path, "--create").stderr, "the address and the date of a published post"
    assert "unchanged" in publish(path, "--create").stderr
    assert blocks(site.page(post)) == [printed]


def test_two_megabytes(site: Site, publish: Publish, tmp_path: Path) -> None:
    sentence = "« La digue tiendra », a déclaré Inès Valmont, maire de Lyon. L'eau a monté d'un mètre à Grenoble.\n\n"
    path = tmp_path / "long.txt"
    path.write_text(
        "---\nheadline: Deux mégaoctets\n---\n" + sentence * 400 + "Rien ne bouge ici.\n" * 102_000, "utf-8"
    )
    assert path.stat().st_size > 1_900_000
    post = site.add_post(post_content="x")
    assert publish(path, "--post", str(post)).exit_code == 0
    (printed,) = blocks(site.page(post))
    assert printed["articleBody"] == path.read_text("utf-8").split("---\n")[2] and len(printed["hasPart"]) == 400


def test_a_browser_reads_the_block(site: Site, publish: Publish, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no Chromium here: .ci/install-wordpress")
    path = article_file(tmp_path, "tout", "tout " + " ".join(HOSTILE.values()))
    post = published(site, publish, path)
    link = site.rest(f"wp/v2/posts/{post}")["link"]
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    flags += " --disable-component-update --disable-sync --disable-dev-shm-usage --dump-dom"
    alone = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    command = [chromium, *flags.split(), alone, f"--user-data-dir={tmp_path / 'profile'}", link]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    dom = html.document_fromstring(done.stdout.decode("utf-8"))
    (text,) = dom.xpath('//script[@class="newsroom-exporter"]/text()')
    assert json.loads(text) == as_printed(site, post)
    assert dom.findtext(".//title").startswith("Titre tout </script>"), "no text became markup"


@pytest.mark.parametrize("words", ["\x00", "\x01\x1b[31m", "\ud800", "\udfff fin"], ids=repr)
def test_what_no_page_can_carry_is_refused(site: Site, publish: Publish, words: str) -> None:
    """A reader drops such characters; an article that a program makes may hold them."""
    post = site.add_post(post_content="x")
    target = WordPress(site=site.url, user="desk", password=SecretStr(site.passwords["desk"]), post=str(post))
    article = parse(Source(f"« Je lis {words} », a dit Inès Valmont, maire de Lyon."))
    try:
        deliver(target, article, Renderer(RenderOptions()))
    except ExporterError as error:
        assert re.search(r"surrogate|U\+[0-9A-F]{4}|control|character", str(error)), str(error)
        assert site.meta(DOCUMENT).get(post) is None
    else:
        (printed,) = blocks(site.page(post))
        assert printed["articleBody"] == article.text
    finally:
        target.close()


def test_a_draft_with_what_no_page_can_carry_is_refused(site: Site, publish: Publish) -> None:
    target = WordPress(site=site.url, user="desk", password=SecretStr(site.passwords["desk"]), create=True)
    for words in ("\x00", "\ud800"):
        article = parse(Source(f"Titre court\n\n« Je lis {words} », a dit Inès Valmont, maire de Lyon."))
        count = site.php("return (int) wp_count_posts()->draft;")
        with pytest.raises(ExporterError, match=r"U\+[0-9A-F]{4}|surrogate|headline"):
            deliver(target, article, Renderer(RenderOptions()))
        assert site.php("return (int) wp_count_posts()->draft;") == count
    target.close()


# What is printed, and where


def test_only_the_page_of_the_post_has_it(site: Site, publish: Publish, tmp_path: Path) -> None:
    post = published(site, publish, article_file(tmp_path, "seul", "seul"))
    assert len(articles(site.page(post))) == 1
    assert "newsroom-exporter" not in site.page(0), "the list of posts"
    public = site.rest(f"wp/v2/posts/{post}")
    assert not {DOCUMENT, STATE} & set(public.get("meta") or ()), "readers of the REST API do not get it a second time"


def test_a_post_behind_a_password_shows_nothing(site: Site, publish: Publish, tmp_path: Path) -> None:
    post = published(site, publish, article_file(tmp_path, "cache", "caché"))
    site.php(f"return wp_update_post(['ID' => {post}, 'post_password' => 'secret']);")
    page = site.page(post)
    assert "Valmont" not in page and articles(page) == []


def test_a_text_that_was_changed_since_shows_nothing(site: Site, publish: Publish, tmp_path: Path) -> None:
    """A quote that an editor takes out must not stay in the head."""
    path = article_file(tmp_path, "corrige", "corrigé")
    post = published(site, publish, path)
    site.php(f"return wp_update_post(['ID' => {post}, 'post_content' => '<p>Rectificatif.</p>']);")
    assert articles(site.page(post)) == []
    (site.plugins / "keep.php").write_text("<?php add_filter('newsroom_exporter_print_outdated', '__return_true');")
    try:
        assert len(articles(site.page(post))) == 1
    finally:
        (site.plugins / "keep.php").unlink()
    assert publish(path, "--post", str(post)).exit_code == 0
    assert len(articles(site.page(post))) == 1


def test_what_readers_pay_for_is_not_printed(site: Site, publish: Publish, tmp_path: Path) -> None:
    path = article_file(tmp_path, "payant", "payant")
    path.write_text(
        path.read_text("utf-8").replace("language: fr", "language: fr\nisAccessibleForFree: false"), "utf-8"
    )
    post = published(site, publish, path)
    (printed,) = articles(site.page(post))
    assert printed["isAccessibleForFree"] is False and printed["mentions"] and "articleBody" not in printed
    document = json.loads(site.rest(f"wp/v2/posts/{post}", context="edit")["meta"][DOCUMENT])
    assert document["articleBody"].startswith("« Je lis payant »")


def test_identifiers_follow_the_address_of_the_post(site: Site, publish: Publish, tmp_path: Path) -> None:
    path = article_file(tmp_path, "deplace", "déplacé")
    post = published(site, publish, path)
    site.php(f"return wp_update_post(['ID' => {post}, 'post_name' => 'autre-adresse']);")
    (printed,) = articles(site.page(post))
    link = site.rest(f"wp/v2/posts/{post}")["link"]
    assert link.endswith("/autre-adresse/") and (printed["url"], printed["@id"]) == (link, f"{link}#article")
    assert "?p=" not in json.dumps(printed) and validate(json.dumps(printed).encode()) == []
    assert publish(path, "--post", str(post), "--url", "https://ailleurs.example/a").exit_code == 0
    (printed,) = articles(site.page(post))
    assert printed["url"] == "https://ailleurs.example/a", "an address elsewhere stays"


def test_the_post_itself_is_not_touched(site: Site, publish: Publish, tmp_path: Path) -> None:
    """An author may not write an iframe; giving the post of an administrator its JSON-LD must not take it out."""
    post = site.add_post(post_content='<iframe src="https://a.example/v"></iframe><script>x()</script><p>Texte.</p>')
    site.php(f"global $wpdb; return $wpdb->update('wp_posts', ['post_author' => 3], ['ID' => {post}]);")
    before = site.row(post)
    assert before["post_author"] == "3" and "<iframe" in before["post_content"] and "<script" in before["post_content"]
    result = publish(article_file(tmp_path, "iframe", "iframe"), "--post", str(post), user="reporter")
    assert result.exit_code == 0, result.stderr
    assert site.row(post) == before
    assert len(articles(site.page(post))) == 1


@pytest.mark.parametrize("value", ["", "{", "[]", '{"@type":"Recipe"}', '"NewsArticle"', "7"])
def test_only_a_news_article_is_kept(site: Site, value: str) -> None:
    post = site.add_post(post_content="x")
    quoted = json.dumps(value).replace("$", "\\$")
    site.php(f"return update_post_meta({post}, '{DOCUMENT}', wp_slash(json_decode({json.dumps(quoted)})));")
    assert site.meta(DOCUMENT).get(post) in (None, [""])
    assert articles(site.page(post)) == []


# SEO plugins


@pytest.fixture
def seo(site: Site) -> Any:
    """Sets the shape of what the SEO plugin prints, and how ours goes with it."""

    def choose(shape: str, mode: str, kind: str = "Article") -> None:
        site.php(f"update_option('graph_seo', '{shape}'); update_option('graph_seo_type', '{kind}'); return 1;")
        (site.plugins / "mode.php").write_text(
            f"<?php add_filter('newsroom_exporter_mode', function () {{ return '{mode}'; }});"
        )

    yield choose
    site.php("update_option('graph_seo', ''); return 1;")
    (site.plugins / "mode.php").unlink(missing_ok=True)


@pytest.mark.parametrize("shape", ["graph", "top", "list"])
@pytest.mark.parametrize("mode", ["merge", "replace", "add"])
def test_there_is_one_news_article(
    site: Site, publish: Publish, tmp_path: Path, seo: Any, shape: str, mode: str
) -> None:
    post = published(site, publish, article_file(tmp_path, "seo", f"{shape} {mode}"))
    link = site.rest(f"wp/v2/posts/{post}")["link"]
    seo(shape, mode)
    page = site.page(post)
    found = articles(page)
    if mode == "add":
        assert sorted(one["@type"] for one in found) == ["Article", "NewsArticle"]
        return
    (one,) = found
    assert (one["@type"], one["@id"]) == ("NewsArticle", f"{link}#seo-article")
    assert one["articleBody"].startswith("« Je lis") and one["mentions"] and one["inLanguage"] == "fr"
    parts = [part["@type"] for part in one["hasPart"]]
    claims = [mention for mention in one["mentions"] if mention["@type"] == "Claim"]
    assert all(claim["appearance"] == {"@id": one["@id"]} for claim in claims) and claims
    if mode == "merge":
        assert one["headline"].endswith(" | SEO") and one["author"] == {"@id": f"{site.url}/#/schema/person/1"}
        assert parts == ["WebPageElement", "Quotation"]
    else:
        assert one["headline"] == f"Titre {shape} {mode}" and parts == ["Quotation"]
        assert one["@context"] == "https://schema.org", "a node of its own, at the top of its block"
    if shape != "top":
        pages = [
            n for b in blocks(page) for t in (b if isinstance(b, list) else [b]) for n in (t, *t.get("@graph", ()))
        ]
        assert [node["mainEntity"] for node in pages if node.get("@type") == "WebPage"] == [{"@id": one["@id"]}]


def test_a_type_that_says_more_stays(site: Site, publish: Publish, tmp_path: Path, seo: Any) -> None:
    post = published(site, publish, article_file(tmp_path, "avis", "avis"))
    seo("graph", "merge", "OpinionNewsArticle")
    (one,) = articles(site.page(post))
    assert one["@type"] == "OpinionNewsArticle"


def test_a_post_without_ours_keeps_what_the_plugin_prints(site: Site, seo: Any) -> None:
    post = site.add_post(post_content="x")
    seo("graph", "replace")
    (one,) = articles(site.page(post))
    assert one["@type"] == "Article"


def test_a_plugin_that_leaves_a_buffer_open_breaks_nothing(
    site: Site, publish: Publish, tmp_path: Path, seo: Any
) -> None:
    post = published(site, publish, article_file(tmp_path, "tampon", "tampon"))
    seo("graph", "merge")
    (site.plugins / "buffer.php").write_text("<?php add_action('wp_head', 'ob_start', 5, 0);")
    try:
        found = articles(site.page(post))
    finally:
        (site.plugins / "buffer.php").unlink()
    assert sorted(one["@type"] for one in found) == ["Article", "NewsArticle"]


def test_the_mode_of_the_file_and_of_the_configuration(site: Site, publish: Publish, tmp_path: Path, seo: Any) -> None:
    from typer.testing import CliRunner

    from exporter.cli.main import app

    post = published(site, publish, article_file(tmp_path, "mode", "mode"))
    seo("graph", "merge")
    (site.plugins / "mode.php").unlink()
    before = (site.plugins / "newsroom-exporter.php").read_bytes()
    command = ["publish", "wordpress-plugin", "-o", str(site.plugins), "--seo", "add"]
    try:
        assert CliRunner().invoke(app, command).exit_code == 0
        assert len(articles(site.page(post))) == 2
        (site.plugins / "config.php").write_text("<?php define('NEWSROOM_EXPORTER_MODE', 'replace');")
        assert len(articles(site.page(post))) == 1
    finally:
        (site.plugins / "newsroom-exporter.php").write_bytes(before)
        (site.plugins / "config.php").unlink(missing_ok=True)
    subprocess.run(["php", "-l", site.plugins / "newsroom-exporter.php"], check=True, capture_output=True)
