"""Problems as JUnit XML, the form that most CI systems show as tests: one test case a file."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from exporter.checks.problem import Problem
from exporter.checks.report import CheckedFile, printable
from exporter.version import NAME


def as_junit(files: Sequence[CheckedFile]) -> str:
    """A file with errors is a failed test case; warnings stand in its output."""
    failed = sum(not file.valid for file in files)
    counts = {"tests": str(len(files)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suites = etree.Element("testsuites", {"name": NAME, **counts})
    suite = etree.SubElement(suites, "testsuite", {"name": "validate", **counts})
    for file in files:
        suite.append(_case(file))
    return etree.tostring(suites, encoding="unicode", pretty_print=True)


def _case(file: CheckedFile) -> etree._Element:
    name = printable(file.name)
    case = etree.Element("testcase", {"classname": NAME, "name": name, "file": name})
    if not file.valid:
        first, count = file.errors[0], len(file.errors)
        message = f"{count} error{'s' if count > 1 else ''}; the first: {printable(first.message)}"
        failure = etree.SubElement(case, "failure", {"type": first.rule, "message": message})
        failure.text = "\n".join(_line(problem) for problem in file.errors)
    warnings = [problem for problem in file.problems if problem.severity == "warning"]
    if warnings:
        etree.SubElement(case, "system-out").text = "\n".join(_line(problem) for problem in warnings)
    return case


def _line(problem: Problem) -> str:
    where = f"{problem.line}:{problem.column or 1} " if problem.line is not None else ""
    path = f" ({printable(problem.path)})" if problem.path else ""
    return f"{where}{problem.rule} {printable(problem.message)}{path}"
