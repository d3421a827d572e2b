"""What the program costs, against its bars.

    python -m tests.bench.speed [ratio] [start] [memory] [growth] [worst]

Without a name all parts run, which takes some minutes. The exit code is 1 where a bar is missed. The comparison with
spaCy needs the extra `bench`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from exporter import parse, render, validate
from exporter.extract.pipeline import extract
from exporter.languages.pack import load_pack
from exporter.model import Article
from exporter.readers import source_from_text
from tests.bench.compiled import compiled_package
from tests.bench.inputs import SEED, WORST, running_text
from tests.bench.timing import best, best_of_two, cold, cold_process

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
WHOLE_SIZES = SIZES[:4]
WORST_WORDS = 50_000
FORMATS = ("jsonld", "newsml")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, and the bar that it must stay under; None for a figure that is only told."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"  (bar {self.bar:g}){'' if self.holds else '  MISSED'}"
        return f"{self.name:<58}{self.value:12.2f} {self.unit}{bar}"

    @property
    def holds(self) -> bool:
        return self.bar is None or self.value < self.bar


def whole(text: str) -> list[bytes]:
    """The whole conversion: extraction, both serialisations, and their checks."""
    article = parse(text, language="fr")
    outputs = [render(article, name) for name in FORMATS]
    assert not [problem for data in outputs for problem in validate(data) if problem.severity == "error"]
    return outputs


def _extraction(text: str) -> Callable[[], Article]:
    pack, source = load_pack("fr"), source_from_text(text)
    return lambda: extract(source, pack)


def ratio() -> Iterator[Measure]:
    """The comparison with spaCy, in plain Python and compiled."""
    if find_spec("spacy") is None:
        print("ratio: left out, for spaCy is not installed (pip install '.[bench]')")
        return
    yield from compared("plain Python")
    folder = compiled_package()
    if folder is None:
        print("ratio, compiled: left out, for the grammar could not be compiled")
        return
    run = subprocess.run([sys.executable, "-c", _COMPARED, str(folder)], capture_output=True, text=True, check=True)
    yield from (Measure(*row) for row in json.loads(run.stdout))


_COMPARED = """
import json, sys
sys.path.insert(0, sys.argv.pop())
from dataclasses import astuple
from tests.bench.speed import compared
print(json.dumps([astuple(measure) for measure in compared("compiled")]))
"""


def compared(how: str) -> Iterator[Measure]:
    """Extraction and the whole conversion of the seed against spaCy's tokenizer with its sentencizer, in turns."""
    import spacy

    text = SEED.read_text("utf-8")

    tokenizer = spacy.blank("fr")
    tokenizer.add_pipe("sentencizer")
    for name, call, bar in (("extraction", _extraction(text), 0.5), ("whole conversion", lambda: whole(text), 1.0)):
        ours, theirs = best_of_two(call, lambda: tokenizer(text))
        yield Measure(f"{name} of the seed, {how}", ours * 1e3, "ms")
        yield Measure(f"{name} / spaCy ({theirs * 1e3:.1f} ms), {how}", ours / theirs, "", bar)


def start() -> Iterator[Measure]:
    """What a fresh process costs."""
    load = "from exporter.languages.pack import load_pack\nt = clock()\nload_pack('fr')\nprint(clock() - t)"
    yield Measure("the French pack, cold", cold(load) * 1e3, "ms", 60)
    yield Measure("import exporter", cold("t = clock()\nimport exporter\nprint(clock() - t)") * 1e3, "ms")
    command = "from exporter.cli.main import main; main()"
    yield Measure("exporter --help, process", cold_process("-c", command, "--help") * 1e3, "ms", 350)
    with TemporaryDirectory() as out:
        seconds = cold_process("-c", command, "convert", str(SEED), "-o", out, "--force", rounds=5)
    yield Measure("exporter convert SEED, process", seconds * 1e3, "ms")


_MEMORY = """
import json, resource, sys
from pathlib import Path
from exporter.extract.pipeline import extract
from exporter.languages.pack import load_pack
from exporter.readers import source_from_text
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
pack = load_pack("fr")
extract(source_from_text(Path(sys.argv[2]).read_text("utf-8")), pack)
source = source_from_text(Path(sys.argv[1]).read_text("utf-8"))
before = peak()
extract(source, pack)
print(json.dumps([before, peak()]))
"""


def _peaks(text: str) -> tuple[int, int]:
    """Bytes of a fresh process before and after the extraction of a text, at their highest."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, "utf-8")
        command = [sys.executable, "-c", _MEMORY, str(path), str(SEED)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
    before, after = json.loads(run.stdout)
    return before, after


def memory() -> Iterator[Measure]:
    """Peak memory of a process that extracts one article; bytes for each character more of a long one."""
    yield Measure("one article, whole process", _peaks(SEED.read_text("utf-8"))[1] / 1e6, "MB", 150)
    for name, text in (("the invented articles", running_text(SIZES[-1])), ("plain text", _plain(SIZES[-1]))):
        before, after = _peaks(text)
        yield Measure(f"{len(text):,} characters of {name}", (after - before) / len(text), "bytes/character", 60)


def _plain(characters: int) -> str:
    """Running text without a single fact."""
    sentence = "la pluie tombe sur les champs et le vent pousse les nuages vers la mer. "
    return (sentence * (characters // len(sentence) + 1))[:characters]


def growth() -> Iterator[Measure]:
    """Cost for each character, from a short note to a very long text."""
    for name, sizes, make in (
        ("extraction", SIZES, _extraction),
        ("whole conversion", WHOLE_SIZES, lambda text: lambda: whole(text)),
    ):
        costs = {}
        for size in sizes:
            seconds = best(make(running_text(size)), rounds=1 if size > 100_000 else 5)
            costs[size] = seconds / size * 1e6
            yield Measure(f"{name}, {size:,} characters", costs[size], "µs/character")
        yield Measure(f"{name}: growth from 10,000 to {sizes[-1]:,}", costs[sizes[-1]] / costs[10_000], "", 1.5)


def worst() -> Iterator[Measure]:
    """Time of twice a text against its time, for texts that could make a rule slow."""
    for name, make in WORST.items():
        seconds = [best(_extraction(make(words)), rounds=2, seconds=0.2) for words in (WORST_WORDS, 2 * WORST_WORDS)]
        yield Measure(
            f"{name}, {2 * WORST_WORDS:,} words in {seconds[1]:.2f} s: twice as long", seconds[1] / seconds[0], "", 3
        )


PARTS = {"ratio": ratio, "start": start, "memory": memory, "growth": growth, "worst": worst}


def main(names: list[str]) -> int:
    """Prints the parts asked for; 1 where a bar is missed."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are: {', '.join(PARTS)}")
    missed = 0
    for name in names or PARTS:
        for measure in PARTS[name]():
            print(measure, flush=True)
            missed += not measure.holds
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
