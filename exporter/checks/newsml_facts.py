"""The facts of an item of ours against each other: what each kind of fact has to say, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from exporter.checks.located_xml import Finding
from exporter.checks.newsml_generic import language_finding
from exporter.checks.newsml_item import Item, is_claim
from exporter.formats.jsonld_ids import without_fragment
from exporter.formats.newsml_parsing import g2
from exporter.formats.newsml_properties import Family, iri
from exporter.formats.newsml_vocabulary import ACTOR_NATURE, ENTITY, NITF, SCHEMES, XHTML, XML

_LANG = f"{{{XML}}}lang"
_NAME = g2("name")
WITH_LANGUAGE = (g2("newsItem"), f"{{{XHTML}}}html", f"{{{NITF}}}nitf", f"{{{NITF}}}lang")
"""The elements that have a language, by the profile's schema."""


class Property(NamedTuple):
    """An extension property: the alias of its QCode ("" for none), whether it has a value, how often it may stand."""

    alias: str
    has_value: bool
    is_single: bool = True


_EVIDENCE = {
    "rule": Property("nxrule", False),
    "resolution": Property("nxrule", False),
    "confidence": Property("", True),
}
_PART: dict[str, Property] = {
    "range": Property("", True, is_single=False),
    "speaker": Property(ENTITY, True),
    "cue": Property("nxverb", True),
    "speechAct": Property("nxact", False),
    "addressee": Property(ENTITY, True),
    "stance": Property("nxstance", False),
    "quote": Property(ENTITY, False, is_single=False),
    **_EVIDENCE,
}
_PART_NEEDS = ("range", "rule")
_ENTITY: dict[str, Property] = {
    "entityType": Property("nxtype", False),
    "named": Property("", True),
    "role": Property("", True, is_single=False),
    "mention": Property("nxform", True, is_single=False),
    **_EVIDENCE,
}
_ENTITY_NEEDS = ("entityType", "mention", "rule")
_NATURE: dict[str, str] = {**{str(name): nature for name, nature in ACTOR_NATURE.items()}, "place": "cpnat:poi"}


def fact_findings(item: Item) -> Iterator[Finding]:
    """Where facts are incomplete or contradict each other."""
    yield from _catalog(item)
    yield from _language(item)
    for one in item.asserts.values():
        yield from _properties(one, _ENTITY, _ENTITY_NEEDS)
        yield from _nature(one)
    for number, part in enumerate(item.parts, 1):
        if part.node.get("seq") != str(number):
            yield Finding(part.node, "newsml.sequence", f"seq is {part.node.get('seq')}, but this is part {number}")
        yield from _properties(part, _PART, _PART_NEEDS)
        yield from _part(part)
        yield from _references(item, part)
    yield from _subjects(item)


def _properties(family: Family, table: Mapping[str, Property], needs: Sequence[str]) -> Iterator[Finding]:
    for relation in needs:
        if not family.related(relation):
            yield Finding(family.node, "newsml.property", f"there is no property nxrel:{relation}")
    for relation, found in family.relations():
        wanted = table.get(relation)
        if wanted is None:
            continue
        if len(found) > 1 and wanted.is_single:
            yield Finding(family.node, "newsml.property", f"{len(found)} properties nxrel:{relation}, where one stands")
        for one in found:
            alias = one.get("qcode", "").partition(":")[0]
            # A cue without a lemma has no code.
            if alias != wanted.alias and (relation != "cue" or alias):
                message = f"nxrel:{relation} has the QCode {one.get('qcode')!r}, not one of {wanted.alias!r}"
                yield Finding(one, "newsml.property", message)
            if (one.get("value") is not None) != wanted.has_value:
                yield Finding(one, "newsml.property", f"nxrel:{relation} has {'no' if wanted.has_value else 'a'} value")


def _nature(one: Family) -> Iterator[Finding]:
    """The kind of concept fits the type of actor or place."""
    kind = _code(one.property("entityType"))
    wanted = _NATURE.get(kind, "cpnat:geoArea")
    declared = one.child("type")
    if declared.get("qcode") != wanted:
        message = f"the type is {declared.get('qcode')}, but that of the entity type {kind!r} is {wanted}"
        yield Finding(declared, "newsml.type", message)


def _code(node: etree._Element | None) -> str:
    return "" if node is None else node.get("qcode", "").partition(":")[2]


def _part(part: Family) -> Iterator[Finding]:
    claim = is_claim(part)
    words = "nxpart:statement" if claim else "nxpart:verbatim"
    for node in part.named("description"):
        if node.get("role") != words:
            yield Finding(node, "newsml.part", f"the words of this part have the role {words}")
    if claim and len(part.named("description")) > 1:
        yield Finding(part.node, "newsml.part", "a claim has one description")
    if bool(part.related("stance")) != claim:
        yield Finding(part.node, "newsml.part", "a claim has a stance, a quote has none")
    if len(part.related("cue")) != len(part.related("speechAct")):
        yield Finding(part.node, "newsml.part", "a cue and its speech act stand together")
    yield from _source(part, claim)


def _source(part: Family, claim: bool) -> Iterator[Finding]:
    source, speaker = part.first("infoSource"), part.property("speaker")
    wanted = "nxrel:claimant" if claim else "nxrel:speaker"
    if source is not None and not source.get("role", "").startswith(wanted):
        yield Finding(source, "newsml.source", f"the source of this part has the role {wanted}")
    if not claim and _code(source) != _code(speaker):
        yield Finding(part.node, "newsml.source", "infoSource and the property nxrel:speaker name the same actor")


def _references(item: Item, part: Family) -> Iterator[Finding]:
    named = (*part.named("infoSource"), *part.named("subject"), *part.related("speaker"), *part.related("addressee"))
    yield from _entity_references(item, named)
    for node in part.related("quote"):
        if _code(node) not in item.quotes:
            yield Finding(node, "newsml.reference", f"there is no quote with the partid {_code(node)!r}")


def _entity_references(item: Item, nodes: Sequence[etree._Element]) -> Iterator[Finding]:
    """There is an assert with the QCode; type and name are the same there."""
    for node in nodes:
        found = item.natures_and_names.get(node.get("qcode", ""))
        if found is None:
            yield Finding(node, "newsml.source", f"no assert has the QCode {node.get('qcode')!r}")
            continue
        nature, name = found
        if node.get("type", nature) != nature:
            yield Finding(node, "newsml.type", f"the type is {node.get('type')}, in the assert {nature}")
        for own in node.iterchildren(_NAME):
            if own.text != name:
                yield Finding(node, "newsml.source", f"the name is {own.text!r}, in the assert {name!r}")


def _subjects(item: Item) -> Iterator[Finding]:
    """Each assert has one subject, and whatever points at an assert finds it."""
    subjects = item.content.named("subject")
    if [node.get("qcode") for node in subjects] != [node.get("qcode") for node in item.family.named("assert")]:
        yield Finding(item.node, "newsml.source", "the subjects of contentMeta and the asserts are not the same")
    for nodes in (subjects, item.content.named("located"), item.family.named("inlineRef")):
        yield from _entity_references(item, nodes)


def _catalog(item: Item) -> Iterator[Finding]:
    declared = {node.get("alias"): node for node in item.family.child("catalog")}
    canonical = item.meta.property("canonical")
    address = item.node.get("guid", "") if canonical is None else iri(canonical, "href") or ""
    for alias, uri in {ENTITY: f"{without_fragment(address)}#", **SCHEMES}.items():
        node = declared.get(alias)
        if node is None:
            yield Finding(item.node, "newsml.catalog", f"the inline catalog has no scheme {alias!r}")
        elif iri(node, "uri") != uri:
            yield Finding(node, "newsml.catalog", f"the scheme {alias!r} has the URI {uri}")


def _language(item: Item) -> Iterator[Finding]:
    """All of an item is in one language."""
    language = item.node.get(_LANG, "")
    yield from language_finding(item.node, language)
    tags = [(node, tag) for node in item.node.iter(*WITH_LANGUAGE) if (tag := node.get(_LANG)) != language]
    declared = item.content.child("language")
    if declared.get("tag") != language:
        tags.append((declared, declared.get("tag")))
    for node, tag in tags:
        yield Finding(node, "newsml.language", f"the language is {tag!r}, but that of the item is {language!r}")
