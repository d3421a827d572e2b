"""Languages are data: outside of a pack's folder no string of the program holds a word of its language."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from spellchecker import SpellChecker

from exporter.languages.detect import FUNCTION_WORDS, function_words

ROOT = Path(__file__).parent.parent / "exporter"
PACK = ROOT / "languages" / "fr"

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
CODES = frozenset({"que", "or", "on", "an", "as", "plus", "point", "comment", "organisation", "organisations"})
"""Words that are names of constructions in the format of packs, or words of English too."""
MARKUP = frozenset(
    {"readers/html_article.py", "readers/html_lines.py", "readers/html_metadata.py", "publish/wordpress_post.py"}
)
"""Modules with the class names that pages give their parts in many languages, whatever that of the text."""
MODULES = sorted(
    path for path in ROOT.rglob("*.py") if PACK not in path.parents and path.relative_to(ROOT).as_posix() not in MARKUP
)
_ADDRESS = re.compile(r"\S*\w[./]\w\S*")


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the nodes that are docstrings; those may give examples."""
    strings = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return {id(node) for node in strings if isinstance(node, ast.Constant)}


def literals_of(path: Path) -> Iterator[tuple[str, int]]:
    """Every string literal of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text("utf-8"))
    told = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value, node.lineno


@lru_cache
def short_words() -> frozenset[str]:
    """Function words that are too short to be told from English inside of a longer string."""
    options = tomllib.loads((PACK / "pack.toml").read_text("utf-8"))
    listed = [word for name in FUNCTION_WORDS for word in options["words"].get(name, ())]
    listed += [word for words in options["auxiliaries"].values() for word in words]
    return frozenset(word for word in (*listed, *options["pronouns"]) if 1 < len(word) < _SHORTEST) - CODES


@lru_cache
def french_words() -> frozenset[str]:
    """The longer function words, common forms and reporting verbs of the pack that are no English words."""
    listed = (PACK / "lexicon.tsv").read_text("utf-8").split()[2::2]
    listed += [line.split("\t")[0] for line in (PACK / "verb_forms.tsv").read_text("utf-8").splitlines()[1:]]
    english = SpellChecker("en").word_frequency
    french = {word for word in listed if word not in english} | function_words("fr")
    return frozenset(word for word in french if len(word) >= _SHORTEST) - CODES


def test_the_lists_are_there() -> None:
    assert len(french_words()) > 10_000
    assert {"pour", "dans", "selon", "déclaré", "ministre"} <= french_words()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_holds_a_french_word(path: Path) -> None:
    found = set()
    for literal, line in literals_of(path):
        words = {word for word in _WORD.findall(_ADDRESS.sub("", literal.lower())) if word in french_words()}
        found.update(f"{word} (line {line})" for word in words | {literal} & short_words())
    assert not found, f"belongs into {PACK.relative_to(ROOT)}: {', '.join(sorted(found))}"
