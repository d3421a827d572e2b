"""Options that several commands share, and the metadata of an article as options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

_PANEL = "Metadata (go before what the article says itself)"


Profile = Literal["web", "full"]
Body = Literal["xhtml", "nitf", "both"]

Config = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        envvar="EXPORTER_CONFIG",
        help="Configuration of the newsroom; else exporter.toml of this folder.",
    ),
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="TAG", help="Language of the text (BCP 47); else told from the text."),
]
StdinName = Annotated[str, typer.Option("--name", metavar="NAME", help="Name of the outputs of the standard input.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="Processes; else one, or as many as there are processors from 64 inputs."),
]

Headline = Annotated[str | None, typer.Option("--headline", metavar="TEXT", rich_help_panel=_PANEL)]
Description = Annotated[str | None, typer.Option("--description", metavar="TEXT", rich_help_panel=_PANEL)]
Url = Annotated[
    str | None, typer.Option("--url", metavar="IRI", rich_help_panel=_PANEL, help="Canonical address of the article.")
]
Identifier = Annotated[
    str | None,
    typer.Option(
        "--id", metavar="IRI", rich_help_panel=_PANEL, help="Identifier; else the url, else made of the text."
    ),
]
Published = Annotated[
    str | None, typer.Option("--published", metavar="DATE", rich_help_panel=_PANEL, help="ISO 8601 day or instant.")
]
Modified = Annotated[
    str | None, typer.Option("--modified", metavar="DATE", rich_help_panel=_PANEL, help="ISO 8601 day or instant.")
]
Authors = Annotated[
    list[str] | None, typer.Option("--author", metavar="NAME", rich_help_panel=_PANEL, help="Can stand several times.")
]
Publisher = Annotated[str | None, typer.Option("--publisher", metavar="NAME", rich_help_panel=_PANEL)]
Section = Annotated[str | None, typer.Option("--section", metavar="TEXT", rich_help_panel=_PANEL)]
Keywords = Annotated[
    list[str] | None,
    typer.Option("--keyword", metavar="TEXT", rich_help_panel=_PANEL, help="Can stand several times."),
]
Images = Annotated[
    list[str] | None, typer.Option("--image", metavar="IRI", rich_help_panel=_PANEL, help="Can stand several times.")
]
Dateline = Annotated[str | None, typer.Option("--dateline", metavar="TEXT", rich_help_panel=_PANEL)]
Rights = Annotated[
    str | None, typer.Option("--rights", metavar="TEXT", rich_help_panel=_PANEL, help="Copyright notice.")
]
