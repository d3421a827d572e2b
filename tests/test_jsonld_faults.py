"""Seeded faults: each corruption of a valid JSON-LD document is caught, at its place, by the rule that is meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from exporter.checks import check, jsonld_structure
from exporter.checks.jsonld import check_jsonld
from exporter.checks.jsonld_graph import Graph
from exporter.checks.problem import Problem
from exporter.formats import FORMATS, RenderOptions
from exporter.formats import jsonld_names as names
from tests.builders import URL, rich_article

Node = dict[str, Any]

SOURCES = {
    profile: FORMATS["jsonld"].write(rich_article(), RenderOptions(profile=profile)) for profile in ("web", "full")
}


class Fault(NamedTuple):
    """A corruption of the document, the rule that catches it, and where."""

    corrupt: Callable[[Node], object]
    rule: str
    path: str
    profile: str = "web"
    severity: str = "error"


def put(*path: Any, to: Any) -> Callable[[Node], object]:
    """Sets the value at a path."""

    def corrupt(document: Node) -> None:
        value: Any = document
        for step in path[:-1]:
            value = value[step]
        value[path[-1]] = (
            to(value.get(path[-1]) if isinstance(value, dict) else value[path[-1]]) if callable(to) else to
        )

    return corrupt


def drop(*path: Any) -> Callable[[Node], object]:
    """Removes the value at a path."""

    def corrupt(document: Node) -> None:
        value: Any = document
        for step in path[:-1]:
            value = value[step]
        del value[path[-1]]

    return corrupt


def rename(key: str, to: str) -> Callable[[Node], object]:
    return lambda document: document.update({to: document.pop(key)})


def selector(fact: Any, key: str, index: int = 0) -> tuple[Any, ...]:
    """Path to the selectors of a passage of a fact."""
    return (*fact, key, index, names.HAS_SELECTOR)


QUOTE = ("hasPart", 0)
SPLIT = ("hasPart", 1)
LEA = ("mentions", 0)
STATE = ("mentions", 2)
CLAIM = ("mentions", 5)
DENIAL = ("mentions", 6)
PLACE = ("contentLocation", 0)
FRAGMENT = selector(QUOTE, names.FRAGMENT)
MENTION = selector(LEA, names.MENTION)
PASSAGE = (*CLAIM, names.PASSAGE, names.HAS_SELECTOR)
NOWHERE = {"@id": f"{URL}#person-nobody"}

FAULTS: dict[str, Fault] = {
    # Required keys
    "no context": Fault(drop("@context"), "jsonld.missing", ""),
    "no type": Fault(drop("@type"), "jsonld.article", ""),
    "no id": Fault(drop("@id"), "jsonld.missing", ""),
    "no language": Fault(drop("inLanguage"), "jsonld.missing", ""),
    "person without id": Fault(drop(*LEA, "@id"), "jsonld.missing", "/mentions/0"),
    "person without name": Fault(drop(*LEA, "name"), "jsonld.missing", "/mentions/0"),
    "author without name": Fault(drop("author", 0, "name"), "jsonld.missing", "/author/0"),
    "place without name": Fault(drop(*PLACE, "name"), "jsonld.missing", "/contentLocation/0"),
    "quotation without id": Fault(drop(*QUOTE, "@id"), "jsonld.missing", "/hasPart/0"),
    "quotation without text": Fault(drop(*QUOTE, "text"), "jsonld.missing", "/hasPart/0"),
    "quotation without language": Fault(drop(*QUOTE, "inLanguage"), "jsonld.missing", "/hasPart/0"),
    "creator alone": Fault(drop(*QUOTE, "spokenByCharacter"), "jsonld.missing", "/hasPart/0"),
    "character alone": Fault(drop(*QUOTE, "creator"), "jsonld.missing", "/hasPart/0"),
    "claim without text": Fault(drop(*CLAIM, "text"), "jsonld.missing", "/mentions/5"),
    "claim without appearance": Fault(drop(*CLAIM, "appearance"), "jsonld.missing", "/mentions/5"),
    "denial of nothing": Fault(drop(*DENIAL, "object"), "jsonld.missing", "/mentions/6"),
    "latitude alone": Fault(drop(*PLACE, "geo", "longitude"), "jsonld.missing", "/contentLocation/0/geo"),
    "logo without address": Fault(drop("publisher", "logo", "url"), "jsonld.missing", "/publisher/logo"),
    # Types and values
    "other context": Fault(put("@context", to="http://schema.org"), "jsonld.context", "/@context"),
    "context with an alias": Fault(
        put("@context", to=["https://schema.org", {"x": "urn:x"}]), "jsonld.context", "/@context"
    ),
    "misspelt type": Fault(put("@type", to="NewsArticel"), "jsonld.article", "/@type"),
    "relative id": Fault(put("@id", to="#article"), "jsonld.id", "/@id"),
    "id with a space": Fault(put(*LEA, "@id", to=f"{URL}#lea morin"), "jsonld.id", "/mentions/0/@id"),
    "language by name": Fault(put("inLanguage", to="français"), "jsonld.language", "/inLanguage"),
    "author as a bare string": Fault(put("author", to="Inès Vauquelin"), "jsonld.author", "/author"),
    "authors as strings": Fault(put("author", 0, to="Inès Vauquelin"), "jsonld.author", "/author/0"),
    "publisher as a string": Fault(put("publisher", to="Le Courrier"), "jsonld.author", "/publisher"),
    "date without zone": Fault(put("datePublished", to="2026-03-14T18:05:00"), "jsonld.date", "/datePublished"),
    "date in words": Fault(put("dateModified", to="15 mars 2026"), "jsonld.date", "/dateModified"),
    "date as a number": Fault(put("datePublished", to=20260314), "jsonld.type", "/datePublished"),
    "boolean as a string": Fault(put("isAccessibleForFree", to="False"), "jsonld.boolean", "/isAccessibleForFree"),
    "word count as a string": Fault(put("wordCount", to="89"), "jsonld.type", "/wordCount"),
    "negative word count": Fault(put("wordCount", to=-1), "jsonld.number", "/wordCount"),
    "headline as a list": Fault(put("headline", to=["Titre"]), "jsonld.type", "/headline"),
    "empty headline": Fault(put("headline", to=""), "jsonld.empty", "/headline"),
    "null description": Fault(put("description", to=None), "jsonld.type", "/description"),
    "image without scheme": Fault(put("image", 0, to="//host/pont.jpg"), "jsonld.pattern", "/image/0"),
    "no images": Fault(put("image", to=[]), "jsonld.empty", "/image"),
    "parts as one object": Fault(put("hasPart", to=lambda parts: parts[0]), "jsonld.type", "/hasPart"),
    "latitude 149": Fault(put(*PLACE, "geo", "latitude", to=149), "jsonld.number", "/contentLocation/0/geo/latitude"),
    "latitude as a string": Fault(
        put(*PLACE, "geo", "latitude", to="48.8"), "jsonld.type", "/contentLocation/0/geo/latitude"
    ),
    "same as a number": Fault(put(*LEA, "sameAs", 0, to="Q42"), "jsonld.pattern", "/mentions/0/sameAs/0"),
    "speaker by name": Fault(put(*QUOTE, "creator", to="Léa Morin"), "jsonld.type", "/hasPart/0/creator"),
    "speaker written out twice": Fault(
        lambda document: document["hasPart"][0].update(creator=document["mentions"][0]),
        "jsonld.duplicate-id",
        "/hasPart/0/creator/@id",
    ),
    "country by name": Fault(
        put(*PLACE, "containedInPlace", "identifier", to="France"),
        "jsonld.pattern",
        "/contentLocation/0/containedInPlace/identifier",
    ),
    "misspelt key": Fault(rename("headline", "headLine"), "jsonld.unknown-key", "/headLine", severity="warning"),
    # Vocabulary
    "unknown type": Fault(
        put(*LEA, "@type", to="Politician"), "jsonld.unknown-type", "/mentions/0/@type", severity="warning"
    ),
    "job of an organisation": Fault(
        put("mentions", 1, "jobTitle", to="agence"), "jsonld.domain", "/mentions/1/jobTitle"
    ),
    "city that speaks": Fault(
        put(
            *QUOTE,
            to=lambda quote: (
                quote | {key: {"@id": f"{URL}#location-valbourg"} for key in ("creator", "spokenByCharacter")}
            ),
        ),
        "jsonld.range",
        "/hasPart/0/creator",
    ),
    "person as a place": Fault(
        put("contentLocation", to=lambda old: [*old, {"@type": "Person", "@id": "x:y", "name": "z"}]),
        "jsonld.range",
        "/contentLocation/1",
    ),
    "claim as a part of a place": Fault(put(*PLACE, "@type", to="Claim"), "jsonld.range", "/contentLocation/0"),
    "place that publishes": Fault(put("publisher", "@type", to="Place"), "jsonld.range", "/publisher"),
    "quotation by an article": Fault(
        put(*CLAIM, "author", to={"@id": f"{URL}#article"}), "jsonld.range", "/mentions/5/author"
    ),
    # References
    "dangling speaker": Fault(
        put(*QUOTE, to=lambda quote: quote | {"creator": NOWHERE, "spokenByCharacter": NOWHERE}),
        "jsonld.reference",
        "/hasPart/0/creator/@id",
    ),
    "dangling quotation": Fault(
        put(*CLAIM, "isBasedOn", 0, "@id", to=f"{URL}#quote-9"), "jsonld.reference", "/mentions/5/isBasedOn/0/@id"
    ),
    "dangling claimant": Fault(put(*DENIAL, "agent", to=NOWHERE), "jsonld.reference", "/mentions/6/agent/@id"),
    "dangling dateline": Fault(put("locationCreated", to=NOWHERE), "jsonld.reference", "/locationCreated/@id"),
    "actor left out": Fault(drop(*LEA), "jsonld.reference", "/hasPart/0/creator/@id"),
    "reference into another article": Fault(
        put(*CLAIM, "appearance", "@id", to="https://x.example/#article"),
        "jsonld.reference",
        "/mentions/5/appearance/@id",
        severity="warning",
    ),
    "one id for two": Fault(
        put("mentions", 1, "@id", to=f"{URL}#person-lea-morin"), "jsonld.duplicate-id", "/mentions/1/@id"
    ),
    "quotation with the id of the article": Fault(
        put(*QUOTE, "@id", to=f"{URL}#article"), "jsonld.duplicate-id", "/hasPart/0/@id"
    ),
    # Words
    "quotation with another letter": Fault(
        put(*QUOTE, "text", to="pour des raisons de sûreté"), "jsonld.verbatim", "/hasPart/0/text"
    ),
    "quotation with other spaces": Fault(
        put(*QUOTE, "text", to="pour des raisons\u00a0de sécurité"), "jsonld.verbatim", "/hasPart/0/text"
    ),
    "claim with another letter": Fault(
        put(*CLAIM, "text", to="pour des raisons de securité"), "jsonld.verbatim", "/mentions/5/text"
    ),
    "fragment with another letter": Fault(
        put(*SPLIT, "hasPart", 1, "text", to="tant que la pile bouge"), "jsonld.verbatim", "/hasPart/1/hasPart/1/text"
    ),
    "fragments swapped": Fault(
        put(*SPLIT, "hasPart", to=lambda parts: parts[::-1]), "jsonld.quotation-parts", "/hasPart/1/text"
    ),
    "fragment lost": Fault(
        put(*SPLIT, "hasPart", to=lambda parts: parts[:1]), "jsonld.quotation-parts", "/hasPart/1/text"
    ),
    "text altered": Fault(
        put("articleBody", to=lambda text: text.replace("raisons", "motifs")), "jsonld.verbatim", "/hasPart/0/text"
    ),
    "text lost": Fault(put("articleBody", to=""), "jsonld.verbatim", "/hasPart/0/text"),
    "creator is not the speaker": Fault(
        put(*QUOTE, "creator", to={"@id": f"{URL}#organization-avp"}), "jsonld.speaker", "/hasPart/0/spokenByCharacter"
    ),
    "HTML entity": Fault(
        put("headline", to="Le pont de l&rsquo;Orme"), "jsonld.html-entity", "/headline", severity="warning"
    ),
    "numeric entity": Fault(
        put(*LEA, "name", to="L&#233;a Morin"), "jsonld.html-entity", "/mentions/0/name", severity="warning"
    ),
    "changed before published": Fault(
        put("dateModified", to="2026-03-13"), "jsonld.date-order", "/dateModified", severity="warning"
    ),
    # Offsets and the rest of the profile `full`
    "start off by one": Fault(
        put(*FRAGMENT, 0, names.START, to=lambda n: n + 1), "jsonld.offset", "/hasPart/0", "full"
    ),
    "end off by one": Fault(put(*FRAGMENT, 0, names.END, to=lambda n: n - 1), "jsonld.offset", "/hasPart/0", "full"),
    "mention off by one": Fault(
        put(*MENTION, 0, names.START, to=lambda n: n - 1), "jsonld.offset", "/mentions/0", "full"
    ),
    "start as a string": Fault(put(*MENTION, 0, names.START, to="12"), "jsonld.type", "/mentions/0", "full"),
    "start below zero": Fault(put(*MENTION, 0, names.START, to=-1), "jsonld.number", "/mentions/0", "full"),
    "end past the text": Fault(put(*MENTION, 0, names.END, to=10_000), "jsonld.offset", "/mentions/0", "full"),
    "start after the end": Fault(put(*PASSAGE, 0, names.START, to=10_000), "jsonld.offset", "/mentions/5", "full"),
    "exact with another letter": Fault(
        put(*FRAGMENT, 1, names.EXACT, to="pour des raisons de sécurite"), "jsonld.offset", "/hasPart/0", "full"
    ),
    "prefix with another letter": Fault(
        put(*FRAGMENT, 1, names.PREFIX, to=lambda old: old[:-1] + "x"), "jsonld.offset", "/hasPart/0", "full"
    ),
    "suffix with another letter": Fault(
        put(*PASSAGE, 1, names.SUFFIX, to=lambda old: "x" + old[1:]), "jsonld.offset", "/mentions/5", "full"
    ),
    "claim with a letter less": Fault(
        put(*CLAIM, "text", to="pour des raisons de sécurit"), "jsonld.passage", "/mentions/5/text", "full"
    ),
    "paragraph past the text": Fault(
        put(names.PARAGRAPH, 4, names.HAS_SELECTOR, 0, names.END, to=9999),
        "jsonld.offset",
        f"/{names.PARAGRAPH}/4",
        "full",
    ),
    "no position": Fault(put(*FRAGMENT, to=lambda both: both[1:]), "jsonld.value", "/hasPart/0", "full"),
    "three selectors": Fault(put(*FRAGMENT, to=lambda both: [*both, both[0]]), "jsonld.value", "/hasPart/0", "full"),
    "fact without rule": Fault(drop(*QUOTE, names.RULE), "jsonld.missing", "/hasPart/0", "full"),
    "rule in words": Fault(put(*QUOTE, names.RULE, to="Mixed quote"), "jsonld.pattern", "/hasPart/0", "full"),
    "confidence of 2": Fault(put(*QUOTE, names.CONFIDENCE, to=2), "jsonld.number", "/hasPart/0", "full"),
    "unknown stance": Fault(put(*CLAIM, names.STANCE, to="agrees"), "jsonld.value", "/mentions/5", "full"),
    "unknown form": Fault(put(*QUOTE, names.QUOTE_FORM, to="indirect"), "jsonld.value", "/hasPart/0", "full"),
    "unknown speech act": Fault(
        put(*QUOTE, names.CUE, names.SPEECH_ACT, to="shout"), "jsonld.value", "/hasPart/0", "full"
    ),
    "cue without lemma": Fault(drop(*QUOTE, names.CUE, names.LEMMA), "jsonld.missing", "/hasPart/0", "full"),
    "dangling addressee": Fault(
        put(*SPLIT, names.ADDRESSEE, names.ACTOR, to=NOWHERE), "jsonld.reference", "/hasPart/1", "full"
    ),
    "addressee is a place": Fault(
        put(*SPLIT, names.ADDRESSEE, names.ACTOR, "@id", to=f"{URL}#location-valbourg"),
        "jsonld.model",
        "/hasPart/1",
        "full",
    ),
    "person as a state": Fault(put(*LEA, names.ENTITY_TYPE, to="state"), "jsonld.value", "/mentions/0", "full"),
    "actor without mentions": Fault(drop(*LEA, names.MENTION), "jsonld.missing", "/mentions/0", "full"),
    "other version of the schema": Fault(put(names.SCHEMA_VERSION_KEY, to="9.9"), "jsonld.value", "", "full"),
    "no generator": Fault(drop(names.GENERATOR), "jsonld.missing", "", "full"),
    "paragraph lost": Fault(drop(names.PARAGRAPH, 1), "jsonld.model", f"/{names.PARAGRAPH}/1", "full"),
    "paragraphs swapped": Fault(
        put(names.PARAGRAPH, to=lambda all_: all_[::-1]), "jsonld.model", f"/{names.PARAGRAPH}/1", "full"
    ),
    "mentions overlap": Fault(
        put(*LEA, names.MENTION, to=lambda all_: [*all_, *all_]), "jsonld.model", "/mentions/0", "full"
    ),
    "mention of unknown form": Fault(
        put(*LEA, names.MENTION, 0, names.MENTION_FORM, to="nickname"), "jsonld.value", "/mentions/0", "full"
    ),
}


def corrupted(name: str) -> bytes:
    fault = FAULTS[name]
    document = json.loads(SOURCES[fault.profile])
    fault.corrupt(document)
    return json.dumps(document, indent=2, ensure_ascii=False).encode()


def errors(problems: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("profile", SOURCES)
def test_the_sources_are_valid(profile: str) -> None:
    assert check(SOURCES[profile]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_caught(name: str) -> None:
    fault = FAULTS[name]
    problems = check(corrupted(name))
    caught = [one for one in problems if one.rule == fault.rule and one.path.startswith(fault.path)]
    assert caught, f"found instead: {[(one.rule, one.path, one.message) for one in problems]}"
    assert caught[0].severity == fault.severity
    assert caught[0].line is not None and caught[0].column is not None
    assert caught[0].message
    assert bool(errors(problems)) == (fault.severity == "error")


@pytest.mark.parametrize("name", FAULTS)
def test_position_is_that_of_the_path(name: str) -> None:
    data = corrupted(name)
    lines = data.decode().split("\n")
    for problem in check(data):
        last = problem.path.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        assert problem.line is not None
        if last and not last.isdigit():
            assert json.dumps(last, ensure_ascii=False) in lines[problem.line - 1]


def test_all_validators_give_the_same_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed: pip install jsonschema-rs")
    verdicts = {}
    for installed in (True, False):
        if not installed:
            monkeypatch.setattr(jsonld_structure, "jsonschema_rs", None)
        jsonld_structure._quick_test.cache_clear()
        verdicts[installed] = {name: check_jsonld(corrupted(name)) for name in FAULTS}
        for name in FAULTS:
            document = json.loads(corrupted(name))
            if Graph.of(document).articles:
                quick = jsonld_structure._quick_test()(document)
                assert quick == jsonld_structure._reference_validator().is_valid(document), name
    jsonld_structure._quick_test.cache_clear()
    assert verdicts[True] == verdicts[False]
