"""Checks a pack's rule tables and writes them as one JSON file that loads at once.

    python -m exporter.languages.compile exporter/languages/fr

TOML is for people: parsing it takes longer than a whole conversion. `compiled.json` holds the same rows
without their examples.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from exporter.languages.gazetteer import load_gazetteer, name_openings
from exporter.languages.pack import phrase_openings
from exporter.languages.schema import (
    FrameRow,
    HeadRow,
    MetonymRow,
    NounRow,
    RoleRow,
    VerbRow,
    read_rows,
    read_toml,
    read_tsv,
)

_GENDER_NUMBER = ("ms", "fs", "mp", "fp")


def compile_pack(folder: Path) -> dict[str, Any]:
    """Every rule table of a pack as plain JSON values. Raises PackError."""
    compiled = {
        "options": read_toml(folder / "pack.toml"),
        "verbs": _verbs(folder),
        "verb_forms": _verb_forms(folder),
        "nouns": _nouns(folder),
        "frames": _frames(folder),
        "roles": _roles(folder),
        "heads": _heads(folder),
        "metonyms": _metonyms(folder),
        "demonyms": _demonyms(folder),
        "confidence": _confidence(folder),
    }
    return {**compiled, "openings": _openings(folder, compiled)}


def _openings(folder: Path, compiled: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Table -> first word of its phrases -> the tokens of the longest."""
    names = load_gazetteer(folder, compiled["metonyms"], {}).kinds
    return {
        "names": dict(sorted(name_openings(names).items())),
        "roles": phrase_openings(form for words in compiled["roles"].values() for form in words),
        "heads": phrase_openings(compiled["heads"]),
    }


def _verbs(folder: Path) -> dict[str, list[list[Any]]]:
    """First word of the lemma -> [lemma, rest, pronominal, act, stance, government]."""
    reflexives = read_toml(folder / "pack.toml")["words"]["reflexives"]
    verbs: dict[str, list[list[Any]]] = defaultdict(list)
    for row in read_rows(folder / "verbs.toml", VerbRow):
        lemma, rest = row.lemma, row.rest
        head = lemma.removesuffix(" " + rest) if rest else lemma
        for clitic in reflexives:
            head = head.removeprefix(clitic if clitic.endswith("'") else f"{clitic} ")
        verbs[head.split()[0]].append([lemma, rest, row.pronominal, row.act, row.stance, " ".join(row.takes)])
    return dict(sorted(verbs.items()))


def _verb_forms(folder: Path) -> dict[str, str]:
    """Form -> "lemma:features" of each reading, separated by spaces."""
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    for row in read_tsv(folder / "verb_forms.tsv"):
        forms[row["form"]][f"{row['lemma']}:{row['features']}"] = None
    return {form: " ".join(readings) for form, readings in sorted(forms.items())}


def _nouns(folder: Path) -> dict[str, list[str]]:
    nouns = {}
    for row in read_rows(folder / "nouns.toml", NounRow):
        for form in row.forms:
            nouns[form] = [row.lemma, row.act, row.stance, " ".join(row.takes)]
    return dict(sorted(nouns.items()))


def _frames(folder: Path) -> list[list[Any]]:
    frames: list[list[Any]] = []
    for row in read_rows(folder / "frames.toml", FrameRow):
        for words in row.words:
            rejects = sorted(row.rejects_after)
            fields = [row.id, [*row.position], row.source, row.act, row.stance, rejects, row.closes, row.verb]
            frames.append([words, *fields])
    return sorted(frames, key=lambda frame: (-len(frame[0]), frame[0], frame[1]))


def _roles(folder: Path) -> dict[str, dict[str, str]]:
    """Row id and kind -> form in lower case -> gender and number, and the masculine form.

    A form that is written in lower case goes before another one that has a capital.
    """
    forms = _role_forms(folder)
    lowered: dict[str, tuple[str, str]] = {}
    for form in sorted(forms, key=lambda form: (form != form.lower(), form)):
        lowered.setdefault(form.lower(), forms[form])
    roles: dict[str, dict[str, str]] = defaultdict(dict)
    for form, (row, word) in sorted(lowered.items()):
        roles[row][form] = word
    return dict(sorted(roles.items()))


def _role_forms(folder: Path) -> dict[str, tuple[str, str]]:
    """Form -> row id and kind, gender and number and the masculine form."""
    roles: dict[str, tuple[str, str]] = {}
    for row in read_rows(folder / "roles.toml", RoleRow):
        for word in row.words:
            forms = word.split("/")
            lemma = next(form for form in forms if form)
            for form, agreement in zip(forms, _agreements(forms), strict=True):
                if form:
                    roles.setdefault(form, (f"{row.id} {row.kind}", f"{agreement} {lemma}"))
    variants = str.maketrans(read_toml(folder / "pack.toml").get("spelling_variants", {}))
    for form in list(roles):
        roles.setdefault(form.translate(variants), roles[form])
    return roles


def _agreements(forms: list[str]) -> list[str]:
    """Gender and number of each form; a form for both genders is `e`."""
    singular_same = len(forms) > 1 and forms[0] == forms[1]
    plural_same = len(forms) > 3 and forms[2] == forms[3]
    agreements = list(_GENDER_NUMBER[: len(forms)])
    if singular_same:
        agreements[0] = agreements[1] = "es"
    if plural_same:
        agreements[2] = agreements[3] = "ep"
    return agreements


def _heads(folder: Path) -> dict[str, list[Any]]:
    heads: dict[str, list[Any]] = {}
    for row in read_rows(folder / "heads.toml", HeadRow):
        for word in row.words:
            for form in word.split("/"):
                if form:
                    heads.setdefault(form, [row.id, row.kind, row.type, row.inside])
    return dict(sorted(heads.items()))


def _metonyms(folder: Path) -> list[list[Any]]:
    metonyms = []
    for row in read_rows(folder / "metonyms.toml", MetonymRow):
        metonyms.append([[row.name, *row.aliases], row.id, row.stands_for, row.type, row.country, row.location_type])
    return metonyms


def _demonyms(folder: Path) -> dict[str, str]:
    """Adjective or people, in lower case -> country code, or the name of a place that is no country."""
    demonyms: dict[str, str] = {}
    for row in read_tsv(folder / "countries.tsv"):
        for form in (*row["adjectives"].split("|"), *row["peoples"].split("|")):
            if form:
                demonyms.setdefault(form.lower(), row["code"])
    for row in read_tsv(folder / "demonyms.tsv"):
        demonyms.setdefault(row["form"].lower(), row["place"])
    return dict(sorted(demonyms.items()))


def _confidence(folder: Path) -> dict[str, float | None]:
    """Rule or family of rules ("fr.quote.*") -> its measured share of right facts; None where none can be told."""
    rows = read_tsv(folder / "confidence.tsv")
    told = {row["rule"]: float(row["confidence"]) for row in rows if row["confidence"]}
    return {**told, **{row["rule"]: None for row in rows if row["total"] == "0"}}


def write_compiled(folder: Path) -> None:
    """Writes the compiled tables of a pack into its folder. Raises PackError."""
    (folder / "compiled.json").write_text(dump(compile_pack(folder)) + "\n", "utf-8")


def dump(value: Any, depth: int = 0) -> str:
    """JSON with a line for each row of a table, so that changes can be read."""
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"{dump(key, 9)}: {dump(row, depth + 1)}" for key, row in value.items()) + "\n}"
    if isinstance(value, list) and value and depth == 1:
        return "[\n" + ",\n".join(dump(row, 9) for row in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    write_compiled(Path(sys.argv[1]))
