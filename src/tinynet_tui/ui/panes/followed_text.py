"""The text of a scene that the lecturer shows: as much of it as the lecturer has shown."""

from __future__ import annotations

from typing import Generic

from tinynet_tui.lecture.handed_out import is_last
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.ui.canvas.canvas import Shown, first_fitting
from tinynet_tui.ui.canvas.view import View

from .lecture import LecturePane
from .scene_text import SceneText


class Followed(SceneText[Shown], Generic[Shown]):
    """A text whose pages are the lecturer's."""

    def open(self, scene: Scene, index: int, count: int) -> None:
        super().open(scene, index, count)
        self._heading, self._is_last = scene.title, is_last(scene)
        self._reached = True  # the lecturer's screen waits for that

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
