"""Showing the worker's Frames, each when the terminal can take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinynet_tui.blame.hop import Hop
from tinynet_tui.ui.dialogs.prompt import Prompt
from tinynet_tui.wire.app import WireApp

from .base_app import BaseApp

if TYPE_CHECKING:
    from .key_queue import KeyQueue


class Pacing:
    """Shows the latest Frame when the terminal can take it; skips some to spare a slow link."""

    def __init__(self, app: WireApp[int], *, spares_link: bool) -> None:
        self._app, self._spares_link = app, spares_link
        self.queue: KeyQueue | None = None
        """The keys that wait for a Frame."""
        self._due = False
        """True when there is a Frame that has not been shown."""
        self.awaited = False
        """True when something has been typed since the last Frame."""

    def show_soon(self) -> None:
        """Show the latest Frame as soon as the terminal can take it."""
        self._due = True
        if self.queue is not None and self.queue.waits:
            self.hurry()
        else:
            self.show_if_due()

    def hurry(self) -> None:
        """Show a Frame that had to wait: a key waits for it, and the terminal can be late."""
        if self._due:
            self._show()

    def show_if_due(self) -> None:
        """Show a Frame that had to wait, if the terminal can take it."""
        app = self._app
        if not (self._due and app.ready):
            return  # `line_is_free` comes back here
        spares = self._spares_link and self._nobody_waits
        left = app.wire.flow.seconds_left if app.wire and spares else 0.0
        if left > 0:
            app.set_timer(left, self.show_if_due)
        else:
            self._show()

    def _show(self) -> None:
        self._due = False
        self.show_latest()
        if self.queue is not None:
            self._app.call_next(self.queue.see)  # after what showing it has put off

    @property
    def _nobody_waits(self) -> bool:
        """True while the run plays and nothing has been typed since the last Frame."""
        return self._plays and not self.awaited

    @property
    def _plays(self) -> bool:
        raise NotImplementedError

    def show_latest(self) -> None:
        """Show the latest Frame now."""
        raise NotImplementedError


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
