"""`exporter validate`: what is wrong with JSON, JSON-LD and NewsML-G2 files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from exporter.cli.console import tell
from exporter.cli.errors import PROBLEMS
from exporter.cli.inputs import OUTPUTS, find_inputs
from exporter.cli.options import Jobs

Files = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Files, folders, globs, addresses of web pages, or -.")
]
Form = Annotated[
    Literal["text", "json", "github", "junit", "sarif"], typer.Option("--format", help="Form of the report.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")]

Xsd = Annotated[
    Path | None, typer.Option("--xsd", metavar="FILE", help="Check NewsML-G2 against this copy of IPTC's schema too.")
]
Iptc = Annotated[
    bool, typer.Option("--iptc", help="Check NewsML-G2 against the copy that `exporter schemas fetch` brought.")
]


def validate(
    files: Files,
    form: Form = "text",
    strict: Strict = False,
    xsd: Xsd = None,
    iptc: Iptc = False,
    jobs: Jobs = None,
) -> None:
    """Check model JSON, JSON-LD (also inside of HTML pages, here or on the web) and NewsML-G2 by schemas and rules.

    The kind of a file is told from its content. Exit code 0: valid; 1: problems found; 2: wrong use.
    """
    found = find_inputs(files, suffixes=OUTPUTS, addresses=True)
    from exporter.checks.report import render_report
    from exporter.cli.validation import Rules, check_all, iptc_schema

    rules = Rules(strict, iptc_schema(xsd, iptc))
    checked = check_all(found, rules, jobs)
    sys.stdout.buffer.write(render_report(checked, form).encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    if form == "text":
        faulty = sum(not file.valid for file in checked)
        tell(f"{len(checked)} file{'s' if len(checked) > 1 else ''} checked, {faulty} with errors")
    if not all(file.valid for file in checked):
        raise typer.Exit(PROBLEMS)
