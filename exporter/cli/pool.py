"""The same work on many items, in one process or several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from exporter.errors import ExporterError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

FEWEST_ITEMS = 64
"""Fewer items are worked on in this process unless the command asks for more processes."""
_BATCH = 256
_LARGEST_CHUNK = 16


def spread(work: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int | None) -> Iterator[_Result]:
    """The result of each item, in order. `jobs` None: as many processes as processors, from `FEWEST_ITEMS` on."""
    count = min(jobs or (_processors() if len(items) >= FEWEST_ITEMS else 1), len(items))
    return map(work, items) if count < 2 else _in_processes(work, items, count)


def _in_processes(work: Callable[[_Item], _Result], items: Sequence[_Item], count: int) -> Iterator[_Result]:
    """A batch at a time, so that the memory for waiting work stays small. Raises ExporterError if a process dies."""
    rest = iter(items)
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_end_quietly_on_interrupt)
    try:
        while batch := list(islice(rest, _BATCH * count)):
            yield from pool.map(work, batch, chunksize=max(1, min(_LARGEST_CHUNK, len(batch) // count)))
    except BrokenProcessPool:
        raise ExporterError("a worker process ended early (out of memory?); try fewer --jobs") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _end_quietly_on_interrupt() -> None:
    """An interrupt from the terminal reaches every process; only the first one has something to say."""
    signal.signal(signal.SIGINT, lambda *_: sys.exit(1))


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
