"""The JSON Schema of the JSON-LD output: exactly the keys that the writer emits, with their types and patterns."""

from __future__ import annotations

from typing import Any, get_args

from exporter.formats import jsonld_names as names
from exporter.model import (
    SCHEMA_VERSION,
    ActorType,
    LocationType,
    MentionForm,
    ParagraphRole,
    QuoteForm,
    Severity,
    SpeechAct,
    Stance,
)

Schema = dict[str, Any]

IRI = r'^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>"{}|\\^`]+$'
LANGUAGE = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
MOMENT = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+\-]\d{2}:?\d{2}))?$"
RULE = r"^[a-z]{2,8}(\.[a-z0-9_\-]+)+$"
COUNTRY = r"^[A-Z]{2}$"

ARTICLES = (
    "NewsArticle",
    "AnalysisNewsArticle",
    "AskPublicNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReportageNewsArticle",
    "ReviewNewsArticle",
)
"""NewsArticle and the types below it in schema.org."""
ORGANIZATIONS = ("Organization", "GovernmentOrganization", "NewsMediaOrganization")
PLACES = tuple(sorted(set(names.LOCATION_TYPES.values())))
ACTIONS = tuple(names.STANCE_ACTIONS.values())

_TEXT: Schema = {"type": "string", "minLength": 1}
_ANY_TEXT: Schema = {"type": "string"}
_IRI: Schema = {"type": "string", "pattern": IRI}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def newsarticle_schema() -> Schema:
    """JSON Schema 2020-12 of one document of either profile."""
    article = _definitions()["NewsArticle"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:newsroom-exporter:schema:newsarticle.jsonld:{SCHEMA_VERSION}",
        "title": "NewsArticle as JSON-LD",
        "description": "One schema.org NewsArticle with its quotations, claims, people, organisations and places. "
        "The profile `web` uses schema.org alone; the profile `full` adds keys that are absolute IRIs.",
        **article,
        "properties": {"@context": {"const": names.CONTEXT}, **article["properties"]},
        "required": ["@context", *article["required"]],
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, Schema]:
    return {
        "NewsArticle": _article(),
        "Reference": _reference(),
        "Node": _other_node(),
        "Person": _person(),
        "Organization": _organization(),
        "ActorOrReference": _by_type({("Person",): "Person", ORGANIZATIONS: "Organization"}, "NodeOrReference"),
        "NodeOrReference": _if({"required": ["@type"]}, _def("Node"), _def("Reference")),
        "Place": _place(),
        "PlaceOrNode": _by_type({PLACES: "Place"}, "Node"),
        "PlaceOrReference": _by_type({PLACES: "Place"}, "NodeOrReference"),
        "GeoCoordinates": _geo(),
        "ImageObject": _image(),
        "Mention": _by_type(
            {("Person",): "Person", ORGANIZATIONS: "Organization", ("Claim",): "Claim", ACTIONS: "Action"}, "Node"
        ),
        "Claim": _claim(),
        "Action": _action(),
        "Part": _by_type({("Quotation",): "Quotation"}, "Node"),
        "Quotation": _quotation(),
        "QuotationFragment": _quotation_fragment(),
        "Position": _position(),
        "Words": _words(),
        **_resources(),
    }


def _def(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _if(condition: Schema, then: Schema, otherwise: Schema) -> Schema:
    return {"if": condition, "then": then, "else": otherwise}


def _by_type(cases: dict[tuple[str, ...], str], otherwise: str) -> Schema:
    """The definition by `@type`, tried in order: one clear error instead of one for each branch of `anyOf`."""
    schema = _def(otherwise)
    for types, name in reversed(cases.items()):
        condition = {"properties": {"@type": {"enum": list(types)}}, "required": ["@type"]}
        schema = _if(condition, _def(name), schema)
    return schema


def _many(item: Schema, least: int = 1) -> Schema:
    return {"type": "array", "items": item, "minItems": least}


def _one_or_many(item: Schema) -> Schema:
    return _if({"type": "array"}, _many(item), item)


def _node(types: tuple[str, ...], properties: Schema, required: tuple[str, ...], **more: Any) -> Schema:
    """A closed object. A lone type is a constant."""
    kind: Schema = {"const": types[0]} if len(types) == 1 else {"enum": list(types)}
    return {
        "type": "object",
        "properties": {"@type": kind, **properties},
        "required": ["@type", *required],
        "additionalProperties": False,
        **more,
    }


def _reference() -> Schema:
    return {
        "description": "A node that is written out elsewhere.",
        "type": "object",
        "properties": {"@id": _IRI},
        "required": ["@id"],
        "additionalProperties": False,
    }


def _node_or_reference(node: Schema) -> Schema:
    """A node, or an object with nothing but an `@id`."""
    return _if({"required": ["@id"], "maxProperties": 1}, _def("Reference"), node)


def _other_node() -> Schema:
    return {
        "description": "A node of a type that the writer does not emit, in markup that others wrote.",
        "type": "object",
        "properties": {"@type": _one_or_many(_TEXT), "@id": _IRI},
        "required": ["@type"],
    }


def _article() -> Schema:
    properties: Schema = {
        "@id": _IRI,
        "identifier": _TEXT,
        "url": _IRI,
        "mainEntityOfPage": _if({"type": "object"}, _node_or_reference(_page()), _IRI),
        "headline": _TEXT,
        "alternativeHeadline": _TEXT,
        "description": _TEXT,
        "inLanguage": {"type": "string", "pattern": LANGUAGE},
        "datePublished": {"type": "string", "pattern": MOMENT},
        "dateModified": {"type": "string", "pattern": MOMENT},
        "author": _one_or_many(_def("ActorOrReference")),
        "publisher": _def("ActorOrReference"),
        "image": _one_or_many(_if({"type": "object"}, _node_or_reference(_def("ImageObject")), _IRI)),
        "articleSection": _one_or_many(_TEXT),
        "keywords": _one_or_many(_ANY_TEXT),
        "dateline": _TEXT,
        "locationCreated": _one_or_many(_def("PlaceOrReference")),
        "isAccessibleForFree": {"type": "boolean"},
        "copyrightNotice": _TEXT,
        "wordCount": _COUNT,
        "articleBody": _ANY_TEXT,
        "contentLocation": _many(_def("PlaceOrNode")),
        "mentions": _many(_def("Mention")),
        "hasPart": _many(_def("Part")),
        names.SCHEMA_VERSION_KEY: {"const": SCHEMA_VERSION},
        names.GENERATOR: _node(("SoftwareApplication",), {"name": _ANY_TEXT, "softwareVersion": _ANY_TEXT}, ("name",)),
        names.DERIVED: _many(_TEXT),
        names.EMPTY: _many(_TEXT),
        names.PARAGRAPH: _many(_def("Paragraph")),
        names.DIAGNOSTIC: _many(_def("Diagnostic")),
    }
    dependent = {names.SCHEMA_VERSION_KEY: [names.GENERATOR]}
    return _node(ARTICLES, properties, ("@id", "inLanguage"), dependentRequired=dependent)


def _page() -> Schema:
    return _node(("WebPage",), {"@id": _IRI}, ("@id",))


def _image() -> Schema:
    size: Schema = {"type": ["integer", "string", "object"]}
    properties = {"@id": _IRI, "url": _IRI, "contentUrl": _IRI, "width": size, "height": size, "caption": _ANY_TEXT}
    return _node(("ImageObject",), properties, (), anyOf=[{"required": ["url"]}, {"required": ["contentUrl"]}])


def _evidence() -> Schema:
    rule: Schema = {"type": "string", "pattern": RULE}
    return {
        names.RULE: rule,
        names.CONFIDENCE: {"type": "number", "minimum": 0, "maximum": 1},
        names.RESOLUTION: rule,
    }


def _entity(types: tuple[str, ...]) -> Schema:
    """What persons, organisations and places have in common."""
    return {
        "@id": _IRI,
        "name": _TEXT,
        "alternateName": _one_or_many(_TEXT),
        "url": _IRI,
        "sameAs": _one_or_many(_IRI),
        names.ENTITY_TYPE: {"enum": list(types)},
        names.COUNTRY: {"type": "string", "pattern": COUNTRY},
        names.EMPTY: _many(_TEXT),
        names.MENTION: _many(_def("MentionPassage")),
        **_evidence(),
    }


_ACTOR_KEYS: Schema = {
    **_entity(get_args(ActorType)),
    names.NAMED: {"type": "boolean"},
    names.TITLE: _many(_def("WordsPassage")),
}
_ACTOR_NEEDS = {names.ENTITY_TYPE: [names.NAMED, names.MENTION, names.RULE]}


def _person() -> Schema:
    properties = {
        **_ACTOR_KEYS,
        "jobTitle": _one_or_many(_TEXT),
        "affiliation": _one_or_many(_def("ActorOrReference")),
        names.ENTITY_TYPE: {"const": "person"},
    }
    return _node(("Person",), properties, ("@id", "name"), dependentRequired=_ACTOR_NEEDS)


def _organization() -> Schema:
    properties = {
        **_ACTOR_KEYS,
        "disambiguatingDescription": _one_or_many(_TEXT),
        "areaServed": _def("PlaceOrReference"),
        "logo": _if({"type": "object"}, _node_or_reference(_def("ImageObject")), _IRI),
        names.ENTITY_TYPE: {"enum": [kind for kind in get_args(ActorType) if kind != "person"]},
    }
    return _node(ORGANIZATIONS, properties, ("@id", "name"), dependentRequired=_ACTOR_NEEDS)


def _place() -> Schema:
    properties = {
        **_entity(get_args(LocationType)),
        "identifier": {"type": "string", "pattern": COUNTRY},
        "geo": _def("GeoCoordinates"),
        "containedInPlace": _def("PlaceOrReference"),
    }
    needs = {names.ENTITY_TYPE: [names.MENTION, names.RULE]}
    named: list[Schema] = [{"required": ["name"]}, {"required": ["identifier"]}]
    return _node(PLACES, properties, ("@id",), anyOf=named, dependentRequired=needs)


def _geo() -> Schema:
    properties: Schema = {
        "latitude": {"type": "number", "minimum": -90, "maximum": 90},
        "longitude": {"type": "number", "minimum": -180, "maximum": 180},
    }
    return _node(("GeoCoordinates",), properties, ("latitude", "longitude"))


def _quotation() -> Schema:
    properties = {
        "@id": _IRI,
        "text": _TEXT,
        "creator": _def("Reference"),
        "spokenByCharacter": _def("Reference"),
        "inLanguage": {"type": "string", "pattern": LANGUAGE},
        "hasPart": _many(_def("QuotationFragment"), least=2),
        names.QUOTE_FORM: {"enum": list(get_args(QuoteForm))},
        names.FRAGMENT: _many(_def("WordsPassage")),
        names.SPEAKER: _def("ActorPassage"),
        names.CUE: _def("Cue"),
        names.ADDRESSEE: _def("ActorPassage"),
        **_evidence(),
    }
    needs = {
        "creator": ["spokenByCharacter"],
        "spokenByCharacter": ["creator"],
        names.QUOTE_FORM: [names.FRAGMENT, names.RULE],
    }
    return _node(("Quotation",), properties, ("@id", "text", "inLanguage"), dependentRequired=needs)


def _quotation_fragment() -> Schema:
    return _node(("Quotation",), {"@id": _IRI, "text": _TEXT}, ("@id", "text"))


def _claim() -> Schema:
    properties = {
        "@id": _IRI,
        "text": _TEXT,
        "author": _def("Reference"),
        "inLanguage": {"type": "string", "pattern": LANGUAGE},
        "appearance": _def("Reference"),
        "isBasedOn": _many(_def("Reference")),
        "about": _many(_def("Reference")),
        names.STANCE: {"enum": list(get_args(Stance))},
        names.PASSAGE: _def("WordsPassage"),
        names.CUE: _def("Cue"),
        **_evidence(),
    }
    needs = {names.STANCE: [names.PASSAGE, names.RULE]}
    return _node(("Claim",), properties, ("@id", "text", "appearance"), dependentRequired=needs)


def _action() -> Schema:
    properties = {"@id": _IRI, "agent": _def("Reference"), "object": _def("Claim")}
    return _node(ACTIONS, properties, ("@id", "object"))


def _position() -> Schema:
    return _node((names.POSITION_SELECTOR,), {names.START: _COUNT, names.END: _COUNT}, (names.START, names.END))


def _words() -> Schema:
    properties = {names.EXACT: _TEXT, names.PREFIX: _TEXT, names.SUFFIX: _TEXT}
    return _node((names.QUOTE_SELECTOR,), properties, (names.EXACT,))


def _resources() -> dict[str, Schema]:
    """Passages of the text: a position, with or without its words, and what stands there."""
    acts: Schema = {"enum": list(get_args(SpeechAct))}
    roles: Schema = {"enum": list(get_args(ParagraphRole))}
    diagnostic = {
        names.CODE: _TEXT,
        names.SEVERITY: {"enum": list(get_args(Severity))},
        names.MESSAGE: _ANY_TEXT,
        names.HAS_SELECTOR: _selectors("Position"),
    }
    return {
        "WordsPassage": _passage(("Position", "Words"), {}),
        "MentionPassage": _passage(("Position", "Words"), {names.MENTION_FORM: {"enum": list(get_args(MentionForm))}}),
        "Cue": _passage(("Position", "Words"), {names.LEMMA: _ANY_TEXT, names.SPEECH_ACT: acts}),
        "ActorPassage": _passage(("Position",), {names.ACTOR: _def("Reference")}),
        "Paragraph": _passage(("Position",), {names.PARAGRAPH_ROLE: roles}),
        "Diagnostic": _closed(diagnostic, [names.CODE, names.SEVERITY, names.MESSAGE]),
    }


def _passage(selectors: tuple[str, ...], properties: Schema) -> Schema:
    return _closed({names.HAS_SELECTOR: _selectors(*selectors), **properties}, [names.HAS_SELECTOR, *properties])


def _selectors(*selectors: str) -> Schema:
    """Exactly these selectors, in this order."""
    return {
        "type": "array",
        "prefixItems": [_def(name) for name in selectors],
        "minItems": len(selectors),
        "items": False,
    }


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
