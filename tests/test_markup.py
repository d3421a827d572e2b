"""The markup of the test cases."""

from __future__ import annotations

import pytest

from tests.markup import parse_markup


def test_spans_of_nested_labels() -> None:
    text, spans = parse_markup("{c:Le pont {q:tient}}, dit {s:Léa}.")
    assert text == "Le pont tient, dit Léa."
    assert {label: text[start:end] for label, (start, end) in spans.items()} == {
        "c": "Le pont tient",
        "q": "tient",
        "s": "Léa",
    }


def test_text_without_labels() -> None:
    assert parse_markup("Rien, « rien ».") == ("Rien, « rien ».", {})


@pytest.mark.parametrize("marked", ["{a:b", "b}", "{a:}", "{a:b}{a:c}", "{b", "{A:b}"])
def test_faulty_markup_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"span|label|brace"):
        parse_markup(marked)
