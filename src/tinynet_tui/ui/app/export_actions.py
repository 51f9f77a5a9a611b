"""The keys that take something away: the command to reopen it, and files."""

from __future__ import annotations

from .actions import Actions


class ExportActions(Actions):
    """Copies and saves."""

    def action_copy(self) -> None:
        """Copy the command that reopens these numbers, and show it."""
        from tinynet_tui.ui.dialogs.copy import command, copied_page

        if self.main.view:
            self.app.push_screen(
                copied_page(self.app, command(self.main.view), self.app.size.width)
            )

    def action_save(self) -> None:
        """Ask what to save, and under which name; nothing is written before."""
        from tinynet_tui.ui.dialogs.copy import command
        from tinynet_tui.ui.dialogs.save import SaveAs
        from tinynet_tui.ui.dialogs.screenshot import Picture

        if self.main.view and not self.app.kiosk:
            words = command(self.main.view)
            picture = Picture.of(self.main, words)
            self.app.push_screen(SaveAs(self.main.view.snapshot, words, picture, self.app.tell))
