"""HTML in: saved pages and the bodies of a CMS, as text with roles and metadata. The pages are invented."""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from exporter import parse
from exporter.cli.main import app
from exporter.errors import InputError
from exporter.model import Author, Publisher, Source
from exporter.readers import read_file, read_source
from exporter.readers.html import read_html, source_from_html
from exporter.readers.html_signs import is_article_page

PAGES = Path(__file__).parent / "pages"
HEAD = "<!doctype html><html><head><title>Le pont rouvre | Le Courrier</title>{}</head><body>"
BODY = (
    "<article><h1>Le pont rouvre</h1><p>« La route est sûre », a déclaré samedi à Lyon Léa Morin, présidente de la "
    "région, devant des élus venus nombreux.</p><p>Selon l'ingénieur Marc Duval, les piles n'ont pas bougé depuis "
    "l'hiver et le tablier tiendra trente ans.</p></article>"
)


def lines(source: Source) -> Iterator[tuple[str | None, str]]:
    """Each line with the role that the markup tells."""
    roles = {paragraph.start: paragraph.role for paragraph in source.paragraphs}
    position = 0
    for line in source.text.split("\n"):
        if line:
            yield roles.get(position), line
        position += len(line) + 1


def page(head: str = "", body: str = BODY) -> Source:
    return read_source((HEAD.format(head) + body).encode())


# Pages as templates make them


def test_a_page_of_wordpress() -> None:
    source = read_file(PAGES / "gutenberg.html")
    assert list(lines(source)) == [
        ("headline", "Grève des bacs : la région tranche"),
        (
            None,
            "Les bacs ne traverseront plus l’estuaire avant jeudi. « Nous avons épuisé le dialogue », a affirmé "
            "dimanche Yves Cadoret, président de la région.",
        ),
        ("caption", "Le bac de Trévigné, à quai. © N. Ferrec"),
        ("subheading", "Un préavis de trop"),
        (None, "Le syndicat des passeurs assure que les effectifs ont fondu d’un tiers en dix ans."),
        (None, "“On ne fera pas naviguer des bateaux sans marins.”"),
        (None, "— Soizic Le Dantec, déléguée syndicale"),
        (None, "À lire aussi : Le pont attendra 2030"),
        ("list_item", "Trévigné : un aller-retour par jour ;"),
        ("list_item", "Port-Louan : service suspendu."),
        (None, "La préfecture n’a pas souhaité commenter."),
    ]
    metadata = source.metadata
    assert metadata.headline == "Grève des bacs : la région tranche"
    assert metadata.authors == (Author(name="Nadia Ferrec", url="https://estuaire.example/author/nadia/"),)
    assert metadata.publisher == Publisher(
        name="Le Courrier de l’Estuaire", url="https://estuaire.example/", logo="https://estuaire.example/logo.png"
    )
    assert (metadata.published, metadata.modified) == ("2026-02-02T06:30:00+00:00", "2026-02-02T09:10:00+00:00")
    assert metadata.url == "https://estuaire.example/greve-des-bacs/"
    assert (metadata.section, metadata.keywords) == ("Économie", ("bacs", "grève"))
    assert metadata.image == ("https://estuaire.example/img/bac.jpg",)
    assert source.language == "fr-FR"


def test_its_facts_rest_on_the_text_that_was_read() -> None:
    source = read_file(PAGES / "gutenberg.html")
    article = parse(source)
    assert article.text == source.text
    spoken = {actor.id: actor.name for actor in article.actors}
    found = {
        quote.fragments[0].text: spoken.get(quote.speaker.actor if quote.speaker else "") for quote in article.quotes
    }
    assert found == {
        "Nous avons épuisé le dialogue": "Yves Cadoret",
        "On ne fera pas naviguer des bateaux sans marins.": "Soizic Le Dantec",
    }
    roles = {source.text[one.start : one.end]: one.role for one in article.paragraphs}
    assert roles["Le bac de Trévigné, à quai. © N. Ferrec"] == "caption"
    assert roles["À lire aussi : Le pont attendra 2030"] == "related"
    assert roles["Grève des bacs : la région tranche"] == "headline"


def test_a_page_with_microdata() -> None:
    source = read_file(PAGES / "microdata.html")
    assert list(lines(source)) == [
        ("headline", "Forêt de Brelle\u00a0: l’enquête est relancée"),
        ("lead", "Trois ans après l’incendie, un nouveau témoin parle."),
        ("byline", "Par Odile Vanhecke et Karim Besson"),
        (None, "NAMUR, 9 avril — Le parquet de Namur a rouvert jeudi l’enquête sur l’incendie de la forêt de Brelle."),
        (None, "«\u00a0J’ai vu deux hommes et un bidon\u00a0», affirme Germaine Lauwers, qui habite la lisière."),
        ("subheading", "Le garde se tait"),
        (None, "L’ancien garde, Émile\u00a0Drouet, n’a pas répondu à nos questions."),
        (None, "Son avocate parle d’un “acharnement”."),
        ("caption", "La forêt en 2023. Photo : R. Simon"),
        ("related", "Lire aussi"),
        ("related", "Le bois brûlé sera vendu"),
        ("list_item", "Le 2 août 2023, le feu part de la route."),
        ("list_item", "Le 5, il est éteint."),
    ]
    metadata = source.metadata
    assert metadata.published == "2026-04-09T19:40:00+02:00"
    assert metadata.modified == "2026-04-10T08:05:00+02:00"
    assert metadata.authors == (Author(name="Odile Vanhecke"),)
    assert metadata.description == "Trois ans après l’incendie, un nouveau témoin parle."
    assert metadata.keywords == ("forêt", "incendie", "justice")
    assert metadata.image == ("https://eclaireur.example/images/brelle.jpg",)
    assert source.language == "fr-BE"


def test_a_page_of_tables_in_latin_1() -> None:
    source = read_file(PAGES / "tables.html")
    assert list(lines(source)) == [
        ("headline", "Le marché couvert fermera en juin"),
        (
            None,
            "« Nous ne pouvons plus attendre », a déclaré mardi le maire, Paul Roux, devant les commerçants réunis à "
            "la halle.",
        ),
        (
            None,
            "Selon la préfecture, le toit menace de s'effondrer depuis la tempête de janvier et les travaux dureront "
            "dix-huit mois.",
        ),
        (
            None,
            "Les commerçants, eux, refusent de partir. « On nous chasse », dénonce Amina Sy, poissonnière depuis vingt "
            "ans.",
        ),
    ]
    assert source.metadata.headline == "Le marché couvert fermera en juin"
    assert source.diagnostics == ()


def test_a_page_of_nested_sections() -> None:
    source = read_file(PAGES / "sections.html")
    assert list(lines(source)) == [
        ("headline", "Au tribunal de Brévant, le procès de la digue s’ouvre"),
        (None, "Six prévenus, dont l’ancien maire, comparaissent à partir de lundi pour homicides involontaires."),
        ("byline", "Par Camille Darrieux"),
        ("caption", "La digue de Brévant, en janvier. JEAN ROUX POUR « LE SOIR »"),
        (
            None,
            "La salle est trop petite. « Nous attendons la vérité depuis quatre ans », confie Marthe Olivier, qui a "
            "perdu son mari dans la nuit du 12 janvier.",
        ),
        ("subheading", "« Une catastrophe annoncée »"),
        (
            None,
            "Le procureur, Antoine Vasseur, parle d’une « catastrophe annoncée ». L’expertise, longue de 400 pages, "
            "conclut que l’ouvrage n’avait pas été entretenu.",
        ),
        (None, "Selon l’avocate de la commune, Me Leïla Haddad, « rien ne démontre la négligence »."),
        ("byline", "Camille Darrieux (Brévant, envoyée spéciale)"),
    ]
    assert source.metadata.authors == (Author(name="Camille Darrieux"),)
    assert source.metadata.published == "2026-05-04T06:00:09+00:00"


def test_a_page_of_components_without_names() -> None:
    source = read_file(PAGES / "components.html")
    found = list(lines(source))
    assert found[0] == ("headline", "Le lac se vide et personne ne sait pourquoi")
    assert ("related", "Pourquoi les lacs d'Afrique rétrécissent") in found
    assert ("related", "Le procès de la mine") in found
    assert found[-1] == (None, "Une mission d'experts doit arriver jeudi, selon le préfet.")
    for text in ("Podcast", "À la une", "Article Information", "©"):
        assert text not in source.text
    assert (source.language, source.metadata.published) == ("fr", "2026-01-07T12:00:00Z")


# Metadata, one source after the other


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Titre", "url": "x"}</script>',
         "headline", "Titre"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "L&rsquo;eau", "a": 1,}</script>',
         "headline", "L’eau"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False","a":1}</script>',
         "is_accessible_for_free", False),
        ('<script type="application/ld+json">[{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","dateline":"Lyon",'
         '"a":1}}]</script>', "dateline", "Lyon"),
        ('<meta property="article:published_time" content="2026-03-14T18:05:00+01:00">',
         "published", "2026-03-14T18:05:00+01:00"),
        ('<meta property="article:tag" content="pont"><meta property="article:tag" content="Lyon">',
         "keywords", ("pont", "Lyon")),
        ('<meta name="author" content="Ida Kern">', "authors", (Author(name="Ida Kern"),)),
        ('<meta property="article:author" content="https://reseau.example/ida">', "authors", ()),
        ('<meta property="og:url" content="https://courrier.example/pont">', "url", "https://courrier.example/pont"),
        ('<link rel="canonical" href="/pont"><meta property="og:url" content="https://courrier.example/p">',
         "url", "https://courrier.example/p"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","inLanguage":"French","alternativeHeadline":"B",'
         '"a":1}</script>', "alternative_headline", "B"),
        ('<meta property="og:site_name" content="Le Courrier">', "publisher", Publisher(name="Le Courrier")),
        ('<meta name="description" content="L&#39;été &amp; après">', "description", "L'été & après"),
    ],
)  # fmt: skip
def test_what_a_head_says(head: str, field: str, value: Any) -> None:
    assert getattr(page(head).metadata, field) == value


def test_markup_for_machines_goes_before_what_is_shown() -> None:
    node = '{"@type": "NewsArticle", "headline": "Titre de la donnée", "author": [{"name": "Ida Kern"}, "Marc Duval"]}'
    shown = '<p class="byline">Par Jean Roux</p>'
    source = page(f'<script type="application/ld+json">{node}</script>', BODY.replace("</h1>", f"</h1>{shown}"))
    assert source.metadata.headline == "Titre de la donnée"
    assert source.metadata.authors == (Author(name="Ida Kern"), Author(name="Marc Duval"))
    assert ("headline", "Le pont rouvre") in lines(source)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Par Ida Kern", ["Ida Kern"]),
        ("Par Ida Kern et Marc Duval", ["Ida Kern", "Marc Duval"]),
        ("Par Anne de La Tour, à Lyon", ["Anne de La Tour"]),
        ("Par notre rédaction", []),
        ("Le service politique", []),
    ],
)
def test_a_byline_that_is_only_shown(byline: str, names: list[str]) -> None:
    source = page(body=BODY.replace("</h1>", f'</h1><div class="byline">{byline}</div>'))
    assert [author.name for author in source.metadata.authors] == names
    assert ("byline", byline) in lines(source)


def test_a_date_that_is_shown_is_read_from_its_element_and_is_no_text() -> None:
    shown = '<p>Publié le <time datetime="2026-03-14">14 mars</time></p>'
    source = page(body=BODY.replace("</h1>", f"</h1>{shown}"))
    assert source.metadata.published == "2026-03-14"
    assert "Publié" not in source.text


# Bodies of a CMS


def test_a_body_needs_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "trafilatura", "extruct")
    body = "<!-- wp:paragraph -->\n<p>Un.</p>\n<!-- /wp:paragraph -->\n<h2>Deux</h2><p>Trois&nbsp;!<br>Quatre</p>"
    source = read_source(body.encode())
    assert list(lines(source)) == [(None, "Un."), ("subheading", "Deux"), (None, "Trois\u00a0!"), (None, "Quatre")]
    assert source.text == "Un.\n\nDeux\n\nTrois\u00a0!\nQuatre"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a\n  b\t c</p>", "a b c"),
        ("<p>« a\u00a0»\u202f!</p>", "« a\u00a0»\u202f!"),
        ("<p>&nbsp;a\u3000</p><p>&nbsp;</p>", "a"),
        ("<p>a<sup>er</sup> b</p>", "aer b"),
        ("<p>a</p>b<p>c</p>", "a\n\nb\n\nc"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("<p>a<script>b</script>c<style>d</style></p>", "ac"),
        ("<p>ex&shy;cep<wbr>tion</p>", "exception"),
        ("<p>a</p><pre>b\nc</pre>", "a\n\nb\nc"),
        ("<p>a <span style='display: none'>b</span>c</p>", "a c"),
        ("<p>a <span aria-hidden=true>b</span>c</p>", "a c"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ("<p>Il parle de <q>honte</q>.</p>", "Il parle de “honte”."),
        ("<p>Il parle de « <q>honte</q> ».</p>", "Il parle de « honte »."),
        ("<p>&lt;b&gt; &amp;amp; &eacute;</p>", "<b> &amp; é"),
    ],
)
def test_text_is_what_a_browser_shows(markup: str, text: str) -> None:
    assert source_from_html(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<blockquote>Oui.</blockquote>", "“Oui.”"),
        ("<blockquote><p>Oui.</p><p>Non.</p></blockquote>", "“Oui.\n\n“Non.”"),
        ("<blockquote><p>« Oui. »</p></blockquote>", "« Oui. »"),
        ("<blockquote><p>Oui.</p><footer>Léa Morin</footer></blockquote>", "“Oui.”\n\n— Léa Morin"),
        ("<blockquote><p>Oui.<br><cite>– Léa Morin</cite></p></blockquote>", "“Oui.”\n– Léa Morin"),
        ("<figure><blockquote><p>Oui.</p></blockquote><figcaption>Léa</figcaption></figure>", "“Oui.”\n\n— Léa"),
        ("<blockquote><h2>Le texte</h2><p>Oui.</p></blockquote>", "Le texte\n\nOui."),
    ],
)
def test_block_quotes_get_the_marks_of_plain_text(markup: str, text: str) -> None:
    assert source_from_html(f"<p>a</p>{markup}").text == f"a\n\n{text}"


def test_lists_of_links_are_related_others_are_text() -> None:
    markup = "<p>a</p><ul><li><a href=x>Un autre article</a></li></ul><ul><li>Un <a href=x>mot</a>.</li></ul>"
    assert list(lines(source_from_html(markup)))[1:] == [("related", "Un autre article"), ("list_item", "Un mot.")]


# Encodings


@pytest.mark.parametrize(
    ("encoding", "label"),
    [("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("iso8859-15", "iso-8859-15"), ("mac-roman", "macintosh"),
     ("utf-8", "iso-8859-1")],
)  # fmt: skip
def test_a_page_says_its_encoding(encoding: str, label: str) -> None:
    markup = HEAD.format(f'<meta charset="{label}">') + BODY
    assert "« La route est sûre », a déclaré samedi à Lyon Léa Morin" in read_html(markup.encode(encoding)).text


def test_a_header_goes_before_the_page() -> None:
    markup = (HEAD.format('<meta charset="iso-8859-1">') + BODY.replace("route", "ruelle œuvrée")).encode("iso8859-15")
    assert "œuvrée" in read_html(markup, content_type="text/html; charset=ISO-8859-15").text
    assert "œuvrée" not in read_html(markup).text


def test_utf_16_with_its_mark() -> None:
    assert "Léa Morin" in read_source(("\ufeff" + HEAD.format("") + BODY).encode("utf-16-le")).text


# The extra


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Makes packages look as if they were not installed."""
    real = importlib.import_module

    def import_module(name: str, package: str | None = None) -> Any:
        if name in names:
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr("exporter.readers.html.import_module", import_module)


@pytest.mark.parametrize("name", ["trafilatura", "extruct"])
def test_a_missing_package_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    without(monkeypatch, name)
    with pytest.raises(InputError, match=rf"needs the package {name}: pip install 'newsroom-exporter\[html\]'"):
        page()


def test_text_is_read_without_any_parser_of_html(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        assert name.partition(".")[0] not in ("trafilatura", "extruct")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert read_source("« Oui », dit-elle.".encode()).text == "« Oui », dit-elle."


# Which pages are an article's


@pytest.mark.parametrize(
    ("head", "body", "is_one"),
    [
        ('<meta property="og:type" content="article">', "<p>a</p>", True),
        ('<meta property="og:type" content="website">', BODY, False),
        ("", BODY, True),
        ("", BODY + BODY, False),
        ("", '<div itemscope itemtype="https://schema.org/NewsArticle">a</div>', True),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "a", "b": 1}</script>', "", True),
        ('<script type="application/ld+json">{"@type": "WebSite", "name": "a", "b": 1}</script>', "", False),
        ("", "<ul><li>a</li></ul>", False),
    ],
)
def test_pages_of_articles_are_told_from_others(head: str, body: str, is_one: bool) -> None:
    assert is_article_page((HEAD.format(head) + body).encode()) is is_one


# The command


def test_convert_reads_pages_and_folders_of_pages(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["convert", str(PAGES), "-o", str(tmp_path), "--to", "jsonld"])
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "components.jsonld", "gutenberg.jsonld", "microdata.jsonld", "sections.jsonld", "tables.jsonld",
    ]  # fmt: skip
    assert '"url": "https://estuaire.example/greve-des-bacs/"' in (tmp_path / "gutenberg.jsonld").read_text("utf-8")


def test_convert_reads_a_page_from_the_standard_input() -> None:
    arguments = ["inspect", "-", "--language", "fr"]
    done = CliRunner().invoke(app, arguments, input=(HEAD.format("") + BODY).encode())
    assert done.exit_code == 0, done.stderr
    assert "quote\tquote-1\tdirect\tLéa Morin" in done.stdout
