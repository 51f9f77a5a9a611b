"""A question on the screen, of the quiz or of a scene, and the verdict on its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinynet_tui.explain.quiz import Answer, Question

if TYPE_CHECKING:  # only a lecture needs it
    from .scene_question import SceneQuestion


class Questions:
    """Whether the quiz is on, its question, and the verdict on the answer."""

    def __init__(self) -> None:
        self.on = False
        self.asked: Question | None = None
        self.verdict = ""
        self.posed: SceneQuestion | None = None
        """What a lecture's scene asks, wherever the run is."""

    @property
    def takes_arrows(self) -> bool:
        """True when up and down answer a question."""
        return self.asked is not None and self.asked.takes_arrows

    @property
    def is_awaited(self) -> bool:
        """True when the next Frame may bring a question."""
        return False

    def forget(self) -> None:
        """Ask nothing when the next Frame comes."""

    def toggle(self) -> None:
        self.on = not self.on
        self.reveal()

    def reveal(self) -> bool:
        """Drop the question; True if there was one."""
        waited = self.asked is not None or self.is_awaited
        self.asked, self.verdict = None, ""
        self.forget()
        return waited

    def answer(self, given: Answer) -> bool:
        """Judge an answer; False if there was no question."""
        asked = self.asked
        if asked is None:
            return False
        if asked.waits and self.posed is not None:
            self.posed.turn(given)
            self.asked = self.posed.question
            return True
        self.asked = None
        if asked.answer is None:
            self.verdict = f"{asked.what}: no number any more"
        elif asked.answer == given:
            self.verdict = f"{asked.what}: correct, {asked.says(given)}"
        else:
            self.verdict = f"{asked.what}: no, {asked.says(asked.answer)}"
        return True
