"""Stopping and continuing the process."""

from __future__ import annotations

import os
import signal
import time
from abc import ABC

from .reading import Reading
from .terminal_modes import in_foreground, wait_for_foreground
from .writer import Writer

SIGNAL_SECONDS, POLL_SECONDS = 1.0, 0.01
"""How long a signal that came while the process was stopped may take to be handled by whichever
thread got it, and how often it or an answer is looked for."""


class Stopping(Reading, ABC):
    """Gives the terminal back when the process is stopped, and takes it when it goes on."""

    _writer: Writer | None
    _may_stop: bool
    _continues: bool
    ending: bool

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
        """Set the terminal's modes again: another process may have left it in any state.

        What is typed meanwhile is not lost, nor printed by the terminal.
        """
        self._wait_for_end()
        if self._writer is not None and not self.ending:
            wait_for_foreground(self.fileno)
            before, self.attrs_before = self.attrs_before, None  # they are not set in between
            self._continues = True  # and what the screen shows may be another process's
            try:
                self.suspend_application_mode()
                self._continues = False
                self._begin_again()
            finally:
                self.attrs_before = before

    def _wait_for_end(self) -> None:
        """In the background, wait a little for a signal to end that came with the one to go on."""
        until = time.monotonic() + SIGNAL_SECONDS
        while not (self.ending or in_foreground(self.fileno)) and time.monotonic() < until:
            time.sleep(POLL_SECONDS)

    def _begin_again(self) -> None:
        self.start_application_mode()  # type: ignore[no-untyped-call]
        self.app.post_message(self.SignalResume())
