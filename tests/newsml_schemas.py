"""Where IPTC's schemas lie for the tests: `../shared/newsml-g2` beside the checkout, or `NEWSML_G2_SCHEMAS`."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

_FOLDER = Path(os.environ.get("NEWSML_G2_SCHEMAS") or Path(__file__).parents[2] / "shared" / "newsml-g2")


def schema_path(name: str = "NewsML-G2_2.35-spec-All-Power.xsd") -> Path:
    """The path of a schema; the test is skipped where it is not there."""
    path = _FOLDER / name
    if not path.is_file():
        pytest.skip(f"IPTC's schema is not at {path}; set NEWSML_G2_SCHEMAS to the folder that holds {name}")
    return path


@cache
def schema(name: str) -> etree.XMLSchema:
    """A compiled schema."""
    return etree.XMLSchema(etree.parse(str(schema_path(name))))
