"""Which language a text is in, and what is made of one without a pack."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import InputError, Source, parse
from exporter.languages.detect import detect_language, function_words, neighbour_words, share

FRENCH = {
    "news": "La préfète a annoncé mardi à Valbourg que le pont serait fermé. Selon la mairie, il le sera un an.",
    "upper": "LE CONSEIL MUNICIPAL A VOTÉ LE BUDGET DE LA VILLE APRÈS UNE NUIT DE DÉBATS",
    "short": "Le maire de Brévant démissionne",
    "quote": "« Oui », dit-il.",
    "apostrophe": "L’usine qu’il a vendue n’emploie plus d’ouvriers",
    "list": "Au menu du sommet : le climat, la dette, les tarifs douaniers et l'avenir de l'alliance",
    "foreign names": "Dans The Guardian, le chef de Manchester United s'est dit prêt à partir pour le Bayern.",
}
OTHERS = {
    "en": "The mayor said on Tuesday that the bridge would be closed. According to her, the works will last a year.",
    "es": "La alcaldesa anunció el martes que el puente se cerrará. Según ella, las obras durarán un año en la zona.",
    "ca": "L'alcaldessa va anunciar dimarts que el pont es tancarà. Segons ella, les obres duraran un any a la zona.",
    "it": "La sindaca ha annunciato martedì che il ponte sarà chiuso. Secondo il comune, i lavori dureranno un anno.",
    "pt": "A presidente da câmara anunciou que a ponte será fechada. Segundo ela, as obras durarão um ano.",
    "ro": "Primărița a anunțat marți că podul va fi închis. Potrivit ei, lucrările vor dura un an de zile.",
    "de": "Die Bürgermeisterin sagte am Dienstag, dass die Brücke gesperrt wird. Die Arbeiten dauern ein Jahr.",
    "nl": "De burgemeester zei dinsdag dat de brug wordt afgesloten. Volgens haar duren de werken in de wijk een jaar.",
    "oc": "La cònsola anoncièt dimars que lo pont serà tampat. Los trabalhs dins la zòna duraràn un an.",
    "ht": "Majistra a di madi ke pon an ap fèmen. Dapre lakomin nan, travay yo ap dire yon ane nan zòn nan.",
    "ar": "قالت رئيسة البلدية يوم الثلاثاء إن الجسر سيغلق لمدة عام.",
    "ru": "Мэр сообщила во вторник, что мост закроют на год.",
    "zh": "市长周二表示，这座桥将关闭一年。",
    "emoji": "😀 🎉 🚀",
    "figures": "12 34 56 78",
    "names": "Paris Madrid Londres Berlin",
}


@pytest.mark.parametrize("name", FRENCH)
def test_french_is_told(name: str) -> None:
    assert detect_language(FRENCH[name]) == "fr"


@pytest.mark.parametrize("name", OTHERS)
def test_another_language_is_told_from_french(name: str) -> None:
    assert detect_language(OTHERS[name]) is None


def test_the_words_are_data_of_the_packs() -> None:
    assert {"le", "d'", "qu'", "avait", "elles"} <= function_words("fr")
    assert all(len(words) >= 20 for words in neighbour_words().values())
    assert share([], function_words("fr")) == 0.0


@given(st.text())
def test_any_text_has_one_answer(text: str) -> None:
    assert detect_language(text) == detect_language(text)


def test_only_the_start_of_a_text_is_looked_at() -> None:
    assert detect_language(FRENCH["news"] * 60 + OTHERS["en"] * 10_000) == "fr"


# What becomes of it

ENGLISH = """The bridge of Valbourg

VALBOURG - The mayor, Ann Morin, spoke on Tuesday in Paris of a "big plan".

“We will open it in May, whatever happens.”

"it is late", she said.
"""


def test_a_text_without_a_pack_gives_structure_and_sentences_in_marks() -> None:
    article = parse(ENGLISH)
    assert article.language == "und"
    assert [paragraph.role for paragraph in article.paragraphs] == ["headline", "dateline", "lead", "body", "body"]
    (quote,) = article.quotes
    assert [fragment.text for fragment in quote.fragments] == ["We will open it in May, whatever happens."]
    assert (quote.form, quote.speaker, quote.cue, quote.evidence.rule) == (
        "direct",
        None,
        None,
        "und.quote.unattributed",
    )
    assert article.actors == article.locations == article.claims == ()
    (diagnostic,) = article.diagnostics
    assert (diagnostic.code, diagnostic.severity) == ("language.unsupported", "warning")
    assert "in no language that has a pack (fr)" in diagnostic.message


@pytest.mark.parametrize(
    "text",
    [
        "« هذه جملة كاملة في علامات. »",
        "他说了。\n\n“我们明天会在北京见面，然后再决定。”",
        "»Das ist ein ganzer Satz.«",
        "“Is this a whole sentence, then?”",
    ],
)
def test_whole_sentences_in_marks_of_any_script(text: str) -> None:
    assert len(parse(text, language="mul").quotes) == 1


@pytest.mark.parametrize(
    "text",
    [
        "“The Quiet House Of Birds”",
        "“Not closed, but it is a whole sentence.",
        "He called it “a very long and sad story.” today",
        "“small letters begin this one here.”",
        "“Too short.”",
        "“”",
    ],
)
def test_other_marked_words_are_no_quotes(text: str) -> None:
    assert parse(text, language="en").quotes == ()


def test_the_language_that_is_named_goes_first() -> None:
    text = "Le maire a parlé."
    assert parse(text, language="fr_CA").language == "fr-CA"
    assert parse(Source(text=text, language="fr-BE")).language == "fr-BE"
    assert parse(Source(text=text, language="fr-BE"), language="fr").language == "fr"
    english = parse(text, language="en")
    assert english.language == "en"
    assert [one.message for one in english.diagnostics if one.code == "language.unsupported"] == [
        "there is no language pack for 'en' (fr): only paragraphs and whole sentences in quotation marks were found"
    ]


@pytest.mark.parametrize("tag", ["français", "f", "", "fr fr"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    with pytest.raises(InputError, match="is no language tag"):
        parse("Le maire a parlé.", language=tag)
