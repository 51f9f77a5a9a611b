"""The side of the app that faces the terminal: it may be slow, not be read, or go away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from rich.console import RenderableType
from textual.app import App
from textual.screen import Screen

from .wire.driver import Driver


class TerminalApp(App[int]):
    """An app that paints no more than the terminal takes, and can be ended from outside."""

    def __init__(self, *, driver_class: type[Driver] | None = None) -> None:
        """Draw with a driver; without one, Textual's own is taken."""
        super().__init__(driver_class=driver_class)
        self.leaving: Callable[[], None] = lambda: None
        """Called when the app begins to end."""
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._ended: int | None = None
        """With which status it was ended before it had begun."""
        self._frame_due = self._repaint_due = False
        """What there was no room for on the way to the terminal."""

    def begin(self) -> bool:
        """Be ready to be ended, and for suspending; False if it has been ended already."""
        self._event_loop = asyncio.get_running_loop()
        if self._ended is not None:
            self.exit(self._ended)
            return False
        self.app_resume_signal.subscribe(self, lambda _: self._repaint_all())
        return True

    def show_latest(self) -> None:
        """Show what is to be shown now; it has waited for the terminal."""
        raise NotImplementedError

    # Painting.

    @property
    def wire(self) -> Driver | None:
        """What leads to the terminal, if there is one."""
        return self._driver if isinstance(self._driver, Driver) else None

    def must_wait(self) -> bool:
        """Return whether what is painted now would be seen late; then it is shown later."""
        self._frame_due = self.wire is not None and self.wire.congested
        return self._frame_due

    def on_driver_drained(self) -> None:
        """Show the latest Frame if one had to wait, or everything if more had to."""
        if self._repaint_due:
            self._repaint_due = False
            self._repaint_all()
        if self._frame_due:
            self.show_latest()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Paint, unless nobody seems to read the terminal: then everything is painted later."""
        if self.wire is not None and self.wire.full:
            self._repaint_due = True
        else:
            super()._display(screen, renderable)

    def _repaint_all(self) -> None:
        """Paint everything again: the terminal has forgotten it, as after a suspension."""
        self.screen.refresh(layout=True)

    def pass_through_tmux(self, sequence: str) -> None:
        """Send a sequence to the terminal around tmux, if tmux lets it pass."""
        if self.wire is not None:
            self.wire.write(f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\")

    # Ending.

    def exit(self, *args: object, **options: object) -> None:
        """End the app; whoever opened it is told first."""
        self.leaving()
        super().exit(*args, **options)  # type: ignore[arg-type]

    def end(self, status: int) -> None:
        """End the app from any thread, or from a signal."""
        if self._event_loop is None:
            self._ended = status
        elif not self._event_loop.is_closed():
            self._event_loop.call_soon_threadsafe(self.exit, status)
