"""Which examples the network gets right, and what share of them that is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .array import Array, Bools
from .split import WHOLE, Split

FEW = 8
"""With more examples than these, their share is shown; of a few, each can be seen."""


class Shares(NamedTuple):
    """The shares of examples that are right, from 0 to 1."""

    train: float
    test: float | None = None
    """Of those held back; None if there are none."""

    @property
    def words(self) -> str:
        """`97% right`, with those held back `97% right, test 93%`."""
        rest = "" if self.test is None else f", test {percent(self.test)}"
        return f"{percent(self.train)} right{rest}"


def percent(share: float) -> str:
    """Return a share as a whole number of percent, 100% only if all are right."""
    return f"{int(100 * share + 1e-9)}%"


class Judge:
    """Says which examples are right, for targets y, (examples, outputs).

    With one output, an example is right if output and target are on the same side of 0.5. With
    several, if each example has one target that is the largest, the output for it must be the
    largest too; otherwise all outputs must be on their target's side. An example with a target of
    0.5, which has no side, is not counted.
    """

    def __init__(self, y: Array, split: Split = WHOLE) -> None:
        self.y, self._split = y, split
        largest = (y == y.max(axis=1, keepdims=True)).sum(axis=1)
        self.by_class = y.shape[1] > 1 and bool((largest == 1).all())
        self._class = y.argmax(axis=1)
        self._high = y > 0.5
        self.counted: Bools = np.ones(len(y), bool) if self.by_class else (y != 0.5).all(axis=1)

    def right(self, differences: Array) -> Bools:
        """Return which examples are right, (..., examples).

        `differences` is the error variable, y minus output, (..., examples, outputs).
        """
        found: Bools
        with np.errstate(all="ignore"):
            if self.by_class:
                found = (self.y - differences).argmax(axis=-1) == self._class
                found &= ~np.isnan(differences).any(axis=-1)
            else:
                half = self.y - 0.5
                sides = np.where(self._high, differences < half, differences > half)
                found = sides.all(axis=-1) & self.counted
        return found

    def shares(self, differences: Array) -> tuple[Array, Array]:
        """Return the shares of the training and of the test examples, (iterations,) each.

        NaN where no example is counted. `differences` is (iterations, examples, outputs).
        """
        found = self.right(differences)
        train, test = self._split.train, self._split.test
        return self._share(found[:, train], train), self._share(found[:, test], test)

    def counts(self, differences: Array) -> list[tuple[int, int]]:
        """Return how many are right, and of how many: of the training, then of the test examples.

        `differences` is (examples, outputs). The test examples are left out if there are none.
        """
        found = self.right(differences)
        rows = (self._split.train, self._split.test)[: 1 + bool(self._split.test.size)]
        return [(int(found[some].sum()), int(self.counted[some].sum())) for some in rows]

    def _share(self, found: Bools, rows: object) -> Array:
        counted = int(self.counted[rows].sum())  # type: ignore[call-overload]
        result: Array = found.sum(axis=1) / counted if counted else np.full(len(found), np.nan)
        return result
