"""Finds the arrays of which another one may be a multiple, among many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .fits import SINGLE
from .tape import Array

COARSE = 1e-4
"""How far the cosine between multiples may be off 1, in single precision."""


class Multiples:
    """Knows the arrays of each size, and looks at those only that point where another one does."""

    def __init__(self, arrays: Sequence[Array]) -> None:
        self._arrays = arrays
        self._by_size: dict[int, list[int]] = {}
        for at, array in enumerate(arrays):
            self._by_size.setdefault(array.size, []).append(at)
        self._known: dict[int, tuple[Array, Array]] = {}

    def near(self, value: Array) -> list[int]:
        """Return the places of the arrays that may be multiples of `value`, as it is or turned."""
        flat = _normed(value)
        if flat is None or value.size not in self._by_size:
            return []
        if value.size not in self._known:
            self._known[value.size] = self._stacked(value.size)
        rows, owners = self._known[value.size]
        if flat.any():
            near = np.abs(rows @ flat) >= 1 - max(COARSE, value.size * SINGLE**2)
        else:
            near = ~rows.any(axis=1)  # 0 is a multiple of what is 0
        return [int(at) for at in np.unique(owners[near])]

    def _stacked(self, size: int) -> tuple[Array, Array]:
        """Return all arrays of a size as rows of length 1, turned ones too, and their places."""
        found = [
            (row, at)
            for at in self._by_size[size]
            for turned in turned_too(self._arrays[at])
            if (row := _normed(turned)) is not None
        ]
        rows = np.array([row for row, _ in found], np.float32).reshape(len(found), size)
        return rows, np.array([at for _, at in found], int)


def turned_too(array: Array) -> tuple[Array, ...]:
    """Return an array, and what is turned of one that has rows and columns."""
    return (array, array.T) if array.ndim == 2 else (array,)


def _normed(array: Array) -> Array | None:
    """Return the numbers in a row of length 1, or all 0; None if one is not finite."""
    flat = np.asarray(array, dtype=float).ravel()
    top = float(np.max(np.abs(flat), initial=0.0))
    if not np.isfinite(top):
        return None
    if top < 1e-300:
        return np.zeros(flat.size, np.float32)
    flat = flat / top
    return (flat / np.linalg.norm(flat)).astype(np.float32)
