"""The decision map's geometry: from the values of two inputs to cells, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tinynet_tui.explain.decision_plane import Plane, Range, first_axes, predict, range_of
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

MOST_WORK = 1_000_000
"""The most neurons times pixels computed for one map: some ten milliseconds."""

Cell = tuple[int, int]
"""A row from the top, and a column."""


@dataclass(frozen=True)
class Chart:
    """A plane of two inputs laid out on rows and columns of cells."""

    plane: Plane
    across: Range
    up: Range
    rows: int
    columns: int

    @classmethod
    def of(
        cls, X: Array, example: int, axes: tuple[int, int] | None, rows: int, columns: int
    ) -> Chart:
        """Lay out the plane through an example.

        X is (examples, inputs). Without axes, or if X lacks one, the first varying inputs are used.
        """
        across, up = axes if axes and max(axes) < X.shape[1] else first_axes(X)
        return cls(
            Plane(across, up, X[example]),
            range_of(X[:, across]),
            Range(0.0, 1.0) if up is None else range_of(X[:, up]),
            rows,
            columns,
        )

    def outputs(self, script: Script, weights: Sequence[Array], pixels: int) -> Array:
        """Compute the last layer's outputs, (rows × pixels, columns, outputs)."""
        neurons = sum(len(weight) for weight in weights)
        return self.over(lambda inputs: predict(script, inputs, weights), neurons, pixels)

    def over(self, compute: Callable[[Array], Array], neurons: int, pixels: int) -> Array:
        """Compute values with a number of pixels above each other in a cell.

        `compute` makes (points, values) of (points, inputs), with so many neurons. Returns
        (rows × pixels, columns, values), the first row on top. If that is too much work,
        neighbours share a pixel.
        """
        points, grid, coarse = self.points(neurons, pixels)
        return self.spread(compute(points), grid, coarse, pixels)

    def points(self, neurons: int, pixels: int) -> tuple[Array, tuple[int, int], int]:
        """Return the inputs at the pixels, their rows and columns, and how many share one."""
        rows, columns = self.rows * pixels, self.columns
        coarse = 1
        while -(-rows // coarse) * -(-columns // coarse) * neurons > MOST_WORK:
            coarse += 1
        across = self.across.centres(columns)[::coarse]
        up = self.up.centres(rows)[::-1][::coarse]
        return self.plane.grid(across, up), (len(up), len(across)), coarse

    def spread(self, found: Array, grid: tuple[int, int], coarse: int, pixels: int) -> Array:
        """Return the values found at those inputs, (rows × pixels, columns, values)."""
        whole = found.reshape(*grid, -1)
        if coarse > 1:
            whole = whole.repeat(coarse, axis=0).repeat(coarse, axis=1)
        return whole[: self.rows * pixels, : self.columns]

    def cells(self, X: Array) -> Array:
        """Return row and column of each point's cell, (points, 2).

        X is (points, inputs). Points beyond an edge are put on it.
        """
        column = self.across.part(X[:, self.plane.across], self.columns)
        if self.plane.up is None:
            row = np.full(len(X), self.rows // 2)
        else:
            row = self.rows - 1 - self.up.part(X[:, self.plane.up], self.rows)
        return np.column_stack((row, column)).astype(int)

    def point(self, cell: Cell) -> Array:
        """Return the inputs in the middle of a cell, (inputs,)."""
        point: Array = self.plane.held.copy()
        point[self.plane.across] = self.across.centres(self.columns)[cell[1]]
        if self.plane.up is not None:
            point[self.plane.up] = self.up.centres(self.rows)[self.rows - 1 - cell[0]]
        return point

    def has(self, cell: Cell) -> bool:
        return 0 <= cell[0] < self.rows and 0 <= cell[1] < self.columns


def next_example(
    cells: Array, on_plane: Array, example: int, rows: int, columns: int
) -> int | None:
    """Return the nearest example in a direction, preferably on the plane; None without one.

    `cells` is (examples, 2), `on_plane` (examples,) of bool.
    """
    apart = (cells - cells[example]) * (2, 1)  # a cell is twice as high as wide
    ahead = apart @ (rows, columns)
    cost = ahead + 3 * np.abs(apart @ (columns, rows))
    for candidates in ((ahead > 0) & on_plane, ahead > 0):
        if candidates.any():
            return int(np.where(candidates, cost, cost.max() + 1).argmin())
    return None
