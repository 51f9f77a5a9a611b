"""What is largest: a term of a sum, a change of a number."""

from __future__ import annotations

import numpy as np

from tinynet_tui.network.array import Array


def largest(terms: Array) -> int:
    """Return the index of the term with the largest absolute value.

    Of equal ones it is the first; nan counts as larger than any number.
    """
    return int(np.abs(terms).argmax())


class Changes:
    """Looks at a number's values, in order, for the change that is largest.

    Of equal ones the first counts. When the number becomes infinite or nan, that is the largest.
    """

    def __init__(self, first: float) -> None:
        self.first = self.last = first
        self.iteration: int | None = None
        """The iteration with the largest change; None if nothing has changed."""
        self.change = 0.0
        self.is_edit = False
        self.is_lost = False
        """True if that change has made the number infinite or nan."""

    @property
    def total(self) -> float:
        """How far the number has come."""
        with np.errstate(all="ignore"):
            return float(np.float64(self.last) - self.first)

    def look(self, begin: int, values: Array, *, is_edit: bool = False) -> None:
        """Look at the values at the end of some iterations, of which the first is given."""
        if not len(values):
            return
        before = np.concatenate([[self.last], values[:-1]])
        if not np.isfinite(self.first) and (known := np.isfinite(values)).any():
            self.first = float(values[known][0])  # it was not there before
        self.last = float(values[-1])
        if self.is_lost:
            return
        was_finite = np.isfinite(before)
        lost = was_finite & ~np.isfinite(values)
        with np.errstate(all="ignore"):
            sizes = np.where(was_finite, np.abs(values - before), 0.0)
            at = int(lost.argmax()) if lost.any() else int(sizes.argmax())
            change = float(values[at] - before[at])
        if lost.any() or sizes[at] > abs(self.change):
            self.iteration, self.change = begin + at, change
            self.is_edit, self.is_lost = is_edit, bool(lost.any())
