"""What an update keeps of a weight itself, or of a momentum, and what is wrong with that."""

from __future__ import annotations

from .fits import decays
from .tape import Array

GROWS, SCALED, SWINGS, LOST = "grows", "scaled", "swings", "lost"
"""A weight decay or a momentum of the wrong sign; a learning rate that multiplies the weight; a
weight that becomes what should be added to it."""
SWELLS, SUMS = "swells", "sums"
"""What is kept of a slope grows, or is never set back."""
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
    found = decays(new, slope, old)
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
        SCALED: f"{where} multiplies {weight} itself by {kept}, too, as if by the learning rate.",
        LOST: f"{where} does not add the update to {weight}: the numbers it had are lost.",
        SOME: f"Other updates go by more errors: on the way to {weight} slopes are lost.",
        SWINGS: f"{state} keeps {kept} of its old numbers: the momentum has the wrong sign.",
        SWELLS: f"{state} keeps {kept} of its old numbers, so it grows and grows.",
        DEGREE: f"With a slope twice as large, the update of {weight} is {kept} times as large: "
        "it should be twice as large, too, or unchanged, as with Adam.",
        SUMS: f"{state} keeps all its old numbers: it is never set back to 0.",
    }.get(why, "")
