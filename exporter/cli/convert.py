"""`exporter convert`: articles in, checked JSON, JSON-LD and NewsML-G2 out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exporter.cli import options
from exporter.cli.clock import current_instant
from exporter.cli.errors import PROBLEMS
from exporter.cli.inputs import find_inputs

EXAMPLES = """Examples:

exporter convert article.txt -o out

exporter convert archive -o out --jobs 4

exporter convert 'notes/**/*.md' -o out --to jsonld --profile full

exporter convert archive -o out --message out/wire.g2.xml --entities out/entities.g2.xml

exporter convert - --to jsonld -o - < article.txt"""

To = Annotated[
    list[str] | None,
    typer.Option(
        "--to", metavar="FORMATS", help="Formats with commas between them [json,jsonld,newsml]; ninjs is one more."
    ),
]
Folder = Annotated[
    str, typer.Option("--output", "-o", metavar="DIR", help="Folder of the outputs; - prints the only output.")
]
ProfileOption = Annotated[
    options.Profile | None,
    typer.Option("--profile", help="JSON-LD in schema.org alone (web, the default), or with every span and rule."),
]
BodyOption = Annotated[
    options.Body | None, typer.Option("--body", help="Text of the NewsML-G2 as XHTML (the default), NITF or both.")
]
Now = Annotated[
    str | None,
    typer.Option(
        metavar="INSTANT", help="Time of the conversion, ISO 8601 with zone; else SOURCE_DATE_EPOCH, else the clock."
    ),
]
MinConfidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Leave out facts of rules that are right less often than this.")
]
Force = Annotated[bool, typer.Option("--force", "-f", help="Replace files that this program did not write.")]
Message = Annotated[
    Path | None,
    typer.Option("--message", metavar="FILE", help="Write one NewsML-G2 newsMessage with all articles as well."),
]
Entities = Annotated[
    Path | None,
    typer.Option("--entities", metavar="FILE", help="Write a knowledgeItem with every actor and place as well."),
]
Inputs = Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, globs, or -.")]


def convert(
    inputs: Inputs,
    output: Folder = ".",
    to: To = None,
    profile: ProfileOption = None,
    body: BodyOption = None,
    language: options.Language = None,
    name: options.StdinName = "stdin",
    config: options.Config = None,
    now: Now = None,
    min_confidence: MinConfidence = None,
    message: Message = None,
    entities: Entities = None,
    jobs: options.Jobs = None,
    force: Force = False,
    quiet: options.Quiet = False,
    headline: options.Headline = None,
    description: options.Description = None,
    url: options.Url = None,
    identifier: options.Identifier = None,
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
    """Convert articles to JSON, JSON-LD (schema.org) and NewsML-G2."""
    metadata: dict[str, object] = {
        "headline": headline, "description": description, "url": url, "id": identifier, "published": published,
        "modified": modified, "author": author, "publisher": publisher, "section": section, "keywords": keyword,
        "image": image, "dateline": dateline, "rights": rights,
    }  # fmt: skip
    found = find_inputs(inputs, name)
    from exporter.cli import conversion
    from exporter.cli.reading import reading, refuse_shared
    from exporter.cli.settings import format_names, load_settings

    settings = load_settings(config)
    refuse_shared(metadata, len(found))
    plan = conversion.Plan(
        reading=reading(settings, language, metadata),
        formats=format_names(to) if to else settings.output.to,
        options=settings.render_options(profile, body, now or current_instant()),
        min_confidence=settings.output.min_confidence if min_confidence is None else min_confidence,
        folder=None if output == "-" else Path(output),
        force=force,
        batch=conversion.Batch(message, entities),
    )
    if plan.folder is None:
        conversion.print_output(plan, found)
    elif not conversion.run(plan, found, jobs, quiet):
        raise typer.Exit(PROBLEMS)
