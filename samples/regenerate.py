"""Converts the samples anew.

    python -m samples.regenerate

writes `samples/out/NAME.json`, `.jsonld` (profile web) and `.xml`, and `samples/out/full/NAME.jsonld` (profile full).
"""

from __future__ import annotations

import sys
from pathlib import Path

from exporter.cli.main import app

HERE = Path(__file__).parent
NOW = "2026-11-25T12:00:00Z"
RUNS = (("", "json,jsonld,newsml", "web"), ("full", "jsonld", "full"))
"""Sub-folder, formats and profile of each run of the converter."""


def regenerate(out: Path) -> None:
    """Writes all outputs into a folder. Raises SystemExit where the converter refuses a sample."""
    for folder, formats, profile in RUNS:
        arguments = ["convert", str(HERE / "articles"), "-o", str(out / folder), "--to", formats, "--profile", profile]
        app([*arguments, "--config", str(HERE / "exporter.toml"), "--now", NOW, "--quiet"], standalone_mode=False)


if __name__ == "__main__":
    sys.exit(regenerate(HERE / "out"))
