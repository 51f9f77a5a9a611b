"""A line at the bottom of the screen in which one types what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from tinynet_tui.timeline.snapshot import Snapshot

from .dialog import Dialog


class PromptInput(Input):
    """A line whose enter is answered at once: what is typed behind it is meant for what follows."""

    def __init__(
        self, submit: Callable[[str], None], placeholder: str, suggester: Suggester | None
    ) -> None:
        """Show a placeholder and complete what is typed; `submit` takes the text."""
        super().__init__(placeholder=placeholder, suggester=suggester, compact=True)
        self._submit = submit

    async def action_submit(self) -> None:
        """Hand the text over."""
        self._submit(self.value)


class Prompt(Dialog):
    """Asks for a line, and closes when it is answered."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]

    def __init__(
        self,
        title: str,
        answer: Callable[[str], None],
        *,
        placeholder: str,
        suggester: Suggester | None = None,
        hint: str = "",
    ) -> None:
        """Ask; `answer` takes the text, or raises a ValueError that says what is wrong with it."""
        super().__init__()
        self._title, self._answer, self._hint = title, answer, hint
        self._refused: str | None = None
        """The text that is complained of."""
        self.line = PromptInput(self._submit, placeholder, suggester)

    def compose(self) -> ComposeResult:
        """Show one line to type in, and below it what is possible or what is wrong."""
        with Vertical(id="box") as box:
            box.border_title = self._title
            yield self.line
            yield from self.choices()
            yield Static(self._hint, id="hint", markup=False)

    def choices(self) -> list[Widget]:
        """Return what stands between the line and the hint."""
        return []

    def see(self, snapshot: Snapshot) -> None:
        """Learn where the run is now."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take the complaint back, unless it is about this text: it may have come first."""
        if event.value != self._refused:
            self._say(self._hint, wrong=False)

    def _submit(self, text: str) -> None:
        """Answer and close, or say what is wrong; a second enter may have been typed already."""
        if not self.is_current:
            return
        try:
            self._answer(text)
        except ValueError as error:
            self._refused = text
            self._say(str(error), wrong=True)
        else:
            self.dismiss()

    def _say(self, text: str, *, wrong: bool) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(text)
        hint.set_class(wrong, "wrong")
