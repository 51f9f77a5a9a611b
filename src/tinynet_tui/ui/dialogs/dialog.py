"""What lies above the main screen and closes again."""

from __future__ import annotations

from textual.screen import ModalScreen


class Dialog(ModalScreen[None]):
    """A screen that closes once, however often it is asked to: keys may be typed ahead."""

    async def action_dismiss(self, result: None = None) -> None:
        """Close, and change nothing."""
        if self.is_current:
            self.dismiss()
