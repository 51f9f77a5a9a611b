"""Predict first: a step on is asked for before it is shown."""

from __future__ import annotations

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.quiz import Answer, Question, ask_iteration, ask_step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.worker.worker import Frame


class Quiz:
    """Whether steps are asked for, what is asked now, and what there is to say of the answer."""

    def __init__(self) -> None:
        """Begin without."""
        self.on = False
        self.asked: Question | None = None
        self.verdict = ""
        self._awaited: tuple[Snapshot, Position, str] | None = None
        """From where a step was asked for, where it leads, and by what."""
        self._shown: tuple[int, Position] | None = None
        """The run and the position of the Frame that the question or the verdict is about."""
        self._by_step = True

    def toggle(self) -> None:
        """Ask from the next step on, or no more."""
        self.on = not self.on
        self.reveal()

    def expect(self, frame: Frame, unit: str) -> None:
        """Ask for what a step on from a Frame will show, if that is wanted."""
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
        """Ask if this is the Frame that was waited for; drop what was about another."""
        here = (frame.run, frame.snapshot.position)
        if here != self._shown:
            self.asked, self.verdict = None, ""
        if self._awaited is None or frame.job:
            return
        before, position, unit = self._awaited
        same_run = frame.snapshot.experiment is before.experiment
        if same_run and frame.snapshot.position == before.position:
            return  # it answers what was asked for before
        self._awaited = None
        if same_run and frame.snapshot.position == position:
            self._shown, self._by_step = here, unit == "step"
            if self._by_step:
                self.asked = ask_step(frame.snapshot, cursor)
            else:
                self.asked = ask_iteration(before, frame.snapshot)

    def turn_to(self, frame: Frame, cursor: Cursor) -> None:
        """Ask for the cell that the cursor has been moved to, if it is a cell that is asked for."""
        if self.asked is not None and self._by_step:
            self.asked = ask_step(frame.snapshot, cursor)

    def reveal(self) -> bool:
        """Show what was asked for; True if there was something."""
        waited = self.asked is not None or self._awaited is not None
        self.asked, self._awaited, self.verdict = None, None, ""
        return waited

    def answer(self, given: Answer) -> bool:
        """Take an answer and show what is true; False if nothing was asked."""
        asked = self.asked
        if asked is None:
            return False
        self.asked = None
        if asked.answer is None:
            self.verdict = f"{asked.what}: no number any more"
        elif asked.answer == given:
            self.verdict = f"{asked.what}: right, {asked.says(given)}"
        else:
            self.verdict = f"{asked.what}: no, {asked.says(asked.answer)}"
        return True
