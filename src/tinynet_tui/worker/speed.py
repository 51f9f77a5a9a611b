"""The speeds between which `+` and `-` choose."""

from __future__ import annotations

from math import inf
from typing import Literal, NamedTuple

STEPS = 9
"""Steps in an iteration, to compare the speeds by steps with the others."""
AUTO_SHARE = 0.03
"""The share of the iteration number that `auto` trains a frame: even progress on a log axis."""


class Speed(NamedTuple):
    """How fast to play: so many steps or iterations a second, ever faster, or flat out."""

    name: str
    """As `--speed` and the status line write it."""
    unit: Literal["step", "iteration"] = "iteration"
    rate: float | None = None
    """Units a second; None for `auto` and `max`."""

    def quantum(self, iteration: int, fps: float) -> tuple[int | None, float]:
        """Return how many units are next, None for as many as fit, and in how many seconds."""
        if self.rate is not None:
            units = max(1, round(self.rate / fps))
            return units, units / self.rate
        if self.name == "auto":
            return max(1, round(AUTO_SHARE * iteration)), 1 / fps
        return None, 1 / fps

    def per_second(self, iteration: int, fps: float) -> float:
        """Return how many iterations a second it trains there; infinite for `max`."""
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
    """Return the speed of that name; ValueError that lists them all."""
    for speed in LADDER:
        if speed.name == name:
            return speed
    raise ValueError(f"{name!r} is not a speed: {' '.join(speed.name for speed in LADDER)}")


def neighbour(speed: Speed, by: int, iteration: int, fps: float) -> Speed:
    """Return the speed so many further up (or down, below 0), no further than the ends.

    The place of `auto` among the others depends on the iteration: going up from it or to it is
    always faster, going down always slower.
    """
    up = by > 0
    for _ in range(abs(by)):
        now = speed.per_second(iteration, fps)
        rates = [(other.per_second(iteration, fps), other is AUTO, other) for other in LADDER]
        beyond = [rate for rate in rates if (rate[0] > now if up else rate[0] < now)]
        if beyond:
            # The nearest; of two equally fast ones, auto on the way down.
            speed = (min if up else max)(beyond, key=lambda rate: rate[:2])[2]
    return speed
