"""How long a call takes, how much memory a process needs, and what a cold start costs."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable


def best(call: Callable[[], object], rounds: int = 5, seconds: float = 1.0) -> float:
    """Seconds of the fastest of at least `rounds` calls, and of more while they last less than `seconds` together."""
    fastest, total, done = float("inf"), 0.0, 0
    while done < rounds or total < seconds:
        gc.collect()
        start = time.perf_counter()
        call()
        taken = time.perf_counter() - start
        fastest, total, done = min(fastest, taken), total + taken, done + 1
        if total > 10 * seconds:
            break
    return fastest


def best_of_two(one: Callable[[], object], other: Callable[[], object], rounds: int = 40) -> tuple[float, float]:
    """Seconds of the fastest call of each, taken in turns, so that a busy machine slows both alike."""
    fastest = [float("inf"), float("inf")]
    for _ in range(rounds):
        for number, call in enumerate((one, other)):
            start = time.perf_counter()
            call()
            fastest[number] = min(fastest[number], time.perf_counter() - start)
    return fastest[0], fastest[1]


def cold(code: str, rounds: int = 7) -> float:
    """Seconds that a fresh interpreter prints, the least of several; the code sees `clock`, and prints what it took."""
    program = f"from time import perf_counter as clock\n{code}"
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in range(rounds)
    ]
    return min(float(run.stdout.split()[-1]) for run in runs)


def cold_process(*arguments: str, rounds: int = 7) -> float:
    """Seconds from the start to the end of a command in a fresh interpreter, the least of several."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return min(times)
