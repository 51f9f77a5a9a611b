"""The base of all dialogs."""

from __future__ import annotations

from typing import ClassVar

from rich.console import RenderableType
from textual.screen import ModalScreen
from textual.visual import Visual
from textual.widgets import Static

from tinynet_tui.wire.behind import behind


class Dialog(ModalScreen[None]):
    """A modal screen that closes only once, since keys may be typed ahead."""

    about_run: ClassVar[bool] = False
    """True when it is about the run behind it, and goes on with that run."""

    def render(self) -> RenderableType | Visual:  # type: ignore[override]
        """Return the screen behind it."""
        return behind(super().render())

    def say(self, text: str, *, wrong: bool) -> None:
        """Show a hint or what is wrong in the line `#hint`, which dialogs with an input have."""
        hint = self.query_one("#hint", Static)
        hint.update(text)
        hint.set_class(wrong, "wrong")

    async def action_dismiss(self, result: None = None) -> None:
        """Close and change nothing."""
        if self.is_current:
            self.dismiss()
