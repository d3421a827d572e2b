"""The four forms of an adjective of origin, and the spellings of a name that news uses."""

from __future__ import annotations

_PLAIN = str.maketrans("ÀÂÇÉÈÊËÎÏÔÖÙÛÜ", "AACEEEEIIOOUUU")


def forms(pair: str) -> list[str]:
    """All forms of "masculine/feminine", or of one word for both genders ("français/française" -> four forms)."""
    masculine, _, feminine = pair.partition("/")
    singular = [masculine, feminine] if feminine else [masculine]
    return list(dict.fromkeys([*singular, *map(plural, singular)]))


def plural(word: str) -> str:
    """The plural of an adjective of origin ("breton" -> "bretons", "provençal" -> "provençaux")."""
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def capitalised(form: str) -> str:
    """A noun for people: every part of a compound has a capital ("néo-zélandais" -> "Néo-Zélandais")."""
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-"))


def without_capital_accents(name: str) -> str:
    """A name as typewriters write it ("Égypte" -> "Egypte", "L'Haÿ-les-Roses" stays)."""
    return name.translate(_PLAIN)


def spellings(names: list[str]) -> list[str]:
    """Every name once in any case, followed by its form without accents on capitals where that differs."""
    found: dict[str, str] = {}
    for name in names:
        for spelling in (name, without_capital_accents(name)):
            if spelling:
                found.setdefault(spelling.lower(), spelling)
    return list(found.values())
