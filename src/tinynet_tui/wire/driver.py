"""What lies between Textual and the terminal, where the terminal is not what Textual expects."""

from __future__ import annotations

import asyncio
import contextlib
import os
import selectors
import shutil
import signal
import sys
import termios
import threading
import time
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message
from textual.messages import InBandWindowResize

from .flow_control import Flow
from .keyboard import Keyboard
from .textual_private import xterm_parser
from .writer import Writer, never_blocking

if TYPE_CHECKING:
    from .app import WireApp

OUTPUT_FLAGS = 1
"""Where they are among a terminal's attributes."""

DRAIN_SECONDS, RESTORE_SECONDS = 0.5, 0.3
"""How long the end waits for what is on its way, and then for what restores the terminal."""

ANSWER_SECONDS = 0.5
"""How long the end waits for an answer that is on its way."""

MOST_WAITING = 10_000
"""Keys and other messages that wait, above which more are dropped, but for ctrl+c."""

TICK_SECONDS = 0.1
"""How often the input is looked at when nothing comes: to end, and to tell escape from a key."""

SIGNAL_SECONDS, POLL_SECONDS = 0.05, 0.01
"""In which a signal that came while the process was stopped is told, whichever thread got it."""

MODES_OFF = (2026, 1000, 1003, 1006, 1015, 2004, 1004, 1049)
"""Held back painting, mouse, bracketed paste, focus reports and the second screen."""

RESTORE = "\x1b[<u" + "".join(f"\x1b[?{mode}l" for mode in MODES_OFF) + "\x1b[?7h\x1b[?25h\x1b[0m"
"""Undoes all that is switched: also the keyboard protocol, line wrap, the cursor and colours."""


class Driver(LinuxDriver):
    """Survives what nobody types, a terminal that nobody reads, and one that goes away.

    It draws on standard output if standard error is elsewhere. When the terminal is gone, the
    process gets SIGHUP, as from the kernel, which sends it to the leader of a session only.
    """

    class Drained(Message):
        """The terminal has taken what had congested it."""

    class Answered(Message):
        """The terminal has shown that it has got everything up to a question."""

    class Disturbed(Message):
        """The terminal has another size by now, and may show anything."""

    def __init__(
        self,
        app: WireApp[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Take what Textual gives; see there."""
        # Whoever starts a program with this ignored does not want it to be suspended.
        self._may_stop = signal.getsignal(signal.SIGTSTP) != signal.SIG_IGN
        error, output = sys.__stderr__, sys.__stdout__
        file = output if output is not None and not (error and error.isatty()) else error
        assert file is not None, "there is no terminal"
        self._output = file.fileno()
        size = size or _terminal_size(self._output)
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = file
        self.app, self.debug, self.loop = app, debug, asyncio.get_running_loop()
        app.wire = self
        self._writer: Writer | None = None
        """In place of Textual's own, which waits for the terminal and is given nothing."""
        self.flow = Flow(time.monotonic)
        """What is in flight to the terminal."""
        self._told = self._reads = self._typed = False
        self.ending = False
        """Whether the terminal is not to be taken again when the process is continued."""
        self._watch_stops()

    # Output.

    @property
    def congested(self) -> bool:
        """Whether a Frame painted now would only be seen late."""
        return self._writer is not None and self._writer.congested

    def write(self, data: str) -> None:
        """Queue what the terminal is to get; nothing if there is none."""
        if self._writer is not None:
            self._writer.write(data)

    def write_frame(self, data: str) -> None:
        """Queue a frame, and the question behind it."""
        self.write(data + self.flow.sent())

    def _say_drained(self) -> None:
        self.app.post_message(self.Drained())

    def _get_terminal_size(self) -> tuple[int, int]:
        """Ask the terminal for columns and rows before the environment, which never changes."""
        return _terminal_size(self._output)

    # Beginning and ending.

    def start_application_mode(self) -> None:
        """Switch the terminal over."""
        self._wait_for_foreground()
        self._writer = Writer(self._output, drained=self._say_drained, gone=self._lose)
        self._writer.start()
        self.attrs_before = None
        self._reads = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.attrs_before is None:
            self._lose()
        self._leave_newlines_alone()
        # Through the loop: a signal that another thread gets wakes it then.
        self.loop.add_signal_handler(signal.SIGWINCH, self._resized)

    def _leave_newlines_alone(self) -> None:
        """Let a line feed go down only: the shortest way to the next row."""
        with contextlib.suppress(termios.error):
            attributes = termios.tcgetattr(self.fileno)
            attributes[OUTPUT_FLAGS] &= ~termios.OPOST
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)

    def _resized(self) -> None:
        size = Size(*_terminal_size(self._output))
        self.app.post_message(self.Disturbed())
        self.app.post_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Read no more, but what has been asked for: whoever reads next would get it as typed.

        Textual asks for this several times; the last time, what has been typed is the shell's.
        """
        if not self._reads:
            return
        self._reads = False
        until = time.monotonic() + ANSWER_SECONDS
        while self.flow.due and not self._told and time.monotonic() < until:
            time.sleep(POLL_SECONDS)
        super().disable_input()

    def close(self) -> None:
        """Wait a little until the terminal has taken everything; else restore it."""
        if self._writer is not None:
            # A question that is still on its way would be answered to whoever reads next: it is
            # withdrawn, unless the terminal is somebody else's already.
            withdraws = not self.flow.ready and self.attrs_before is not None
            if withdraws or not self._writer.stop(DRAIN_SECONDS):
                self.restore()
        self.flow.forget()
        self._writer = None
        super().close()

    def restore(self) -> None:
        """Give the terminal back at once, whatever is on its way to it; from any thread."""
        with contextlib.suppress(termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        writer = self._writer
        if writer is not None:
            writer.discard()
            with contextlib.suppress(termios.error):
                termios.tcflush(self._output, termios.TCOFLUSH)
            writer.write(RESTORE)
            writer.stop(RESTORE_SECONDS)

    def _lose(self) -> None:
        """End the program, whose terminal is gone."""
        main = threading.main_thread().ident
        if not self._told and main is not None:
            self._told = True
            signal.pthread_kill(main, signal.SIGHUP)

    # Stopping and continuing.

    @property
    def can_suspend(self) -> bool:
        """Whether a shell, which made this its own group of processes, can continue it."""
        return self._may_stop and os.getpgrp() != os.getsid(0)

    def _watch_stops(self) -> None:
        """Let signals that stop and continue the process be dealt with between other things."""
        if self._may_stop:
            self.loop.add_signal_handler(signal.SIGTSTP, self._stop)
        else:
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        self.loop.add_signal_handler(signal.SIGCONT, self._start_again)

    def _stop(self) -> None:
        """Give the terminal back and stop, until the process is continued; then take it again."""
        is_on = self._writer is not None
        if is_on:
            self.suspend_application_mode()
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)
        # Does nothing where nobody could continue it, as a signal that cannot be caught would not.
        signal.raise_signal(signal.SIGTSTP)
        time.sleep(SIGNAL_SECONDS)
        if self.ending:
            self.attrs_before = None  # the terminal is the shell's
        elif is_on:
            self._begin_again()
        self._watch_stops()

    def _start_again(self) -> None:
        """Switch the terminal over anew: whoever had it meanwhile may have left it in any state."""
        # A signal to end that came together with this one may be with another thread still.
        time.sleep(SIGNAL_SECONDS)
        if self._writer is not None and not self.ending:
            self._wait_for_foreground()
            self.suspend_application_mode()
            self._begin_again()

    def _begin_again(self) -> None:
        self.start_application_mode()
        self.app.post_message(self.SignalResume())

    def _wait_for_foreground(self) -> None:
        """Let the system stop the process as long as the terminal is somebody else's."""
        with contextlib.suppress(termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))

    # Input.

    def run_input_thread(self) -> None:
        """Read what is typed until the terminal is gone."""
        if xterm_parser(self.debug) is None:
            super().run_input_thread()
            return
        try:
            self._read_keys()
        except (OSError, EOFError):
            self._lose()

    def _read_keys(self) -> None:
        keyboard = Keyboard(self.debug, is_due=lambda: self.flow.due, note_answer=self._note_answer)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with (
            never_blocking(self.fileno, os.O_RDONLY) as file_number,
            selectors.SelectSelector() as selector,
        ):
            selector.register(file_number, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                typed = decode(_read(file_number)) if selector.select(TICK_SECONDS) else ""
                self._typed |= bool(typed)
                flooded = self.app.message_queue_size > MOST_WAITING  # no hand types so fast
                for message in keyboard.feed(typed, flooded=flooded):
                    self.process_message(message)
                if keyboard.interrupted:
                    self.loop.call_soon_threadsafe(self.app.exit)

    def _note_answer(self, recovers: bool) -> None:
        if recovers:
            self.flow.recovered()
        else:
            self.flow.arrived()
        self.app.post_message(self.Answered())

    def has_been_typed_on(self) -> bool:
        """Whether something has been typed, or clicked, since this was asked the last time."""
        typed, self._typed = self._typed, False
        return typed

    def _query_in_band_window_resize(self) -> None:
        """Do not ask for sizes among the keys: SIGWINCH tells of them, and cannot be typed."""

    def process_message(self, message: Message) -> None:
        """Hand on a key or another report, but no size: only the terminal itself is asked."""
        if isinstance(message, events.CursorPosition):  # an answer that came in two pieces
            self._note_answer(False)
        elif not isinstance(message, (InBandWindowResize, events.Resize)):
            super().process_message(message)


def _terminal_size(file_number: int) -> tuple[int, int]:
    """Return columns and rows, of the terminal before the environment, which never changes."""
    with contextlib.suppress(OSError, ValueError):
        columns, rows = os.get_terminal_size(file_number)
        if columns and rows:
            return columns, rows
    return shutil.get_terminal_size()


def _read(file_number: int) -> bytes:
    """Return what has been typed; raise EOFError or OSError if nothing ever will be."""
    try:
        data = os.read(file_number, 4096)
    except BlockingIOError:  # a shell that shares the terminal was faster, or wants whole lines
        return b""
    if not data:
        raise EOFError
    return data
