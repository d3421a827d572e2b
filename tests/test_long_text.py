"""Texts beyond every usual length still give valid outputs."""

from __future__ import annotations

import pytest

from exporter import RenderOptions, parse, read, render, validate
from tests.bench.inputs import WORST

WORDS = 400


@pytest.mark.parametrize("name", WORST)
def test_the_worst_inputs_are_valid(name: str) -> None:
    article = parse(WORST[name](WORDS), language="fr")
    for output, options in (("json", None), ("jsonld", RenderOptions(profile="full")), ("newsml", None)):
        data = render(article, output, options) if options else render(article, output)
        assert validate(data) == []
        assert read(data, output) == article


def test_a_paragraph_beyond_the_limit_of_the_xml_parser() -> None:
    """libxml2 takes ten million bytes in a text node unless it is told otherwise."""
    article = parse("la pluie tombe sur la mer " * 400_000, language="fr")
    data = render(article, "newsml")
    assert validate(data) == []
    assert read(data, "newsml") == article
