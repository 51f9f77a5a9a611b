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
    those of another one. A shift that is the same everywhere may be meant.
    """
    shifts: dict[tuple[int, ...], set[int]] = {}
    apart: set[tuple[int, ...]] = set()
    cells = 0
    for node in compared:
        targets = output_of(node, hot)[1]
        sources = [targets, *_inputs(node, hot, cut)]
        cells += sum(leaf.value.size for one in sources for leaf in _leaves(one))
        if cells > MOST_CELLS:
            break
        every = [(one, taken) for one in sources[1:] for taken in _taken(one, columns)]
        for known in _taken(targets, columns):
            for inputs, other in every:
                if other.leaf is not known.leaf and known.is_like(other):
                    lines = _lines(inputs, targets)
                    shifts.setdefault(lines, set()).update((other.rows - known.rows).tolist())
                    if known.is_apart(other):
                        apart.add(lines)
    return next((one for one, many in shifts.items() if one in apart and len(many) > 1), ())


class _Taken(NamedTuple):
    """Rows, or columns, of an array."""

    leaf: Node
    whole: Array
    """The array, its rows or columns along the first axis."""
    rows: Array

    def is_like(self, other: _Taken) -> bool:
        """True if as many rows are taken of an array that has as many."""
        return len(self.whole) == len(other.whole) and self.rows.shape == other.rows.shape

    def is_apart(self, other: _Taken) -> bool:
        """True if these rows are not those that the other takes, nor equal ones."""
        return not np.array_equal(self.whole[self.rows], self.whole[other.rows])


def _inputs(node: Node, hot: set[int], cut: frozenset[int]) -> Iterator[Node]:
    """Yield what no weight has made and a weight is multiplied by on the way to an output."""
    for one in ancestors([node], cut).values():
        if one.name == "product":
            yield from (each for each in one.parents if each.index not in hot)


def _taken(node: Node, columns: bool) -> Iterator[_Taken]:
    """Yield the rows, or columns, that a node holds of arrays; one is a whole example alone."""
    for leaf in _leaves(node):
        whole = leaf.value
        if not whole.ndim or leaf.made or whole.size < 2:
            continue
        cells = _cells(node, leaf)
        alone = cells.ndim < min(2, whole.ndim) or not cells.ndim
        for axis in range(min(2, whole.ndim)) if alone else (whole.ndim - 1 if columns else 0,):
            count = whole.shape[axis]
            numbers = cells // (whole.size // count) if axis == 0 else cells % count
            sets = numbers.reshape(1, -1) if alone else np.moveaxis(numbers, -1 if axis else 0, 0)
            sets = sets.reshape(len(sets), -1)
            rows = np.where(np.isnan(sets), -1, sets).max(axis=1)
            if np.all(np.isnan(sets) | (sets == rows[:, None])) and np.all(rows >= 0):
                yield _Taken(leaf, np.moveaxis(whole, axis, 0), rows.astype(int))
                break


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


def _lines(inputs: Node, targets: Node) -> tuple[int, ...]:
    """Return the lines that move the one and not the other, or those that move either."""
    one, other = ([*_moves(node)] for node in (inputs, targets))
    apart = [line for line in one if line not in other], [line for line in other if line not in one]
    return tuple(dict.fromkeys((*apart[0], *apart[1]) or (*one, *other)))


def _moves(node: Node) -> Iterator[int]:
    while node.name == "move" and node.parents:
        if node.value.shape != node.parents[0].value.T.shape or not np.array_equal(
            node.value, node.parents[0].value.T
        ):
            yield node.line
        node = node.parents[0]
