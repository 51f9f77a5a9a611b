"""Enter, where a scene asks for a number or for a cell."""

from __future__ import annotations

from .experiment_actions import ExperimentActions


class AnswerActions(ExperimentActions):
    """Answer the scene's question with enter, which edits otherwise.

    What was answered with the arrows is not changed by an enter after it.
    """

    def action_edit(self) -> None:
        quiz = self.main.quiz
        asked, posed = quiz.asked, quiz.posed
        if asked is None or posed is None or not asked.waits:
            super().action_edit()
        elif asked.way == "cell":
            posed.point(self.main.cursor)
            self._asked_again()
        elif asked.way == "number":
            from tinynet_tui.ui.dialogs.prompt import Prompt

            hint = "it can be changed until the answer is shown"
            self.app.push_screen(Prompt(asked.what, self._give, value=posed.given, hint=hint))

    def _give(self, text: str) -> None:
        """Take a number as it is typed; raises ValueError."""
        if self.main.quiz.posed is not None:
            self.main.quiz.posed.give(text)
            self._asked_again()

    def _asked_again(self) -> None:
        """Show the question with the answer that was given."""
        quiz = self.main.quiz
        if quiz.posed is not None and quiz.asked is not None:
            quiz.asked = quiz.posed.question
        self.main.repaint()
