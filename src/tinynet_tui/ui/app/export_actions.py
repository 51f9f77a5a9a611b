"""The keys that take something away: the command to reopen it, and files."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.last_session import LastSession

from .worker_app import WorkerApp


class ExportActions(WorkerApp):
    """Copies and saves."""

    opened_at: Position | None
    """Where it was opened, if it was said."""

    def action_copy(self) -> None:
        """Copy the command that reopens these numbers, and show it."""
        from tinynet_tui.ui.dialogs.copy import command, copied_page

        if self.main.view:
            self.push_screen(copied_page(self, command(self.main.view), self.size.width))

    def action_save(self) -> None:
        """Ask what to save, and under which name; nothing is written before."""
        from tinynet_tui.ui.dialogs.copy import command
        from tinynet_tui.ui.dialogs.save import SaveAs
        from tinynet_tui.ui.dialogs.screenshot import Picture

        if self.main.view and not self.kiosk:
            words = command(self.main.view)
            picture = Picture.of(self.main, words)
            self.push_screen(SaveAs(self.main.view.snapshot, words, picture, self.tell))

    def left(self) -> LastSession | None:
        """Return where it stands, to be opened again; None if nothing has been done yet.

        On the way to where it was opened it is that place: a connection that drops twice.
        """
        view, pinned = self.main.view, self.main.pinned
        if view is None:
            return None
        frame, experiment, position = view.frame, view.experiment, view.snapshot.position
        if frame.going is not None and frame.going == self.opened_at:
            position = frame.going
        if (experiment, position) == (Experiment(), Position()):
            return None
        subject = pinned or experiment.script.names[position.step - 1]
        return LastSession.at(experiment, frame.iterations, position, subject, view.cursor)
