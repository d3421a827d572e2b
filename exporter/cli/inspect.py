"""`exporter inspect`: what was found in an article, as tables."""

from __future__ import annotations

from typing import Annotated

import typer

from exporter.cli import options
from exporter.cli.inputs import one_input

File = Annotated[str, typer.Argument(metavar="FILE", help="An article: text or Markdown; or - for the standard input.")]


def inspect(file: File, language: options.Language = None, config: options.Config = None) -> None:
    """Show the actors, quotes, locations and claims of an article.

    On a terminal as tables; else one fact a line, its fields apart by tabs, the kind of fact first.
    """
    found = one_input(file)
    from exporter.cli.reading import article_of
    from exporter.cli.tables import show

    show(article_of(found, language, config))
