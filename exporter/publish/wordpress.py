"""WordPress: JSON-LD as post meta, through the REST API with an Application Password; drafts of whole articles.

The plugin of `exporter.publish.wordpress_plugin` registers the meta and prints the JSON-LD in the head of the page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from exporter.errors import PublishError
from exporter.model import Article, Publisher
from exporter.publish.http import Client
from exporter.publish.target import Archive, Entry, Option, Publication
from exporter.publish.wordpress_api import NO_PLUGIN, Api
from exporter.publish.wordpress_draft import draft_parts, slug_of, tag_names
from exporter.publish.wordpress_post import (
    DOCUMENT_KEY,
    STATE_KEY,
    Post,
    State,
    digest,
    metadata_of,
    page_digest,
    plain,
)

_FIELDS = ("title", "content", "excerpt", "date", "date_gmt")


@dataclass(frozen=True, kw_only=True)
class WordPress(Archive):
    """A WordPress site. `create` makes and keeps whole posts; else the JSON-LD goes to posts that are there."""

    site: Annotated[str, Option("Address of the site.", "URL")]
    user: Annotated[str, Option("User to whom the Application Password belongs.", "NAME")]
    password: Annotated[SecretStr, Option("Application Password")]
    post: Annotated[
        str | None, Option("Post to publish to; else the one at the url of the article.", "ID|URL|SLUG", single=True)
    ] = None
    create: Annotated[bool, Option("Make a draft of the article, or bring the one made before up to date.")] = False
    slug: Annotated[
        str | None, Option("Slug of the draft; else that of its url, or made of the headline.", "SLUG", single=True)
    ] = None
    tags: Annotated[bool, Option("Give the post the names of its actors and places as tags.")] = False
    force: Annotated[bool, Option("Replace a text that was written or changed in WordPress.")] = False
    type: Annotated[str, Option("REST name of the post type.", "NAME")] = "posts"
    patience: Annotated[float, Option("Seconds to go on trying while the site does not answer.", "SECONDS")] = 60.0

    @cached_property
    def api(self) -> Api:
        """The site's API; nothing is sent before it is used."""
        auth = (self.user, self.password.get_secret_value())
        return Api(Client(self.site, auth=auth, patience=self.patience), self.type)

    @cached_property
    def publisher(self) -> Publisher | None:
        """The site itself."""
        name = plain(str(self.api.index.get("name") or ""))
        address = str(self.api.index.get("url") or "") or None
        return Publisher(name=name, url=address) if name else None

    def close(self) -> None:
        if "api" in self.__dict__:
            self.api.client.close()

    def find(self, article: Article) -> Entry | None:
        post = self._find(article)
        return None if post is None else self._entry(post)

    def make(self, article: Article) -> Entry:
        """A draft with title, text, excerpt and date, and the note that the exporter wrote them."""
        self.api.check_plugin()
        parts = draft_parts(article)
        state = State("article", "", page_digest(parts["title"], parts["content"]), "", True)
        post = self.api.create(slug_of(article, self.site, self.slug), {**parts, "meta": {STATE_KEY: str(state)}})
        return self._entry(post)

    def parts(self, publication: Publication, entry: Entry | None) -> dict[str, str]:
        now = entry.parts if entry is not None else {}
        parts: dict[str, str] = {}
        if self.create:
            parts |= _with_its_date(draft_parts(publication.article), now)
            self._refuse_foreign(entry, parts)
        if self.tags:
            parts["tags"] = self._with_tags(publication.article, now)
        parts["jsonld"] = _compact(publication.jsonld)
        parts["_state"] = str(self._state(publication, {**now, **parts}, State.read(now.get("_state", ""))))
        return parts

    def write(self, entry: Entry, changed: Mapping[str, str]) -> Entry:
        fields: dict[str, Any] = {name: changed[name] for name in _FIELDS if name in changed}
        if "tags" in changed:
            there = set(_split(entry.parts["tags"]))
            new = [self._tag(name) for name in _split(changed["tags"]) if name not in there]
            fields["tags"] = sorted({*self.api.tag_ids(entry.key), *new})
        meta = {DOCUMENT_KEY: changed.get("jsonld"), STATE_KEY: changed.get("_state")}
        fields["meta"] = {name: value for name, value in meta.items() if value is not None}
        return self._entry(self.api.update(entry.key, fields))

    def keys(self, since: date) -> Sequence[str]:
        self.api.check_plugin()
        return self.api.keys(since)

    def entries(self, keys: Sequence[str]) -> Iterator[Entry]:
        """The posts behind a password are left out: what the page hides, its head does not tell."""
        return (self._entry(post, whole=True) for post in self.api.posts(keys) if not post.content.protected)

    def is_current(self, entry: Entry, fingerprint: str) -> bool:
        """A post that was published from its article, and was not changed since, has better than its page can give."""
        state = State.read(entry.parts["_state"])
        return (
            state is not None
            and state.page == page_digest(entry.parts["title"], entry.parts["content"])
            and state.document == digest(entry.parts["jsonld"])
            and (state.origin == "article" or state.input == fingerprint)
        )

    def _find(self, article: Article) -> Post | None:
        if self.post is not None:
            return self._named(self.post)
        if self.create:
            return self.api.post_by_slug(slug_of(article, self.site, self.slug))
        address = article.metadata.url
        if address is None or urlsplit(address).netloc != urlsplit(self.site).netloc:
            reason = "the article has no url" if address is None else f"the url of the article ({address}) is elsewhere"
            raise PublishError(f"which post of {self.site}? {reason}; --post names one, --create makes one")
        return self._named(address)

    def _named(self, name: str) -> Post:
        if name.isdecimal():
            return self.api.post(name)
        found = self.api.post_at(name) if "://" in name else self.api.post_by_slug(name)
        if found is None:
            raise PublishError(f"the user {self.user} sees no post {name!r} on {self.site}; --create makes one")
        return found

    def _entry(self, post: Post, *, whole: bool = False) -> Entry:
        if not post.has_plugin:
            raise PublishError(NO_PLUGIN)
        parts = {
            "title": post.title.raw,
            "content": post.content.raw,
            "excerpt": post.excerpt.raw,
            "date": post.date or "",
            "date_gmt": post.date_gmt or "",
            "tags": _join(post.names("post_tag")),
            "jsonld": post.document,
            "_state": post.state,
            "_status": post.status,
        }
        metadata = metadata_of(post, self.publisher, whole=whole)
        return Entry(post.link, parts, metadata, html=post.content.rendered, key=str(post.id))

    def _state(self, publication: Publication, parts: Mapping[str, str], before: State | None) -> State:
        page = page_digest(parts.get("title", ""), parts.get("content", ""))
        return State(
            origin="page" if publication.fingerprint else "article",
            input=publication.fingerprint,
            page=page,
            document=digest(parts["jsonld"]),
            body=self.create or (before is not None and before.body and before.page == page),
        )

    def _refuse_foreign(self, entry: Entry | None, parts: Mapping[str, str]) -> None:
        """Raises PublishError where another hand wrote the text that would be replaced."""
        if entry is None or self.force or all(entry.parts[name] == parts[name] for name in ("title", "content")):
            return
        state = State.read(entry.parts["_state"])
        if state is None or not state.body or state.page != page_digest(entry.parts["title"], entry.parts["content"]):
            raise PublishError(
                f"the text of post {entry.key} ({entry.address}) was written or changed in WordPress; "
                f"--post {entry.key} without --create gives it the JSON-LD alone, --slug makes another post, "
                "--force replaces the text"
            )

    def _with_tags(self, article: Article, now: Mapping[str, str]) -> str:
        """The tags that are there, and those of the article as the site writes them."""
        there = _split(now.get("tags", ""))
        known = {name.casefold() for name in there}
        missing = [name for name in tag_names(article) if name.casefold() not in known]
        return _join((*there, *(found[1] if (found := self.api.tag(name)) else name for name in missing)))

    def _tag(self, name: str) -> int:
        found = self.api.tag(name)
        return found[0] if found else self.api.make_tag(name)


def _join(names: Sequence[str]) -> str:
    return "\n".join(sorted(set(names)))


def _split(names: str) -> list[str]:
    return [name for name in names.split("\n") if name]


def _compact(jsonld: bytes) -> str:
    """The JSON in ASCII on one line: no character set of a database, no filter and no page can change it."""
    return json.dumps(json.loads(jsonld), ensure_ascii=True, separators=(",", ":"))


def _with_its_date(parts: dict[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """A date that is no more than a day is right at any time of that day; and once an editor has scheduled or published
    a post, its date is the editor's: an earlier one would publish it at once.
    """
    day = parts.get("date", "").partition("T")[0]
    if now.get("_status", "draft") not in ("draft", "pending"):
        parts.pop("date", None)
        parts.pop("date_gmt", None)
    elif day and now.get("date", "").startswith(day):
        del parts["date"]
    return parts
