"""The side of the app that faces the terminal: it may be slow, not be read, or go away."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence

from textual import events
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import Theme
from textual.widgets import Input

from tinynet_tui.wire.app import WireApp
from tinynet_tui.wire.colours import FEW, Colourless, has_colours
from tinynet_tui.wire.driver import Driver


class TerminalApp(WireApp[int]):
    """An app that does with what the terminal can show, and can be ended from outside."""

    ALLOW_SELECT = False  # no key copies it, and Textual fails where the pane goes meanwhile
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

    def begin(self) -> bool:
        """Be ready to be ended, and for suspending; False if it has been ended already."""
        self._event_loop = asyncio.get_running_loop()
        if self._ended is not None:
            self.exit(self._ended)
            return False
        return True

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let no cursor blink: nothing is sent while nothing happens."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

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
            from tinynet_tui.wire.ascii import (
                Ascii,  # few need it, and the first paint waits for this
            )

            filters.append(Ascii())
        return filters

    # Frames.

    def show_soon(self) -> None:
        """Show the latest Frame as soon as it will be seen at once."""
        self._frame_due = True
        self._show_if_due()

    def _show_if_due(self) -> None:
        if not (self._frame_due and self.ready):
            return  # `line_is_free` comes back here
        rest = self.wire.flow.rest if self.wire and self.spares_link and self.nobody_waits else 0.0
        if rest > 0:
            self.set_timer(rest, self._show_if_due)
        else:
            self._frame_due = False
            self.show_latest()

    def line_is_free(self) -> None:
        """Show what had to wait."""
        self._show_if_due()

    # Suspending.

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
