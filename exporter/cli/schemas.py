"""`exporter schemas`: the schemas that outputs are checked against."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.console import tell
from exporter.cli.errors import UsageError, shown

schemas = typer.Typer(
    no_args_is_help=True, help="List, show, write and fetch the schemas that outputs are checked against."
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A schema that `exporter schemas list` names.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the files.")]
Origin = Annotated[
    str | None,
    typer.Option("--from", metavar="URL|DIR", help="Another address, or a folder with copies, of the same files."),
]


@schemas.command("list")
def list_schemas() -> None:
    """List the schemas, and where a fetched copy of IPTC's schema is."""
    from exporter.cli.schema_cache import cached_schema
    from exporter.cli.schema_files import published_schemas

    for name, content in published_schemas().items():
        typer.echo(f"{name}\t{len(content)} bytes")
    copy = cached_schema()
    typer.echo(f"IPTC NewsML-G2 2.35 Power\t{shown(copy) if copy else 'not fetched: exporter schemas fetch'}")


@schemas.command()
def show(name: Name) -> None:
    """Print a schema."""
    from exporter.cli.schema_files import published_schemas

    published = published_schemas()
    if name not in published:
        raise UsageError(f"{name!r} is no schema; there are: {', '.join(published)}")
    sys.stdout.buffer.write(published[name])


@schemas.command()
def write(folder: Folder = Path("schemas")) -> None:
    """Write every schema into a folder; those of JSON are made anew from the model."""
    from exporter.cli.outputs import write_all
    from exporter.cli.schema_files import current_schemas

    files = {folder / name: content for name, content in current_schemas().items()}
    changed = {path: content for path, content in files.items() if not path.is_file() or path.read_bytes() != content}
    write_all(changed)
    tell(f"{len(files)} schemas in {shown(folder)}, {len(changed)} of them changed")


@schemas.command()
def fetch(origin: Origin = None) -> None:
    """Bring IPTC's NewsML-G2 schema into the cache of this user; its checksum must be right."""
    from exporter.cli.schema_cache import fetch_schema

    typer.echo(shown(fetch_schema(origin)))
