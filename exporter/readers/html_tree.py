"""HTML of a page or of a CMS body as a tree: whatever the markup, no network, no scripts, no entities of its own."""

from __future__ import annotations

import re

from lxml import etree, html

from exporter.errors import InputError

# A page says so itself; the body of a CMS has none of these tags.
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_PROLOG = 4096
# The parser compares each attribute of a tag with all others.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{50000,}")
_MOST_ATTRIBUTES = 5000


def is_whole_page(markup: str) -> bool:
    """Whether the markup is a page with a head, not the body of a CMS."""
    return _PAGE.search(_COMMENTS.sub("", markup[:_PROLOG])) is not None


def parse_html(markup: str) -> html.HtmlElement:
    """The root of a document, also of a broken one. Raises InputError for markup without any element."""
    if any(
        found[0].count("=") > _MOST_ATTRIBUTES and found[0].count(" ") > _MOST_ATTRIBUTES
        for found in _LONG_TAG.finditer(markup)
    ):
        raise InputError(f"no HTML of an article: a tag with more than {_MOST_ATTRIBUTES:,} attributes")
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False
    )
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError) as error:
        raise InputError(f"no HTML: {str(error).splitlines()[0] if str(error) else type(error).__name__}") from None
    if not isinstance(root.tag, str):
        raise InputError("no HTML: there is no element in it")
    return root


def body_of(root: html.HtmlElement) -> html.HtmlElement:
    """The body of a document, or the document itself where there is none (a page of frames)."""
    found = root.find("body")
    return root if found is None else found
