"""`exporter convert`: inputs, outputs, options, and what happens when something is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exporter import Article, read, validate
from exporter.cli.console import tracked
from exporter.cli.main import app
from exporter.cli.outputs import write_all
from exporter.errors import ExporterError
from exporter.formats.newsml_package import read_news_message

ARTICLE = "Le pont de Valbourg rouvre\n\n« La route est sûre », a déclaré Léa Morin, maire de Valbourg.\n"
NOW = "2026-03-14T18:05:00+01:00"


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    """The result of a command; an error that it does not handle fails the test."""
    return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, catch_exceptions=False)


def model(path: Path) -> Article:
    return read(path.read_bytes(), "json")


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a working folder and an environment of its own."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("EXPORTER_") or name == "SOURCE_DATE_EPOCH"]:
        monkeypatch.delenv(name)
    (tmp_path / "pont.txt").write_text(ARTICLE, "utf-8")


# Outputs


def test_every_format_is_written_and_valid(tmp_path: Path) -> None:
    result = run("convert", "pont.txt", "-o", "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "pont.txt: 1 actors, " in result.stderr
    assert names(tmp_path / "out") == ["pont.json", "pont.jsonld", "pont.xml"]
    for path in (tmp_path / "out").iterdir():
        assert validate(path.read_bytes()) == []
        assert path.stat().st_mode == (tmp_path / "pont.txt").stat().st_mode
    article = model(tmp_path / "out/pont.json")
    assert article.text == ARTICLE
    assert [fragment.text for quote in article.quotes for fragment in quote.fragments] == ["La route est sûre"]


@pytest.mark.parametrize(("to", "expected"), [
    (["--to", "json"], ["pont.json"]),
    (["--to", "newsml,json"], ["pont.json", "pont.xml"]),
    (["--to", "jsonld", "--to", "json , jsonld"], ["pont.json", "pont.jsonld"]),
])  # fmt: skip
def test_the_formats_that_are_asked_for(tmp_path: Path, to: list[str], expected: list[str]) -> None:
    assert run("convert", "pont.txt", "-o", "out", *to).exit_code == 0
    assert names(tmp_path / "out") == expected


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "other"):
        assert run("convert", "pont.txt", "-o", folder, "--now", NOW).exit_code == 0
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_the_time_of_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version() -> str:
        return (tmp_path / "out/pont.xml").read_text("utf-8").split("<versionCreated>")[1].split("<")[0]

    run("convert", "pont.txt", "-o", "out", "--to", "newsml", "--now", NOW)
    assert version() == NOW
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773500000")
    run("convert", "pont.txt", "-o", "out", "--to", "newsml")
    assert version() == "2026-03-14T14:53:20Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "heute")
    result = run("convert", "pont.txt", "-o", "out", "--to", "newsml")
    assert (result.exit_code, result.stderr) == (
        2, "exporter: SOURCE_DATE_EPOCH: 'heute' is no number of seconds since 1970\n",
    )  # fmt: skip


def test_profile_and_body_reach_the_formats(tmp_path: Path) -> None:
    run("convert", "pont.txt", "-o", "web", "--now", NOW)
    run("convert", "pont.txt", "-o", "full", "--profile", "full", "--body", "nitf", "--now", NOW)
    full = (tmp_path / "full/pont.jsonld").read_bytes()
    assert read(full, "jsonld") == model(tmp_path / "full/pont.json")
    assert b"TextPositionSelector" in full
    assert b"TextPositionSelector" not in (tmp_path / "web/pont.jsonld").read_bytes()
    assert b"<nitf" in (tmp_path / "full/pont.xml").read_bytes()
    assert b"<nitf" not in (tmp_path / "web/pont.xml").read_bytes()


def test_one_output_can_be_printed() -> None:
    result = run("convert", "-", "--to", "json", "-o", "-", stdin=ARTICLE.encode())
    assert (result.exit_code, result.stderr) == (0, "")
    assert read(result.stdout_bytes, "json").text == ARTICLE


@pytest.mark.parametrize("arguments", [["pont.txt"], ["pont.txt", "-", "--to", "json"]])
def test_only_one_output_can_be_printed(arguments: list[str]) -> None:
    result = run("convert", *arguments, "-o", "-", stdin=b"Texte.")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "-o - prints one output" in result.stderr


# Inputs


def test_standard_input_has_a_name(tmp_path: Path) -> None:
    run("convert", "-", "-o", "out", "--to", "json", stdin=ARTICLE.encode())
    run("convert", "-", "-o", "out", "--to", "json", "--name", "dépêche 1", stdin=ARTICLE.encode())
    assert names(tmp_path / "out") == ["dépêche 1.json", "stdin.json"]


@pytest.mark.parametrize("name", ["../pont", "a/b", "..", "", "a\0b", "a\nb", "C:\\b"])
def test_a_name_stays_in_its_folder(name: str) -> None:
    result = run("convert", "-", "--to", "json", "--name", name, stdin=ARTICLE.encode())
    assert result.exit_code == 2
    assert "cannot be the name of a file" in result.stderr


def test_folders_keep_their_sub_folders(tmp_path: Path) -> None:
    for name in ("a/un.txt", "a/b/deux.md", "a/b/un.TXT", "a/.caché.txt", "a/image.png", "a/un.meta.yaml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("headline: H" if name.endswith("yaml") else ARTICLE, "utf-8")
    assert run("convert", "a", "-o", "out", "--to", "json").exit_code == 0
    assert names(tmp_path / "out") == ["b/deux.json", "b/un.json", "un.json"]
    assert model(tmp_path / "out/un.json").metadata.headline == "H"


def test_globs_are_expanded_where_the_shell_has_not(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/route.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "[1] pont.txt").write_text(ARTICLE, "utf-8")
    assert run("convert", "**/r*.txt", "[1] pont.txt", "-o", "out", "--to", "json").exit_code == 0
    assert names(tmp_path / "out") == ["[1] pont.json", "route.json"]


def test_an_input_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    assert run("convert", "pont.txt", "*.txt", tmp_path / "pont.txt", "-o", "out", "--to", "json").exit_code == 0
    assert names(tmp_path / "out") == ["pont.json"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nichts.txt"], "nichts.txt: there is no such file or folder"),
        (["n*.txt"], "n*.txt: no file matches"),
        (["leer"], "leer: no file in this folder ends in .htm, .html, .markdown, .md, .text, .txt"),
        (["pont.txt", "--to", "json,yaml"], "--to: yaml is no format; there are: json, jsonld, newsml"),
        (["pont.txt", "--language", "français"], "'français' is no language tag"),
        (["pont.txt", "--url", "courrier.example"], "--url is left out: 'courrier.example' is no absolute address"),
        (["pont.txt", "--published", "gestern"], "--published is left out: no ISO 8601 date"),
        (["pont.txt", "-", "--headline", "H"], "--headline belongs to one article, but there are 2 inputs"),
        (["pont.txt", "--config", "nichts.toml"], "nichts.toml: cannot be read"),
    ],
)
def test_wrong_use_is_told_in_one_line_before_anything_is_written(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "leer").mkdir()
    result = run("convert", *arguments, "-o", "out", stdin=ARTICLE.encode())
    assert result.exit_code == 2
    assert result.stderr.startswith("exporter: ") and message in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_an_instant_needs_its_zone() -> None:
    result = run("convert", "pont.txt", "-o", "out", "--now", "2026-03-14")
    assert result.exit_code == 2
    assert "'2026-03-14' is no instant with time zone" in result.stderr


@pytest.mark.parametrize("other", ["pont.md", "PONT.txt", "a/pont.txt"])
def test_two_inputs_of_one_name_are_refused(tmp_path: Path, other: str) -> None:
    path = tmp_path / other
    path.parent.mkdir(exist_ok=True)
    path.write_text(ARTICLE, "utf-8")
    result = run("convert", "pont.txt", other, "-o", "out")
    assert result.exit_code == 2
    assert f"pont.txt and {other} would both be written as" in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_output_never_replaces_an_input(tmp_path: Path) -> None:
    (tmp_path / "note.xml").write_text(ARTICLE, "utf-8")
    result = run("convert", "note.xml", "--force")
    assert result.exit_code == 2
    assert "note.xml: this output would replace an input" in result.stderr
    assert (tmp_path / "note.xml").read_text("utf-8") == ARTICLE


# What is there already


def test_own_outputs_are_replaced_and_others_are_not(tmp_path: Path) -> None:
    assert run("convert", "pont.txt", "-o", "out").exit_code == 0
    assert run("convert", "pont.txt", "-o", "out", "--profile", "full").exit_code == 0
    (tmp_path / "out/pont.jsonld").write_text('{"@type": "NewsArticle"}', "utf-8")
    before = (tmp_path / "out/pont.json").read_bytes()
    result = run("convert", "pont.txt", "-o", "out", "--headline", "Nouveau")
    assert result.exit_code == 1
    assert "out/pont.jsonld is there and was not written by newsroom-exporter; --force replaces it" in result.stderr
    assert (tmp_path / "out/pont.json").read_bytes() == before
    assert run("convert", "pont.txt", "-o", "out", "--headline", "Nouveau", "--force").exit_code == 0
    assert json.loads((tmp_path / "out/pont.jsonld").read_bytes())["headline"] == "Nouveau"


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(ExporterError, match="taken"):
        write_all({tmp_path / "one": b"1", tmp_path / "taken/no/../../pont.txt/x": b"2", tmp_path / "taken": b"3"})
    assert names(tmp_path) == ["pont.txt"]


def test_an_output_folder_that_is_a_file(tmp_path: Path) -> None:
    result = run("convert", "pont.txt", "-o", "pont.txt")
    assert result.exit_code == 2
    assert "-o wants a folder" in result.stderr
    assert names(tmp_path) == ["pont.txt"]


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text("", "utf-8")
    result = run("convert", "a.txt", "b.txt", "pont.txt", "-o", "out", "--to", "json")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "1 of 3 articles converted",
        "exporter: a.txt: this is a PDF document; text, Markdown, HTML or an agency's format is wanted",
        "exporter: b.txt: there is no text",
    ]
    assert names(tmp_path / "out") == ["pont.json"]


def test_quiet_leaves_only_errors(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("", "utf-8")
    assert run("convert", "pont.txt", "-o", "out", "-q").stderr == ""
    assert run("convert", "pont.txt", "b.txt", "-o", "out", "-q").stderr == "exporter: b.txt: there is no text\n"


def test_warnings_are_told() -> None:
    result = run("convert", "-", "-o", "out", "--to", "json", stdin="L'été est là, a dit Léa Morin.".encode("cp1252"))
    assert result.exit_code == 0
    assert "exporter: stdin: warning: the bytes are not UTF-8; they were read as Windows-1252 [input.encoding]" in (
        result.stderr
    )


# Several processes


def test_several_processes_give_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(5):
        (tmp_path / f"in/{number}.txt").write_text(ARTICLE.replace("Léa", f"Léa-{'Anne' * number}"), "utf-8")
    (tmp_path / "in/leer.txt").write_text("", "utf-8")
    command = [sys.executable, "-m", "exporter", "convert", "in", "--now", NOW]
    for folder, jobs in (("one", "1"), ("two", "2")):
        done = subprocess.run([*command, "-o", folder, "--jobs", jobs], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr.splitlines()) == (
            1, ["5 of 6 articles converted", "exporter: in/leer.txt: there is no text"],
        )  # fmt: skip
    assert names(tmp_path / "one") == names(tmp_path / "two")
    for name in names(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("jobs", [[], ["--jobs", "2"]])
def test_locale_time_zone_and_hash_seed_change_nothing(tmp_path: Path, jobs: list[str]) -> None:
    (tmp_path / "b.txt").write_text("---\ndate: 2026-03-14\n---\n" + ARTICLE, "utf-8")
    command = [sys.executable, "-m", "exporter", "convert", "pont.txt", "b.txt", "--profile", "full", *jobs]
    settings = [("C", "Asia/Tokyo", "1"), ("tr_TR.UTF-8", "America/Lima", "2"), ("fr_FR.ISO-8859-1", "UTC", "3")]
    for number, (locale, zone, seed) in enumerate(settings):
        environment = {
            **os.environ,
            "LC_ALL": locale,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": "1773500000",
        }
        done = subprocess.run([*command, "-o", str(number)], capture_output=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
    for name in names(tmp_path / "0"):
        assert len({(tmp_path / str(number) / name).read_bytes() for number in range(3)}) == 1


def test_an_interrupt_ends_every_process(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(40):
        (tmp_path / f"in/{number}.txt").write_text(ARTICLE * 200, "utf-8")
    command = [sys.executable, "-m", "exporter", "convert", "in", "-o", "out", "--jobs", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "out").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        messages = process.stderr.read()
    assert process.returncode != 0
    assert b"Traceback" not in messages
    assert not [name for name in names(tmp_path / "out") if name.endswith(".tmp")]


def test_a_progress_bar_for_a_person(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert list(tracked("abc", 3)) == ["a", "b", "c"]
    shown = capsys.readouterr()
    assert (shown.out, "3/3" in shown.err) == ("", True)
    assert list(tracked("a", 1)) == list(tracked("a", 2, quiet=True)) == ["a"]
    assert capsys.readouterr().err == ""


# Metadata and configuration

CONFIG = """
[newsroom]
language = "fr-BE"
timezone = "Europe/Brussels"
rights = "© Le Courrier"
publisher = { name = "Le Courrier", url = "https://courrier.example" }
provider = { name = "Courrier SA" }

[output]
to = ["json", "newsml"]
profile = "full"
"""


def test_metadata_of_every_source_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "exporter.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "pont.txt").write_text(
        "---\nheadline: Dedans\ndate: 2026-03-14 18:05\nsection: Ville\n---\n" + ARTICLE, "utf-8"
    )
    (tmp_path / "pont.meta.json").write_text('{"section": "Région", "author": "À côté"}', "utf-8")
    result = run(
        "convert", "pont.txt", "-o", "out", "--author", "Ida Kern", "--author", "Noé Roux", "--keyword", "pont",
        "--url", "https://courrier.example/pont", "--image", "https://courrier.example/i.jpg",
    )  # fmt: skip
    assert result.exit_code == 0
    assert names(tmp_path / "out") == ["pont.json", "pont.xml"]
    article = model(tmp_path / "out/pont.json")
    metadata = article.metadata
    assert (article.id, article.language) == ("https://courrier.example/pont", "fr-BE")
    assert (metadata.headline, metadata.section, metadata.published) == (
        "Dedans", "Région", "2026-03-14T18:05:00+01:00",
    )  # fmt: skip
    assert [author.name for author in metadata.authors] == ["Ida Kern", "Noé Roux"]
    assert metadata.publisher is not None and metadata.publisher.name == "Le Courrier"
    assert (metadata.copyright_notice, metadata.keywords) == ("© Le Courrier", ("pont",))


def test_the_provider_of_articles_without_publisher(tmp_path: Path) -> None:
    (tmp_path / "exporter.toml").write_text('[newsroom]\nprovider = { name = "Courrier SA" }', "utf-8")
    run("convert", "pont.txt", "-o", "out", "--to", "newsml")
    assert b"Courrier SA" in (tmp_path / "out/pont.xml").read_bytes()


def test_environment_goes_before_the_file_and_options_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "salle.toml").write_text(CONFIG, "utf-8")
    monkeypatch.setenv("EXPORTER_CONFIG", "salle.toml")
    monkeypatch.setenv("EXPORTER_NEWSROOM__PUBLISHER__NAME", "L'Écho")
    monkeypatch.setenv("EXPORTER_OUTPUT__TO", "json,jsonld")
    run("convert", "pont.txt", "-o", "out", "--rights", "© Ida Kern", "--language", "fr")
    assert names(tmp_path / "out") == ["pont.json", "pont.jsonld"]
    article = model(tmp_path / "out/pont.json")
    assert article.metadata.publisher is not None
    assert (article.metadata.publisher.name, article.metadata.publisher.url) == ("L'Écho", "https://courrier.example")
    assert (article.metadata.copyright_notice, article.language) == ("© Ida Kern", "fr")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[newsroom", "exporter.toml: "),
        ("[newsroom]\nname = 'x'", "exporter.toml: newsroom.name: Extra inputs are not permitted"),
        ("[newsroom]\ntimezone = 'Europa/Paris'", "newsroom.timezone: 'Europa/Paris' is no time zone"),
        ("[newsroom]\ntimezone = '../../etc/passwd'", "is no time zone"),
        ("[newsroom]\nlanguage = 'français'", "exporter.toml: newsroom.language: "),
        ("[newsroom]\npublisher = { url = 'https://a.example' }", "newsroom.publisher.name: Field required"),
        ("[output]\nto = 'pdf'", "output.to: pdf is no format"),
        ("[output]\nmin_confidence = 2", "output.min_confidence: "),
        ("[output]\nprofile = 'all'", "output.profile: "),
    ],
)
def test_a_faulty_configuration_is_told(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "exporter.toml").write_text(text, "utf-8")
    result = run("convert", "pont.txt", "-o", "out")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("EXPORTER_OUTPUT__TO", "pdf", "EXPORTER_OUTPUT__TO: pdf is no format"),
        ("EXPORTER_NEWSROOM", "Le Courrier", "environment: "),
    ],
)
def test_a_faulty_environment_is_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str) -> None:
    monkeypatch.setenv(name, value)
    result = run("convert", "pont.txt", "-o", "out")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr


# All articles together


def test_a_batch_for_the_wire(tmp_path: Path) -> None:
    (tmp_path / "quai.txt").write_text("« Le quai est fermé », a dit Léa Morin, maire de Valbourg.\n", "utf-8")
    result = run(
        "convert", "pont.txt", "quai.txt", "-o", "out", "--to", "ninjs",
        "--message", "wire.xml", "--entities", "entities.xml", "--now", NOW,
    )  # fmt: skip
    assert result.exit_code == 0
    assert names(tmp_path / "out") == ["pont.ninjs", "quai.ninjs"]
    articles = read_news_message((tmp_path / "wire.xml").read_bytes())
    assert [article.text for article in articles] == [ARTICLE, (tmp_path / "quai.txt").read_text("utf-8")]
    assert (tmp_path / "entities.xml").read_bytes().count(b">L\xc3\xa9a Morin<") == 1
    for file in ("wire.xml", "entities.xml", "out/pont.ninjs"):
        assert validate((tmp_path / file).read_bytes()) == []
    assert run("validate", "out", "wire.xml", "entities.xml").exit_code == 0


def test_a_batch_needs_files_of_its_own(tmp_path: Path) -> None:
    for options in (
        ("--message", "x.xml", "--entities", "x.xml"),
        ("--message", "pont.xml"),
        ("--message", "pont.txt"),
    ):
        result = CliRunner().invoke(app, ["convert", "pont.txt", *options])
        assert (result.exit_code, names(tmp_path)) == (2, ["pont.txt"]), options


def test_a_batch_holds_the_articles_that_were_converted(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    assert run("convert", "pont.txt", "empty.txt", "-o", "out", "--message", "wire.xml").exit_code == 1
    assert len(read_news_message((tmp_path / "wire.xml").read_bytes())) == 1


def test_an_input_has_a_name() -> None:
    assert run("convert", "").exit_code == 2
