"""The line in which one types where to go."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

HINT = "254   254:l1_error   :syn1   +1000   -1   start   end"


class PositionSuggester(Suggester):
    """Completes the phase behind a colon, and the two words."""

    def __init__(self, phases: tuple[str, ...]) -> None:
        """Know these phases."""
        super().__init__(use_cache=False, case_sensitive=False)
        self._phases = phases

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole text with the phase or word that begins so."""
        before, colon, begun = value.rpartition(":")
        words = self._phases if colon else ("start", "end")
        fitting = [word for word in words if begun and word.startswith(begun.lower())]
        return before + colon + fitting[0] if fitting else None


class PositionInput(Input):
    """A line whose enter is answered at once: what is typed behind it is meant for what follows."""

    def __init__(self, phases: tuple[str, ...], submit: Callable[[str], None]) -> None:
        """Complete these phases; `submit` takes the text."""
        suggester = PositionSuggester(phases)
        super().__init__(placeholder="iteration:phase", suggester=suggester, compact=True)
        self._submit = submit

    async def action_submit(self) -> None:
        """Hand the text over."""
        self._submit(self.value)


class GoTo(ModalScreen[None]):
    """Asks for a position and goes there."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]

    def __init__(self, phases: tuple[str, ...], go: Callable[[str], None]) -> None:
        """Complete these phases; `go` takes the text, or raises a ValueError that says why not."""
        super().__init__()
        self._phases, self._go = phases, go
        self._refused: str | None = None
        """The text that is complained of."""

    def compose(self) -> ComposeResult:
        """Show one line to type in, and below it what is possible or what is wrong."""
        with Vertical(id="goto") as box:
            box.border_title = "go to"
            yield PositionInput(self._phases, self._submit)
            yield Static(HINT, id="hint", markup=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take the complaint back, unless it is about this text: it may have come first."""
        if event.value != self._refused:
            self._say(HINT, wrong=False)

    def _submit(self, text: str) -> None:
        """Go and close, or say what is wrong; a second enter may have been typed already."""
        if not self.is_current:
            return
        try:
            self._go(text)
        except ValueError as error:
            self._refused = text
            self._say(str(error), wrong=True)
        else:
            self.dismiss()

    async def action_dismiss(self, result: None = None) -> None:
        """Close and stay."""
        if self.is_current:
            self.dismiss()

    def _say(self, text: str, *, wrong: bool) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(text)
        hint.set_class(wrong, "wrong")
