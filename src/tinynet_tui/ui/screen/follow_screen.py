"""The main screen of one who follows a class: with the text of the lecture's scene, if any."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.followed_text import FollowedText
from tinynet_tui.ui.panes.lecture import NARROW
from tinynet_tui.ui.panes.scene_text import WIDTH
from tinynet_tui.ui.panes.views import NUMBERS
from tinynet_tui.worker.frame import Frame

from .lecture_screen import LectureScreen
from .main_screen import MainScreen
from .quiz_state import Quiz
from .scene_asking import FollowsQuestion


class FollowScreen(FollowsQuestion[Quiz], LectureScreen):
    """Shows what the lecturer shows, at its own size."""

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        super().__init__(experiment, keys)
        self.text = FollowedText(self._plain, id="lecture")
        self.bottom = [self.graph, self.text, self.explanation]
        self.keys.has_trail = False  # its key rejoins
        self.keys.shows_answer = False  # the lecturer does
        self.has_text = False
        self._view_of_scene = NUMBERS

    def open_text(self, scene: Scene | None) -> None:
        """Show the text of a scene, or none."""
        self.has_text = scene is not None
        if scene is not None:
            self.text.open(scene, 0, 1)
        self._arrange_anew()

    def follow_to(self, screen: ScreenState) -> None:
        """Move the cursor and light the pane as the lecturer does; the rest stays one's own."""
        before = [pane.lit for pane in self.lightable]
        self.point(screen)
        if self.focused is not None and self.focused is not self.what_if:
            self.set_focus(None)
        if before != [pane.lit for pane in self.lightable]:
            self._arrange_anew()
        self.scrolling.follow(self.cursor, self._visible_counts())
        self.repaint()

    # The scene's question: it stays open until the lecturer shows the answer.

    def look_again(self) -> None:
        if self.frame is not None:
            self.quiz.see(self.frame, self.cursor)

    def answer(self, given: Answer) -> None:
        self.say("")
        super().answer(given)

    def reveal(self) -> bool:
        return False if self.is_open else super().reveal()

    def show(self, frame: Frame) -> None:
        super().show(frame)
        self.show_answer()  # which may have been shown before this run was there

    def _arrange_anew(self) -> None:
        self.text.least = NARROW if self.graph.lit else WIDTH
        if self.is_mounted:
            self._arrange(self.app.size)
            self.call_after_refresh(self._settle)

    def bottom_panes(self) -> list[Pane]:
        return super().bottom_panes() if self.has_text else MainScreen.bottom_panes(self)

    @property
    def keeps_bottom(self) -> bool:
        return self.has_text or self.what_if is not None
