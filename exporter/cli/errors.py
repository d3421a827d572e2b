"""Errors of the command line and their exit codes."""

from __future__ import annotations

from os import PathLike

from exporter.errors import ExporterError

OK, PROBLEMS, MISUSE, INTERRUPTED = 0, 1, 2, 130


class UsageError(ExporterError):
    """The command cannot be carried out as it was called."""


def shown(path: str | PathLike[str]) -> str:
    """A path for a message, on one line, whatever bytes its name has."""
    name = str(path).encode("utf-8", "backslashreplace").decode()
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in name)
