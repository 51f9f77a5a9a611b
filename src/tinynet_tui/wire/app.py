"""A Textual app that sends its terminal only what differs, and no more than it takes."""

from __future__ import annotations

from typing import Any, TypeVar
from weakref import WeakSet

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, RenderableType
from textual.app import App
from textual.screen import Screen

from .back_buffer import BackBuffer
from .compositor import painted
from .driver import Driver
from .flow_control import INTRODUCTION_SECONDS, PATIENCE
from .writer import CHUNK

Result = TypeVar("Result")

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
"""Between them a terminal shows nothing (synchronized output)."""


class WireApp(App[Result]):
    """An app whose screens go through a back buffer, where a `Driver` leads to the terminal.

    Whatever its widgets repaint, the terminal gets the cells that it does not show yet. One frame
    is in flight; what is painted meanwhile is in the next, all at once. With another driver, or
    where Textual hands on what is not known here, Textual sends it in its own way.
    """

    def __init__(self, *, driver_class: type[Driver] | None = None, **options: Any) -> None:
        """Draw with a driver; without one, Textual's own is taken. The options are Textual's."""
        super().__init__(driver_class=driver_class, **options)
        system = COLOR_SYSTEMS.get(self.console.color_system or "", ColorSystem.TRUECOLOR)
        self._buffer = BackBuffer(system)
        self._watched: WeakSet[Screen[Any]] = WeakSet()
        self._laid_out: tuple[object, object] = None, None
        """The screen that was laid out last, and its size then."""

    def on_mount(self) -> None:
        """Look after what is in flight, and what has been laid out."""
        self.screen_change_signal.subscribe(self, self._watch, immediate=True)
        self._watch(self.screen)
        self.app_resume_signal.subscribe(self, lambda _: self.repaint_all())
        self.set_timer(INTRODUCTION_SECONDS, self._introduce)
        self.set_interval(PATIENCE / 2, self._ask_again)

    def line_is_free(self) -> None:
        """Do what had to wait until something could be sent again."""

    @property
    def wire(self) -> Driver | None:
        """What leads to the terminal, if there is one."""
        return self._driver if isinstance(self._driver, Driver) else None

    @property
    def ready(self) -> bool:
        """Whether what is sent now will be seen at once."""
        return self.wire is None or (self.wire.flow.ready and not self.wire.congested)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Paint into the back buffer, and send what differs as soon as it will be seen at once."""
        at_work = self._running and not self._closed and not self._batch_count
        if renderable is None or self.wire is None or not at_work:
            super()._display(screen, renderable)
            return
        rows = painted(renderable)
        if rows is None:
            super()._display(screen, renderable)
            self._buffer.forget()
            return
        size = screen.outer_size
        if size != (self._buffer.width, self._buffer.height):
            self._buffer.resize(*size)
        for x, y, segments in rows:
            self._buffer.paint(x, y, segments)
        self._send()
        self.post_display_hook()

    def _send(self) -> None:
        """Send what differs, if it will be seen at once."""
        if self.wire is None or not self.ready:
            return
        caret = self.cursor_position
        changes = self._buffer.changes((caret.x, caret.y) if caret else None)
        if not changes:
            return
        if self._sync_available and len(changes) > CHUNK:  # else it comes in one go anyway
            changes = f"{SYNC_START}{changes}{SYNC_END}"
        self.wire.write_frame(changes)

    def _go_on(self) -> None:
        """Send what had to wait, and do what else had to."""
        self._send()
        self.line_is_free()

    def on_driver_drained(self) -> None:
        """Go on: the terminal takes more."""
        self._go_on()

    def on_driver_answered(self) -> None:
        """Go on: the last frame has arrived."""
        self._go_on()

    def on_driver_disturbed(self) -> None:
        """Send everything again, once it is laid out for the terminal as it is now."""
        self._buffer.forget()
        self.call_after_refresh(self._send)

    def _introduce(self) -> None:
        """Do not wait for a terminal that does not answer."""
        if self.wire is not None:
            self.wire.flow.introduce()
        self._go_on()

    def _ask_again(self) -> None:
        """Make good an answer that has been lost."""
        if self.wire is not None and not self.wire.congested:
            self.wire.write(self.wire.flow.ask_again(typed=self.wire.has_been_typed_on()))
            if self.ready:
                self._go_on()

    def _watch(self, screen: Screen[Any]) -> None:
        if screen not in self._watched:
            self._watched.add(screen)
            screen.screen_layout_refresh_signal.subscribe(self, self._repaint, immediate=True)

    def _repaint(self, screen: Screen[Any]) -> None:
        """Paint a screen as it has been laid out, all of it.

        Textual paints what its layout has changed. It misses what has gone, if after a scroll it
        was asked where a widget stands between the removal and the layout: then a toast stays.
        """
        laid_out = screen, screen.size
        if self._laid_out == laid_out:  # with another size, everything is painted anyway
            screen.refresh()
        self._laid_out = laid_out

    def repaint_all(self) -> None:
        """Paint everything again: the terminal has forgotten it, as after a suspension."""
        self._buffer.forget()
        self.screen.refresh(layout=True)
