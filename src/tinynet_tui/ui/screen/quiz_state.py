"""The state of the quiz, which asks for a step's result before it is shown."""

from __future__ import annotations

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.quiz import ask_iteration, ask_step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.worker.worker import Frame

from .questions import Questions


class Quiz(Questions):
    """Asks for the cell that the cursor is at, or if the error rises."""

    def __init__(self) -> None:
        super().__init__()
        self._awaited: tuple[Snapshot, Position, str] | None = None
        """The snapshot before the step, the position after it, the unit of the step."""
        self._shown: tuple[int, Position] | None = None
        """The run and the position of the Frame that the question or the verdict is about."""
        self._by_step = True

    @property
    def is_awaited(self) -> bool:
        return self._awaited is not None

    def forget(self) -> None:
        self._awaited = None

    def expect(self, frame: Frame, unit: str) -> None:
        """Prepare to ask for the result of the next step or iteration, if the quiz is on."""
        if not self.on or frame.job or frame.playing:
            return
        position, steps = frame.snapshot.position, len(frame.snapshot.experiment.script.steps)
        iteration, step = position.iteration, position.step
        if unit == "iteration":
            iteration += 1
        else:
            iteration, step = (iteration, step + 1) if step < steps else (iteration + 1, 1)
        self._awaited = (frame.snapshot, Position(iteration, step), unit)

    def see(self, frame: Frame, cursor: Cursor) -> None:
        """Ask if this is the awaited Frame; forget questions about another one."""
        here = (frame.run, frame.snapshot.position)
        if here != self._shown:
            self.asked, self.verdict = None, ""
        if self._awaited is None and self.asked is None:
            self._pose(frame)
        if self._awaited is None or frame.job:
            return
        before, position, unit = self._awaited
        same_run = frame.snapshot.experiment is before.experiment
        if same_run and frame.snapshot.position == before.position:
            return  # the worker has not obeyed yet
        self._awaited = None
        if same_run and frame.snapshot.position == position:
            self._shown, self._by_step = here, unit == "step"
            if self._by_step:
                self.asked = ask_step(frame.snapshot, cursor)
            else:
                self.asked = ask_iteration(before, frame.snapshot)

    def _pose(self, frame: Frame) -> None:
        """Ask what the scene asks, if the run rests at its position."""
        if self.posed is not None and not frame.job and not frame.playing:
            scene, here = self.posed.scene, frame.snapshot
            is_there = here.position == scene.position and here.experiment == scene.experiment
            self.posed.see(here if is_there else None)
            self.asked = self.posed.question
            if self.asked is not None:
                self._shown = (frame.run, frame.snapshot.position)

    def turn_to(self, frame: Frame, cursor: Cursor) -> None:
        """Ask for the cell that the cursor was moved to, if the question is about a cell."""
        if self.asked is not None and self._by_step and not self.asked.waits:
            self.asked = ask_step(frame.snapshot, cursor)
