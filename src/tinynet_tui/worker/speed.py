"""The speeds between which `+` and `-` choose."""

from __future__ import annotations

from math import inf
from typing import Literal, NamedTuple

STEPS = 9
"""Steps in an iteration, to compare speeds in steps with those in iterations."""
AUTO_SHARE = 0.03
"""The share of the iteration number that `auto` trains a frame: even progress on a log axis."""


class Speed(NamedTuple):
    """How fast to play: a number of steps or iterations a second, ever faster, or flat out."""

    name: str
    """As in `--speed`."""
    unit: Literal["step", "iteration"] = "iteration"
    rate: float | None = None
    """Units a second; None for `auto` and `max`."""

    @property
    def words(self) -> str:
        """The speed as the screen shows it: `3 steps/s`, `10,000 iterations/s`, `auto`."""
        if self.rate is None:
            return self.name
        return f"{self.rate:,.0f} {self.unit}{'s' * (self.rate > 1)}/s"

    @property
    def meaning(self) -> str:
        """The speed for those who do not know its name."""
        return {
            "auto": "a speed that grows with the iterations",
            "max": "full speed",
        }.get(self.name, self.words)

    def quantum(self, iteration: int, fps: float) -> tuple[int | None, float]:
        """Return how many units to train next, None for as many as fit, and in how many seconds."""
        if self.rate is not None:
            units = max(1, round(self.rate / fps))
            return units, units / self.rate
        if self.name == "auto":
            return max(1, round(AUTO_SHARE * iteration)), 1 / fps
        return None, 1 / fps

    def per_second(self, iteration: int, fps: float) -> float:
        """Return the iterations a second at an iteration; infinite for `max`."""
        if self.unit == "step" and self.rate:
            return self.rate / STEPS
        units, seconds = self.quantum(iteration, fps)
        return inf if units is None else units / seconds


AUTO = Speed("auto")
MAX = Speed("max")
LADDER = (
    *(Speed(f"{rate}step{'s' * (rate > 1)}", "step", rate) for rate in (1, 3, 10)),
    *(Speed(str(rate), "iteration", rate) for rate in (3, 10, 30, 100, 1000, 10000)),
    AUTO,
    MAX,
)


FORMER_NAMES = {"1p": "1step", "3p": "3steps", "10p": "10steps"}
"""Names that were once written and are still read."""


def by_name(name: str) -> Speed:
    """Return the speed of that name; ValueError, listing all names, if there is none."""
    for speed in LADDER:
        if speed.name == FORMER_NAMES.get(name, name):
            return speed
    raise ValueError(f"{name!r} is not a speed: {' '.join(speed.name for speed in LADDER)}")


def neighbour(speed: Speed, by: int, iteration: int, fps: float) -> Speed:
    """Return the speed `by` places up, or down if negative, no further than the ends.

    The place of `auto` depends on the iteration, so that up is always faster and down slower. Of
    two equally fast speeds, `auto` comes first from both sides: it is never passed by.
    """
    for _ in range(abs(by)):
        now = speed.per_second(iteration, fps)
        rates = {other: other.per_second(iteration, fps) for other in (AUTO, *LADDER)}
        if by > 0:
            faster = {other: rate for other, rate in rates.items() if rate > now}
            speed = min(faster, key=rates.__getitem__, default=speed)
        else:
            slower = {other: rate for other, rate in rates.items() if rate < now}
            speed = max(slower, key=rates.__getitem__, default=speed)
    return speed
