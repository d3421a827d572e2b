"""What is written as NewsML-G2 reads back equal, whatever the article holds; and the bytes never change."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.errors import InputError, ValidationError
from exporter.formats.newsml import read_newsml, write_newsml
from exporter.formats.newsml_markup import uri
from exporter.formats.options import Body, RenderOptions
from exporter.model import (
    Actor,
    ActorReference,
    Article,
    Author,
    Claim,
    Cue,
    Diagnostic,
    Evidence,
    Fragment,
    Generator,
    Location,
    Mention,
    Metadata,
    Paragraph,
    Publisher,
    Quote,
    Role,
)
from exporter.model import article as model
from exporter.model.article import SpeechAct
from exporter.model.dates import date_or_instant
from tests.builders import bare_article, rich_article

BODIES: tuple[Body, ...] = ("xhtml", "nitf", "both")
IRIS = st.one_of(
    st.from_regex(
        r"(https?://[a-z]{1,6}\.example|urn:[a-z]{2,5}:|tag:a,2026:)[a-z0-9/?#%\[\]:@&=é🌉.~+-]{0,12}", fullmatch=True
    ),
    st.sampled_from(("http://[::1]/a[1]", "x:%", "a:b#c#d", "http://a:b:c/", "mailto:x@y", "urn:a:%zz")),
).filter(lambda iri: len(iri.split(":", 1)[1]) > 0)
WHITE = st.text(alphabet=" \t\n\u00a0\u202f\u2028\u3000", max_size=4)
WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("aé «»’“”\"'&<>]\t\n\r\u00a0\u202e\u0085\u2028🌉\ufdd0𐀀"),
        st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff", min_codepoint=32),
    ),
    max_size=12,
)
NAMES = WORDS.filter(bool)
DATES = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.datetimes(timezones=st.timezones()).map(lambda instant: instant.isoformat()),
).filter(lambda value: _is_date(value))
CONFIDENCES = st.none() | st.floats(0, 1) | st.integers(0, 100).map(lambda percent: percent / 100)
RULES = st.from_regex(r"fr(\.[a-z0-9_\-]{1,5}){1,3}", fullmatch=True)
EVIDENCE = st.builds(Evidence, rule=RULES, confidence=CONFIDENCES, resolution=st.none() | RULES)
METADATA = st.builds(
    Metadata,
    headline=st.none() | WORDS,
    alternative_headline=st.none() | WORDS,
    description=st.none() | WORDS,
    url=st.none() | IRIS,
    published=st.none() | DATES,
    modified=st.none() | DATES,
    authors=st.lists(
        st.builds(Author, name=NAMES, type=st.sampled_from(("person", "organization")), url=st.none() | IRIS),
        max_size=2,
    ).map(tuple),
    publisher=st.none() | st.builds(Publisher, name=NAMES, url=st.none() | IRIS, logo=st.none() | IRIS),
    section=st.none() | WORDS,
    keywords=st.lists(WORDS, max_size=2).map(tuple),
    dateline=st.none() | WORDS,
    image=st.lists(IRIS, max_size=2).map(tuple),
    copyright_notice=st.none() | WORDS,
    is_accessible_for_free=st.none() | st.booleans(),
)


def _is_date(value: str) -> bool:
    try:
        return date_or_instant(value) == value
    except ValueError:
        return False


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, tuple[Paragraph, ...]]:
    """A text with paragraphs between white space of any kind, or without any."""
    roles = st.sampled_from(model.ParagraphRole.__args__)
    if draw(st.booleans()):
        return draw(st.text(alphabet=" \t\n\u00a0ab<🌉", max_size=20)), ()
    text = ""
    paragraphs = []
    for words, white in draw(st.lists(st.tuples(NAMES, WHITE), max_size=5)):
        text += white
        paragraphs.append(Paragraph(start=len(text), end=len(text) + len(words), role=draw(roles)))
        text += words
    return text + draw(WHITE), tuple(paragraphs)


@st.composite
def spans(draw: st.DrawFn, size: int) -> tuple[int, int]:
    start = draw(st.integers(0, size - 1))
    return start, draw(st.integers(start + 1, size))


def ordered_spans(size: int, at_least: int = 0) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Spans in order that do not overlap."""

    def pairs(cuts: set[int]) -> list[tuple[int, int]]:
        ordered = sorted(cuts)
        return list(zip(ordered[0::2], ordered[1::2], strict=False))

    return st.sets(st.integers(0, size), min_size=2 * at_least, max_size=12).map(pairs)


class Draw:
    """Facts over one text."""

    def __init__(self, draw: st.DrawFn, text: str) -> None:
        self.draw = draw
        self.text = text

    def pick(self, strategy: st.SearchStrategy[Any]) -> Any:
        return self.draw(strategy)

    def span(self) -> dict[str, Any]:
        start, end = self.pick(spans(len(self.text)))
        return {"start": start, "end": end}

    def words(self) -> dict[str, Any]:
        span = self.span()
        return {**span, "text": self.text[span["start"] : span["end"]]}

    def cue(self) -> Cue | None:
        if self.pick(st.booleans()):
            return None
        return Cue(**self.words(), lemma=self.pick(WORDS), act=self.pick(st.sampled_from(SpeechAct.__args__)))

    def reference(self, actors: list[Actor]) -> ActorReference | None:
        if not actors or self.pick(st.booleans()):
            return None
        return ActorReference(actor=self.pick(st.sampled_from(actors)).id, **self.span())

    def entities(self) -> tuple[list[Actor], list[Location]]:
        found = self.pick(ordered_spans(len(self.text)))
        groups: dict[int, list[Mention]] = {}
        forms = st.sampled_from(model.MentionForm.__args__)
        for start, end in found:
            mention = Mention(start=start, end=end, text=self.text[start:end], form=self.pick(forms))
            groups.setdefault(self.pick(st.integers(0, 5)), []).append(mention)
        actors = [self.actor(number, mentions) for number, mentions in groups.items() if number < 3]
        locations = [self.location(number, mentions) for number, mentions in groups.items() if number >= 3]
        return actors, locations

    def common(self, name: str, mentions: list[Mention]) -> dict[str, Any]:
        return {
            "id": name,
            "name": self.pick(WORDS),
            "mentions": tuple(mentions),
            "same_as": tuple(self.pick(st.lists(IRIS, max_size=2))),
            "country": self.pick(st.sampled_from((None, "FR", "XX"))),
            "evidence": self.pick(EVIDENCE),
        }

    def actor(self, number: int, mentions: list[Mention]) -> Actor:
        titles = [self.words() for _ in range(self.pick(st.integers(0, 2)))]
        return Actor(
            **self.common(f"{number}-actor", mentions),
            type=self.pick(st.sampled_from(model.ActorType.__args__)),
            named=self.pick(st.booleans()),
            roles=tuple(Role(start=one["start"], end=one["end"], title=one["text"]) for one in titles),
        )

    def location(self, number: int, mentions: list[Mention]) -> Location:
        point = self.pick(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
        return Location(
            **self.common(f"location-{number}", mentions),
            type=self.pick(st.sampled_from(model.LocationType.__args__)),
            latitude=None if point is None else point[0],
            longitude=None if point is None else point[1],
        )

    def quote(self, number: int, actors: list[Actor]) -> Quote:
        found = self.pick(ordered_spans(len(self.text), at_least=1))
        return Quote(
            id=f"quote-{number}",
            form=self.pick(st.sampled_from(("direct", "mixed"))),
            fragments=tuple(Fragment(start=start, end=end, text=self.text[start:end]) for start, end in found),
            speaker=self.reference(actors),
            cue=self.cue(),
            addressee=self.reference(actors),
            evidence=self.pick(EVIDENCE),
        )

    def claim(self, number: int, actors: list[Actor], locations: list[Location], quotes: list[Quote]) -> Claim:
        about = [one.id for one in (*actors, *locations)]
        return Claim(
            id=f"claim-{number}",
            **self.words(),
            claimant=self.pick(st.sampled_from([None, *(actor.id for actor in actors)])),
            stance=self.pick(st.sampled_from(model.Stance.__args__)),
            cue=self.cue(),
            quotes=tuple(quote.id for quote in quotes if self.pick(st.booleans())),
            about=tuple(name for name in about if self.pick(st.booleans())),
            evidence=self.pick(EVIDENCE),
        )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any valid article."""
    text, paragraphs = draw(texts())
    drawn = Draw(draw, text)
    actors, locations = drawn.entities() if text else ([], [])
    counts = st.integers(0, 3 if text else 0)
    quotes = [drawn.quote(number, actors) for number in range(draw(counts))]
    return Article(
        id=draw(IRIS),
        language=draw(st.sampled_from(("fr", "fr-CA", "ar", "az-Arab", "zh-Hant-TW", "qqq"))),
        metadata=draw(METADATA),
        text=text,
        paragraphs=paragraphs,
        actors=tuple(actors),
        locations=tuple(locations),
        quotes=tuple(quotes),
        claims=tuple(drawn.claim(number, actors, locations, quotes) for number in range(draw(counts))),
        diagnostics=tuple(
            Diagnostic(code="input.some-thing", severity="info", message=message, start=where, end=where)
            for message, where in draw(st.lists(st.tuples(WORDS, st.sampled_from((None, 0, len(text)))), max_size=2))
        ),
        generator=Generator(name=draw(WORDS), version=draw(WORDS)),
    )


OPTIONS = st.builds(
    RenderOptions,
    body=st.sampled_from(BODIES),
    now=st.none() | st.just("2026-03-14T18:05:00+01:00"),
    provider=st.none() | st.builds(Publisher, name=NAMES, url=st.none() | IRIS, logo=st.none() | IRIS),
    rights=st.none() | WORDS,
)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(articles(), OPTIONS)
def test_any_article_reads_back_equal(article: Article, options: RenderOptions) -> None:
    data = write_newsml(article, options)
    assert read_newsml(data) == article
    assert write_newsml(article, options) == data


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("article", [rich_article(), bare_article(), bare_article("")], ids=["rich", "bare", "empty"])
def test_known_articles_read_back_equal(article: Article, body: Body) -> None:
    assert read_newsml(write_newsml(article, RenderOptions(body=body))) == article


@given(IRIS)
def test_every_iri_has_a_form_that_the_schema_type_holds(iri: str) -> None:
    schema = etree.XMLSchema(
        etree.fromstring(
            '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="u" type="xs:anyURI"/></xs:schema>'
        )
    )
    node = etree.Element("u")
    value, exact = uri(iri)
    node.text = value
    assert schema.validate(node)
    assert (exact is None) == (value == iri)


@pytest.mark.parametrize("fault", ["a\x00b", "a\x1bb", "a\ud800b", "a\ufffeb"])
def test_a_character_that_xml_cannot_hold_is_refused(fault: str) -> None:
    for article in (bare_article(fault), bare_article(metadata=Metadata(headline=fault))):
        with pytest.raises(ValidationError, match=f"U\\+{ord(fault[1]):04X}"):
            write_newsml(article, RenderOptions())


HOSTILE = (
    "]]> &entity; &amp; <!-- no comment --> <script>alert(1)</script>",
    "<?php echo 1 ?> <![CDATA[x]]> %lt; &#0; &lt;",
    "\u202egnirts\u202c \u2066x\u2069 \u200f \ufeff",
    "a\u0085b\u2028c\u2029d\u009fe\tf\r\ng",
    "🌉𐀀\U0010ffff",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("body", BODIES)
def test_hostile_text_comes_back_unchanged(text: str, body: Body) -> None:
    article = bare_article(text, metadata=Metadata(headline=text, keywords=(text,), section=text))
    data = write_newsml(article, RenderOptions(body=body))
    assert read_newsml(data) == article
    assert b"<script" not in data


def test_the_bytes_do_not_depend_on_locale_zone_or_hash_seed() -> None:
    program = (
        "import sys; from tests.builders import rich_article; from exporter.formats.newsml import write_newsml;"
        "from exporter.formats.options import RenderOptions;"
        "sys.stdout.buffer.write(write_newsml(rich_article(), RenderOptions(body='both')))"
    )
    outputs = []
    for zone, language, seed in (("UTC", "C", "0"), ("Asia/Tokyo", "fr_FR.UTF-8", "7")):
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1] == write_newsml(rich_article(), RenderOptions(body="both"))


def test_what_is_missing_is_not_made_up() -> None:
    data = write_newsml(bare_article(), RenderOptions()).decode()
    assert "<versionCreated>1970-01-01T00:00:00Z</versionCreated>" in data
    assert '<provider literal="unknown" creator="nxsys:default"/>' in data
    for name in ("rightsInfo", "headline", "dateline", "located", "contentCreated", "creator>", "by>", "keyword"):
        assert f"<{name}" not in data


def test_the_newsrooms_options_stand_where_the_article_says_nothing() -> None:
    options = RenderOptions(
        now="2026-04-01T08:00:00+02:00", provider=Publisher(name="La Vigie", url="https://vigie.example/"), rights="© V"
    )
    data = write_newsml(bare_article(), options).decode()
    assert '<provider uri="https://vigie.example/" creator="nxsys:configuration">\n<name>La Vigie</name>' in data
    assert '<copyrightNotice creator="nxsys:configuration">© V</copyrightNotice>' in data
    assert "<versionCreated>2026-04-01T08:00:00+02:00</versionCreated>" in data
    rich = write_newsml(rich_article(), options).decode()
    assert "La Vigie" not in rich
    assert "© V<" not in rich


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no well-formed XML"),
        (b"<a>", "no well-formed XML"),
        (b"<newsItem/>", "no newsItem of the profile"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        (b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>', "no newsItem of the profile"),
    ],
)
def test_other_data_are_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_newsml(data)
    assert "\n" not in str(caught.value)


def test_an_item_whose_quote_was_changed_is_refused() -> None:
    data = write_newsml(rich_article(), RenderOptions())
    changed = data.replace('verbatim">Nous ne rouvrirons'.encode(), 'verbatim">Nous ne rouvrirons'.encode()[:-1] + b"z")
    assert changed != data
    with pytest.raises(InputError, match="quotes/1/fragments/0"):
        read_newsml(changed)
