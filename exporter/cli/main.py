"""The command `exporter`: its commands, and how errors end it."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from exporter.cli.console import tell
from exporter.cli.convert import EXAMPLES as CONVERT_EXAMPLES
from exporter.cli.convert import convert
from exporter.cli.errors import MISUSE, PROBLEMS, UsageError
from exporter.cli.explain import explain
from exporter.cli.inspect import inspect
from exporter.cli.publish import publish
from exporter.cli.schemas import schemas
from exporter.cli.validate import validate
from exporter.errors import ExporterError
from exporter.version import NAME, VERSION

EXAMPLES = """Examples:

exporter convert articles -o out

exporter inspect article.txt

exporter explain article.txt --fact quote-1

exporter validate out --format github"""


class _Group(TyperGroup):
    """Ends with one line and an exit code where a command raises one of our errors."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except ExporterError as error:
            tell(f"exporter: {error}")
            raise typer.Exit(MISUSE if isinstance(error, UsageError) else PROBLEMS) from None


app = typer.Typer(
    name="exporter",
    cls=_Group,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {VERSION}")
        raise typer.Exit


@app.callback(epilog=EXAMPLES)
def exporter(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Structured data from news articles, by rules: actors, quotes, locations and claims as JSON-LD and NewsML-G2."""


for command, examples in (
    (convert, CONVERT_EXAMPLES),
    (inspect, "Example:\n\nexporter inspect article.txt | grep ^quote"),
    (explain, "Example:\n\nexporter explain article.txt --fact quote-1 --fact claim-2"),
    (validate, "Example:\n\nexporter validate out --format sarif > report.sarif"),
):
    app.command(epilog=examples)(command)
app.add_typer(publish, name="publish")
app.add_typer(schemas, name="schemas")


def main() -> None:
    """The entry point of the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()
