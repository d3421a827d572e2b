"""What can be told of a text in a language without a pack: its paragraphs, and whole sentences in quotation marks."""

from __future__ import annotations

from typing import Final

from exporter.extract.assemble import article_id
from exporter.extract.structure import find_datelines, find_paragraphs, line_roles
from exporter.languages.neutral import UNDETERMINED, neutral_pack
from exporter.model import Article, Evidence, Fragment, Generator, Quote, Source
from exporter.text import Document, Quotation, read_document
from exporter.version import NAME, VERSION

_STOPS: Final = frozenset(".!?…。．！？؟۔।")
_SHORTEST: Final = 12
"""Characters of the shortest sentence; what is shorter may be a title or an exclamation that stands for a name."""


def outline(source: Source) -> Article:
    """The article without names, places and claims; quotes have no speaker. Never raises for any text."""
    pack = neutral_pack()
    document = read_document(source.text, pack.orthography)
    return Article(
        id=source.id or article_id(source),
        language=source.language or UNDETERMINED,
        metadata=source.metadata,
        text=source.text,
        paragraphs=tuple(
            find_paragraphs(document, line_roles(document, pack, source.paragraphs), find_datelines(document, pack))
        ),
        quotes=_quotes(document),
        diagnostics=source.diagnostics,
        generator=Generator(name=NAME, version=VERSION),
    )


def _quotes(document: Document) -> tuple[Quote, ...]:
    spoken = [quotation for quotation in document.quotations if _is_whole_sentence(document, quotation)]
    return tuple(_quote(document.text, number, quotation) for number, quotation in enumerate(spoken, 1))


def _quote(text: str, number: int, quotation: Quotation) -> Quote:
    start, end = quotation.start, quotation.end
    return Quote(
        id=f"quote-{number}",
        form="direct",
        fragments=(Fragment(start=start, end=end, text=text[start:end]),),
        evidence=Evidence(rule=f"{UNDETERMINED}.quote.unattributed"),
    )


def _is_whole_sentence(document: Document, quotation: Quotation) -> bool:
    """Whether the marks hold words that begin and end as a sentence, with no other word in that sentence."""
    if quotation.depth or not quotation.closed:
        return False
    opening, closing = quotation.mark, quotation.behind
    first, last = document.sentences[document.sentence_of(opening)]
    last_character, behind = document.text[quotation.end - 1], document.text[quotation.closing : quotation.closing + 1]
    return (
        first == opening
        and (last_character in _STOPS or behind in _STOPS)
        and quotation.end - quotation.start >= _SHORTEST
        and not document.text[quotation.start].islower()
        and not any(word[0].isalnum() for word in document.words[closing:last])
    )
