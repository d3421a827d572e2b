"""The JSON Schema of the model, generated from it."""

from __future__ import annotations

from typing import Any

from exporter.model import SCHEMA_VERSION, Article

Schema = dict[str, Any]

_DATE = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+\-]\d{2}:\d{2}))?$"
_OFFSETS = "offset in Unicode code points into the article's text"

_START = {"start": f"First {_OFFSETS}.", "end": f"Last {_OFFSETS}, itself not included."}
_EVIDENCE = {"evidence": "The rule that made this fact."}
_CUE = {"cue": "The reporting expression, or null where there is none."}

DESCRIPTIONS: dict[str, dict[str, str]] = {
    "Article": {
        "schema_version": "Version of this schema.",
        "id": "IRI of the article: its address, or a name-based UUID of its text.",
        "language": "Language of the text (BCP 47).",
        "metadata": "What is known of the article beside its text.",
        "text": "The source text, unchanged; line ends are LF. All offsets count its Unicode code points.",
        "paragraphs": "The paragraphs in order; between them stands white space alone.",
        "actors": "Persons, organisations, states and groups, each once.",
        "locations": "Places used as places, each once.",
        "quotes": "Words in quotation marks that a source said or wrote.",
        "claims": "Propositions that the article attributes to a source, or asserts itself.",
        "diagnostics": "What the reader of the output should know.",
        "generator": "The program that made this.",
    },
    "Metadata": {
        "headline": "Headline.",
        "alternative_headline": "Second headline, or the headline for other channels.",
        "description": "Summary.",
        "url": "Canonical address.",
        "published": "Day, or instant with time zone, of the first publication.",
        "modified": "Day, or instant with time zone, of the last change.",
        "authors": "Who wrote it, in order.",
        "publisher": "Who published it.",
        "section": "Section of the publication.",
        "keywords": "Keywords that the newsroom gave.",
        "dateline": "Place and date that open the article.",
        "image": "Addresses of its pictures.",
        "copyright_notice": "Rights line.",
        "is_accessible_for_free": "Whether it can be read without paying; null if not known.",
    },
    "Author": {"name": "Bare name.", "type": "Person or organisation.", "url": "Page about the author."},
    "Publisher": {"name": "Bare name.", "url": "Address of the publication.", "logo": "Address of its logo."},
    "Paragraph": {**_START, "role": "What the paragraph is."},
    "Actor": {
        "id": "Id in this article.",
        "type": "Kind of actor. A state is a country, region or city that acts.",
        "name": "Longest proper form of the name, or the words for an actor without name.",
        "named": "Whether the article names the actor.",
        "roles": "Titles and functions that the text gives the actor.",
        "mentions": "Where the text refers to the actor, in order.",
        "same_as": "IRIs that identify the actor (Wikidata, GeoNames).",
        "country": "Country of the actor (ISO 3166-1 alpha-2).",
        **_EVIDENCE,
    },
    "Location": {
        "id": "Id in this article.",
        "type": "Kind of place.",
        "name": "Canonical name in the article's language.",
        "country": "Country (ISO 3166-1 alpha-2), or null where it lies in none or in several.",
        "latitude": "Degrees north, WGS 84.",
        "longitude": "Degrees east, WGS 84.",
        "same_as": "IRIs that identify the place (Wikidata, GeoNames).",
        "mentions": "Where the text names the place, in order.",
        **_EVIDENCE,
    },
    "Mention": {**_START, "text": "The words there.", "form": "Name, metonym, role or pronoun."},
    "Role": {"title": "The words of the title.", **_START},
    "Quote": {
        "id": "Id in this article.",
        "form": "A clause of its own (direct), or a phrase inside the journalist's sentence (mixed).",
        "fragments": "The words inside the marks; an incise makes two fragments.",
        "speaker": "Who said it, or null where the text does not tell.",
        **_CUE,
        "addressee": "To whom it was said.",
        **_EVIDENCE,
    },
    "Fragment": {**_START, "text": "The words there, without marks and padding."},
    "ActorReference": {"actor": "Id of the actor.", **_START},
    "Cue": {
        **_START,
        "text": "The words there.",
        "lemma": "Dictionary form of the reporting word.",
        "act": "What the speaker does by it.",
    },
    "Claim": {
        "id": "Id in this article.",
        **_START,
        "text": "The proposition, without cue and speaker.",
        "claimant": "Id of the actor whose claim it is; null is the article's own voice.",
        "stance": "What the claimant does with the proposition.",
        **_CUE,
        "quotes": "Ids of the quotes that support it.",
        "about": "Ids of the actors and locations that it is about.",
        **_EVIDENCE,
    },
    "Evidence": {
        "rule": "Id of the rule.",
        "confidence": "Measured share of cases in which the rule is right.",
        "resolution": "Id of the rule that tied the source to an actor.",
    },
    "Diagnostic": {
        "code": "Stable code.",
        "severity": "How much it matters.",
        "message": "For people.",
        "start": f"First {_OFFSETS}; null for the whole article.",
        "end": f"Last {_OFFSETS}, itself not included; null for the whole article.",
    },
    "Generator": {"name": "Name of the program.", "version": "Version of the program."},
}


def article_schema() -> Schema:
    """JSON Schema 2020-12 of `Article`, with a description for each property."""
    generated = Article.model_json_schema(ref_template="#/$defs/{model}")
    definitions: dict[str, Schema] = generated.pop("$defs")
    for name, definition in [("Article", generated), *definitions.items()]:
        for key, schema in definition["properties"].items():
            schema.pop("title", None)
            schema["description"] = DESCRIPTIONS[name][key]
    for key in ("published", "modified"):
        definitions["Metadata"]["properties"][key]["anyOf"][0]["pattern"] = _DATE
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:newsroom-exporter:schema:article:{SCHEMA_VERSION}",
        **generated,
        "title": "Article",
        "description": "What a news article says, as data: actors, locations, quotes and claims, each with its place "
        "in the text. Beyond this schema, spans rest on the text, ids are unique and references resolve.",
        "$defs": definitions,
    }
