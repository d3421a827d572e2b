"""What must hold in any producer's NewsML-G2, and no XML schema says: references, aliases, zones, ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from lxml import etree

from exporter.checks.catalogs import aliases, catalog_version, known_versions
from exporter.checks.located_xml import Finding, Severity
from exporter.formats.newsml_parsing import XML_ID, g2
from exporter.formats.newsml_vocabulary import G2, XML

ITEMS = frozenset(
    g2(name) for name in ("newsItem", "packageItem", "knowledgeItem", "conceptItem", "planningItem", "catalogItem")
)
MESSAGE = g2("newsMessage")

_Handler = Callable[[etree._Element, str, str], None]

_G2 = f"{{{G2}}}"
_LANG = f"{{{XML}}}lang"
_IDS = ("id", "partid", XML_ID)
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
_DATE_ATTRIBUTES = frozenset(("modified", "validfrom", "validto", "generated", "created", "retired"))
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
_SUBTAGS = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z")


def generic_findings(root: etree._Element) -> list[Finding]:
    """Every problem that does not depend on the producer."""
    scopes = {scope: _Scope(scope) for scope in ([root] if root.tag in ITEMS else root.iter(*ITEMS, g2("header")))}
    sweep = _Sweep(scopes)
    for node in root.iter("*"):
        sweep.read(node)
    found = [*sweep.found, *sweep.dangling()]
    for node, scope in scopes.items():
        found += [*scope.findings(), *item_findings(node)]
    for node in root.iter(g2("position")):
        found += _position(node)
    return [*found, *guid_findings(root)]


def guid_findings(root: etree._Element) -> Iterator[Finding]:
    """Items of a message that have the guid and version of another one."""
    seen: set[tuple[str | None, str]] = set()
    for item in root.iterfind(f"{g2('itemSet')}/*"):
        name = item.get("guid"), item.get("version", "1")
        if name in seen:
            message = f"the guid {name[0]!r} is that of another item with the same version"
            yield Finding(item, "newsml.guid", message)
        seen.add(name)


def item_findings(item: etree._Element) -> Iterator[Finding]:
    """Problems of an item's guid and of the kind of its content."""
    yield from _guid(item)
    for content in item.iterchildren(g2("contentSet")):
        if next(content.iter(etree.Comment), None) is not None:
            message = "a comment inside contentSet breaks some readers; remove it"
            yield Finding(content, "newsml.comment", message, "warning")


class _Scope:
    """An item, or a message's header, with the aliases that its catalogs define."""

    def __init__(self, node: etree._Element | None) -> None:
        self.known: set[str | None] = set()
        self.good: set[str] = set()
        self.severity: Severity = "error"
        self.foreign: list[etree._Element] = []
        if node is not None:
            self._read(node)

    def _read(self, node: etree._Element) -> None:
        self.known |= {scheme.get("alias") for catalog in node.iterchildren(g2("catalog")) for scheme in catalog}
        for reference in node.iterchildren(g2("catalogRef")):
            version = catalog_version(reference.get("href", ""))
            if version is None:
                self.foreign.append(reference)
            else:
                self.known |= aliases(version)
            if version is None or version not in known_versions():
                self.severity = "warning"

    def findings(self) -> Iterator[Finding]:
        for reference in self.foreign:
            yield Finding(reference, "newsml.catalog", "this catalog is not known, so its aliases are not", "warning")

    def faults(self, node: etree._Element, name: str, value: str) -> Iterator[Finding]:
        """What is wrong with the QCodes of an attribute."""
        for qcode in value.split() or [value]:
            alias = qcode.partition(":")[0]
            if not _QCODE.match(qcode):
                yield Finding(node, "newsml.qcode", f"{name} is {qcode!r}, which is no QCode (alias:code)")
            elif alias not in self.known:
                message = f"{name} is {qcode!r}, but no catalog of the item has the alias {alias!r}"
                yield Finding(node, "newsml.alias", message, self.severity)


class _Sweep:
    """One pass over the elements: what they are called, what they refer to, their QCodes, dates and languages."""

    def __init__(self, scopes: Mapping[etree._Element, _Scope]) -> None:
        self.scopes = scopes
        self.scope = _Scope(None)
        self.found: list[Finding] = []
        self.ids: set[str] = set()
        self.references: list[tuple[etree._Element, str, str]] = []
        # What to do with an attribute of that name: in any element, and in one of NewsML-G2.
        anywhere: dict[str, _Handler] = {**dict.fromkeys(_IDS, self._id), _LANG: self._tag}
        self.handlers: dict[bool, dict[str, _Handler]] = {
            False: anywhere,
            True: {
                **anywhere,
                **dict.fromkeys(_REFERENCES, self._reference),
                **dict.fromkeys(_QCODES, self._qcode),
                **dict.fromkeys(_DATE_ATTRIBUTES, self._date),
                "tag": self._tag,
            },
        }

    def read(self, node: etree._Element) -> None:
        tag = node.tag
        if node in self.scopes:
            self.scope = self.scopes[node]
        handlers = self.handlers[tag.startswith(_G2)]
        for name, value in _attributes(node):
            handler = handlers.get(name)
            if handler is not None:
                handler(node, name, value)
        if tag in _DATE_ELEMENTS:
            self._date(node, "", node.text or "")

    def dangling(self) -> Iterator[Finding]:
        """References to ids that no element has."""
        for node, attribute, name in self.references:
            if name not in self.ids:
                yield Finding(node, "newsml.reference", f"{attribute} refers to {name!r}, but no element has that id")

    def _id(self, node: etree._Element, _name: str, value: str) -> None:
        if value in self.ids:
            message = f"the id {value!r} is used twice; ids are unique in the document"
            self.found.append(Finding(node, "newsml.id", message))
        self.ids.add(value)

    def _reference(self, node: etree._Element, name: str, value: str) -> None:
        self.references += [(node, name, one) for one in value.split()]

    def _qcode(self, node: etree._Element, name: str, value: str) -> None:
        if value not in self.scope.good and (node.tag, name) not in _PLAIN:
            faults = list(self.scope.faults(node, name, value))
            self.found += faults
            if not faults:
                self.scope.good.add(value)

    def _date(self, node: etree._Element, _name: str, value: str) -> None:
        found = _DATED.match(value)
        if found and found["zone"] is None:
            message = f"{value} has no time zone; write {value}Z or {value}+01:00"
            self.found.append(Finding(node, "newsml.zone", message))

    def _tag(self, node: etree._Element, _name: str, value: str) -> None:
        self.found += language_finding(node, value)


def _attributes(node: etree._Element) -> list[tuple[str, str]]:
    found: Any = node.items()
    return cast("list[tuple[str, str]]", found)


def language_finding(node: etree._Element, tag: str) -> list[Finding]:
    """What is wrong with a language tag: an error where it is none, a warning where its subtags are out of order."""
    if _LANGUAGE.match(tag):
        return []
    message = f"{tag!r} is no well-formed language tag (BCP 47), such as fr or fr-CA"
    return [Finding(node, "newsml.language", message, "warning" if _SUBTAGS.match(tag) else "error")]


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


def _position(node: etree._Element) -> Iterator[Finding]:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        value = node.get(name, "")
        try:
            inside = abs(float(value)) <= limit
        except ValueError:
            inside = False
        if not inside:
            yield Finding(node, "newsml.position", f"the {name} {value!r} is no number from -{limit} to {limit}")
