"""How often a rule is right: measured, compiled, told with each fact, and asked for by a threshold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exporter import RenderOptions, parse, read, render
from exporter.cli.main import app
from exporter.extract.explanation import meaning
from exporter.languages.pack import load_pack
from exporter.languages.schema import read_tsv
from tests import measure_confidence as measuring
from tests.regression import absent

TEXT = (
    "« La digue tiendra », a assuré lundi à Lyon Léa Morin, présidente de la région. Selon l'ingénieur Marc Duval, "
    "les vannes sont neuves. \n\nLe chômage a baissé de 12 % en 2025."
)


def rows() -> list[dict[str, str]]:
    return read_tsv(measuring.PACK / "confidence.tsv")


def test_the_rows_say_what_they_count() -> None:
    for row in rows():
        right, total = int(row["right"]), int(row["total"])
        assert 0 <= right <= total, row
        assert row["confidence"] == measuring.confidence(right, total), row
        assert meaning(row["rule"].removesuffix(".*")) or row["rule"].startswith("fr.frame.") or "*" in row["rule"], row
    names = [row["rule"] for row in rows()]
    assert names == sorted(set(names))


def test_the_table_is_near_what_is_measured_now() -> None:
    if reason := absent("gold"):
        pytest.skip(reason)
    counts = measuring.measure()
    for row in rows():
        total = counts.total.get(row["rule"], 0)
        if total >= 20 and row["confidence"]:
            now = float(measuring.confidence(counts.right[row["rule"]], total))
            assert float(row["confidence"]) == pytest.approx(now, abs=0.1), f"{row['rule']}: measure anew"


def test_few_observations_fall_back_on_the_family() -> None:
    known = {"fr.quote.*": 0.9, "fr.quote.incise.*": 0.8, "fr.quote.incise": 0.7, "fr.quote.turn": 0.6}
    pack = replace(load_pack("fr"), confidences={**known, "fr.claim.own-voice.*": None, "fr.claim.*": 0.5})
    told = {
        "fr.quote.incise": 0.7, "fr.quote.incise.behind": 0.8, "fr.quote.turn.new": 0.6, "fr.quote.other": 0.9,
        "fr.claim.own-voice.figure": None, "fr.claim.que": 0.5, "fr.other": None, "und.quote.incise": None,
    }  # fmt: skip
    assert {rule: pack.confidence(rule) for rule in told} == told


def test_every_fact_tells_the_confidence_of_its_rule() -> None:
    article, pack = parse(TEXT, language="fr"), load_pack("fr")
    facts = [*article.actors, *article.locations, *article.quotes, *article.claims]
    assert {fact.evidence.confidence for fact in facts} > {None}
    for fact in facts:
        assert fact.evidence.confidence == pack.confidence(fact.evidence.rule)
    assert [claim.evidence.confidence for claim in article.claims if claim.claimant is None] == [None]


def test_the_outputs_carry_it() -> None:
    article = parse(TEXT, language="fr")
    full = render(article, "jsonld", RenderOptions(profile="full"))
    newsml = render(article, "newsml")
    assert read(full, "jsonld") == read(newsml, "newsml") == article
    confidence = article.quotes[0].evidence.confidence
    assert confidence is not None
    assert f'confidence="{confidence * 100:.0f}"'.encode() in newsml
    assert json.dumps(confidence).encode() in full


def test_a_threshold_leaves_out_what_is_right_less_often(tmp_path: Path) -> None:
    source = tmp_path / "digue.txt"
    source.write_text(TEXT, "utf-8")
    article = parse(TEXT, language="fr")
    sure = [
        one.evidence.confidence for one in (*article.quotes, *article.claims) if one.evidence.confidence is not None
    ]
    arguments = [
        "convert",
        str(source),
        "-o",
        str(tmp_path),
        "--to",
        "json",
        "--min-confidence",
        str(max(sure) + 0.001),
    ]
    assert CliRunner().invoke(app, arguments, catch_exceptions=False).exit_code == 0
    kept = read((tmp_path / "digue.json").read_bytes(), "json")
    assert kept.quotes == ()
    assert [claim.claimant for claim in kept.claims] == [None]
    assert kept.diagnostics[-1].code == "confidence.threshold"


def test_families_are_nearest_first() -> None:
    assert measuring.families("fr.quote.incise.behind") == [
        "fr.quote.incise.behind.*",
        "fr.quote.incise.*",
        "fr.quote.*",
    ]
    assert measuring.families("fr.frame") == ["fr.frame.*"]


def test_the_table_of_counts() -> None:
    counts = measuring.Counts()
    counts.total.update({"fr.quote.incise": 10, "fr.quote.colon": 3})
    counts.right.update({"fr.quote.incise": 9, "fr.quote.colon": 3})
    counts.unjudged.add("fr.claim.own-voice.date")
    assert measuring.table(counts).splitlines() == [
        "rule\tright\ttotal\tconfidence",
        "fr.claim.own-voice.date\t0\t0\t",
        "fr.quote.*\t12\t13\t0.87",
        "fr.quote.colon\t3\t3\t",
        "fr.quote.incise\t9\t10\t0.83",
    ]
