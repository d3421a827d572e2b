"""`exporter publish wordpress` against a real WordPress: posts that are there, drafts, tags, and what goes wrong."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import pytest

from exporter import validate
from tests.wordpress.site import Publish, Site

pytest_plugins = ("tests.wordpress.fixtures",)

TEXT = (
    "« La digue tiendra », a déclaré samedi à Lyon Inès Valmont, présidente de l'agglomération. "
    "Selon l'ingénieur Paul Rivoire, les travaux [phase 2] n'ont rien coûté & tout changé.\n\n"
    "Les suites\n\n- Le budget <b>2027</b>\n- Le calendrier\n"
)
META = "_newsroom_exporter_jsonld"
OWN_BLOCK = re.compile('<script type="application/ld.json" class="newsroom-exporter">(.*)</script>')


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article with front matter, in the working folder."""
    return write(tmp_path)


def write(folder: Path, headline: str = "La digue de l'Orme & ses <travaux>", text: str = TEXT) -> Path:
    path = folder / "digue.txt"
    front = {"headline": headline, "date": "2026-03-14T18:05:00+01:00", "summary": "L'eau monte [vite] & fort."}
    lines = "\n".join(f"{name}: {json.dumps(value)}" for name, value in front.items())
    path.write_text(f"---\n{lines}\n---\n{text}", "utf-8")
    return path


def identifier(output: str) -> int:
    found = re.search(r"\?p=(\d+)", output)
    assert found, output
    return int(found[1])


def stored(site: Site, post: int) -> dict[str, object]:
    """The JSON-LD that a post has, as the REST API tells it."""
    value = json.loads(site.rest(f"wp/v2/posts/{post}", context="edit")["meta"][META])
    assert isinstance(value, dict)
    return value


# Posts that are there


@pytest.mark.parametrize("by", ["id", "url", "slug", "own url"])
def test_a_post_that_is_there_gets_the_jsonld(site: Site, publish: Publish, article: Path, by: str) -> None:
    post = site.add_post(
        post_title="Ancien titre", post_content="<p>Texte.</p>", post_name=f"par-{by.replace(' ', '-')}"
    )
    before, link = site.row(post), site.rest(f"wp/v2/posts/{post}")["link"]
    names = {"id": ["--post", str(post)], "url": ["--post", link], "slug": ["--post", before["post_name"]]}
    arguments = names.get(by, ["--url", link])
    result = publish(article, *arguments)
    assert (result.exit_code, result.stderr) == (0, f"{article}: updated {link}\n")
    assert site.row(post) == before, "WordPress's own columns stay as they were, the date of change too"
    document = stored(site, post)
    assert validate(json.dumps(document).encode()) == []
    assert (document["@id"], document["url"]) == (f"{link}#article", link)
    assert (document["headline"], document["articleBody"]) == ("La digue de l'Orme & ses <travaux>", TEXT)
    assert document["publisher"] == {
        "@type": "NewsMediaOrganization",
        "@id": f"{site.url}#publisher",
        "name": "Le Courrier de Valbourg",
        "url": site.url,
    }
    site.take_requests()
    again = publish(article, *arguments)
    assert (again.exit_code, again.stderr) == (0, f"{article}: unchanged {link}\n")
    assert not [request for request in site.take_requests() if request.startswith("POST")]
    assert {len(values) for values in site.meta(META).values()} == {1}


def test_what_the_article_does_not_say_comes_from_the_site(site: Site, publish: Publish, tmp_path: Path) -> None:
    post = site.add_post(post_title="L&rsquo;eau <em>monte</em>", post_content="x", post_date="2026-01-05 08:00:00")
    (tmp_path / "nu.txt").write_text("« La digue tiendra », a dit Inès Valmont.", "utf-8")
    assert publish("nu.txt", "--post", str(post)).exit_code == 0
    document = stored(site, post)
    assert (document["headline"], document["datePublished"]) == ("L’eau monte", "2026-01-05T08:00:00+01:00")
    assert document["author"][0]["name"] == "admin"  # type: ignore[index]
    assert "articleSection" not in document, "the category of posts without one is no section"


def test_a_dry_run_shows_the_difference_and_writes_nothing(site: Site, publish: Publish, article: Path) -> None:
    post = site.add_post(post_content="<p>Texte.</p>")
    dry = publish(article, "--post", str(post), "--dry-run")
    assert dry.exit_code == 0 and "would be updated" in dry.stderr
    assert '+  "headline": "La digue de l\'Orme & ses <travaux>",' in dry.stdout
    assert not [request for request in site.take_requests() if request.startswith("POST")]
    publish(article, "--post", str(post))
    article.write_text(article.read_text("utf-8").replace("samedi", "dimanche"), "utf-8")
    dry = publish(article, "--post", str(post), "--dry-run")
    changed = [line[:18] for line in dry.stdout.splitlines() if line.startswith(("+ ", "- "))]
    assert changed == ['-  "identifier": "', '+  "identifier": "', '-  "articleBody": ', '+  "articleBody": ']


def test_several_articles_and_one_that_fails(site: Site, publish: Publish, article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("---\nheadline: Deux\n---\nLa rue est libre.", "utf-8")
    (tmp_path / "c.txt").write_text("La rue est libre.", "utf-8")
    result = publish(article, "b.txt", "c.txt", "--create")
    assert result.exit_code == 1
    assert "c.txt: a post needs a title" in result.stderr and result.stderr.count("created") == 2
    misuse = publish(article, "b.txt", "--post", "1")
    assert (misuse.exit_code, misuse.stderr) == (2, "exporter: --post belongs to one article, but there are 2\n")


# Drafts


@pytest.mark.parametrize("user", ["desk", "reporter"])
def test_a_draft_is_created_kept_and_published(site: Site, publish: Publish, tmp_path: Path, user: str) -> None:
    """The reporter has the role of an author, whose markup WordPress filters."""
    article = write(tmp_path, f"La digue de l'Orme, vue par {user} & <b>co</b>")
    result = publish(article, "--create", "--tags", user=user)
    assert result.exit_code == 0, result.stderr
    post = identifier(result.stderr)
    draft = site.rest(f"wp/v2/posts/{post}", context="edit")
    assert (draft["status"], draft["slug"]) == ("draft", f"la-digue-de-l-orme-vue-par-{user}-b-co-b")
    assert draft["title"]["raw"] == f"La digue de l'Orme, vue par {user} &amp; &lt;b&gt;co&lt;/b&gt;"
    assert draft["excerpt"]["raw"] == "L'eau monte &#091;vite&#093; &amp; fort."
    assert (draft["date_gmt"], draft["date"]) == ("2026-03-14T17:05:00", "2026-03-14T18:05:00")
    assert "<p>« La digue tiendra », a déclaré" in draft["content"]["raw"]
    assert "les travaux &#091;phase 2&#093; n'ont rien coûté &amp; tout" in draft["content"]["raw"]
    assert "<li>Le budget &lt;b&gt;2027&lt;/b&gt;</li>" in draft["content"]["raw"]
    names = {tag["name"] for tag in site.rest("wp/v2/tags", post=str(post))}
    assert names == {"Inès Valmont", "Paul Rivoire", "Lyon"}
    assert stored(site, post)["url"] == f"{site.url}/?p={post}"
    again = publish(article, "--create", "--tags", user=user)
    assert (again.exit_code, again.stderr) == (0, f"{article}: unchanged {site.url}/?p={post}\n")

    site.php(f"wp_publish_post({post}); return 1;")
    link = site.rest(f"wp/v2/posts/{post}")["link"]
    (printed,) = OWN_BLOCK.findall(site.page(post))
    assert f'"url":"{link}"' in printed and f'"@id":"{link}#article"' in printed and "?p=" not in printed
    article.write_text(article.read_text("utf-8").replace("samedi", "dimanche"), "utf-8")
    changed = publish(article, "--create", "--tags", user=user)
    assert (changed.exit_code, changed.stderr) == (0, f"{article}: updated {link}\n")
    row = site.row(post)
    assert "dimanche" in row["post_content"] and (row["post_status"], row["post_date"]) == (
        "publish",
        "2026-03-14 18:05:00",
    )
    assert publish(article, "--create", "--tags", user=user).stderr == f"{article}: unchanged {link}\n"


def test_the_dry_run_of_a_draft(site: Site, publish: Publish, tmp_path: Path) -> None:
    article = write(tmp_path, "Rien ne part")
    result = publish(article, "--create", "--dry-run", "--tags")
    assert (result.exit_code, result.stderr) == (0, f"{article}: would be created\n")
    assert "+Rien ne part" in result.stdout and "+Inès Valmont" in result.stdout
    assert not [request for request in site.take_requests() if request.startswith("POST")]


def test_the_text_of_others_is_not_replaced(site: Site, publish: Publish, tmp_path: Path) -> None:
    article = write(tmp_path, "Le pont change")
    post = identifier(publish(article, "--create").stderr)
    site.php(f"return wp_update_post(['ID' => {post}, 'post_content' => '<p>Corrigé.</p>']);")
    article.write_text(article.read_text("utf-8").replace("samedi", "dimanche"), "utf-8")
    refused = publish(article, "--create")
    assert refused.exit_code == 1 and f"the text of post {post} " in refused.stderr and "--force" in refused.stderr
    assert site.row(post)["post_content"] == "<p>Corrigé.</p>"
    assert publish(article, "--create", "--force").exit_code == 0
    assert "dimanche" in site.row(post)["post_content"]


def test_a_post_of_others_with_the_same_slug_is_no_draft_of_ours(site: Site, publish: Publish, tmp_path: Path) -> None:
    post = site.add_post(post_name="le-meme-titre", post_title="Le même titre", post_content="<p>Autre.</p>")
    article = write(tmp_path, "Le même titre")
    assert publish(article, "--post", str(post)).exit_code == 0, "its JSON-LD alone may be ours"
    refused = publish(article, "--create")
    assert refused.exit_code == 1 and "written or changed in WordPress" in refused.stderr
    other = publish(article, "--create", "--slug", "le-meme-titre-bis")
    assert "created" in other.stderr and site.row(identifier(other.stderr))["post_name"] == "le-meme-titre-bis"


@pytest.mark.parametrize("status", ["draft", "pending", "private", "future"])
def test_the_slug_is_looked_up_in_every_status(site: Site, publish: Publish, tmp_path: Path, status: str) -> None:
    """WordPress would make it "-2", and the next run "-3"."""
    date = "2031-01-01 00:00:00" if status == "future" else "2026-01-01 00:00:00"
    post = site.add_post(
        post_name=f"statut-{status}", post_title="t", post_content="c", post_status=status, post_date=date
    )
    article = write(tmp_path, f"Statut {status}")
    result = publish(article, "--create")
    assert result.exit_code == 1 and f"the text of post {post} " in result.stderr
    assert publish(article, "--create", "--force").exit_code == 0
    assert site.row(post)["post_status"] == status


def test_a_slug_that_the_user_cannot_see(site: Site, publish: Publish, tmp_path: Path) -> None:
    site.add_post(post_name="invisible", post_title="t", post_content="c", post_status="private")
    count = "global $wpdb; return (int) $wpdb->get_var('SELECT COUNT(*) FROM wp_posts');"
    before = site.php(count)
    result = publish(write(tmp_path, "Invisible"), "--create", user="reporter")
    assert result.exit_code == 1
    assert "the slug 'invisible' is taken by a post that this user may not see" in result.stderr
    assert site.php(count) == before, "the draft with the slug that WordPress made up is gone"


@pytest.mark.parametrize("status", [502, 500])
def test_a_draft_whose_answer_is_lost_is_made_once(site: Site, publish: Publish, tmp_path: Path, status: int) -> None:
    article = write(tmp_path, f"Réponse perdue {status}")
    site.fault("^POST /wp-json/wp/v2/posts$", status, mode="after")
    result = publish(article, "--create")
    assert result.exit_code == 0, result.stderr
    assert len(site.rest("wp/v2/posts", search=f"perdue {status}", status="any", context="edit")) == 1
    assert "unchanged" in publish(article, "--create").stderr


def test_the_date_of_a_day_is_right_at_any_time_of_it(site: Site, publish: Publish, tmp_path: Path) -> None:
    (tmp_path / "jour.txt").write_text("---\nheadline: Un jour\ndate: 2026-03-14\n---\nLa rue est libre.", "utf-8")
    post = identifier(publish("jour.txt", "--create").stderr)
    assert site.row(post)["post_date"] == "2026-03-14 00:00:00"
    site.php(f"return wp_update_post(['ID' => {post}, 'post_date' => '2026-03-14 09:30:00', 'edit_date' => true]);")
    assert "unchanged" in publish("jour.txt", "--create").stderr


def test_tags_are_added_to_those_that_are_there(site: Site, publish: Publish, article: Path) -> None:
    post = site.add_post(post_content="x")
    site.php(
        f"wp_set_post_tags({post}, ['Crue', 'R&D', 'PAUL RIVOIRE', ...array_map('strval', range(101, 225))]); return 1;"
    )
    before = int(site.php("return wp_count_terms('post_tag');"))
    result = publish(article, "--post", str(post), "--tags")
    assert result.exit_code == 0, result.stderr
    names = set(site.php(f"return wp_get_post_tags({post}, ['fields' => 'names']);"))
    assert names - {"Paul Rivoire"} >= {"Crue", "R&amp;D", "101", "225", "Inès Valmont", "Lyon"} and len(names) == 130
    assert "unchanged" in publish(article, "--post", str(post), "--tags").stderr
    assert int(site.php("return wp_count_terms('post_tag');")) - before <= 2 + 127, (
        "in whatever case, a name is one tag"
    )


# What goes wrong


def test_the_password_is_never_told(
    site: Site, publish: Publish, article: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    secret = "abcd EFGH 1234 ijkl MNOP 5678"
    post = site.add_post(post_content="x")
    result = publish(article, "--post", str(post), password=secret)
    assert result.exit_code == 1
    assert f"GET wp/v2/posts/{post}: 401 the user or the Application Password is wrong" in result.stderr
    right = publish(article, "--post", "999999")
    told = result.output + right.output + caplog.text
    for one in (secret, site.passwords["desk"]):
        assert one not in told and base64.b64encode(f"desk:{one}".encode()).decode() not in told


@pytest.mark.parametrize(
    ("arguments", "user", "message"),
    [
        (["--post", "999999"], "desk", "404 there is no such post"),
        (["--post", "inconnu"], "desk", "the user desk sees no post 'inconnu'"),
        (["--post", "POST"], "reader", "403 this user may not edit"),
        (["--create"], "reader", "400 this user may not write posts"),
        (["--post", "POST"], "reporter", "403 this user may not edit this post"),
        (["--post", "POST", "--type", "depeches"], "desk", "404 the site's REST API has no such route"),
        ([], "desk", "? the article has no url; --post names one"),
        (
            ["--url", "https://ailleurs.example/a"],
            "desk",
            "the url of the article (https://ailleurs.example/a) is elsewhere",
        ),
        (["--post", "https://ailleurs.example/2026/a/"], "desk", "which is not http://127.0.0.1:"),
        (["--create", "--slug", "Pas Bon"], "desk", "'Pas Bon' is no slug"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_clear_errors(
    site: Site, publish: Publish, article: Path, arguments: list[str], user: str, message: str
) -> None:
    post = site.add_post(post_content="x")
    result = publish(article, *(one.replace("POST", str(post)) for one in arguments), user=user)
    assert result.exit_code == 1
    assert message in result.stderr and "Traceback" not in result.output and result.stderr.count("\n") == 1


def test_a_site_without_the_plugin(site: Site, publish: Publish, article: Path) -> None:
    """WordPress answers 200 and drops what it does not know."""
    post = site.add_post(post_content="x")
    plugin = site.plugins / "newsroom-exporter.php"
    content = plugin.read_bytes()
    plugin.unlink()
    try:
        count = site.php("return (int) wp_count_posts()->draft;")
        for arguments in (["--post", str(post)], ["--create"], ["--create", "--slug", "sans-extension"]):
            result = publish(article, *arguments)
            assert result.exit_code == 1 and "would drop the JSON-LD" in result.stderr
        assert publish("--since", "2026-01-01").exit_code == 1
        assert site.php("return (int) wp_count_posts()->draft;") == count, "nothing was left behind"
    finally:
        plugin.write_bytes(content)


def test_what_comes_back_changed_is_an_error(site: Site, publish: Publish, article: Path) -> None:
    post = site.add_post(post_content="x")
    meddler = site.plugins / "meddler.php"
    meddler.write_text(
        "<?php add_filter('sanitize_post_meta__newsroom_exporter_jsonld',"
        "function ($v) { return str_replace('Orme', 'Aulne', $v); }, 99);"
    )
    try:
        result = publish(article, "--post", str(post))
        assert (result.exit_code, "did not keep what was written: jsonld" in result.stderr) == (1, True)
    finally:
        meddler.unlink()
    assert "updated" in publish(article, "--post", str(post)).stderr


def test_application_passwords_need_https_or_a_local_site(site: Site, publish: Publish, article: Path) -> None:
    post = site.add_post(post_content="x")
    site.configure("production")
    try:
        result = publish(article, "--post", str(post))
    finally:
        site.configure("local")
    assert result.exit_code == 1 and "WP_ENVIRONMENT_TYPE=local" in result.stderr and "HTTPS" in result.stderr


def test_a_site_without_pretty_addresses(site: Site, publish: Publish, article: Path) -> None:
    post = site.add_post(post_content="x", post_name="simple")
    pretty = site.php(
        "$old = get_option('permalink_structure'); update_option('permalink_structure', ''); return $old;"
    )
    try:
        result = publish(article, "--post", "simple")
        assert (result.exit_code, result.stderr) == (0, f"{article}: updated {site.url}/?p={post}\n")
        assert "unchanged" in publish(article, "--post", f"{site.url}/?p={post}").stderr
    finally:
        site.php(f"return update_option('permalink_structure', '{pretty}');")
    assert site.rest(f"wp/v2/posts/{post}")["link"] in site.page(post)


@pytest.mark.parametrize("status", [429, 503])
def test_what_may_pass_is_tried_again(site: Site, publish: Publish, article: Path, status: int) -> None:
    post = site.add_post(post_content="x")
    site.fault(f"^POST /wp-json/wp/v2/posts/{post}", status, times=2, headers=["Retry-After: 0"])
    result = publish(article, "--post", str(post))
    assert result.exit_code == 0, result.stderr
    posts = [request for request in site.take_requests() if request.startswith("POST")]
    assert len(posts) == 3 and stored(site, post)["headline"]


@pytest.mark.parametrize(("status", "tries"), [(400, 1), (403, 1), (413, 1), (503, 3)])
def test_what_does_not_pass_is_an_error(site: Site, publish: Publish, article: Path, status: int, tries: int) -> None:
    post = site.add_post(post_content="x")
    site.fault(f"^POST /wp-json/wp/v2/posts/{post}", status, times=9, body="<html>blocked</html>")
    result = publish(article, "--post", str(post), "--patience", "4")
    site.fault("^$", 200)
    assert result.exit_code == 1 and f" {status} " in result.stderr and "Traceback" not in result.output
    posts = [request for request in site.take_requests() if request.startswith("POST")]
    assert tries <= len(posts) <= 2 * tries - 1


def test_an_answer_that_is_no_json(site: Site, publish: Publish, article: Path) -> None:
    site.fault("^GET /wp-json/wp/v2/posts/7", 200, body="<html><title>Maintenance</title>Revenez plus tard</html>")
    result = publish(article, "--post", "7")
    assert result.exit_code == 1 and "answers with no JSON but 'Maintenance" in result.stderr


def test_redirects_to_another_host_are_refused(site: Site, publish: Publish, article: Path) -> None:
    site.fault("^GET /wp-json/wp/v2/posts/7", 301, headers=["Location: https://www.courrier.example/wp-json/"])
    result = publish(article, "--post", "7")
    assert result.exit_code == 1
    assert "is redirected to https://www.courrier.example/wp-json/, which is not http://127.0.0.1:" in result.stderr
    assert "nothing was sent there" in result.stderr
