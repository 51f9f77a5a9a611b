"""What has happened in a script's run: what NumPy did in silence, warnings, the error's rises."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tinynet_tui.engine.engine import Where
from tinynet_tui.network.array import Array

MOST_RISES = 100
"""Of more rises, only the first are listed."""


class Happening(NamedTuple):
    """Something that happened, and where."""

    where: Where
    text: str


def of_errors(errors: Array, step: int) -> list[Happening]:
    """Return where the error rises, and where it is no number any more; it is known at a step."""
    with np.errstate(invalid="ignore"):
        rises = np.flatnonzero(errors[1:] > errors[:-1]) + 1
    found = [
        Happening(Where(int(at), step), f"the error rises to {errors[at]:.6g}")
        for at in rises[:MOST_RISES]
    ]
    lost = np.flatnonzero(~np.isfinite(errors))
    if len(lost) and len(lost) < len(errors):
        found.append(Happening(Where(int(lost[0]), step), "the error is infinite or nan"))
    return found
