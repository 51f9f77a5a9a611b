"""A prompt at the bottom of the screen for typing what to do."""

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
    """An input that submits at once, since the keys after enter are meant for what follows."""

    def __init__(
        self,
        submit: Callable[[str], None],
        placeholder: str,
        suggester: Suggester | None,
        value: str = "",
    ) -> None:
        super().__init__(value, placeholder=placeholder, suggester=suggester, compact=True)
        self._submit = submit

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the line; of a text that is too long, only the beginning is taken."""
        if self.max_length:
            text = text[: max(0, self.max_length - len(self.value) + abs(end - start))]
        super().replace(text, start, end)

    async def action_submit(self) -> None:
        self._submit(self.value)


class Prompt(Dialog):
    """Asks for a line of text, and closes when it is accepted."""

    about_run = True

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]

    def __init__(
        self,
        title: str,
        answer: Callable[[str], None],
        *,
        placeholder: str = "",
        suggester: Suggester | None = None,
        hint: str = "",
        value: str = "",
    ) -> None:
        """`answer` takes the text, or raises a ValueError that explains what is wrong.

        `placeholder` is an example; `value` is a text to begin with, which typing replaces.
        """
        super().__init__()
        self._title, self._answer, self._hint = title, answer, hint
        self._refused: str | None = None
        """The text that was refused."""
        self.line = PromptInput(self._submit, placeholder, suggester, value)

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = self._title
            yield self.line
            yield from self.choices()
            yield Static(self._hint, id="hint", markup=False)

    def choices(self) -> list[Widget]:
        """Return the widgets between the input and the hint."""
        return []

    def see(self, snapshot: Snapshot) -> None:
        """Take note of a new snapshot of the run."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Clear the complaint, unless it is about this text: the message may be late."""
        if event.value != self._refused:
            self.say(self._hint, wrong=False)

    def _submit(self, text: str) -> None:
        if not self.is_current:  # an enter typed before has closed it
            return
        try:
            self._answer(text)
        except ValueError as error:
            self._refused = text
            self.say(str(error), wrong=True)
        else:
            self.dismiss()
