"""The base of all dialogs."""

from __future__ import annotations

from textual.screen import ModalScreen


class Dialog(ModalScreen[None]):
    """A modal screen that closes only once, since keys may be typed ahead."""

    async def action_dismiss(self, result: None = None) -> None:
        """Close and change nothing."""
        if self.is_current:
            self.dismiss()
