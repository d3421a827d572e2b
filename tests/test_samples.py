"""The samples: their outputs are current, valid, and tell the same article."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter import read, validate
from samples.regenerate import HERE, regenerate

OUT = HERE / "out"
ARTICLES = sorted(path for path in (HERE / "articles").iterdir() if ".meta." not in path.name)
FILES = sorted(path.relative_to(OUT) for path in OUT.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def anew(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    regenerate(folder)
    return folder


def test_every_article_has_its_outputs(anew: Path) -> None:
    names = {path.stem for path in ARTICLES}
    expected = {Path(f"{name}{suffix}") for name in names for suffix in (".json", ".jsonld", ".xml")}
    expected |= {Path("full") / f"{name}.jsonld" for name in names}
    assert len(names) >= 6
    assert set(FILES) == {path.relative_to(anew) for path in anew.rglob("*") if path.is_file()} == expected


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_outputs_are_current(file: Path, anew: Path) -> None:
    assert (anew / file).read_bytes() == (OUT / file).read_bytes(), "python -m samples.regenerate"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_outputs_are_valid(file: Path) -> None:
    assert validate((OUT / file).read_bytes()) == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_outputs_tell_the_same(path: Path) -> None:
    model = read((OUT / f"{path.stem}.json").read_bytes(), "json")
    assert read((OUT / "full" / f"{path.stem}.jsonld").read_bytes(), "jsonld") == model
    assert read((OUT / f"{path.stem}.xml").read_bytes(), "newsml") == model


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_samples_are_worth_showing(path: Path) -> None:
    article = read((OUT / f"{path.stem}.json").read_bytes(), "json")
    assert len(article.quotes) >= 4 and len(article.claims) >= 5
    assert sum(quote.speaker is not None for quote in article.quotes) >= 4
    assert article.metadata.publisher is not None
