"""Examples and targets that do not belong together: only one of both is put in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .losses import output_of
from .slopes import ancestors
from .tape import Array, Node

MOST_CELLS = 3_000_000
"""The most numbers of arrays that are followed to see which rows of them are taken."""


def mixed_up(
    compared: Sequence[Node], hot: set[int], cut: frozenset[int], columns: bool
) -> tuple[int, ...]:
    """Return the lines that take inputs, or targets, which others do not belong to.

    Both are rows, or `columns`, of arrays that have equally many; the targets of an example are
    those of another one. A shift that is the same everywhere may be meant, and so may inputs that
    are paired with others, to which the targets belong.
    """
    shifts: dict[tuple[int, ...], set[int]] = {}
    apart: dict[tuple[int, ...], tuple[int, ...]] = {}
    cells = 0
    for node in compared:
        targets = output_of(node, hot)[1]
        sources = [targets, *_inputs(node, hot, cut)]
        cells += sum(leaf.value.size for one in sources for leaf in _leaves(one))
        if cells > MOST_CELLS:
            break
        every = [(one, taken) for one in sources[1:] for taken in _taken(one, columns)]
        for known in _taken(targets, columns):
            like = [
                (one, it) for one, it in every if it.leaf is not known.leaf and it.is_like(known)
            ]
            if any(np.array_equal(it.rows, known.rows) for _, it in like):
                like = [(one, it) for one, it in like if np.array_equal(it.rows, known.rows)]
            for inputs, other in like:
                lines = inputs.line, targets.line
                shifts.setdefault(lines, set()).update((other.rows - known.rows).tolist())
                if known.is_apart(other):
                    apart.setdefault(lines, _lines(inputs, targets, columns))
    return next((apart[one] for one, many in shifts.items() if one in apart and len(many) > 1), ())


class _Taken(NamedTuple):
    """Rows, or columns, of an array."""

    leaf: Node
    whole: Array
    """The array, its rows or columns along the first axis."""
    rows: Array

    def is_like(self, other: _Taken) -> bool:
        """True if as many rows are taken of another array that has as many."""
        is_other = self.leaf is not other.leaf and len(self.whole) == len(other.whole)
        return is_other and self.rows.shape == other.rows.shape

    def is_apart(self, other: _Taken) -> bool:
        """True if these rows are not those that the other takes, nor equal ones."""
        return not np.array_equal(self.whole[self.rows], self.whole[other.rows])


def _inputs(node: Node, hot: set[int], cut: frozenset[int]) -> Iterator[Node]:
    """Yield what no weight has made and a weight is multiplied by on the way to an output."""
    for one in ancestors([node], cut).values():
        if one.name == "product":
            yield from (each for each in one.parents if each.index not in hot)


def _taken(node: Node, columns: bool) -> Iterator[_Taken]:
    """Yield the rows, or columns, that a node holds of arrays."""
    for leaf in _leaves(node):
        if leaf.value.ndim and not leaf.made and leaf.value.size > 1:
            axis, rows = _rows(_cells(node, leaf), leaf.value, columns)
            if rows is not None:
                yield _Taken(leaf, np.moveaxis(leaf.value, axis, 0), rows)


def _rows(cells: Array, whole: Array, columns: bool) -> tuple[int, Array | None]:
    """Return which rows, or columns, of an array some cells are; one may be an example alone."""
    alone = cells.ndim < min(2, whole.ndim) or not cells.ndim
    for axis in range(min(2, whole.ndim)) if alone else (whole.ndim - 1 if columns else 0,):
        count = whole.shape[axis]
        numbers = cells // (whole.size // count) if axis == 0 else cells % count
        sets = numbers.reshape(1, -1) if alone else np.moveaxis(numbers, -1 if axis else 0, 0)
        sets = sets.reshape(len(sets), -1)
        rows = np.where(np.isnan(sets), -1, sets).max(axis=1)
        if np.all(np.isnan(sets) | (sets == rows[:, None])) and np.all(rows >= 0):
            return axis, rows.astype(int)
    return 0, None


def _leaves(node: Node) -> Iterator[Node]:
    """Yield what a node was only moved from."""
    if node.name == "move":
        for one in node.parents:
            yield from _leaves(one)
    elif node.name == "leaf":
        yield node


def _cells(node: Node, whole: Node) -> Array:
    """Return for each cell of a node the number of the one in an array that it was moved from."""
    if node is whole:
        return np.arange(float(whole.value.size)).reshape(whole.value.shape)
    if node.name != "move" or node.compute is None:
        return np.full(node.value.shape, np.nan)
    return np.asarray(node.compute(*(_cells(one, whole) for one in node.parents)))


def _lines(inputs: Node, targets: Node, columns: bool) -> tuple[int, ...]:
    """Return the lines that take other rows of the one than of the other, or all that take some."""
    one, other = (dict(_moves(node, columns)) for node in (inputs, targets))
    apart = [at for rows, at in one.items() if rows not in other]
    apart += [at for rows, at in other.items() if rows not in one]
    return tuple(dict.fromkeys(apart or (*one.values(), *other.values())))


def _moves(node: Node, columns: bool) -> Iterator[tuple[bytes, int]]:
    """Yield which rows are taken in which line."""
    while node.name == "move" and node.parents:
        whole = max(node.parents, key=lambda one: one.value.size)
        if not whole.value.ndim:
            return
        axis, rows = _rows(_cells(node, whole), whole.value, columns)
        if rows is not None and not np.array_equal(rows, np.arange(whole.value.shape[axis])):
            yield rows.tobytes(), node.line
        node = whole
