"""Writes verb_forms.tsv: every form of the verbs of verbs.toml.

    python build_forms.py /usr/share/hunspell/fr.aff /usr/share/hunspell/fr.dic

The forms come from Debian's hunspell-fr-comprehensive (Dicollecte, MPL-2.0); verb_forms_written.tsv adds what it lacks.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from hunspell import Entry, Suffix, inflect, read_entries, read_suffixes

HERE = Path(__file__).parent
# Entries of the dictionary that are other spellings of a verb.
SPELLINGS = {"reconnaitre": "reconnaître", "assener": "asséner", "interpeler": "interpeller"}
FEATURES = ("3s", "3p", "1s", "2s", "1p", "2p", "sub", "imp", "inf", "pp", "ger")
PERSONS = {
    "3sg": "3s", "3pl": "3p", "3pl!": "3p", "1sg": "1s", "1isg": "1s", "1jsg": "1s",
    "2sg": "2s", "1pl": "1p", "2pl": "2p",
}  # fmt: skip
INDICATIVE = frozenset({"ipre", "iimp", "ipsi", "ifut", "cond"})
SUBJUNCTIVE = frozenset({"spre", "simp"})
NON_FINITE = {"infi": "inf", "ppas": "pp", "ppre": "ger"}


def heads(verbs: Path) -> set[str]:
    """The simple verbs of verbs.toml: the first word of a lemma, without its reflexive pronoun."""
    rows = tomllib.loads(verbs.read_text("utf-8"))["verb"]
    return {head(row["lemma"]) for row in rows}


def head(lemma: str) -> str:
    """The simple verb of a lemma ("s'indigner" -> "indigner", "faire valoir" -> "faire")."""
    return lemma.removeprefix("se ").removeprefix("s'").split()[0]


def features(tags: Iterable[str]) -> set[str]:
    """The features of one reading, by Dicollecte's tags."""
    found = set(tags)
    if found & INDICATIVE:
        return {PERSONS[tag] for tag in found if tag in PERSONS}
    if found & SUBJUNCTIVE:
        return {"sub"}
    if "impe" in found:
        return {"imp"}
    return {NON_FINITE[tag] for tag in found if tag in NON_FINITE}


def merge(readings: Iterable[set[str]]) -> str:
    """The features of all readings of a form; subjunctive and imperative only where there is no other."""
    found = set().union(*readings)
    if found - {"sub", "imp"}:
        found -= {"sub", "imp"}
    return "|".join(feature for feature in FEATURES if feature in found)


def is_verb(entry: Entry) -> bool:
    """Whether an entry is a verb with its conjugation."""
    return any(tag[:2] in {"v0", "v1", "v2", "v3"} for tag in entry.tags)


def dictionary_forms(
    entries: Iterable[Entry], classes: dict[str, list[Suffix]], lemmas: set[str]
) -> Iterator[tuple[str, str, set[str]]]:
    """Form, lemma and features of each reading of the wanted verbs."""
    for entry in entries:
        lemma = SPELLINGS.get(entry.lemma, entry.lemma)
        if lemma in lemmas and is_verb(entry):
            for form, tags in inflect(entry, classes):
                yield form, lemma, features(tags)


def written_forms(path: Path) -> Iterator[tuple[str, str, set[str]]]:
    """The rows of the hand-written list."""
    for line in path.read_text("utf-8").splitlines()[1:]:
        form, lemma, cell = line.split("\t")
        yield form, lemma, set(cell.split("|"))


def table(readings: Iterable[tuple[str, str, set[str]]]) -> str:
    """The text of verb_forms.tsv, sorted by code points of form and lemma."""
    grouped: dict[tuple[str, str], list[set[str]]] = {}
    for form, lemma, found in readings:
        grouped.setdefault((form, lemma), []).append(found)
    rows = ((form, lemma, merge(found)) for (form, lemma), found in sorted(grouped.items()))
    return "form\tlemma\tfeatures\n" + "".join(f"{form}\t{lemma}\t{cell}\n" for form, lemma, cell in rows if cell)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write verb_forms.tsv.")
    parser.add_argument("affixes", type=Path, help="hunspell-fr's fr.aff, UTF-8")
    parser.add_argument("dictionary", type=Path, help="hunspell-fr's fr.dic, UTF-8")
    arguments = parser.parse_args()
    lemmas = heads(HERE.parent / "verbs.toml")
    readings = list(dictionary_forms(read_entries(arguments.dictionary), read_suffixes(arguments.affixes), lemmas))
    readings += [row for row in written_forms(HERE / "verb_forms_written.tsv") if row[1] in lemmas]
    missing = lemmas - {lemma for _, lemma, _ in readings}
    if missing:
        raise SystemExit(f"no forms for: {', '.join(sorted(missing))}")
    (HERE.parent / "verb_forms.tsv").write_text(table(readings), "utf-8")


if __name__ == "__main__":
    main()
