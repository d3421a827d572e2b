"""The scheme aliases of IPTC's NewsML-G2 catalogs.

`catalogs.tsv` has a row for each alias and scheme URI, with the first and the last catalog that defines it.
It is made by `build_catalogs.py` from the catalogs that IPTC's package `newsmlg2` 1.1 carries (MIT License,
Copyright (c) 2021 International Press Telecommunications Council).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("catalogs.tsv")
_STANDARDS = re.compile(r"https?://(?:www\.)?iptc\.org/std/catalog/catalog\.IPTC-G2-Standards_(\d+)\.xml\Z")


class Scheme(NamedTuple):
    """One row: the catalogs from `first` to `last` say that `alias` stands for `uri`."""

    alias: str
    uri: str
    first: int
    last: int


@cache
def _schemes() -> tuple[Scheme, ...]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:])
    return tuple(Scheme(alias, uri, int(first), int(last)) for alias, uri, first, last in rows)


def catalog_version(href: str) -> int | None:
    """The number of one of IPTC's catalogs, None for another address."""
    found = _STANDARDS.match(href)
    return int(found[1]) if found else None


@cache
def known_versions() -> range:
    """The catalogs that the table covers."""
    return range(min(scheme.first for scheme in _schemes()), max(scheme.last for scheme in _schemes()) + 1)


@cache
def aliases(version: int) -> frozenset[str]:
    """The aliases of one of IPTC's catalogs; of the nearest one that is known for a version that is not."""
    versions = known_versions()
    version = min(max(version, versions[0]), versions[-1])
    return frozenset(scheme.alias for scheme in _schemes() if scheme.first <= version <= scheme.last)
