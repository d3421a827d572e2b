"""The must-use plugin that keeps the JSON-LD with its post and prints it."""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

Mode = Literal["merge", "replace", "add"]
FILE_NAME = "newsroom-exporter.php"
_SOURCE = "wordpress_plugin.php"
_MODE = b"const MODE = 'merge';"


def plugin(mode: Mode) -> bytes:
    """The PHP file. `mode`: what happens with the article that an SEO plugin prints: ours is merged into it, takes
    its place, or is added beside it.
    """
    source = (files("exporter.publish") / _SOURCE).read_bytes()
    return source.replace(_MODE, f"const MODE = '{mode}';".encode(), 1)
