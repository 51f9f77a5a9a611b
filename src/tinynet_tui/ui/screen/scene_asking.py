"""What a lecture's screen does with a scene's question, of the network and of a script alike."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from tinynet_tui.lecture.answers import Write
from tinynet_tui.lecture.replies import Replies
from tinynet_tui.lecture.scene import Scene
from tinynet_tui.lecture.tally import Counts
from tinynet_tui.ui.panes.scene_text import SceneText

from .questions import Questions
from .scene_question import SceneQuestion

AnyQuiz = TypeVar("AnyQuiz", bound=Questions)


class AsksScene(Generic[AnyQuiz]):
    """Asks what a scene asks, and shows in the scene's text how it was answered."""

    quiz: AnyQuiz
    text: SceneText[Any]
    replies: Replies
    write: Write | None = None
    """Writes a number as it stands on the screen."""
    repaint: Callable[[], None]
    say: Callable[[str], None]

    @abstractmethod
    def uncover(self) -> None:
        """Show what is hidden."""

    @abstractmethod
    def cell_of(self, name: str) -> str:
        """Return where in an array the cursor is, `2,0`; ValueError if it is in another one."""

    def question_of(self, scene: Scene) -> SceneQuestion | None:
        """Return what a scene asks; None if that is nothing to be answered."""
        return SceneQuestion(scene, self.replies, self.write) if scene.ask else None

    def reveal_posed(self) -> bool | None:
        """Show how the scene's question was answered; None if it is not asked.

        False for a question that hides nothing, which stays.
        """
        asked, posed = self.quiz.asked, self.quiz.posed
        if asked is None or not asked.waits or posed is None:
            return None
        if asked.hidden:
            self._show_right(posed)
            self.quiz.verdict = posed.verdict
            self.repaint()
        return bool(asked.hidden)

    def show_verdict(self) -> None:
        """Show how the scene's question was answered, in its text."""
        if self.quiz.posed is not None:
            self._show_right(self.quiz.posed)
            self.text.verdict, self.text.score = self.quiz.posed.verdict, self.replies.score
            self.repaint()

    def show_answers(self, counts: Counts, others: int = 0) -> None:
        """Show what the class answered, and how many others there are, beside the right answer."""
        answers = self.quiz.posed.tally(counts) if self.quiz.posed is not None else ()
        if (answers, others) != (self.text.answers, self.text.others):
            self.text.answers, self.text.others = answers, others
            self.repaint()

    def _show_right(self, posed: SceneQuestion) -> None:
        self.uncover()  # so that numbers can be written as they then stand on the screen
        posed.show()


class FollowsQuestion(AsksScene[AnyQuiz]):
    """Asks what the lecturer's scene asks; it stays open until the lecturer shows the answer."""

    _answers: Counts = ()
    """What the class answered, as the lecturer counted."""
    _others = 0
    _is_anew = False
    """True when the next question is asked anew."""

    @abstractmethod
    def look_again(self) -> None:
        """Ask if the run is at the scene's position already."""

    def ask_anew(self) -> None:
        """Forget what was answered to the question that is posed next; the score stays."""
        self._is_anew = True

    def pose(self, scene: Scene | None) -> None:
        """Ask what a scene asks, as soon as the run is at its position."""
        self.say("")  # the last line is the new scene's
        if scene is not None and self._is_anew:
            self._is_anew = False
            self.replies.enter(scene)
        self.quiz.posed = None if scene is None else self.question_of(scene)
        if self.is_open:
            self.quiz.reveal()  # it was another scene's
        self.look_again()

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

    def close_question(self) -> None:
        """Grade the answer, which cannot be changed any more."""
        if self.quiz.posed is not None and not self.quiz.posed.is_shown:
            self.show_verdict()

    def tell_answers(self, counts: Counts, others: int) -> None:
        """Show what the class answered as soon as the answer is shown."""
        self._answers, self._others = counts, others
        self.show_answer()

    def turn_page(self, page: int) -> None:
        """Show as much of the scene's text as the lecturer does."""
        self.text.turn_to(page)
        self.show_answer()

    def show_answer(self) -> None:
        """Show how it was answered, if the lecturer does and the run is there."""
        posed, text = self.quiz.posed, self.text
        if posed is None or not text.answered:
            return
        if not (posed.is_shown and text.verdict == posed.verdict):
            self.show_verdict()
        self.show_answers(self._answers, self._others)
