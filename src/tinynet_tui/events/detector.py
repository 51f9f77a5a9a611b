"""Finds the events of all iterations of a stretch at once, by the formulas in event.py."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array, Bools, Ints
from tinynet_tui.training.beside import Beside
from tinynet_tui.training.stretch import Stretch

from .event import KINDS, NOTHING, Event, Found, Kind


class _Group(NamedTuple):
    """The possible events of one kind in one variable, numbered consecutively."""

    kind: Kind
    name: str
    step: int
    first: int
    """The number of the first one."""
    columns: int
    """The variable's columns; 0 if the events are not in cells."""
    weights: slice = slice(0)
    """The columns of `Stretch.negated` in which to look for them."""


class Detector:
    """Finds the events of an experiment as codes, and decodes them.

    Every possible event of an iteration has a number, in the order of the steps in which it can
    be seen. Its code is twice that number, plus one for a rise or a turn to positive or right.
    """

    def __init__(self, experiment: Experiment) -> None:
        script = experiment.script
        self.prediction = script.roles.prediction
        """The variable whose cells are predictions."""
        self.error_step = script.step(script.error).number
        self.prediction_step = script.step(self.prediction).number
        self.beside = Beside(experiment)
        """What is found out of the examples beside events."""
        self._groups = list(_number(experiment, self.prediction))
        self._starts = np.array([group.first for group in self._groups])
        self._steps = np.array([group.step for group in self._groups])
        self._kinds = np.array([KINDS.index(group.kind) for group in self._groups])
        self._updates = [group for group in self._groups if group.kind == "weight"]

    def find(self, stretch: Stretch) -> Found:
        """Return all events of a stretch except the divergence.

        If the iteration before is unknown, events of the first one that depend on it are not found.
        """
        finders = (self._crossings, self._rises, self._changes_of_sign)
        parts = (part for finder in finders for part in finder(stretch))
        found = (Found(rows + stretch.start, codes) for rows, codes in parts)
        return reduce(Found.joined, found, NOTHING)

    @staticmethod
    def sides(differences: Array, y: Array) -> tuple[Bools, Bools]:
        """Return which predictions are on the correct side of 0.5, and which on the wrong side.

        The error variable `differences` and both results are (..., examples, outputs), the targets
        y (examples, outputs).
        """
        half, high, low = y - 0.5, y > 0.5, y < 0.5
        right = (differences < half) & high | (differences > half) & low
        return right, ~(right | np.isnan(differences)) & (high | low)

    def divergence(self, stretch: Stretch) -> Found:
        """Return the first place in a stretch where a number is not finite, if there is one."""
        broken = ~np.isfinite(stretch.errors)
        # Weights that are not finite never recover, so the last ones are enough.
        if not broken.any() and np.isfinite(stretch.negated[-1]).all():
            return NOTHING
        weights = np.isfinite(stretch.negated[1:])
        rows = np.flatnonzero(broken | ~weights.all(axis=1))
        if not len(rows):
            return NOTHING
        group, *others = (group for group in self._groups if group.kind == "divergence")
        if not broken[rows[0]]:
            pairs = zip(others, self._updates, strict=True)
            group = next(at for at, update in pairs if not weights[rows[0], update.weights].all())
        return Found(rows[:1] + stretch.start, np.array([2 * group.first]))

    def event(self, found: Found, index: int) -> Event:
        """Return one of the events found."""
        iteration, code = int(found.iterations[index]), int(found.codes[index])
        group = self._groups[int(self._at(found.codes[index]))]
        cell = divmod(code // 2 - group.first, group.columns) if group.columns else None
        return Event(Position(iteration, group.step), group.kind, group.name, cell, bool(code % 2))

    def order(self, found: Found, position: Position) -> Ints:
        """Return -1, 0 or 1 for each event that is before, at or after a position."""
        steps = np.sign(self.steps(found.codes) - position.step)
        iterations = np.sign(found.iterations - position.iteration)
        result: Ints = np.where(iterations == 0, steps, iterations)
        return result

    def steps(self, codes: Ints) -> Ints:
        """Return, for each code, the number of the step in which the event can be seen."""
        return self._steps[self._at(codes)]

    def kinds(self, codes: Ints) -> Ints:
        """Return the kind of each code, as an index into KINDS."""
        return self._kinds[self._at(codes)]

    def column(self, name: str, cell: tuple[int, int]) -> int:
        """Return the column of `Stretch.negated` in which a weight stands."""
        group = self._update(name)
        row, column = cell
        return int(group.weights.start) + row * group.columns + column

    def update_step(self, name: str) -> int:
        """Return the number of the step that updates these weights."""
        return self._update(name).step

    def _update(self, name: str) -> _Group:
        return next(group for group in self._updates if group.name == name)

    def about(
        self, codes: Ints, kind: Kind, name: str | None = None, cell: tuple[int, int] | None = None
    ) -> Bools:
        """Return which codes are of a kind and, if given, of a variable and one of its cells.

        A column of -1 stands for every column.
        """
        groups = self._at(codes)
        wanted = np.array([g.kind == kind and name in (None, g.name) for g in self._groups])
        mask: Bools = wanted[groups]
        if cell is not None:
            columns = np.maximum(1, np.array([group.columns for group in self._groups]))[groups]
            rows, column = np.divmod(codes // 2 - self._starts[groups], columns)
            mask &= (rows == cell[0]) & ((column == cell[1]) | (cell[1] < 0))
        return mask

    def _at(self, codes: Ints) -> Ints:
        return np.searchsorted(self._starts, codes // 2, side="right") - 1

    def _crossings(self, stretch: Stretch) -> Iterator[tuple[Ints, Ints]]:
        differences, before, y = stretch.differences, stretch.before, stretch.y
        new_targets = before is not None and before.y is not y
        if before is not None:
            differences = np.concatenate([[before.differences], differences])
        # A quick test is enough for most stretches: no prediction passes the middle.
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
            yield rows + (not known), np.full(len(rows), 2 * self._groups[1].first + 1)

    def _changes_of_sign(self, stretch: Stretch) -> Iterator[tuple[Ints, Ints]]:
        negative = stretch.negated > 0
        if (negative[1:] == negative[:-1]).all():
            return
        positive = stretch.negated <= 0  # not the opposite of negative: NaN is neither
        for group in self._updates:
            at = group.weights
            yield from self._codes(group, positive[:, at], negative[:, at], 0)

    def _codes(
        self, group: _Group, up: Bools, down: Bools, offset: int
    ) -> Iterator[tuple[Ints, Ints]]:
        """Yield the rows and codes of the cells that go from up to down, or from down to up.

        Row i + 1 of `up` and `down` belongs to row i + offset of the stretch.
        """
        up, down = (table.reshape(len(table), math.prod(table.shape[1:])) for table in (up, down))
        rows, cells = np.nonzero(up[1:] & down[:-1] | down[1:] & up[:-1])
        if len(rows):
            rose = up[rows + 1, cells]
            yield rows + offset, 2 * (group.first + cells) + rose


def _number(experiment: Experiment, prediction: str) -> Iterator[_Group]:
    """Yield the groups of possible events in the order of the steps."""
    script, y = experiment.script, experiment.dataset.y
    first, compare = 0, script.step(script.error)
    yield _Group("prediction", prediction, script.step(prediction).number, first, y.shape[1])
    first += y.size
    yield _Group("rise", script.error, compare.number, first, 0)
    yield _Group("divergence", script.error, compare.number, first + 1, 0)
    first += 2
    places, end = {}, 0
    for name in script.weights:
        start, end = end, end + math.prod(experiment.dimensions.shape(name))
        places[name] = slice(start, end)
    for step in script.steps:
        if step.way == "update":
            place, columns = places[step.name], experiment.dimensions.shape(step.name)[1]
            yield _Group("weight", step.name, step.number, first, columns, place)
            first += place.stop - place.start
            yield _Group("divergence", step.name, step.number, first, 0)
            first += 1
