"""The marks on the decision map: the examples with their targets, and the cross-hair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.explain.called import brief
from tinynet_tui.network.array import Array

from .chart import Cell, Chart
from .ground import Ground

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


def marks(chart: Chart, ground: Ground) -> dict[Cell, Mark]:
    """Mark the examples, one per cell; the chosen one and those on the plane come first."""
    chosen, X = ground.example, ground.X
    on_plane = chart.plane.holds(X)
    cells = chart.cells(X)
    order = np.argsort(np.logical_not(on_plane), kind="stable")
    order = np.concatenate(([chosen], order))
    numbers = cells[order] @ (chart.columns, 1)
    shown = order[np.unique(numbers, return_index=True)[1]]
    wrong, middle = ground.wrong(shown), ground.middle
    found = {}
    for example, is_wrong in zip(shown.tolist(), wrong.tolist(), strict=True):
        positive = ground.targets[example] >= middle
        kind = BEYOND
        if on_plane[example]:
            kind = WRONG if is_wrong else RIGHT
        if example in ground.tested:
            kind = TESTED.get(kind, kind)
        row, column = cells[example].tolist()
        found[row, column] = Mark(kind[int(positive)], example, example == chosen)
    return found


@dataclass(frozen=True)
class Shown:
    """What the map shows."""

    ground: Ground
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
        cls,
        ground: Ground,
        axes: tuple[int, int] | None,
        cross: Array | None,
        rows: int,
        columns: int,
    ) -> Shown:
        """Lay out the plane through the chosen example."""
        X, example, data = ground.X, ground.example, ground.data
        chart = Chart.of(X, example, axes, rows, columns)
        found = marks(chart, ground)
        if cross is not None and len(cross) != X.shape[1]:
            cross = None  # it belongs to other data
        point = X[example] if cross is None else chart.plane.moved(cross)
        row, column = chart.cells(point[None])[0].tolist()
        if cross is not None:
            found[row, column] = Mark(CROSS, None)
        held = [
            f"{brief('input', at, data, 16) or f'input {at}'} = {value:.3g}"
            for at in chart.plane.others
            for value in [data.own_input(X[example, at], at)]
        ]
        if len(held) > 2:
            held = [f"{len(held)} others as in example {example}"]
        return cls(ground, chart, point, found, (row, column), held, cross is not None)

    @property
    def X(self) -> Array:
        return self.ground.X

    @property
    def reading(self) -> str:
        """The output at the point, in words."""
        ground = self.ground
        if self.has_cross:
            plane, data = self.chart.plane, ground.data
            axes = (plane.across, plane.up)
            at = [data.own_input(self.point[axis], axis) for axis in axes if axis is not None]
            value = ground.at(self.point)
            return f"{CROSS} {', '.join(f'{number:.3g}' for number in at)}: {value:.3f}"
        example = ground.example
        value = ground.own(example)
        target = ground.targets[example]
        return f"{ground.example_words(example)}: {value:.3f}, target {target:.3g}"
