"""How an update grows with the slope: as it does, not at all, or in a way that is wrong.

A plain update doubles with the slope. One that is divided by the root of the slope's squares, as
in Adam or RMSProp, stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from .again import again
from .slopes import ancestors
from .tape import Node

LARGE = 1e4
"""So much larger slopes leave no room for what only keeps a division from one by 0."""
NEAR = 0.05


class Rescaled:
    """An update that is computed again, from slopes that are larger."""

    def __init__(
        self, before: Mapping[int, Node], slopes: Sequence[Node], ends: tuple[Node, Node]
    ) -> None:
        """The `ends` are the weight's old and new numbers.

        Of the `slopes`, those are made larger that are not computed from others of them.
        """
        among = {one.index for one in slopes}
        self._first = [
            one for one in slopes if not ancestors(one.parents, frozenset()).keys() & among
        ]
        self._after, self._ends = [before[at] for at in sorted(before)], ends

    def degree(self) -> float:
        """Return the power of the slope's size with which the update grows; nan if unknown."""
        with np.errstate(all="ignore"):
            one, two = (self._size(times) for times in (LARGE, 2 * LARGE))
            return float(np.log2(two / one)) if one else float("nan")

    def _size(self, times: float) -> float:
        values = again(self._after, {one.index: one.value * times for one in self._first})
        old, new = self._ends
        return float(np.linalg.norm(values.get(new.index, new.value) - old.value))


def is_odd(degree: float) -> bool:
    """True for a power that no right update grows with."""
    return bool(np.isfinite(degree)) and min(abs(degree), abs(degree - 1)) > NEAR


def is_steady(degree: float) -> bool:
    """True for an update that is as large whatever the slope's size is."""
    return abs(degree) <= NEAR
