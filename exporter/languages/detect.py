"""The language of a text, by the share of its words that are function words of a pack."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from exporter.languages.pack import available_languages

SAMPLE_CHARACTERS = 4_000
"""How much of the start of a text is looked at."""

LEAST_SHARE = 0.2
"""A text with a smaller share of function words is in another language; running text has about one half."""

SURE_SHARE = 0.45
"""At this share no other language is compared: related languages share at most a third of a text's words."""

FUNCTION_WORDS = (
    "definite", "indefinite", "demonstrative", "possessive", "contracted", "prepositions", "coordinators",
    "complementizers", "relatives", "interrogatives", "negations", "negators", "clitics", "genitives", "datives",
)  # fmt: skip
"""The classes of `pack.toml`, table `words`, that hold function words."""

_WORD = re.compile(r"[^\W\d_]+'?")


def detect_language(text: str) -> str | None:
    """The tag of the pack that fits a text best, or None if none fits, or a language without a pack fits better."""
    words = _WORD.findall(text[:SAMPLE_CHARACTERS].lower().replace("’", "'"))
    shares = {language: share(words, function_words(language)) for language in available_languages()}
    best = max(shares, key=shares.__getitem__, default=None)
    if best is None or shares[best] < LEAST_SHARE:
        return None
    if shares[best] >= SURE_SHARE:
        return best
    neighbours = (share(words, known) for language, known in neighbour_words().items() if language not in shares)
    return best if shares[best] >= max(neighbours, default=0.0) else None


def share(words: list[str], known: frozenset[str]) -> float:
    """The share of words that are known, from 0 to 1; a word that is written twice counts twice."""
    return sum(map(known.__contains__, words)) / len(words) if words else 0.0


@lru_cache
def function_words(language: str) -> frozenset[str]:
    """The function words of a pack, each a single word; read without loading the pack."""
    options = tomllib.loads((resources.files("exporter.languages") / language / "pack.toml").read_text("utf-8"))
    listed = [word for name in FUNCTION_WORDS for word in options["words"].get(name, ())]
    listed += [word for forms in options["auxiliaries"].values() for word in forms]
    return frozenset(word for word in (*listed, *options["pronouns"]) if _WORD.fullmatch(word))


@lru_cache(maxsize=1)
def neighbour_words() -> dict[str, frozenset[str]]:
    """Function words of languages that have no pack and could be taken for one that has."""
    table = (resources.files("exporter.languages") / "neighbours.tsv").read_text("utf-8").splitlines()
    return {language: frozenset(words.split()) for language, words in (row.split("\t") for row in table[1:])}
