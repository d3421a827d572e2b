"""The figures of the scorers, and the committed table of the least that they may be.

    python -m tests.regression [--lower]

raises the figures of `regression.toml` to today's, less a hair; with `--lower` it takes today's as they are.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from exporter import parse, render

HERE = Path(__file__).parent
TABLE = HERE / "regression.toml"
EVALUATION = Path(os.environ.get("EXPORTER_EVALUATION", HERE.parent.parent / "shared" / "eval"))
"""The folder of the scorers and of the articles that are not part of the project."""

SETS = {
    "articles": ("score.py", HERE / "articles"),
    "gold": ("score.py", EVALUATION / "gold"),
    "entities": ("score_entities.py", EVALUATION / "entities"),
}
"""Name of a set -> its scorer and its folder of texts with their annotations."""

MARGIN = 0.003
SMALL = 10
"""Figures of fewer items than this say nothing."""

OF_FOUND = ("speaker right, of quotes found", "claimant right, of claims found")
"""Left out: they fall when more is found, and "quotes + speaker" and "claims + claimant" hold the same."""

_ROW = re.compile(r"(?P<name>\S.*?)\s+[\d.]+\s+[\d.]+\s+(?P<f1>[\d.]+)\s+(?P<n>\d+)")


def absent(name: str) -> str:
    """Why a set cannot be measured here; "" where it can."""
    scorer, folder = EVALUATION / SETS[name][0], SETS[name][1]
    missing = next((path for path in (scorer, folder) if not path.exists()), None)
    return f"{missing} is not there; EXPORTER_EVALUATION names the folder of the scorers" if missing else ""


def measure(name: str) -> dict[str, float]:
    """F1, or the share that is right, by aspect of one set as the rules find it now."""
    scorer, folder = EVALUATION / SETS[name][0], SETS[name][1]
    with TemporaryDirectory() as out:
        _convert(folder, Path(out))
        command = [sys.executable, str(scorer), str(folder), out, *(["--json"] if scorer.name == "score.py" else [])]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return _figures(told)


def _convert(folder: Path, out: Path) -> None:
    for path in sorted(folder.glob("*.txt")):
        article = parse(path.read_text("utf-8"))
        (out / f"{path.stem}.json").write_bytes(render(article, "json"))


def _figures(told: str) -> dict[str, float]:
    if told.startswith("{"):
        rows = json.loads(told).items()
        return {name: row["f1"] for name, row in rows if row["n"] >= SMALL and name not in OF_FOUND}
    return {row["name"]: float(row["f1"]) for row in map(_ROW.fullmatch, told.splitlines()) if row}


def least() -> dict[str, dict[str, float]]:
    """The committed table: set -> aspect -> the least figure."""
    return tomllib.loads(TABLE.read_text("utf-8"))


def main(arguments: list[str]) -> None:
    lines = ["# The least figures of each set. Written by: python -m tests.regression"]
    before = least() if TABLE.exists() and "--lower" not in arguments else {}
    for name in SETS:
        if reason := absent(name):
            sys.exit(f"nothing was written: {reason}")
        lines += ["", f"[{name}]"]
        for aspect, figure in measure(name).items():
            lines.append(f'"{aspect}" = {max(lowered(figure), before.get(name, {}).get(aspect, 0.0)):.3f}')
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


def lowered(figure: float) -> float:
    """Rounded down to three digits, less the margin."""
    return max(math.floor(figure * 1000) / 1000 - MARGIN, 0.0)


if __name__ == "__main__":
    main(sys.argv[1:])
