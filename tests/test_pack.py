"""A pack in memory: compiled from its tables, quick to load, each row found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from exporter.languages.compile import compile_pack, dump
from exporter.languages.pack import load_pack
from exporter.languages.table import Table

PACK = Path(__file__).parent.parent / "exporter" / "languages" / "fr"
LOAD = """
import json
from time import process_time as clock
from exporter.languages import pack
start = clock()
pack.load_pack("fr")
loaded = clock()
json.loads((pack.resources.files("exporter.languages") / "fr" / "compiled.json").read_bytes())
print(loaded - start, clock() - loaded)
"""


def test_the_compiled_tables_are_current() -> None:
    written = (PACK / "compiled.json").read_text("utf-8")
    assert written == dump(compile_pack(PACK)) + "\n", "python -m exporter.languages.compile exporter/languages/fr"


def test_a_pack_loads_at_once() -> None:
    """Processor time, the best of several processes; where all is slow, against the bare reading of its JSON."""
    runs = [
        subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(7)
    ]
    loads, reads = zip(*(map(float, run) for run in runs), strict=True)
    assert min(loads) < 0.06 or min(loads) / min(reads) < 6


def test_every_word_of_the_lexicon_is_found() -> None:
    lexicon = Table((PACK / "lexicon.tsv").read_text("utf-8"))
    rows = (PACK / "lexicon.tsv").read_text("utf-8").splitlines()[1:]
    assert all(lexicon[form] == tags for form, tags in (row.split("\t") for row in rows))


@pytest.mark.parametrize("text", ["key\tvalue\na\t1\nab\t2\nb\t3\n", "key\tvalue\na\t1\nab\t2\nb\t3"])
def test_a_table_answers_for_rows_that_are_there(text: str) -> None:
    table = Table(text)
    assert [table[key] for key in ("a", "ab", "b")] == ["1", "2", "3"]
    assert [table[key] for key in ("", "0", "aa", "abc", "c", "key", "a\t1")] == [""] * 7
    assert [table[key] for key in ("a", "c")] == ["1", ""]


def test_a_table_without_rows_is_empty() -> None:
    assert Table("")["a"] == Table("key\tvalue\n")["a"] == ""


def test_what_a_table_remembers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.languages.table._REMEMBERED", 10)
    table = Table("key\tvalue\nword5\tx\n")
    assert [key for key in map(str, range(100)) if table[f"word{key}"]] == ["5"]
    assert len(table) <= 10


def test_a_role_in_lower_case_goes_before_one_with_a_capital() -> None:
    roles = load_pack("fr").roles
    assert all(form == form.lower() for form in roles)
    assert roles["ministre"].lemma == "ministre"
    assert roles["ministres"].agreement.endswith("p")
