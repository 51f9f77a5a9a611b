"""Enter, where a scene asks for a number or for a cell."""

from __future__ import annotations

from .base_app import TerminalApp
from .experiment_actions import ExperimentActions

PEEKS = frozenset({"story", "gradient", "blame", "what_if", "edit", "copy", "save", "quiz"})
"""Actions that show what a question hides, or hand it out; enter may answer instead."""
MOVES = frozenset({"step", "play", "goto", "go_home", "go_end", "until", "events", "jump"})
"""Actions that lead past the position at which it is hidden."""
CHANGES = frozenset({"restart", "options", "switch", "freeze", "undo", "undo_all"})
"""Actions that lead to another run, where nothing is asked."""
WAITS = "the lecturer shows the answer first"


def keeps_back(app: TerminalApp, action: str) -> bool:
    """True, and said, where an action of one who follows would show what a question hides."""
    main = app.main
    is_covered = app.screen is not app.main
    may_answer = action == "edit" and main.takes_enter
    if action not in PEEKS | MOVES | CHANGES or may_answer or is_covered:
        return False
    main.say(WAITS)
    return True


def answers(app: TerminalApp) -> bool:
    """Answer a scene's question with enter; False if none is to be answered so."""
    main, asked, posed = app.main, app.main.quiz.asked, app.main.quiz.posed
    if asked is None or posed is None or not asked.waits:
        return False

    def give(text: str) -> None:
        """Take an answer; raises ValueError."""
        posed.give(text)
        if main.quiz.posed is not None:  # posed anew, perhaps, and the run is not there yet
            main.quiz.asked = main.quiz.posed.question
        main.repaint()

    if asked.way == "cell":
        try:
            give(main.cell_of(posed.array))
        except ValueError as error:
            main.say(str(error))
    elif asked.way == "number":
        from .answer_prompt import AnswerPrompt

        app.push_screen(AnswerPrompt(asked.what, give, posed))
    return True


class AnswerActions(ExperimentActions):
    """Answer the scene's question with enter, which edits otherwise.

    What was answered with the arrows is not changed by an enter after it.
    """

    def action_edit(self) -> None:
        if not answers(self.app):
            super().action_edit()
