"""Showing the worker's Frames."""

from __future__ import annotations

from tinynet_tui.blame.hop import Hop
from tinynet_tui.ui.dialogs.prompt import Prompt

from .base_app import BaseApp
from .pacing import Pacing


class Frames(Pacing):
    """Shows the Frames of the trainer."""

    def __init__(self, app: BaseApp, *, spares_link: bool) -> None:
        super().__init__(app, spares_link=spares_link)
        self._trainer = app
        self._hop: Hop | None = None
        """The hop that was shown last."""

    @property
    def _plays(self) -> bool:
        frame = self._trainer.main.frame
        return frame is not None and frame.playing

    def show_latest(self) -> None:
        """Show the latest Frame, with the cursor at the cell of an event that the run went to."""
        self.awaited = False
        app, main = self._trainer, self._trainer.main
        frame = None if app.ending else app.worker.take()  # the last session is already saved
        if frame is None:
            return
        main.show(frame)
        for screen in app.screen_stack[1:]:
            if isinstance(screen, Prompt):
                screen.see(frame.snapshot)
        if frame.hop is not None and frame.hop is not self._hop and frame.hop.place is not None:
            (row, column), label = frame.hop.place.cell, frame.hop.place.label
            main.choose(label, (row, column))
        self._hop = frame.hop
        if frame.event is not None and frame.event.cell is not None:
            main.choose(frame.event.name, frame.event.cell)
            main.pinned = None  # the step's own cell, so that the next steps follow
