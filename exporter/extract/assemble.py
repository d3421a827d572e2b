"""From what the stages found to the model: ids, spans, mentions, evidence."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

from exporter.extract.cast import Cast, Entity
from exporter.extract.claims import ClaimFound
from exporter.extract.nominals import Nominal
from exporter.extract.phrases import Phrase
from exporter.extract.places import Resolved
from exporter.extract.quoted import QuoteFound
from exporter.extract.reports import Report
from exporter.extract.typing import Typed
from exporter.languages.classes import DATIVE, GENITIVE
from exporter.languages.pack import Pack
from exporter.model import Article, Evidence, Paragraph, Source
from exporter.text import Document
from exporter.version import NAME, VERSION

Fields: TypeAlias = dict[str, Any]
"""The fields of a record of the model: all records of an article are validated in one go, at the end."""

_RANK: Final = {"name": 0, "metonym": 0, "role": 1, "pronoun": 2}
_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_NAMESPACE: Final = uuid.UUID("6f0c9f3e-6a0e-5b52-9d5c-3a3f5a1d7c11")


class Findings(NamedTuple):
    """What the stages found: names with what they mean, who acts, quotes and claims. Places and states by name."""

    typed: Sequence[Typed]
    places: dict[int, Resolved]
    states: dict[int, str]
    cast: Cast
    quotes: Sequence[QuoteFound]
    claims: Sequence[ClaimFound]


def assemble(
    source: Source, document: Document, pack: Pack, paragraphs: Sequence[Paragraph], found: Findings
) -> Article:
    """The validated article."""
    typed, places, states, cast, quotes, claims = found
    add_states(pack, typed, places, states, cast)
    place_spans = [document.span(typed[i].name.first, typed[i].name.last) for i in places if i not in states]
    builder = _Builder(document, pack, cast, place_spans)
    actors = builder.actors()
    locations = builder.locations(typed, places, states)
    builder.named = sorted(
        (mention["start"], one["id"]) for group in (actors, locations) for one in group for mention in one["mentions"]
    )
    found_quotes = builder.quotes(quotes)
    return Article.model_validate(
        {
            "id": source.id or article_id(source),
            "language": source.language or pack.language,
            "metadata": source.metadata,
            "text": source.text,
            "paragraphs": tuple(paragraphs),
            "actors": actors,
            "locations": locations,
            "quotes": found_quotes,
            "claims": builder.claims(claims, quotes, found_quotes),
            "diagnostics": source.diagnostics,
            "generator": {"name": NAME, "version": VERSION},
        }
    )


def article_id(source: Source) -> str:
    """The article's URL, or a name-based UUID (RFC 9562, version 5) of its text."""
    if source.metadata.url:
        return source.metadata.url
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, digest)}"


def add_states(
    pack: Pack, typed: Sequence[Typed], places: dict[int, Resolved], states: dict[int, str], cast: Cast
) -> None:
    """Makes actors of the places that act; a capital stands for its country."""
    by_key: dict[str, int] = {}
    gazetteer = pack.gazetteer
    for index in sorted(states):
        resolved, name = places[index], typed[index].name
        code = gazetteer.capitals.get(name.key, "") if resolved.type == "city" else ""
        country = gazetteer.country(code or resolved.country) if code or resolved.type == "country" else None
        label = country.name if country is not None else resolved.name
        found = by_key.get(label)
        if found is None:
            found = by_key[label] = len(cast.entities)
            entity = Entity("state", label, True, f"names.state.{states[index]}", label.lower())
            entity.country = country.country if country is not None else resolved.country
            entity.wikidata = (
                country.wikidata if country is not None else resolved.place.wikidata if resolved.place else ""
            )
            cast.entities.append(entity)
        cast.of_name[index] = found
        cast.entities[found].mentions.append((name.first, name.last, "metonym" if code else "name"))


class _Builder:
    """Gives ids and spans. Ids are type and name in ASCII, numbered where they collide."""

    def __init__(self, document: Document, pack: Pack, cast: Cast, place_spans: Sequence[tuple[int, int]]) -> None:
        self.document = document
        self.pack = pack
        self.cast = cast
        self.taken: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.place_spans = place_spans
        self.ids: dict[int, str] = {}
        self.named: list[tuple[int, str]] = []

    def _evidence(self, rule: str, resolution: str | None = None) -> Evidence:
        return _evidence(rule, self.pack.confidence(rule), resolution)

    def actors(self) -> tuple[Fields, ...]:
        mentions = self._mentions()
        order = sorted(mentions, key=lambda index: (mentions[index][0]["start"], index))
        found = []
        for index in order:
            entity = self.cast.entities[index]
            name = self._longest(entity, mentions[index])
            self.ids[index] = self._id(entity.type, name)
            found.append(
                {
                    "id": self.ids[index],
                    "type": entity.type,
                    "name": name,
                    "named": entity.named,
                    "roles": self._roles(entity),
                    "mentions": tuple(mentions[index]),
                    "same_as": _wikidata(entity.wikidata),
                    "country": entity.country or None,
                    "evidence": self._evidence(f"{self.pack.language}.{entity.rule}"),
                }
            )
        return tuple(found)

    def _longest(self, entity: Entity, mentions: Sequence[Fields]) -> str:
        if entity.type != "person" or not entity.named:
            return entity.name
        names = (" ".join(mention["text"].split()) for mention in mentions if mention["form"] == "name")
        return max(names, key=len, default=entity.name)

    def _mentions(self) -> dict[int, list[Fields]]:
        """Mentions by entity, names first where spans would overlap."""
        candidates = []
        for index, entity in enumerate(self.cast.entities):
            for first, last, form in entity.mentions:
                candidates.append((_RANK[form], *self.document.span(first, last), form, index, last - first))
            for first, last in entity.pronouns:
                candidates.append((_RANK["pronoun"], *self._pronoun(first, last), "pronoun", index, 1))
        taken = _Taken(self.place_spans)
        found: dict[int, list[Fields]] = {}
        for _, start, last, form, index, width in sorted(candidates):
            end = self._before_taken(taken, start, last, width) if form == "role" else last
            if start < end and taken.add(start, end):
                text = self.document.text[start:end]
                found.setdefault(index, []).append({"start": start, "end": end, "text": text, "form": form})
        return {index: sorted(mentions, key=itemgetter("start")) for index, mentions in found.items()}

    def _before_taken(self, taken: _Taken, start: int, end: int, width: int) -> int:
        """A role stands without the place or the organisation that it names ("la directrice du musée des Lices")."""
        first = self.document.token_at(start)
        for last in range(first + width, first, -1):
            end = self.document.end(last - 1)
            if taken.is_free(start, end) and not self._flags(last - 1) & (GENITIVE | DATIVE):
                return end
        return start

    def _flags(self, token: int) -> int:
        return self.pack.word_flags.get(self.document.lowers[token], 0)

    def _pronoun(self, first: int, last: int) -> tuple[int, int]:
        """An inverted pronoun is the part of the verb behind the last hyphen; "celui-ci" is a word of its own."""
        start, end = self.document.span(first, last)
        word = self.document.words[first]
        inverted = "-" in word and word.lower() not in self.pack.pronouns
        return (end - len(word.rsplit("-", 1)[1]), end) if inverted else (start, end)

    def _roles(self, entity: Entity) -> tuple[Fields, ...]:
        roles: dict[str, Fields] = {}
        for phrase in entity.roles:
            start, end = self.document.span(phrase.head, self._title_end(phrase))
            title = self.document.text[start:end]
            roles.setdefault(title.lower(), {"title": title, "start": start, "end": end})
        return tuple(sorted(roles.values(), key=itemgetter("start")))

    def _title_end(self, phrase: Phrase) -> int:
        return max(phrase.last, phrase.core)

    def _id(self, kind: str, name: str) -> str:
        base = f"{kind}-{slug(name)}".rstrip("-")[:100].rstrip("-")
        found, number = base, self.numbers.get(base, 1)
        while found in self.taken:
            number += 1
            found = f"{base}-{number}"
        self.numbers[base] = number
        self.taken.add(found)
        return found

    def locations(
        self, typed: Sequence[Typed], places: dict[int, Resolved], states: dict[int, str]
    ) -> tuple[Fields, ...]:
        grouped: dict[tuple[str, str, str], list[int]] = {}
        for index in sorted(places):
            if index not in states:
                place = places[index]
                grouped.setdefault((place.name.lower(), place.type, place.country), []).append(index)
        return tuple(self._location(typed, [places[index] for index in group]) for group in grouped.values())

    def _location(self, typed: Sequence[Typed], group: Sequence[Resolved]) -> Fields:
        first = group[0]
        mentions = []
        for one in group:
            start, end = self.document.span(typed[one.index].name.first, typed[one.index].name.last)
            mentions.append({"start": start, "end": end, "text": self.document.text[start:end], "form": "name"})
        place = first.place
        return {
            "id": self._id("location", first.name),
            "type": first.type,
            "name": first.name,
            "country": first.country or None,
            "latitude": place.latitude if place else None,
            "longitude": place.longitude if place else None,
            "same_as": (*_wikidata(place.wikidata), *_geonames(place.geonames)) if place else (),
            "mentions": tuple(mentions),
            "evidence": self._evidence(f"{self.pack.language}.{typed[first.index].rule}"),
        }

    def quotes(self, quotes: Sequence[QuoteFound]) -> tuple[Fields, ...]:
        found = []
        for number, quote in enumerate(quotes):
            speaker, resolution = self._reference(quote.source)
            text = self.document.text
            found.append(
                {
                    "id": f"quote-{number + 1}",
                    "form": quote.form,
                    "fragments": tuple({"start": s, "end": e, "text": text[s:e]} for s, e in quote.fragments),
                    "speaker": speaker,
                    "cue": self._cue(quote.report),
                    "addressee": self._reference(quote.report.addressee if quote.report else None)[0],
                    "evidence": self._evidence(quote.rule, resolution),
                }
            )
        return tuple(found)

    def _reference(self, source: Nominal | None) -> tuple[Fields | None, str | None]:
        if source is None:
            return None, None
        index, rule = self.cast.resolved.get((source.first, source.last), (None, None))
        if source.name is not None:
            index, rule = self.cast.of_name.get(source.name, index), f"{self.pack.language}.resolve.name"
        if index is None or index not in self.ids:
            return None, None
        span = self._pronoun if source.pronoun else self.document.span
        start, end = span(source.first, source.last)
        return {"actor": self.ids[index], "start": start, "end": end}, rule

    def _cue(self, report: Report | None) -> Fields | None:
        if report is None or report.cue is None:
            return None
        start, end = self.document.span(*report.cue)
        text = self.document.text[start:end]
        return {"start": start, "end": end, "text": text, "lemma": report.lemma, "act": report.act}

    def claims(
        self, claims: Sequence[ClaimFound], quotes: Sequence[QuoteFound], found: Sequence[Fields]
    ) -> tuple[Fields, ...]:
        result: list[Fields] = []
        for claim in sorted(claims, key=lambda claim: (claim.start, -claim.end)):
            reference, resolution = self._reference(claim.source)
            if reference is None and (claim.report is not None or claim.source is not None):
                continue
            claimant = reference["actor"] if reference else None
            result.append(
                {
                    "id": f"claim-{len(result) + 1}",
                    "start": claim.start,
                    "end": claim.end,
                    "text": self.document.text[claim.start : claim.end],
                    "claimant": claimant,
                    "stance": claim.report.stance if claim.report else "asserts",
                    "cue": self._cue(claim.report),
                    "quotes": tuple(found[i]["id"] for i in claim.quotes),
                    "about": self._about(claim.start, claim.end, claimant),
                    "evidence": self._evidence(claim.rule, resolution),
                }
            )
        return tuple(result)

    def _about(self, start: int, end: int, claimant: str | None) -> tuple[str, ...]:
        """The actors and places that a proposition names, in reading order, the claimant left out."""
        low, high = bisect_left(self.named, (start,)), bisect_left(self.named, (end,))
        return tuple(dict.fromkeys(name for _, name in self.named[low:high] if name != claimant))


@lru_cache(maxsize=1024)
def _evidence(rule: str, confidence: float | None, resolution: str | None) -> Evidence:
    """One record for all facts of a rule and resolution."""
    return Evidence(rule=rule, confidence=confidence, resolution=resolution)


class _Taken:
    """Spans that are in use, kept sorted."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no part of a span is taken."""
        position = bisect_left(self.spans, (start, end))
        if position and self.spans[position - 1][1] > start:
            return False
        return position == len(self.spans) or self.spans[position][0] >= end

    def add(self, start: int, end: int) -> bool:
        """Takes a span unless a part of it is taken."""
        if not self.is_free(start, end):
            return False
        insort(self.spans, (start, end))
        return True


def _wikidata(identifier: str) -> tuple[str, ...]:
    return (f"http://www.wikidata.org/entity/{identifier}",) if identifier else ()


def _geonames(identifier: str) -> tuple[str, ...]:
    return (f"https://sws.geonames.org/{identifier}/",) if identifier else ()


def slug(name: str) -> str:
    """A name in lower-case ASCII with hyphens ("Élysée" -> "elysee"); "" for other scripts."""
    ascii_name = (
        unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe")).encode("ascii", "ignore").decode()
    )
    return _NO_SLUG.sub("-", ascii_name.lower()).strip("-")[:80]
