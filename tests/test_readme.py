"""What the README shows is what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exporter.cli.main import app

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    """The code blocks of a kind, in order."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(autouse=True)
def _article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pont.txt").write_text(blocks("text")[0], "utf-8")


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_facts_of_the_sample() -> None:
    assert run("inspect", "pont.txt") == blocks("tsv")[0]


def test_the_explanation_of_the_sample() -> None:
    assert run("explain", "pont.txt", "--fact", "claim-2").rstrip("\n") + "\n" == blocks("text")[1]


def test_the_outputs_of_the_sample(tmp_path: Path) -> None:
    run("convert", "pont.txt", "--url", "https://courrier.example/pont")
    page = json.loads((tmp_path / "pont.jsonld").read_bytes())
    for node in json.loads(blocks("json")[0]):
        assert node in page["hasPart"] + page["mentions"]
    assert blocks("xml")[0] in (tmp_path / "pont.xml").read_text("utf-8")


def test_the_configuration_is_valid(tmp_path: Path) -> None:
    (tmp_path / "exporter.toml").write_text(blocks("toml")[0], "utf-8")
    run("convert", "pont.txt")
    assert "© Le Courrier" in (tmp_path / "pont.jsonld").read_text("utf-8")


def test_the_code_runs() -> None:
    for code in blocks("python"):
        exec(compile(code, "README.md", "exec"), {})


def test_the_first_command_is_the_main_job() -> None:
    assert "exporter convert seeds -o out" in blocks("sh")[0]
    assert ".[dev]" in blocks("sh")[1] and "pytest" in blocks("sh")[1]
