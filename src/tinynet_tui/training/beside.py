"""What is recorded beside the error: the share of right examples, and the error of test examples.

Finding out which examples are right takes a part of the time that training takes. So from
iteration `EACH` on it is done in every `EVERY`th iteration only: on the graph, a column then
stands for more iterations than that.
"""

from __future__ import annotations

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array, Bools
from tinynet_tui.network.right import FEW, Judge, Shares

from .stretch import Stretch

RIGHT, TEST_RIGHT, TEST_ERROR = "right", "test right", "test error"
EACH, EVERY = 1024, 16


class Beside:
    """Judges the examples of one experiment, whose targets may be edited."""

    def __init__(self, experiment: Experiment) -> None:
        self._split, self._has_test = experiment.split, bool(experiment.test)
        self.is_shown = len(experiment.dataset.y) > FEW and experiment.dataset.has_sides
        """True when there are enough examples to show the share that is right."""
        self._judge = Judge(experiment.dataset.y, self._split)

    def judge(self, y: Array) -> Judge:
        """Return the judge for these targets."""
        judge = self._judge  # read once: other threads write it, too
        if judge.y is not y:
            judge = self._judge = Judge(y, self._split)
        return judge

    def shares(self, differences: Array, y: Array) -> Shares | None:
        """Return the shares of right examples in one iteration; None if they are not shown."""
        if not self.is_shown:
            return None
        train, test = self.judge(y).shares(differences[None])
        return Shares(float(train[0]), float(test[0]) if self._has_test else None)

    def reached(self, stretch: Stretch, share: float) -> Bools:
        """Return in which iterations of a stretch a share of the training examples is right."""
        result: Bools = self.judge(stretch.y).shares(stretch.differences)[0] >= share
        return result

    def records(self, stretch: Stretch) -> dict[str, Array]:
        """Return what to record of each iteration; NaN stands for nothing."""
        found: dict[str, Array] = {}
        if self._has_test:
            found[TEST_ERROR] = self._split.test_errors(stretch.differences)
        if self.is_shown:
            iterations = stretch.start + np.arange(len(stretch.errors))
            rows = np.flatnonzero((iterations < EACH) | (iterations % EVERY == 0))
            whole = len(rows) == len(iterations)
            some = stretch.differences if whole else stretch.differences[rows]
            names = (RIGHT, TEST_RIGHT)[: 1 + self._has_test]
            for name, shares in zip(names, self.judge(stretch.y).shares(some), strict=False):
                found[name] = np.full(len(iterations), np.nan)
                found[name][rows] = shares
        return found
