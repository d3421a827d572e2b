"""What a check reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A broken rule, where it is broken and how to mend it.

    `rule`: dotted name, such as `jsonld.reference`. `path`: a JSON Pointer or XPath, "" for the whole document.
    `line` and `column` count from 1 (columns in code points); None where the place has no position.
    An output with an `error` is not valid; a `warning` is worth a look.
    """

    rule: str
    message: str
    path: str = ""
    line: int | None = None
    column: int | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.line}:{self.column}: " if self.line is not None else ""
        return f"{where}{self.rule}: {self.message}"
