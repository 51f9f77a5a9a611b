"""The side of the app that faces the terminal: it may be slow, not be read, or go away."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Sequence

from rich.color import ColorSystem
from rich.console import RenderableType
from textual import events
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.screen import Screen
from textual.theme import Theme

from .wire.back_buffer import BackBuffer
from .wire.colours import FEW, Colourless, has_colours
from .wire.driver import Driver
from .wire.flow import INTRODUCTION_SECONDS, Flow
from .wire.plain import Ascii
from .wire.updates import painted
from .wire.writer import CHUNK


class TerminalApp(App[int]):
    """An app that paints no more than the terminal takes, and can be ended from outside."""

    _has_few_colours = False
    """Whether the terminal has sixteen colours at most, or is to show none."""

    def __init__(self, *, driver_class: type[Driver] | None = None, ascii: bool = False) -> None:
        """Draw with a driver, in ASCII only or not; without a driver, Textual's own is taken."""
        super().__init__(driver_class=driver_class)
        # What glides or spins is a frame for every step of it, and over SSH arrives late.
        self.animation_level = "none"
        self.ascii = ascii
        self.leaving: Callable[[], None] = lambda: None
        """Called when the app begins to end."""
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._ended: int | None = None
        """With which status it was ended before it had begun."""
        self._frame_due = False
        """Whether there is a Frame that has not been shown."""
        self.spares_link = False
        """Whether Frames may come less often than they are made, where the link is slow."""
        self._buffer = BackBuffer(self.console._color_system or ColorSystem.TRUECOLOR)
        self._flow = Flow(time.monotonic)

    def begin(self) -> bool:
        """Be ready to be ended, and for suspending; False if it has been ended already."""
        self._event_loop = asyncio.get_running_loop()
        if self._ended is not None:
            self.exit(self._ended)
            return False
        self.app_resume_signal.subscribe(self, lambda _: self._repaint_all())
        self.set_timer(INTRODUCTION_SECONDS, self._introduce)
        return True

    def show_latest(self) -> None:
        """Show what is to be shown now; it has waited for the terminal."""
        raise NotImplementedError

    @property
    def nobody_waits(self) -> bool:
        """Whether the latest Frame is one of many, and no key's answer."""
        return False

    # What the terminal can show.

    def suit_terminal(self) -> None:
        """Do with the colours that the terminal has, and that its user wants."""
        system, dark = self.console.color_system, self.current_theme.dark
        self.no_color = not has_colours(system)
        self._has_few_colours = self.no_color or system == "standard"
        if self._has_few_colours:
            self.theme = FEW[dark]

    @property
    def sign_colours(self) -> str:
        """What positive and negative numbers are coloured, in words; nothing without colours."""
        if self.no_color:
            return ""
        if not self.native_ansi_color:
            return "blue, orange" if self.current_theme.dark else "blue, brown"
        return "blue, yellow" if self.current_theme.dark else "blue, red"

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
            filters.append(Ascii())
        return filters

    # Painting.

    @property
    def wire(self) -> Driver | None:
        """What leads to the terminal, if there is one."""
        return self._driver if isinstance(self._driver, Driver) else None

    @property
    def ready(self) -> bool:
        """Whether what is sent now will be seen at once."""
        return self.wire is None or (self._flow.ready and not self.wire.congested)

    def show_soon(self) -> None:
        """Show the latest Frame as soon as it will be seen at once."""
        self._frame_due = True
        self._show_if_due()

    def _show_if_due(self) -> None:
        if not (self._frame_due and self.ready):
            return  # `_go_on` comes back here
        rest = self._flow.rest if self.spares_link and self.nobody_waits else 0.0
        if rest > 0:
            self.set_timer(rest, self._show_if_due)
        else:
            self._frame_due = False
            self.show_latest()

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
        self.wire.write(changes + self._flow.sent())

    def _go_on(self) -> None:
        """Send what had to wait, and show the latest Frame if one had to."""
        self._send()
        self._show_if_due()

    def on_driver_drained(self) -> None:
        """Go on: the terminal takes more."""
        self._go_on()

    def on_driver_answered(self) -> None:
        """Go on: the last frame has arrived."""
        self._flow.arrived()
        self._go_on()

    def on_driver_disturbed(self) -> None:
        """Send everything again, once it is laid out for the terminal as it is now."""
        self._flow.forget()
        self._buffer.forget()
        self.call_after_refresh(self._send)

    async def on_event(self, event: events.Event) -> None:
        """Take note of whatever is typed: it comes from a terminal that is there."""
        if isinstance(event, events.InputEvent):
            self._flow.heard()
        await super().on_event(event)

    def _introduce(self) -> None:
        """Do not wait for a terminal that does not answer."""
        self._flow.introduce()
        self._go_on()

    def _repaint_all(self) -> None:
        """Paint everything again: the terminal has forgotten it, as after a suspension."""
        self._flow.forget()
        self._buffer.forget()
        self.screen.refresh(layout=True)

    def action_suspend_process(self) -> None:
        """Stop, with everything else that the shell has started as one job."""
        if self.wire is None or not self.wire.can_suspend:
            self.tell("cannot be suspended: there is no shell that could continue it")
        else:
            os.kill(0, signal.SIGTSTP)

    def tell(self, text: str) -> None:
        """Say something."""
        raise NotImplementedError

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
        if self.wire is not None:
            self.wire.ending = True
        if self._event_loop is None:
            self._ended = status
        elif not self._event_loop.is_closed():
            self._event_loop.call_soon_threadsafe(self.exit, status)
