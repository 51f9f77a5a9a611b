"""The rows that a loop fills: the weights before and after each iteration, and its errors.

The update writes the new weights into the next row instead of over the old ones. So the weights
and errors of all iterations of a slice are kept, at no extra cost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from tinynet_tui.network.array import Array, Bools, Ints
from tinynet_tui.network.split import NONE


class Table(NamedTuple):
    """The arrays that a loop reads and writes."""

    negated: Array
    """The negated weights, a row for each iteration: (iterations + 1, weights)."""
    weights: Sequence[Array]
    """Views of the same memory for each matrix of weights: (iterations + 1, rows, columns)."""
    errors: Array
    """What each iteration assigns to the error variable, (iterations, examples, outputs)."""
    held: Ints
    """The places in a row of weights that keep their value."""
    fixed: Mapping[str, Bools]
    """The same as masks, by the names of the weights."""
    held_back: Ints = NONE
    """The rows of the examples that do not train."""


Run: TypeAlias = Callable[[int, int], None]
"""Runs the iterations from one row of the weights up to another."""
Build: TypeAlias = Callable[[Array, Array, Table, float], Run]
"""Prepares a run: X (examples, inputs), y (examples, outputs), the table, alpha."""


def split(flat: Array, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Return views of consecutive parts of the last axis, one in each of these shapes."""
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    parts = np.split(flat, ends[:-1], axis=-1)
    return [
        part.reshape(*flat.shape[:-1], *shape) for part, shape in zip(parts, shapes, strict=True)
    ]
