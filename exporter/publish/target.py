"""What a place to publish to has to say: what is there, what should be there, and how to put it there.

A target is a frozen dataclass. Its fields are its options on the command line (`Annotated[str, Option(...)]`); a
field of the type `SecretStr` is none: it comes from the environment, the keyring or a prompt.
`exporter.publish.delivery` does the rest: it compares, shows the difference, writes only what differs, and looks
whether it was kept.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from exporter.errors import PublishError
from exporter.model import Article, Metadata


class Option(NamedTuple):
    """How a field of a target is asked for. `single`: it fits one article; `argument`: it stands without a name."""

    help: str
    metavar: str | None = None
    single: bool = False
    argument: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a target has of an article now.

    `parts` are the strings that it keeps, by name; a name that begins with "_" is no news to a person. `metadata` is
    what the target knows of the article (its address, its dates); the article's own go before it. `html` is the body
    as readers see it, where the target can tell. `key` is the target's own.
    """

    address: str
    parts: Mapping[str, str] = field(default_factory=dict)
    metadata: Metadata = field(default_factory=Metadata)
    html: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """An article, and its JSON-LD: UTF-8, valid, safe inside of a page.

    `fingerprint` is that of the page that the article was made from, or empty if it was made from anything else.
    """

    article: Article
    jsonld: bytes
    fingerprint: str = ""


class Target(ABC):
    """A place where articles are published. Every method may raise PublishError."""

    verifies = True
    """Whether `write` can tell what was kept; False for a place that only takes."""

    @abstractmethod
    def find(self, article: Article) -> Entry | None:
        """What is there of the article; None if nothing is, and `make` has to begin it."""

    def make(self, article: Article) -> Entry:
        """Makes an entry for an article that has none."""
        raise PublishError(f"there is nothing of {article.metadata.url or article.id} to publish to")

    def parts(self, publication: Publication, entry: Entry | None) -> Mapping[str, str]:
        """What should be there. `entry` is what is there, None before a dry run would create it."""
        return {"jsonld": publication.jsonld.decode()}

    @abstractmethod
    def write(self, entry: Entry, changed: Mapping[str, str]) -> Entry:
        """Puts the parts that differ there: what is there afterwards, read back."""

    def close(self) -> None:  # noqa: B027 - most targets hold nothing open
        """Lets go of what the target holds."""


class Archive(Target):
    """A target that can list what it has, so that the whole of it can be enriched."""

    @abstractmethod
    def keys(self, since: date) -> Sequence[str]:
        """The keys of all entries published on that day or later, the oldest first."""

    @abstractmethod
    def entries(self, keys: Sequence[str]) -> Iterator[Entry]:
        """The entries of these keys, in order, with their `html`; one that has gone since is left out."""

    @abstractmethod
    def is_current(self, entry: Entry, fingerprint: str) -> bool:
        """Whether an entry already has what a page with this fingerprint gives."""
