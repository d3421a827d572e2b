"""The collector of cyclic garbage, told to wait while many records are built and none can be garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without it a long text costs twice as much for each character: the collector looks through all records again and
    again. What the caller had set comes back."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
