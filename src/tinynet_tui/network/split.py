"""Which examples train the network, and which are held back to test it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .array import Array, Ints
from .loss import mean_absolute_errors

NONE: Ints = np.empty(0, np.int64)


@dataclass(frozen=True, eq=False)
class Split:
    """The rows of the examples that train, and of those held back."""

    train: Ints | slice
    """All rows if none is held back, so that no array is copied."""
    test: Ints

    def errors(self, rows: Array) -> Array:
        """Return the mean absolute error of the examples that train: (iterations,).

        `rows` is the error variable, (iterations, examples, outputs).
        """
        return mean_absolute_errors(_of(rows, self.train))

    def test_errors(self, rows: Array) -> Array:
        """Return the mean absolute error of the examples held back: (iterations,)."""
        return mean_absolute_errors(_of(rows, self.test))

    def error(self, differences: Array) -> float:
        """Return the error of one iteration, bit-identical to that of `errors`."""
        return float(self.errors(differences[None])[0])

    def squares(self, differences: Array) -> float:
        """Return what training minimises: half the sum of the squared errors of one iteration.

        `differences` is (examples, outputs); only the examples that train count.
        """
        with np.errstate(all="ignore"):
            return 0.5 * float((differences[self.train] ** 2).sum())


def _of(rows: Array, examples: Ints | slice) -> Array:
    """Return the examples of each iteration, one after the other in memory.

    Indexing may leave them in another order, in which their sum is rounded differently.
    """
    return rows[:, examples] if isinstance(examples, slice) else rows.take(examples, axis=1)


WHOLE = Split(slice(None), NONE)
"""No example is held back."""


def hold_back(y: Array, share: float, keys: Array) -> Split:
    """Hold back a share of the examples, at least one, from each class or range of targets.

    y is (examples, outputs). The examples are put in the order of their targets, those with the
    same target in the order of their random `keys`, (examples,); then every so many is taken.
    """
    examples = len(y)
    count = min(examples - 1, max(1, round(share * examples)))
    order = np.lexsort((keys, *y.T[::-1]))
    places = ((np.arange(count) + 0.5) * examples / count).astype(int)
    test = np.sort(order[places])
    return Split(np.setdiff1d(np.arange(examples), test), test)
