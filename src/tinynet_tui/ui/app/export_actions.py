"""The keys that copy the reopen command and save files."""

from __future__ import annotations

from .actions import Actions


class ExportActions(Actions):
    """Copy and save."""

    def action_copy(self) -> None:
        """Copy the command that reopens these numbers, and show it."""
        from tinynet_tui.ui.dialogs.copy import command, copied_page

        if self.main.view:
            page = copied_page(self.app, command(self.main.view), self.app.size.width)
            self.app.push_screen(page)

    def action_save(self) -> None:
        """Ask what to save and under which name; nothing is written before."""
        from tinynet_tui.export.texts import file_name
        from tinynet_tui.ui.dialogs.copy import command
        from tinynet_tui.ui.dialogs.save import SaveAs, exports
        from tinynet_tui.ui.dialogs.screenshot import Picture

        if self.main.view and not self.app.kiosk:
            words = command(self.main.view)
            picture = Picture.of(self.main, words)
            snapshot = self.main.view.snapshot
            listed = exports(snapshot, words, picture)
            self.app.push_screen(SaveAs(listed, file_name(snapshot), self.app.tell))
