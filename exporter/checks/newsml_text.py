"""The text of an item of ours against what its metadata say of it: counts, words, ranges, marks."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporter.checks.located_xml import Finding
from exporter.checks.newsml_item import Item, ranges_of
from exporter.formats.newsml_markup import one_line
from exporter.formats.newsml_parsing import g2

_PART = g2("partMetaExtProperty")
_CONCEPT = g2("conceptExtProperty")


def text_findings(item: Item) -> Iterator[Finding]:
    """Where words, ranges or marks do not fit the text."""
    yield from _bodies(item)
    yield from _properties_in_text(item)
    for part in item.parts:
        yield from _words(item, part)
        ranges = [span for one in _related(part, _PART, "range") for span in ranges_of(one)]
        yield from _marks(item, part, "contentrefs", ranges)
    yield from _mentions(item)


def _bodies(item: Item) -> Iterator[Finding]:
    for content, body in zip(item.node.iter(g2("inlineXML")), item.bodies, strict=False):
        if body.text != item.text:
            yield Finding(content, "newsml.text", "the two bodies do not hold the same text")
        for name, count in (("charcount", len(body.text)), ("wordcount", len(body.text.split()))):
            if content.get(name) != str(count):
                message = f"{name} is {content.get(name)}, but the text has {count}: it was changed"
                yield Finding(content, "newsml.text", message)
        form = content.get("rendition", "").partition(":")[2]
        names = (f"application/{form}+xml", {"xhtml": "html"}.get(form, form))
        if names != (content.get("contenttype"), etree.QName(content[0]).localname):
            yield Finding(content, "newsml.text", f"rendition, contenttype and content do not fit: {form!r}")


def _related(node: etree._Element, name: str, relation: str) -> list[etree._Element]:
    return [one for one in node.iterchildren(name) if one.get("rel") == f"nxrel:{relation}"]


def _properties_in_text(item: Item) -> Iterator[Finding]:
    """Every range lies in the text, and a literal beside it says the words there."""
    for node in item.node.iter(_PART, _CONCEPT, g2("itemMetaExtProperty")):
        spans = ranges_of(node)
        for start, end in spans:
            # A diagnostic may point between two characters.
            if not (
                item.holds((start, end)) or (node.get("rel") == "nxrel:diagnostic" and start == end <= len(item.text))
            ):
                message = f"char={start},{end} is empty or ends after the text, which has {len(item.text)} characters"
                yield Finding(node, "newsml.range", message)
        literal = node.get("literal")
        if literal is not None and spans and literal != one_line(item.words(spans[0]))[0]:
            yield _other_words(node, literal, item.words(spans[0]))


def _other_words(node: etree._Element, own: str, text: str) -> Finding:
    return Finding(node, "newsml.words", f"the text there is {_short(text)}, not {_short(own)}")


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else f"{words[:57]}...")


def _words(item: Item, part: etree._Element) -> Iterator[Finding]:
    """The words of a quote or claim are those of the text, one range for each."""
    descriptions = list(part.iterchildren(g2("description")))
    spans = [span for one in _related(part, _PART, "range") for span in ranges_of(one)]
    if len(descriptions) != len(spans):
        yield Finding(part, "newsml.words", f"{len(descriptions)} descriptions, but {len(spans)} ranges")
    for node, span in zip(descriptions, spans, strict=False):
        if (node.text or "") != item.words(span):
            yield _other_words(node, node.text or "", item.words(span))


def _marks(item: Item, node: etree._Element, attribute: str, ranges: list[tuple[int, int]]) -> Iterator[Finding]:
    """The elements that are referred to hold just the ranges."""
    marked, wanted = item.marked(node.get(attribute, "").split()), item.clipped(ranges)
    if marked != wanted:
        message = f"the elements of {attribute} hold the ranges {marked}, but the properties say {wanted}"
        yield Finding(node, "newsml.marks", message)


def _mentions(item: Item) -> Iterator[Finding]:
    references = {node.get("qcode", ""): node for node in item.node.iterchildren(g2("inlineRef"))}
    for qcode, node in item.asserts.items():
        ranges = [span for one in _related(node, _CONCEPT, "mention") for span in ranges_of(one)]
        if qcode in references:
            yield from _marks(item, references[qcode], "idrefs", ranges)
        elif item.clipped(ranges):
            yield Finding(node, "newsml.marks", f"no inlineRef says where {qcode!r} is mentioned")
