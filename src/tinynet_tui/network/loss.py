"""When a run counts as stuck: the one definition, for presets and wherever else it is said."""

from __future__ import annotations

import math

import numpy as np

from .array import Array

STUCK = 0.4
"""How far a prediction may be from its target in a run that is not stuck.

Of the seeds 0 to 999 of the video's network, after 60,000 iterations, 998 are nowhere further than
0.008 from their targets and the other two are 0.499 and 0.500 from one: any number in between
would tell the same ones apart. The middle, 0.5, would not: of those two predictions one is by
chance on the right side of it at that moment.
"""


def is_stuck(differences: Array) -> bool:
    """Whether some prediction is more than STUCK from its target, or is no number.

    `differences` is the error variable, y minus prediction, of any shape.
    """
    return not bool((np.abs(differences) <= STUCK).all())


def mean_absolute_errors(rows: Array) -> Array:
    """Average the absolute errors of each of many iterations: (iterations, examples, outputs).

    This is the number that the script prints. One iteration is a slice of one, so that an error
    has the same bits however many were averaged with it.
    """
    flat = np.abs(rows).reshape(len(rows), math.prod(rows.shape[1:]))
    result: Array = flat.mean(axis=1)
    return result
