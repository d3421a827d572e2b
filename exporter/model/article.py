"""The public contract: what an article says, as data.

Every offset is a half-open range `[start, end)` of Unicode code points in `Article.text`.
"""

from __future__ import annotations

from typing import Annotated, Literal, Protocol, Self, TypeAlias, TypeVar, cast, dataclass_transform

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, model_validator
from pydantic.dataclasses import dataclass

from exporter.model.consistency import inconsistencies
from exporter.model.dates import date_or_instant

SCHEMA_VERSION: Literal["1.0"] = "1.0"

T = TypeVar("T")
Text = Annotated[str, Strict()]
Many: TypeAlias = Annotated[tuple[T, ...], Strict()]
Some: TypeAlias = Annotated[tuple[T, ...], Strict(), Field(min_length=1)]
Offset = Annotated[int, Strict(), Field(ge=0)]
FactId = Annotated[str, Strict(), Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Iri = Annotated[str, Strict(), Field(pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+$")]
CountryCode = Annotated[str, Strict(), Field(pattern=r"^[A-Z]{2}$")]
LanguageTag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
RuleId = Annotated[str, Strict(), Field(pattern=r"^[a-z]{2,8}(\.[a-z0-9_\-]+)+$")]
DateOrInstant = Annotated[str, AfterValidator(date_or_instant)]

ActorType = Literal["person", "organization", "state", "group"]
MentionForm = Literal["name", "metonym", "role", "pronoun"]
LocationType = Literal["country", "region", "city", "district", "place", "water", "continent", "area"]
ParagraphRole = Literal[
    "headline", "dateline", "lead", "body", "subheading", "list_item", "related", "caption", "byline"
]
QuoteForm = Literal["direct", "mixed"]
Stance = Literal["asserts", "denies", "doubts"]
SpeechAct = Literal[
    "say", "assert", "announce", "think", "deny", "doubt", "accuse", "praise", "criticise", "warn",
    "ask", "order", "promise", "express",
]  # fmt: skip
Severity = Literal["info", "warning", "error"]


class Record(BaseModel):
    """A frozen, strict record: unknown keys and coerced types are refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


@dataclass_transform(kw_only_default=True, frozen_default=True)
def fact(cls: type[T]) -> type[T]:
    """A record of which an article may hold a hundred thousand: a frozen dataclass with slots, a seventh of the memory.

    Unknown keys are refused as in a `Record`. A mapping of the fields is taken for it, so each field says that it is
    strict.
    """
    make = dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))
    return cast("type[T]", make(cls))


@fact
class Evidence:
    """Which rule made a fact, how often that rule is right, and what tied its source to an actor."""

    rule: RuleId
    confidence: Annotated[float, Strict(), Field(ge=0, le=1)] | None = None
    resolution: RuleId | None = None


@fact
class Mention:
    start: Offset
    end: Offset
    text: Text
    form: MentionForm


@fact
class Role:
    """A title or function as the text gives it ("président russe")."""

    title: Text
    start: Offset
    end: Offset


@fact
class Actor:
    id: FactId
    type: ActorType
    name: Text
    named: Annotated[bool, Strict()]
    roles: Many[Role] = ()
    mentions: Some[Mention]
    same_as: Many[Iri] = ()
    country: CountryCode | None = None
    evidence: Evidence


@fact
class Location:
    """A place used as a place. Coordinates are WGS 84 degrees, both or neither."""

    id: FactId
    type: LocationType
    name: Text
    country: CountryCode | None = None
    latitude: Annotated[float, Strict(), Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Strict(), Field(ge=-180, le=180)] | None = None
    same_as: Many[Iri] = ()
    mentions: Some[Mention]
    evidence: Evidence


@fact
class Fragment:
    """Words inside quotation marks, without the marks and their padding."""

    start: Offset
    end: Offset
    text: Text


@fact
class ActorReference:
    """An actor, and the span of the text that names it here."""

    actor: FactId
    start: Offset
    end: Offset


@fact
class Cue:
    """The reporting expression ("a-t-il déclaré"), its lemma and its speech act."""

    start: Offset
    end: Offset
    text: Text
    lemma: Text
    act: SpeechAct


@fact
class Quote:
    id: FactId
    form: QuoteForm
    fragments: Some[Fragment]
    speaker: ActorReference | None = None
    cue: Cue | None = None
    addressee: ActorReference | None = None
    evidence: Evidence


@fact
class Claim:
    """A proposition that the article attributes to a source (`claimant`; null is the article's own voice)."""

    id: FactId
    start: Offset
    end: Offset
    text: Text
    claimant: FactId | None = None
    stance: Stance
    cue: Cue | None = None
    quotes: Many[FactId] = ()
    about: Many[FactId] = ()
    evidence: Evidence


@fact
class Paragraph:
    start: Offset
    end: Offset
    role: ParagraphRole


class Author(Record):
    name: Annotated[str, Field(min_length=1)]
    type: Literal["person", "organization"] = "person"
    url: Iri | None = None


class Publisher(Record):
    name: Annotated[str, Field(min_length=1)]
    url: Iri | None = None
    logo: Iri | None = None


class Metadata(Record):
    """What is known of the article beside its text. Nothing here is ever made up."""

    headline: str | None = None
    alternative_headline: str | None = None
    description: str | None = None
    url: Iri | None = None
    published: DateOrInstant | None = None
    modified: DateOrInstant | None = None
    authors: tuple[Author, ...] = ()
    publisher: Publisher | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    dateline: str | None = None
    image: tuple[Iri, ...] = ()
    copyright_notice: str | None = None
    is_accessible_for_free: bool | None = None


@fact
class Diagnostic:
    """Something that the reader of the output should know. `start` and `end` are null for the whole article."""

    code: Annotated[str, Strict(), Field(pattern=r"^[a-z0-9]+([.\-][a-z0-9]+)*$")]
    severity: Severity
    message: Text
    start: Offset | None = None
    end: Offset | None = None


class Generator(Record):
    name: str
    version: str


class Spanned(Protocol):
    """Anything with a half-open range of the article's text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Article(Record):
    schema_version: Literal["1.0"] = SCHEMA_VERSION
    id: Iri
    language: LanguageTag
    metadata: Metadata
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    actors: tuple[Actor, ...] = ()
    locations: tuple[Location, ...] = ()
    quotes: tuple[Quote, ...] = ()
    claims: tuple[Claim, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    generator: Generator

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        found = [str(inconsistency) for inconsistency in inconsistencies(self)]
        if found:
            raise ValueError("; ".join(found[:5]))
        return self
