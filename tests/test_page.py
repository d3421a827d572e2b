"""JSON-LD in HTML pages: found, checked, and its problems placed in the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import RenderOptions, parse, render
from exporter.checks.page import check_page, find_blocks, is_page
from exporter.formats.html import embed

ARTICLE = parse("Le maire de Lyon, Léa Morin, a dit : « </script><!-- non & oui ».")
GOOD = embed(render(ARTICLE, "jsonld", RenderOptions(profile="full")))
CRUMBS = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "BreadcrumbList"}</script>'


def page(*blocks: str) -> bytes:
    return ("<!DOCTYPE html>\n<html><head>\n" + "\n".join(blocks) + "\n</head><body>&eacute;</body></html>").encode()


def test_a_good_block_among_others() -> None:
    assert check_page(page(CRUMBS, "<script>var a = '<html>';</script>", GOOD)) == []


def test_problems_stand_where_they_are_in_the_page() -> None:
    faulty = GOOD.replace('"inLanguage": "fr"', '"inLanguage": 7', 1)
    line = page(CRUMBS, faulty).decode().splitlines().index('  "inLanguage": 7,') + 1
    problems = check_page(page(CRUMBS, faulty))
    assert problems
    assert {problem.line for problem in problems} == {line}


def test_the_column_of_a_block_on_one_line() -> None:
    block = '<script type="application/ld+json; charset=utf-8">{"@type": "NewsArticle", "a": }</script>'
    (problem,) = check_page(page(block))
    assert (problem.line, problem.column) == (3, block.index("}") + 1)


@pytest.mark.parametrize("blocks", [(), (CRUMBS,), ("<script>{}</script>",), ("<p>a</p>",)])
def test_a_page_without_an_article(blocks: tuple[str, ...]) -> None:
    assert [problem.rule for problem in check_page(page(*blocks))] == ["page.block"]


@pytest.mark.parametrize("top", ['[{"@type": ["Thing", "NewsArticle"]}]', '{"@graph": [{"@type": "NewsArticle"}, 1]}'])
def test_an_article_in_a_list_or_a_graph_is_found(top: str) -> None:
    problems = check_page(page(f'<script type="application/ld+json">{top}</script>'))
    assert problems and "page.block" not in {problem.rule for problem in problems}


def test_what_a_page_begins_with() -> None:
    assert is_page(b"\xef\xbb\xbf <!-- a --> <!doctype HTML><p>") and is_page(b"<html lang='fr'>")
    assert not is_page(b"<?xml version='1.0'?><newsItem/>") and not is_page(b"{}")


@given(st.text())
def test_any_page_is_read(text: str) -> None:
    assert isinstance(find_blocks(text), list)
    assert check_page(page(text.encode("utf-8", "replace").decode()))
