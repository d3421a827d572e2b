"""The body of a NewsML-G2 item as XHTML: paragraphs by role, quotes, claims and mentions as `span` with `xml:id`."""

from __future__ import annotations

from collections.abc import Sequence

from exporter.formats.newsml_blocks import Block, Mark, write_blocks
from exporter.formats.newsml_markup import element, tag
from exporter.formats.newsml_vocabulary import BLOCKS, XHTML, direction
from exporter.model import Article


class XhtmlStyle:
    """Elements of XHTML for blocks and marks."""

    def block(self, role: str) -> tuple[str, str]:
        name = BLOCKS[role].xhtml
        return f'<{name} class="{role}">', f"</{name}>"

    def list(self) -> tuple[str, str]:
        return "<ul>", "</ul>"

    def mark(self, mark: Mark, piece: str) -> tuple[str, str]:
        return f'<span xml:id="{piece}" class="{mark.label}">', "</span>"


def xhtml_document(article: Article, title: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> str:
    """An `html` element. The string value of its `body` is the article's text."""
    attributes = {"xmlns": XHTML, "xml:lang": article.language, "lang": article.language}
    opening = tag("html", {**attributes, "dir": direction(article.language)})
    body = write_blocks(article.text, blocks, marks, XhtmlStyle())
    return f"<{opening}>\n<head>{element('title', {}, title)}</head>\n<body>{body}</body>\n</html>"
