"""The facts of an item of ours against each other: what each kind of fact has to say, and what it refers to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from exporter.checks.located_xml import Finding
from exporter.checks.newsml_item import Item
from exporter.formats.newsml_parsing import g2
from exporter.formats.newsml_vocabulary import ACTOR_NATURE, ENTITY, SCHEMES, XML, fact_id


class Property(NamedTuple):
    """An extension property: the alias of its QCode, whether it has a value, and how often it may stand."""

    alias: str | None
    has_value: bool
    least: int
    most: int | None


_PART: dict[str, Property] = {
    "range": Property(None, True, 1, None),
    "speaker": Property(ENTITY, True, 0, 1),
    "cue": Property("nxverb", True, 0, 1),
    "speechAct": Property("nxact", False, 0, 1),
    "addressee": Property(ENTITY, True, 0, 1),
    "stance": Property("nxstance", False, 0, 1),
    "quote": Property(ENTITY, False, 0, None),
    "rule": Property("nxrule", False, 1, 1),
    "resolution": Property("nxrule", False, 0, 1),
    "confidence": Property(None, True, 0, 1),
}
_ENTITY: dict[str, Property] = {
    "entityType": Property("nxtype", False, 1, 1),
    "named": Property(None, True, 0, 1),
    "role": Property(None, True, 0, None),
    "mention": Property("nxform", True, 1, None),
    "rule": Property("nxrule", False, 1, 1),
    "resolution": Property("nxrule", False, 0, 1),
    "confidence": Property(None, True, 0, 1),
}


def fact_findings(item: Item) -> Iterator[Finding]:
    """Where facts are incomplete or contradict each other."""
    yield from _catalog(item)
    yield from _language(item)
    for node in item.asserts.values():
        yield from _properties(node, "conceptExtProperty", _ENTITY)
        yield from _entity(node)
    for number, part in enumerate(item.parts, 1):
        if part.get("seq") != str(number):
            yield Finding(part, "newsml.sequence", f"seq is {part.get('seq')}, but this is part {number}")
        yield from _properties(part, "partMetaExtProperty", _PART)
        yield from _part(item, part)
    yield from _subjects(item)


def _properties(node: etree._Element, name: str, table: Mapping[str, Property]) -> Iterator[Finding]:
    found = list(node.iterchildren(g2(name)))
    counts = Counter(one.get("rel", "").removeprefix("nxrel:") for one in found)
    for relation, wanted in table.items():
        count = counts[relation]
        if count < wanted.least or (wanted.most is not None and count > wanted.most):
            yield Finding(
                node, "newsml.property", f"{count} properties nxrel:{relation}, where {_wanted(wanted)} stands"
            )
    for one in found:
        wanted = table[one.get("rel", "").removeprefix("nxrel:")]
        alias = one.get("qcode", "").partition(":")[0]
        # A cue without a lemma has no code.
        if alias != (wanted.alias or "") and not (wanted.alias == "nxverb" and not alias):
            message = f"{one.get('rel')} has the QCode {one.get('qcode')!r}, not one of {wanted.alias!r}"
            yield Finding(one, "newsml.property", message)
        if (one.get("value") is not None) != wanted.has_value:
            yield Finding(one, "newsml.property", f"{one.get('rel')} has {'no' if wanted.has_value else 'a'} value")


def _wanted(wanted: Property) -> str:
    return "one" if wanted.most == 1 else "one or more"


def _entity(node: etree._Element) -> Iterator[Finding]:
    """The kind of concept fits the type of actor or place."""
    kind = next(
        (one.get("qcode", "").partition(":")[2] for one in _with(node, "conceptExtProperty", "entityType")), "area"
    )
    actor = next((nature for name, nature in ACTOR_NATURE.items() if name == kind), None)
    wanted = actor or ("cpnat:poi" if kind == "place" else "cpnat:geoArea")
    declared = node[0].get("qcode")
    if declared != wanted:
        yield Finding(node[0], "newsml.type", f"the type is {declared}, but a {kind} is a {wanted}")


def _with(node: etree._Element, name: str, relation: str) -> list[etree._Element]:
    return [one for one in node.iterchildren(g2(name)) if one.get("rel") == f"nxrel:{relation}"]


def _part(item: Item, part: etree._Element) -> Iterator[Finding]:
    role = part[0].get("qcode")
    is_claim = role == "nxpart:claim"
    words = "nxpart:statement" if is_claim else "nxpart:verbatim"
    for node in part.iterchildren(g2("description")):
        if node.get("role") != words:
            yield Finding(node, "newsml.part", f"the words of a {role} have the role {words}")
    if bool(_with(part, "partMetaExtProperty", "stance")) != is_claim:
        yield Finding(part, "newsml.part", "a claim has a stance, a quote has none")
    if len(_with(part, "partMetaExtProperty", "cue")) != len(_with(part, "partMetaExtProperty", "speechAct")):
        yield Finding(part, "newsml.part", "a cue and its speech act stand together")
    yield from _source(part, is_claim)
    yield from _resolves(item, part)


def _source(part: etree._Element, is_claim: bool) -> Iterator[Finding]:
    source = part.find(g2("infoSource"))
    wanted = "nxrel:claimant" if is_claim else "nxrel:speaker"
    if source is not None and not source.get("role", "").startswith(wanted):
        yield Finding(source, "newsml.source", f"the source of this part has the role {wanted}")
    if is_claim:
        return
    named = source.get("qcode") if source is not None else None
    speaker = next(iter(_with(part, "partMetaExtProperty", "speaker")), None)
    if (speaker.get("qcode") if speaker is not None else None) != named:
        yield Finding(part, "newsml.source", "infoSource and the property nxrel:speaker name the same actor")


def _resolves(item: Item, part: etree._Element) -> Iterator[Finding]:
    quotes = {fact_id(one.get("partid", "")) for one in item.parts if one[0].get("qcode") != "nxpart:claim"}
    for node in part.iterchildren(g2("infoSource"), g2("subject"), g2("partMetaExtProperty")):
        qcode = node.get("qcode", "")
        alias, _, code = qcode.partition(":")
        if alias != ENTITY:
            continue
        if node.get("rel") == "nxrel:quote":
            if code not in quotes:
                yield Finding(node, "newsml.reference", f"there is no quote with the partid {code!r}")
        else:
            yield from _entity_reference(item, node)


def _entity_reference(item: Item, node: etree._Element) -> Iterator[Finding]:
    """There is an assert with the QCode, and type and name are the same there."""
    qcode = node.get("qcode", "")
    entity = item.asserts.get(qcode)
    if entity is None:
        yield Finding(node, "newsml.source", f"no assert has the QCode {qcode!r}")
        return
    if node.get("type") not in (None, entity[0].get("qcode")):
        yield Finding(node, "newsml.type", f"the type is {node.get('type')}, in the assert {entity[0].get('qcode')}")
    name = node.findtext(g2("name"))
    if name is not None and name != entity.findtext(g2("name"), ""):
        yield Finding(node, "newsml.source", f"the name is {name!r}, in the assert {entity.findtext(g2('name'))!r}")


def _subjects(item: Item) -> Iterator[Finding]:
    """Each assert has one subject, and whatever points at an assert finds it."""
    content = item.node.find(g2("contentMeta"))
    subjects = [] if content is None else list(content.iterchildren(g2("subject")))
    if [node.get("qcode") for node in subjects] != [node.get("qcode") for node in item.node.iterchildren(g2("assert"))]:
        yield Finding(item.node, "newsml.source", "the subjects of contentMeta and the asserts are not the same")
    located = [] if content is None else list(content.iterchildren(g2("located")))
    for node in [*subjects, *located, *item.node.iterchildren(g2("inlineRef"))]:
        yield from _entity_reference(item, node)


def _catalog(item: Item) -> Iterator[Finding]:
    declared = {node.get("alias"): node for node in item.node.iter(g2("scheme"))}
    for alias, uri in SCHEMES.items():
        node = declared.get(alias)
        if node is None:
            yield Finding(item.node, "newsml.catalog", f"the inline catalog has no scheme {alias!r}")
        elif node.get("uri") != uri:
            yield Finding(node, "newsml.catalog", f"the scheme {alias!r} has the URI {uri}")


def _language(item: Item) -> Iterator[Finding]:
    lang = f"{{{XML}}}lang"
    language = item.node.get(lang)
    for node in item.node.iter("*"):
        tag = node.get("tag") if node.tag == g2("language") else node.get(lang)
        if tag is not None and tag != language:
            yield Finding(node, "newsml.language", f"the language is {tag!r}, but that of the item is {language!r}")
