"""The error of an iteration, and the one definition of a stuck run."""

from __future__ import annotations

import math

import numpy as np

from .array import Array

STUCK = 0.4
"""How far a prediction may be from its target in a run that is not stuck.

After 60,000 iterations of the video's network, the predictions of 998 of the seeds 0 to 999 are
within 0.008 of their targets. The other two seeds have one that is 0.499 or 0.500 away. Any number
in between separates them, but 0.5 does not: one of those two is just on the correct side of 0.5.
"""


def is_stuck(differences: Array) -> bool:
    """True when some prediction is NaN or more than STUCK from its target.

    `differences` is the error variable, y minus prediction, of any shape.
    """
    return not (np.abs(differences) <= STUCK).all()


def mean_absolute_errors(rows: Array) -> Array:
    """Return the mean absolute error of each iteration, as the script prints it: (iterations,).

    `rows` is (iterations, examples, outputs), also for a single iteration. Their errors are
    bit-identical however many iterations are averaged at once.
    """
    with np.errstate(all="ignore"):
        result: Array = np.abs(rows).reshape(len(rows), math.prod(rows.shape[1:])).mean(axis=1)
    return result
