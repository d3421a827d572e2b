"""`exporter explain`: why a fact is there: its words in the text, the rule, and how its source was told."""

from __future__ import annotations

from typing import Annotated

import typer

from exporter.cli import options
from exporter.cli.inputs import one_input

File = Annotated[str, typer.Argument(metavar="FILE", help="An article: text or Markdown; or - for the standard input.")]
Fact = Annotated[
    list[str] | None,
    typer.Option(
        "--fact", metavar="ID", help="The fact (quote-3, claim-1, the id of an actor); can stand several times."
    ),
]


def explain(file: File, fact: Fact = None, language: options.Language = None, config: options.Config = None) -> None:
    """Show why each fact of an article is there: its place in the text, the rule that made it, who was meant."""
    found = one_input(file)
    from exporter.cli.explaining import explanations
    from exporter.cli.reading import article_of

    for line in explanations(article_of(found, language, config), fact):
        typer.echo(line)
