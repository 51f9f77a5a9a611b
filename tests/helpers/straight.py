"""Straight runs, and the experiment and position to which commands must lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.edit_schedule import EditSchedule
from tinynet_tui.worker.commands import (
    Change,
    Command,
    EditCommand,
    Go,
    GoWhere,
    Hold,
    Jump,
    Move,
    Open,
    Play,
    Restart,
    Switch,
    Undo,
    Until,
)

BEYOND = Position(10**13)
"""Further than any run gets."""


@dataclass(frozen=True)
class Obeyed:
    """A command, and the run's position, or its target, when the worker obeyed it."""

    command: Command
    at: Position


@dataclass(frozen=True)
class Ended:
    """The end of a run, with all variables that have been assigned."""

    experiment: Experiment
    position: Position
    values: dict[str, Array]


class Straight:
    """Follows commands by their meaning: the experiment and the position to which they lead."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.position: Position | None = Position()
        """Where the run rests, or its target; None while it moves and cannot be predicted."""
        self._undone: list[Edit] = []

    def obey(self, obeyed: Obeyed) -> None:
        """Follow a command; AssertionError if earlier commands lead to another position."""
        assert self.position in (None, obeyed.at), f"not at {self.position}: {obeyed}"
        at, moving = obeyed.at, self.position is None
        match obeyed.command:
            case Move(unit, back):
                self.position = self._stepped(at, unit, back)
            case Go(Position() as position, play=False):
                self.position = position
            case GoWhere(text):
                self.position = self._resolved(text, at, moving)
            case Change() | Switch() | Hold() | Undo() as edit:
                self.position = self._edit(edit, at)
            case Restart(reseed):
                if reseed:
                    seed = (self.experiment.seed + 1) % 2**32
                    self.experiment = replace(self.experiment, seed=seed)
                self.position = None if moving else Position()
            case Open(experiment, position):
                if experiment != self.experiment:
                    self.experiment, self._undone = experiment, []
                self.position = position
            case Play() | Jump() | Until() | Go():
                self.position = None
            case _:  # a change of speed
                pass

    def check(self, ended: Ended) -> None:
        """Check that a run ended where the commands lead, with the numbers of a straight run."""
        assert self.position in (None, ended.position), f"not at {self.position}: {ended.position}"
        assert self.experiment == ended.experiment
        straight = straight_run(self.experiment, ended.position)
        for name, value in ended.values.items():
            expected = straight.value(name)
            assert expected is not None, f"nothing has been assigned to {name}"
            assert np.array_equal(value, expected.array, equal_nan=True), f"{name} differs"

    def _stepped(self, at: Position, unit: str, back: bool) -> Position:
        """One step or one iteration on or back, counted in steps from 0:l0."""
        steps = len(self.experiment.script.steps)
        count = at.iteration * steps + at.step - 1
        by = steps if unit == "iteration" else 1
        iteration, step = divmod(max(0, count - by) if back else count + by, steps)
        before_start = back and unit == "iteration" and at.iteration == 0
        return Position() if before_start else Position(iteration, step + 1)

    def _resolved(self, text: str, at: Position, moving: bool) -> Position | None:
        try:
            position = Position.resolve(text, self.experiment.script, at, BEYOND)
        except ValueError:
            return None if moving else at
        return None if position == BEYOND else position

    def _edit(self, command: EditCommand, at: Position) -> Position:
        """Make or undo an edit, or do nothing if that is impossible."""
        edits, undone = list(self.experiment.edits), list(self._undone)
        match command:
            case Undo(again=True) if undone:
                edits.append(undone.pop())
                at = edits[-1].at
            case Undo(again=False, every=True) if edits:
                at = min(at, *(edit.at for edit in edits))
                undone += reversed(edits)
                edits = []
            case Undo(again=False, quietly=quietly) if edits:
                edit = edits.pop()
                if not quietly:
                    undone.append(edit)
                    at = edit.at
            case Change(name, cell, value, amends):
                edit = Edit(at, name, cell, value)
                if amends and edits and replace(edits[-1], value=value) == edit:
                    edits.pop()
                edits.append(edit)
                undone = []
            case Switch(name, cell):
                self._switch(Edit(at, name, cell, "off"), edits)
                undone = []
            case Hold(name, cell):
                self._hold(Edit(at, name, cell, "hold"), edits)
                undone = []
        try:
            self.experiment = replace(self.experiment, edits=tuple(edits))
        except ValueError:  # the edit was meant for a run with other cells
            return at
        self._undone = undone
        return at

    def _switch(self, edit: Edit, edits: list[Edit]) -> None:
        """Switch weights off, or on again; doing both at the same position cancels out."""
        off, on = edit, replace(edit, value="on")
        now, before = (on, off) if self._is_off(edit) else (off, on)
        if edits[-1:] == [before]:
            edits.pop()
        else:
            edits.append(now)

    def _hold(self, hold: Edit, edits: list[Edit]) -> None:
        """Hold a weight or let it be trained; doing both at the same position cancels out."""
        free = replace(hold, value="free")
        schedule, weights = EditSchedule(self.experiment), self.experiment.initial_weights()
        now = schedule.iteration(hold.at.iteration, weights, hold.at.step)
        assert isinstance(hold.cell[0], int)
        is_held = now.is_held(hold.name, (hold.cell[0], hold.cell[1]))
        edit, before = (free, hold) if is_held else (hold, free)
        if edits[-1:] == [before]:
            edits.pop()
        else:
            edits.append(edit)

    def _is_off(self, edit: Edit) -> bool:
        """True when all weights of an edit are off at its position by earlier edits."""
        synapse = edit.synapse(self.experiment.script)
        assert synapse is not None
        schedule, weights = EditSchedule(self.experiment), self.experiment.initial_weights()
        now = schedule.iteration(edit.at.iteration, weights, edit.at.step)
        return now.is_off(synapse, edit.index)


def straight_run(experiment: Experiment, position: Position) -> Snapshot:
    """Run an experiment from its start to a position, without steps back or short cuts."""
    timeline = Timeline(experiment)
    while (rest := position.iteration - timeline.position.iteration) > 0:
        timeline.advance(min(rest, timeline.slice))
    timeline.stand_at(position.step)
    return timeline.snapshot()


def follow(experiment: Experiment, record: Iterable[Obeyed], ended: Ended) -> None:
    """Follow commands to their end; AssertionError if the run ended differently."""
    run = Straight(experiment)
    for obeyed in record:
        run.obey(obeyed)
    run.check(ended)
