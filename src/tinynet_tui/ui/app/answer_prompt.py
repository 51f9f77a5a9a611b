"""The prompt for the number that a scene asks for."""

from __future__ import annotations

from collections.abc import Callable

from tinynet_tui.ui.dialogs.prompt import Prompt
from tinynet_tui.ui.screen.scene_question import SceneQuestion

from .base_app import TerminalApp

HINT = "it can be changed until the answer is shown"


class AnswerPrompt(Prompt):
    """Is about the question alone: the run may begin again behind it."""

    about_run = False

    def __init__(self, title: str, answer: Callable[[str], None], posed: SceneQuestion) -> None:
        super().__init__(title, answer, value=posed.given, hint=HINT)
        self._scene = posed.scene

    def is_late(self, posed: SceneQuestion | None) -> bool:
        """True when this question can be answered no more; `posed` is the present one."""
        return posed is None or posed.is_shown or posed.scene != self._scene


def close_if_late(app: TerminalApp) -> None:
    """Close the prompt for an answer that would come too late."""
    prompt = app.screen if app.screen_stack else None
    if isinstance(prompt, AnswerPrompt) and prompt.is_late(app.main.quiz.posed):
        prompt.dismiss()
