"""Maps a news article, by rules, to actors, quotes, locations and claims, and writes them as JSON-LD and NewsML-G2.

Everything public stands here and is loaded when it is first used, so that `import exporter` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from exporter.version import VERSION as __version__  # noqa: N811

if TYPE_CHECKING:
    from exporter.errors import ExporterError, InputError, PackError, PublishError, ValidationError
    from exporter.model import (
        Actor,
        Article,
        Author,
        Claim,
        Diagnostic,
        Location,
        Metadata,
        Publisher,
        Quote,
        Source,
    )
    from exporter.parsing import parse

__all__ = [
    "Actor",
    "Article",
    "Author",
    "Claim",
    "Diagnostic",
    "ExporterError",
    "InputError",
    "Location",
    "Metadata",
    "PackError",
    "PublishError",
    "Publisher",
    "Quote",
    "Source",
    "ValidationError",
    "__version__",
    "parse",
]

_MODULES = {
    "exporter.errors": ("ExporterError", "InputError", "PackError", "PublishError", "ValidationError"),
    "exporter.model": (
        "Actor", "Article", "Author", "Claim", "Diagnostic", "Location", "Metadata", "Publisher", "Quote", "Source",
    ),
    "exporter.parsing": ("parse",),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
