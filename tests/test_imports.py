"""What an import costs: the package loads on demand, and help does not load the grammar."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import exporter

HEAVY = ("pydantic", "lxml", "jsonschema", "yaml", "exporter.model", "exporter.extract", "exporter.languages")
CLI = "import sys; from exporter.cli.main import app; app(sys.argv[1:], standalone_mode=False)"


def loaded_by(code: str, *arguments: str) -> set[str]:
    """The heavy modules that are there after some code has run in a process of its own."""
    code += f"\nimport sys; print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(run.stdout.split("LOADED")[1].split())


def test_importing_the_package_loads_nothing() -> None:
    assert loaded_by("import exporter; exporter.__version__") == set()


@pytest.mark.parametrize(
    "arguments",
    [["convert", "--help"], ["validate", "--help"], ["inspect", "--help"],
     ["explain", "--help"], ["schemas", "--help"]],
    ids=" ".join,
)  # fmt: skip
def test_help_loads_neither_schemas_nor_grammar(arguments: list[str]) -> None:
    assert loaded_by(CLI, *arguments) <= {"pydantic"}, "Typer itself may ask pydantic what an option takes"


def test_the_first_help_is_the_lightest() -> None:
    assert loaded_by(CLI, "--help") == loaded_by(CLI, "--version") == set()


def test_errors_cost_nothing() -> None:
    assert loaded_by("from exporter import InputError") == set()


def test_reading_the_model_loads_no_grammar() -> None:
    assert loaded_by("from exporter import Article") == {"pydantic", "exporter.model"}


def test_cold_start_of_the_command_line() -> None:
    """The best of several starts, in time of the processor: the machine may be busy with something else."""
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, "-c", CLI, "--help"], capture_output=True, check=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        times.append(spent)
    assert min(times) < 0.35


def test_every_public_name_is_there() -> None:
    assert sorted(exporter.__all__) == dir(exporter)
    assert all(getattr(exporter, name) is not None for name in exporter.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        exporter.nothing  # noqa: B018
