"""Turn each NAME.ann.json into NAME.gold.json, the offsets that the scorer reads.

usage: build_gold.py [--check] [--folder FOLDER] [NAME ...]

NAME.ann.json points to lines (from 1), exact strings and their n-th occurrence in the line.
An annotation that does not fit its text is refused. --check writes nothing and fails where a gold file is out of date.
"""

import argparse
import json
import pathlib
import re
import sys
from typing import Any

FOLDER = pathlib.Path(__file__).parent
TYPES = {"person", "organization", "state", "group"}
PLACES = {"country", "region", "city", "district", "place", "water", "continent", "area"}
REASONS = {"term", "scare", "title", "name", "nested"}
STANCES = {"asserts", "denies", "doubts"}
PAIRS = {"«": "»", "“": "”", "‹": "›", '"': '"'}

Span = tuple[int, int]
Record = dict[str, Any]


class AnnotationError(Exception):
    """The annotation does not fit its text: what is wrong and where."""


class Lines:
    """The article's lines, with the offset of each in the whole text."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def __getitem__(self, number: int) -> str:
        if not 1 <= number <= len(self.lines):
            raise AnnotationError(f"line {number}: the text has {len(self.lines)} lines")
        return self.lines[number - 1]

    def find(self, number: int, string: str, nth: int = 1) -> Span:
        """The span of the n-th occurrence of a string in a line."""
        at = -1
        for _ in range(nth):
            at = self[number].find(string, at + 1)
            if at < 0 or not string:
                raise AnnotationError(f"line {number}: occurrence {nth} of {string!r} not found")
        start = self.starts[number - 1] + at
        return start, start + len(string)

    def numbers(self) -> range:
        return range(1, len(self.lines) + 1)


def overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def require(condition: bool, message: str) -> None:
    if not condition:
        raise AnnotationError(message)


def form_spans(lines: Lines, annotation: Record) -> dict[str, list[Span]]:
    """Every occurrence of the forms by key of actor, the longest form first, on word boundaries."""
    related = set(annotation.get("related_lines", []))
    forms = [(form, actor) for actor in annotation["actors"] for form in actor.get("forms", [])]
    spans: dict[str, list[Span]] = {actor["key"]: [] for actor in annotation["actors"]}
    taken: dict[Span, str] = {}
    for form, actor in sorted(forms, key=lambda pair: -len(pair[0])):
        wrong = {lines.find(*use) for use in actor.get("except", [])}
        found = 0
        for number in lines.numbers():
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", lines[number]):
                start = lines.starts[number - 1] + match.start()
                span = (start, start + len(form))
                found += 1
                if number in related or span in wrong or any(overlap(span, other) for other in taken):
                    require(
                        taken.get(span, actor["key"]) == actor["key"], f"{form!r} names two actors; list one in except"
                    )
                    continue
                taken[span] = actor["key"]
                spans[actor["key"]].append(span)
        require(found > 0, f"form {form!r} of {actor['key']} not found")
    return spans


def build_actors(lines: Lines, annotation: Record) -> list[Record]:
    spans = form_spans(lines, annotation)
    actors = []
    for actor in annotation["actors"]:
        key = actor["key"]
        require(actor["type"] in TYPES, f"actor {key}: type {actor['type']!r}")
        mentions = sorted({*spans[key], *(lines.find(*use) for use in actor.get("uses", []))})
        require(bool(mentions), f"actor {key} has no mention")
        fields = {name: actor[name] for name in ("key", "type", "name", "named", "roles")}
        actors.append({**fields, "mentions": [list(span) for span in mentions]})
    return actors


def build_locations(lines: Lines, annotation: Record) -> list[Record]:
    locations = []
    for place in annotation["locations"]:
        key, code = place["key"], place["country"]
        require(place["type"] in PLACES, f"location {key}: type {place['type']!r}")
        require(re.fullmatch(r"([A-Z]{2})?", code) is not None, f"location {key}: country {code!r}")
        fields = {name: place[name] for name in ("key", "name", "type", "country")}
        spans = sorted(lines.find(*use) for use in place["uses"])
        locations.append({**fields, "mentions": [list(span) for span in spans]})
    return locations


def check_mentions(lines: Lines, actors: list[Record], locations: list[Record]) -> None:
    """No two mentions of actors or of places overlap."""
    seen: list[tuple[Span, str]] = []
    for item in [*actors, *locations]:
        for start, end in item["mentions"]:
            for span, key in seen:
                require(not overlap(span, (start, end)), f"{key} and {item['key']} overlap at {start}")
            seen.append(((start, end), item["key"]))


def check_open(actors: list[Record], locations: list[Record], either: list[list[int]]) -> None:
    """What is open to dispute is not also required."""
    required = [item for item in [*actors, *locations] if item.get("named", True)]
    for item in required:
        for start, end in item["mentions"]:
            disputed = any(overlap((start, end), (left, right)) for left, right in either)
            require(not disputed, f"a mention of {item['key']} at {start} is in either")


def placed(lines: Lines, item: Record, drop: tuple[str, ...] = ("line", "n")) -> Record:
    """The item with offsets in place of its line and occurrence."""
    start, end = lines.find(item["line"], item["text"], item.get("n", 1))
    return {**{name: value for name, value in item.items() if name not in drop}, "start": start, "end": end}


def check_reporting(lines: Lines, item: Record, source: str, keys: set[str]) -> None:
    """The source is an actor; its cue and its words for the speaker stand near the item."""
    where = f"line {item['line']}, {item['text'][:40]!r}"
    require(item[source] is None or item[source] in keys, f"{where}: no actor {item[source]!r}")
    require(item[source] is not None or item.get("optional", False), f"{where}: no source, so it must be optional")
    near = "\n".join(lines[n] for n in range(item["line"] - 2, item["line"] + 3) if n in lines.numbers())
    for name in ("cue", "speaker_text"):
        require(item.get(name, "") in near, f"{where}: {name} {item.get(name)!r} is not near")


def build_quotes(lines: Lines, annotation: Record, keys: set[str]) -> list[Record]:
    for quote in annotation["quotes"]:
        check_reporting(lines, quote, "speaker", keys)
        require(quote["form"] in ("direct", "mixed"), f"line {quote['line']}: form {quote['form']!r}")
    return sorted((placed(lines, quote) for quote in annotation["quotes"]), key=lambda quote: int(quote["start"]))


def build_claims(lines: Lines, annotation: Record, keys: set[str]) -> list[Record]:
    for claim in annotation["claims"]:
        check_reporting(lines, claim, "claimant", keys)
        require(claim["stance"] in STANCES, f"line {claim['line']}: stance {claim['stance']!r}")
    return sorted((placed(lines, claim) for claim in annotation["claims"]), key=lambda claim: int(claim["start"]))


def marked_spans(line: str) -> list[Span]:
    """The words inside each pair of marks, nested ones too; marks left open reach the end of the line."""
    spans: list[Span] = []
    opened: list[tuple[str, int]] = []
    for at, mark in enumerate(line):
        if opened and mark == PAIRS[opened[-1][0]]:
            spans.append((opened.pop()[1], at))
        elif mark in PAIRS:
            opened.append((mark, at + 1))
    return spans + [(start, len(line)) for _, start in opened]


def check_marks(lines: Lines, annotation: Record, quotes: list[Record], others: list[Record]) -> None:
    """Each pair of marks is in quotes or in not_quotes; a nested pair has an item of its own."""
    spans = {(item["start"], item["end"]) for item in [*quotes, *others]}
    for number in lines.numbers():
        if number in annotation.get("related_lines", []):
            continue
        line, offset = lines[number], lines.starts[number - 1]
        for start, end in marked_spans(line):
            inside = (offset + start, offset + end)
            known = any(inside[0] <= s and e <= inside[1] for s, e in spans)
            require(known, f"line {number}: {line[start:end][:60]!r} is in marks, but in no list")


def check_apart(quotes: list[Record], others: list[Record]) -> None:
    """Quotes do not overlap, but for nested ones; words that are no quote are in none, unless nested."""
    spans = [(q["start"], q["end"]) for q in quotes]
    for one, left in enumerate(spans):
        for right in spans[one + 1 :]:
            nested = left[0] <= right[0] and right[1] <= left[1]
            require(not overlap(left, right) or nested, f"quotes overlap at offset {right[0]}")
    for other in others:
        span = (other["start"], other["end"])
        require(other["why"] in REASONS, f"not_quotes {other['text']!r}: why {other['why']!r}")
        inside = any(overlap(span, quote) for quote in spans)
        require(
            not inside or other["why"] != "scare",
            f"{other['text']!r} is inside a quote; its why can't be scare",
        )


def build(text: str, annotation: Record) -> Record:
    """The gold of one article, with offsets; raises AnnotationError where the annotation does not fit."""
    lines = Lines(text)
    actors, locations = build_actors(lines, annotation), build_locations(lines, annotation)
    check_mentions(lines, actors, locations)
    keys = {actor["key"] for actor in actors}
    require(len(keys) == len(actors), "two actors have one key")
    quotes, claims = build_quotes(lines, annotation, keys), build_claims(lines, annotation, keys)
    others = [placed(lines, item) for item in annotation["not_quotes"]]
    check_marks(lines, annotation, quotes, others)
    check_apart(quotes, others)
    gold = {"id": annotation["id"], "language": annotation["language"], "actors": actors, "locations": locations}
    either = [list(lines.find(*use)) for use in annotation.get("either", [])]
    check_open(actors, locations, either)
    return {**gold, "quotes": quotes, "not_quotes": others, "claims": claims, "either": either}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--folder", type=pathlib.Path, default=FOLDER, help="of the articles; by default, this one's")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a gold file is out of date")
    arguments = parser.parse_args()
    folder: pathlib.Path = arguments.folder
    names = arguments.names or sorted(path.name.removesuffix(".ann.json") for path in folder.glob("*.ann.json"))
    faults = 0
    for name in names:
        gold_path = folder / f"{name}.gold.json"
        try:
            annotation = json.loads((folder / f"{name}.ann.json").read_text("utf-8"))
            require(annotation["id"] == name, f"id is {annotation['id']!r}")
            gold = build((folder / f"{name}.txt").read_text("utf-8"), annotation)
            written = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
            if not arguments.check:
                gold_path.write_text(written, "utf-8")
            require(gold_path.read_text("utf-8") == written, "the gold file is out of date; run build_gold.py")
        except AnnotationError as error:
            print(f"{name}: {error}", file=sys.stderr)
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
