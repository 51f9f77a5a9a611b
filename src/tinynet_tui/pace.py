"""The ladder of paces that `+` and `-` walk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AUTO_SHARE = 0.03
"""What `auto` trains a frame, as a share of the iteration number: even steps on a log axis."""


@dataclass(frozen=True)
class Pace:
    """How fast to play: so many phases or iterations a second, by itself, or flat out."""

    name: str
    """As `--speed` and the status line write it."""
    unit: Literal["phase", "iteration"] = "iteration"
    rate: float | None = None
    """Units a second; None for `auto` and `max`."""

    def quantum(self, iteration: int, fps: float) -> tuple[int | None, float]:
        """Return the units to do next, None for all there is time for, and in how many seconds."""
        if self.rate is not None:
            units = max(1, round(self.rate / fps))
            return units, units / self.rate
        if self.name == "auto":
            return max(1, round(AUTO_SHARE * iteration)), 1 / fps
        return None, 1 / fps


AUTO = Pace("auto")
MAX = Pace("max")
LADDER = (
    *(Pace(f"{rate}p", "phase", rate) for rate in (1, 3, 10)),
    *(Pace(str(rate), "iteration", rate) for rate in (3, 10, 30, 100, 1000, 10000)),
    AUTO,
    MAX,
)


def by_name(name: str) -> Pace:
    """Return the rung of that name; ValueError that lists them all."""
    for pace in LADDER:
        if pace.name == name:
            return pace
    raise ValueError(f"{name!r} is not a speed: {' '.join(pace.name for pace in LADDER)}")


def neighbour(pace: Pace, steps: int) -> Pace:
    """Return the rung so many steps faster (or slower, below 0), no further than the ends."""
    return LADDER[max(0, min(len(LADDER) - 1, LADDER.index(pace) + steps))]
