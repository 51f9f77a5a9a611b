"""What an update keeps of a weight itself, or of a momentum, and what is wrong with that."""

from __future__ import annotations

import numpy as np

from .fits import LEAST, decays, ratio
from .tape import Array

GROWS, SCALED, SWINGS, LOST = "grows", "scaled", "swings", "lost"
"""A weight decay or a momentum of the wrong sign; a learning rate that multiplies the weight; a
weight that becomes what should be added to it."""
SWELLS, SUMS = "swells", "sums"
"""What is kept of a slope grows, or is never set back."""
SPREADS = "spreads"
"""A penalty of the weights' sizes (L1) with the wrong sign."""
ROWS = "rows"
"""Some rows of a weight stay as they are, the others follow the slope."""
SOME = "some"
"""An update by some of the errors by which others go."""
DEGREE = "degree"
"""An update does not grow with the slope as any right one does."""
OF_STATE = (SWINGS, SWELLS, SUMS)
NEAR = 1e-6


def of_weight(multiple: float, part: float, examples: int) -> str:
    """Return what is wrong with an update that adds a part of the weight itself; "" if nothing.

    `multiple` is what it multiplies the slope by.
    """
    if part > 0:
        return GROWS
    kept, counts = 1 + part, {1, max(1, examples)}
    if abs(kept) <= NEAR:
        return LOST
    rates = [-multiple * count / factor for count in counts for factor in (1, 2)]
    is_rate = any(abs(kept - rate) <= NEAR * abs(kept) for rate in rates)
    return SCALED if is_rate else ""


def of_state(new: Array, slope: Array, old: Array) -> float:
    """Return which part of its old numbers a momentum keeps; 0 if that cannot be said."""
    if new.shape != slope.shape or old.shape != slope.shape:
        return 0.0
    found = decays(new, slope, old) if new.size > LEAST else None
    return 0.0 if found is None else found[1]


def of_kept(part: float, *, stays: bool) -> str:
    """Return what is wrong with a momentum that keeps a part of its old numbers; "" if nothing.

    `stays` is true for one that is not 0 when the next iteration begins.
    """
    if part < 0:
        return SWINGS
    if part > 1 + NEAR:
        return SWELLS
    return SUMS if stays and part > 1 - NEAR else ""


def reason(why: str, weight: str, state: str, kept: str, where: str) -> str:
    """Return what is wrong in words; `kept` is the part that is kept, `where` a line."""
    return {
        GROWS: f"{weight} itself is multiplied by {kept}: the weight decay has the wrong sign.",
        SPREADS: f"A number with the sign of {weight} is added to it: the penalty of its size "
        "(L1) has the wrong sign.",
        SCALED: f"{where} multiplies {weight} itself by {kept}, too, as if by the learning rate.",
        LOST: f"{where} does not add the update to {weight}: the numbers it had are lost.",
        ROWS: f"Row {kept} of {weight} stays as it is, though the loss has a slope there.",
        SOME: f"Other updates go by more errors: on the way to {weight} slopes are lost.",
        SWINGS: f"{state} keeps {kept} of its old numbers: the momentum has the wrong sign.",
        SWELLS: f"{state} keeps {kept} of its old numbers, so it grows and grows.",
        DEGREE: f"With a slope twice as large, the update of {weight} is {kept} times as large: "
        "it should be twice as large, too, or unchanged, as with Adam.",
        SUMS: f"{state} keeps all its old numbers: it is never set back to 0.",
    }.get(why, "")


def still_row(moved: Array, slope: Array) -> int:
    """Return the first row that stays as it is, where the others follow the slope; else -1."""
    if moved.ndim < 2:
        return -1
    rows, slopes = (np.reshape(one, (len(one), -1)) for one in (moved, slope))
    still = ~np.any(rows, axis=1) & np.any(slopes, axis=1)
    if not 0 < np.count_nonzero(still) < len(still):
        return -1
    fit = ratio(rows[~still], slopes[~still])
    return int(np.argmax(still)) if fit.same and fit.mean < 0 else -1
