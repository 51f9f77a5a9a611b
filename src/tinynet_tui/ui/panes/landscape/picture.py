"""The landscape's picture: the error in every pixel, and the run's path over it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, isfinite

import numpy as np

from tinynet_tui.explain.decision_plane import Range
from tinynet_tui.explain.error_landscape import Axes, axis_range, errors, work
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.past_weights import PastWeights
from tinynet_tui.timeline.snapshot import Snapshot

from .sides import name
from .surface import Canvas, Point, Surface

MOST_WORK = 12_000_000
"""The most outputs of neurons that are computed for one picture: some 100 ms."""


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
class Picture(Surface):
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

    @property
    def canvas(self) -> Canvas:
        task = self.task
        across, up = (None if one is None else name(one) for one in task.axes)
        return Canvas(task.columns, task.rows, task.pixels, across or "", up)


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
        train = snapshot.experiment.split.train
        found = errors(
            script, (start["X"][train], start["y"][train]), snapshot.weights, axes, values, stopped
        )
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
