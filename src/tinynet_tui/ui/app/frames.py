"""The worker's Frames on their way to the screen: each as soon as it will be seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinynet_tui.ui.dialogs.prompt import Prompt

if TYPE_CHECKING:
    from .trainer_app import TrainerApp


class Frames:
    """Shows the latest Frame when the terminal takes it; on a slow link, not every one."""

    def __init__(self, app: TrainerApp, *, spares_link: bool) -> None:
        """Show an app's Frames.

        If that spares the link, they may come less often than they are made where it is slow.
        """
        self._app, self._spares_link = app, spares_link
        self._due = False
        """Whether there is a Frame that has not been shown."""
        self.awaited = False
        """Whether something has been typed since the last one."""

    def show_soon(self) -> None:
        """Show the latest Frame as soon as it will be seen at once."""
        self._due = True
        self.show_if_due()

    def show_if_due(self) -> None:
        """Show what had to wait, if it still has to be shown and will be seen at once."""
        app = self._app
        if not (self._due and app.ready):
            return  # `line_is_free` comes back here
        rest = app.wire.flow.rest if app.wire and self._spares_link and self._nobody_waits else 0.0
        if rest > 0:
            app.set_timer(rest, self.show_if_due)
        else:
            self._due = False
            self.show_latest()

    @property
    def _nobody_waits(self) -> bool:
        """Whether Frames come by themselves, and nothing has been typed since the last."""
        frame = self._app.main.frame
        return frame is not None and frame.playing and not self.awaited

    def show_latest(self) -> None:
        """Show the latest Frame, and the cell of an event that it led to.

        Once the app ends, none: where it is left is kept by then.
        """
        self.awaited = False
        app, main = self._app, self._app.main
        frame = None if app.ending else app.worker.take()
        if frame is None:
            return
        main.show(frame)
        for screen in app.screen_stack[1:]:
            if isinstance(screen, Prompt):
                screen.see(frame.snapshot)
        if frame.event is not None and frame.event.cell is not None:
            main.choose(frame.event.name, frame.event.cell)
            main.pinned = None  # the step's own cell: steps go on from there
