"""A post as WordPress's REST API gives it, and what the exporter keeps with it.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from exporter.model import Author, Metadata, Publisher
from exporter.model.article import Iri

DOCUMENT_KEY = "_newsroom_exporter_jsonld"
STATE_KEY = "_newsroom_exporter_state"
"""Names of the post meta that the plugin registers, in the order in which WordPress writes them."""

_NO_SECTION = frozenset(
    "uncategorized non-classe allgemein sin-categoria sem-categoria senza-categoria geen-categorie".split()
)
"""Slugs of the category that WordPress gives to a post without one, in several languages."""

_TAG = re.compile(r"<[^>]*>")
_IRI: TypeAdapter[str] = TypeAdapter(Iri)


class Text(BaseModel):
    """A text as it is stored and as readers see it."""

    raw: str = ""
    rendered: str = ""
    protected: bool = False


class Post(BaseModel):
    """What the exporter reads of a post, in the context `edit`. Times are local to the site, `_gmt` in UTC, no zone."""

    id: int
    link: str
    slug: str = ""
    status: str = ""
    title: Text = Text()
    content: Text = Text()
    excerpt: Text = Text()
    date: str | None = None
    date_gmt: str | None = None
    modified: str | None = None
    modified_gmt: str | None = None
    tags: list[int] = []
    meta: dict[str, Any] | list[Any] = {}
    embedded: dict[str, Any] = Field(default={}, alias="_embedded")

    @property
    def document(self) -> str:
        """The JSON-LD that is kept with the post, or nothing."""
        return self._kept(DOCUMENT_KEY)

    @property
    def state(self) -> str:
        return self._kept(STATE_KEY)

    @property
    def has_plugin(self) -> bool:
        """Whether the meta are registered; what is not is dropped by WordPress without a word."""
        return isinstance(self.meta, dict) and {DOCUMENT_KEY, STATE_KEY} <= self.meta.keys()

    def _kept(self, key: str) -> str:
        return str(self.meta.get(key) or "") if isinstance(self.meta, dict) else ""

    @property
    def all_terms(self) -> list[dict[str, Any]]:
        """The embedded terms of all taxonomies."""
        groups = self.embedded.get("wp:term")
        lists = [group for group in groups if isinstance(group, list)] if isinstance(groups, list) else []
        return [term for group in lists for term in group if isinstance(term, dict) and "name" in term]

    def terms(self, taxonomy: str) -> list[dict[str, Any]]:
        """Those of a taxonomy."""
        return [term for term in self.all_terms if term.get("taxonomy") == taxonomy]

    def names(self, taxonomy: str) -> tuple[str, ...]:
        """The names of its terms, as text."""
        return tuple(plain(str(term["name"])) for term in self.terms(taxonomy))


@dataclass(frozen=True, slots=True)
class State:
    """What was published: `origin` an article's file or the page itself.

    SHA-256 of what the page gave (`input`), of the stored title and text (`page`: the plugin compares it), and of the
    JSON-LD (`document`). `body`: the title and text were written by the exporter too.
    """

    origin: Literal["article", "page"]
    input: str
    page: str
    document: str
    body: bool

    def __str__(self) -> str:
        return json.dumps({"version": 1, **asdict(self)}, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> State | None:
        """The state that was written, or None."""
        try:
            values = json.loads(text)
            return cls(*(values[name] for name in ("origin", "input", "page", "document", "body")))
        except (ValueError, KeyError, TypeError):
            return None


def digest(text: str) -> str:
    """SHA-256 of the UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def page_digest(title: str, content: str) -> str:
    """Of the title and the text as they are stored; the plugin computes the same."""
    return digest(f"{title}\n{content}")


def plain(markup: str) -> str:
    """A title or name without tags and character references, on one line."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def metadata_of(post: Post, publisher: Publisher | None, *, whole: bool) -> Metadata:
    """What the site knows of an article. `whole`: also what changes with every publishing, and its tags."""
    public = post.status in ("publish", "private")
    categories = [plain(str(term["name"])) for term in post.terms("category") if term.get("slug") not in _NO_SECTION]
    return Metadata(
        headline=plain(post.title.rendered if post.status == "publish" else post.title.raw) or None,
        description=plain(post.excerpt.raw) or None,
        url=_iri(post.link),
        published=_instant(post.date, post.date_gmt) if public else None,
        modified=_instant(post.modified, post.modified_gmt) if public and whole else None,
        authors=_authors(post),
        publisher=publisher,
        section=categories[0] if len(categories) == 1 else None,
        keywords=post.names("post_tag") if whole else (),
        image=_image(post),
    )


def _authors(post: Post) -> tuple[Author, ...]:
    found = post.embedded.get("author")
    people = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(
        Author(name=name, url=_iri(one.get("link"))) for one in people if (name := plain(str(one.get("name") or "")))
    )


def _image(post: Post) -> tuple[str, ...]:
    found = post.embedded.get("wp:featuredmedia")
    media = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(address for one in media if (address := _iri(one.get("source_url"))))


def _iri(value: object) -> str | None:
    """An absolute address of letters that the model takes, or None."""
    try:
        return _IRI.validate_python(value)
    except ValidationError:
        return None


def _instant(local: str | None, universal: str | None) -> str | None:
    """An ISO 8601 instant with the site's offset from UTC, which is the difference of the two times."""
    if not local or not universal:
        return None
    try:
        here, there = datetime.fromisoformat(local), datetime.fromisoformat(universal)
    except ValueError:
        return None
    offset = here - there
    if abs(offset) > timedelta(hours=15):
        return None
    return here.replace(tzinfo=timezone(offset)).isoformat()
