"""The NewsArticle node around the facts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from exporter.formats import jsonld_names as names
from exporter.formats.jsonld_annotations import Annotator, Node
from exporter.formats.jsonld_entities import Entities, known, one_or_many
from exporter.formats.jsonld_facts import Facts
from exporter.formats.jsonld_ids import Ids, without_fragment
from exporter.formats.options import RenderOptions
from exporter.model import Article, Author, Location, Paragraph, ParagraphRole, Publisher

_WORD = re.compile(r"\w\S*")
_HEADING_MARK = re.compile(r"\A\s*#{1,6}\s+")
_DATELINE_EDGE = " \t\n\u00a0\u202f-–—"

METADATA_KEYS = {
    "headline": "headline",
    "alternative_headline": "alternativeHeadline",
    "description": "description",
    "section": "articleSection",
    "dateline": "dateline",
    "copyright_notice": "copyrightNotice",
}
"""Strings of the metadata that may be empty, by the key that carries them."""


def article_node(article: Article, options: RenderOptions) -> Node:
    """The whole document: metadata, text, places, actors and claims, quotes."""
    ids = Ids.of(article)
    annotator = Annotator(article.text) if options.profile == "full" else None
    entities = Entities(article, ids, annotator)
    facts = Facts(article.language, ids, annotator)
    node: Node = {
        "@context": names.CONTEXT,
        "@type": "NewsArticle",
        "@id": ids.article,
        "identifier": article.id if article.id != ids.base else None,
        **_metadata(article, options, ids),
        "wordCount": count_words(article.text),
        "articleBody": article.text,
        "contentLocation": [entities.location(location) for location in article.locations],
        "mentions": [
            *(entities.actor(actor) for actor in article.actors),
            *(facts.claim(claim) for claim in article.claims),
        ],
        "hasPart": [facts.quotation(quote) for quote in article.quotes],
    }
    if annotator is not None:
        node |= _annotations(article, options, annotator)
    return known(node)


def _metadata(article: Article, options: RenderOptions, ids: Ids) -> Node:
    metadata = article.metadata
    publisher = metadata.publisher or options.provider
    return {
        "url": metadata.url,
        "mainEntityOfPage": _page(metadata.url),
        "headline": metadata.headline or paragraph_text(article, "headline"),
        "alternativeHeadline": metadata.alternative_headline,
        "description": metadata.description,
        "inLanguage": article.language,
        "datePublished": metadata.published,
        "dateModified": metadata.modified,
        "author": [_author(author, ids.author(number)) for number, author in enumerate(metadata.authors, 1)],
        "publisher": _publisher(publisher, ids) if publisher else None,
        "image": list(metadata.image),
        "articleSection": metadata.section,
        "keywords": list(metadata.keywords),
        "dateline": metadata.dateline or paragraph_text(article, "dateline"),
        "locationCreated": one_or_many({"@id": ids.fact(one.id)} for one in dateline_locations(article)),
        "isAccessibleForFree": metadata.is_accessible_for_free,
        "copyrightNotice": metadata.copyright_notice or options.rights,
    }


def _annotations(article: Article, options: RenderOptions, annotator: Annotator) -> Node:
    generator = article.generator
    return {
        names.SCHEMA_VERSION_KEY: article.schema_version,
        names.GENERATOR: {
            "@type": "SoftwareApplication",
            "name": generator.name,
            "softwareVersion": generator.version,
        },
        names.DERIVED: derived_keys(article, options),
        names.EMPTY: [key for field, key in METADATA_KEYS.items() if getattr(article.metadata, field) == ""],
        names.PARAGRAPH: [annotator.paragraph(paragraph) for paragraph in article.paragraphs],
        names.DIAGNOSTIC: [annotator.diagnostic(diagnostic) for diagnostic in article.diagnostics],
    }


def derived_keys(article: Article, options: RenderOptions) -> list[str]:
    """Keys whose value comes from the text or the newsroom's defaults, not from the article's metadata."""
    metadata = article.metadata
    sources: list[tuple[str, Any, Any]] = [
        ("headline", metadata.headline, paragraph_text(article, "headline")),
        ("dateline", metadata.dateline, paragraph_text(article, "dateline")),
        ("copyrightNotice", metadata.copyright_notice, options.rights),
        ("publisher", metadata.publisher, options.provider),
    ]
    return [key for key, own, default in sources if not own and default]


def paragraph_text(article: Article, role: ParagraphRole) -> str | None:
    """The words of the first paragraph of a role, without the mark of a heading and the dash that ends a dateline."""
    for paragraph in article.paragraphs:
        if paragraph.role == role:
            words = article.text[paragraph.start : paragraph.end]
            return _HEADING_MARK.sub("", words).strip(_DATELINE_EDGE) or None
    return None


def dateline_locations(article: Article) -> list[Location]:
    """The places named in the text's first dateline; else the place that opens the metadata's dateline."""
    line = next((paragraph for paragraph in article.paragraphs if paragraph.role == "dateline"), None)
    found = [location for location in article.locations if line is not None and _is_named_in(location, line)]
    if found or not article.metadata.dateline:
        return found
    opening = re.split(r"[,(]", article.metadata.dateline, maxsplit=1)[0].strip().casefold()
    return [location for location in article.locations if location.name.casefold() == opening][:1]


def _is_named_in(location: Location, line: Paragraph) -> bool:
    return any(line.start <= mention.start and mention.end <= line.end for mention in location.mentions)


@lru_cache(1)
def count_words(text: str) -> int:
    """Runs without white space that hold a letter or digit: "« mot »" is one word. Each output of a text asks."""
    return len(_WORD.findall(text))


def _page(url: str | None) -> Node | None:
    return {"@type": "WebPage", "@id": without_fragment(url)} if url else None


def _author(author: Author, iri: str) -> Node:
    kind = "Person" if author.type == "person" else "Organization"
    return known({"@type": kind, "@id": iri, "name": author.name, "url": author.url})


def _publisher(publisher: Publisher, ids: Ids) -> Node:
    logo = {"@type": "ImageObject", "url": publisher.logo} if publisher.logo else None
    return known(
        {
            "@type": "NewsMediaOrganization",
            "@id": ids.publisher(publisher.url),
            "name": publisher.name,
            "url": publisher.url,
            "logo": logo,
        }
    )
