"""Writes first_names.tsv from Debian's hunspell-fr and the hand-written first_names_world.tsv.

    python build_first_names.py /usr/share/hunspell/fr.dic

The dictionary (Dicollecte, MPL-2.0, package hunspell-fr-comprehensive 1:7.0-1) tags a given name `po:prn` and its
gender `is:mas`, `is:fem` or `is:epi`. A name in the hand-written list replaces the dictionary's entry.
Chinese, Korean and Vietnamese names begin with the family name, so the list holds the most frequent ones too.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
GENDERS = {"mas": "m", "fem": "f", "epi": "e"}
# Gods, heroes and surnames that the dictionary counts as given names, and given names that news uses as words.
LEFT_OUT = frozenset(
    """
    Al Andromède Aphrodite Apollon Arion Crésus Cupidon Don Esculape Éros Figaro Franca Galathée Gargantua Hermès Io
    Jésus-Christ Jocrisse Maillane Mars Mercedes Mercure Molière Moloch Nabuchodonosor Nadir Œdipe Pan Pandore Paterne
    Pégase Penny Pie Piper Pluton Porphyre Protée Râ Sand Sardanapale Saturne Tacite Thanatos Titan Vénus Voltaire Hà
    Europol Interpol Tsahal Judas Lester Mélia Camélia Maïa Franca Pat Juste Constant Prudence Félicité Narcisse Placide
    """.split()
)
TAGGED = re.compile(r"^(?P<name>[^/\t ]+).*\bpo:prn\b.*\bis:(?P<gender>mas|fem|epi)\b")


def dictionary_names(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Given names and their genders (`m`, `f`, `e`) in a hunspell dictionary with Dicollecte's tags."""
    for line in lines:
        found = TAGGED.match(unicodedata.normalize("NFC", line))
        if found and found["name"] not in LEFT_OUT:
            yield found["name"].replace("’", "'"), GENDERS[found["gender"]]


def written_names(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The rows of first_names_world.tsv (`name gender origin`), without their origin."""
    for line in list(lines)[1:]:
        name, gender, _ = line.rstrip("\n").split("\t")
        yield name, gender


def merge(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One gender a name: `e` where two entries differ."""
    genders: dict[str, str] = {}
    for name, gender in pairs:
        genders[name] = gender if genders.get(name, gender) == gender else "e"
    return genders


def table(dictionary: Path, written: Path) -> str:
    """The text of first_names.tsv, sorted by code points."""
    with dictionary.open(encoding="utf-8") as lines:
        genders = merge(dictionary_names(lines))
    with written.open(encoding="utf-8") as lines:
        genders |= merge(written_names(lines))
    return "name\tgender\n" + "".join(f"{name}\t{genders[name]}\n" for name in sorted(genders))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write first_names.tsv.")
    parser.add_argument("dictionary", type=Path, help="hunspell-fr's fr.dic, UTF-8")
    dictionary = parser.parse_args().dictionary
    (HERE.parent / "first_names.tsv").write_text(table(dictionary, HERE / "first_names_world.tsv"), encoding="utf-8")


if __name__ == "__main__":
    main()
