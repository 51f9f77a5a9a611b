"""Opening the app in a terminal, and ending it in every case with the terminal restored."""

from __future__ import annotations

import os
import signal
import sys
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from ..net.experiment import Experiment, Position, Thread
from ..pace import Pace
from .app import TrainerApp
from .driver import Driver

PATIENCE = 1.5
"""Seconds that an orderly end may take; after that the process ends all the same."""

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
MODES_OFF = (1000, 1003, 1006, 1015, 2004, 1004, 1049)
"""Mouse, bracketed paste, focus reports and the second screen, as terminals number them."""


def open_trainer(
    experiment: Experiment,
    *,
    iterations: int,
    pace: Pace,
    fps: float,
    at: Position | None,
    cell: tuple[str, Thread] | None,
    play: bool,
    mouse: bool,
) -> int:
    """Run the trainer until it is quit; return the exit status."""
    app = TrainerApp(
        experiment,
        iterations=iterations,
        pace=pace,
        fps=fps,
        at=at,
        cell=cell,
        play=play,
        driver_class=Driver,
    )
    with _ending(app):
        status = app.run(mouse=mouse)
    failure = app.runner.failure
    if failure is not None:
        print(
            f"tinynet-tui: the training failed: {type(failure).__name__}: {failure}",
            file=sys.stderr,
        )
        return 1
    return app.return_code or 0 if status is None else status


@contextmanager
def _ending(app: TrainerApp) -> Iterator[None]:
    """End the app on a signal; once it is ending, make sure that it does."""
    before = termios.tcgetattr(sys.__stdin__.fileno()) if sys.__stdin__ else None
    status = 0
    done, main = threading.Event(), threading.current_thread()

    def insist() -> None:
        if not done.wait(PATIENCE):
            _restore(before)
            os._exit(status or 1)

    def leaving() -> None:
        app.leaving = lambda: None
        threading.Thread(target=insist, name="ending", daemon=True).start()

    def on_signal(number: int, _: FrameType | None) -> None:
        nonlocal status
        status = 128 + number
        app.leaving()
        app.end(status)

    app.leaving = leaving
    old = {number: signal.signal(number, on_signal) for number in SIGNALS}
    try:
        yield
    except BaseException:
        _restore(before)
        raise
    finally:
        app.leaving()
        if all(thread.daemon for thread in threading.enumerate() if thread is not main):
            done.set()  # else a thread that reads from a dead terminal would keep the process
        for number, handler in old.items():
            signal.signal(number, handler)


def _restore(attributes: list[Any] | None) -> None:
    """Give the terminal back as it was, if it is still there, without waiting for it."""
    modes = "".join(f"\x1b[?{mode}l" for mode in MODES_OFF)
    try:
        if attributes is not None and sys.__stdin__:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, attributes)
        os.set_blocking(2, False)
        try:
            os.write(2, f"\x1b[<u{modes}\x1b[?7h\x1b[?25h\x1b[0m".encode())
        finally:
            os.set_blocking(2, True)  # the shell shares the terminal and would find it so
    except (OSError, termios.error):
        pass
