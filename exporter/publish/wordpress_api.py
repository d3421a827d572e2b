"""WordPress's REST API as far as publishing needs it, and its refusals in words that help."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from json import loads
from typing import Any

import httpx
import tenacity
from pydantic import ValidationError

from exporter.errors import PublishError
from exporter.publish.http import BACKOFF, Answer, Client, RefusedError, UnreachableError
from exporter.publish.wordpress_post import DOCUMENT_KEY, STATE_KEY, Post, plain

_API_LINK = re.compile(r'<([^>]+)>;\s*rel="https://api\.w\.org/"')
_POST_LINK = re.compile(r'<[^>]*?wp/v2/([\w-]+)/(\d+)[^>]*>;\s*rel="alternate"')
_LISTED, _READ = 100, 20
"""Posts in one page of a list of identifiers (WordPress's limit), and in one of whole posts."""

_FIELDS = (
    "id,link,slug,status,title,content,excerpt,date,date_gmt,modified,modified_gmt,tags,meta,author,featured_media,"
    "categories,_links,_embedded"
)
_WHOLE = {"context": "edit", "_embed": "author,wp:featuredmedia,wp:term", "_fields": _FIELDS}

NO_PLUGIN = (
    "this site does not know the exporter's post meta, and would drop the JSON-LD without a word; "
    "`exporter publish wordpress-plugin -o DIR` writes the plugin for wp-content/mu-plugins/ of the site"
)
_WRONG_LOGIN = (
    "the user or the Application Password is wrong (a user makes one in WordPress under Users > Profile; it is not the "
    "password of the login), or the web server keeps `Authorization` from PHP (Apache: `CGIPassAuth On`)"
)
_SWITCHED_OFF = {
    "application_passwords_disabled": "Application Passwords are switched off on this site",
    "application_passwords_disabled_for_user": "Application Passwords are switched off for this user",
}
_EXPLAINED = {
    "rest_no_route": "the site's REST API has no such route; is --type the REST name of the post type?",
    "rest_post_invalid_id": "there is no such post; one of another type needs --type",
    "rest_cannot_edit": "this user may not edit this post; that needs the role of an editor, or an own post",
    "rest_cannot_create": "this user may not write posts; that needs the role of an author or editor",
    "rest_cannot_update": "this user may not edit this post; that needs the role of an editor, or an own post",
    "rest_forbidden_context": "this user may not edit this post; that needs the role of an editor, or an own post",
    "rest_forbidden_status": "this user may not write posts; that needs the role of an author or editor",
    "rest_cannot_assign_term": "this user may not give tags",
}
_BY_STATUS = {
    403: "the site forbids it to this user; it may also be a firewall or a security plugin that blocks the REST API",
    404: "there is no REST API at this address; is --site the address of the site, and is the API not blocked?",
    413: "the article is larger than the server takes; raise post_max_size of PHP, or the limit of the web server",
}
_NO_HTTPS = (
    "this site takes no Application Passwords: WordPress wants HTTPS for them, or WP_ENVIRONMENT_TYPE=local on a "
    "machine for development"
)


class Api:
    """The REST API of a site. `kind` is the REST name of the post type. Methods raise PublishError."""

    def __init__(self, client: Client, kind: str) -> None:
        self.client = client
        self.kind = kind

    @cached_property
    def root(self) -> httpx.URL:
        """The address of the API, as the site's front page gives it; else the usual one below it."""
        base = self.client.address.copy_with(query=None, fragment=None)
        base = base.copy_with(path=base.path.rstrip("/") + "/")
        try:
            links = ", ".join(self.client.send("HEAD", base, anonymous=True).headers.get_list("Link"))
        except RefusedError:
            links = ""
        found = _API_LINK.search(links)
        return httpx.URL(found[1]) if found else base.join("wp-json/")

    @cached_property
    def index(self) -> dict[str, Any]:
        """What the site says of itself."""
        found = self._json(self.client.send("GET", self._route("", {}), anonymous=True))
        return found if isinstance(found, dict) else {}

    def check_plugin(self) -> None:
        """Raises PublishError if the site would drop the JSON-LD."""
        schema = self._call("OPTIONS", f"wp/v2/{self.kind}")
        try:
            known = schema["schema"]["properties"]["meta"]["properties"].keys()
        except (KeyError, TypeError, AttributeError):
            known = set()
        if not {DOCUMENT_KEY, STATE_KEY} <= set(known):
            raise PublishError(NO_PLUGIN)

    def post(self, key: str) -> Post:
        """The post with an identifier."""
        return self._with_tags(self._post(self._call("GET", f"wp/v2/{self.kind}/{key}", _WHOLE)))

    def post_by_slug(self, slug: str) -> Post | None:
        """The post with a slug, whatever its status; None also where this user may not see it."""
        found = self._posts({**_WHOLE, "slug": slug, "status": "any"})
        return found[0] if found else None

    def post_at(self, address: str) -> Post | None:
        """The post that an address of the site shows."""
        url = self.client.address.join(address)
        if url.params.get("p", "").isdecimal():
            return self.post(url.params["p"])
        try:
            links = self.client.send("HEAD", url, anonymous=True).headers.get_list("Link")
        except RefusedError:
            links = []
        found = _POST_LINK.search(", ".join(links))
        if found is not None and found[1] == self.kind:
            return self.post(found[2])
        slug = url.path.rstrip("/").rpartition("/")[2]
        return self.post_by_slug(slug) if slug else None

    def create(self, slug: str, fields: Mapping[str, Any]) -> Post:
        """A new draft with this slug. A try that may have made it is followed by a look, not by a second one."""
        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception(_may_pass),
            stop=tenacity.stop_before_delay(self.client.patience),
            wait=BACKOFF,
            reraise=True,
        )
        post = retrying(self._create_once, slug, fields)
        if post.slug != slug:
            self._call("DELETE", f"wp/v2/{self.kind}/{post.id}", {"force": "true"})
            raise PublishError(
                f"the slug {slug!r} is taken by a post that this user may not see (WordPress made it {post.slug!r}); "
                "--slug gives another one"
            )
        return post

    def _create_once(self, slug: str, fields: Mapping[str, Any]) -> Post:
        there = self.post_by_slug(slug)
        if there is not None:
            return there
        made = self._call("POST", f"wp/v2/{self.kind}", json={**fields, "slug": slug, "status": "draft"}, again=False)
        return self.post(str(self._post(made).id))

    def update(self, key: str, fields: Mapping[str, Any]) -> Post:
        """The post as it is after these fields were written: read in a request of its own."""
        self._call("POST", f"wp/v2/{self.kind}/{key}", json=dict(fields))
        return self.post(key)

    def keys(self, since: date) -> list[str]:
        """Identifiers of the public posts of that day and later (in the site's time), the oldest post first."""
        before = f"{since - timedelta(days=1)}T23:59:59"
        found: dict[int, None] = {}
        total, page = "", 1
        while True:
            query = {"after": before, "orderby": "id", "order": "asc", "per_page": str(_LISTED), "_fields": "id"}
            answer = self._send("GET", f"wp/v2/{self.kind}", {**query, "page": str(page)})
            if total and answer.headers.get("X-WP-Total") != total:
                total, page = "", 1  # a post came or went, and moved the others: look again
                continue
            total = answer.headers.get("X-WP-Total", "")
            listed = self._json(answer)
            found.update(dict.fromkeys(int(one["id"]) for one in listed))
            if page >= int(answer.headers.get("X-WP-TotalPages", "0")):
                return list(map(str, found))
            page += 1

    def posts(self, keys: Sequence[str]) -> Iterator[Post]:
        """The public posts with these identifiers, in order, read page by page; one that has gone since is left out.

        Raises PublishError for a post that this user may not edit: WordPress leaves it out without a word.
        """
        for start in range(0, len(keys), _READ):
            some = keys[start : start + _READ]
            query = {"include": ",".join(some), "orderby": "include", "per_page": str(_READ)}
            found = self._posts({**_WHOLE, **query})
            for missing in set(some) - {str(post.id) for post in found}:
                self._check_gone(missing)
            yield from found

    def _check_gone(self, key: str) -> None:
        try:
            self.post(key)
        except RefusedError as error:
            if error.status != httpx.codes.NOT_FOUND:
                raise

    def tag(self, name: str) -> tuple[int, str] | None:
        """Identifier and name of the tag with a name, in whatever case."""
        query = {"search": name, "per_page": str(_LISTED), "_fields": "id,name"}
        for one in self._call("GET", "wp/v2/tags", query):
            if plain(str(one["name"])).casefold() == name.casefold():
                return int(one["id"]), plain(str(one["name"]))
        return None

    def tag_ids(self, key: str) -> list[int]:
        """The identifiers of all tags of a post."""
        return self._post(self._call("GET", f"wp/v2/{self.kind}/{key}", {"_fields": "id,link,tags"})).tags

    def make_tag(self, name: str) -> int:
        """The identifier of a new tag, or of one that WordPress takes for the same."""
        try:
            return int(self._call("POST", "wp/v2/tags", json={"name": name})["id"])
        except RefusedError as error:
            if error.code == "term_exists" and isinstance(error.data, dict):
                return int(error.data["term_id"])
            raise

    def _posts(self, query: Mapping[str, str]) -> list[Post]:
        found = self._call("GET", f"wp/v2/{self.kind}", query)
        return [self._with_tags(self._post(one)) for one in found] if isinstance(found, list) else []

    def _with_tags(self, post: Post) -> Post:
        """The post with all of its tags: WordPress embeds ten of them."""
        if len(post.terms("post_tag")) == len(post.tags):
            return post
        tags: list[dict[str, Any]] = []
        while len(tags) < len(post.tags):
            page = {"post": str(post.id), "per_page": str(_LISTED), "page": str(len(tags) // _LISTED + 1)}
            found = self._call("GET", "wp/v2/tags", page)
            tags += found
            if len(found) < _LISTED:
                break
        others = [term for term in post.all_terms if term.get("taxonomy") != "post_tag"]
        return post.model_copy(update={"embedded": {**post.embedded, "wp:term": [others, tags]}})

    def _post(self, value: Any) -> Post:
        try:
            return Post.model_validate(value)
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            place = ".".join(map(str, fault["loc"]))
            raise PublishError(
                f"{self.client.address}: this is no post of WordPress: {place}: {fault['msg']}"
            ) from None

    def _call(
        self, method: str, route: str, query: Mapping[str, str] | None = None, json: Any = None, again: bool = True
    ) -> Any:
        return self._json(self._send(method, route, query or {}, json, again))

    def _send(self, method: str, route: str, query: Mapping[str, str], json: Any = None, again: bool = True) -> Answer:
        try:
            return self.client.send(method, self._route(route, query), json=json, again=again)
        except RefusedError as error:
            raise RefusedError(
                f"{method} {route}", error.status, error.code, self._explained(error), error.data
            ) from None

    def _route(self, route: str, query: Mapping[str, str]) -> httpx.URL:
        """The address of a route, also on a site without pretty addresses (`?rest_route=/`)."""
        url = self.root
        if "rest_route" in url.params:
            return url.copy_merge_params({"rest_route": f"/{route}", **query})
        return url.join(route).copy_merge_params(query)

    def _explained(self, error: RefusedError) -> str:
        if error.status == 401:
            known = _SWITCHED_OFF.get(error.code) or self._without_login()
        else:
            known = _EXPLAINED.get(_inner_code(error)) or _BY_STATUS.get(error.status, "")
        return f"{known} (the site says: {error.message})" if known and error.message else known or error.message

    def _without_login(self) -> str:
        """WordPress tells a wrong password from a missing one less often than it should; its index tells more."""
        ways = self.index.get("authentication")
        return _WRONG_LOGIN if isinstance(ways, dict) and "application-passwords" in ways else _NO_HTTPS

    @staticmethod
    def _json(answer: Answer) -> Any:
        try:
            return loads(answer.text.removeprefix("\ufeff"))
        except ValueError:
            start = " ".join(plain(answer.text[:2000]).split())[:100]
            message = (
                f"{answer.url.partition('?')[0]} answers with no JSON but {start!r}; is a plugin or firewall before it?"
            )
            raise PublishError(message) from None


def _inner_code(error: RefusedError) -> str:
    """The code of a refusal; of a faulty parameter the one of its own."""
    details = error.data.get("details") if isinstance(error.data, dict) else None
    inner = next(iter(details.values()), None) if isinstance(details, dict) else None
    return str(inner.get("code")) if isinstance(inner, dict) else error.code


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, UnreachableError) or (isinstance(error, RefusedError) and error.status == 500)
