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

from ..net.experiment import Position

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


class GoTo(ModalScreen[Position | None]):
    """Asks for a position; closes with it, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss", "Close")]

    def __init__(self, phases: tuple[str, ...], resolve: Callable[[str], Position]) -> None:
        """Complete these phases; `resolve` reads the text or raises a ValueError that says why."""
        super().__init__()
        self._phases, self._resolve = phases, resolve

    def compose(self) -> ComposeResult:
        """Show one line to type in, and below it what is possible or what is wrong."""
        with Vertical(id="goto") as box:
            box.border_title = "go to"
            yield Input(
                placeholder="iteration:phase",
                suggester=PositionSuggester(self._phases),
                compact=True,
            )
            yield Static(HINT, id="hint", markup=False)

    def on_input_changed(self) -> None:
        """Take the complaint back."""
        self._say(HINT, wrong=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the position, or say what is wrong with it."""
        try:
            position = self._resolve(event.value)
        except ValueError as error:
            self._say(str(error), wrong=True)
        else:
            if self.is_current:  # a second enter may have been typed already
                self.dismiss(position)

    async def action_dismiss(self, result: Position | None = None) -> None:
        """Close without a position."""
        if self.is_current:
            self.dismiss(result)

    def _say(self, text: str, *, wrong: bool) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(text)
        hint.set_class(wrong, "wrong")
