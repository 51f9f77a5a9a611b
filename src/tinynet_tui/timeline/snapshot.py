"""The values of all variables of a run at one position."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from tinynet_tui.events.event import Event
from tinynet_tui.events.log import Events, PartialIteration
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.network.right import Shares
from tinynet_tui.training.edit_schedule import EditSchedule, Iteration, State
from tinynet_tui.training.error_history import ErrorHistory, Mark
from tinynet_tui.training.stretch import Before


class Value(NamedTuple):
    """The value of a variable at a position."""

    array: Array
    origin: Iteration | None
    """The iteration that assigned it; None for data and first weights."""
    stale: bool
    """True when it is from the iteration before and not yet assigned in this one."""


@dataclass(frozen=True)
class Snapshot:
    """All variables of a run at one position, and the errors and events up to there; frozen."""

    schedule: EditSchedule
    position: Position
    current: Iteration
    previous: Iteration | None
    history: ErrorHistory
    reached: int
    """How many of the history's errors belong to this snapshot."""
    diverged: int | None
    """The first iteration with a number that is not finite in its error or its new weights."""
    events: Events
    """The events up to the furthest position the run has reached."""
    mark: Mark | None = None
    """The history's last column as it was at this snapshot."""
    checkpoints: tuple[tuple[int, State], ...] = ()
    """Weights at the start of some iterations of the run, in order."""

    @property
    def experiment(self) -> Experiment:
        return self.schedule.experiment

    @property
    def whole(self) -> Snapshot:
        """The snapshot at the end of its iteration, all steps computed."""
        number, steps = self.current.number, len(self.experiment.script.steps)
        current = self.schedule.iteration(number, self.current.state, steps)
        return replace(self, position=Position(number, steps), current=current)

    def is_off(self, name: str, cell: tuple[int, int]) -> bool:
        """True when a weight is off here, or a neuron was off when its output was computed."""
        if not self.experiment.edits:
            return False
        if name in self.experiment.script.weights:
            return self.current.is_off(name, cell)
        roles, value = self.experiment.script.roles, self.value(name)
        if not roles.is_layer(name) or value is None or value.origin is None:
            return False
        off = value.origin.off.get(roles.out_of(name) or "")
        return off is not None and bool(off[cell[1]].all())

    def is_held(self, name: str, cell: tuple[int, int]) -> bool:
        """True when a weight keeps its value here."""
        weights = self.experiment.script.weights
        return name in weights and self.current.is_held(name, cell)

    def edit_of(self, name: str, cell: tuple[int, int]) -> Edit | None:
        """Return the edit that gave a cell its value here; None if no edit did."""
        iteration, step = self.position
        script = self.experiment.script
        edit = self.schedule.last_edit(script.roles.data(name), cell, iteration, step)
        if edit is None or name not in script.weights or self.is_off(name, cell):
            return edit
        update = script.step(name).number
        assigned = (iteration if step >= update else iteration - 1, update)
        fresh = (edit.at.iteration, edit.counts_from(script)) >= assigned
        return edit if fresh else None

    @property
    def edits(self) -> int:
        """The number of edits in effect here."""
        return self.schedule.edits_before(*self.position)

    def value(self, name: str) -> Value | None:
        """Return the value of a variable here; None if nothing has been assigned to it yet."""
        if name in self.current.values:
            return Value(self.current.values[name], self.current, stale=False)
        if name in self.current.start:
            made = self.previous if name in self.experiment.script.weights else None
            return Value(self.current.start[name], made, stale=False)
        if self.previous is not None:
            return Value(self.previous.values[name], self.previous, stale=True)
        return None

    @property
    def weights(self) -> tuple[Array, ...]:
        """The synapses here; weights that are off are 0."""
        values = {**self.current.start, **self.current.values}
        return tuple(values[name] for name in self.experiment.script.weights)

    @property
    def step(self) -> str:
        """The variable that was assigned last."""
        return self.experiment.script.names[self.position.step - 1]

    @property
    def error(self) -> tuple[float, int] | None:
        """The last error known here and its iteration; None before there is one."""
        value = self.value(self.experiment.script.error)
        if value is None or value.origin is None:
            return None
        return self.experiment.split.error(value.array), value.origin.number

    @property
    def last(self) -> Before | None:
        """The last iteration whose error is known here; None before there is one."""
        value = self.value(self.experiment.script.error)
        if value is None or value.origin is None:
            return None
        error = self.experiment.split.error(value.array)
        return Before(error, value.array, value.origin.start["y"])

    def up_to(self, furthest: Position) -> Snapshot:
        """Return the snapshot as it is in a run that has come no further than a position."""
        kept = tuple(one for one in self.checkpoints if one[0] <= furthest.iteration)
        return replace(self, reached=min(self.reached, furthest.iteration), checkpoints=kept)

    @property
    def right(self) -> Shares | None:
        """The shares of examples that are right where the error is known; None without one."""
        value = self.value(self.experiment.script.error)
        if value is None or value.origin is None:
            return None
        return self.events.detector.beside.shares(value.array, value.origin.start["y"])

    @property
    def points(self) -> list[tuple[int, float]]:
        """The errors known here that are not in the history: at most this iteration's."""
        error = self.error
        return [(error[1], error[0])] if error and error[1] == self.reached else []

    @cached_property
    def happening(self) -> list[Event]:
        """The events that can first be seen exactly here."""
        script, detector = self.experiment.script, self.events.detector
        before = None
        if self.previous is not None:
            differences, y = self.previous.values[script.error], self.previous.start["y"]
            before = Before(self.experiment.split.error(differences), differences, y)
        unfinished = PartialIteration(self.position, self.current.state, before)
        found = detector.find(unfinished.stretch(self.schedule))
        here = np.flatnonzero(detector.steps(found.codes) == self.position.step).tolist()
        events = [detector.event(found, index) for index in here]
        return events + [e for e in self.events.at(self.position) if e.kind == "divergence"]

    @property
    def news(self) -> str:
        """What happens exactly here, in words; empty if nothing does."""
        return "; ".join(event.words(self.experiment) for event in self.happening)
