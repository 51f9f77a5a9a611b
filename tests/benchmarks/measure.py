"""A result with its aim, and functions that measure rates and alternate between measures."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Literal


@dataclass(frozen=True)
class Result:
    """A measured number, and what it should be."""

    what: str
    measured: float
    unit: str
    """`×` for ratios."""
    aim: float | None = None
    """None for a number without an aim."""
    better: Literal["higher", "lower"] = "higher"
    detail: str = ""

    @property
    def reached(self) -> bool | None:
        """True when the aim is reached; None without an aim."""
        if self.aim is None:
            return None
        if self.better == "higher":
            return self.measured >= self.aim
        return self.measured <= self.aim


def rate(work: Callable[[int], None], *, batch: int, seconds: float) -> float:
    """Return the units of work done a second by calling `work(batch)` repeatedly."""
    done, begun = 0, time.perf_counter()
    while (now := time.perf_counter()) < begun + seconds:
        work(batch)
        done += batch
    return done / (now - begun)


def by_turns(measures: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Take each measure once a round, so that disturbances affect all alike."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(rounds):
        names = list(measures) if turn % 2 else list(measures)[::-1]
        for name in names:
            found[name].append(measures[name]())
    return found


def median_ratio(above: list[float], below: list[float]) -> float:
    """Return the median of the rounds' ratios."""
    return median(a / b for a, b in zip(above, below, strict=True))


def percentile(values: list[float], share: float) -> float:
    """Return the value below which a share of the others lies, from 0 to 1."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
