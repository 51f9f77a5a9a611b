"""A Textual app that sends its terminal only what differs, and no more than it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from weakref import WeakSet

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS
from textual import events
from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from .back_buffer import BackBuffer
from .colours import FEW, Colourless, has_colours
from .compositor import Painted, divert, takes_synchronized_output
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

    _has_few_colours = False
    """Whether the terminal has sixteen colours at most, or is to show none."""

    def __init__(
        self, *, driver_class: type[Driver] | None = None, ascii: bool = False, **options: Any
    ) -> None:
        """Draw with a driver, in ASCII only or not; without a driver, Textual's own is taken.

        The options are Textual's.
        """
        super().__init__(driver_class=driver_class, **options)
        # What glides or spins is a frame for every step of it, and over SSH arrives late.
        self.animation_level = "none"
        self.ascii = ascii
        self.wire: Driver | None = None
        """What leads to the terminal, if there is one."""
        system = COLOR_SYSTEMS.get(self.console.color_system or "", ColorSystem.TRUECOLOR)
        self._buffer = BackBuffer(system)
        divert(self, self._paint)
        self._watched: WeakSet[Screen[Any]] = WeakSet()
        self._laid_out: tuple[object, object] = None, None
        """The screen that was laid out last, and its size then."""
        self.ending = False
        """Whether it is about to end: then no key means anything any more."""
        self.leaving: Callable[[], None] = lambda: None
        """Called when the app begins to end."""
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._ended: int | None = None
        """With which status it was ended before it had begun."""

    def on_mount(self) -> None:
        """Look after what is in flight and what has been laid out; then begin, unless it is over.

        There is no other `on_mount`: what an app does first is in its `begin`.
        """
        self._event_loop = asyncio.get_running_loop()
        self.screen_change_signal.subscribe(self, self._watch, immediate=True)
        self._watch(self.screen)
        self.app_resume_signal.subscribe(self, lambda _: self.repaint_all())
        self.set_timer(INTRODUCTION_SECONDS, self._introduce)
        self.set_interval(PATIENCE / 2, self._ask_again)
        if self._ended is None:
            self.begin()
        else:
            self.exit(self._ended)

    def begin(self) -> None:
        """Do what the app does first."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let no cursor blink: nothing is sent while nothing happens."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    # What the terminal can show.

    def suit_terminal(self) -> None:
        """Do with the colours that the terminal has, and that its user wants."""
        system, dark = self.console.color_system, self.current_theme.dark
        self.no_color = not has_colours(system)
        self._has_few_colours = self.no_color or system == "standard"
        if self._has_few_colours:
            self.theme = FEW[dark]

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes that the terminal has colours for; the nearest of sixteen look bad."""
        themes = super().available_themes
        return {name: themes[name] for name in FEW.values()} if self._has_few_colours else themes

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Take colours and characters away that the terminal has not; greys are colours, too."""
        filters = [
            one for one in super().get_line_filters() if not isinstance(one, (Monochrome, NoColor))
        ]
        if self.no_color:
            filters.append(Colourless())
        if self.ascii:
            from .ascii import Ascii  # few need it, and the first paint waits for this

            filters.append(Ascii())
        return filters

    # Painting.

    def line_is_free(self) -> None:
        """Do what had to wait until something could be sent again."""

    @property
    def ready(self) -> bool:
        """Whether what is sent now will be seen at once."""
        return self.wire is None or (self.wire.flow.ready and not self.wire.congested)

    def _paint(self, screen: Screen[Any], rows: Iterable[Painted] | None) -> bool:
        """Paint into the back buffer, and send what differs as soon as it will be seen at once.

        False where Textual is to paint by itself.
        """
        if self.wire is None:
            return False
        if rows is None:
            self._buffer.forget()
            return False
        size = screen.outer_size
        if size != (self._buffer.width, self._buffer.height):
            self._buffer.resize(*size)
        for x, y, segments in rows:
            self._buffer.paint(x, y, segments)
        self._send()
        return True

    def _send(self) -> None:
        """Send what differs, if it will be seen at once."""
        if self.wire is None or not self.ready:
            return
        caret = self.cursor_position
        changes = self._buffer.changes((caret.x, caret.y) if caret else None)
        if not changes:
            return
        if (
            takes_synchronized_output(self) and len(changes) > CHUNK
        ):  # else it comes in one go anyway
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

    def pass_through_tmux(self, sequence: str) -> None:
        """Send a sequence to the terminal around tmux, if tmux lets it pass."""
        if self.wire is not None:
            self.wire.write(f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\")

    # Ending.

    def exit(self, *args: Any, **options: Any) -> None:
        """End the app, and take no more keys; whoever opened it is told first."""
        self.ending = True
        self.leaving()
        super().exit(*args, **options)

    def end(self, status: int) -> None:
        """End the app from any thread, or from a signal, and take no more keys."""
        self.ending = True
        if self.wire is not None:
            self.wire.ending = True
        if self._event_loop is None:
            self._ended = status
        elif not self._event_loop.is_closed():
            self._event_loop.call_soon_threadsafe(self.exit, status)
