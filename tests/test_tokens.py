"""Tokens: every character of a text in one of them, however often a word has been read before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.text import Document, Orthography, read_document
from exporter.text import tokens as tokens_module

ORTHOGRAPHY = Orthography(elisions=("l", "d", "qu"))
TEXTS = st.text(st.sampled_from("l'dquAB «»“”.,-!?…12:(\n\t\u00a0\u2003’é🙂"), max_size=60)


def words(text: str) -> list[str]:
    return read_document(text, ORTHOGRAPHY).words


def assert_is_whole(document: Document) -> None:
    """Each token is its span of the text, and nothing but white space stands between tokens."""
    spans = [document.span(token, token + 1) for token in range(len(document.words))]
    assert [document.plain[start:end] for start, end in spans] == document.words
    edges = [
        0,
        *(edge for span in spans for edge in span),
        len(document.text),
    ]
    between = [document.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert not "".join(between).strip()
    assert len(document.plain) == len(document.text)


@given(TEXTS)
def test_no_character_is_lost(text: str) -> None:
    assert_is_whole(read_document(text, ORTHOGRAPHY))


@given(TEXTS)
def test_what_was_read_before_changes_nothing(text: str) -> None:
    once = read_document(text, ORTHOGRAPHY)
    tokens_module._tokens.cache_clear()
    assert read_document(text, ORTHOGRAPHY) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qu'il parte !", ["Qu'", "il", "parte", "!"]),
        ("l' eau", ["l'", "eau"]),
        ("l'  eau", ["l", "'", "eau"]),
        ("l'\n« eau »", ["l'", "«", "eau", "»"]),
        ("l’eau", ["l'", "eau"]),
        ("O.N.U. A.B", ["O.N.U.", "A", ".", "B"]),
        ("3,5 km...", ["3,5", "km", "..."]),
        ("aujourd'hui peut-être", ["aujourd'hui", "peut-être"]),
    ],
)
def test_words_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert words(text) == expected


def test_the_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens_module, "_REMEMBERED", 10)
    tokens_module._tokens.cache_clear()
    assert_is_whole(read_document(" ".join(f"mot{number} " + "x" * 50 for number in range(100)), ORTHOGRAPHY))
    assert len(tokens_module._tokens(ORTHOGRAPHY.elisions)) <= 10


def test_a_sentence_without_an_end_is_cut() -> None:
    """Rules look through whole sentences, so these are bounded."""
    for text in ("le barrage tient " * 2000, "le barrage, dit-on, tient, " * 2000, "« l'eau monte " * 2000):
        sentences = read_document(text, ORTHOGRAPHY).sentences
        assert max(last - first for first, last in sentences) < 1000
        assert [first for first, _ in sentences[1:]] == [last for _, last in sentences[:-1]]


def test_a_long_sentence_is_cut_at_a_pause() -> None:
    document = read_document("le barrage tient, dit-on, " * 200, ORTHOGRAPHY)
    assert {document.words[last - 1] for _, last in document.sentences} == {","}
