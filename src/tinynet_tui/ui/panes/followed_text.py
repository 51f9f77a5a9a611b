"""The text of a scene that the lecturer shows: as much of it as the lecturer has shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic

from tinynet_tui.lecture.handed_out import is_last
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.ui.canvas.canvas import Shown, first_fitting
from tinynet_tui.ui.canvas.view import View

from .lecture import LecturePane
from .scene_text import SceneText


class Followed(SceneText[Shown], Generic[Shown]):
    """As much of the text as the lecturer has shown, once the own run is where theirs is."""

    has_arrived: Callable[[], bool] = staticmethod(lambda: True)
    """True when the own run is there."""
    _led_page = 0
    """The lecturer's page, to be turned to as soon as the text is shown."""

    def open(self, scene: Scene, index: int, count: int) -> None:
        super().open(scene, index, count)
        self._heading, self._is_last, self._led_page = scene.title, is_last(scene), 0

    def is_reached(self, scene: Scene, view: Shown) -> bool:
        return self.has_arrived()

    def turn_to(self, page: int) -> None:
        self._led_page = page
        super().turn_to(page)

    def show(self, view: Shown) -> None:
        waited = not self._reached
        super().show(view)
        if waited and self._reached:
            self.turn_to(self._led_page)

    def forward(self) -> bool:
        """Scroll down a page; False if nothing more is left. The answer is the lecturer's."""
        return self.scroll_rows(self._page)

    def foot(self, view: Shown, width: int) -> str:
        if self._fits:
            if not (self._is_last and self.score) or self._is_unanswered:
                return ""
            return first_fitting(width, f" the end: {self.score} ", f" {self.score} ", "")
        key = self.key_of(view, "scene.next", "pgdn")
        return first_fitting(width, *self._more(view, key), "")


class FollowedText(Followed[View], LecturePane):
    """The text of a scene of the network."""

    def has_far_to_go(self, scene: Scene, view: View) -> bool:
        return bool(view.frame.job)

    def waiting(self, scene: Scene, view: View) -> str:
        """Say that the run has far to go; nothing for the moment that it mostly takes."""
        if not view.frame.job or view.frame.unseen:
            return ""
        return "The run is on its way to where the lecturer's is. Then the text appears."
