"""What a newsroom may choose about an output. A format reads these options and the model, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exporter.errors import InputError
from exporter.model import Article, Publisher
from exporter.model.dates import date_or_instant

EPOCH = "1970-01-01T00:00:00Z"

Profile = Literal["web", "full"]
Body = Literal["xhtml", "nitf", "both"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """Choices for all formats.

    `profile`: JSON-LD in schema.org alone (`web`), or with the spans and rules that make it lossless (`full`).
    `body`: the text of NewsML-G2 as XHTML, as NITF, or both.
    `now`: the instant of the rendering, ISO 8601 with a zone; the clock is never read here.
    `provider` and `rights`: the newsroom, and its rights line, where the article names none.
    Raises InputError for a `now` that is no instant with a zone.
    """

    profile: Profile = "web"
    body: Body = "xhtml"
    now: str | None = None
    provider: Publisher | None = None
    rights: str | None = None

    def __post_init__(self) -> None:
        if self.now is not None and not _is_instant(self.now):
            raise InputError(f"now: {self.now!r} is no instant with time zone, such as 2026-03-14T18:05:00+01:00")


def _is_instant(value: str) -> bool:
    try:
        return "T" in date_or_instant(value)
    except ValueError:
        return False


def version_instant(article: Article, options: RenderOptions) -> str:
    """`now`, else the last date that the article gives (a day counts as its midnight, UTC), else `EPOCH`."""
    known = options.now or article.metadata.modified or article.metadata.published or EPOCH
    return known if "T" in known else f"{known}T00:00:00Z"
