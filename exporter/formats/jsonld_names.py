"""The names that JSON-LD outputs use: schema.org types by type of the model, and the keys of the profile `full`.

schema.org terms are short (they stand in the context); all others are absolute IRIs, which need no context.
Web Annotation terms: https://www.w3.org/TR/annotation-vocab/
"""

from __future__ import annotations

from typing import Final

from exporter.model import ActorType, LocationType, Stance

CONTEXT: Final = "https://schema.org"

_ANNOTATION = "http://www.w3.org/ns/oa#"
POSITION_SELECTOR: Final = _ANNOTATION + "TextPositionSelector"
QUOTE_SELECTOR: Final = _ANNOTATION + "TextQuoteSelector"
HAS_SELECTOR: Final = _ANNOTATION + "hasSelector"
START: Final = _ANNOTATION + "start"
END: Final = _ANNOTATION + "end"
EXACT: Final = _ANNOTATION + "exact"
PREFIX: Final = _ANNOTATION + "prefix"
SUFFIX: Final = _ANNOTATION + "suffix"

NAMESPACE: Final = "urn:newsroom-exporter:"
SCHEMA_VERSION_KEY: Final = NAMESPACE + "schemaVersion"
GENERATOR: Final = NAMESPACE + "generator"
DERIVED: Final = NAMESPACE + "derived"
EMPTY: Final = NAMESPACE + "empty"
PARAGRAPH: Final = NAMESPACE + "paragraph"
PARAGRAPH_ROLE: Final = NAMESPACE + "paragraphRole"
DIAGNOSTIC: Final = NAMESPACE + "diagnostic"
CODE: Final = NAMESPACE + "code"
SEVERITY: Final = NAMESPACE + "severity"
MESSAGE: Final = NAMESPACE + "message"
ENTITY_TYPE: Final = NAMESPACE + "entityType"
NAMED: Final = NAMESPACE + "named"
COUNTRY: Final = NAMESPACE + "country"
MENTION: Final = NAMESPACE + "mention"
MENTION_FORM: Final = NAMESPACE + "mentionForm"
TITLE: Final = NAMESPACE + "title"
FRAGMENT: Final = NAMESPACE + "fragment"
QUOTE_FORM: Final = NAMESPACE + "quoteForm"
SPEAKER: Final = NAMESPACE + "speaker"
ADDRESSEE: Final = NAMESPACE + "addressee"
ACTOR: Final = NAMESPACE + "actor"
CUE: Final = NAMESPACE + "cue"
LEMMA: Final = NAMESPACE + "lemma"
SPEECH_ACT: Final = NAMESPACE + "speechAct"
PASSAGE: Final = NAMESPACE + "passage"
STANCE: Final = NAMESPACE + "stance"
RULE: Final = NAMESPACE + "rule"
CONFIDENCE: Final = NAMESPACE + "confidence"
RESOLUTION: Final = NAMESPACE + "resolution"

ACTOR_TYPES: Final[dict[ActorType, str]] = {
    "person": "Person",
    "organization": "Organization",
    "state": "GovernmentOrganization",
    "group": "Organization",
}
"""A group speaks, and schema.org lets persons and organisations alone speak; a group is no single person."""

LOCATION_TYPES: Final[dict[LocationType, str]] = {
    "country": "Country",
    "region": "AdministrativeArea",
    "city": "City",
    "district": "AdministrativeArea",
    "place": "Place",
    "water": "BodyOfWater",
    "continent": "Continent",
    "area": "Place",
}

STANCE_ACTIONS: Final[dict[Stance, str]] = {"denies": "DisagreeAction", "doubts": "AssessAction"}
"""Who denies or doubts a claim is not its author: the claim is the object of an action of that actor."""
