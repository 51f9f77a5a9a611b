"""What a process uses, according to Linux."""

from __future__ import annotations

import time
from pathlib import Path

PROCESS_CLOCK = 2
"""In the number of a clock that Linux keeps for a process."""


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process has used."""
    return time.clock_gettime((~pid << 3) | PROCESS_CLOCK)


def wakes(pid: int) -> int:
    """Return how often the threads of a process have slept and woken again."""
    return sum(
        int(line.split()[1])
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text().splitlines()
        if line.startswith("voluntary")
    )


def memory(pid: int) -> tuple[float, float]:
    """Return the megabytes of a process: its share of what it uses with others, and all of it."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kinds = {line.split()[0]: int(line.split()[1]) for line in lines}
    return kinds["Pss:"] / 1e3, kinds["Rss:"] / 1e3
