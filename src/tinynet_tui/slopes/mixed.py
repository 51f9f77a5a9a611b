"""Examples and targets that do not belong together: only one of both is put in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .losses import output_of
from .slopes import ancestors
from .tape import Array, Node, unmoved

MOST_CELLS = 3_000_000
"""The most numbers of arrays that are followed to see which rows of them are taken."""
MANY = 3
"""So many other places, at least, others' targets are taken from; of single examples one more."""


def mixed_up(
    compared: Sequence[Node],
    hot: set[int],
    cut: frozenset[int],
    columns: bool,
    chosen: Sequence[Array],
) -> tuple[int, ...]:
    """Return the lines that take inputs, or targets, which others do not belong to.

    Both are rows, or `columns`, of arrays that have equally many; the targets of an example are
    those of another one. What is not as if one of both were shuffled may be meant: a shift, more
    inputs for each target, as in a series, and what is `chosen` by outputs.
    """
    found: dict[tuple[int, int], dict[tuple[bytes, bytes], _Pair]] = {}
    cells = 0
    for node in compared:
        output, targets = output_of(node, hot)
        sources = [targets, *_inputs(node, hot, cut)]
        cells += sum(leaf.value.size for one in sources for leaf in _leaves(one))
        if cells > MOST_CELLS:
            break
        if _is_reordered(output, hot, cut, columns):
            continue
        every = [(one, taken) for one in sources[1:] for taken in _taken(one, columns)]
        ways: dict[int, set[bytes]] = {}
        for _, taken in every:
            ways.setdefault(taken.leaf.index, set()).add(taken.rows.tobytes())
        every = [(one, taken) for one, taken in every if len(ways[taken.leaf.index]) == 1]
        for known in _taken(targets, columns):
            if any(np.array_equal(known.rows, one) for one in chosen):
                continue
            like = [(one, it) for one, it in every if it.is_like(known)]
            if any(np.array_equal(it.rows, known.rows) for _, it in like):
                like = [(one, it) for one, it in like if np.array_equal(it.rows, known.rows)]
            for inputs, other in like:
                pairs = found.setdefault((inputs.line, targets.line), {})
                rows = other.rows.tobytes(), known.rows.tobytes()
                pairs[rows] = _Pair(inputs, targets, other, known)
    for pairs in found.values():
        apart = next((one for one in pairs.values() if one.known.is_apart(one.other)), None)
        if apart is not None and _is_shuffled([*pairs.values()]):
            return _lines(apart.inputs, apart.targets, columns)
    return ()


class _Pair(NamedTuple):
    """What is taken of inputs and of targets for a comparison."""

    inputs: Node
    targets: Node
    other: _Taken
    known: _Taken

    def shifts(self) -> list[int]:
        """Return how many rows after each example its targets stand, going round the end.

        It is one number if the rows of both are evenly spaced, such as all of them backwards.
        """
        count = len(self.known.whole)
        steps = [{*(np.diff(one.rows) % count).tolist()} for one in (self.other, self.known)]
        shifts: list[int] = ((self.known.rows - self.other.rows) % count).tolist()
        return shifts[:1] if all(len(one) < 2 for one in steps) else shifts


def _is_shuffled(pairs: Sequence[_Pair]) -> bool:
    """True if most examples of an iteration have targets from so far away as no others have.

    Each example is taken once, and so are its targets, but for those of a whole batch.
    """
    alone = all(len(pair.known.rows) == 1 for pair in pairs)
    inputs = np.concatenate([pair.other.rows for pair in pairs])
    targets = [pair.known.rows for pair in pairs]
    if any(len({*one.tolist()}) < len(one) for one in (inputs, *targets)):
        return False
    every = np.concatenate(targets)
    if alone and len({*every.tolist()}) < len(targets):
        return False
    if len({*((inputs + every) % len(pairs[0].known.whole)).tolist()}) == 1:  # backwards
        return False
    shifts = [one for pair in pairs for one in pair.shifts()]
    return len({*shifts}) >= MANY + alone and 2 * len({*shifts}) > len(shifts)


def _is_reordered(output: Node, hot: set[int], cut: frozenset[int], columns: bool) -> bool:
    """True if outputs are taken in another order, or some of them, as when they are sorted."""
    for one in ancestors([output], cut).values():
        if one.name == "move" and one.index in hot and unmoved(one).index not in cut:
            for whole in one.parents:
                if whole.index in hot and whole.value.size:
                    axis, rows = _rows(_cells(one, whole), whole.value, columns)
                    if axis == columns and rows is not None and not _is_all(rows, whole, axis):
                        return True
    return False


def _is_all(rows: Array, whole: Node, axis: int) -> bool:
    """True for all rows, or columns, of an array in their order."""
    return np.array_equal(rows, np.arange(whole.value.shape[axis]))


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
        if rows is not None and not _is_all(rows, whole, axis):
            yield rows.tobytes(), node.line
        node = whole
