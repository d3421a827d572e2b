"""The text of an item of ours against what its metadata say of it: counts, words, ranges, marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from exporter.checks.located_xml import Finding
from exporter.checks.newsml_item import Item, Range, ranges_of
from exporter.formats.jsonld_article import count_words
from exporter.formats.newsml_markup import one_line
from exporter.formats.newsml_properties import Family, parse_ranges

_WITH_RANGES = ("range", "speaker", "cue", "addressee")


def text_findings(item: Item) -> Iterator[Finding]:
    """Where words, ranges or marks do not fit the text."""
    yield from _bodies(item)
    for part in item.parts:
        ranges = ranges_of(part.related("range"))
        for relation in _WITH_RANGES:
            yield from _in_text(item, part.related(relation))
        yield from _words(item, part, ranges)
        yield from _marks(item, part.node, "contentrefs", ranges)
    yield from _entities(item)
    yield from _diagnostics(item)


def _bodies(item: Item) -> Iterator[Finding]:
    content_set = item.family.child("contentSet")
    if content_set.get("original") != item.contents[0].get("id"):
        yield Finding(content_set, "newsml.reference", "original refers to the first content, which carries the ids")
    for content, body in zip(item.contents, item.bodies, strict=False):
        if body.text != item.text:
            yield Finding(content, "newsml.text", "the two bodies do not hold the same text")
        for name, count in (("charcount", len(body.text)), ("wordcount", count_words(body.text))):
            if content.get(name) != str(count):
                message = f"{name} is {content.get(name)}, but the text has {count}: it was changed"
                yield Finding(content, "newsml.text", message)
        form = content.get("rendition", "").partition(":")[2]
        names = (f"application/{form}+xml", {"xhtml": "html"}.get(form, form))
        if names != (content.get("contenttype"), etree.QName(content[0]).localname):
            yield Finding(content, "newsml.text", f"rendition, contenttype and content do not fit: {form!r}")


def _in_text(item: Item, nodes: Sequence[etree._Element]) -> Iterator[Finding]:
    """Every range lies in the text, and a literal beside it says the words there."""
    for node in nodes:
        spans = parse_ranges(node.get("value", ""))
        for span in spans:
            if not item.holds(span):
                yield _outside(item, node, span)
        literal = node.get("literal")
        if literal is not None and spans:
            words = item.words(spans[0])
            if literal != words and literal != one_line(words)[0]:
                yield _other_words(node, literal, words)


def _outside(item: Item, node: etree._Element, span: Range) -> Finding:
    message = f"char={span[0]},{span[1]} is empty or ends after the text, which has {len(item.text)} characters"
    return Finding(node, "newsml.range", message)


def _other_words(node: etree._Element, own: str, text: str) -> Finding:
    return Finding(node, "newsml.words", f"the text there is {_short(text)}, not {_short(own)}")


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else f"{words[:57]}...")


def _words(item: Item, part: Family, ranges: Sequence[Range]) -> Iterator[Finding]:
    """The words of a quote or claim are those of the text, one range for each."""
    descriptions = part.named("description")
    if len(descriptions) != len(ranges):
        yield Finding(part.node, "newsml.words", f"{len(descriptions)} descriptions, but {len(ranges)} ranges")
    for node, span in zip(descriptions, ranges, strict=False):
        if (node.text or "") != item.words(span):
            yield _other_words(node, node.text or "", item.words(span))


def _marks(item: Item, node: etree._Element, attribute: str, ranges: Sequence[Range]) -> Iterator[Finding]:
    """The elements that are referred to are there, and hold just the ranges."""
    names = node.get(attribute, "").split()
    missing = [name for name in names if name not in item.body.marks]
    if missing:
        yield Finding(
            node, "newsml.reference", f"{attribute} refers to {missing[0]!r}, but no marked words have that id"
        )
        return
    marked, wanted = item.marked(names), item.clipped(ranges)
    if marked != wanted:
        message = f"the elements of {attribute} hold the ranges {marked}, but the properties say {wanted}"
        yield Finding(node, "newsml.marks", message)


def _entities(item: Item) -> Iterator[Finding]:
    references = {node.get("qcode", ""): node for node in item.family.named("inlineRef")}
    for qcode, one in item.asserts.items():
        mentions = one.related("mention")
        yield from _in_text(item, one.related("role"))
        yield from _in_text(item, mentions)
        ranges = ranges_of(mentions)
        if qcode in references:
            yield from _marks(item, references[qcode], "idrefs", ranges)
        elif item.clipped(ranges):
            yield Finding(one.node, "newsml.marks", f"no inlineRef says where {qcode!r} is mentioned")


def _diagnostics(item: Item) -> Iterator[Finding]:
    """A diagnostic may point between two characters."""
    for node in item.meta.related("diagnostic"):
        for start, end in ranges_of([node]):
            if not start <= end <= len(item.text):
                yield _outside(item, node, (start, end))
