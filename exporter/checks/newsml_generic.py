"""What must hold in any producer's NewsML-G2, and no XML schema says: references, aliases, zones, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from exporter.checks.catalogs import aliases, catalog_version, known_versions
from exporter.checks.located_xml import Finding, Severity
from exporter.formats.newsml_parsing import XML_ID, g2
from exporter.formats.newsml_vocabulary import G2, XML

ITEMS = frozenset(
    g2(name) for name in ("newsItem", "packageItem", "knowledgeItem", "conceptItem", "planningItem", "catalogItem")
)
MESSAGE = g2("newsMessage")

_REFERENCES = ("idrefs", "contentrefs", "original", "idref", "root", "sourceidref")
# Attributes of type QCode or list of QCodes in the NewsML-G2 namespace (2.35, power).
_QCODES = frozenset((
    "qcode", "type", "role", "rel", "creator", "how", "why", "rendition", "scope", "aspect", "severity", "mode",
    "format", "encoding", "jobtitle", "part", "authoritystatus", "symbolsrc", "market", "marketlabelsrc", "valueunit",
    "representation", "confirmationstatus", "timeunit", "renditionref", "idformat", "environment", "pubconstraint",
    "concepttype", "derivedfrom", "residrefformat", "accesstype", "reposrole", "hashtype", "ratingtype", "ratertype",
    "valcalctype", "scaleunit", "interactiontype", "tech", "radunit", "widthunit", "heightunit", "layoutorientation",
    "colourspace", "colourindicator", "videocodec", "audiocodec", "durationunit", "sizeunit",
))  # fmt: skip
_PLAIN = {(g2("timestamp"), "role"), (g2("a"), "rel")}
"""Attributes of those names that are no QCodes."""
_QCODE = re.compile(r"[^\s:]+:\S+\Z")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}T[0-9:.]+(?P<zone>Z|[+-]\d{2}:\d{2})?\Z")
_DATE_ELEMENTS = frozenset(
    g2(name)
    for name in (
        "versionCreated", "firstCreated", "embargoed", "contentCreated", "contentModified", "sent", "timestamp",
        "expires", "born", "died", "founded", "dissolved", "created", "ceasedToExist", "start", "end",
    )
)  # fmt: skip
_DATE_ATTRIBUTES = ("modified", "validfrom", "validto", "generated", "created", "retired")
_SCHEME_NAME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_GUID = {
    "urn": re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9\-]{0,30}[A-Za-z0-9]:\S+\Z", re.I),
    "tag": re.compile(r"tag:[^\s,:]+,\d{4}(-\d{2}){0,2}:\S*\Z", re.I),
    "http": re.compile(r"https?://[^\s/]+(/\S*)?\Z", re.I),
}
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?\Z"
    r"|x(?:-[a-z0-9]{1,8})+\Z",
    re.I,
)
"""A well-formed language tag (RFC 5646, section 2.1)."""


def generic_findings(root: etree._Element) -> Iterator[Finding]:
    """Every problem that does not depend on the producer."""
    yield from _references(root)
    for scope in [root] if root.tag in ITEMS else root.iter(*ITEMS, g2("header")):
        yield from _aliases(scope)
        yield from _guid(scope)
    for node in root.iter("*"):
        yield from _language(node)
        if node.tag.startswith(f"{{{G2}}}"):
            yield from _dates(node)
    for node in root.iter(g2("position")):
        yield from _position(node)
    for content in root.iter(g2("contentSet")):
        yield from _comments(content)


def _ids(node: etree._Element) -> Iterator[str]:
    for name in ("id", "partid", XML_ID):
        value = node.get(name)
        if value is not None:
            yield value


def _references(root: etree._Element) -> Iterator[Finding]:
    known: set[str] = set()
    for node in root.iter("*"):
        for name in _ids(node):
            if name in known:
                yield Finding(node, "newsml.id", f"the id {name!r} is used twice; ids are unique in the document")
            known.add(name)
    for node in root.iter(f"{{{G2}}}*"):
        for attribute in _REFERENCES:
            for name in node.get(attribute, "").split():
                if name not in known:
                    message = f"{attribute} refers to {name!r}, but no element has that id"
                    yield Finding(node, "newsml.reference", message)


def _aliases(scope: etree._Element) -> Iterator[Finding]:
    """QCodes whose alias no catalog of the item defines."""
    known = {scheme.get("alias") for catalog in scope.iterchildren(g2("catalog")) for scheme in catalog}
    severity: Severity = "error"
    for reference in scope.iterchildren(g2("catalogRef")):
        version = catalog_version(reference.get("href", ""))
        if version is None:
            severity = "warning"
            yield Finding(reference, "newsml.catalog", "this catalog is not known, so its aliases are not", "warning")
        else:
            known |= aliases(version)
            severity = severity if version in known_versions() else "warning"
    for node in scope.iter(f"{{{G2}}}*"):
        for name, qcode in _qcodes(node):
            alias = qcode.partition(":")[0]
            if not _QCODE.match(qcode):
                yield Finding(node, "newsml.qcode", f"{name} is {qcode!r}, which is no QCode (alias:code)")
            elif alias not in known:
                message = f"{name} is {qcode!r}, but no catalog of the item has the alias {alias!r}"
                yield Finding(node, "newsml.alias", message, severity)


def _qcodes(node: etree._Element) -> Iterator[tuple[str, str]]:
    for name in node.keys():  # noqa: SIM118
        if name in _QCODES and (node.tag, name) not in _PLAIN:
            for qcode in node.get(name, "").split():
                yield name, qcode


def _guid(item: etree._Element) -> Iterator[Finding]:
    guid = item.get("guid")
    if guid is None:
        return
    scheme = _SCHEME_NAME.match(guid)
    if scheme is None or any(character.isspace() for character in guid):
        yield Finding(
            item, "newsml.guid", f"the guid {guid!r} is no IRI, such as urn:newsml:..., tag:... or https://..."
        )
        return
    form = _GUID.get(scheme.group()[:-1].lower().replace("https", "http"))
    if form is not None and not form.match(guid):
        yield Finding(item, "newsml.guid", f"the guid {guid!r} has not the form of its IRI scheme", "warning")


def _language(node: etree._Element) -> Iterator[Finding]:
    for name in (f"{{{XML}}}lang", "tag"):
        tag = node.get(name)
        if tag is not None and not _LANGUAGE.match(tag) and (name != "tag" or node.tag == g2("language")):
            message = f"{tag!r} is no well-formed language tag (BCP 47), such as fr or fr-CA"
            yield Finding(
                node, "newsml.language", message, "warning" if re.fullmatch("[A-Za-z0-9-]+", tag) else "error"
            )


def _dates(node: etree._Element) -> Iterator[Finding]:
    values = [node.get(name) for name in _DATE_ATTRIBUTES]
    for value in [*values, node.text if node.tag in _DATE_ELEMENTS else None]:
        found = _DATED.match(value) if value else None
        if found and found["zone"] is None:
            yield Finding(node, "newsml.zone", f"{value} has no time zone; write {value}Z or {value}+01:00")


def _position(node: etree._Element) -> Iterator[Finding]:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = node.get(name, "")
        try:
            inside = abs(float(value)) <= limit
        except ValueError:
            inside = False
        if not inside:
            yield Finding(node, "newsml.position", f"the {name} {value!r} is no number from -{limit} to {limit}")


def _comments(content: etree._Element) -> Iterator[Finding]:
    if next(content.iter(etree.Comment), None) is not None:
        yield Finding(
            content, "newsml.comment", "a comment inside contentSet breaks some readers; remove it", "warning"
        )
