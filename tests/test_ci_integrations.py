"""A newsroom's own CI: hooks of pre-commit, the GitHub Action, GitLab and Make, each run; pages on the web; speed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml
from typer.testing import CliRunner

from exporter import parse, render
from exporter.cli import page_fetch
from exporter.cli.main import app
from exporter.formats.html import embed
from tests.builders import rich_article

ROOT = Path(__file__).parent.parent
PROGRAMS = Path(sys.executable).parent
README = (ROOT / "README.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
GOOD = render(rich_article(), "jsonld")
BAD = GOOD.replace(b'"inLanguage": "fr"', b'"inLanguage": 7', 1)
PAGE = f"<!doctype html>\n<html><head>\n<meta charset=utf-8>\n{embed(GOOD)}\n</head><body></body></html>"


def run(*command: str | Path, cwd: Path, code: int = 0, **environment: str) -> str:
    done = subprocess.run(
        [str(one) for one in command],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == code, (done.stdout + done.stderr)[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a repository of its own, as a newsroom would fetch it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("exporter", "schemas", ".ci"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml", "action.yml"):
        shutil.copy(ROOT / name, folder / name)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    run("git", "init", "-q", cwd=folder)
    run("git", "add", ".", cwd=folder)
    run("git", "-c", "user.name=a", "-c", "user.email=a@a.example", "commit", "-q", "-m", "a", cwd=folder)


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A newsroom's repository with a good and a bad file."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "good.jsonld").write_bytes(GOOD)
    (tmp_path / "out" / "bad.jsonld").write_bytes(BAD)
    return tmp_path


@pytest.fixture(scope="module")
def installed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment into which the action's own command installed this project."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    step("Install the exporter", programs, checkout, GITHUB_ACTION_PATH=str(checkout))
    return programs


# GitHub


def step(name: str, programs: Path, cwd: Path, code: int = 0, **environment: str) -> str:
    """Runs a step of the action as GitHub does."""
    (found,) = [one for one in ACTION["runs"]["steps"] if one.get("name") == name]
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"])
    return run(*shell, cwd=cwd, code=code, PATH=path, **environment)


def inputs(**given: str) -> dict[str, str]:
    """The environment of the step that validates, from the inputs of the action."""
    values = {name: one["default"] for name, one in ACTION["inputs"].items()} | given
    (found,) = [one for one in ACTION["runs"]["steps"] if one.get("name") == "Validate"]
    pattern = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")
    return {key: pattern.sub(lambda match: values[match[1]], value) for key, value in found["env"].items()}


def test_the_action_is_one_by_githubs_schema() -> None:
    run(PROGRAMS / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml", cwd=ROOT)
    assert ACTION["runs"]["using"] == "composite"


def test_no_input_of_the_action_becomes_a_command() -> None:
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", ""), "an input in a command is a command of whoever gives it"


def test_the_action_installs_and_validates(installed: Path, newsroom: Path) -> None:
    said = step("Validate", installed, newsroom, code=1, **inputs(sarif="a.sarif", junit="a.xml"))
    assert re.match(r"::error file=out/bad\.jsonld,line=\d+,col=\d+,title=jsonld\.\w+", said)
    assert json.loads((newsroom / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    report = JUnitXml.fromfile(str(newsroom / "a.xml"))
    assert (report.tests, report.failures) == (2, 1)
    assert step("Validate", installed, newsroom, **inputs(files="out/good.jsonld")) == ""


def test_names_of_the_action_may_hold_anything(installed: Path, newsroom: Path) -> None:
    names = ["-a b.jsonld", "$(touch pwned).jsonld", "a;touch pwned.jsonld"]
    for name in names:
        (newsroom / name).write_bytes(GOOD)
    assert step("Validate", installed, newsroom, **inputs(files="\n".join(names), strict="true")) == ""
    assert not (newsroom / "pwned").exists() and not (newsroom / "pwned.jsonld").exists()


# GitLab, Make


def block(kind: str, opening: str) -> str:
    """The code block of the README that begins so."""
    found = re.findall(rf"^```{kind}\n({re.escape(opening)}.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(found) == 1, f"{len(found)} blocks"
    return str(found[0])


def test_the_snippet_of_gitlab(installed: Path, newsroom: Path) -> None:
    snippet = block("yaml", "validate:")
    (newsroom / ".gitlab-ci.yml").write_text(snippet, "utf-8")
    schema = ("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    run(PROGRAMS / schema[0], *schema[1:], ".gitlab-ci.yml", cwd=newsroom)
    install, validate = yaml.safe_load(snippet)["validate"]["script"]
    assert install == "pip install --quiet 'newsroom-exporter[fast]'"
    path = f"{installed}{os.pathsep}{os.environ['PATH']}"
    run("sh", "-c", validate, cwd=newsroom, code=1, PATH=path)
    assert JUnitXml.fromfile(str(newsroom / "report.xml")).failures == 1
    (newsroom / "out" / "bad.jsonld").unlink()
    run("sh", "-c", validate, cwd=newsroom, PATH=path)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_the_line_of_a_makefile(installed: Path, newsroom: Path) -> None:
    (newsroom / "Makefile").write_text(block("make", "check:"), "utf-8")
    path = f"{installed}{os.pathsep}{os.environ['PATH']}"
    assert "out/bad.jsonld" in run("make", "check", cwd=newsroom, code=2, PATH=path)
    (newsroom / "out" / "bad.jsonld").unlink()
    run("make", "check", cwd=newsroom, PATH=path)


def test_the_step_of_the_readme_uses_the_actions_inputs() -> None:
    (used,) = yaml.safe_load(block("yaml", "- uses:"))
    assert set(used["with"]) <= set(ACTION["inputs"])
    workflow = {"on": "push", "jobs": {"a": {"runs-on": "ubuntu-latest", "steps": [used]}}}
    command = ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", "-")
    done = subprocess.run(
        [PROGRAMS / command[0], *command[1:]], input=json.dumps(workflow), text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


# pre-commit


def test_the_hooks_are_hooks(tmp_path: Path) -> None:
    run(PROGRAMS / "pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml", cwd=ROOT)
    config = tmp_path / ".pre-commit-config.yaml"
    config.write_text(block("yaml", "repos:"), "utf-8")
    run(PROGRAMS / "pre-commit", "validate-config", config, cwd=ROOT)
    (repository,) = yaml.safe_load(config.read_text("utf-8"))["repos"]
    assert {one["id"] for one in repository["hooks"]} <= {one["id"] for one in HOOKS}


@pytest.mark.parametrize(
    ("hook", "taken", "left"),
    [
        ("exporter-validate", ["a.jsonld", "out/a.newsml.xml", "a.g2.xml"], ["a.json", "pom.xml", "a.html"]),
        ("exporter-validate-pages", ["public/a.html", "a.htm"], ["a.jsonld", "a.html.j2"]),
    ],
)
def test_the_files_of_the_hooks(hook: str, taken: list[str], left: list[str]) -> None:
    (pattern,) = [one["files"] for one in HOOKS if one["id"] == hook]
    assert [name for name in (*taken, *left) if re.search(pattern, name)] == taken


def test_pre_commit_installs_and_runs_them(checkout: Path, newsroom: Path, tmp_path_factory: Any) -> None:
    home = str(tmp_path_factory.mktemp("pre-commit"))
    (newsroom / "a.html").write_text(PAGE, "utf-8")
    commit(newsroom)
    command = (PROGRAMS / "pre-commit", "try-repo", "--color", "never", "--verbose", checkout)
    said = run(*command, "--all-files", cwd=newsroom, code=1, PRE_COMMIT_HOME=home)
    assert re.search(r"structured data of news is valid\.+Failed", said)
    assert re.search(r"out/bad\.jsonld:\d+:\d+ jsonld\.", said) and "out/good.jsonld:" not in said
    assert re.search(r"structured data in pages is valid\.+Passed", said)


# Pages on the web


class Pages(BaseHTTPRequestHandler):
    """A small web with everything that can go wrong."""

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].strip("/")
        if name == "loop":
            return self.moved("/loop")
        if name in ("file", "other", "data"):
            targets = {"file": "file:///etc/hostname", "other": "/page", "data": "data:text/html,a"}
            return self.moved(targets[name])
        if name == "endless":
            return self.endless()
        bodies = {
            "page": (PAGE.encode(), "text/html"),
            "bad": (PAGE.replace('"inLanguage": "fr"', '"inLanguage": 7', 1).encode(), "text/html"),
            "fragment": (embed(GOOD).encode(), "text/html; charset=utf-8"),
            "document": (GOOD, "application/ld+json"),
            "latin": (
                PAGE.replace("charset=utf-8", "charset=latin-1").encode("cp1252", "replace"),
                "text/html",
            ),
            "none": (b"<!doctype html><p>a", "text/html"),
        }
        body, kind = bodies.get(name, (b"nichts", "text/plain"))
        self.send_response(200 if name in bodies else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def moved(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"<p>a</p>" * 10_000)
        except OSError:
            pass

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def validate(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["validate", *arguments])
    return done.exit_code, done.stdout


@pytest.mark.parametrize("name", ["page", "fragment", "document", "other", "latin"])
def test_a_good_page_on_the_web(web: str, name: str) -> None:
    assert validate(f"{web}/{name}") == (0, "")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bad", r"/bad:\d+:\d+ jsonld\.\w+"),
        ("none", "/none:1:1 page.block this page holds no JSON-LD"),
        ("nothing", "/nothing: file.read the server answers 404 Not Found"),
        ("loop", "/loop: file.read cannot be fetched: Exceeded maximum allowed redirects"),
        ("file", "/file: file.read cannot be fetched: .*'file://"),
        ("data", "/data: file.read cannot be fetched: "),
    ],
)
def test_a_bad_page_on_the_web(web: str, name: str, message: str) -> None:
    code, said = validate(f"{web}/{name}")
    assert code == 1
    assert re.search(message, said), said


def test_a_page_that_never_ends(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_fetch, "LARGEST", 1_000_000)
    assert "cannot be fetched: more than 1,000,000 bytes" in validate(f"{web}/endless")[1]
    monkeypatch.setattr(page_fetch, "LARGEST", 10**12)
    monkeypatch.setattr(page_fetch, "SECONDS", 0.3)
    assert "cannot be fetched: not there after 0 seconds" in validate(f"{web}/endless")[1]


def test_a_server_that_is_not_there() -> None:
    code, said = validate("http://127.0.0.1:1/")
    assert code == 1 and "file.read cannot be fetched: " in said


def test_pages_and_files_in_one_report(web: str, newsroom: Path) -> None:
    code, said = validate(f"{web}/page", str(newsroom / "out"), "--format", "json")
    assert code == 1
    assert [(one["file"].rpartition("/")[2], one["valid"]) for one in json.loads(said)["files"]] == [
        ("page", True), ("bad.jsonld", False), ("good.jsonld", True),
    ]  # fmt: skip


def test_httpx_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(page_fetch, "import_module", refuse)
    assert "pip install httpx" in validate("http://127.0.0.1:1/")[1]


# Speed


@pytest.mark.parametrize(("fast", "files"), [(True, 1000), (False, 250)], ids=["jsonschema-rs", "jsonschema"])
def test_a_thousand_files_of_30_kilobytes(tmp_path: Path, fast: bool, files: int) -> None:
    """Under 20 seconds on two processors; without `jsonschema-rs` the machine may be busy with something else too."""
    pytest.importorskip("jsonschema_rs", reason="jsonschema-rs is not installed: pip install 'newsroom-exporter[fast]'")
    found = (
        render(parse(path.read_text("utf-8")), "jsonld") for path in sorted((ROOT / "tests/articles").glob("*.txt"))
    )
    data = next(one for one in found if 29_000 < len(one) < 33_000)
    (tmp_path / "out").mkdir()
    for number in range(files):
        (tmp_path / "out" / f"{number}.jsonld").write_bytes(data)
    blocked = tmp_path / "blocked" / "jsonschema_rs"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError", "utf-8")
    environment = {} if fast else {"PYTHONPATH": str(blocked.parent)}
    start = time.perf_counter()
    assert run(PROGRAMS / "exporter", "validate", "out", "--jobs", "2", cwd=tmp_path, **environment) == ""
    assert time.perf_counter() - start < 20
