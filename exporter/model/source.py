"""What a reader hands to the extraction: the text of an article and what is known beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.model.article import Diagnostic, Metadata, Paragraph


@dataclass(frozen=True, slots=True)
class Source:
    """`text` holds LF line ends, no byte order mark and only characters that XML 1.0 can hold.

    `paragraphs`: the lines whose role the source's own markup tells, in order; those of the others are found by rules.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    language: str | None = None
    id: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
