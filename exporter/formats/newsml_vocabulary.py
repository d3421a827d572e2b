"""The names that our NewsML-G2 items use: namespaces, schemes of terms, roles, entity types.

IPTC's terms stand in the catalog that each item refers to. Our own have scheme URIs that name no host.
"""

from __future__ import annotations

from typing import NamedTuple

from exporter.model import Actor, ActorType, Location, LocationType

G2 = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
NITF = "http://iptc.org/std/NITF/2006-10-18/"
XML = "http://www.w3.org/XML/1998/namespace"
# Attributes that hold a value exactly where the type of the G2 property cannot (a line end in a name, "[" in a URI).
EXACT = "urn:newsroom-exporter:newsml:exact"

STANDARD_VERSION = "2.35"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
PROFILE = "newsroom-exporter text"
ENTITIES_PROFILE = "newsroom-exporter entities"
OWN_SCHEMES = "urn:newsroom-exporter:"

ENTITY = "nxent"
"""The alias of the scheme of one article's facts: its URI is the article's address and `#`, as in the JSON-LD."""

SCHEMES = {
    "nxact": f"{OWN_SCHEMES}speech-act:",
    "nxdiag": f"{OWN_SCHEMES}diagnostic:",
    "nxform": f"{OWN_SCHEMES}mention-form:",
    "nxpart": f"{OWN_SCHEMES}part-role:",
    "nxrel": f"{OWN_SCHEMES}relation:",
    "nxrend": f"{OWN_SCHEMES}rendition:",
    "nxrule": f"{OWN_SCHEMES}rule:",
    "nxsev": f"{OWN_SCHEMES}severity:",
    "nxstance": f"{OWN_SCHEMES}stance:",
    "nxsvc": f"{OWN_SCHEMES}section:",
    "nxsys": f"{OWN_SCHEMES}system:",
    "nxtype": f"{OWN_SCHEMES}entity-type:",
    "nxverb": f"{OWN_SCHEMES}reporting-verb:",
}

RULES = "nxsys:rules"
"""The creator of what the rules found in the text."""
CONFIGURATION = "nxsys:configuration"
"""The creator of what the newsroom's options give where the article names nothing."""
DEFAULT = "nxsys:default"
"""The creator of a value that stands because the schema asks for one."""

OUTSIDE = "outside"
"""The class of text that belongs to no paragraph of the model."""


class BlockNames(NamedTuple):
    """The element of a paragraph in XHTML and in NITF."""

    xhtml: str
    nitf: str


BLOCKS = {
    "headline": BlockNames("h1", "hl2"),
    "dateline": BlockNames("p", "p"),
    "lead": BlockNames("p", "p"),
    "body": BlockNames("p", "p"),
    "subheading": BlockNames("h2", "hl2"),
    "list_item": BlockNames("li", "li"),
    "related": BlockNames("p", "p"),
    "caption": BlockNames("p", "p"),
    "byline": BlockNames("p", "p"),
    OUTSIDE: BlockNames("p", "p"),
}

ACTOR_NATURE: dict[ActorType, str] = {
    "person": "cpnat:person",
    "organization": "cpnat:organisation",
    "state": "cpnat:organisation",
    "group": "cpnat:organisation",
}
_PLACE_NATURE: dict[LocationType, str] = {"place": "cpnat:poi"}

_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset(("adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"))


def nature(entity: Actor | Location) -> str:
    """The QCode of IPTC's concept nature for an actor or place."""
    return ACTOR_NATURE[entity.type] if isinstance(entity, Actor) else _PLACE_NATURE.get(entity.type, "cpnat:geoArea")


def direction(language: str) -> str:
    """`rtl` or `ltr`: the script subtag decides, else the language (BCP 47)."""
    primary, *subtags = language.lower().split("-")
    scripts = [subtag for subtag in subtags[:1] if len(subtag) == 4 and subtag.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def xml_id(name: str, prefix: str = "") -> str:
    """A fact's id as an XML ID, which begins with no digit. A prefix such as "i2." keeps a message's items apart."""
    return f"{prefix}_{name}" if name[0].isdigit() else f"{prefix}{name}"


def fact_id(name: str) -> str:
    """The fact's id that `xml_id` wrote."""
    return name.rpartition(".")[2].removeprefix("_")


def char_range(start: int, end: int) -> str:
    """A range of code points as RFC 5147 writes it."""
    return f"char={start},{end}"
