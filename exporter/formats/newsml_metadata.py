"""What is known of the item and of its content: rightsInfo, itemMeta and contentMeta.

Nothing is made up. What the schema asks for and nobody gave has a fixed value, marked `creator="nxsys:default"`;
what the newsroom's options gave is marked `nxsys:configuration`, what the text itself says `nxsys:rules`.
"""

from __future__ import annotations

from collections.abc import Iterator

from exporter.formats.jsonld_article import paragraph_text
from exporter.formats.newsml_markup import Attributes, character_data, code, container, element, one_line, uri
from exporter.formats.newsml_vocabulary import (
    CONFIGURATION,
    DEFAULT,
    PROFILE,
    RULES,
    char_range,
)
from exporter.formats.options import RenderOptions, version_instant
from exporter.model import Article, Author, Diagnostic, ParagraphRole, Publisher

UNKNOWN_PROVIDER = "unknown"
_NATURES = {"person": "cpnat:person", "organization": "cpnat:organisation"}


def named(name: str, attributes: Attributes, value: str) -> str:
    """An element whose text the schema wants on one line; the exact text stands beside it where it has several."""
    if value.isprintable() and not attributes:
        return character_data(name, name, value)
    text, exact = one_line(value)
    return element(name, {**attributes, "x:text": exact}, text)


def link(attribute: str, iri: str | None) -> dict[str, str | None]:
    """An attribute that holds an IRI, and the exact IRI where the schema's type cannot hold it."""
    if iri is None:
        return {}
    value, exact = uri(iri)
    return {attribute: value, f"x:{attribute}": exact}


def rights_info(article: Article, options: RenderOptions) -> Iterator[str]:
    """The rights line of the article, else of the newsroom; nothing where there is none."""
    own = article.metadata.copyright_notice
    notice = own if own is not None else options.rights
    if notice is not None:
        creator = CONFIGURATION if own is None else None
        yield container("rightsInfo", {}, [element("copyrightNotice", {"creator": creator}, notice)])


def item_meta(article: Article, options: RenderOptions) -> str:
    """Management data: provider, version, generator, section, title, links, diagnostics."""
    return container("itemMeta", {}, _item_meta(article, options))


def _item_meta(article: Article, options: RenderOptions) -> Iterator[str]:
    metadata = article.metadata
    yield element("itemClass", {"qcode": "ninat:text"})
    yield provider(metadata.publisher, options.provider)
    yield element("versionCreated", {}, version_instant(article, options))
    yield element("pubStatus", {"qcode": "stat:usable"})
    yield named("generator", {"versioninfo": article.generator.version}, article.generator.name)
    yield element("profile", {"versioninfo": article.schema_version}, PROFILE)
    if metadata.section is not None:
        qcode = f"nxsvc:{code(metadata.section)}" if metadata.section else None
        yield container("service", {"qcode": qcode}, [named("name", {}, metadata.section)])
    headline = title(article)
    if headline is not None:
        yield element("title", {}, headline)
    if metadata.url is not None:
        yield element("link", {"rel": "nxrel:canonical", **link("href", metadata.url)})
    for image in metadata.image:
        yield element("link", {"rel": "nxrel:image", **link("href", image)})
    yield from _logo(metadata.publisher, options.provider)
    for diagnostic in article.diagnostics:
        yield _diagnostic(diagnostic)


def provider(publisher: Publisher | None, configured: Publisher | None) -> str:
    """The article's publisher, else the newsroom of the options, else the literal "unknown"."""
    known = publisher or configured
    if known is None:
        return element("provider", {"literal": UNKNOWN_PROVIDER, "creator": DEFAULT})
    creator = CONFIGURATION if publisher is None else None
    return container("provider", {**link("uri", known.url), "creator": creator}, [named("name", {}, known.name)])


def _logo(publisher: Publisher | None, configured: Publisher | None) -> Iterator[str]:
    # Not the provider's remoteInfo, which the package newsmlg2 cannot read.
    known = publisher or configured
    if known is not None and known.logo is not None:
        creator = CONFIGURATION if publisher is None else None
        yield element("link", {"rel": "nxrel:logo", **link("href", known.logo), "creator": creator})


def _diagnostic(diagnostic: Diagnostic) -> str:
    start, end = diagnostic.start, diagnostic.end
    where = char_range(start, end) if start is not None and end is not None else None
    attributes = {
        "rel": "nxrel:diagnostic",
        "type": f"nxsev:{diagnostic.severity}",
        "qcode": f"nxdiag:{diagnostic.code}",
        "value": where,
    }
    return container("itemMetaExtProperty", attributes, [element("note", {}, diagnostic.message)])


def title(article: Article) -> str | None:
    """The headline, else the paragraph that is one."""
    return article.metadata.headline or paragraph_text(article, "headline")


def content_meta(article: Article, subjects: Iterator[str], located: Iterator[str]) -> str:
    """What the content is about. `located` are the elements for the places of the dateline."""
    children = [*_administrative(article, located), *_descriptive(article, subjects)]
    free = article.metadata.is_accessible_for_free
    if free is not None:
        value = "true" if free else "false"
        children.append(element("contentMetaExtProperty", {"rel": "nxrel:isAccessibleForFree", "value": value}))
    return container("contentMeta", {}, children)


def _administrative(article: Article, located: Iterator[str]) -> Iterator[str]:
    metadata = article.metadata
    if metadata.published is not None:
        yield element("contentCreated", {}, metadata.published)
    if metadata.modified is not None:
        yield element("contentModified", {}, metadata.modified)
    yield from located
    for author in metadata.authors:
        yield _creator(author)


def _creator(author: Author) -> str:
    attributes = {**link("uri", author.url), "type": _NATURES[author.type]}
    return container("creator", attributes, [named("name", {}, author.name)])


def _descriptive(article: Article, subjects: Iterator[str]) -> Iterator[str]:
    metadata = article.metadata
    yield element("language", {"tag": article.language})
    for keyword in metadata.keywords:
        yield named("keyword", {}, keyword)
    yield from subjects
    yield from _label(article, "headline", metadata.headline, "headline")
    if metadata.alternative_headline is not None:
        yield element("headline", {"role": "nxpart:alternative"}, metadata.alternative_headline)
    yield from _label(article, "dateline", metadata.dateline, "dateline")
    if metadata.authors:
        yield element("by", {}, ", ".join(author.name for author in metadata.authors))
    if metadata.description is not None:
        yield element("description", {"role": "drol:summary"}, metadata.description)


def _label(article: Article, name: str, value: str | None, role: ParagraphRole) -> Iterator[str]:
    """The metadata's value, else the text of the paragraph that has the role."""
    if value is not None:
        yield element(name, {}, value)
    elif (text := paragraph_text(article, role)) is not None:
        yield element(name, {"creator": RULES}, text)
