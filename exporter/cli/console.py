"""What a command tells the person at the terminal; standard output is left to results."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def tell(message: str) -> None:
    """One line on the standard error."""
    print(message, file=sys.stderr)


def tracked(items: Iterable[_Item], total: int, *, quiet: bool = False) -> Iterator[_Item]:
    """The items as they are, with a progress bar where there are several and a person watches."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=total)
