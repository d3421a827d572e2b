"""Writes demonyms.tsv (`form place`) from the hand-written demonyms_written.tsv, a row for each form of an adjective.

python build_demonyms.py
"""

from __future__ import annotations

from pathlib import Path

from inflection import forms

HERE = Path(__file__).parent


def table(lines: list[str]) -> str:
    """The text of demonyms.tsv, sorted by form; of two places that share a form the first is kept."""
    places: dict[str, str] = {}
    for line in lines[1:]:
        place, adjectives = line.split("\t")
        for pair in adjectives.split("|"):
            for form in forms(pair):
                places.setdefault(form, place)
    return "form\tplace\n" + "".join(f"{form}\t{places[form]}\n" for form in sorted(places))


def main() -> None:
    lines = (HERE / "demonyms_written.tsv").read_text("utf-8").splitlines()
    (HERE.parent / "demonyms.tsv").write_text(table(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
