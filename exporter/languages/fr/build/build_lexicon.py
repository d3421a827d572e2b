"""Writes lexicon.tsv: common French word forms with their classes.

    python build_lexicon.py /usr/share/hunspell/fr.aff /usr/share/hunspell/fr.dic spellchecker/resources/fr.json.gz

With `--doubtful` it lists, instead, the frequent forms whose first class is to be looked at.

Forms and classes come from Debian's hunspell-fr-comprehensive 1:7.0-1 (Dicollecte, MPL-2.0). Which lemmas are common
is told by the word counts in the package pyspellchecker 0.9.1 (MIT), by lexicon_news.txt, by the reporting verbs of
verbs.toml, and by suffixes of learned words. lexicon_written.tsv holds the function words, and the order of classes
where a hand has set it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from build_forms import heads
from hunspell import Entry, inflect, read_entries, read_suffixes

HERE = Path(__file__).parent
ORDER = "dpcrxIGPNADSTV"
# The package counts a word of its dictionary that it has never seen as 50.
UNSEEN = 50
COMMON_WORD = 60
FREQUENT = 3000
LEARNED = re.compile(
    r"(?:iste|logue|logie|trice|crate|cratie|isme|sphère|mètre|graphe|graphie|phobe|phobie|cide|ité|tion|ement|istique)$"
)
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*'?")
CLASSES = {"nom": "N", "adj": "A", "adv": "D", "advint": "D", "interj": "x", "nb": "d", "nbro": "A"}
MOODS = {"infi": "I", "ppre": "G", "ppas": "P"}
PERSONS = {"3sg": "S", "3pl": "T", "3pl!": "T"}
SKIPPED = frozenset({"npr", "prn", "patr", "titr", "sign", "symb", "pfx", "err", "ponc", "mg"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A form of an entry of the dictionary, and its class."""

    form: str
    entry: int
    letter: str


def letters(entry: Entry, tags: tuple[str, ...]) -> Iterator[str]:
    """The classes of a form: of its mood and person if it is a verb's, else of its entry."""
    if any(tag[:2] in {"v0", "v1", "v2", "v3"} for tag in entry.tags):
        moods = [MOODS[tag] for tag in tags if tag in MOODS]
        yield from moods or _persons(tags)
    else:
        found = [CLASSES[tag] for tag in entry.tags if tag in CLASSES]
        yield from found or ["p" for tag in entry.tags if tag == "prep"]


def _persons(tags: tuple[str, ...]) -> list[str]:
    """Classes of a finite form; none for the imperfect subjunctive and the first persons of the simple past."""
    persons = [PERSONS.get(tag, "V") for tag in tags if re.match(r"[123]i?j?(?:sg|pl)", tag)]
    if "simp" in tags or ("ipsi" in tags and set(persons) == {"V"} and "ipre" not in tags):
        return []
    return persons


def is_plain(entry: Entry, names: frozenset[str]) -> bool:
    """Whether an entry is a word in lower case, of an open class, and no name."""
    lemma = entry.lemma
    plain = lemma == lemma.lower() and len(lemma) > 1 and WORD.fullmatch(lemma) is not None
    return plain and not SKIPPED.intersection(entry.tags) and lemma not in names


def name_words(entries: Iterable[Entry]) -> frozenset[str]:
    """The dictionary's given names and surnames in lower case, without those that are common words."""
    names = frozenset(entry.lemma.lower() for entry in entries if {"prn", "patr"}.intersection(entry.tags))
    return names - listed_words(HERE / "lexicon_names.txt")


def read(dictionary: list[Entry], affixes: Path, names: frozenset[str]) -> list[Reading]:
    """Every form of every plain entry with its classes."""
    classes = read_suffixes(affixes)
    readings = []
    for number, entry in enumerate(dictionary):
        if is_plain(entry, names):
            for form, tags in inflect(entry, classes):
                readings += [Reading(form, number, letter) for letter in letters(entry, tags) if form not in names]
    return readings


def scores(readings: list[Reading], counts: dict[str, int]) -> Counter[int]:
    """How common each entry is: the highest count among the forms that it shares with no other, or of any."""
    owners: dict[str, set[int]] = {}
    for reading in readings:
        owners.setdefault(reading.form, set()).add(reading.entry)
    own: Counter[int] = Counter()
    any_form: Counter[int] = Counter()
    has_own: set[int] = set()
    for reading in readings:
        count = counts.get(reading.form.replace("œ", "oe"), 0)
        any_form[reading.entry] = max(any_form[reading.entry], count)
        if len(owners[reading.form]) == 1:
            has_own.add(reading.entry)
            own[reading.entry] = max(own[reading.entry], count)
    return Counter({entry: own[entry] if entry in has_own else count for entry, count in any_form.items()})


def is_common(entry: Entry, score: int, news: frozenset[str]) -> bool:
    """Whether an entry belongs in the lexicon."""
    if entry.lemma in news:
        return True
    if entry.tags[0][:2] in {"v1", "v2", "v3"}:
        return score > UNSEEN
    return score >= COMMON_WORD or (score > 0 and LEARNED.search(entry.lemma) is not None)


def order(found: set[str]) -> str:
    """The classes of a form, the most usual first."""
    return "".join(letter for letter in ORDER if letter in found)


def table(readings: Iterable[Reading], counts: dict[str, int], written: dict[str, str]) -> str:
    """The text of lexicon.tsv, sorted by code points."""
    found: dict[str, set[str]] = {}
    for reading in readings:
        found.setdefault(reading.form, set()).add(reading.letter)
    # A first or second person that nobody counted is not worth its line.
    rows = {form: order(tags) for form, tags in found.items() if tags != {"V"} or counts.get(form, 0) > UNSEEN}
    rows |= written
    # "cœur" is also written "coeur".
    rows |= {form.replace("œ", "oe"): tags for form, tags in rows.items() if "œ" in form}
    return "form\ttags\n" + "".join(f"{form}\t{rows[form]}\n" for form in sorted(rows))


def written_rows(path: Path) -> dict[str, str]:
    """The hand-written forms and their classes."""
    rows = (line.partition("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return {form: tags for form, _, tags in rows}


def listed_words(path: Path) -> frozenset[str]:
    """The words of a hand-written list."""
    lines = path.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def doubtful(rows: dict[str, str], counts: dict[str, int], written: dict[str, str], verbs: set[str]) -> Iterator[str]:
    """Frequent forms of several classes that no hand has ordered, and frequent forms that are missing."""
    for form in sorted(counts, key=lambda word: (-counts[word], word))[:FREQUENT]:
        tags = rows.get(form, "")
        if not tags:
            yield f"{form}: no entry"
        elif form not in written and tags[0] in "NA" and form in verbs:
            yield f"{form}: {tags}, a form of a reporting verb"
        elif form not in written and tags[0] in "PGI" and "N" in tags:
            yield f"{form}: {tags}, a noun too"
        elif form not in written and tags[0] in "STV" and {"N", "A"}.intersection(tags):
            yield f"{form}: {tags}, a finite verb first"


def third_persons(path: Path) -> set[str]:
    """The finite third persons of verb_forms.tsv."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines()[1:])
    return {form for form, _, features in rows if {"3s", "3p"}.intersection(features.split("|"))}


def main() -> None:
    parser = argparse.ArgumentParser(description="Write lexicon.tsv.")
    parser.add_argument("affixes", type=Path, help="hunspell-fr's fr.aff, UTF-8")
    parser.add_argument("dictionary", type=Path, help="hunspell-fr's fr.dic, UTF-8")
    parser.add_argument("counts", type=Path, help="pyspellchecker's fr.json.gz")
    parser.add_argument("--doubtful", action="store_true", help="list forms to look at; write nothing")
    arguments = parser.parse_args()
    with gzip.open(arguments.counts, "rt", encoding="utf-8") as stream:
        counts: dict[str, int] = json.load(stream)
    entries = list(read_entries(arguments.dictionary))
    names = name_words(entries)
    readings = read(entries, arguments.affixes, names)
    score = scores(readings, counts)
    news = listed_words(HERE / "lexicon_news.txt") | heads(HERE.parent / "verbs.toml")
    common = {number for number, entry in enumerate(entries) if is_common(entry, score[number], news)}
    kept = [reading for reading in readings if reading.entry in common]
    written = written_rows(HERE / "lexicon_written.tsv")
    text = table(kept, counts, written)
    if arguments.doubtful:
        rows = dict(line.split("\t") for line in text.splitlines()[1:])
        print(*doubtful(rows, counts, written, third_persons(HERE.parent / "verb_forms.tsv")), sep="\n")
    else:
        (HERE.parent / "lexicon.tsv").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
