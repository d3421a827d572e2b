"""Maps a news article, by rules, to actors, quotes, locations and claims, and writes them as JSON-LD and NewsML-G2.

Everything public stands here and is loaded when it is first used, so that `import exporter` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from exporter.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from exporter.api import parse, read, render, validate
    from exporter.checks import Problem
    from exporter.errors import ExporterError, InputError, PackError, PublishError, ValidationError
    from exporter.formats import FORMATS, RenderOptions
    from exporter.model import (
        Actor,
        Article,
        Author,
        Claim,
        Cue,
        Diagnostic,
        Evidence,
        Fragment,
        Location,
        Mention,
        Metadata,
        Paragraph,
        Publisher,
        Quote,
        Role,
        Source,
    )

__all__ = [
    "FORMATS",
    "Actor",
    "Article",
    "Author",
    "Claim",
    "Cue",
    "Diagnostic",
    "Evidence",
    "ExporterError",
    "Fragment",
    "InputError",
    "Location",
    "Mention",
    "Metadata",
    "PackError",
    "Paragraph",
    "Problem",
    "PublishError",
    "Publisher",
    "Quote",
    "RenderOptions",
    "Role",
    "Source",
    "ValidationError",
    "__version__",
    "parse",
    "read",
    "render",
    "validate",
]

_MODULES = {
    "exporter.api": ("parse", "read", "render", "validate"),
    "exporter.checks": ("Problem",),
    "exporter.errors": ("ExporterError", "InputError", "PackError", "PublishError", "ValidationError"),
    "exporter.formats": ("FORMATS", "RenderOptions"),
    "exporter.model": (
        "Actor", "Article", "Author", "Claim", "Cue", "Diagnostic", "Evidence", "Fragment", "Location", "Mention",
        "Metadata", "Paragraph", "Publisher", "Quote", "Role", "Source",
    ),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
