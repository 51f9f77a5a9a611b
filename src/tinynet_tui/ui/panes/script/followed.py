"""The text of a scene with a script, as the lecturer shows it."""

from __future__ import annotations

from collections.abc import Callable

from tinynet_tui.lecture.scene import Scene
from tinynet_tui.ui.panes.followed_text import Followed

from .scene import ScriptSceneText
from .view import ScriptView


class FollowedScriptText(Followed[ScriptView], ScriptSceneText):
    """As much of the text as the lecturer has shown, once the own run is where theirs is."""

    has_arrived: Callable[[], bool] = staticmethod(lambda: True)
    """True when the own run is there."""
    _led_page = 0
    """The lecturer's page, to be turned to as soon as the text is shown."""

    def open(self, scene: Scene, index: int, count: int) -> None:
        super().open(scene, index, count)
        self._reached, self._led_page = False, 0

    def is_reached(self, scene: Scene, view: ScriptView) -> bool:
        return self.has_arrived()

    def turn_to(self, page: int) -> None:
        self._led_page = page
        super().turn_to(page)

    def show(self, view: ScriptView) -> None:
        waited = not self._reached
        super().show(view)
        if waited and self._reached:
            self.turn_to(self._led_page)
