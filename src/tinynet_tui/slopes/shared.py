"""Steps that two updates go through, of which one follows the slope."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from .found import Update


def share(found: Sequence[Update], through: Sequence[set[int]]) -> None:
    """Note where a step that takes an update from the slope serves one that follows it.

    Then it is right, and what goes by it is wrong. An update of a single number follows
    whatever it goes by: it counts for other numbers only, or with the ratio of an array.
    """
    sure = [one.mean for one in found if one.how == "follows" and prod(one.shape) > 1]
    for one in found:
        if one.parting is None:
            continue
        at, is_number = one.parting["at"], prod(one.shape) == 1
        one.parting["shared"] = any(
            other.follows
            and other.how != "zero"
            and at in passed
            and (is_number or prod(other.shape) > 1 or _is_near(other.mean, sure))
            for other, passed in zip(found, through, strict=True)
        )


def _is_near(value: float, others: Sequence[float]) -> bool:
    return any(abs(value - one) <= 1e-4 * abs(one) for one in others)
