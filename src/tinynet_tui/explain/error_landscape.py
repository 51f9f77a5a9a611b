"""The error over two weights, with all other weights held as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil, floor, isfinite, log10, prod
from typing import NamedTuple

import numpy as np

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.network.array import Array
from tinynet_tui.network.dimensions import Dimensions
from tinynet_tui.network.script import Script
from tinynet_tui.timeline.snapshot import Snapshot

from .decision_plane import Range, range_of

BLOCK = 1 << 17
"""About so many numbers are computed at a time: they fit into the processor's cache."""
LEAST_SPAN = 2.5
"""The least distance that an axis makes room for: the first weights are between -1 and 1."""
MARGIN = 0.3
"""The margin on each side of the run's path, as a share of its span."""


Shapes = Mapping[str, tuple[int, int]]
"""The rows and columns of each synapse, in order."""


class Weight(NamedTuple):
    """One weight of a synapse."""

    synapse: str
    cell: tuple[int, int]


class Axes(NamedTuple):
    """The two weights; `up` is None if the network has a single one."""

    across: Weight
    up: Weight | None

    @classmethod
    def through(cls, cursor: Cursor, dimensions: Dimensions) -> Axes:
        """Return the weights that the cursor crosses: of the first two synapses, if there are two.

        With one synapse, the second weight is the next one to the same neuron.
        """
        return cls.among(shapes_of(dimensions), lambda name: cursor.cell(name, dimensions))

    @classmethod
    def among(cls, shapes: Shapes, cell: Callable[[str], tuple[int, int]]) -> Axes:
        """Return the weights at the cursor's cells of the first two synapses, if there are two."""
        first, *others = (Weight(name, cell(name)) for name in [*shapes][:2])
        if others:
            return cls(first, others[0])
        (rows, columns), (row, column) = shapes[first.synapse], first.cell
        if rows > 1:
            return cls(first, Weight(first.synapse, ((row + 1) % rows, column)))
        if columns > 1:
            return cls(first, Weight(first.synapse, (row, (column + 1) % columns)))
        return cls(first, None)

    def exist(self, dimensions: Dimensions) -> bool:
        return all(dimensions.has_cell(*weight) for weight in self if weight)

    def moved(self, steps: int, dimensions: Dimensions, *, upright: bool) -> Axes:
        """Put another weight on an axis, so many further on, without that of the other axis."""
        return self.moved_among(shapes_of(dimensions), steps, upright=upright)

    def moved_among(self, shapes: Shapes, steps: int, *, upright: bool) -> Axes:
        """Put another weight of some synapses on an axis."""
        mine, other = (self.up, self.across) if upright else (self.across, self.up)
        if mine is None or other is None:
            return self
        moved = _beside(mine, steps, shapes)
        if moved == other:
            moved = _beside(moved, steps, shapes)
        return Axes(other, moved) if upright else Axes(moved, other)


def shapes_of(dimensions: Dimensions) -> Shapes:
    """Return the shapes of a network's synapses."""
    return {name: dimensions.shape(name) for name in dimensions.script.weights}


def _beside(weight: Weight, steps: int, shapes: Shapes) -> Weight:
    """Return the weight so many further on, row by row; the last is followed by the first."""
    names = list(shapes)
    before = sum(prod(shapes[name]) for name in names[: names.index(weight.synapse)])
    at = before + weight.cell[0] * shapes[weight.synapse][1] + weight.cell[1] + steps
    at %= sum(map(prod, shapes.values()))
    for name, shape in shapes.items():
        if at < prod(shape):
            return Weight(name, divmod(at, shape[1]))
        at -= prod(shape)
    raise AssertionError


def axis_range(values: Array) -> Range:
    """Return round bounds around all values that a weight has had, with room on each side."""
    low, high = float(values.min()), float(values.max())
    middle = low / 2 + high / 2
    span = max(high - low, LEAST_SPAN, 1e-6 * abs(middle))
    if not isfinite(span) or abs(middle) + span > 1e300:
        return range_of(values)
    unit = round_up(span / 4)
    room = (0.5 + MARGIN) * span
    return Range(unit * floor((middle - room) / unit), unit * ceil((middle + room) / unit))


def round_up(number: float) -> float:
    """Return the least of 1, 2, 5, 10, 20, 50 … that is not below a number above 0."""
    power = 10.0 ** floor(log10(number))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= number * (1 - 1e-9))


def work(script: Script, shapes: Sequence[tuple[int, int]], examples: int, axes: Axes) -> int:
    """Return how much is computed for each point of the plane: the outputs of so many neurons.

    Eight products take about as long as one more output.
    """
    synapses = {script.weights.index(weight.synapse) for weight in axes if weight}
    return examples * sum(columns * (8 + rows) // 8 for rows, columns in shapes[max(synapses) :])


def errors(
    script: Script,
    data: tuple[Array, Array],
    weights: Sequence[Array],
    axes: Axes,
    values: tuple[Array, Array],
    stopped: Callable[[], bool] = lambda: False,
) -> Array | None:
    """Compute the error for all pairs of values of two weights: (up, across).

    `data` is X and y of the examples that train; the script's own steps compute it. None if
    `stopped`, which is called now and then, returns True.
    """
    X, y = data
    across, up = values
    result = np.empty((len(up), len(across)))
    neurons = max(work(script, [weight.shape for weight in weights], len(X), axes), 1)
    rows = max(1, min(len(up), BLOCK // neurons))
    columns = max(1, BLOCK // neurons // rows)
    count = script.step(script.error).number
    for left in range(0, len(across), columns):
        for top in range(0, len(up), rows):
            if stopped():
                return None
            part = across[left : left + columns], up[top : top + rows]
            with np.errstate(all="ignore"):
                stacked = _stacked(script, weights, axes, part)
                computed = script.compute(X, y, stacked, 0.0, count)[script.error]
                result[top : top + rows, left : left + columns] = np.abs(computed).mean((-2, -1))
    return result


def _stacked(
    script: Script, weights: Sequence[Array], axes: Axes, values: tuple[Array, Array]
) -> tuple[Array, ...]:
    """Return the synapses for all pairs of values, (up, across, rows, columns), or fewer of them.

    What does not depend on an axis has a single entry along it, and is computed only once.
    """
    stacked = []
    for name, weight in zip(script.weights, weights, strict=True):
        mine = [axis is not None and axis.synapse == name for axis in axes]
        counts = [len(values[at]) if mine[at] else 1 for at in (1, 0)]
        if any(mine):
            weight = np.broadcast_to(weight, (*counts, *weight.shape)).copy()
        if mine[0]:
            weight[:, :, *axes.across.cell] = values[0]
        if mine[1] and axes.up is not None:
            weight[:, :, *axes.up.cell] = values[1][:, None]
        stacked.append(weight)
    return tuple(stacked)


def error_here(snapshot: Snapshot) -> float:
    """Return the error with the weights of a position: that of the script, where it has it."""
    script, current = snapshot.experiment.script, snapshot.current
    differences = current.values.get(script.error)
    if differences is None or updated(snapshot):
        X, y = current.start["X"], current.start["y"]
        count = script.step(script.error).number
        with np.errstate(all="ignore"):
            differences = script.compute(X, y, snapshot.weights, 0.0, count)[script.error]
    return snapshot.experiment.split.error(differences)


def updated(snapshot: Snapshot) -> list[str]:
    """Return the weights that this iteration has changed: its error is that of the old ones."""
    weights = snapshot.experiment.script.weights
    return [name for name in weights if name in snapshot.current.values]
