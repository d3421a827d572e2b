"""`inspect`, `explain`, `validate`, `schemas`, and the command itself."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from exporter import parse
from exporter.cli import schema_cache, tables
from exporter.cli.main import app
from exporter.extract.explanation import government, meaning, row_of
from exporter.version import VERSION
from tests.test_cases import ALL_CASES

ARTICLE = """Le pont de Valbourg rouvre

« La route est sûre », a déclaré mardi Léa Morin, maire de Valbourg. Selon l'ingénieur Marc Duval, « rien ne bouge ».

Elle a nié avoir attendu. Le chantier de Lyon est fini.
"""


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, catch_exceptions=False)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(schema_cache, "cache_folder", lambda: tmp_path / "cache")
    for name in [name for name in os.environ if name.startswith("EXPORTER_")]:
        monkeypatch.delenv(name)
    (tmp_path / "pont.txt").write_text(ARTICLE, "utf-8")


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    assert run("convert", "pont.txt", "-o", "out").exit_code == 0
    return tmp_path / "out"


# The command itself


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"newsroom-exporter {VERSION}\n")


def test_help_shows_every_command_and_examples() -> None:
    text = run("--help").stdout
    assert all(name in text for name in ("convert", "inspect", "explain", "validate", "schemas"))
    assert "exporter convert articles -o out" in text
    assert "exporter convert archive -o out --jobs 4" in run("convert", "--help").stdout


@pytest.mark.parametrize(
    "arguments", [["nichts"], ["convert"], ["convert", "--nichts"], ["validate", "--format", "pdf"]]
)
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there(shell: str) -> None:
    environment = {**os.environ, "_EXPORTER_COMPLETE": f"source_{shell}"}
    command = [sys.executable, "-m", "exporter", "--show-completion", shell]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert "complete" in done.stdout.lower() or "compdef" in done.stdout


def test_a_reader_that_has_gone_ends_the_command_quietly(tmp_path: Path) -> None:
    command = f"{sys.executable} -m exporter inspect pont.txt | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert b"Traceback" not in done.stderr


# inspect


def test_inspect_prints_one_fact_a_line_to_a_pipe() -> None:
    result = run("inspect", "pont.txt")
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert ["actor", "person-lea-morin", "person", "Léa Morin", "maire de Valbourg"] in [row[:5] for row in rows]
    assert ["quote", "quote-1", "direct", "Léa Morin", "a déclaré", "La route est sûre"] in rows
    assert any(row[:1] + row[3:5] == ["location", "Lyon", "FR"] for row in rows)
    assert any(row[0] == "claim" and row[2] == "denies" for row in rows)


def test_inspect_shows_tables_to_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(tables, "Console", partial(Console, width=120, file=sys.stdout))
    tables.show(parse("Le maire de [red]Valbourg[/red], Léa Morin\u009b31m, a dit « non »."))
    shown = capsys.readouterr().out
    assert "actors" in shown and "Léa Morin" in shown and "quotes" in shown
    assert "\u009b" not in shown


# explain


def test_explain_shows_place_rule_and_source() -> None:
    result = run("explain", "pont.txt", "--fact", "quote-1")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "quote-1: direct quote by Léa Morin (person-lea-morin)"
    assert lines[1].startswith(
        "  text        Le pont de Valbourg rouvre « [[La route est sûre]] », a déclaré mardi Léa"
    )
    assert "  rule        fr.quote.incise: words, and behind or between them a reporting verb" in lines[2]
    assert any(line.startswith("  cue         'a déclaré' at ") and "déclarer (say" in line for line in lines)
    assert any(line.startswith("  source      'Léa Morin' at ") for line in lines)
    assert any(line == "  told by     fr.resolve.name: named on the spot" for line in lines)


def test_explain_shows_the_row_of_a_frame() -> None:
    text = run("explain", "pont.txt").stdout
    assert "  words       selon\n" in text
    assert "  example     Selon " in text


def test_explain_refuses_an_unknown_fact() -> None:
    result = run("explain", "pont.txt", "--fact", "quote-99")
    assert (result.exit_code, result.stderr) == (
        2, "exporter: there is no fact 'quote-99'; exporter inspect shows the ids\n",
    )  # fmt: skip


def test_every_rule_that_made_a_fact_has_a_meaning() -> None:
    unknown = set()
    for case in ALL_CASES[::5]:
        article = parse(case.text, language=case.language)
        for fact in (*article.actors, *article.locations, *article.quotes, *article.claims):
            for rule in (fact.evidence.rule, fact.evidence.resolution):
                if rule is not None and not meaning(rule) and row_of(rule) is None:
                    unknown.add(rule)
    assert unknown == set()


def test_meanings_fall_back_on_the_beginning_of_a_rule() -> None:
    assert meaning("fr.claim.que.something.new") == meaning("fr.quote.que")
    assert meaning("xx.nothing") == ""
    assert row_of("xx.nothing") is None
    assert "que" in government("fr", "affirmer")
    assert government("xx", "affirmer") == ()


@pytest.mark.parametrize("command", ["inspect", "explain"])
def test_a_bad_input_is_named(tmp_path: Path, command: str) -> None:
    (tmp_path / "leer.txt").write_text(" ", "utf-8")
    result = run(command, "leer.txt")
    assert (result.exit_code, result.stderr) == (1, "exporter: leer.txt: there is no text\n")
    (tmp_path / "b.txt").write_text(ARTICLE, "utf-8")
    result = run(command, "*.txt")
    assert (result.exit_code, result.stderr) == (2, "exporter: *.txt: one article is wanted, and this names 3\n")


@pytest.mark.parametrize("command", ["inspect", "explain"])
def test_standard_input_is_read(command: str) -> None:
    assert "Léa Morin" in run(command, "-", stdin=ARTICLE.encode()).stdout


# validate


def test_valid_files_say_nothing(outputs: Path) -> None:
    result = run("validate", outputs)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "3 files checked, 0 with errors\n")


def test_problems_have_file_line_column_and_rule(outputs: Path) -> None:
    path = outputs / "pont.json"
    path.write_text(
        path.read_text("utf-8").replace('"text": "La route est sûre"', '"text": "La route est sure"'), "utf-8"
    )
    result = run("validate", "out")
    assert result.exit_code == 1
    place, rule, message = result.stdout.splitlines()[0].split(" ", 2)
    name, line, column = place.split(":")
    assert (name, rule) == ("out/pont.json", "model.span.text")
    assert int(line) > 1 and int(column) > 1
    assert "'La route est sûre'" in message


@pytest.mark.parametrize("form", ["text", "json", "github", "junit", "sarif"])
def test_every_form_ends_with_the_same_code(outputs: Path, form: str) -> None:
    assert run("validate", outputs, "--format", form).exit_code == 0
    (outputs / "pont.xml").write_text("<a>", "utf-8")
    result = run("validate", outputs, "--format", form)
    assert result.exit_code == 1
    assert "pont.xml" in result.stdout


def test_what_is_neither_json_nor_xml() -> None:
    result = run("validate", "pont.txt", "-", stdin=b"\xff\xfe\x00")
    assert result.exit_code == 1
    assert [line.split(" ")[:2] for line in result.stdout.splitlines()] == [
        ["pont.txt:1:1", "format.unknown"],
        ["stdin:1:1", "format.unknown"],
    ]


def test_wrong_files_are_wrong_use(tmp_path: Path) -> None:
    for argument in ("nichts.json", "n*.json", "."):
        assert run("validate", argument).exit_code == 2
    result = run("validate", "pont.txt", "--xsd", "pont.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("exporter: --xsd: pont.txt: no XML schema can be read from there")


def test_many_files_are_checked_in_several_processes(outputs: Path) -> None:
    for number in range(6):
        (outputs / f"{number}.json").write_bytes((outputs / "pont.json").read_bytes())
    command = [sys.executable, "-m", "exporter", "validate", "out", "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "9 files checked, 0 with errors\n")


# schemas


def test_schemas_are_listed_shown_and_written(tmp_path: Path) -> None:
    listed = [line.split("\t")[0] for line in run("schemas", "list").stdout.splitlines()]
    assert {"article.schema.json", "newsarticle.jsonld.schema.json", "newsml-g2-profile.xsd"} <= set(listed)
    shown = run("schemas", "show", "article.schema.json")
    assert json.loads(shown.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    result = run("schemas", "write", tmp_path / "s")
    assert result.stderr.endswith(f"schemas in {tmp_path / 's'}, {len(listed) - 1} of them changed\n")
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == sorted(listed[:-1])
    assert run("schemas", "write", tmp_path / "s").stderr.endswith(", 0 of them changed\n")


def test_an_unknown_schema() -> None:
    result = run("schemas", "show", "nichts.xsd")
    assert result.exit_code == 2
    assert "'nichts.xsd' is no schema; there are: article.schema.json" in result.stderr


FILES = {schema_cache.SCHEMA: b"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>", "xml.xsd": b"<x/>"}


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds small files in the place of IPTC's, with their checksums."""
    folder = tmp_path / "published"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    monkeypatch.setattr(schema_cache, "CHECKSUMS", digests)
    return folder


@pytest.fixture
def server(published: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(published))) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def test_a_schema_is_fetched_from_an_address(server: str, tmp_path: Path) -> None:
    assert run("validate", "pont.txt", "--iptc").stderr.startswith(
        "exporter: --iptc: IPTC's schema is not in the cache"
    )
    result = run("schemas", "fetch", "--from", server)
    path = tmp_path / "cache" / schema_cache.SCHEMA
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert path.read_bytes() == FILES[schema_cache.SCHEMA]
    assert str(path) in run("schemas", "list").stdout
    assert run("validate", "pont.txt", "--iptc").exit_code == 1


def test_a_schema_is_fetched_from_a_folder(published: Path, tmp_path: Path) -> None:
    assert run("schemas", "fetch", "--from", published).exit_code == 0
    (tmp_path / "cache/xml.xsd").write_bytes(b"damaged")
    assert "not fetched" in run("schemas", "list").stdout


def test_a_wrong_checksum_is_refused(published: Path, tmp_path: Path) -> None:
    (published / "xml.xsd").write_bytes(b"<y/>")
    result = run("schemas", "fetch", "--from", published)
    assert result.exit_code == 1
    assert "xml.xsd: SHA-256 is " in result.stderr and "nothing was kept" in result.stderr
    assert not (tmp_path / "cache").exists()


def test_a_schema_that_cannot_be_fetched(server: str) -> None:
    for origin, message in (
        (f"{server}/nichts", "404"),
        ("nichts", "cannot be read"),
        ("http://[", "cannot be fetched"),
    ):
        result = run("schemas", "fetch", "--from", origin)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
        assert message in result.stderr


@pytest.mark.skipif(
    not (Path(__file__).parents[2] / "shared/newsml-g2").is_dir(), reason="there is no copy of IPTC's schema beside"
)
def test_outputs_are_valid_against_the_schema_of_iptc(outputs: Path) -> None:
    assert run("schemas", "fetch", "--from", Path(__file__).parents[2] / "shared/newsml-g2").exit_code == 0
    result = run("validate", outputs, "--iptc")
    assert (result.exit_code, result.stdout) == (0, "")
