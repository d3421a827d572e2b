"""The wheel, compiled: in a fresh environment it converts and validates, and says what the plain program says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from exporter import parse, render

ROOT = Path(__file__).parent.parent
SEED = next((ROOT / "seeds").glob("*.txt"))


COMPILER = shutil.which((sysconfig.get_config_var("CC") or "cc").split()[0])
needs_compiler = pytest.mark.skipif(COMPILER is None, reason="there is no C compiler")


def run(*command: str | Path, cwd: Path) -> str:
    environment = os.environ | {"EXPORTER_COMPILE": "1" if COMPILER else "0"}
    done = subprocess.run(
        [str(one) for one in command], capture_output=True, text=True, cwd=cwd, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds nothing but the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return programs


def test_the_wheel_holds_data_and_no_scripts_that_make_them(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    schemas = {
        f"exporter/schemas/{path.name}" for path in (ROOT / "schemas").iterdir() if path.suffix in (".json", ".xsd")
    }
    assert len(schemas) > 2
    assert schemas | {"exporter/py.typed", "exporter/languages/fr/compiled.json", "exporter/extract/rules.tsv"} <= names
    assert not [name for name in names if "/build/" in name or name.startswith(("tests/", "seeds/"))]
    assert any(name.endswith("licenses/NOTICE") for name in names)


def test_it_is_light(wheel: Path) -> None:
    assert wheel.stat().st_size < 10_000_000


def test_it_converts_and_validates(installed: Path, tmp_path: Path) -> None:
    run(installed / "exporter", "convert", SEED, "-o", tmp_path, "--profile", "full", cwd=tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".jsonld", ".xml"]
    assert run(installed / "exporter", "validate", tmp_path, cwd=tmp_path) == ""
    assert "quote\tquote-1" in run(installed / "exporter", "inspect", SEED, cwd=tmp_path)
    assert "  rule        fr." in run(installed / "exporter", "explain", SEED, cwd=tmp_path)


@needs_compiler
def test_its_grammar_is_compiled(installed: Path, tmp_path: Path) -> None:
    code = (
        "import exporter.extract.reports as one, exporter.text.document as other; print(one.__file__, other.__file__)"
    )
    modules = run(installed / "python", "-c", code, cwd=tmp_path).split()
    assert all(module.endswith(sysconfig.get_config_var("EXT_SUFFIX")) for module in modules), modules


@needs_compiler
def test_compiled_it_says_what_plain_python_says(installed: Path, tmp_path: Path) -> None:
    articles = sorted((ROOT / "tests" / "articles").glob("*.txt"))
    run(installed / "exporter", "convert", *articles, "-o", tmp_path, "--to", "json", cwd=tmp_path)
    assert len(articles) > 40
    for path in articles:
        plain = render(parse(path.read_text("utf-8")), "json")
        assert (tmp_path / f"{path.stem}.json").read_bytes() == plain, path.name


def test_its_schemas_are_those_of_the_project(installed: Path, tmp_path: Path) -> None:
    run(installed / "exporter", "schemas", "write", tmp_path, cwd=tmp_path)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (ROOT / "schemas" / path.name).read_bytes()


def test_no_package_of_the_core_is_large(installed: Path, tmp_path: Path) -> None:
    """Each package that is installed with it stays under 30 MB."""
    code = """
from importlib.metadata import distributions
for one in distributions():
    size = sum(path.stat().st_size for file in one.files or () if (path := one.locate_file(file)).is_file())
    print(one.name, size)
"""
    sizes = dict(line.split() for line in run(installed / "python", "-c", code, cwd=tmp_path).splitlines())
    assert "newsroom-exporter" in sizes
    assert {name: size for name, size in sizes.items() if int(size) > 30_000_000} == {}
