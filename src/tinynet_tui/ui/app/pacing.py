"""When the worker's Frames are shown: each when the terminal can take it."""

from __future__ import annotations

from collections.abc import Callable

from tinynet_tui.wire.app import WireApp


class Pacing:
    """Shows the latest Frame when the terminal can take it; skips some to spare a slow link."""

    def __init__(self, app: WireApp[int], *, spares_link: bool) -> None:
        self._app, self._spares_link = app, spares_link
        self.keys_wait: Callable[[], bool] = lambda: False
        """Returns True when a key waits for a Frame."""
        self.told: Callable[[], None] = lambda: None
        """Called when a Frame is shown."""
        self._due = False
        """True when there is a Frame that has not been shown."""
        self.awaited = False
        """True when something has been typed since the last Frame."""

    @property
    def waits(self) -> bool:
        """True when there is a Frame that the terminal cannot take yet."""
        return self._due and not self._app.ready

    def show_soon(self) -> None:
        """Show the latest Frame as soon as the terminal can take it."""
        self._due = True
        if self.keys_wait():
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
        self._app.call_next(self.told)  # after what showing it has put off

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
