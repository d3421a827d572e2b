"""A whole article as the fields of a post: slug, title, text, excerpt, date and tags."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from exporter.errors import PublishError
from exporter.model import Article
from exporter.publish.wordpress_blocks import escape, title_of, to_blocks
from exporter.publish.wordpress_post import digest

_SLUG = re.compile(r"(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LONGEST_SLUG = 80
_LONGEST_TAG = 100
"""Characters. WordPress's own limits are 200; a longer name is no tag that anybody would look for."""
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})
_NO_TAG = re.compile(r"[<>&,\\]|[^\S ]|\s{2}")
"""What WordPress changes in the name of a tag, or a list of names cannot hold."""


def slug_of(article: Article, site: str, wanted: str | None = None) -> str:
    """The slug that is wanted, else that of the article's address on this site, else one made of the headline.

    Always ASCII with a letter in it, so that WordPress keeps it as it is. Raises PublishError.
    """
    if wanted is not None:
        if not _SLUG.match(wanted):
            raise PublishError(f"{wanted[:100]!r} is no slug: small letters, digits and single hyphens are")
        return wanted
    address = urlsplit(article.metadata.url or "")
    last = address.path.rstrip("/").rpartition("/")[2].lower()
    if address.netloc and address.netloc == urlsplit(site).netloc and _SLUG.match(last):
        return last
    return _from_words(title_of(article)) or f"article-{digest(article.id)[:12]}"


def _from_words(words: str) -> str:
    """ "L’œuvre d’été" -> "l-oeuvre-d-ete"; empty for a text without Latin letters."""
    letters = unicodedata.normalize("NFKD", words.lower().translate(_LIGATURES))
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    slug = _NO_LETTER.sub("-", plain).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug if _SLUG.match(slug) else ""


def draft_parts(article: Article) -> dict[str, str]:
    """Title, content and, where they are known, excerpt and date. Raises PublishError."""
    title = title_of(article)
    if not title:
        raise PublishError("a post needs a title, and this article has no headline; --headline gives one")
    parts = {"title": _escaped_line(title), "content": to_blocks(article)}
    if article.metadata.description:
        parts["excerpt"] = escape(article.metadata.description.strip())
    return parts | _date(article.metadata.published)


def _escaped_line(text: str) -> str:
    """A title is no place for shortcodes, so its brackets stay."""
    return escape(text).replace("&#091;", "[").replace("&#093;", "]")


def _date(published: str | None) -> dict[str, str]:
    """An instant in UTC; a day as its first second, in the site's time."""
    if published is None:
        return {}
    if "T" not in published:
        return {"date": f"{published}T00:00:00"}
    instant = datetime.fromisoformat(published).astimezone(UTC)
    return {"date_gmt": instant.replace(tzinfo=None, microsecond=0).isoformat()}


def tag_names(article: Article) -> tuple[str, ...]:
    """The names of the named actors and of the places, each once."""
    found: dict[str, str] = {}
    for name in _names(article):
        if len(name) <= _LONGEST_TAG and not _NO_TAG.search(name):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _names(article: Article) -> Iterator[str]:
    for actor in article.actors:
        if actor.named and actor.type != "group":
            yield actor.name.strip()
    for location in article.locations:
        yield location.name.strip()
