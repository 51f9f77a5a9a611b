"""A grid of points of which only so many are computed as there is time for.

What is called here is bound at the import: a script may change any module later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

BUDGET = 0.35
"""The seconds that a grid may take; with more, neighbours share a value."""
MOST_NUMBERS = 1 << 18
"""The most numbers of a grid that are told."""


def thinned(points: Any, grid: Sequence[int], took: float, numbers: int = 1) -> tuple[Any, int]:
    """Return every so-many-th point in each direction, (rows, columns, inputs), and how many.

    One point takes so many seconds, and is told in so many numbers.
    """
    rows, columns = grid
    coarse = 1
    while (cells := -(-rows // coarse) * -(-columns // coarse)) > 1 and (
        cells * took > BUDGET or cells * numbers > MOST_NUMBERS
    ):
        coarse += 1
    plane = points[: rows * columns].reshape(rows, columns, points.shape[1])
    return plane[::coarse, ::coarse], coarse


def spread(found: Any, grid: Sequence[int], coarse: int) -> Any:
    """Return the values of such points, (rows, columns, values), for all of the grid, as rows."""
    rows, columns = grid
    whole = found.repeat(coarse, axis=0).repeat(coarse, axis=1)[:rows, :columns]
    return whole.reshape(rows * columns, found.shape[2])
