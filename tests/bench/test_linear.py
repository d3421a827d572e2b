"""Twice the text takes at most three times the time: 2.0 is linear, 4.0 is quadratic."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from exporter.extract.pipeline import extract
from exporter.languages.pack import load_pack
from exporter.model import Article
from exporter.readers import source_from_text
from tests.bench.inputs import WORST, running_text
from tests.bench.timing import best

WORDS = 1_500
MOST = 3.0


def extraction(text: str) -> Callable[[], Article]:
    pack, source = load_pack("fr"), source_from_text(text)
    return lambda: extract(source, pack)


def growth(make: Callable[[int], str], words: int) -> float:
    short, long = (best(extraction(make(size)), rounds=3, seconds=0.0) for size in (words, 2 * words))
    return long / short


@pytest.mark.parametrize("name", WORST)
def test_time_is_linear(name: str) -> None:
    extraction("Le maire dort.")()
    growths = []
    for attempt in range(3):  # a busy machine may slow one run; a rule that is quadratic is slow in every one
        growths.append(growth(WORST[name], WORDS * 2**attempt))
        if growths[-1] < MOST:
            return
    pytest.fail(f"twice the text takes {', '.join(f'{growth:.1f}' for growth in growths)} times the time")


def test_the_running_text_is_as_long_as_asked_and_varies() -> None:
    text = running_text(300_000)
    assert len(text) == 300_000
    assert len(set(text.splitlines())) > 0.6 * len(text.splitlines())
