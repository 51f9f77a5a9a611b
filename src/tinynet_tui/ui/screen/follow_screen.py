"""The main screen of one who follows a class: with the text of the lecture's scene, if any."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.quiz import Answer
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.screen_settings import ScreenState
from tinynet_tui.lecture.tally import Counts
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.keys.last_line import Key
from tinynet_tui.ui.panes.followed_text import FollowedText
from tinynet_tui.ui.panes.lecture import NARROW
from tinynet_tui.ui.panes.scene_text import WIDTH
from tinynet_tui.ui.panes.views import NUMBERS
from tinynet_tui.worker.frame import Frame

from .lecture_screen import LectureScreen
from .main_screen import MainScreen
from .scene_question import SceneQuestion


class FollowScreen(LectureScreen):
    """Shows what the lecturer shows, at its own size."""

    def __init__(self, experiment: Experiment, keys: list[Key]) -> None:
        super().__init__(experiment, keys)
        self.text = FollowedText(self._plain, id="lecture")
        self.bottom = [self.graph, self.text, self.explanation]
        self.keys.has_trail = False  # its key rejoins
        self.keys.shows_answer = False  # the lecturer does
        self.has_text = False
        self._answers: Counts = ()
        """What the class answered, as the lecturer counted."""
        self._others = 0
        self._is_anew = False
        """True when the next question is asked anew."""
        self._view_of_scene = NUMBERS

    def open_text(self, scene: Scene | None) -> None:
        """Show the text of a scene, or none."""
        self.has_text = scene is not None
        if scene is not None:
            self.text.open(scene, 0, 1)
        self._arrange_anew()

    async def begin_scene(self, screen: ScreenState) -> None:
        """End what was switched on in the scene before, as the lecturer's screen does."""
        self._end_what_was(screen)
        await self.turn_to_scene()

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

    def ask_anew(self) -> None:
        """Forget what was answered to the question that is posed next; the score stays."""
        self._is_anew = True

    def pose(self, scene: Scene | None) -> None:
        """Ask what a scene asks, as soon as the run is at its position."""
        self.quiz.posed = None
        if scene is not None and self._is_anew:
            self._is_anew = False
            self.replies.enter(scene)
        if scene is not None and scene.ask is not None:
            self.quiz.posed = SceneQuestion(scene, self.replies, self._plain)
        if self.is_open:
            self.quiz.reveal()  # it was another scene's
        if self.frame is not None:
            self.quiz.see(self.frame, self.cursor)

    @property
    def is_open(self) -> bool:
        """True while a question of the scene waits for its answer."""
        return self.quiz.asked is not None and self.quiz.asked.waits

    @property
    def hides_answer(self) -> bool:
        """True while it hides what is right."""
        return self.is_open and self.quiz.asked is not None and bool(self.quiz.asked.hidden)

    @property
    def takes_enter(self) -> bool:
        """True while enter answers."""
        return self.is_open and self.quiz.asked is not None and self.quiz.asked.takes_enter

    @property
    def asks_for_cell(self) -> bool:
        """True while it asks for a cell, which is answered with the cursor."""
        return self.is_open and self.quiz.asked is not None and self.quiz.asked.way == "cell"

    def answer(self, given: Answer) -> None:
        self.say("")
        super().answer(given)

    def reveal(self) -> bool:
        return False if self.is_open else super().reveal()

    def turn_page(self, page: int) -> None:
        """Show as much of the scene's text as the lecturer does."""
        self.text.turn_to(page)
        self._show_answer()

    def close_question(self) -> None:
        """Grade the answer, which cannot be changed any more."""
        if self.quiz.posed is not None and not self.quiz.posed.is_shown:
            self.show_verdict()

    def show(self, frame: Frame) -> None:
        super().show(frame)
        self._show_answer()  # which may have been shown before this run was there

    def _show_answer(self) -> None:
        posed, text = self.quiz.posed, self.text
        if posed is None or not text.answered:
            return
        if not (posed.is_shown and text.verdict == posed.verdict):
            self.show_verdict()
        self.show_answers(self._answers, self._others)

    def tell_answers(self, counts: Counts, others: int) -> None:
        """Show what the class answered as soon as the answer is shown."""
        self._answers, self._others = counts, others
        self._show_answer()

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
