"""The marks on the decision map: the examples with their targets, and the cross-hair."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.explain.called import brief
from tinynet_tui.explain.decision_plane import predict
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script
from tinynet_tui.ui.canvas.view import View

from .chart import Cell, Chart

RIGHT, WRONG, BEYOND = "○●", "◊◆", "°•"
"""An example with target 0 or 1; beyond: its other inputs differ from the held ones."""
TESTED = {RIGHT: "tT", WRONG: "fF"}
"""The marks of test examples."""
CROSS = "┼"


@dataclass(frozen=True)
class Mark:
    """The mark in one cell."""

    glyph: str
    example: int | None
    """None for the cross-hair."""
    chosen: bool = False


def marks(
    chart: Chart,
    X: Array,
    targets: Array,
    script: Script,
    weights: Sequence[Array],
    cursor: tuple[int, int],
    held_back: Collection[int] = (),
) -> dict[Cell, Mark]:
    """Mark the examples, one per cell; the chosen one and those on the plane come first.

    X is (examples, inputs), `targets` those of the output, (examples,); `cursor` is the chosen
    example and the output; `held_back` are the test examples.
    """
    chosen, output = cursor
    on_plane = chart.plane.holds(X)
    cells = chart.cells(X)
    order = np.argsort(np.logical_not(on_plane), kind="stable")
    order = np.concatenate(([chosen], order))
    numbers = cells[order] @ (chart.columns, 1)
    shown = order[np.unique(numbers, return_index=True)[1]]
    outputs = predict(script, X[shown], weights)[:, output]
    found = {}
    for example, value in zip(shown.tolist(), outputs.tolist(), strict=True):
        positive = targets[example] >= 0.5
        kind = BEYOND
        if on_plane[example]:
            kind = RIGHT if (value >= 0.5) == positive else WRONG
        if example in held_back:
            kind = TESTED.get(kind, kind)
        row, column = cells[example].tolist()
        found[row, column] = Mark(kind[int(positive)], example, example == chosen)
    return found


@dataclass(frozen=True)
class Shown:
    """What the map shows."""

    X: Array
    weights: Sequence[Array]
    chart: Chart
    point: Array
    """The inputs of the cross-hair, else of the example, (inputs,)."""
    marks: Mapping[Cell, Mark]
    here: Cell
    """The cell of that point."""
    held: Sequence[str]
    """The values at which the other inputs are held, in words."""
    has_cross: bool

    @classmethod
    def of(
        cls, view: View, axes: tuple[int, int] | None, cross: Array | None, rows: int, columns: int
    ) -> Shown:
        """Take the current values of the variables."""
        start, script = view.snapshot.current.start, view.experiment.script
        X, example, output = start["X"], view.cursor.example, view.cursor.output
        weights = view.snapshot.weights
        chart = Chart.of(X, example, axes, rows, columns)
        targets, held_back = start["y"][:, output], set(view.experiment.split.test.tolist())
        found = marks(chart, X, targets, script, weights, (example, output), held_back)
        if cross is not None and len(cross) != X.shape[1]:
            cross = None  # it belongs to other data
        point = X[example] if cross is None else chart.plane.moved(cross)
        row, column = chart.cells(point[None])[0].tolist()
        if cross is not None:
            found[row, column] = Mark(CROSS, None)
        data = view.experiment.dataset
        held = [
            f"{brief('input', at, data, 16) or f'input {at}'} = {value:.3g}"
            for at in chart.plane.others
            for value in [data.own_input(X[example, at], at)]
        ]
        if len(held) > 2:
            held = [f"{len(held)} others as in example {example}"]
        return cls(X, weights, chart, point, found, (row, column), held, cross is not None)

    def reading(self, view: View) -> str:
        """Return the network's output at the point, in words."""
        example, output = view.cursor.example, view.cursor.output
        value = predict(view.experiment.script, self.point[None], self.weights)[0, output]
        if self.has_cross:
            plane = self.chart.plane
            axes, data = (plane.across, plane.up), view.experiment.dataset
            at = [data.own_input(self.point[axis], axis) for axis in axes if axis is not None]
            return f"{CROSS} {', '.join(f'{number:.3g}' for number in at)}: {value:.3f}"
        target = view.snapshot.current.start["y"][example, output]
        return f"{view.experiment.example_words(example)}: {value:.3f}, target {target:.3g}"
