"""From the arguments of a command to the articles that it reads: files, folders, globs and the standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from exporter.cli.errors import UsageError, shown

STDIN = "-"
SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
"""What counts as an article in a folder; a file that is named itself may end in anything."""


@dataclass(frozen=True, slots=True)
class Input:
    """An article to read. `name` is that of its outputs, without suffix; `path` is None for the standard input."""

    name: str
    path: Path | None

    @property
    def label(self) -> str:
        """The input as messages name it."""
        return "stdin" if self.path is None else shown(self.path)


def find_inputs(arguments: Iterable[str], stdin_name: str = "stdin") -> tuple[Input, ...]:
    """Every article that the arguments name, once, in their order. Raises UsageError."""
    found: dict[Path | None, Input] = {}
    for argument in arguments:
        for one in _expand(argument, stdin_name):
            found.setdefault(one.path.resolve() if one.path else None, one)
    inputs = tuple(found.values())
    refuse_same_names(inputs)
    return inputs


def _expand(argument: str, stdin_name: str) -> Iterator[Input]:
    path = Path(argument)
    if argument == STDIN:
        yield Input(check_name(stdin_name), None)
    elif path.is_dir():
        yield from _folder(path)
    elif os.path.lexists(path):
        yield Input(path.stem, path)
    elif glob.has_magic(argument):
        yield from _glob(argument)
    else:
        raise UsageError(f"{shown(argument)}: there is no such file or folder")


def _folder(folder: Path) -> Iterator[Input]:
    """The articles below a folder; an output keeps the sub-folder of its input."""
    found = [path for path in _walk(folder) if is_article(path)]
    if not found:
        raise UsageError(f"{shown(folder)}: no article ({', '.join(sorted(SUFFIXES))}) is in this folder")
    for path in found:
        yield Input(str(PurePosixPath(path.relative_to(folder).with_suffix(""))), path)


def _walk(folder: Path) -> Iterator[Path]:
    """Files in a folder and its sub-folders by name; hidden ones and links to folders are passed over."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name)
        elif entry.is_file():
            yield folder / entry.name


def is_article(path: Path) -> bool:
    """Whether a file in a folder is an article: by its suffix, and it is no sidecar (NAME.meta.*)."""
    return path.suffix.lower() in SUFFIXES and not path.stem.endswith(".meta")


def _glob(pattern: str) -> Iterator[Input]:
    paths = sorted(Path(one) for one in glob.iglob(pattern, recursive=True))  # noqa: PTH207 - the pattern may be absolute
    files = [path for path in paths if path.is_file()]
    if not files:
        raise UsageError(f"{shown(pattern)}: no file matches")
    for path in files:
        yield Input(path.stem, path)


def check_name(name: str) -> str:
    """A name for outputs that stays in its folder. Raises UsageError."""
    if not name.strip() or name in (".", "..") or set(name) & set('/\\\0\n\r:"<>|?*'):
        raise UsageError(f"{name!r} cannot be the name of a file")
    return name


def refuse_same_names(inputs: Iterable[Input]) -> None:
    """Raises UsageError if two inputs would write the same files, also where upper and lower case are one."""
    taken: dict[str, Input] = {}
    for one in inputs:
        other = taken.setdefault(one.name.casefold(), one)
        if other is not one:
            raise UsageError(
                f"{other.label} and {one.label} would both be written as {one.name!r}; "
                "rename one, or convert them apart"
            )


def read_stdin() -> bytes:
    """All bytes of the standard input."""
    return sys.stdin.buffer.read()
