"""Texts to measure with: running text of any length, and the inputs that could make a rule slow."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "000_f4cb0b57836a176d.txt"
ARTICLES = ROOT / "tests" / "articles"

_SYLLABLES = ("an", "el", "ir", "ou", "ar", "eu", "ol", "is")
_SHORTEST = 4


def running_text(characters: int) -> str:
    """That many characters: the invented articles again and again, each time with other surnames and figures."""
    text: list[str] = []
    size = 0
    for paragraph in _paragraphs():
        text.append(paragraph)
        size += len(paragraph) + 1
        if size > characters:
            break
    return "\n".join(text)[:characters]


def _paragraphs() -> Iterator[str]:
    chance = random.Random(1)
    articles, surnames = _articles(), _surnames()
    for turn in range(1_000_000):
        ending = _ending(turn)
        for article in chance.sample(articles, len(articles)):
            text = surnames.sub(lambda name, ending=ending: name[0] + ending, article)  # type: ignore[misc]
            yield from re.sub(r"\d", lambda _: str(chance.randint(1, 9)), text).splitlines()


def _ending(turn: int) -> str:
    """What the surnames of one turn end in: no two turns share it."""
    return _SYLLABLES[turn % 8] + _ending(turn // 8) if turn else ""


@lru_cache
def _articles() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt"))]


@lru_cache
def _surnames() -> re.Pattern[str]:
    """The last words of the names of all persons in the articles."""
    golds = [json.loads(path.read_text("utf-8")) for path in sorted(ARTICLES.glob("*.gold.json"))]
    people = [
        actor["name"] for gold in golds for actor in gold["actors"] if actor["type"] == "person" and actor["named"]
    ]
    names = {name.split()[-1] for name in people}
    kept = sorted(name for name in names if len(name) >= _SHORTEST and name[0].isupper())
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, kept))})\b")


def _letters(number: int) -> str:
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


WORST: dict[str, Callable[[int], str]] = {
    "open guillemets": lambda n: "« a " * n,
    "guillemets alone": lambda n: "«" * n,
    "passages in guillemets": lambda n: "« a » " * n,
    "nested guillemets": lambda n: "« a " * (n // 2) + " »" * (n // 2),
    "straight marks": lambda n: '"a ' * n,
    "open guillemets, one a line": lambda n: "« mot\n" * n,
    "no full stop": lambda n: "le conseil de la ville a voté un budget de dix euros " * (n // 10),
    "commas without a full stop": lambda n: "le maire, dit-on, a voté le budget, " * (n // 6),
    "one capitalised word": lambda n: "Jean " * n,
    "capitalised words": lambda n: " ".join(f"Zab{_letters(number)}" for number in range(n)),
    "persons": lambda n: " ".join(f"Jean Zab{_letters(number)} dort." for number in range(n // 3)),
    "persons of one surname": lambda n: "Léa Morin dort. Marc Morin dort. " * (n // 6),
    "honorifics": lambda n: "Mme Morin " * n,
    "capital letters": lambda n: "A" * n,
    "initials": lambda n: "A.B." * n,
    "role words": lambda n: "ministre " * n,
    "roles of roles": lambda n: "ministre de " * n,
    "roles with an article": lambda n: "le ministre " * n,
    "reporting verbs": lambda n: "dit " * n,
    "reporting verbs with a complementizer": lambda n: "dit que " * n,
    "clauses inside of clauses": lambda n: "il dit que " * (n // 2),
    "infinitives": lambda n: "affirme avoir " * n,
    "gerunds": lambda n: "ajoutant que il dort, " * (n // 4),
    "charges": lambda n: "il accuse Léa d'avoir " * (n // 5),
    "frames": lambda n: "selon " * n,
    "frames with a source": lambda n: "selon le maire, " * (n // 3),
    "relative clauses": lambda n: "le maire qui " * n,
    "nominal cues": lambda n: "son aveu : " * n,
    "colons": lambda n: "dit : " * n,
    "incises": lambda n: "« Il pleut », dit-il. " * (n // 4),
    "incises in one passage": lambda n: "« a, dit-il, b, dit-elle, " * (n // 8),
    "one long passage": lambda n: "« " + "il pleut, " * (n // 3) + "», dit-il.",
    "one long passage of names": lambda n: "« " + "Léa Morin dort, dit Jean Vasse, " * (n // 7) + "», dit-il.",
    "quotes of persons": lambda n: "« Il pleut », a dit Léa Morin. " * (n // 6),
    "turns of a dialogue": lambda n: "– oui.\n" * n,
    "coordinated names": lambda n: "Léa et " * n,
    "lists of places": lambda n: "Paris, Lyon, " * (n // 2),
    "brackets": lambda n: "Paris (" * n,
    "commas": lambda n: ", " * n,
    "full stops": lambda n: ". " * n,
    "hyphens": lambda n: "a-" * n,
    "apostrophes": lambda n: "l'" * n,
    "figures": lambda n: "1," * n,
    "emoji": lambda n: "🙂 " * n,
    "white space": lambda n: "a" + " " * n + "b",
    "empty lines": lambda n: "a" + "\n" * n + "b",
    "short lines": lambda n: "mot\n" * n,
}
"""Name -> a text of about `n` words, for the inputs that rules could need quadratic time for."""
