"""Reading what is typed, and what the terminal answers."""

from __future__ import annotations

import asyncio
import os
import selectors
import threading
import time
from abc import ABC, abstractmethod
from codecs import getincrementaldecoder
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import InBandWindowResize

from tinynet_tui.support.waker import Waker

from .background import BackgroundAnswer
from .flow_control import Flow
from .keyboard import Keyboard
from .messages import Answered, Background
from .sequences import KEEP_CONTROLS
from .terminal_modes import in_foreground, never_blocking
from .textual_private import xterm_parser

BACKGROUND_SECONDS = 3.0
"""How long the terminal may take to tell its background."""

MOST_WAITING = 10_000
"""The most keys and other messages in the queue; beyond it, all but ctrl+c are dropped."""

TICK_SECONDS = 0.1
"""How often reading looks up while more may come, to tell escape from other keys."""


class Ending(threading.Event):
    """Tells the thread that reads to end, and wakes it."""

    def __init__(self) -> None:
        super().__init__()
        self._waker = Waker()

    def fileno(self) -> int:
        """What becomes readable when it is set."""
        return self._waker.fileno()

    def set(self) -> None:
        super().set()
        self._waker.wake()

    def clear(self) -> None:
        super().clear()
        self._waker.clear()


class Reading(LinuxDriver, ABC):
    """Survives input that nobody typed, and a terminal that is gone."""

    app: App[Any]
    debug: bool
    loop: asyncio.AbstractEventLoop
    flow: Flow
    exit_event: Ending
    _typed: bool
    _background: BackgroundAnswer | None
    _asked: float

    @abstractmethod
    def _lose(self) -> None:
        """End the program, as its terminal is gone."""

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
            selector.register(self.exit_event, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                typed = ""
                ticks = self._waits_for_background or keyboard.waits
                ready = selector.select(TICK_SECONDS if ticks else None)
                if any(key.fd == file_number for key, _ in ready):
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

    def _stop_reading(self) -> None:
        """End the thread that reads, and leave to the next one what it has not read."""
        self.exit_event.set()
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()

    @property
    def _waits_for_background(self) -> bool:
        return self._background is not None and self._background.due

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
