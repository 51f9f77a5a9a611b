"""A Textual app that sends only what changes, and no more than the terminal can take."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, ConsoleDimensions
from textual import events, on
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.driver import Driver as AnyDriver
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input

from .back_buffer import BackBuffer
from .colours import ANSI_THEMES, THEMES, Colourless, has_colours
from .compositor import Painted, divert, takes_synchronized_output
from .flow_control import FIRST_ANSWER_SECONDS, PATIENCE
from .messages import Answered, Background, Disturbed, Drained
from .terminal_kind import has_dark_background
from .textual_private import forget_texts, hand_on_callbacks

if TYPE_CHECKING:  # not every system has what it imports
    from .driver import Driver

Result = TypeVar("Result")

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
"""The terminal shows everything between them at once (synchronized output)."""


class WireApp(App[Result]):
    """An app whose screens go through a back buffer on their way to a `Driver`.

    Its widgets may repaint as they like: the terminal gets only the cells that it does not show
    yet. One frame is in flight; everything painted meanwhile goes into the next one. With another
    driver, or if Textual's updates are of an unknown kind, Textual sends them itself.
    """

    follows_background = False
    """True while the theme follows the background of the terminal."""

    _has_few_colours = False
    """True when the terminal has at most sixteen colours, or should show none."""

    def __init__(
        self, *, driver_class: type[AnyDriver] | None = None, ascii: bool = False, **options: Any
    ) -> None:
        super().__init__(driver_class=driver_class, **options)
        if not any(one and one.isatty() for one in (sys.__stdin__, sys.__stdout__, sys.__stderr__)):
            # Rich and Textual assume sizes of their own, and the screen would never come to rest.
            self.console.size = ConsoleDimensions(*shutil.get_terminal_size())
        # Every step of an animation is a frame, and over SSH it arrives late.
        self.animation_level = "none"
        self.ascii = ascii
        self.wire: Driver | None = None
        self._first_theme = self.theme
        system = COLOR_SYSTEMS.get(self.console.color_system or "", ColorSystem.TRUECOLOR)
        self._buffer = BackBuffer(system)
        divert(self, self._paint)
        self._watched: WeakSet[Screen[Any]] = WeakSet()
        self._laid_out: tuple[object, object] = None, None
        """The screen that was laid out last, and its size at the time."""
        self.holds = False
        """True while nothing is sent: what another app has painted stays."""
        self.ending = False
        """True when the app is about to end and takes no more keys."""
        self.leaving: Callable[[], None] = lambda: None
        """Called when the app begins to end."""
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._ended: int | None = None
        """The exit status, if the app was ended before it had begun."""

    def on_mount(self) -> None:
        """Start timers and subscriptions, then call `begin`; subclasses have no `on_mount`."""
        self._event_loop = asyncio.get_running_loop()
        self.screen_change_signal.subscribe(self, self._watch, immediate=True)
        self._watch(self.screen)
        self.app_resume_signal.subscribe(self, lambda _: self.repaint_all())
        self.set_timer(FIRST_ANSWER_SECONDS, self._stop_waiting_for_first_answer)
        self.set_interval(PATIENCE / 2, self._ask_again)
        if self._ended is None:
            self.begin()
        else:
            self.exit(self._ended)

    def begin(self) -> None:
        """Begin the app's own work; not called if the app has been ended already."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Stop cursors from blinking: nothing is sent while nothing happens."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    # What the terminal can show.

    def suit_terminal(self, *, follows_background: bool = False) -> None:
        """Use only the colours that the terminal has and its user wants.

        With `follows_background`, the theme is dark or light as the terminal is, if that is known
        or will be told.
        """
        system, dark = self.console.color_system, self.current_theme.dark
        self.no_color = not has_colours(system)
        self._has_few_colours = self.no_color or system == "standard"
        if follows_background:
            told = has_dark_background(os.environ)
            dark = dark if told is None else told
            self.follows_background = not self.no_color
        if follows_background or self._has_few_colours:
            self.theme = self._theme_for(dark)
        self._first_theme = self.theme

    def _theme_for(self, dark: bool) -> str:
        return (ANSI_THEMES if self._has_few_colours else THEMES)[dark]

    @on(Background)
    def _suit_background(self, message: Background) -> None:
        """Use the theme that suits the terminal, unless another one has been chosen already."""
        if self.follows_background and self.theme == self._first_theme:
            self.theme = self._theme_for(message.is_dark)
        self.follows_background = False

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes for which the terminal has enough colours."""
        themes = super().available_themes
        if not self._has_few_colours:  # each style that is painted asks
            return themes
        return {name: themes[name] for name in ANSI_THEMES.values()}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Remove colours and characters that the terminal lacks; greys are colours too."""
        filters = [
            one for one in super().get_line_filters() if not isinstance(one, (Monochrome, NoColor))
        ]
        if self.no_color:
            filters.append(Colourless())
        if self.ascii:
            from .ascii import Ascii  # rarely needed, and the first paint waits for it

            filters.append(Ascii())
        return filters

    # Painting.

    def line_is_free(self) -> None:
        """Do what waited until something can be sent again."""

    @property
    def ready(self) -> bool:
        """True when what is sent now will be seen at once."""
        return self.wire is None or (self.wire.flow.ready and not self.wire.congested)

    def _paint(self, screen: Screen[Any], rows: Iterable[Painted] | None) -> bool:
        """Paint into the back buffer, and send the difference if it will be seen at once.

        False when Textual must paint by itself.
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
        if self.wire is None or self.holds or not self.ready:
            return
        caret = self.cursor_position
        changes = self._buffer.changes((caret.x, caret.y) if caret else None)
        if not changes:
            return
        # A single chunk arrives all at once anyway.
        if takes_synchronized_output(self) and len(changes) > self.wire.at_once:
            changes = f"{SYNC_START}{changes}{SYNC_END}"
        self.wire.write_frame(changes)
        forget_texts()

    def hold(self, longest: float) -> None:
        """Send nothing until `release`, a dialog or another size, at most so many seconds."""
        self.holds = True
        self.set_timer(longest, self.release)

    def release(self) -> None:
        """Send what has been painted meanwhile."""
        if self.holds:
            self.holds = False
            self._send()

    @on(Drained)
    @on(Answered)
    def _go_on(self) -> None:
        """Send what had to wait."""
        self._send()
        self.line_is_free()

    @on(Disturbed)
    def _send_everything(self) -> None:
        """Send everything again, after it has been laid out in the terminal's present size."""
        self._buffer.forget()
        self.holds = False
        self.call_after_refresh(self._send)

    def _stop_waiting_for_first_answer(self) -> None:
        if self.wire is not None:
            self.wire.flow.stop_waiting_for_first_answer()
        self._go_on()

    def _ask_again(self) -> None:
        """Ask again if an answer may have been lost."""
        if self.wire is not None and not self.wire.congested:
            self.wire.write(self.wire.flow.ask_again(typed=self.wire.has_been_typed_on()))
            if self.ready:
                self._go_on()
        self.beat()

    def beat(self) -> None:
        """Do what is to be done about once a second."""

    def _watch(self, screen: Screen[Any]) -> None:
        if self.holds and len(self.screen_stack) > 1:
            self.call_after_refresh(self.release)
        if screen not in self._watched:
            self._watched.add(screen)
            screen.screen_layout_refresh_signal.subscribe(self, self._repaint, immediate=True)

    def _repaint(self, screen: Screen[Any]) -> None:
        """Paint the whole of a screen that has just been laid out.

        Textual paints only what a layout has changed. If it was asked for a widget's place between
        a removal and the layout, it misses what is gone, and a toast stays.
        """
        laid_out = screen, screen.size
        if self._laid_out == laid_out:  # in another size, everything is painted anyway
            screen.refresh()
        self._laid_out = laid_out

    def repaint_all(self) -> None:
        """Paint everything again, as after a suspension."""
        self._buffer.forget()
        self.holds = False
        self.screen.refresh(layout=True)

    def pop_screen(self) -> AwaitComplete:
        """Close the topmost screen; what was to be called after its next refresh still is."""
        closed = self.screen
        closing = super().pop_screen()
        hand_on_callbacks(closed, self.screen)
        return closing

    def pass_through_tmux(self, sequence: str) -> None:
        """Send a sequence to the terminal outside tmux, if tmux lets it pass."""
        if self.wire is not None:
            self.wire.write(f"\x1bPtmux;{sequence.replace(chr(27), chr(27) * 2)}\x1b\\")

    # Ending.

    @property
    def hands_on(self) -> bool:
        """True when another app follows at once, which paints over this one's screen."""
        return False

    def exit(self, *args: Any, **options: Any) -> None:
        """Call `leaving`, then end the app; it takes no more keys."""
        self.ending = True
        self.leaving()
        super().exit(*args, **options)

    def end(self, status: int) -> None:
        """End the app, from any thread or a signal handler; it takes no more keys."""
        self.ending = True
        if self.wire is not None:
            self.wire.ending = True
        if self._event_loop is None:
            self._ended = status
        elif not self._event_loop.is_closed():
            self._event_loop.call_soon_threadsafe(self.exit, status)
