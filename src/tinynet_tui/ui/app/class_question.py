"""The question of the lecturer's scene, at one who follows: asked, answered, and shown."""

from __future__ import annotations

from typing import Any

from tinynet_tui.classroom.follower import Follower
from tinynet_tui.classroom.shared import Shared
from tinynet_tui.ui.panes.scene_page import page_of
from tinynet_tui.ui.screen.scene_asking import FollowsQuestion

Key = tuple[str, int]
"""The digest of a scene's text, and its index."""


class ClassQuestion:
    """Tells the lecturer what is answered, until the answer is shown."""

    def __init__(self, screen: FollowsQuestion[Any], follower: Follower) -> None:
        self._screen, self._follower = screen, follower
        self._asked: Key = ("", 0)
        """The scene whose question is asked, also while away."""
        self._is_closed = False
        self._told: tuple[Key | None, str] = (None, "")

    def see(self, state: Shared, opened: Key | None) -> bool:
        """Take note of what the lecturer shows; `opened` is the scene on this screen.

        True if the scene's question is asked anew: it has been entered.
        """
        here = (state.lecture, state.scene)
        is_closed = state.shown or page_of(state.page).answered
        is_new = here != self._asked or (self._is_closed and not is_closed)
        self._asked, self._is_closed = here, is_closed
        if is_new:
            self._screen.ask_anew()
        elif opened == here and is_closed:
            self._screen.close_question()
        return is_new

    def waits(self, state: Shared | None, opened: Key | None) -> bool:
        """True while the question here hides a number that the lecturer is still to show."""
        return self._screen.hides_answer and _shows(state, opened)

    def misses(self, state: Shared | None, opened: Key | None) -> bool:
        """True when the lecturer shows the answer to the question here, but it is not shown."""
        if state is None or not _shows(state, opened):
            return False
        return page_of(state.page).answered and not self._screen.text.answered

    def show(self, state: Shared) -> None:
        """Show what the class answered."""
        self._screen.tell_answers(state.answers, state.others)

    def send(self, opened: Key | None) -> None:
        """Tell the lecturer the answer to the question of a scene, if it is another one now."""
        posed = self._screen.quiz.posed
        if posed is None or opened is None or posed.is_shown:
            return
        if (told := (opened, posed.given)) != self._told:
            self._told = told
            self._follower.set_answer(opened[1], opened[0], posed.given)


def _shows(state: Shared | None, opened: Key | None) -> bool:
    """True when the lecturer is in the scene that is opened here."""
    return state is not None and (state.lecture, state.scene) == opened
