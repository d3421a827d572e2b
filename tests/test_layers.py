"""Imports go down only, as the design says; modules stay short and named for what they do."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "exporter"
FILES = sorted(ROOT.rglob("*.py"))

BASE = {"errors", "version", "model"}
RULES = {"text", "languages", "extract"}
BELOW_CLI = {*BASE, *RULES, "readers", "formats", "checks", "publish", "batch", "api"}
# Layer -> what it may import, itself left out.
ARROWS: dict[str, set[str]] = {
    "errors": set(),
    "version": set(),
    "model": {"errors", "version"},
    "text": BASE,
    "languages": {*BASE, "text"},
    "extract": {*BASE, "text", "languages"},
    "readers": BASE,
    "formats": BASE,
    "checks": {*BASE, "formats"},
    "publish": {*BASE, "formats", "checks"},
    "api": {*BASE, *RULES, "readers", "formats", "checks"},
    "batch": BELOW_CLI - {"batch"},
    "cli": BELOW_CLI,
    "__init__": BELOW_CLI,
    "__main__": {"cli"},
}


def module_of(path: Path) -> str:
    parts = ("exporter", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


MODULES = {module_of(path): path for path in FILES if "build" not in path.parts}


@lru_cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def is_typing_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def is_function(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def imports(node: ast.AST) -> Iterator[str]:
    """Modules of this package that a tree imports when it runs."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names if alias.name.split(".")[0] == "exporter")
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are absolute"
            if child.module and child.module.split(".")[0] == "exporter":
                submodules = [f"{child.module}.{alias.name}" for alias in child.names]
                yield from (name if name in MODULES else child.module for name in submodules)
        elif not is_typing_only(child):
            yield from imports(child)


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    layer = layer_of(module)
    assert layer in ARROWS, f"{module}: the design knows no layer {layer!r}"
    reached = {layer_of(name) for name in imports(tree_of(MODULES[module]))} - {layer}
    assert reached <= ARROWS[layer], f"{module} must not import {sorted(reached - ARROWS[layer])}"


def test_there_are_no_import_cycles() -> None:
    graph = {module: set(imports(tree_of(path))) - {module, "exporter"} for module, path in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("module", [name for name in MODULES if layer_of(name) != "cli"])
def test_imports_stand_at_the_top(module: str) -> None:
    """Inside of a function a command may load what is slow, and others a slow or optional dependency."""
    inside = [name for node in ast.walk(tree_of(MODULES[module])) if is_function(node) for name in imports(node)]
    assert not inside, f"{module} imports {inside} inside of a function"


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_short_and_named_for_what_they_do(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 400
    assert MODULES[module].stem not in ("utils", "util", "helpers", "helper", "common", "misc")
    assert ast.get_docstring(tree_of(MODULES[module])) or not MODULES[module].read_text("utf-8")


def test_functions_are_short() -> None:
    lengths = sorted(
        (node.end_lineno or node.lineno) - node.body[0].lineno + 1
        for path in MODULES.values()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
    )
    median, high = lengths[len(lengths) // 2], lengths[len(lengths) * 95 // 100]
    assert (median <= 8, high <= 30) == (True, True), f"median {median}, 95th percentile {high} lines"
