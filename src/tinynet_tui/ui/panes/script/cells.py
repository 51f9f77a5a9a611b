"""The rows and columns in which an array's numbers are shown.

Of an array with more than two dimensions, the matrices of the last two stand one below the other,
as NumPy prints them.
"""

from __future__ import annotations

from math import prod

import numpy as np

from tinynet_tui.engine.values import Value
from tinynet_tui.network.array import Array


def table(value: Value, rows: int) -> Array:
    """Return an array's numbers in rows and columns; one of one dimension is either."""
    assert value.array is not None
    numbers = np.asarray(value.array, dtype=float)
    return numbers.reshape(shape(value, rows, numbers.shape))


def shape(value: Value, rows: int, sizes: tuple[int, ...] | None = None) -> tuple[int, int]:
    """Return the rows and columns in which an array is shown."""
    sizes = sizes or value.shape
    if not sizes:
        return 1, 1
    if len(sizes) > 1:
        return prod(sizes[:-1]), sizes[-1]
    return (sizes[0], 1) if value.shape[0] == rows else (1, sizes[0])


def index_of(value: Value, cell: tuple[int, int]) -> tuple[int, ...]:
    """Return the index by which the script finds the number in a row and a column."""
    if len(value.shape) < 2:
        return (max(cell),) if value.shape else ()
    row, column = cell
    index = [column]
    for size in reversed(value.shape[1:-1]):
        row, at = divmod(row, size)
        index.append(at)
    return row, *reversed(index)


def cell_of(value: Value, index: tuple[int, ...], rows: int) -> tuple[int, int]:
    """Return the row and the column in which the number with an index is shown."""
    if len(index) < 2:
        first = index[0] if index else 0
        return (first, 0) if shape(value, rows)[1] == 1 else (0, first)
    row = index[0]
    for at, size in zip(index[1:-1], value.shape[1:-1], strict=True):
        row = row * size + at
    return row, index[-1]
