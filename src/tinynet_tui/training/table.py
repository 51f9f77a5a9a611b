"""The rows that a loop fills: the weights before and after each iteration, and its errors.

The update does not overwrite the weights but writes the new ones into the next row: at no cost, a
slice leaves behind the weights and the errors of every one of its iterations.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from tinynet_tui.network.array import Array

if TYPE_CHECKING:  # its import would take a hundredth of the time to the first paint
    from numpy.typing import NDArray


class Table(NamedTuple):
    """Where a loop reads and writes; the same memory under several names."""

    negated: Array
    """Minus the weights, a row an iteration: (iterations + 1, weights), matrix after matrix."""
    weights: Sequence[Array]
    """The same, for each of the script's weights: (iterations + 1, rows, columns)."""
    errors: Array
    """What each iteration assigns to the error variable, (iterations, examples, outputs)."""
    held: NDArray[np.intp]
    """Places in a row of weights that stay 0 and are not trained."""


Run: TypeAlias = Callable[[int, int], None]
"""Runs the iterations from one row of the weights up to another."""
Build: TypeAlias = Callable[[Array, Array, Table, float], Run]
"""Prepares a run: X (examples, inputs), y (examples, outputs), the table, alpha."""


def split(flat: Array, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Return views of parts of the last axis, one after the other, each in one of these shapes."""
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    parts = np.split(flat, ends[:-1], axis=-1)
    return [
        part.reshape(*flat.shape[:-1], *shape) for part, shape in zip(parts, shapes, strict=True)
    ]
