"""An article as IPTC ninjs 3.2, news in JSON: people, organisations and places, quotes and claims as associations.

Specification: https://iptc.org/std/ninjs/ninjs-schema_3.2.json (IPTC). The format has no place for, and so loses:
- of actors: the type beside person or organisation, roles, country, whether they are named; of places: type, country;
- mentions with their ranges and forms; the ranges of speakers, cues and addressees; lemmas and speech acts;
- the rules and their confidence; diagnostics; the generator; paragraphs beside what the XHTML body shows;
- second identifiers, the publisher's logo, whether the article is free, dates of publication without a time,
  the date of a change unless it makes the version;
- characters outside of US-ASCII in IRIs, which become percent-encoded.
No article can be read back from it. What ninjs names freely (`role`, `rel`) is listed in `ROLES`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote as percent_encode

from exporter.errors import ValidationError
from exporter.formats.jsonld_article import count_words, dateline_locations, paragraph_text
from exporter.formats.jsonld_ids import Ids
from exporter.formats.newsml_blocks import find_blocks, find_marks, write_blocks
from exporter.formats.newsml_markup import uri
from exporter.formats.newsml_vocabulary import PROFILE, char_range
from exporter.formats.newsml_xhtml import XhtmlStyle
from exporter.formats.options import RenderOptions, version_instant
from exporter.model import Actor, Article, Claim, Cue, Location, Quote

Object = dict[str, Any]

VERSION = "3.2"
SCHEMA = f"http://www.iptc.org/std/ninjs/ninjs-schema_{VERSION}.json#"

ROLES = {
    "headlines": ("main", "alternative"),
    "descriptions": ("summary", "cue"),
    "bodies": ("main", "richtext"),
    "infoSources": ("publisher", "speaker", "claimant"),
    "altIds": ("textPosition",),
    "people, organisations, places": ("mentions", "addressee"),
    "subjects": ("keyword", "section", "about"),
    "associations": ("image", "quote", "claim", "supportedBy"),
}
"""The values of `role` and `rel`. A `textPosition` is a range of code points in the plain body (RFC 5147)."""


def write_ninjs(article: Article, options: RenderOptions) -> bytes:
    """The news object in UTF-8: the same bytes for the same arguments. Raises ValidationError for a lone surrogate."""
    try:
        return json.dumps(news_object(article, options), ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError as error:
        raise ValidationError(f"the article holds a character that UTF-8 cannot: {error}") from None


def news_object(article: Article, options: RenderOptions) -> Object:
    """The root object."""
    parts = _Parts(article)
    metadata = article.metadata
    return _known(
        {
            "standard": {"name": "ninjs", "version": VERSION, "schema": SCHEMA},
            "uri": _uri(article.id),
            "type": "text",
            "representationType": "full",
            "profile": PROFILE,
            "version": "1",
            "versionCreated": version_instant(article, options),
            "contentCreated": metadata.published if "T" in (metadata.published or "") else None,
            "pubStatus": "usable",
            "copyrightNotice": options.rights if metadata.copyright_notice is None else metadata.copyright_notice,
            "language": article.language,
            "title": metadata.headline or paragraph_text(article, "headline"),
            "by": ", ".join(author.name for author in metadata.authors),
            "located": ", ".join(place.name for place in dateline_locations(article)),
            "headlines": _headlines(article),
            "descriptions": _texts("summary", metadata.description),
            "bodies": _bodies(article),
            "people": parts.people(article.actors, "mentions"),
            "organisations": parts.organisations(article.actors, "mentions"),
            "places": [parts.place(place) for place in article.locations],
            "subjects": _subjects(article),
            "infoSources": _publisher(article, options),
            "renditions": _page(metadata.url),
            "associations": [*_images(metadata.image), *parts.quotes(), *parts.claims()],
        }
    )


def _known(values: Object) -> Object:
    """Without the keys of which nothing is known."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _uri(iri: str) -> str:
    """The IRI as a URI (RFC 3987, section 3.1)."""
    return percent_encode(uri(iri)[0], safe="!#$%&'()*+,/:;=?@[]~")


def _texts(role: str, value: str | None) -> list[Object]:
    return [{"role": role, "contentType": "text/plain", "value": value}] if value else []


def _headlines(article: Article) -> list[Object]:
    main = article.metadata.headline or paragraph_text(article, "headline")
    return [*_texts("main", main), *_texts("alternative", article.metadata.alternative_headline)]


def _bodies(article: Article) -> list[Object]:
    """The text as it is, and as XHTML with quotes, claims and mentions marked."""
    markup = write_blocks(article.text, find_blocks(article), find_marks(article), XhtmlStyle())
    counts = {"charCount": len(article.text), "wordCount": count_words(article.text)}
    return [
        {"role": "main", "contentType": "text/plain", **counts, "value": article.text},
        {"role": "richtext", "contentType": "application/xhtml+xml", **counts, "value": markup},
    ]


def _subjects(article: Article) -> list[Object]:
    section = article.metadata.section
    found = [{"name": keyword, "rel": "keyword"} for keyword in article.metadata.keywords if keyword]
    return [*found, {"name": section, "rel": "section"}] if section else found


def _publisher(article: Article, options: RenderOptions) -> list[Object]:
    publisher = article.metadata.publisher or options.provider
    if publisher is None:
        return []
    return [
        _known({"name": publisher.name, "role": "publisher", "uri": _uri(publisher.url) if publisher.url else None})
    ]


def _page(url: str | None) -> list[Object]:
    return [{"name": "web", "href": _uri(url), "contentType": "text/html"}] if url else []


def _images(iris: Iterable[str]) -> Iterator[Object]:
    for number, iri in enumerate(iris, 1):
        address = _uri(iri)
        renditions = [{"name": "main", "href": address}]
        yield {"name": f"image-{number}", "rel": "image", "uri": address, "type": "picture", "renditions": renditions}


class _Parts:
    """The facts of one article; what one refers to stands under the same URI elsewhere."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.ids = Ids.of(article)
        entities: list[Actor | Location] = [*article.actors, *article.locations]
        self.entities = {one.id: one for one in entities}

    def _identity(self, entity: Actor | Location) -> Object:
        """Name, identifier and the id of the fact: an outer identifier where one is known, else that in the article."""
        iri = entity.same_as[0] if entity.same_as else self.ids.fact(entity.id)
        return {"name": entity.name, "uri": _uri(iri), "literal": entity.id}

    def people(self, actors: Iterable[Actor], relation: str) -> list[Object]:
        return [{**self._identity(actor), "rel": relation} for actor in actors if actor.type == "person"]

    def organisations(self, actors: Iterable[Actor], relation: str) -> list[Object]:
        """Organisations, states and groups."""
        return [{**self._identity(actor), "rel": relation} for actor in actors if actor.type != "person"]

    def place(self, place: Location) -> Object:
        found = {**self._identity(place), "rel": "mentions"}
        if place.latitude is None:
            return found
        return {**found, "geoJSON": {"type": "Point", "coordinates": [place.longitude, place.latitude]}}

    def quotes(self) -> Iterator[Object]:
        for one in self.article.quotes:
            words = [(fragment.text, fragment.start, fragment.end) for fragment in one.fragments]
            source = None if one.speaker is None else self.entities[one.speaker.actor]
            addressees = [actor for actor in self.article.actors if one.addressee and actor.id == one.addressee.actor]
            yield _known(
                {
                    **self._part(one, "quote", words, source),
                    "people": self.people(addressees, "addressee"),
                    "organisations": self.organisations(addressees, "addressee"),
                    "genres": [{"name": f"{one.form} quote", "literal": one.form}],
                }
            )

    def claims(self) -> Iterator[Object]:
        for one in self.article.claims:
            source = None if one.claimant is None else self.entities[one.claimant]
            yield _known(
                {
                    **self._part(one, "claim", [(one.text, one.start, one.end)], source),
                    "subjects": [{**self._identity(self.entities[name]), "rel": "about"} for name in one.about],
                    "genres": [{"name": f"claim that {one.stance}", "literal": one.stance}],
                    "associations": [
                        {"name": name, "rel": "supportedBy", "uri": _uri(self.ids.fact(name))} for name in one.quotes
                    ],
                }
            )

    def _part(
        self, fact: Quote | Claim, relation: str, words: list[tuple[str, int, int]], source: Actor | Location | None
    ) -> Object:
        role = "speaker" if relation == "quote" else "claimant"
        return {
            "name": fact.id,
            "rel": relation,
            "uri": _uri(self.ids.fact(fact.id)),
            "type": "component",
            "language": self.article.language,
            "by": None if source is None else source.name,
            "descriptions": _cue(fact.cue),
            "bodies": [
                {"role": "main", "contentType": "text/plain", "charCount": len(text), "value": text}
                for text, _, _ in words
            ],
            "altIds": [{"role": "textPosition", "value": char_range(start, end)} for _, start, end in words],
            "infoSources": [] if source is None else [{**self._identity(source), "role": role}],
        }


def _cue(cue: Cue | None) -> list[Object]:
    return [] if cue is None else _texts("cue", cue.text)
