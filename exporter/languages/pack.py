"""A language pack in memory: the tables of a folder here, loaded fast and looked up by word."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from exporter.errors import PackError
from exporter.languages.classes import (
    FRAME_OPENING,
    HEAD_OPENING,
    PARTITIVE_OPENING,
    PRONOUN,
    ROLE_OPENING,
    word_flags,
)
from exporter.languages.collector import collector_paused
from exporter.languages.gazetteer import Gazetteer, load_gazetteer
from exporter.languages.table import Table
from exporter.text import Orthography


class Verb(NamedTuple):
    """A reporting verb: what it governs and what saying it does."""

    lemma: str
    rest: tuple[str, ...]
    pronominal: bool
    act: str
    stance: str
    takes: frozenset[str]


class VerbForm(NamedTuple):
    lemma: str
    features: frozenset[str]


class Noun(NamedTuple):
    lemma: str
    act: str
    stance: str
    takes: frozenset[str]


class Frame(NamedTuple):
    """`closes`: it ends a clause without a comma; `verb`: a reporting verb stands between its words and the source."""

    words: tuple[str, ...]
    id: str
    position: frozenset[str]
    source: str
    act: str
    stance: str
    rejects_after: tuple[str, ...]
    closes: bool
    verb: bool


class RoleWord(NamedTuple):
    """A noun that names a source by function. `agreement` is gender (m, f, e) and number (s, p)."""

    row: str
    kind: str
    agreement: str
    lemma: str


class Head(NamedTuple):
    """A noun that opens a proper name; `inside` tells whether it is part of the name."""

    row: str
    kind: str
    type: str
    inside: bool


@dataclass(frozen=True)
class Pack:
    """Everything that the grammar asks of a language. Words are in lower case with straight apostrophes."""

    language: str
    orthography: Orthography
    words: dict[str, frozenset[str]]
    pronouns: dict[str, str]
    pronoun_classes: dict[str, tuple[str, ...]]
    auxiliaries: dict[str, frozenset[str]]
    lexicon: Table
    verbs: dict[str, tuple[Verb, ...]]
    verb_forms: dict[str, str]
    nouns: dict[str, Noun]
    frames: dict[str, tuple[Frame, ...]]
    roles: dict[str, RoleWord]
    role_openings: dict[str, int]
    heads: dict[str, Head]
    head_openings: dict[str, int]
    first_names: dict[str, str]
    demonyms: dict[str, str]
    gazetteer: Gazetteer
    particles: frozenset[str]
    name_prefixes: tuple[str, ...]
    possessors: dict[str, str] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    role_synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    role_families: dict[str, tuple[str, ...]] = field(default_factory=dict)
    body_kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    confidences: dict[str, float | None] = field(default_factory=dict)

    def readings(self, form: str) -> tuple[VerbForm, ...]:
        """The reporting verbs that a form may belong to."""
        found = self._readings.get(form)
        if found is None:
            rows = (reading.partition(":") for reading in self.verb_forms.get(form, "").split())
            found = tuple(VerbForm(lemma, frozenset(features.split("|"))) for lemma, _, features in rows)
            self._readings[form] = found
        return found

    @cached_property
    def _readings(self) -> dict[str, tuple[VerbForm, ...]]:
        return {}

    def confidence(self, rule: str) -> float | None:
        """How often a rule ("fr.quote.incise.behind") or else its nearest measured family is right, from 0 to 1."""
        if rule not in self._confidences:
            parts = rule.split(".")
            prefixes = (".".join(parts[:size]) for size in range(len(parts), 1, -1))
            keys = (rule, *(key for prefix in prefixes for key in (f"{prefix}.*", prefix)))
            self._confidences[rule] = next((self.confidences[key] for key in keys if key in self.confidences), None)
        return self._confidences[rule]

    @cached_property
    def _confidences(self) -> dict[str, float | None]:
        return {}

    @cached_property
    def word_flags(self) -> dict[str, int]:
        """Word -> the bits of its classes, and of the tables with a row that it opens (`classes.py`)."""
        openings: dict[int, Iterable[str]] = {
            ROLE_OPENING: self.role_openings,
            HEAD_OPENING: self.head_openings,
            FRAME_OPENING: self.frame_pairs,
            PARTITIVE_OPENING: self.partitive_subjects,
            PRONOUN: self.pronouns,
        }
        return word_flags(self.words, openings)

    @cached_property
    def participle_endings(self) -> tuple[str, ...]:
        """How past participles end, for words that the lexicon lacks."""
        return tuple(sorted(self.words["participle_endings"]))

    @cached_property
    def inversions(self) -> dict[str, str]:
        """The ending of an inverted verb -> its pronoun ("-t-il" -> "il"), longest endings first."""
        endings = [ending for name in ("inverted", "inverted_impersonal") for ending in self.pronoun_classes[name]]
        return {ending: ending.rsplit("-", 1)[1] for ending in sorted(endings, key=lambda e: (-len(e), e))}

    @cached_property
    def noun_openings(self) -> dict[str, int]:
        """First word of a nominal cue -> the tokens of the longest cue that it opens."""
        return phrase_openings(self.nouns)

    @cached_property
    def adjective_endings(self) -> tuple[str, ...]:
        """Endings of words that no table knows and that modify the noun before them ("francophone")."""
        return tuple(sorted(self.words["adjective_endings"]))

    @cached_property
    def town_endings(self) -> tuple[str, ...]:
        """Endings of the names of towns that no table knows ("Laubeville")."""
        return tuple(sorted(self.words["town_endings"]))

    @cached_property
    def people_endings(self) -> tuple[str, ...]:
        """What the names of peoples and of the people of a town end in."""
        return tuple(sorted(self.words["people_endings"]))

    @cached_property
    def clause_breaks(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return _by_first_word(self.words["clause_breaks"])

    @cached_property
    def insertions(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Last word of a fixed insertion -> the insertions that end with it."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.words["insertions"], key=lambda p: (-len(p), p)):
            words = split_words(phrase)
            found.setdefault(words[-1], []).append(words)
        return {last: tuple(rows) for last, rows in found.items()}

    @cached_property
    def fixed_phrases(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Each word of a fixed phrase that reports nothing -> the phrases that hold it."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.words["fixed_phrases"]):
            words = split_words(phrase)
            for word in dict.fromkeys(words):
                found.setdefault(word, []).append(words)
        return {word: tuple(rows) for word, rows in found.items()}

    @cached_property
    def frame_pairs(self) -> dict[str, dict[str, tuple[Frame, ...]]]:
        """First word of a frame -> second word ("" for a frame of one word) -> the frames, longest first."""
        found: dict[str, dict[str, tuple[Frame, ...]]] = {}
        for first, frames in self.frames.items():
            rows = found.setdefault(first, {})
            for frame in frames:
                second = frame.words[1] if len(frame.words) > 1 else ""
                rows[second] = (*rows.get(second, ()), frame)
        return found

    @cached_property
    def head_closings(self) -> frozenset[str]:
        """The last words of the head nouns."""
        return frozenset(split_words(head)[-1] for head in self.heads)

    @cached_property
    def closing_frames(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """First word of a frame that ends a clause -> the words of those frames."""
        closing = {first: [frame.words for frame in frames if frame.closes] for first, frames in self.frames.items()}
        return {first: tuple(words) for first, words in closing.items() if words}

    @cached_property
    def offices(self) -> dict[str, frozenset[str]]:
        """Lemma of a role in lower case -> the groups of synonyms that hold it."""
        found: dict[str, set[str]] = {}
        for name, lemmas in self.role_synonyms.items():
            for lemma in lemmas:
                found.setdefault(lemma, set()).add(name)
        return {lemma: frozenset(names) for lemma, names in found.items()}

    @cached_property
    def partitive_subjects(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return _by_first_word(self.words["partitive_subjects"])

    @cached_property
    def signatures(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return _by_first_word(self.words["signatures"])

    @cached_property
    def noun_bridges(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return _by_first_word(self.words["noun_bridges"])

    @cached_property
    def fact_bridges(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        return _by_first_word(self.words["fact_bridges"])


def split_words(phrase: str) -> tuple[str, ...]:
    """A phrase of a table as the tokens of a text ("jusqu'à" -> "jusqu'", "à")."""
    return tuple(phrase.replace("'", "' ").split())


def phrase_openings(phrases: Iterable[str]) -> dict[str, int]:
    """First word in lower case -> the tokens of the longest phrase that it opens."""
    openings: dict[str, int] = {}
    for phrase in phrases:
        words = split_words(phrase.lower())
        if len(words) > openings.get(words[0], 0):
            openings[words[0]] = len(words)
    return openings


def _by_first_word(phrases: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        words = split_words(phrase)
        found.setdefault(words[0], []).append(words)
    return {first: tuple(rows) for first, rows in found.items()}


def available_languages() -> tuple[str, ...]:
    """The language tags that have a pack."""
    root = resources.files("exporter.languages")
    return tuple(sorted(entry.name for entry in root.iterdir() if entry.is_dir() and (entry / "pack.toml").is_file()))


@lru_cache(maxsize=4)
@collector_paused()
def load_pack(language: str) -> Pack:
    """The pack of a language tag ("fr"; "fr-CA" falls back on "fr"). Raises PackError."""
    primary = language.split("-", maxsplit=1)[0].lower()
    if primary not in available_languages():
        raise PackError(f"there is no pack for {language!r}; there are: {', '.join(available_languages())}")
    folder = resources.files("exporter.languages") / primary
    try:
        compiled = json.loads((folder / "compiled.json").read_bytes().decode())
        lexicon = Table((folder / "lexicon.tsv").read_bytes().decode())
        names = (folder / "first_names.tsv").read_bytes().decode().split("\n")
        gazetteer = load_gazetteer(folder, compiled["metonyms"], compiled["openings"]["names"])
        return _pack(primary, compiled, lexicon, names, gazetteer)
    except (OSError, ValueError, KeyError) as error:
        raise PackError(f"the pack {primary!r} cannot be loaded: {error}") from error


def _pack(language: str, compiled: dict[str, Any], lexicon: Table, names: list[str], gazetteer: Gazetteer) -> Pack:
    options = compiled["options"]
    spelling = options["orthography"]
    roles = {
        form: RoleWord(row, kind, *word.split(" ", 1))
        for (row, kind), words in ((key.split(" "), words) for key, words in compiled["roles"].items())
        for form, word in words.items()
    }
    heads = {word: Head(*row) for word, row in compiled["heads"].items()}
    return Pack(
        language=language,
        orthography=Orthography(
            tuple(spelling["elisions"]),
            frozenset(spelling["abbreviations"]),
            tuple(spelling["capitals"].items()),
            frozenset(spelling["letters"]),
        ),
        words={name: frozenset(words) for name, words in options["words"].items()},
        pronouns=options["pronouns"],
        pronoun_classes={name: tuple(words) for name, words in options["pronoun_classes"].items()},
        auxiliaries={name: frozenset(words) for name, words in options["auxiliaries"].items()},
        lexicon=lexicon,
        verbs={head: tuple(_verb(row) for row in rows) for head, rows in compiled["verbs"].items()},
        verb_forms=compiled["verb_forms"],
        nouns={
            form: Noun(row[0], row[1], row[2], frozenset(row[3].split())) for form, row in compiled["nouns"].items()
        },
        frames=_frames(compiled["frames"]),
        roles=roles,
        role_openings=compiled["openings"]["roles"],
        heads=heads,
        head_openings=compiled["openings"]["heads"],
        first_names=dict(line.split("\t") for line in names[1:] if line),
        demonyms=compiled["demonyms"],
        gazetteer=gazetteer,
        particles=frozenset(spelling["particles"]),
        name_prefixes=tuple(spelling["name_prefixes"]),
        possessors=options["possessors"],
        genders=options["genders"],
        role_synonyms={name: tuple(lemmas) for name, lemmas in options["role_synonyms"].items()},
        body_kinds={lemma: tuple(kinds) for lemma, kinds in options["body_kinds"].items()},
        role_families={lemma: tuple(rows) for lemma, rows in options["role_families"].items()},
        confidences=compiled["confidence"],
    )


def _verb(row: list[Any]) -> Verb:
    return Verb(row[0], split_words(row[1]), row[2], row[3], row[4], frozenset(row[5].split()))


def _frames(rows: list[list[Any]]) -> dict[str, tuple[Frame, ...]]:
    frames: dict[str, list[Frame]] = {}
    for words, row, position, source, act, stance, rejects, closes, verb in rows:
        opening = split_words(words)
        frame = Frame(opening, row, frozenset(position), source, act, stance, tuple(rejects), closes, verb)
        frames.setdefault(opening[0], []).append(frame)
    return {first: tuple(found) for first, found in frames.items()}
