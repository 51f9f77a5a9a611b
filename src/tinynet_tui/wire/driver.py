"""A Textual driver for terminals that are slow, suspended, send junk or disappear."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import termios
import threading
import time
from typing import Any, Protocol, cast

from textual import events
from textual.app import App
from textual.geometry import Size

from .background import QUESTION as BACKGROUND_QUESTION
from .background import BackgroundAnswer
from .flow_control import Flow
from .kept_screen import KEPT
from .messages import Disturbed, Drained
from .reading import Ending
from .sizes import MOST_CELLS
from .stopping import POLL_SECONDS, Stopping
from .terminal_kind import tells_background
from .terminal_modes import (
    RESTORE,
    WIPE,
    stop_translating_newlines,
    terminal_size,
    wait_for_foreground,
)
from .writer import CHUNK, Writer

DRAIN_SECONDS, RESTORE_SECONDS = 0.5, 0.3
"""How long closing waits for pending output, and then for the terminal to be restored."""

ANSWER_SECONDS = 0.5
"""How long closing waits for an answer that is on its way."""

ENTER, LEAVE, SHOW_CURSOR = "\x1b[?1049h", "\x1b[?1049l", "\x1b[?25h"
"""The alternate screen, as Textual enters and leaves it."""

SYNC_QUESTION = "\x1b[H\x1b[?2026$p"
"""Asks, in the first cell, whether the terminal takes synchronized output (DECRQM)."""


class HasWire(Protocol):
    """What the driver needs of an app."""

    wire: Driver | None
    """A place to put itself."""
    follows_background: bool
    """True when the app wants to know the background of the terminal."""

    @property
    def hands_on(self) -> bool:
        """True when another app follows at once, which paints over this one's screen."""


class Driver(Stopping):
    """Survives input that nobody typed, a terminal that nobody reads, and one that disappears.

    It draws on standard output if standard error is not the terminal. When the terminal is gone,
    it sends the process SIGHUP, as the kernel does for the leader of a session only.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        # Whoever starts the program with this signal ignored does not want it to be suspended.
        self._may_stop = signal.getsignal(signal.SIGTSTP) != signal.SIG_IGN
        error, output = sys.__stderr__, sys.__stdout__
        file = output if output is not None and not (error and error.isatty()) else error
        assert file is not None, "there is no terminal"
        self._output = file.fileno()
        super().__init__(app, debug=debug, mouse=mouse, size=size or terminal_size(self._output))
        self._file, self.exit_event = file, Ending()
        self.app, self.debug, self.loop = app, debug, asyncio.get_running_loop()
        cast(HasWire, app).wire = self
        self._writer: Writer | None = None
        """Replaces Textual's own, which waits for the terminal."""
        self.flow = Flow(time.monotonic)
        self._is_lost = self._reads = self._typed = False
        self._left = self._continues = False
        """True when the terminal has been given back; when that is for a moment only."""
        self._unsent: frozenset[str] = frozenset()
        """What Textual does to the screen that is kept from one app to the next."""
        self._question = ""
        """What the next frame has to ask."""
        self._background: BackgroundAnswer | None = None
        self._asked = 0.0
        """When the terminal was asked for its background, in seconds of the monotonic clock."""
        self.ending = False
        """True when the terminal must not be taken again if the process is continued."""
        self._watch_stops()

    # Output.

    @property
    def congested(self) -> bool:
        return self._writer is not None and self._writer.congested

    @property
    def at_once(self) -> int:
        """The most bytes that arrive all at once."""
        return CHUNK

    def write(self, data: str) -> None:
        if self._writer is not None and data not in self._unsent:
            self._writer.write(data)

    def write_frame(self, data: str) -> None:
        """Queue a frame, followed by the question whether it has arrived."""
        question, self._question = self._question, ""
        self.write(question + data + self.flow.sent())

    def _get_terminal_size(self) -> tuple[int, int]:
        return terminal_size(self._output)

    # Beginning and ending.

    def start_application_mode(self) -> None:
        wait_for_foreground(self.fileno)
        self._writer = Writer(
            self._output,
            drained=lambda: self.app.post_message(Drained()),
            gone=self._lose,
        )
        self._writer.start()
        self.attrs_before = None
        self._reads, self._left = True, False
        self._ask_for_background()
        self._unsent = frozenset({ENTER} if KEPT.take() else ())
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # In the background, reading must not stop a process that is about to end.
        signal.signal(signal.SIGTTIN, signal.SIG_IGN)
        if self.attrs_before is None:
            self._lose()
        stop_translating_newlines(self.fileno)
        # Through the loop, so that a signal to another thread wakes it.
        self.loop.add_signal_handler(signal.SIGWINCH, self._resized)

    def _ask_for_background(self) -> None:
        """Ask once, before the first frame, if the app wants to know and the terminal may tell."""
        wants = cast(HasWire, self.app).follows_background and self._background is None
        if wants and tells_background(os.environ):
            self._background, self._asked = BackgroundAnswer(), time.monotonic()
            self.write(BACKGROUND_QUESTION)

    def _request_terminal_sync_mode_support(self) -> None:
        """Ask with the next frame, which paints over what some terminals print of the question."""
        self._question = SYNC_QUESTION

    def _resized(self) -> None:
        size = Size(*terminal_size(self._output))
        if size.area >= MOST_CELLS // 2:
            self.write(WIPE)  # what is not drawn on may show what was there before
        self.app.post_message(Disturbed())
        self.app.post_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Stop reading once the expected answer has come: the shell would take it for typed input.

        Textual calls this several times; the last time, typed input belongs to the shell already.
        """
        if not self._reads:
            return
        self._reads = False
        until = time.monotonic() + ANSWER_SECONDS
        while self.flow.due and not self._is_lost and time.monotonic() < until:
            time.sleep(POLL_SECONDS)
        if self._continues:
            self._stop_reading()
        else:
            super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back, cleared where it has no other screen to go back to.

        Its screen is kept if another app follows.
        """
        keeps = cast(HasWire, self.app).hands_on and not (self._continues or self.ending)
        self._unsent = frozenset({LEAVE, SHOW_CURSOR} if keeps else ())
        if keeps:
            KEPT.keep(self._give_back)
        elif not self._continues:
            self.write(WIPE)
        self._left = not keeps
        super().stop_application_mode()

    def _give_back(self) -> None:
        """Give the terminal back after all."""
        writer = Writer(self._output)
        writer.write(WIPE + RESTORE)
        writer.start()
        writer.stop(RESTORE_SECONDS)

    def close(self) -> None:
        """Wait a little until the terminal has taken everything; otherwise restore it at once."""
        if self._writer is not None:
            # The answer to a question that is still on its way would go to whoever reads next: it
            # is withdrawn, unless the terminal belongs to another process already.
            is_own = self._continues or self.attrs_before is not None
            withdraws = not self.flow.ready and is_own
            if withdraws or not self._writer.stop(DRAIN_SECONDS):
                self.restore()
        self.flow.forget()
        self._writer = None
        super().close()

    def restore(self) -> None:
        """Give the terminal back at once and drop all pending output; safe in any thread."""
        KEPT.take()
        with contextlib.suppress(termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        writer = self._writer
        if writer is not None:
            writer.discard()
            with contextlib.suppress(termios.error):
                termios.tcflush(self._output, termios.TCOFLUSH)
            writer.write(RESTORE if self._left else WIPE + RESTORE)
            writer.stop(RESTORE_SECONDS)

    def _lose(self) -> None:
        """End the program, as its terminal is gone."""
        main = threading.main_thread().ident
        if not self._is_lost and main is not None:
            self._is_lost = True
            signal.pthread_kill(main, signal.SIGHUP)
