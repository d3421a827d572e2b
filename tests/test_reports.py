"""The forms of a report, each read by a consumer of its own or checked against its schema."""

from __future__ import annotations

import json
import os
from pathlib import Path

import junitparser
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from exporter.checks import Problem
from exporter.checks.report import REPORTS, CheckedFile, render_report

FILES = (
    CheckedFile(
        "out/sommet: été, 100%.jsonld",
        (
            Problem("jsonld.reference", "there is no node '#person-a'", "/mentions/0", 12, 5),
            Problem("jsonld.language", "inLanguage\nis missing\x1b[31m", "", 1, 1, "warning"),
            Problem("jsonld.date", "a date & <time>", "/datePublished"),
        ),
    ),
    CheckedFile("out/clean.xml"),
    CheckedFile("/srv/warned.json", (Problem("model.note", "look", line=3, severity="warning"),)),
)
SUBSET = json.loads((Path(__file__).parent / "sarif-subset.schema.json").read_text("utf-8"))

problems = st.builds(
    Problem,
    rule=st.sampled_from(["a.b", "c"]),
    message=st.text(),
    path=st.text(max_size=5),
    line=st.none() | st.integers(1, 9),
    column=st.none() | st.integers(1, 9),
    severity=st.sampled_from(["error", "warning"]),
)
names = st.text(st.characters(exclude_characters="\0"), min_size=1).filter(lambda name: name.strip())
files = st.lists(st.builds(CheckedFile, names, st.lists(problems, max_size=3).map(tuple)), max_size=3)


def test_text_is_one_line_a_problem() -> None:
    assert render_report(FILES, "text").splitlines() == [
        "out/sommet: été, 100%.jsonld:12:5 jsonld.reference there is no node '#person-a'",
        r"out/sommet: été, 100%.jsonld:1:1 jsonld.language warning: inLanguage\nis missing\x1b[31m",
        "out/sommet: été, 100%.jsonld: /datePublished jsonld.date a date & <time>",
        "/srv/warned.json:3:1 model.note warning: look",
    ]


def test_nothing_to_say_is_an_empty_text() -> None:
    assert render_report(FILES[1:2], "text") == render_report(FILES[1:2], "github") == ""


def test_json_holds_everything() -> None:
    report = json.loads(render_report(FILES, "json"))
    assert [(file["file"], file["valid"], len(file["problems"])) for file in report["files"]] == [
        ("out/sommet: été, 100%.jsonld", False, 3),
        ("out/clean.xml", True, 0),
        ("/srv/warned.json", True, 1),
    ]
    assert report["files"][0]["problems"][0] == {
        "rule": "jsonld.reference",
        "severity": "error",
        "message": "there is no node '#person-a'",
        "path": "/mentions/0",
        "line": 12,
        "column": 5,
    }


def test_github_annotations_are_escaped() -> None:
    name = "out/sommet%3A été%2C 100%25.jsonld"
    assert render_report(FILES, "github").splitlines() == [
        f"::error file={name},line=12,col=5,title=jsonld.reference::there is no node '#person-a' (/mentions/0)",
        f"::warning file={name},line=1,col=1,title=jsonld.language::inLanguage%0Ais missing\x1b[31m",
        f"::error file={name},title=jsonld.date::a date & <time> (/datePublished)",
        "::warning file=/srv/warned.json,line=3,title=model.note::look",
    ]


def test_junit_is_read_by_junitparser() -> None:
    suites = junitparser.JUnitXml.fromstring(render_report(FILES, "junit").encode())
    (suite,) = suites
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (3, 1, 0, 0)
    failed, clean, warned = suite
    assert failed.name == "out/sommet: été, 100%.jsonld"
    (failure,) = failed.result
    assert (failure.type, failure.message) == (
        "jsonld.reference",
        "2 errors; the first: there is no node '#person-a'",
    )
    assert failure.text.splitlines() == [
        "12:5 jsonld.reference there is no node '#person-a' (/mentions/0)",
        "jsonld.date a date & <time> (/datePublished)",
    ]
    assert failed.system_out == r"1:1 jsonld.language inLanguage\nis missing\x1b[31m"
    assert clean.is_passed and clean.system_out is None
    assert warned.is_passed and warned.system_out == "3:1 model.note look"


def test_sarif_says_where_and_what() -> None:
    report = json.loads(render_report(FILES, "sarif"))
    (run,) = report["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "jsonld.date", "jsonld.language", "jsonld.reference", "model.note",
    ]  # fmt: skip
    first, *_, last = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("jsonld.reference", 2, "error")
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "out/sommet%3A%20%C3%A9t%C3%A9%2C%20100%25.jsonld", "index": 0},
                "region": {"startLine": 12, "startColumn": 5},
            },
            "logicalLocations": [{"fullyQualifiedName": "/mentions/0"}],
        }
    ]
    assert last["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///srv/warned.json"


@example([CheckedFile("\ud800", ())])
@example([CheckedFile("/srv/\ud800", ())])
@given(files)
def test_sarif_is_valid_whatever_the_problems_say(checked: list[CheckedFile]) -> None:
    report = json.loads(render_report(checked, "sarif"))
    Draft202012Validator(SUBSET).validate(report)
    (run,) = report["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert len(run["results"]) == sum(len(file.problems) for file in checked)


@pytest.mark.skipif("SARIF_SCHEMA" not in os.environ, reason="SARIF_SCHEMA names no copy of the published schema")
@given(files)
def test_sarif_is_valid_against_the_published_schema(checked: list[CheckedFile]) -> None:
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8"))
    Draft4Validator(schema).validate(json.loads(render_report(checked, "sarif")))


@given(files)
def test_junit_is_well_formed_whatever_the_problems_say(checked: list[CheckedFile]) -> None:
    suites = junitparser.JUnitXml.fromstring(render_report(checked, "junit").encode("utf-8"))
    assert suites.failures == sum(not file.valid for file in checked)


@given(files, st.sampled_from(["text", "github"]))
def test_a_problem_is_one_line(checked: list[CheckedFile], form: str) -> None:
    lines = render_report(checked, form).split("\n")
    assert len(lines) == 1 + sum(len(file.problems) for file in checked)
    assert lines[-1] == ""


def test_every_form_is_in_the_table() -> None:
    assert all(render_report(FILES, form) for form in REPORTS)
