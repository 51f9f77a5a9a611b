"""The base of all dialogs."""

from __future__ import annotations

from typing import ClassVar

from rich.console import RenderableType
from textual.screen import ModalScreen
from textual.visual import Visual

from tinynet_tui.wire.behind import behind


class Dialog(ModalScreen[None]):
    """A modal screen that closes only once, since keys may be typed ahead."""

    about_run: ClassVar[bool] = False
    """True when it is about the run behind it, and goes on with that run."""

    def render(self) -> RenderableType | Visual:  # type: ignore[override]
        """Return the screen behind it."""
        return behind(super().render())

    async def action_dismiss(self, result: None = None) -> None:
        """Close and change nothing."""
        if self.is_current:
            self.dismiss()
