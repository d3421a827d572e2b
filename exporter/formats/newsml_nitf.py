"""The body of a NewsML-G2 item as NITF 3.6: plain blocks with quotes and names.

Where it stands alone it marks everything and carries the ids; beside XHTML it marks quotes and proper names only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporter.formats.newsml_blocks import Block, Mark, write_blocks
from exporter.formats.newsml_markup import element, tag
from exporter.formats.newsml_vocabulary import BLOCKS, NITF
from exporter.model import Actor, Article, Location, Quote

_PROPER = ("name", "metonym")


class NitfStyle:
    """Elements of NITF for blocks and marks. `speakers`: names by actor id. `scheme`: URI that precedes fact ids."""

    def __init__(self, language: str, scheme: str, speakers: Mapping[str, str], with_ids: bool) -> None:
        self.language = language
        self.scheme = scheme
        self.speakers = speakers
        self.with_ids = with_ids

    def block(self, role: str) -> tuple[str, str]:
        name = BLOCKS[role].nitf
        lede = ' lede="true"' if role == "lead" else ""
        return f'<{name} class="{role}"{lede}>', f"</{name}>"

    def list(self) -> tuple[str, str]:
        return "<ul>", "</ul>"

    def mark(self, mark: Mark, piece: str) -> tuple[str, str]:
        name, attributes = self._element(mark)
        identity = {"xml:id": piece if self.with_ids else None}
        return f"<{tag(name, {**identity, **attributes})}>", f"</{name}>"

    def _element(self, mark: Mark) -> tuple[str, dict[str, str | None]]:
        fact = mark.fact
        if isinstance(fact, Quote):
            speaker = fact.speaker
            return "q", {"class": "quote", "quote-source": self.speakers[speaker.actor] if speaker else None}
        if mark.form is None:
            # NITF has no element for a proposition; `lang` says the language of some words and changes no rendering.
            return "lang", {"class": "claim", "xml:lang": self.language}
        if isinstance(fact, Location):
            return "location", {"class": mark.form, "location-code": fact.id, "code-source": self.scheme}
        person = isinstance(fact, Actor) and fact.type == "person"
        return "person" if person else "org", {"class": mark.form, "idsrc": self.scheme, "value": fact.id}


def plain_marks(marks: Sequence[Mark]) -> list[Mark]:
    """Fresh marks of quotes and proper names."""
    return [
        Mark(mark.start, mark.end, mark.label, mark.fact, mark.id, mark.form)
        for mark in marks
        if mark.label == "quote" or mark.form in _PROPER
    ]


def nitf_document(article: Article, blocks: Sequence[Block], marks: Sequence[Mark], style: NitfStyle) -> str:
    """A `nitf` element. The string value of its `block` is the article's text."""
    headline = article.metadata.headline
    head = f"<body.head><hedline>{element('hl1', {}, headline)}</hedline></body.head>\n" if headline else ""
    block = write_blocks(article.text, blocks, marks, style)
    opening = tag("nitf", {"xmlns": NITF, "xml:lang": article.language})
    content = f"<body.content><block>{block}</block></body.content>"
    return f"<{opening}>\n<body>\n{head}{content}\n</body>\n</nitf>"
