"""Absolute `@id`s: a fragment of the article's address for each node."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from exporter.model import Article

_RESERVED = re.compile(r"(article|publisher|author-\d+|country-[a-z]{2})\Z")


@dataclass(frozen=True, slots=True)
class Ids:
    """The `@id`s of one article. `base` is its address without fragment.

    Ids of facts hold no underscore, so a fragment with one never meets a fact: it marks a part of a fact, and a
    fact whose id is the fragment of a node of ours.
    """

    base: str

    @classmethod
    def of(cls, article: Article) -> Ids:
        return cls(without_fragment(article.metadata.url or article.id))

    @property
    def article(self) -> str:
        return f"{self.base}#article"

    def fact(self, identifier: str) -> str:
        return f"{self.base}#{_fragment(identifier)}"

    def part(self, identifier: str, part: str) -> str:
        """A fragment of a quote, or the action upon a claim."""
        return f"{self.base}#{identifier}_{part}"

    def author(self, number: int) -> str:
        return f"{self.base}#author-{number}"

    def country(self, code: str) -> str:
        return f"{self.base}#country-{code.lower()}"

    def publisher(self, url: str | None) -> str:
        """The same in all articles of a publisher whose address is known."""
        return f"{without_fragment(url) if url else self.base}#publisher"


@lru_cache(4096)
def _fragment(identifier: str) -> str:
    return f"{identifier}_" if _RESERVED.match(identifier) else identifier


def without_fragment(iri: str) -> str:
    """The IRI up to its "#"."""
    return iri.partition("#")[0]


def fact_id(iri: str) -> str:
    """The model's id of a fact from its `@id`."""
    return iri.rpartition("#")[2].removesuffix("_")
