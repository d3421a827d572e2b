"""Compiles the grammar with mypyc into the wheel where `EXPORTER_COMPILE=1` asks for it; results are the same.

Hatchling calls the hook (`pyproject.toml`). It needs a C compiler and takes about two minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = ("text/*.py", "extract/*.py", "languages/classes.py", "languages/gazetteer.py", "model/consistency.py")
"""Where the time of an extraction goes, in the package."""

SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup

modules = mypycify(["--ignore-missing-imports", *sys.argv.pop().split()], opt_level="2", debug_level="0")
setup(name="exporter", packages=[], ext_modules=modules)
"""


class CompilingHook(BuildHookInterface[Any]):
    """Adds the compiled modules to the wheel, beside their sources; an editable install stays plain Python."""

    _folder: TemporaryDirectory[str] | None = None

    def dependencies(self) -> list[str]:
        """What a build needs."""
        return ["mypy[mypyc]>=1.13", "setuptools>=75"] if _is_wanted() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel is written. Raises RuntimeError where the modules cannot be compiled."""
        if version == "editable" or not _is_wanted():
            return
        self._folder = TemporaryDirectory()
        folder = Path(self._folder.name)
        _compile(Path(self.root) / "exporter", folder)
        libraries = [path for suffix in ("so", "pyd") for path in folder.rglob(f"*.{suffix}")]
        build_data["force_include"].update({str(path): path.relative_to(folder).as_posix() for path in libraries})
        build_data["pure_python"], build_data["infer_tag"] = False, True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called when the wheel is written."""
        if self._folder is not None:
            self._folder.cleanup()


def _is_wanted() -> bool:
    return os.environ.get("EXPORTER_COMPILE") == "1"


def _compile(package: Path, folder: Path) -> None:
    """Puts the compiled modules of a package into a folder."""
    shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
    modules = sorted(
        path.relative_to(folder).as_posix()
        for pattern in COMPILED
        for path in (folder / package.name).glob(pattern)
        if path.name != "__init__.py"
    )
    command = [sys.executable, "-c", SETUP, "-q", "build_ext", "--inplace", " ".join(modules)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the grammar could not be compiled:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    shutil.rmtree(folder / "build")
