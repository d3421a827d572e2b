"""Problems as SARIF 2.1.0 (OASIS), the form of code scanning services."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from exporter.checks.problem import Problem
from exporter.checks.report import CheckedFile, printable
from exporter.version import NAME, VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(files: Sequence[CheckedFile]) -> str:
    """One run with a result for each problem; columns count code points."""
    names = sorted({problem.rule for file in files for problem in file.problems})
    rules = {name: number for number, name in enumerate(names)}
    artifacts = {uri: number for number, uri in enumerate(dict.fromkeys(_uri(file.name) for file in files))}
    driver = {"name": NAME, "version": VERSION, "rules": [{"id": rule} for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri}} for uri in artifacts],
        "results": [
            _result(problem, rules[problem.rule], {"uri": _uri(file.name), "index": artifacts[_uri(file.name)]})
            for file in files
            for problem in file.problems
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=2) + "\n"


def _result(problem: Problem, rule: int, artifact: dict[str, Any]) -> dict[str, Any]:
    return {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": printable(problem.message)},
        "locations": [_location(problem, artifact)],
    }


def _location(problem: Problem, artifact: dict[str, Any]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if problem.line is not None:
        physical["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    return location


def _uri(name: str) -> str:
    """A relative reference, so that a service finds the file in its checkout; an absolute path is a file address."""
    path = Path(name)
    try:
        return path.as_uri() if path.is_absolute() else quote(path.as_posix().encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:  # half of a surrogate pair, which a file of Windows may have in its name
        return quote(path.as_posix().encode("utf-8", "surrogatepass"))
