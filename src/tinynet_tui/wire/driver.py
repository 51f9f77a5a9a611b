"""A Textual driver for terminals that are slow, suspended, send junk or disappear."""

from __future__ import annotations

import asyncio
import contextlib
import os
import selectors
import signal
import sys
import termios
import threading
import time
from codecs import getincrementaldecoder
from typing import Any, Protocol, cast

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from .background import QUESTION as BACKGROUND_QUESTION
from .background import BackgroundAnswer
from .flow_control import Flow
from .keyboard import Keyboard
from .messages import Answered, Background, Disturbed, Drained
from .sequences import KEEP_CONTROLS
from .sizes import MOST_CELLS
from .terminal_kind import tells_background
from .terminal_modes import (
    RESTORE,
    WIPE,
    in_foreground,
    never_blocking,
    stop_translating_newlines,
    terminal_size,
    wait_for_foreground,
)
from .textual_private import xterm_parser
from .writer import CHUNK, Writer

DRAIN_SECONDS, RESTORE_SECONDS = 0.5, 0.3
"""How long closing waits for pending output, and then for the terminal to be restored."""

ANSWER_SECONDS = 0.5
"""How long closing waits for an answer that is on its way."""

BACKGROUND_SECONDS = 3.0
"""How long the terminal may take to tell its background."""

MOST_WAITING = 10_000
"""The most keys and other messages in the queue; beyond it, all but ctrl+c are dropped."""

TICK_SECONDS = 0.1
"""How often reading looks up without input: to end, and to tell escape from other keys."""

SIGNAL_SECONDS, POLL_SECONDS = 1.0, 0.01
"""How long a signal that came while the process was stopped may take to be handled by whichever
thread got it, and how often it or an answer is looked for."""


SYNC_QUESTION = "\x1b[H\x1b[?2026$p"
"""Asks, in the first cell, whether the terminal takes synchronized output (DECRQM)."""


class HasWire(Protocol):
    """What the driver needs of an app."""

    wire: Driver | None
    """A place to put itself."""
    follows_background: bool
    """True when the app wants to know the background of the terminal."""


class Driver(LinuxDriver):
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
        self._file = file
        self.app, self.debug, self.loop = app, debug, asyncio.get_running_loop()
        cast(HasWire, app).wire = self
        self._writer: Writer | None = None
        """Replaces Textual's own, which waits for the terminal."""
        self.flow = Flow(time.monotonic)
        self._is_lost = self._reads = self._typed = False
        self._left = self._continues = False
        """True when the terminal has been given back; when that is for a moment only."""
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
        if self._writer is not None:
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
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back, cleared where it has no other screen to go back to."""
        if not self._continues:
            self.write(WIPE)
        self._left = True
        super().stop_application_mode()

    def close(self) -> None:
        """Wait a little until the terminal has taken everything; otherwise restore it at once."""
        if self._writer is not None:
            # The answer to a question that is still on its way would go to whoever reads next: it
            # is withdrawn, unless the terminal belongs to another process already.
            withdraws = not self.flow.ready and self.attrs_before is not None
            if withdraws or not self._writer.stop(DRAIN_SECONDS):
                self.restore()
        self.flow.forget()
        self._writer = None
        super().close()

    def restore(self) -> None:
        """Give the terminal back at once and drop all pending output; safe in any thread."""
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

    # Stopping and continuing.

    @property
    def can_suspend(self) -> bool:
        """True when a shell can continue it: one that gave it a process group of its own."""
        return self._may_stop and os.getpgrp() != os.getsid(0)

    def _watch_stops(self) -> None:
        """Handle the signals that stop and continue the process in the event loop."""
        if self._may_stop:
            self.loop.add_signal_handler(signal.SIGTSTP, self._stop)
        else:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self.loop.add_signal_handler(signal.SIGCONT, self._start_again)

    def _stop(self) -> None:
        """Give the terminal back, stop, and take it again when the process is continued."""
        is_on = self._writer is not None
        if is_on:
            self.suspend_application_mode()
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        # The system ignores it in a process that nobody could continue.
        signal.raise_signal(signal.SIGTSTP)
        self._wait_for_end()
        if self.ending:
            self.attrs_before = None  # the terminal belongs to the shell
        elif is_on:
            self._begin_again()
        self._watch_stops()

    def _start_again(self) -> None:
        """Set the terminal's modes again: another process may have left it in any state."""
        self._wait_for_end()
        if self._writer is not None and not self.ending:
            wait_for_foreground(self.fileno)
            self._continues = True  # and what the screen shows may be another process's
            self.suspend_application_mode()
            self._continues = False
            self._begin_again()

    def _wait_for_end(self) -> None:
        """In the background, wait a little for a signal to end that came with the one to go on."""
        until = time.monotonic() + SIGNAL_SECONDS
        while not (self.ending or in_foreground(self.fileno)) and time.monotonic() < until:
            time.sleep(POLL_SECONDS)

    def _begin_again(self) -> None:
        self.start_application_mode()
        self.app.post_message(self.SignalResume())

    # Input.

    def run_input_thread(self) -> None:
        if xterm_parser(self.debug) is None:
            super().run_input_thread()
            return
        try:
            self._read_keys()
        except (OSError, EOFError):
            self._lose()

    def _read_keys(self) -> None:
        keyboard = Keyboard(self.debug, is_due=lambda: self.flow.due, note_answer=self._note_answer)
        decode = getincrementaldecoder("utf-8")(errors=KEEP_CONTROLS).decode
        with (
            never_blocking(self.fileno, os.O_RDONLY) as file_number,
            selectors.SelectSelector() as selector,
        ):
            selector.register(file_number, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                typed = ""
                if selector.select(TICK_SECONDS):
                    typed = decode(_read(file_number))
                    if not typed:  # a part of a character
                        continue
                    self._typed = True
                typed = self._without_background(typed)
                flooded = self.app.message_queue_size > MOST_WAITING  # no hand types so fast
                for message in keyboard.feed(typed, flooded=flooded):
                    self.process_message(message)
                if keyboard.interrupted:
                    self.loop.call_soon_threadsafe(self.app.exit)

    def _without_background(self, typed: str) -> str:
        """Take the answer about the background out of what was typed, and pass it on."""
        if self._background is None or not self._background.due:
            return typed
        text, is_dark = self._background.taken(typed)
        if is_dark is not None:
            self.app.post_message(Background(is_dark=is_dark))
        if time.monotonic() > self._asked + BACKGROUND_SECONDS:
            text += self._background.give_up()
        return text

    def _note_answer(self, recovers: bool) -> None:
        if recovers:
            self.flow.recovered()
        else:
            self.flow.arrived()
        self.app.post_message(Answered())

    def has_been_typed_on(self) -> bool:
        """True when something has been typed or clicked since the last call."""
        typed, self._typed = self._typed, False
        return typed

    def _query_in_band_window_resize(self) -> None:
        """Ask for no sizes among the keys: SIGWINCH reports them, and cannot be typed."""

    def process_message(self, message: Message) -> None:
        """Pass on keys and other reports, but no sizes: only the system is trusted with those."""
        if not isinstance(message, (InBandWindowResize, events.Resize)):
            super().process_message(message)


def _read(file_number: int) -> bytes:
    """Return typed bytes; raises EOFError or OSError when the terminal is gone."""
    try:
        data = os.read(file_number, 4096)
    except BlockingIOError:  # another reader was faster, or the terminal collects a line
        return b""
    except OSError:
        if in_foreground(file_number):
            raise
        time.sleep(TICK_SECONDS)
        return b""
    if not data:
        raise EOFError
    return data
