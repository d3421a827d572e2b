"""Problems of several files as text for people, and in the forms that CI systems read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from exporter.checks.problem import Problem

__all__ = ["REPORTS", "CheckedFile", "render_report"]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file as it was named, and what is wrong with it."""

    name: str
    problems: tuple[Problem, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether no problem is an error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity == "error")


REPORTS: dict[str, str] = {
    "text": "exporter.checks.report:as_text",
    "json": "exporter.checks.report:as_json",
    "github": "exporter.checks.report:as_github",
    "junit": "exporter.checks.report_junit:as_junit",
    "sarif": "exporter.checks.report_sarif:as_sarif",
}


def render_report(files: Sequence[CheckedFile], form: str) -> str:
    """The report in a form of `REPORTS`, with a final line end unless it is empty."""
    module, function = REPORTS[form].split(":")
    render: Callable[[Sequence[CheckedFile]], str] = getattr(import_module(module), function)
    return render(files)


def as_text(files: Sequence[CheckedFile]) -> str:
    """`file:line:column rule message`, one problem a line; without a position the path inside of the file instead."""
    return "".join(f"{_place(file, problem)} {_words(problem)}\n" for file, problem in _problems(files))


def _problems(files: Sequence[CheckedFile]) -> Iterator[tuple[CheckedFile, Problem]]:
    for file in files:
        for problem in file.problems:
            yield file, problem


def _place(file: CheckedFile, problem: Problem) -> str:
    name = printable(file.name)
    if problem.line is None:
        return f"{name}: {printable(problem.path)}" if problem.path else f"{name}:"
    return f"{name}:{problem.line}:{problem.column or 1}"


def _words(problem: Problem) -> str:
    note = "warning: " if problem.severity == "warning" else ""
    return f"{problem.rule} {note}{printable(problem.message)}"


def printable(value: str) -> str:
    """A string on one line that cannot steer a terminal: what is not printable is escaped."""
    if value.isprintable():
        return value
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in value)


def as_json(files: Sequence[CheckedFile]) -> str:
    """`{"files": [{"file", "valid", "problems": [{"rule", "severity", "message", "path", "line", "column"}]}]}`."""
    listed = [
        {"file": file.name, "valid": file.valid, "problems": [_record(problem) for problem in file.problems]}
        for file in files
    ]
    return json.dumps({"files": listed}, ensure_ascii=True, indent=2) + "\n"


def _record(problem: Problem) -> dict[str, str | int | None]:
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
    }


def as_github(files: Sequence[CheckedFile]) -> str:
    """Workflow commands that GitHub Actions shows as annotations of the files."""
    return "".join(_command(file, problem) + "\n" for file, problem in _problems(files))


def _command(file: CheckedFile, problem: Problem) -> str:
    values = {"file": file.name, "line": problem.line, "col": problem.column, "title": problem.rule}
    given = ",".join(f"{key}={_property(str(value))}" for key, value in values.items() if value is not None)
    where = f" ({problem.path})" if problem.path else ""
    return f"::{problem.severity} {given}::{_data(problem.message + where)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
