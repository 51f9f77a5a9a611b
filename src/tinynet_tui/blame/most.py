"""What is largest: a term of a sum, a change of a number."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tinynet_tui.network.array import Array


def largest(terms: Array, total: float = 0.0) -> int:
    """Return the index of the term with the largest absolute value.

    Of equal ones it is the first; nan counts as larger than any number. With a total above or
    below 0 only the terms with its sign count, if there are any.
    """
    sizes = np.abs(terms)
    towards = np.sign(terms) == np.sign(total)
    if total and math.isfinite(total) and towards.any():
        sizes = np.where(towards, sizes, -1.0)
    return int(sizes.argmax())


class Change(NamedTuple):
    """How far an iteration has moved a number."""

    value: float = 0.0
    iteration: int | None = None
    """None if nothing has moved it."""
    is_edit: bool = False
    is_lost: bool = False
    """True if it has made the number infinite or nan."""


class Changes:
    """Looks at a number's values, in order, for the change that is largest.

    It is the largest of those in the direction in which the number has come. Of equal ones the
    first counts. When the number becomes infinite or nan, that is the largest.
    """

    def __init__(self, first: float) -> None:
        self.first = self.last = first
        self._up, self._down = Change(), Change()
        self._lost: Change | None = None

    @property
    def total(self) -> float:
        """How far the number has come."""
        with np.errstate(all="ignore"):
            return float(np.float64(self.last) - self.first)

    @property
    def best(self) -> Change:
        """The largest change."""
        if self._lost is not None:
            return self._lost
        both = [one for one in (self._up, self._down) if one.iteration is not None]
        both.sort(key=lambda one: one.iteration or 0)
        return (
            both[largest(np.array([one.value for one in both]), self.total)] if both else Change()
        )

    def look(self, begin: int, values: Array, *, is_edit: bool = False) -> None:
        """Look at the values at the end of some iterations, of which the first is given."""
        if not len(values):
            return
        before = np.concatenate([[self.last], values[:-1]])
        if not np.isfinite(self.first) and (known := np.isfinite(values)).any():
            self.first = float(values[known][0])  # it was not there before
        self.last = float(values[-1])
        if self._lost is not None:
            return
        was_finite = np.isfinite(before)
        lost = was_finite & ~np.isfinite(values)
        with np.errstate(all="ignore"):
            moves = np.where(was_finite, values - before, 0.0)
        if lost.any():
            at = int(lost.argmax())
            self._lost = Change(float(moves[at]), begin + at, is_edit, is_lost=True)
            return
        highest, lowest = int(moves.argmax()), int(moves.argmin())
        if moves[highest] > self._up.value:
            self._up = Change(float(moves[highest]), begin + highest, is_edit)
        if moves[lowest] < self._down.value:
            self._down = Change(float(moves[lowest]), begin + lowest, is_edit)
