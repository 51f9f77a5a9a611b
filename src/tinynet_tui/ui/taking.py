"""The keys that take something away: the command to reopen it, and files."""

from __future__ import annotations

from .run_app import RunApp


class Taking(RunApp):
    """Copies and saves."""

    def action_copy(self) -> None:
        """Copy the command that reopens these numbers, and show it."""
        from .copying import command, copied_page

        if self.main.view:
            self.push_screen(copied_page(self, command(self.main.view)))

    def action_save(self) -> None:
        """Ask what to save, and under which name; nothing is written before."""
        from .copying import command
        from .picture import Picture
        from .saving import SaveAs

        if self.main.view:
            words = command(self.main.view)
            picture = Picture.of(self.main, words)
            self.push_screen(SaveAs(self.main.view.moment, words, picture, self.tell))
