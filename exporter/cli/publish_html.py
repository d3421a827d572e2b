"""`exporter publish html`: the JSON-LD of articles into the pages of a static site."""

from __future__ import annotations

from typing import Annotated

import typer

from exporter.cli import options
from exporter.cli.errors import PROBLEMS, UsageError
from exporter.cli.inputs import find_inputs

EXAMPLES = """Examples:

exporter publish html public

exporter publish html public/2026/pont/index.html --article content/pont.md

exporter publish html '_site/**/*.html' --merge --dry-run"""

Pages = Annotated[
    list[str], typer.Argument(metavar="PAGE...", help="HTML files, folders (pages of articles alone), globs.")
]
ArticleOption = Annotated[
    str | None,
    typer.Option("--article", metavar="FILE", help="The article of the one page; else what the page itself says."),
]
Merge = Annotated[
    bool, typer.Option("--merge", help="Where a page describes its article already (an SEO plugin), add to that.")
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Where a page describes its article already, put ours in its place.")
]
Remove = Annotated[bool, typer.Option("--remove", help="Take out what this command put in; the pages are as before.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
ProfileOption = Annotated[
    options.Profile | None,
    typer.Option("--profile", help="JSON-LD in schema.org alone (web, the default), or with every span and rule."),
]
MinConfidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Leave out facts of rules that are right less often than this.")
]


def publish_html(
    pages: Pages,
    article: ArticleOption = None,
    merge: Merge = False,
    replace: Replace = False,
    remove: Remove = False,
    dry_run: DryRun = False,
    profile: ProfileOption = None,
    language: options.Language = None,
    config: options.Config = None,
    min_confidence: MinConfidence = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
) -> None:
    """Put the JSON-LD of articles into the head of their HTML pages.

    Each page is read as `exporter convert` reads it. Its block is replaced where it is there already; every other byte
    stays as it is, and a page that is up to date is not written. Exit code 0: done; 1: a page failed; 2: wrong use.
    """
    if merge + replace + remove > 1:
        raise UsageError("--merge, --replace and --remove exclude each other")
    from exporter.cli import static_pages
    from exporter.cli.reading import reading
    from exporter.cli.settings import load_settings
    from exporter.publish.delivery import Renderer

    found = find_inputs(pages, suffixes=static_pages.PAGES)
    settings = load_settings(config)
    plan = static_pages.PagePlan(
        reading=reading(settings, language),
        renderer=Renderer(settings.render_options(profile, None, None)),
        existing="merge" if merge else "replace" if replace else "skip",
        min_confidence=settings.output.min_confidence if min_confidence is None else min_confidence,
        dry_run=dry_run,
        remove=remove,
        article=static_pages.article_input(article, found),
        named=static_pages.named_pages(pages),
    )
    if not static_pages.run(plan, found, jobs, quiet):
        raise typer.Exit(PROBLEMS)
