"""Predict first: a step on is asked for before it is shown."""

from __future__ import annotations

from tinynet_tui.experiment.cursor import Thread
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.quiz import Answer, Question, ask_iteration, ask_phase
from tinynet_tui.timeline.snapshot import Moment
from tinynet_tui.worker.worker import Frame


class Predicting:
    """Whether steps are asked for, what is asked now, and what there is to say of the answer."""

    def __init__(self) -> None:
        """Begin without."""
        self.on = False
        self.asked: Question | None = None
        self.verdict = ""
        self._awaited: tuple[Moment, Position, str] | None = None
        """From where a step was asked for, where it leads, and by what."""
        self._shown: tuple[int, Position] | None = None
        """The run and the position of the Frame that the question or the verdict is about."""
        self._by_phase = True

    def toggle(self) -> None:
        """Ask from the next step on, or no more."""
        self.on = not self.on
        self.reveal()

    def expect(self, frame: Frame, unit: str) -> None:
        """Ask for what a step on from a Frame will show, if that is wanted."""
        if not self.on or frame.errand or frame.playing:
            return
        position, phases = frame.moment.position, len(frame.moment.experiment.script.phases)
        iteration, phase = position.iteration, position.phase
        if unit == "iteration":
            iteration += 1
        else:
            iteration, phase = (iteration, phase + 1) if phase < phases else (iteration + 1, 1)
        self._awaited = (frame.moment, Position(iteration, phase), unit)

    def see(self, frame: Frame, thread: Thread) -> None:
        """Ask if this is the Frame that was waited for; drop what was about another."""
        here = (frame.run, frame.moment.position)
        if here != self._shown:
            self.asked, self.verdict = None, ""
        if self._awaited is None or frame.errand:
            return
        before, position, unit = self._awaited
        same_run = frame.moment.experiment is before.experiment
        if same_run and frame.moment.position == before.position:
            return  # it answers what was asked for before
        self._awaited = None
        if same_run and frame.moment.position == position:
            self._shown, self._by_phase = here, unit == "phase"
            if self._by_phase:
                self.asked = ask_phase(frame.moment, thread)
            else:
                self.asked = ask_iteration(before, frame.moment)

    def turn_to(self, frame: Frame, thread: Thread) -> None:
        """Ask for the cell that the thread has been moved to, if it is a cell that is asked for."""
        if self.asked is not None and self._by_phase:
            self.asked = ask_phase(frame.moment, thread)

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
