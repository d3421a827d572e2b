"""Whether a page is that of an article, by what it says of itself: sites hold lists, searches and legal notices too."""

from __future__ import annotations

import json
import re

from lxml import html

from exporter.readers.html_encoding import decode_page
from exporter.readers.html_jsonld import read_article_node
from exporter.readers.html_tree import parse_html

_ARTICLE_TYPE = re.compile(r"schema\.org/(?:\w*NewsArticle|Article|BlogPosting|Report)\b")


def is_article_page(data: bytes) -> bool:
    """Whether Open Graph, JSON-LD or microdata say so; where none of them speaks, whether there is one `article`.

    Raises InputError for what is no HTML.
    """
    markup, _ = decode_page(data)
    root = parse_html(markup)
    kinds = [
        (meta.get("content") or "").strip().lower() for meta in root.iter("meta") if meta.get("property") == "og:type"
    ]
    if kinds:
        return kinds[0] == "article"
    if any(_ARTICLE_TYPE.search(one.get("itemtype") or "") for one in root.iter("article", "div", "main", "body")):
        return True
    return _has_node(root) or sum(1 for _ in root.iter("article")) == 1


def _has_node(root: html.HtmlElement) -> bool:
    for script in root.iter("script"):
        if (script.get("type") or "").startswith("application/ld+json"):
            try:
                if read_article_node([json.loads(script.text or "")]):
                    return True
            except (ValueError, RecursionError):
                continue
    return False
