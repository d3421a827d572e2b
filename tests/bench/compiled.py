"""The package as a compiled wheel holds it, for a comparison with plain Python."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs

ROOT = Path(__file__).parent.parent.parent


def compiled_package() -> Path | None:
    """A folder to import `exporter` from, kept until a source changes; None where it cannot be compiled."""
    sources = sorted([*(ROOT / "exporter").rglob("*.py"), *(ROOT / ".ci").glob("*.py"), ROOT / "pyproject.toml"])
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = platformdirs.user_cache_path("newsroom-exporter") / "compiled" / digest
    if folder.is_dir():
        return folder
    print("compiling the grammar, about two minutes", file=sys.stderr)
    with TemporaryDirectory() as wheels:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", wheels, str(ROOT)]
        built = subprocess.run(command, env=os.environ | {"EXPORTER_COMPILE": "1"}, check=False)
        if built.returncode:
            return None
        with zipfile.ZipFile(next(Path(wheels).glob("*.whl"))) as wheel:
            wheel.extractall(folder)
    return folder
