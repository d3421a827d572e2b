"""Several articles at once: a NewsML-G2 `newsMessage` of their items, and a `knowledgeItem` of their actors and places.

What the schema asks for and nobody gave is derived: `sent` and `versionCreated` are `options.now`, else the latest date
of the articles; the ids are name-based UUIDs (RFC 9562, version 5) of the articles' ids.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from exporter.errors import InputError, ValidationError
from exporter.formats.newsml import catalogs, encode, item_attributes, news_item
from exporter.formats.newsml_entities import details
from exporter.formats.newsml_index import ItemIndex
from exporter.formats.newsml_markup import container, element
from exporter.formats.newsml_merging import Concept, merge
from exporter.formats.newsml_metadata import named, provider
from exporter.formats.newsml_parsing import g2, parse_xml
from exporter.formats.newsml_reader import is_own, read_item
from exporter.formats.newsml_vocabulary import ENTITIES_PROFILE, EXACT, G2
from exporter.formats.options import RenderOptions, version_instant
from exporter.model import SCHEMA_VERSION, Article
from exporter.version import NAME, VERSION

_NAMESPACE = uuid.UUID("0f5b6e0a-6d8e-5f0a-8a36-6b1f0c8c9d52")
MANY_LANGUAGES = "mul"
"""The language tag of an item whose articles are in several languages (ISO 639-2)."""


def write_news_message(articles: Sequence[Article], options: RenderOptions) -> bytes:
    """A message with one newsItem for each article, in their order.

    Raises ValidationError for no article, two articles with one id, or a character that XML 1.0 cannot hold.
    """
    _refuse(articles)
    items = (news_item(article, options, f"i{number}.") for number, article in enumerate(articles, 1))
    children = [container("header", {}, _header(articles, options)), container("itemSet", {}, items)]
    return encode(container("newsMessage", {"xmlns": G2, "xmlns:x": EXACT}, children))


def read_news_message(data: bytes) -> tuple[Article, ...]:
    """The articles of a message of ours. Raises InputError."""
    root = parse_xml(data)
    items = list(root.iterfind(f"{g2('itemSet')}/{g2('newsItem')}")) if root.tag == g2("newsMessage") else []
    own = [item for item in items if is_own(item)]
    if not own:
        raise InputError("this is no newsMessage with newsItems of this program")
    return tuple(read_item(ItemIndex(item)) for item in own)


def write_knowledge_item(articles: Sequence[Article], options: RenderOptions) -> bytes:
    """The named actors and the places of all articles, each once.

    Raises ValidationError for no article, two articles with one id, or a character that XML 1.0 cannot hold.
    """
    _refuse(articles)
    languages = {article.language for article in articles}
    language = languages.pop() if len(languages) == 1 else MANY_LANGUAGES
    attributes = item_attributes(_name("entities", articles), language)
    concepts = (_concept(concept, language) for concept in merge(articles))
    children = [
        *catalogs(),
        container("itemMeta", {}, _item_meta(articles, options)),
        container("conceptSet", {}, concepts),
    ]
    return encode(container("knowledgeItem", attributes, children))


def _refuse(articles: Sequence[Article]) -> None:
    if not articles:
        raise ValidationError("there is no article to write; name at least one")
    name, count = Counter(article.id for article in articles).most_common(1)[0]
    if count > 1:
        raise ValidationError(f"{count} articles have the id {name}; ids tell the items of a run apart")


def _header(articles: Sequence[Article], options: RenderOptions) -> Iterator[str]:
    yield element("sent", {}, _latest(articles, options))
    if options.provider is not None:
        yield element("sender", {}, options.provider.name)
    yield element("transmitId", {}, _name("message", articles))


def _latest(articles: Sequence[Article], options: RenderOptions) -> str:
    return max((version_instant(article, options) for article in articles), key=datetime.fromisoformat)


def _name(kind: str, articles: Sequence[Article]) -> str:
    """A name of this kind that the same articles always have."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, ' '.join([kind, *(article.id for article in articles)]))}"


def _item_meta(articles: Sequence[Article], options: RenderOptions) -> Iterator[str]:
    publishers = {article.metadata.publisher for article in articles}
    yield element("itemClass", {"qcode": "cinat:concept"})
    yield provider(publishers.pop() if len(publishers) == 1 else None, options.provider)
    yield element("versionCreated", {}, _latest(articles, options))
    yield element("pubStatus", {"qcode": "stat:usable"})
    yield element("generator", {"versioninfo": VERSION}, NAME)
    yield element("profile", {"versioninfo": SCHEMA_VERSION}, ENTITIES_PROFILE)


def _concept(concept: Concept, language: str) -> str:
    """The concept; `sameAs` leads to public identifiers and to the entity in each article."""
    name = f"urn:uuid:{uuid.uuid5(_NAMESPACE, concept.key)}"
    names = [named("name", {}, one) for one in concept.names]
    iris = [*concept.identifiers, *dict.fromkeys(one.iri for one in concept.occurrences)]
    own = concept.first.language
    children = [element("conceptId", {"uri": name}), *details(concept.entity, names, concept.titles, iris)]
    return container("concept", {"xml:lang": None if own == language else own}, children)
