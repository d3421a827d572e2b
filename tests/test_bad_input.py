"""Whatever comes in: valid outputs, or one line that says what is wrong, and never half of the outputs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from exporter import Article, read, validate
from exporter.cli.main import app

NOW = "2026-03-14T18:05:00+01:00"
SUFFIXES = {".json", ".jsonld", ".xml"}
SENTENCE = "« Le pont tient », a déclaré Léa Morin, maire de Valbourg. "

# Text: every one gives valid outputs.
TEXTS = {
    "one character": "a",
    "only marks": "« » “ ” \" ' ‹ › „ ‟ «»",
    "unclosed marks": "« Il faut agir, a dit Léa Morin. « Encore “une fois « et jamais",
    "closing marks": "Il faut » agir ”, a dit ›› Léa Morin »»».",
    "ten thousand openings": "« " * 10_000,
    "nested marks": "« Il a dit “non, « jamais ‹ plus › »” », raconte Léa Morin.",
    "reopened marks": "« Un.\n« Deux.\n« Trois », a dit Léa Morin.",
    "control characters": "Le \x00maire\x07 a \x1b[31mdit\x7f : « non\x08 ».\x85\u2028\u2029",
    "bidi controls": "Le maire \u202ea dit\u202c : « \u2066non\u2069 ». \u200f\u061c",
    "emoji": "« Bravo 👩‍👩‍👧‍👦 🇫🇷 ! », a écrit Léa Morin 😀 sur le réseau.",
    "right to left": "قال الرئيس «سوف نعمل على ذلك». وأضاف: «لن نتوقف أبدا».",
    "hebrew in french": "Le maire, עמית כהן, a déclaré : « שלום ».",
    "chinese": "市长说：“这座桥将关闭一年。”",
    "english": 'The mayor said: "The bridge will close."',
    "other planes": "𝕷𝖊 𝖒𝖆𝖎𝖗𝖊 𐍈 a dit « 𝓃𝑜𝓃 ». \U0010fffd",
    "private and unassigned": "Le maire \ue000 a dit « \uf8ff \u0378 ».",
    "combining": "Le pre\u0301fet Zo\u0308e\u0301 a de\u0301clare\u0301 : « e\u0301te\u0301 ».",
    "zalgo": "Le m̸̡̛a̵͓͑i̶͖͝r̷̰͝e̴̫̔ a dit « n̶o̷n̸ ».",
    "spaces": "Le\u00a0maire\u202fa\u2009dit\u3000:\u200b«\u2007non\u2060».",
    "mark up": "<script>alert('x')</script> & ]]> <!-- « a » --> a dit Léa Morin &amp; &lt;",
    "entities": "<!DOCTYPE a [<!ENTITY x 'y'>]> &x; a dit « &x; ».",
    "json": '{"@context": "https://schema.org"} a dit « \\u0000 \\ud800 ».',
    "one long line": SENTENCE * 400,
    "one long word": "a" * 100_000,
    "no full stop": "le maire dit que le préfet pense que " * 600,
    "capitals": "Valbourg " * 10_000,
    "all capitals": "LE MAIRE A DIT : « NON ». " * 50,
    "empty lines": "\n\n\n" + SENTENCE + "\n \n\t\n\u00a0\n" * 500 + SENTENCE,
    "dashes": "– Oui.\n— Non, dit Léa Morin.\n- Peut-être.\n" * 50,
    "same name as a rule": "fr.quote.incise a dit « quote-1 » à person-lea-morin.",
    "many people": " ".join(f"Léa Morin-{chr(65 + n % 26)}{chr(97 + n // 26)} a dit non." for n in range(400)),
    "one name many spellings": "Œuvre Æther œuvre ŒUVRE Straße STRASSE İstanbul istanbul ıI a dit « ﬁn ».",
    "line ends": "Un.\r\nDeux.\rTrois.\n\rQuatre.\u0085Cinq.\u2028Six.",
    "looks like front matter": "---\nLe maire a dit « non ».\n---\nFin.",
    "front matter without values": "---\ntitle:\ndate:\n---\nLe maire a dit « non ».",
    "front matter with nonsense": "---\ntitle: [a]\ndate: demain\nurl: x\nauthor: {a: b}\n---\nLe maire a dit « non ».",
}

# Bytes: every one is refused in one line.
REFUSED = {
    "empty": b"",
    "blank": b" \n\t\r\n",
    "only forbidden characters": b"\x00\x01\x02",
    "only a mark": b"\xef\xbb\xbf",
    "binary": bytes(range(256)) * 20,
    "image": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "broken utf-8": "Le préfet a été décoré".encode()[:-1] + b"\xff\xfe\xfa et la suite",
    "no encoding": "Предложение".encode("koi8-r"),
    "unclosed front matter": b"---\ntitle: a\n",
    "broken front matter": b"---\ntitle: [\n---\nTexte",
    "only front matter": b"---\ntitle: a\n---\n",
    "billion laughs": b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b,*b\n---\nTexte",
}

FRENCH = st.sampled_from(
    [SENTENCE, "Selon le maire, ", "« ", " »", "“", "”", '"', " a-t-il dit", ", a affirmé ", "Léa Morin", "Paris",
     " que ", "M. ", ".", "\n", "\n\n", " : ", "– ", "l’", "en Russie", "le président", "Elle a nié ", "\u00a0",
     "-", "…"]
)  # fmt: skip
ODD = st.text(st.characters(categories=["Cc", "Cf", "Cs", "Co"]), max_size=2)
ANY_TEXT = st.lists(FRENCH | st.text(max_size=8) | ODD, max_size=14)


def convert(data: bytes, *arguments: str) -> tuple[int, str, dict[str, bytes]]:
    """Exit code, messages and files of a conversion of the standard input."""
    with tempfile.TemporaryDirectory() as name:
        command = ["convert", "-", "-o", name, "--now", NOW, *arguments]
        result = CliRunner().invoke(app, command, input=data, catch_exceptions=False)
        files = {path.name: path.read_bytes() for path in Path(name).iterdir()}
    return result.exit_code, result.stderr, files


def check_outcome(code: int, messages: str, files: dict[str, bytes]) -> Article | None:
    """Asserts that all outputs are there and valid, or none is and one line says why."""
    assert "internal error" not in messages and "would not be valid" not in messages, messages
    if code:
        assert (code, files, messages.count("\n")) == (1, {}, 1)
        assert messages.startswith("exporter: stdin: ")
        return None
    assert {Path(name).suffix for name in files} == SUFFIXES
    for content in files.values():
        assert [problem for problem in validate(content) if problem.severity == "error"] == []
    return read(files["stdin.json"], "json")


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("language", ["fr", None])
def test_any_text_gives_valid_outputs(name: str, language: str | None) -> None:
    arguments = ["--language", language] if language else []
    article = check_outcome(*convert(TEXTS[name].encode(), "--profile", "full", "--body", "both", *arguments))
    assert article is not None
    assert set(article.text) <= set(TEXTS[name])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_in_one_line(name: str) -> None:
    assert check_outcome(*convert(REFUSED[name])) is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
def test_every_encoding_gives_the_same_facts(encoding: str) -> None:
    text = SENTENCE.replace("’", "'")
    article = check_outcome(*convert(text.encode(encoding)))
    assert article is not None
    assert [fragment.text for quote in article.quotes for fragment in quote.fragments] == ["Le pont tient"]


@settings(deadline=None, max_examples=80)
@given(ANY_TEXT, st.sampled_from(["web", "full"]), st.sampled_from(["xhtml", "nitf", "both"]))
def test_arbitrary_text_in_french(parts: list[str], profile: str, body: str) -> None:
    data = "".join(parts).encode("utf-8", "surrogatepass")
    check_outcome(*convert(data, "--language", "fr", "--profile", profile, "--body", body))


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_arbitrary_metadata(text: str, headline: str, author: str) -> None:
    data = f"{SENTENCE}{text}".encode("utf-8", "surrogatepass")
    check_outcome(*convert(data, f"--headline={headline}x", f"--author={author}x", f"--publisher={author}x"))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200))
def test_arbitrary_bytes(data: bytes) -> None:
    check_outcome(*convert(data))


def test_ten_megabytes() -> None:
    paragraph = "Le chantier du pont avance, et la ville attend avec patience la fin des travaux de la rive gauche.\n"
    data = (SENTENCE + "\n" + paragraph * (10_000_000 // len(paragraph.encode()))).encode()
    article = check_outcome(*convert(data))
    assert article is not None
    assert len(article.quotes) == 1


def test_more_than_the_limit_is_refused() -> None:
    code, messages, files = convert(b"a " * 25_000_001)
    assert (code, files) == (1, {})
    assert messages == "exporter: stdin: 50,000,002 bytes; the limit is 50,000,000\n"
