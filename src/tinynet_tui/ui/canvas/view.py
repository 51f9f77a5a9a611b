"""What the panes are given to show: one Frame and where the learner stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.operands import Part, part_read
from tinynet_tui.explain.quiz import Question
from tinynet_tui.network.script import Step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.worker.past_runs import Run
from tinynet_tui.worker.speed import MAX
from tinynet_tui.worker.worker import Frame

READABLE = 10
"""Iterations a second; where more go by, nobody reads their numbers digit by digit."""


@dataclass(frozen=True)
class View:
    """A Frame, the cursor through it, the variable explained, and what has been scrolled to."""

    frame: Frame
    cursor: Cursor
    subject: str
    """The variable whose cell is explained."""
    origin: Cursor
    """Of each index the first that is shown, in every pane that has it."""
    asked: Question | None = None
    """What is asked before it is shown."""
    quiz: bool = False
    """Whether every step on is asked for."""
    verdict: str = ""
    """What there is to say of the answer, once it is shown."""
    behind: Run | None = None
    """The run whose errors are drawn behind those of this one."""
    ascii: bool = False
    """Whether everything is shown in ASCII."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of the actions that have others than the built-in ones, by their ids."""

    def key(self, id: str, built_in: str) -> str:
        """Return the key of an action as one reads it."""
        return self.keys.get(id, built_in)

    @property
    def snapshot(self) -> Snapshot:
        """The numbers."""
        return self.frame.snapshot

    @property
    def experiment(self) -> Experiment:
        """What is run."""
        return self.snapshot.experiment

    @property
    def rushes(self) -> bool:
        """Whether more iterations go by than can be read."""
        frame, iteration = self.frame, self.snapshot.position.iteration
        return frame.playing and frame.speed.per_second(iteration, READABLE) > READABLE

    @property
    def flat_out(self) -> bool:
        """Whether as many go by as the machine can train."""
        return self.frame.playing and self.frame.speed == MAX

    @property
    def step(self) -> Step:
        """The step that was computed last."""
        return self.experiment.script.steps[self.snapshot.position.step - 1]

    def hides(self, name: str) -> bool:
        """Return whether a variable is not shown yet, because its value is asked for."""
        return self.asked is not None and name in self.asked.hidden

    @property
    def asks_iteration(self) -> bool:
        """Whether what is asked is what a whole iteration leads to."""
        return self.asked is not None and len(self.asked.hidden) > 1

    @property
    def hides_error(self) -> bool:
        """Whether the latest error is not shown yet."""
        return self.asked is not None and self.asked.error_hidden

    def mark(self, name: str) -> str:
        """Return the mark of a variable: just written, read for it, or neither."""
        if name == self.step.name:
            return "►"
        return "•" if name in self.step.operands else ""

    def read(self, name: str) -> Part | None:
        """Return what of a variable went into the cell that is explained; None if nothing did."""
        value = self.snapshot.value(self.subject)
        if (
            value is None
            or value.origin is None
            or self.subject not in self.experiment.script.names
        ):
            return None
        step = self.experiment.script.step(self.subject)
        cell = self.cursor.cell(self.subject, self.experiment.dimensions)
        return part_read(self.experiment.script.roles, step, cell, name)
