"""Finds the events of a stretch, all iterations at once, by the formulas in event.py."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.training.stretch import Stretch

from .event import KINDS, NOTHING, Bools, Event, Found, Ints, Kind


class _Group(NamedTuple):
    """The candidates of one kind in one variable, numbered one after another."""

    kind: Kind
    name: str
    step: int
    first: int
    """The number of its first candidate."""
    columns: int
    """Columns of the variable; 0 if the event is not in a cell."""
    weights: slice = slice(0)
    """Which columns of `Stretch.negated` they are."""


class Detector:
    """Finds the events of an experiment as codes, and decodes them.

    Everything that can happen in an iteration is a candidate and has a number, in the order of
    the steps in which it can be seen.
    """

    def __init__(self, experiment: Experiment) -> None:
        """Number the candidates."""
        script = experiment.script
        self.prediction = script.roles.prediction
        """The variable whose cells are predictions."""
        self.error_step = script.step(script.error).number
        self.prediction_step = script.step(self.prediction).number
        self._groups = list(_number(experiment, self.prediction))
        self._starts = np.array([group.first for group in self._groups])
        self._steps = np.array([group.step for group in self._groups])
        self._kinds = np.array([KINDS.index(group.kind) for group in self._groups])
        self._updates = [group for group in self._groups if group.kind == "weight"]

    def find(self, stretch: Stretch) -> Found:
        """Return all events of a stretch but the divergence.

        If the iteration before it is not given, events that need it are not found in its first.
        """
        parts = [
            Found(rows + stretch.start, codes)
            for rows, codes in (
                *self._crossings(stretch),
                *self._rises(stretch),
                *self._changes_of_sign(stretch),
            )
        ]
        return reduce(Found.joined, parts, NOTHING)

    @staticmethod
    def sides(differences: Array, y: Array) -> tuple[Bools, Bools]:
        """Return which predictions are on the right side, and which on the wrong one.

        The error variable `differences` is (..., examples, outputs), and so are both results;
        the targets y are (examples, outputs).
        """
        half, high, low = y - 0.5, y > 0.5, y < 0.5
        right = (differences < half) & high | (differences > half) & low
        return right, ~(right | np.isnan(differences)) & (high | low)

    def divergence(self, stretch: Stretch) -> Found:
        """Return where in a stretch a number first is not finite, if there is such a place."""
        broken = ~np.isfinite(stretch.errors)
        # Weights that are not finite never recover: the last ones tell.
        if not broken.any() and np.isfinite(stretch.negated[-1]).all():
            return NOTHING
        weights = np.isfinite(stretch.negated[1:])
        rows = np.flatnonzero(broken | ~weights.all(axis=1))
        if not len(rows):
            return NOTHING
        seen = [group for group in self._groups if group.kind == "divergence"]
        group = seen[0]
        if not broken[rows[0]]:
            pairs = zip(seen[1:], self._updates, strict=True)
            group = next(at for at, update in pairs if not weights[rows[0], update.weights].all())
        return Found(rows[:1] + stretch.start, np.array([2 * group.first]))

    def event(self, iteration: int, code: int) -> Event:
        """Return the event that a code in `Found` stands for."""
        group = self._groups[int(self._group(np.asarray(code)))]
        cell = divmod(code // 2 - group.first, group.columns) if group.columns else None
        position = Position(int(iteration), group.step)
        return Event(position, group.kind, group.name, cell, bool(code % 2))

    def steps(self, codes: Ints) -> Ints:
        """Return the number of the step in which each can be seen."""
        return self._steps[self._group(codes)]

    def kinds(self, codes: Ints) -> Ints:
        """Return the kind of each, as an index into KINDS."""
        return self._kinds[self._group(codes)]

    def about(
        self, codes: Ints, kind: Kind, name: str | None = None, cell: tuple[int, int] | None = None
    ) -> Bools:
        """Return which codes are of a kind and, where given, in that variable and that cell.

        A column of -1 stands for every column.
        """
        groups = self._group(codes)
        wanted = np.array([g.kind == kind and name in (None, g.name) for g in self._groups])
        mask: Bools = wanted[groups]
        if cell is not None:
            columns = np.maximum(1, np.array([group.columns for group in self._groups]))[groups]
            rows, column = np.divmod(codes // 2 - self._starts[groups], columns)
            mask &= (rows == cell[0]) & ((column == cell[1]) | (cell[1] < 0))
        return mask

    def _group(self, codes: Ints) -> Ints:
        return np.searchsorted(self._starts, codes // 2, side="right") - 1

    def _crossings(self, stretch: Stretch) -> Iterator[tuple[Ints, Ints]]:
        differences, before, y = stretch.differences, stretch.before, stretch.y
        new_targets = before is not None and before.y is not y
        if before is not None:
            differences = np.concatenate([[before.differences], differences])
        # Most stretches have no crossing, which a quick test shows: nothing passes the middle.
        half = y - 0.5
        above, below = differences > half, differences < half
        if new_targets or (above[1:] != above[:-1]).any() or (below[1:] != below[:-1]).any():
            right, wrong = self.sides(differences, y)
            if before is not None and new_targets:
                right[0], wrong[0] = self.sides(before.differences, before.y)
            yield from self._codes(self._groups[0], right, wrong, int(before is None))

    def _rises(self, stretch: Stretch) -> Iterator[tuple[Ints, Ints]]:
        errors, known = stretch.errors, stretch.before is not None
        if stretch.before is not None:
            errors = np.concatenate([[stretch.before.error], errors])
        rows = np.flatnonzero(errors[1:] > errors[:-1])
        if len(rows):
            code = 2 * self._groups[1].first + 1
            yield rows + (not known), np.full(len(rows), code)

    def _changes_of_sign(self, stretch: Stretch) -> Iterator[tuple[Ints, Ints]]:
        negative = stretch.negated > 0
        if (negative[1:] == negative[:-1]).all():
            return
        positive = stretch.negated <= 0  # not the opposite of negative: NaN is neither
        for group in self._updates:
            part = group.weights
            yield from self._codes(group, positive[:, part], negative[:, part], 0)

    def _codes(
        self, group: _Group, up: Bools, down: Bools, offset: int
    ) -> Iterator[tuple[Ints, Ints]]:
        """Yield rows and codes of the cells that go from up to down, or from down to up.

        Row i + 1 of `up` and `down` belongs to row i + offset of the stretch.
        """
        up, down = (table.reshape(len(table), math.prod(table.shape[1:])) for table in (up, down))
        rows, cells = np.nonzero(up[1:] & down[:-1] | down[1:] & up[:-1])
        if len(rows):
            rose = up[rows + 1, cells]
            yield rows + offset, 2 * (group.first + cells) + rose


def _number(experiment: Experiment, prediction: str) -> Iterator[_Group]:
    """Yield the groups of candidates in the order of the steps."""
    script, y = experiment.script, experiment.dataset.y
    first, compare = 0, script.step(script.error)
    yield _Group("prediction", prediction, script.step(prediction).number, first, y.shape[1])
    first += y.size
    yield _Group("rise", script.error, compare.number, first, 0)
    yield _Group("divergence", script.error, compare.number, first + 1, 0)
    first += 2
    places, at = {}, 0
    for name in script.weights:
        rows, columns = experiment.dimensions.shape(name)
        places[name] = slice(at, at + rows * columns)
        at += rows * columns
    for step in script.steps:
        if step.way == "update":
            place = places[step.name]
            columns = experiment.dimensions.shape(step.name)[1]
            yield _Group("weight", step.name, step.number, first, columns, place)
            first += place.stop - place.start
            yield _Group("divergence", step.name, step.number, first, 0)
            first += 1
