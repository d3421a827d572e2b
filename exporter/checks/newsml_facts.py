"""The facts of an item of ours against each other: what each kind of fact has to say, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from exporter.checks.located_xml import Finding
from exporter.checks.newsml_generic import language_finding
from exporter.checks.newsml_item import Item, is_claim
from exporter.formats.jsonld_ids import without_fragment
from exporter.formats.newsml_parsing import g2
from exporter.formats.newsml_properties import Family, iri
from exporter.formats.newsml_vocabulary import ACTOR_NATURE, ENTITY, SCHEMES, XML

_LANG = f"{{{XML}}}lang"
_NAME = g2("name")
_OTHER_LANGUAGES = etree.XPath("descendant-or-self::*[@xml:lang and @xml:lang != $language]")


class Property(NamedTuple):
    """An extension property: the alias of its QCode ("" for none), whether it has a value, how often it may stand."""

    alias: str
    has_value: bool
    least: int
    is_single: bool = True


_EVIDENCE = {
    "rule": Property("nxrule", False, 1),
    "resolution": Property("nxrule", False, 0),
    "confidence": Property("", True, 0),
}
_PART: dict[str, Property] = {
    "range": Property("", True, 1, is_single=False),
    "speaker": Property(ENTITY, True, 0),
    "cue": Property("nxverb", True, 0),
    "speechAct": Property("nxact", False, 0),
    "addressee": Property(ENTITY, True, 0),
    "stance": Property("nxstance", False, 0),
    "quote": Property(ENTITY, False, 0, is_single=False),
    **_EVIDENCE,
}
_ENTITY: dict[str, Property] = {
    "entityType": Property("nxtype", False, 1),
    "named": Property("", True, 0),
    "role": Property("", True, 0, is_single=False),
    "mention": Property("nxform", True, 1, is_single=False),
    **_EVIDENCE,
}
_NATURE: dict[str, str] = {**{str(name): nature for name, nature in ACTOR_NATURE.items()}, "place": "cpnat:poi"}


def fact_findings(item: Item) -> Iterator[Finding]:
    """Where facts are incomplete or contradict each other."""
    yield from _catalog(item)
    yield from _language(item)
    for one in item.asserts.values():
        yield from _properties(one, _ENTITY)
        yield from _nature(one)
    for number, part in enumerate(item.parts, 1):
        if part.node.get("seq") != str(number):
            yield Finding(part.node, "newsml.sequence", f"seq is {part.node.get('seq')}, but this is part {number}")
        yield from _properties(part, _PART)
        yield from _part(part)
        yield from _references(item, part)
    yield from _subjects(item)


def _properties(family: Family, table: Mapping[str, Property]) -> Iterator[Finding]:
    for relation, wanted in table.items():
        if wanted.least and not family.related(relation):
            yield Finding(family.node, "newsml.property", f"there is no property nxrel:{relation}")
    for relation, found in family.relations():
        if relation in table:
            yield from _property(family, relation, found, table[relation])


def _property(family: Family, relation: str, found: Sequence[etree._Element], wanted: Property) -> Iterator[Finding]:
    if wanted.is_single and len(found) > 1:
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
        entity = item.asserts.get(node.get("qcode", ""))
        if entity is None:
            yield Finding(node, "newsml.source", f"no assert has the QCode {node.get('qcode')!r}")
            continue
        nature = entity.child("type").get("qcode")
        if node.get("type") not in (None, nature):
            yield Finding(node, "newsml.type", f"the type is {node.get('type')}, in the assert {nature}")
        name = node.find(_NAME)
        if name is not None and name.text != entity.child("name").text:
            message = f"the name is {name.text!r}, in the assert {entity.child('name').text!r}"
            yield Finding(node, "newsml.source", message)


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
    found: Any = _OTHER_LANGUAGES(item.node, language=language)
    tags = [(node, node.get(_LANG)) for node in found]
    declared = item.content.child("language")
    if declared.get("tag") != language:
        tags.append((declared, declared.get("tag")))
    for node, tag in tags:
        yield Finding(node, "newsml.language", f"the language is {tag!r}, but that of the item is {language!r}")
