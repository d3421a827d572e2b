"""Arbitrary consistent articles for property tests: any text, any facts that the model accepts."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from exporter.model import (
    Actor,
    ActorReference,
    ActorType,
    Article,
    Author,
    Claim,
    Cue,
    Diagnostic,
    Evidence,
    Fragment,
    Generator,
    Location,
    LocationType,
    Mention,
    MentionForm,
    Metadata,
    Paragraph,
    ParagraphRole,
    Publisher,
    Quote,
    QuoteForm,
    Role,
    Severity,
    SpeechAct,
    Stance,
)

HOSTILE = (
    "</script>", "<!--<script>", "]]>", "&amp;", "&", '"', "\\", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff",
    "\x85", "\u00a0", "\u202f", "« ", " »", "’", "🌉", "👩\u200d🚒", "𝔘", "e\u0301", "\n", "\n\n", "\t", " ",
    "http://x", "@id",
)  # fmt: skip
"""Pieces that break careless writers; all of them are characters of XML 1.0."""

ANY_CHARACTER = st.characters(exclude_categories=["Cs"])
XML_CHARACTER = st.one_of(
    st.sampled_from("\t\n"),
    st.characters(min_codepoint=0x20, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
)
"""Characters that the readers let through (XML 1.0, without CR)."""

RULES = ("fr.name.person", "fr.quote.incise.inverted", "fr.claim.que-clause", "en.x_1")
IDS = (
    "article", "publisher", "author-1", "country-fr", "person-a", "organization-b", "state-c", "group-d", "quote-1",
    "quote-2", "claim-1", "claim-2", "location-a", "location-b", "x", "0",
)  # fmt: skip
IRIS = (
    "https://www.journal.example/2026/a?b=1&c=2", "http://www.wikidata.org/entity/Q42", "urn:uuid:0-1", "tag:a,2026:é",
    "https://www.journal.example/a#b", "x:y", "https://www.journal.example/a#article",
)  # fmt: skip
DATES = ("2026-03-14", "2026-03-14T18:05:00+01:00", "2024-02-29T00:00:00Z", "2026-03-14T18:05:00.123456-11:30")

Draw = Any


def texts(character: st.SearchStrategy[str], max_size: int = 12) -> st.SearchStrategy[str]:
    """Short strings, often with a hostile piece."""
    pieces = st.one_of(st.sampled_from(HOSTILE), st.text(character, max_size=4), st.sampled_from(["mot ", "Une", "a"]))
    return st.lists(pieces, max_size=max_size).map("".join)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


def _words(text: str, span: tuple[int, int]) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}


def _evidence() -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence,
        rule=st.sampled_from(RULES),
        confidence=_maybe(st.floats(0, 1)),
        resolution=_maybe(st.sampled_from(RULES)),
    )


def _metadata(word: st.SearchStrategy[str]) -> st.SearchStrategy[Metadata]:
    name, iri, date = word.filter(bool), st.sampled_from(IRIS), st.sampled_from(DATES)
    author = st.builds(Author, name=name, type=st.sampled_from(["person", "organization"]), url=_maybe(iri))
    publisher = st.builds(Publisher, name=name, url=_maybe(iri), logo=_maybe(iri))
    return st.builds(
        Metadata,
        headline=_maybe(word),
        alternative_headline=_maybe(word),
        description=_maybe(word),
        url=_maybe(iri),
        published=_maybe(date),
        modified=_maybe(date),
        authors=st.lists(author, max_size=2).map(tuple),
        publisher=_maybe(publisher),
        section=_maybe(word),
        keywords=st.lists(word, max_size=2).map(tuple),
        dateline=_maybe(word),
        image=st.lists(iri, max_size=2).map(tuple),
        copyright_notice=_maybe(word),
        is_accessible_for_free=_maybe(st.booleans()),
    )


class _Facts:
    """Draws the parts of one article over one text."""

    def __init__(self, draw: Draw, text: str, word: st.SearchStrategy[str]) -> None:
        self.draw, self.text, self.word = draw, text, word
        self.ids = list(draw(st.permutations(IDS)))

    def id(self) -> str:
        return str(self.ids.pop())

    def span(self) -> tuple[int, int]:
        start = self.draw(st.integers(0, len(self.text) - 1))
        return start, self.draw(st.integers(start + 1, len(self.text)))

    def disjoint(self, most: int) -> list[tuple[int, int]]:
        """Spans in order that share no character."""
        cuts = sorted(self.draw(st.sets(st.integers(0, len(self.text)), max_size=2 * most)))
        return list(zip(cuts[::2], cuts[1::2], strict=False))

    def shares(self, most: int) -> list[list[Mention]]:
        """Mentions dealt out to a few facts, in order within each."""
        facts: list[list[Mention]] = []
        for span in self.disjoint(most):
            form = self.draw(st.sampled_from(get_args(MentionForm)))
            index = self.draw(st.integers(0, min(len(facts), 5)))
            if index == len(facts):
                facts.append([])
            facts[index].append(Mention(**_words(self.text, span), form=form))
        return facts

    def cue(self) -> Cue | None:
        if not self.draw(st.booleans()):
            return None
        act = self.draw(st.sampled_from(get_args(SpeechAct)))
        return Cue(**_words(self.text, self.span()), lemma=self.draw(self.word), act=act)

    def reference(self, actors: tuple[Actor, ...]) -> ActorReference | None:
        if not actors or not self.draw(st.booleans()):
            return None
        start, end = self.span()
        return ActorReference(actor=self.draw(st.sampled_from(actors)).id, start=start, end=end)

    def some(self, ids: list[str]) -> tuple[str, ...]:
        return tuple(self.draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))) if ids else ()

    def same_as(self) -> tuple[str, ...]:
        return tuple(self.draw(st.lists(st.sampled_from(IRIS), max_size=2)))

    def country(self) -> str | None:
        country: str | None = self.draw(st.sampled_from([None, "FR", "XK"]))
        return country

    def actor(self, mentions: list[Mention]) -> Actor:
        spans = [self.span() for _ in range(self.draw(st.integers(0, 2)))]
        return Actor(
            id=self.id(),
            type=self.draw(st.sampled_from(get_args(ActorType))),
            name=self.draw(self.word),
            named=self.draw(st.booleans()),
            roles=tuple(Role(title=self.text[s:e], start=s, end=e) for s, e in spans),
            mentions=tuple(mentions),
            same_as=self.same_as(),
            country=self.country(),
            evidence=self.draw(_evidence()),
        )

    def location(self, mentions: list[Mention]) -> Location:
        position = self.draw(_maybe(st.tuples(st.floats(-90, 90), st.floats(-180, 180))))
        return Location(
            id=self.id(),
            type=self.draw(st.sampled_from(get_args(LocationType))),
            name=self.draw(self.word),
            country=self.country(),
            latitude=position[0] if position else None,
            longitude=position[1] if position else None,
            same_as=self.same_as(),
            mentions=tuple(mentions),
            evidence=self.draw(_evidence()),
        )

    def quote(self, actors: tuple[Actor, ...]) -> Quote:
        spans = self.disjoint(3) or [self.span()]
        return Quote(
            id=self.id(),
            form=self.draw(st.sampled_from(get_args(QuoteForm))),
            fragments=tuple(Fragment(**_words(self.text, span)) for span in spans),
            speaker=self.reference(actors),
            cue=self.cue(),
            addressee=self.reference(actors),
            evidence=self.draw(_evidence()),
        )

    def claim(self, actors: tuple[Actor, ...], locations: tuple[Location, ...], quotes: tuple[Quote, ...]) -> Claim:
        return Claim(
            id=self.id(),
            **_words(self.text, self.span()),
            claimant=self.draw(_maybe(st.sampled_from([actor.id for actor in actors]))) if actors else None,
            stance=self.draw(st.sampled_from(get_args(Stance))),
            cue=self.cue(),
            quotes=self.some([quote.id for quote in quotes]),
            about=self.some([actor.id for actor in actors] + [location.id for location in locations]),
            evidence=self.draw(_evidence()),
        )

    def diagnostic(self) -> Diagnostic:
        span = self.draw(_maybe(st.just(True))) and self.text and self.span()
        return Diagnostic(
            code=self.draw(st.sampled_from(["input.encoding", "quote.no-speaker", "x"])),
            severity=self.draw(st.sampled_from(get_args(Severity))),
            message=self.draw(self.word),
            start=span[0] if span else None,
            end=span[1] if span else None,
        )

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """One paragraph a line that holds more than white space, or none at all."""
        found, cursor = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                role = self.draw(st.sampled_from(get_args(ParagraphRole)))
                found.append(Paragraph(start=cursor, end=cursor + len(line), role=role))
            cursor += len(line) + 1
        return tuple(found) if self.draw(st.booleans()) else ()


@st.composite
def articles(draw: Draw, character: st.SearchStrategy[str] = ANY_CHARACTER) -> Article:
    """Any article that the model accepts and that UTF-8 can hold."""
    word = texts(character, 3)
    text = draw(texts(character))
    facts = _Facts(draw, text, word)
    parts: dict[str, Any] = {"diagnostics": tuple(facts.diagnostic() for _ in range(draw(st.integers(0, 2))))}
    if text:
        shares = facts.shares(6)
        half = draw(st.integers(0, len(shares)))
        actors = tuple(facts.actor(mentions) for mentions in shares[:half])
        locations = tuple(facts.location(mentions) for mentions in shares[half:])
        quotes = tuple(facts.quote(actors) for _ in range(draw(st.integers(0, 2))))
        claims = tuple(facts.claim(actors, locations, quotes) for _ in range(draw(st.integers(0, 2))))
        parts |= {"actors": actors, "locations": locations, "quotes": quotes, "claims": claims}
        parts["paragraphs"] = facts.paragraphs()
    return Article(
        id=draw(st.sampled_from(IRIS)),
        language=draw(st.sampled_from(["fr", "fr-CA", "ar", "zh-Hant-TW"])),
        metadata=draw(_metadata(word)),
        text=text,
        generator=Generator(name=draw(word), version=draw(word)),
        **parts,
    )
