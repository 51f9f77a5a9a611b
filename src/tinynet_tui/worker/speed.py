"""The ladder of speeds that `+` and `-` walk."""

from __future__ import annotations

from math import inf
from typing import Literal, NamedTuple

STEPS = 9
"""Steps in an iteration, to compare the speeds by steps with the others."""
AUTO_SHARE = 0.03
"""What `auto` trains a frame, as a share of the iteration number: even steps on a log axis."""


class Speed(NamedTuple):
    """How fast to play: so many steps or iterations a second, by itself, or flat out."""

    name: str
    """As `--speed` and the status line write it."""
    unit: Literal["step", "iteration"] = "iteration"
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

    def per_second(self, iteration: int, fps: float) -> float:
        """Return how many iterations a second it trains from there; infinite for `max`."""
        if self.unit == "step" and self.rate:
            return self.rate / STEPS
        units, seconds = self.quantum(iteration, fps)
        return inf if units is None else units / seconds


AUTO = Speed("auto")
MAX = Speed("max")
LADDER = (
    *(Speed(f"{rate}p", "step", rate) for rate in (1, 3, 10)),
    *(Speed(str(rate), "iteration", rate) for rate in (3, 10, 30, 100, 1000, 10000)),
    AUTO,
    MAX,
)


def by_name(name: str) -> Speed:
    """Return the rung of that name; ValueError that lists them all."""
    for speed in LADDER:
        if speed.name == name:
            return speed
    raise ValueError(f"{name!r} is not a speed: {' '.join(speed.name for speed in LADDER)}")


def neighbour(speed: Speed, steps: int, iteration: int, fps: float) -> Speed:
    """Return the rung so many steps faster (or slower, below 0), no further than the ends.

    Where `auto` stands among the others depends on the iteration: a step from it or to it always
    changes what is trained a second, and in the direction that is asked for.
    """
    up = steps > 0
    for _ in range(abs(steps)):
        now = speed.per_second(iteration, fps)
        rates = [(rung.per_second(iteration, fps), rung is AUTO, rung) for rung in LADDER]
        beyond = [rung for rung in rates if (rung[0] > now if up else rung[0] < now)]
        if beyond:
            # The nearest; of two that are as fast, auto on the way down.
            speed = (min if up else max)(beyond, key=lambda rung: rung[:2])[2]
    return speed
