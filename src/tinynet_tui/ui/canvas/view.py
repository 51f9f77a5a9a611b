"""What the panes show: one Frame, and where the learner is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tinynet_tui.blame.hop import Hop
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.operands import Part, part_read
from tinynet_tui.explain.quiz import Question
from tinynet_tui.network.step import Step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.worker.past_runs import Run
from tinynet_tui.worker.speed import MAX, Speed
from tinynet_tui.worker.worker import Frame

UPDATED = "with the updated weights"
"""What an output or an error is computed with, once an iteration has changed weights."""
READABLE = 10
"""The most iterations per second whose numbers can be read digit by digit."""


class RunFrame(Protocol):
    """What the last line shows of a Frame."""

    @property
    def playing(self) -> bool: ...

    @property
    def job(self) -> str: ...

    @property
    def speed(self) -> Speed: ...

    @property
    def hop(self) -> Hop | None: ...

    @property
    def hops(self) -> int: ...


class RunView(Protocol):
    """What the last line shows of a view, of the network or of a script."""

    @property
    def frame(self) -> RunFrame: ...

    @property
    def asked(self) -> Question | None: ...

    @property
    def verdict(self) -> str: ...

    @property
    def ascii(self) -> bool: ...

    @property
    def position_text(self) -> str: ...

    @property
    def state(self) -> str: ...

    def key(self, id: str, built_in: str) -> str: ...


@dataclass(frozen=True)
class View:
    """A Frame, the cursor, the variable that is explained, and the scroll position."""

    frame: Frame
    cursor: Cursor
    subject: str
    """The variable whose cell is explained."""
    origin: Cursor
    """The first visible index along each axis, in every pane that has it."""
    asked: Question | None = None
    """The quiz's question, while it is not answered."""
    quiz: bool = False
    """True when the quiz is on."""
    verdict: str = ""
    """The verdict on the quiz's last answer."""
    behind: Run | None = None
    """The run whose errors are dotted in the graph."""
    ascii: bool = False
    """True when everything is shown in ASCII."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The names of remapped keys, by their ids."""

    def key(self, id: str, built_in: str) -> str:
        """Return the name of a key."""
        return self.keys.get(id, built_in)

    @property
    def position_text(self) -> str:
        """The position as it is typed."""
        return self.snapshot.position.text(self.experiment.script)

    @property
    def state(self) -> str:
        """What the run is doing, in words."""
        frame = self.frame
        if frame.job:
            words = frame.job if frame.going is None else self._progress(frame.going)
            return words + (f", then {frame.waiting} more" if frame.waiting else "")
        if frame.playing:
            return "playing"
        if self.quiz:
            return "quiz"
        return "finished" if frame.finished else "paused"

    def _progress(self, there: Position) -> str:
        """Return the target of a jump and, going forward, the share that is done."""
        step = self.experiment.script.names[there.step - 1]
        done = self.snapshot.position.iteration / max(1, there.iteration)
        return f"going to {there.iteration:,}:{step}" + (f" {done:3.0%}" if done < 1 else "")

    @property
    def snapshot(self) -> Snapshot:
        return self.frame.snapshot

    @property
    def experiment(self) -> Experiment:
        return self.snapshot.experiment

    @property
    def rushes(self) -> bool:
        """True while iterations pass faster than they can be read."""
        frame, iteration = self.frame, self.snapshot.position.iteration
        return frame.playing and frame.speed.per_second(iteration, READABLE) > READABLE

    @property
    def flat_out(self) -> bool:
        """True while the run is trained as fast as the machine can."""
        return self.frame.playing and self.frame.speed == MAX

    @property
    def step(self) -> Step:
        """The step that was run last."""
        return self.experiment.script.steps[self.snapshot.position.step - 1]

    def hides(self, name: str) -> bool:
        """Return True when a variable is hidden because the quiz asks for its value."""
        return self.asked is not None and name in self.asked.hidden

    @property
    def asks_iteration(self) -> bool:
        """True when the quiz asks for the outcome of a whole iteration."""
        return self.asked is not None and len(self.asked.hidden) > 1

    @property
    def hides_error(self) -> bool:
        """True when the latest error is hidden because the quiz asks for it."""
        return self.asked is not None and self.asked.error_hidden

    def mark(self, name: str) -> str:
        """Return the mark of a variable: just written, just read, or none."""
        if name == self.step.name:
            return "►"
        return "•" if name in self.step.operands else ""

    def read(self, name: str) -> Part | None:
        """Return the part of a variable that was read for the explained cell; None if none was."""
        script, value = self.experiment.script, self.snapshot.value(self.subject)
        if value is None or value.origin is None or self.subject not in script.names:
            return None
        cell = self.cursor.cell(self.subject, self.experiment.dimensions)
        return part_read(script.roles, script.step(self.subject), cell, name)
