"""The frame around targets: a new one is a class and a line of a table; and where its options and secrets come from."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from exporter import Article, PublishError, RenderOptions, parse, validate
from exporter.cli import secrets
from exporter.cli.main import app
from exporter.publish.delivery import Renderer, deliver
from exporter.publish.registry import TARGETS, TargetKind
from exporter.publish.target import Entry, Option, Target

TEXT = "« La digue tiendra », a déclaré Inès Valmont, maire de Lyon.\n"
README = Path(__file__).parent.parent / "README.md"
RENDERER = Renderer(RenderOptions())


@dataclass(frozen=True)
class Folder(Target):
    folder: Annotated[Path, Option("Folder of the documents.", "DIR")]

    def find(self, article: Article) -> Entry:
        path = self.folder / f"{re.sub('[^a-z0-9]+', '-', article.id)}.jsonld"
        return Entry(str(path), {"jsonld": path.read_text("utf-8")} if path.exists() else {})

    def write(self, entry: Entry, changed: Mapping[str, str]) -> Entry:
        Path(entry.address).write_text(changed["jsonld"], "utf-8")
        return Entry(entry.address, {"jsonld": Path(entry.address).read_text("utf-8")})


@dataclass(frozen=True)
class Everything(Folder):
    """Options of every kind."""

    key: Annotated[SecretStr, Option("key of the API")]
    limit: Annotated[int, Option("A number.")] = 3
    loud: Annotated[bool, Option("A switch.")] = False
    only: Annotated[str | None, Option("Of one article.", single=True)] = None
    seen: Any = None

    def write(self, entry: Entry, changed: Mapping[str, str]) -> Entry:
        print(self.key.get_secret_value(), self.limit, self.loud, self.only, self.key.get_secret_value() in repr(self))
        return super().write(entry, changed)


@dataclass(frozen=True)
class Lossy(Folder):
    """A place that changes what it is given."""

    def write(self, entry: Entry, changed: Mapping[str, str]) -> Entry:
        return super().write(entry, {"jsonld": changed["jsonld"].replace("Valmont", "Dumont")})


@dataclass(frozen=True)
class Positional(Folder):
    folder: Annotated[Path, Option("Folder of the documents.", "DIR", argument=True)]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    for name in ("EXPORTER_EVERYTHING_KEY", "EXPORTER_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    for one in (Folder, Everything, Lossy, Positional):
        monkeypatch.setitem(TARGETS, one.__name__.lower(), TargetKind(f"{__name__}:{one.__name__}", "A test."))
    (tmp_path / "digue.txt").write_text(TEXT, "utf-8")
    (tmp_path / "out").mkdir()
    yield
    keyring.set_keyring(keyring.core.load_keyring("keyring.backends.fail.Keyring"))


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["publish", *arguments], input=stdin, catch_exceptions=False)


def documents(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((folder / "out").iterdir())]


# The library


def test_publishing_twice_is_as_good_as_once(tmp_path: Path) -> None:
    target, article = Folder(tmp_path / "out"), parse(TEXT)
    dry = deliver(target, article, RENDERER, dry_run=True)
    assert dry.status == "updated" and '+  "@type": "NewsArticle",' in dry.difference and documents(tmp_path) == []
    assert deliver(target, article, RENDERER).status == "updated"
    (written,) = documents(tmp_path)
    assert validate(written.encode()) == []
    again = deliver(target, article, RENDERER)
    assert (again.status, again.difference, documents(tmp_path)) == ("unchanged", "", [written])


def test_what_comes_back_changed_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="did not keep what was written: jsonld came back changed"):
        deliver(Lossy(tmp_path / "out"), parse(TEXT), RENDERER)


def test_where_nothing_is_found_and_nothing_can_be_made(tmp_path: Path) -> None:
    class Nowhere(Folder):
        def find(self, article: Article) -> None:  # type: ignore[override]
            return None

    with pytest.raises(PublishError, match=r"there is nothing of urn:uuid:.* to publish to"):
        deliver(Nowhere(tmp_path), parse(TEXT), RENDERER)


# The command line


def test_the_guide_in_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ten lines are a target, with a command of its own, and one row in the table."""
    (code,) = re.findall(r"^  ```python\n(.*?)^  ```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(code.partition("class Folder")[2].splitlines()) <= 10
    (tmp_path / "guide_target.py").write_text(textwrap.dedent(code), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(TARGETS, "guide", TargetKind("guide_target:Folder", "As the README says."))
    for expected in ("would be updated", "updated", "unchanged"):
        result = run("guide", "digue.txt", "--folder", "out", *(["--dry-run"] if expected.startswith("would") else []))
        assert result.exit_code == 0 and f"digue.txt: {expected} out" in result.stderr
    assert validate(documents(tmp_path)[0].encode()) == []


def test_a_target_is_a_command(tmp_path: Path) -> None:
    assert "folder" in run("--help").stdout
    told = run("folder", "--help").stdout
    assert "--folder" in told and "Folder of the documents." in told and "--dry-run" in told and "--since" not in told
    result = run("folder", "digue.txt", "--folder", "out", "--headline", "La digue")
    assert (result.exit_code, '"headline": "La digue"' in documents(tmp_path)[0]) == (0, True), result.stderr
    assert "digue.txt: updated out/" in result.stderr
    assert "digue.txt: unchanged out/" in run("folder", "digue.txt", "--folder", "out", "--headline", "La digue").stderr


def test_what_stands_without_a_name(tmp_path: Path) -> None:
    assert run("positional", "out", "digue.txt").exit_code == 0
    assert len(documents(tmp_path)) == 1
    assert run("positional", "out").exit_code == 2


def test_the_standard_input_and_a_threshold(tmp_path: Path) -> None:
    result = run("folder", "-", "--folder", "out", "--min-confidence", "1", "--profile", "full", "-q", stdin=TEXT)
    assert (result.exit_code, result.output, len(documents(tmp_path))) == (0, "", 1)


def test_options_from_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPORTER_EVERYTHING_KEY", "geheim")
    (tmp_path / "exporter.toml").write_text("[publish.everything]\nfolder = 'out'\nlimit = 7\nloud = true\n", "utf-8")
    assert run("everything", "digue.txt").stdout == "geheim 7 True None False\n"
    assert run("everything", "digue.txt", "--limit", "9", "--id", "urn:a").stdout == "geheim 9 True None False\n"
    monkeypatch.setenv("EXPORTER_PUBLISH__EVERYTHING__LIMIT", "8")
    assert run("everything", "digue.txt", "--id", "urn:b", "--only", "x").stdout == "geheim 8 True x False\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("folder = 'out'\nlimit = 'many'", "[publish.everything] limit: "),
        ("key = 'wxyz'", "'key' is none of its options"),
        ("nothing = 1", "'nothing' is none of its options"),
        ("seen = 1", "'seen' is none of its options"),
        ("", "--folder is missing"),
    ],
)
def test_a_faulty_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, message: str) -> None:
    monkeypatch.setenv("EXPORTER_EVERYTHING_KEY", "geheim")
    (tmp_path / "exporter.toml").write_text(f"[publish.everything]\n{line}\n", "utf-8")
    result = run("everything", "digue.txt")
    assert result.exit_code == 2 and message in result.stderr and "wxyz" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing", "digue.txt"),
        ("folder",),
        ("folder", "digue.txt"),
        ("folder", "keine.txt", "--folder", "out"),
        ("folder", "digue.txt", "--folder", "out", "--since", "2026-01-01"),
        ("everything", "digue.txt", "--folder", "out", "--key", "geheim"),
        ("everything", "digue.txt", "--folder", "out"),
        ("everything", "digue.txt", "deux.txt", "--folder", "out", "--only", "x"),
        ("folder", "digue.txt", "deux.txt", "--folder", "out", "--headline", "x"),
        ("folder", "digue.txt", "--folder", "out", "--published", "gestern"),
    ],
    ids=" ".join,
)
def test_misuse(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "deux.txt").write_text(TEXT, "utf-8")
    result = run(*arguments)
    assert (result.exit_code, documents(tmp_path)) == (2, []) and "Traceback" not in result.output


def test_an_article_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", "utf-8")
    result = run("folder", "a.txt", "digue.txt", "--folder", "out")
    assert result.exit_code == 1 and "exporter: a.txt: " in result.stderr and "digue.txt: updated" in result.stderr


def test_a_package_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "odd", TargetKind("no_such_package.module:Odd", "A test."))
    result = run("odd", "digue.txt")
    assert result.exit_code == 1
    assert "needs the package no_such_package: pip install no_such_package" in result.stderr


# Secrets


class Memory(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return "aus dem Bund" if (service, username) == ("newsroom-exporter", "everything out") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


def test_a_secret_from_the_keyring() -> None:
    keyring.set_keyring(Memory())
    assert run("everything", "digue.txt", "--folder", "out").stdout.startswith("aus dem Bund ")


def test_without_a_secret_the_message_says_where_to_keep_it() -> None:
    told = run("everything", "digue.txt", "--folder", "out").stderr
    assert "no key of the API: set EXPORTER_EVERYTHING_KEY" in told
    assert "keyring set newsroom-exporter 'everything out'" in told


def test_a_secret_from_a_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(secrets.sys, "stdin", Terminal())
    monkeypatch.setattr("typer.prompt", lambda text, *, hide_input, err: f"{text} {hide_input} {err}")
    assert secrets.find_secret("everything", "key", "out", "key", prompt=True) == "key for out True True"
    with pytest.raises(secrets.UsageError):
        secrets.find_secret("everything", "key", "out", "key", prompt=False)


def test_help_loads_no_target() -> None:
    code = (
        "import sys; from exporter.cli.main import app; app(['publish', '--help'], standalone_mode=False);"
        "print('LOADED', [name for name in ('httpx', 'lxml', 'exporter.model') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("LOADED []\n")


def test_help_of_a_target_loads_no_grammar() -> None:
    code = (
        "import sys; from exporter.cli.main import app; app(['publish', 'wordpress', '--help'], standalone_mode=False);"
        "print('LOADED', [name for name in ('lxml', 'jsonschema', 'exporter.languages') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("LOADED []\n")
