"""The body of an article as blocks of the WordPress editor.

Every character of the text is shown as it is: markup is escaped, and so are square brackets, which would be shortcodes.
Block markup: https://developer.wordpress.org/block-editor/reference-guides/core-blocks/
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from exporter.errors import PublishError
from exporter.model import Article, Paragraph

_LISTED = frozenset({"list_item", "related"})
_BULLET = re.compile(r"\A(?:[-–—•*·])[ \u00a0\u202f]+")
_NOT_HTML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: str) -> str:
    """Text as HTML that WordPress neither changes nor takes for a shortcode. Raises PublishError."""
    found = _NOT_HTML.search(text)
    if found is not None:
        raise PublishError(f"the text holds U+{ord(found[0]):04X}, which no HTML page can carry; take it out")
    return html.escape(text, quote=False).replace("[", "&#091;").replace("]", "&#093;")


def title_of(article: Article) -> str:
    """The headline of the metadata, else of the text; empty if there is none."""
    if article.metadata.headline:
        return article.metadata.headline.strip()
    line = next((one for one in article.paragraphs if one.role == "headline"), None)
    return article.text[line.start : line.end].strip() if line else ""


def to_blocks(article: Article) -> str:
    """The paragraphs of an article without the line that is its title. Raises PublishError."""
    shown = [one for one in _lines(article) if not _is_title(article, one)]
    blocks: list[str] = []
    for is_list, run in groupby(shown, lambda one: one.role in _LISTED):
        texts = [(one, escape(article.text[one.start : one.end])) for one in run]
        blocks += [_list(text for _, text in texts)] if is_list else [_block(one, text) for one, text in texts]
    return "\n\n".join(blocks)


def _lines(article: Article) -> Iterator[Paragraph]:
    """The paragraphs; those that stand on one line (a dateline and what follows it) are one."""
    waiting: Paragraph | None = None
    for paragraph in article.paragraphs:
        if waiting is None:
            waiting = paragraph
        elif "\n" in article.text[waiting.end : paragraph.start]:
            yield waiting
            waiting = paragraph
        else:
            waiting = replace(paragraph, start=waiting.start)
    if waiting is not None:
        yield waiting


def _is_title(article: Article, line: Paragraph) -> bool:
    return line.role == "headline" and article.text[line.start : line.end].strip() == title_of(article)


def _block(line: Paragraph, text: str) -> str:
    if line.role in ("headline", "subheading"):
        return f'<!-- wp:heading -->\n<h2 class="wp-block-heading">{text}</h2>\n<!-- /wp:heading -->'
    return f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


def _list(texts: Iterator[str]) -> str:
    """A list; the bullets of the plain text are those of the list now."""
    items = "\n".join(
        f"<!-- wp:list-item -->\n<li>{_BULLET.sub('', text, count=1)}</li>\n<!-- /wp:list-item -->" for text in texts
    )
    return f"<!-- wp:list -->\n<ul>{items}</ul>\n<!-- /wp:list -->"
