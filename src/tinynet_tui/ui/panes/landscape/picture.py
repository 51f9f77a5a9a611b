"""The landscape's picture: the error in every pixel, and the run's path over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, isfinite, log10

import numpy as np

from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.explain.error_landscape import Axes, axis_range, errors, round_up, work
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.past_weights import PastWeights
from tinynet_tui.timeline.snapshot import Snapshot

MOST_WORK = 12_000_000
"""The most outputs of neurons that are computed for one picture: some 100 ms."""
STEEP = 4.0
"""If the highest error is so many times the lowest, low errors have narrower bands."""

Cell = tuple[int, int]
"""A row from the top, and a column."""
Point = tuple[float, float]
"""The weight across and the weight up; 0 up if there is no such weight."""


@dataclass(frozen=True)
class Task:
    """A picture to be computed."""

    snapshot: Snapshot
    axes: Axes
    columns: int
    rows: int
    pixels: int = 1
    """So many above each other in a cell."""

    def is_same(self, other: Task) -> bool:
        return self.snapshot is other.snapshot and self._canvas == other._canvas

    def is_like(self, other: Task) -> bool:
        """True when only the position differs."""
        return self.snapshot.schedule is other.snapshot.schedule and self._canvas == other._canvas

    def fits(self, other: Task) -> bool:
        """True when the picture can be shown until the other task's is there."""
        sizes = self.snapshot.experiment.sizes, other.snapshot.experiment.sizes
        return sizes[0] == sizes[1] and self._canvas[1:] == other._canvas[1:]

    @property
    def _canvas(self) -> tuple[Axes, int, int, int]:
        return self.axes, self.columns, self.rows, self.pixels

    @property
    def height(self) -> int:
        """The number of rows of pixels."""
        return self.rows * self.pixels


@dataclass(frozen=True)
class Picture:
    """The error over two weights around a position."""

    task: Task
    across: Range
    up: Range
    errors: Array
    """Of each pixel: (rows, columns), the first row on top."""
    path: tuple[tuple[int, Point], ...]
    """Iterations in order, and the two weights with which each began."""
    is_complete: bool
    """False while early parts of the path are still to be computed."""

    def cell(self, point: Point) -> Cell | None:
        """Return the row and column of a point's cell; None beyond the picture."""
        return self.cells(np.array([point]))[0]

    def cells(self, points: Array) -> list[Cell | None]:
        """Return the cells of some points, (points, 2)."""
        task, across, up = self.task, points[:, 0], points[:, 1]
        inside = (self.across.low <= across) & (across <= self.across.high)
        inside &= (self.up.low <= up) & (up <= self.up.high)
        with np.errstate(invalid="ignore"):
            columns = self.across.part(across, task.columns)
            rows = task.rows - 1 - self.up.part(up, task.rows)
        if task.axes.up is None:
            rows[:] = task.rows // 2
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


class Stopped(Exception):
    """Another picture is wanted instead."""


class Painter:
    """Computes pictures; it remembers the past of the latest run."""

    def __init__(self) -> None:
        self._past: PastWeights | None = None

    def paint(self, task: Task, stopped: Callable[[], bool]) -> Picture | None:
        """Compute a picture; None if one of the two weights is not finite.

        Raises Stopped if `stopped`, which is called now and then, returns True.
        """
        snapshot, axes = task.snapshot, task.axes
        if self._past is None or self._past.schedule is not snapshot.schedule:
            self._past = PastWeights(snapshot.schedule)
        script = snapshot.experiment.script
        past = [
            (iteration, point_of(dict(zip(script.weights, weights, strict=True)), axes))
            for iteration, weights in self._past.of(snapshot, stopped)
        ]
        path = tuple((iteration, point) for iteration, point in past if is_finite(point))
        here = point_at(snapshot, axes)
        if not is_finite(here):
            return None
        places = np.array([here, *(point for _, point in path)])
        across, up = axis_range(places[:, 0]), axis_range(places[:, 1])
        start, coarse = snapshot.current.start, _coarseness(task)
        values = across.centres(task.columns)[::coarse], up.centres(task.height)[::-1][::coarse]
        found = errors(script, (start["X"], start["y"]), snapshot.weights, axes, values, stopped)
        if found is None:
            raise Stopped
        if coarse > 1:
            found = found.repeat(coarse, axis=0).repeat(coarse, axis=1)
        found = found[: task.height, : task.columns]
        return Picture(task, across, up, found, path, self._past.is_complete)


def _coarseness(task: Task) -> int:
    """Return how many pixels share a value, along each axis: all examples would take too long."""
    experiment = task.snapshot.experiment
    shapes = [experiment.dimensions.shape(name) for name in experiment.script.weights]
    each = work(experiment.script, shapes, len(experiment.dataset.X), task.axes)
    coarse = 1
    while ceil(task.height / coarse) * ceil(task.columns / coarse) * each > MOST_WORK:
        coarse += 1
        if coarse >= max(task.height, task.columns):
            break
    return coarse


def point_at(snapshot: Snapshot, axes: Axes) -> Point:
    """Return the two weights at a position."""
    names = snapshot.experiment.script.weights
    return point_of(dict(zip(names, snapshot.weights, strict=True)), axes)


def point_of(weights: Mapping[str, Array], axes: Axes) -> Point:
    """Return the two weights among all weights."""
    across, up = (0.0 if axis is None else float(weights[axis[0]][axis[1]]) for axis in axes)
    return across, up


def is_finite(point: Point) -> bool:
    """True when neither weight is infinite or NaN."""
    return all(map(isfinite, point))


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
