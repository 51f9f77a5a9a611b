"""Which examples the network gets right, and what share of them that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .array import Array, Bools, Ints
from .split import WHOLE, Split

_ALL = slice(None)
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

    The outputs of a column of classes are a group of their own, and all others are one group. An
    example is right if it is in each group. With one output, output and target must be on the same
    side of 0.5. With several, if each example has one target that is the largest, the output for it
    must be the largest too; otherwise all outputs must be on their target's side. An example with a
    target of 0.5, which has no side, is not counted.
    """

    def __init__(self, y: Array, split: Split = WHOLE, classes: Sequence[slice] = ()) -> None:
        self.y, self._split = y, split
        self._rules = [_Rule(y, columns) for columns in groups(y.shape[1], classes)]
        self.counted: Bools = np.logical_and.reduce([rule.counted for rule in self._rules])

    def by_class(self, output: int = 0) -> bool:
        """True where the largest output counts, not the side of each."""
        outputs = np.arange(self.y.shape[1])
        return any(rule.by_class for rule in self._rules if output in outputs[rule.columns])

    def right(self, differences: Array, rows: Ints | slice = _ALL) -> Bools:
        """Return which examples are right, (..., examples).

        `differences` is the error variable, y minus output, (..., examples, outputs), of all
        examples, or of those in `rows`.
        """
        first, *others = self._rules
        found = first.right(differences, rows)
        for rule in others:
            found &= rule.right(differences, rows)
        return found & self.counted[rows]

    def wrong(self, differences: Array, rows: Ints | slice = _ALL) -> Bools:
        """Return which examples are counted and not right, (..., examples)."""
        found: Bools = self.counted[rows] & ~self.right(differences, rows)
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

    def most_frequent(self) -> tuple[float, int]:
        """Return the share of training examples with the most frequent answer, and one of them.

        So many are right if the network always answers the same. NaN where none is counted.
        """
        rows = np.arange(len(self.y))[self._split.train]
        rows = rows[self.counted[rows]]
        if not rows.size:
            return math.nan, 0
        answers = np.column_stack([rule.answers for rule in self._rules])[rows]
        _, first, counts = np.unique(answers, axis=0, return_index=True, return_counts=True)
        most = int(counts.argmax())
        return float(counts[most] / len(rows)), int(rows[first[most]])

    def _share(self, found: Bools, rows: object) -> Array:
        counted = int(self.counted[rows].sum())  # type: ignore[call-overload]
        result: Array = found.sum(axis=1) / counted if counted else np.full(len(found), np.nan)
        return result


def groups(outputs: int, classes: Sequence[slice]) -> list[slice | list[int]]:
    """Return the groups of outputs: those of each column of classes, and all others."""
    alone = {at for columns in classes for at in range(outputs)[columns]}
    others = [at for at in range(outputs) if at not in alone]
    if not classes or (len(classes) == 1 and not others):
        return [_ALL]
    return [*classes, *([others] if others else [])]


class _Rule:
    """Says which examples are right in one group of outputs."""

    def __init__(self, y: Array, columns: slice | list[int]) -> None:
        self.columns = columns
        self._y = y = y[:, columns]
        largest = (y == y.max(axis=1, keepdims=True)).sum(axis=1)
        self.by_class = y.shape[1] > 1 and bool((largest == 1).all())
        self._class: Ints = y.argmax(axis=1)
        self._high: Bools = y > 0.5
        self.counted: Bools = np.ones(len(y), bool) if self.by_class else (y != 0.5).all(axis=1)

    @property
    def answers(self) -> Array:
        """What would be right for each example, (examples, numbers)."""
        return self._class[:, None].astype(float) if self.by_class else self._high.astype(float)

    def right(self, differences: Array, rows: Ints | slice) -> Bools:
        found: Bools
        if not isinstance(self.columns, slice) or self.columns != _ALL:
            differences = differences[..., self.columns]
        y = self._y[rows]
        with np.errstate(all="ignore"):
            if self.by_class:
                largest: Ints = (y - differences).argmax(axis=-1)
                found = largest == self._class[rows]
                found &= ~np.isnan(differences).any(axis=-1)
            else:
                half = y - 0.5
                sides = np.where(self._high[rows], differences < half, differences > half)
                found = np.asarray(sides.all(axis=-1))
        return found
