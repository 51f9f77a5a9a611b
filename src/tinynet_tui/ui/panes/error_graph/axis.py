"""The error axis: its range, and the numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_DEFAULT_TOP = 0.5
_TINY, _HUGE = 1e-12, 1e300
# The possible tops of the axis, and into how many parts with round numbers each divides.
_TOPS = {1: 5, 1.5: 3, 2: 4, 2.5: 5, 3: 3, 4: 4, 5: 5, 6: 3, 8: 4}


@dataclass(frozen=True, slots=True)
class ErrorAxis:
    """The y axis from `bottom` to `top`; logarithmic when `bottom` is not zero."""

    bottom: float
    top: float
    parts: int

    @classmethod
    def holding(cls, errors: Sequence[float], *, log: bool) -> ErrorAxis:
        """Return an axis for these errors, which changes only when one passes a round number."""
        positive = [min(max(error, _TINY), _HUGE) for error in errors if error > 0]
        highest = max(positive, default=_DEFAULT_TOP)
        top = round_up(highest, *_TOPS)
        parts = _TOPS[float(f"{top:.1e}".partition("e")[0])]
        if not log:
            return cls(0.0, top, parts)
        decade = ceil(log10(top) - 1e-9)
        lowest = floor(log10(min(positive, default=highest)))
        return cls(10.0 ** max(min(lowest, decade - 2), decade - 12), top, parts)

    def dot(self, error: float, dots: int) -> int:
        """Return the dot, of `dots` from the bottom, on which an error lies."""
        error = min(max(error, self.bottom), self.top)
        if self.bottom:
            return round(log10(error / self.bottom) / log10(self.top / self.bottom) * (dots - 1))
        return round(error / self.top * (dots - 1))

    def numbers(self, rows: int) -> dict[int, str]:
        """Return the labels by row, counted from the top."""
        if self.bottom:
            first, last = round(log10(self.bottom)), floor(log10(self.top) + 1e-9)
            step = ceil((last - first + 1) * 2 / rows)
            ticks = [self.top, *(10.0**power for power in range(first, last + 1, step))]
        else:
            parts = next((parts for parts in (self.parts, 2) if parts <= (rows - 1) // 3), 1)
            ticks = [self.top * k / parts for k in range(parts + 1)]
        numbers: dict[int, str] = {}
        for tick in ticks:
            numbers.setdefault(rows - 1 - self.dot(tick, 4 * rows) // 4, _short_error(tick))
        return numbers


SHARES = ErrorAxis(0.0, 1.0, 5)
"""The axis of shares."""


def round_up(value: float, *digits: float) -> float:
    """Return the least of these digits times a power of ten that is not below a value."""
    power = floor(log10(value))
    return next((d * 10.0**power for d in digits if value <= d * 10.0**power), 10.0 ** (power + 1))


def _short_error(value: float) -> str:
    """Return an error in its shortest form."""
    if value == 0 or 0.0099 < value < 10_000:
        return f"{value:.4g}"
    digits, _, power = f"{value:.1e}".partition("e")
    return f"{digits.removesuffix('.0')}e{int(power)}"
