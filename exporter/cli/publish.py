"""`exporter publish`: a command for each target, made of the fields of its class, and those that are no target."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from exporter.cli import options
from exporter.cli.console import tell
from exporter.cli.errors import PROBLEMS, shown
from exporter.cli.publish_html import EXAMPLES as HTML_EXAMPLES
from exporter.cli.publish_html import publish_html
from exporter.publish.registry import TARGETS, TargetKind

EXAMPLES = """Examples:

exporter publish wordpress-plugin -o wp-content/mu-plugins

exporter publish wordpress article.txt --site https://courrier.example --user desk --create

exporter publish wordpress --site https://courrier.example --user desk --since 2026-01-01

exporter publish html public"""

Inputs = Annotated[
    list[str] | None, typer.Argument(metavar="ARTICLE...", help="Files, folders, globs, or -.", show_default=False)
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
MinConfidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Leave out facts of rules that are right less often than this.")
]
ProfileOption = Annotated[
    options.Profile | None,
    typer.Option("--profile", help="JSON-LD in schema.org alone (web, the default), or with every span and rule."),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="DATE",
        help="Instead of articles: what was published there since that day, each made of its own page.",
    ),
]
Folder = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the file.")]
Seo = Annotated[
    Literal["merge", "replace", "add"],
    typer.Option(
        help="Where an SEO plugin prints an article of its own: merge ours into it, replace it by ours, or add ours."
    ),
]
Force = Annotated[bool, typer.Option("--force", "-f", help="Replace a file that this program did not write.")]


def _publish(
    articles: Inputs = None,
    dry_run: DryRun = False,
    profile: ProfileOption = None,
    language: options.Language = None,
    config: options.Config = None,
    min_confidence: MinConfidence = None,
    quiet: options.Quiet = False,
    headline: options.Headline = None,
    description: options.Description = None,
    url: options.Url = None,
    id: options.Identifier = None,
    published: options.Published = None,
    modified: options.Modified = None,
    author: options.Authors = None,
    publisher: options.Publisher = None,
    section: options.Section = None,
    keyword: options.Keywords = None,
    image: options.Images = None,
    dateline: options.Dateline = None,
    rights: options.Rights = None,
) -> None:
    """The parameters that the commands of all targets have beside their own."""


class _Targets(TyperGroup):
    """Has a command for each target; its module is loaded when the command is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*TARGETS, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command; that of a target without its options, which is enough for a list."""
        kind = TARGETS.get(cmd_name)
        return super().get_command(ctx, cmd_name) if kind is None else _command(cmd_name, kind, _publish)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        kind = TARGETS.get(name or "")
        return name, command if kind is None else _target_command(name or "", kind), rest


def _command(name: str, kind: TargetKind, function: Callable[..., None]) -> Any:
    app = typer.Typer(add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})
    app.command(name, help=kind.summary, epilog=f"Example:\n\n{kind.example}" if kind.example else None)(function)
    return typer.main.get_command(app)


def _target_command(name: str, kind: TargetKind) -> Any:
    """The command with the options of its target first, what stands without a name before the articles."""
    from exporter.cli.publish_options import fields_of
    from exporter.publish.target import Archive

    target = kind.load()

    def run(**values: Any) -> None:
        from exporter.cli.publishing import publish_with

        if not publish_with(name, target, values):
            raise typer.Exit(PROBLEMS)

    parameters = {one.name: one.parameter() for one in fields_of(target) if not one.is_secret}
    if issubclass(target, Archive):
        parameters["since"] = inspect.Parameter("since", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Since)
    for one in inspect.signature(_publish, eval_str=True).parameters.values():
        parameters.setdefault(one.name, one.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    run.__signature__ = inspect.Signature(list(parameters.values()))  # type: ignore[attr-defined]
    return _command(name, kind, run)


publish = typer.Typer(
    cls=_Targets, no_args_is_help=True, help="Publish the JSON-LD of articles to a website.", epilog=EXAMPLES
)
publish.command("html", epilog=HTML_EXAMPLES)(publish_html)


@publish.command("wordpress-plugin")
def wordpress_plugin(folder: Folder, seo: Seo = "merge", force: Force = False) -> None:
    """Write the plugin that a WordPress site needs, for its folder wp-content/mu-plugins."""
    from exporter.cli.conversion import refuse_existing
    from exporter.cli.outputs import write_all
    from exporter.publish.wordpress_plugin import FILE_NAME, plugin

    path = folder / FILE_NAME
    if not force:
        refuse_existing([path])
    write_all({path: plugin(seo)})
    tell(f"{shown(path)}: to be put into wp-content/mu-plugins/ of the site")
