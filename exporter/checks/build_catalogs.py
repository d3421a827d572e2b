"""Makes `catalogs.tsv`: python -m exporter.checks.build_catalogs (needs the package `newsmlg2`).

Input: the files `catalogs/catalog.IPTC-G2-Standards_*.xml` of that package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from lxml import etree

_NAME = re.compile(r"catalog\.IPTC-G2-Standards_(\d+)\.xml\Z")
_SCHEME = "{http://iptc.org/std/nar/2006-10-01/}scheme"


def main() -> None:
    """Write the table beside this module."""
    Path(__file__).with_name("catalogs.tsv").write_text(table(), encoding="utf-8")


def table() -> str:
    """Header and rows, sorted by alias and first catalog."""
    versions: dict[tuple[str, str], list[int]] = {}
    for version, alias, uri in _declared():
        versions.setdefault((alias, uri), []).append(version)
    rows = sorted((alias, min(found), max(found), uri) for (alias, uri), found in versions.items())
    lines = (f"{alias}\t{uri}\t{first}\t{last}\n" for alias, first, last, uri in rows)
    return "alias\turi\tfirst\tlast\n" + "".join(lines)


def _declared() -> Iterator[tuple[int, str, str]]:
    for file in (files("NewsMLG2") / "catalogs").iterdir():
        found = _NAME.match(file.name)
        if found:
            for scheme in etree.fromstring(file.read_bytes()).iter(_SCHEME):
                yield int(found[1]), scheme.get("alias", ""), scheme.get("uri", "")


if __name__ == "__main__":
    main()
