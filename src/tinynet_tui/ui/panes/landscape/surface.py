"""The error over two weights, as it is painted, and the run's path over it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property
from math import ceil, floor, log10
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.explain.error_landscape import round_up
from tinynet_tui.network.array import Array

STEEP = 4.0
"""If the highest error is so many times the lowest, low errors have narrower bands."""

Cell = tuple[int, int]
"""A row from the top, and a column."""
Point = tuple[float, float]
"""The weight across and the weight up; 0 up if there is no such weight."""


class Canvas(NamedTuple):
    """Where a surface is painted, and over which weights."""

    columns: int
    rows: int
    pixels: int
    """So many above each other in a cell."""
    across: str
    """The name of the weight across."""
    up: str | None
    """None if there is a single weight."""

    @property
    def height(self) -> int:
        """The number of rows of pixels."""
        return self.rows * self.pixels


class Surface(ABC):
    """The errors around a position."""

    across: Range
    up: Range
    errors: Array
    """Of each pixel: (rows, columns), the first row on top."""
    path: tuple[tuple[int, Point], ...]
    """Iterations in order, and the two weights with which each began."""

    @property
    @abstractmethod
    def canvas(self) -> Canvas: ...

    def cell(self, point: Point) -> Cell | None:
        """Return the row and column of a point's cell; None beyond the picture."""
        return self.cells(np.array([point]))[0]

    def cells(self, points: Array) -> list[Cell | None]:
        """Return the cells of some points, (points, 2)."""
        canvas, across, up = self.canvas, points[:, 0], points[:, 1]
        inside = (self.across.low <= across) & (across <= self.across.high)
        inside &= (self.up.low <= up) & (up <= self.up.high)
        with np.errstate(invalid="ignore"):
            columns = self.across.part(across, canvas.columns)
            rows = canvas.rows - 1 - self.up.part(up, canvas.rows)
        if canvas.up is None:
            rows[:] = canvas.rows // 2
        found = zip(inside.tolist(), rows.tolist(), columns.tolist(), strict=True)
        return [(int(row), int(column)) if is_in else None for is_in, row, column in found]

    @cached_property
    def way(self) -> list[tuple[int, Cell]]:
        """The cells of the path, each once, with gaps between them, and their iterations."""
        way: dict[Cell, int] = {}
        last: Cell | None = None
        points = np.array([point for _, point in self.path]).reshape(-1, 2)
        for (iteration, _), cell in zip(self.path, self.cells(points), strict=True):
            if cell is None or cell in way:
                continue
            if last is None or cell[0] != last[0] or abs(cell[1] - last[1]) >= 2:
                way[cell] = iteration
                last = cell
        return [(iteration, cell) for cell, iteration in way.items()]


def thresholds(errors: Array, most: int) -> list[float]:
    """Return round numbers that part the errors into bands, at most so many, from low to high."""
    finite = errors[np.isfinite(errors)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 0.0)
    if most < 1 or high - low <= 1e-9 * high:
        return []
    steep = low > 0 and high / low >= STEEP
    for found in _geometric(low, high) if steep else _linear(low, high, most):
        if len(found) <= most:
            return found
    return found[-most:]


def _geometric(low: float, high: float) -> Iterator[list[float]]:
    """Yield round numbers between two others, always fewer, with similar ratios."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    for steps in ((1, 1.5, 2, 3, 5, 7), (1, 2, 3, 5), (1, 2, 5), (1, 3), (1,)):
        numbers = (float(f"{step}e{power}") for power in powers for step in steps)
        yield [number for number in numbers if low < number < high]


def _linear(low: float, high: float, most: int) -> Iterator[list[float]]:
    """Yield round numbers between two others, always fewer, with the same distance."""
    step = round_up((high - low) / (most + 1))
    for _ in range(3):
        multiples = range(floor(low / step) + 1, ceil(high / step))
        yield [float(f"{step * multiple:.12g}") for multiple in multiples]
        step = round_up(1.01 * step)
