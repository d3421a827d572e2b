"""The work of `exporter validate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from exporter.checks import Problem, check
from exporter.checks.report import CheckedFile
from exporter.cli.inputs import Input, read_stdin
from exporter.cli.pool import spread


def check_all(inputs: Sequence[Input], jobs: int | None, strict: bool) -> list[CheckedFile]:
    """Each file with its problems, in order; `strict` turns warnings into errors."""
    alone = any(one.path is None for one in inputs)
    return list(spread(partial(check_one, strict), inputs, 1 if alone else jobs))


def check_one(strict: bool, one: Input) -> CheckedFile:
    """A file with its problems. Never raises: what cannot be read is a problem too."""
    name = "stdin" if one.path is None else str(one.path)
    try:
        problems = check(read_stdin() if one.path is None else one.path.read_bytes())
    except OSError as error:
        problems = [Problem("file.read", f"cannot be read: {error.strerror or error}")]
    if strict:
        problems = [replace(problem, severity="error") for problem in problems]
    return CheckedFile(name, tuple(problems))
