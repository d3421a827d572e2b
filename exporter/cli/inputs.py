"""From the arguments of a command to the articles that it reads: files, folders, globs and the standard input."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from exporter.cli.errors import UsageError, shown

STDIN = "-"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
ARTICLES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm"})
OUTPUTS = frozenset({".json", ".jsonld", ".ninjs", ".xml", ".html", ".htm"})
"""What is taken from a folder; a file that is named itself may end in anything."""


@dataclass(frozen=True, slots=True)
class Input:
    """An article to read. `name` is that of its outputs, without suffix; `path` is None for the standard input and
    for a page of the web, which has a `url`."""

    name: str
    path: Path | None
    url: str | None = None

    @property
    def label(self) -> str:
        """The input as messages name it."""
        if self.path is not None:
            return shown(self.path)
        return "stdin" if self.url is None else shown(self.url)


def find_inputs(
    arguments: Iterable[str], stdin_name: str = "stdin", suffixes: frozenset[str] = ARTICLES, *, addresses: bool = False
) -> tuple[Input, ...]:
    """Every file, and with `addresses` every page of the web, that the arguments name, once each. Raises UsageError."""
    found: dict[Path | str | None, Input] = {}
    for argument in arguments:
        if addresses and _ADDRESS.match(argument):
            found.setdefault(argument, Input("page", None, argument))
            continue
        for one in _expand(argument, stdin_name, suffixes):
            found.setdefault(one.path.resolve() if one.path else None, one)
    return tuple(found.values())


def one_input(argument: str) -> Input:
    """The one article that an argument names. Raises UsageError."""
    found = find_inputs([argument])
    if len(found) != 1:
        raise UsageError(f"{shown(argument)}: one article is wanted, and this names {len(found)}")
    return found[0]


def _expand(argument: str, stdin_name: str, suffixes: frozenset[str]) -> Iterator[Input]:
    path = Path(argument)
    if not argument.strip():
        raise UsageError("an input without a name: give a file, a folder, a glob or -")
    if argument == STDIN:
        yield Input(check_name(stdin_name), None)
    elif path.is_dir():
        yield from _folder(path, suffixes)
    elif os.path.lexists(path):
        yield Input(path.stem, path)
    elif glob.has_magic(argument):
        yield from _glob(argument)
    else:
        raise UsageError(f"{shown(argument)}: there is no such file or folder")


def _folder(folder: Path, suffixes: frozenset[str]) -> Iterator[Input]:
    """The files below a folder that end so and are no sidecars; an output keeps the sub-folder of its input."""
    found = [path for path in _walk(folder) if path.suffix.lower() in suffixes and not path.stem.endswith(".meta")]
    if not found:
        raise UsageError(f"{shown(folder)}: no file in this folder ends in {', '.join(sorted(suffixes))}")
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
