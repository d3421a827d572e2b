"""`exporter publish wordpress --since`: a site's own posts, page by page, broken off and taken up again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from exporter import validate
from exporter.publish import wordpress_api
from exporter.publish.http import Client
from exporter.publish.wordpress_api import Api
from exporter.publish.wordpress_post import State
from tests.wordpress.site import Publish, Site

pytest_plugins = ("tests.wordpress.fixtures",)

DOCUMENT = "_newsroom_exporter_jsonld"
STATE = "_newsroom_exporter_state"
SINCE = ("--since", "2026-01-01")
BODY = (
    "<!-- wp:paragraph -->\n<p>Le maire n’a rien dit&nbsp;: «&nbsp;<em>La digue {number} tiendra</em>&nbsp;», "
    'a déclaré <a href="https://a.example">Inès Valmont</a>, maire de Lyon.</p>\n<!-- /wp:paragraph -->\n\n'
    "<!-- wp:list -->\n<ul><li>Un point</li></ul>\n<!-- /wp:list -->\n<p>Selon l'ingénieur Paul Rivoire, les travaux "
    'avancent.</p><script>x()</script><iframe src="https://a.example"></iframe>'
)


@pytest.fixture(autouse=True)
def _empty(site: Site) -> Iterator[None]:
    """Every test begins with a site without posts."""
    yield
    everything = "get_posts(['numberposts' => -1, 'post_status' => 'any'])"
    site.php(f"foreach ({everything} as $post) wp_delete_post($post->ID, true); return 1;")


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordpress_api, "_LISTED", 3)
    monkeypatch.setattr(wordpress_api, "_READ", 2)


def add_posts(site: Site, count: int) -> list[int]:
    """Posts of the first days of March, with text and markup as an editor writes them."""
    posts = [
        {
            "post_title": f"La digue {number} &amp; l'Orme",
            "post_content": BODY.replace("{number}", str(number)),
            "post_date": f"2026-03-{number + 1:02} 08:00:00",
            "post_status": "publish",
            "post_author": "2",
        }
        for number in range(count)
    ]
    text = json.dumps(json.dumps(posts)).replace("$", "\\$")
    code = f"wp_set_current_user(1); return array_map('wp_insert_post', wp_slash(json_decode({text}, true)));"
    return [int(one) for one in site.php(code)]


def document(site: Site, post: int) -> dict[str, Any]:
    (text,) = site.meta(DOCUMENT)[post]
    found: dict[str, Any] = json.loads(text)
    return found


def written(site: Site) -> list[str]:
    return [request for request in site.take_requests() if request.startswith("POST")]


@pytest.mark.usefixtures("small_pages")
def test_the_posts_of_a_site_get_their_jsonld(site: Site, publish: Publish) -> None:
    posts = add_posts(site, 7)
    old = site.add_post(post_content="<p>Vieux.</p>", post_date="2025-12-31 23:59:59")
    first = site.add_post(post_content="<p>Premier jour.</p>", post_date="2026-01-01 00:00:00")
    site.add_post(post_content="<p>Brouillon.</p>", post_status="draft")
    secret = site.add_post(post_content="<p>Secret.</p>", post_password="x", post_date="2026-03-20 08:00:00")
    empty = site.add_post(post_content="<!-- wp:gallery /-->", post_date="2026-03-21 08:00:00")
    site.php(f"wp_set_post_tags({posts[0]}, ['Crue', 'Digue']); return 1;")
    site.php(f"wp_set_object_terms({posts[0]}, 'Région', 'category'); return 1;")
    rows = [site.row(post) for post in posts]

    dry = publish(*SINCE, "--dry-run")
    assert dry.exit_code == 0 and written(site) == [] and dry.stdout.count('+  "@type": "NewsArticle"') == 8
    result = publish(*SINCE)
    assert result.exit_code == 0, result.stderr
    assert "10 published: 8 updated, 1 skipped, 1 left alone (behind a password, or gone)" in result.stderr
    assert f"{site.rest(f'wp/v2/posts/{empty}')['link']}: skipped: there is no text" in result.stderr
    assert (
        set(site.meta(DOCUMENT)) == {*posts, first}
        and old not in site.meta(DOCUMENT)
        and secret not in site.meta(DOCUMENT)
    )
    assert [site.row(post) for post in posts] == rows, "no post was touched, nor its date of change"

    link = site.rest(f"wp/v2/posts/{posts[0]}")["link"]
    found = document(site, posts[0])
    assert validate(json.dumps(found).encode()) == []
    assert (found["@id"], found["headline"]) == (f"{link}#article", "La digue 0 & l’Orme")
    assert found["articleBody"].startswith(
        "Le maire n’a rien dit\xa0: «\xa0La digue 0 tiendra\xa0», a déclaré Inès Valmont"
    )
    assert "x()" not in found["articleBody"] and found["hasPart"][0]["text"] == "La digue 0 tiendra"
    assert (found["datePublished"], found["author"][0]["name"]) == ("2026-03-01T08:00:00+01:00", "Desk")
    assert (found["articleSection"], found["keywords"]) == ("Région", ["Crue", "Digue"])
    assert {mention.get("name") for mention in found["mentions"]} >= {"Inès Valmont", "Paul Rivoire"}

    again = publish(*SINCE)
    assert again.exit_code == 0 and written(site)[8:] == []
    assert "8 unchanged" in again.stderr and "updated" not in again.stderr


def test_only_what_has_changed_is_written(site: Site, publish: Publish) -> None:
    posts = add_posts(site, 4)
    publish(*SINCE)
    site.php(
        f"return wp_update_post(['ID' => {posts[1]}, 'post_content' => '<p>Rectificatif : la digue a cédé.</p>']);"
    )
    site.php(f"return delete_post_meta({posts[2]}, '{DOCUMENT}');")
    site.php(f"return update_post_meta({posts[3]}, '{STATE}', '{{}}');")
    result = publish(*SINCE)
    assert "4 published: 3 updated, 1 unchanged" in result.stderr
    assert "Rectificatif" in document(site, posts[1])["articleBody"] and document(site, posts[2])["hasPart"]
    changed = publish(*SINCE, "--profile", "full")
    assert "4 updated" in changed.stderr and "oa#hasSelector" in json.dumps(document(site, posts[0]))


def test_a_post_that_was_made_of_its_article_is_left(site: Site, publish: Publish, tmp_path: Path) -> None:
    (post,) = add_posts(site, 1)
    article = tmp_path / "a.txt"
    article.write_text("---\nheadline: Du fichier\n---\n« La digue tiendra », a déclaré Inès Valmont.\n", "utf-8")
    assert publish(article, "--post", str(post)).exit_code == 0
    assert "1 published: 1 unchanged" in publish(*SINCE).stderr
    assert document(site, post)["headline"] == "Du fichier"
    site.php(f"return wp_update_post(['ID' => {post}, 'post_content' => '<p>Rectificatif.</p>']);")
    assert "1 updated" in publish(*SINCE).stderr, "the article does not say any more what the page says"
    assert document(site, post)["headline"] == "La digue 0 & l’Orme"


def test_one_post_that_fails_does_not_stop_the_others(site: Site, publish: Publish) -> None:
    posts = add_posts(site, 3)
    site.fault(f"^POST /wp-json/wp/v2/posts/{posts[1]}", 500, times=99)
    result = publish(*SINCE, "--patience", "0.1")
    site.fault("^$", 200)
    assert result.exit_code == 1 and "3 published: 2 updated, 1 failed" in result.stderr
    assert f"POST wp/v2/posts/{posts[1]}: 500" in result.stderr
    assert "3 published: 1 updated, 2 unchanged" in publish(*SINCE).stderr


def test_a_user_who_may_not_edit_them(site: Site, publish: Publish) -> None:
    add_posts(site, 2)
    result = publish(*SINCE, user="reporter")
    assert result.exit_code == 1 and "403 this user may not edit this post" in result.stderr
    assert site.meta(DOCUMENT) == {}


@pytest.mark.parametrize("arguments", [(), ("a.txt", *SINCE), ("--since", "gestern"), (*SINCE, "--headline", "Un")])
def test_misuse(site: Site, publish: Publish, arguments: tuple[str, ...]) -> None:
    assert publish(*arguments).exit_code == 2


def test_a_site_without_posts(site: Site, publish: Publish) -> None:
    result = publish(*SINCE)
    assert (result.exit_code, result.stderr) == (0, "nothing was published since that day\n")


# Broken off


def start(site: Site, *arguments: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "exporter", "publish", "wordpress", "--site", site.url, "--user", "desk", *SINCE]
    environment = {**os.environ, "EXPORTER_WORDPRESS_PASSWORD": site.passwords["desk"]}
    return subprocess.Popen(
        [*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True
    )


def assert_all_are_there_once(site: Site, posts: list[int]) -> None:
    documents, states = site.meta(DOCUMENT), site.meta(STATE)
    assert set(documents) == set(states) == set(posts)
    for number, post in enumerate(posts):
        (text,), (kept,) = documents[post], states[post]
        state = State.read(kept)
        assert state is not None and state.origin == "page"
        assert json.loads(text)["hasPart"][0]["text"] == f"La digue {number} tiendra"
    for table, count in (
        ("wp_posts WHERE post_type = 'post'", len(posts)),
        ("wp_posts WHERE post_type = 'revision'", 0),
    ):
        assert int(site.php(f'global $wpdb; return $wpdb->get_var("SELECT COUNT(*) FROM {table}");')) == count


POSTS = "^POST /wp-json/wp/v2/posts/"


@pytest.mark.parametrize(("done", "mode", "kept"), [(0, "die", 0), (7, "die", 7), (7, "die-after", 8)])
def test_the_server_dies_in_the_middle(site: Site, publish: Publish, done: int, mode: str, kept: int) -> None:
    """Before it has done the work, or after it, with nobody to tell."""
    posts = add_posts(site, 12)
    site.fault(POSTS, 0, passing=done, mode=mode)
    result = publish(*SINCE, "--patience", "0.5")
    site.wait_for_death()
    site.start()
    last = result.stderr.splitlines()[-1]
    assert result.exit_code == 1 and f"exporter: {done} of 12 done: POST {site.url}/wp-json/wp/v2/posts/" in last
    assert "the same command goes on where this one stopped" in last
    assert len(site.meta(STATE)) == kept
    site.take_requests()
    result = publish(*SINCE)
    assert result.exit_code == 0, result.stderr
    assert len(written(site)) == 12 - kept, "what was done is not done again"
    assert_all_are_there_once(site, posts)
    assert "12 published: 12 unchanged" in publish(*SINCE).stderr


def test_a_server_that_comes_back_is_waited_for(site: Site) -> None:
    posts = add_posts(site, 12)
    site.fault(POSTS, 0, passing=4, mode="die")
    run = start(site, "--patience", "30")
    try:
        site.wait_for_death()
    except subprocess.TimeoutExpired:
        run.kill()
        pytest.fail(f"the server was not killed: {run.communicate()[1].decode()}")
    site.start()
    _, told = run.communicate(timeout=60)
    assert run.returncode == 0, told.decode()
    assert_all_are_there_once(site, posts)


def test_the_command_is_interrupted(site: Site, publish: Publish) -> None:
    posts = add_posts(site, 12)
    site.take_requests()
    site.fault(POSTS, 0, passing=3, mode="wait")
    run = start(site)
    log, deadline = site.folder / "requests.log", time.monotonic() + 30
    while not log.exists() or log.read_text().count("POST ") < 4:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    _, told = run.communicate(timeout=20)
    assert run.returncode == 130 and "3 of 12 done; the same command goes on where this one stopped" in told.decode()
    site.kill()
    site.start()
    assert publish(*SINCE).exit_code == 0
    assert_all_are_there_once(site, posts)


def test_a_list_that_moves_is_read_again() -> None:
    """A post that comes or goes while the list is read would move the others from page to page."""
    lists = iter([([1, 2], "4"), ([4], "3"), ([1, 3], "3"), ([4], "3")])
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(200)
        seen.append(request.url.params["page"])
        keys, total = next(lists)
        headers = {"X-WP-Total": total, "X-WP-TotalPages": "2"}
        return httpx.Response(200, json=[{"id": key} for key in keys], headers=headers)

    api = Api(Client("https://courrier.example", transport=httpx.MockTransport(answer)), "posts")
    assert api.keys(date(2026, 1, 1)) == ["1", "2", "3", "4"]
    assert seen == ["1", "2", "1", "2"]
