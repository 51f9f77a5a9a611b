"""Opening the app in a terminal, and ending it in every case with the terminal restored."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from types import FrameType

from ..net.experiment import Experiment, Position, Thread
from ..pace import Pace
from ..settings.settings import Settings
from .app import TrainerApp
from .wire.driver import Driver

PATIENCE = 1.5
"""Seconds that an orderly end may take; after that the process ends all the same."""

SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def open_trainer(
    experiment: Experiment,
    *,
    iterations: int,
    pace: Pace,
    at: Position | None,
    cell: tuple[str, Thread] | None,
    play: bool,
    settings: Settings,
    greeting: str = "",
) -> int:
    """Open the trainer until it is quit, with something to say; return the exit status."""
    app = TrainerApp(
        experiment,
        iterations=iterations,
        pace=pace,
        fps=settings.fps,
        at=at,
        cell=cell,
        play=play,
        settings=settings,
        greeting=greeting,
        driver_class=Driver,
    )
    return run(app, mouse=settings.mouse)


def run(app: TrainerApp, *, mouse: bool) -> int:
    """Run an app until it is quit; return the exit status."""
    # What Textual was about to complete when one quit would be told on the terminal.
    unfinished = "coroutine 'Suggester._get_suggestion' was never awaited"
    warnings.filterwarnings("ignore", unfinished, RuntimeWarning)
    with _ending(app):
        status = app.run(mouse=mouse)
        failure = app.runner.failure
        if failure is not None:
            with suppress(OSError):  # the terminal may be gone
                print(
                    f"tinynet-tui: the training failed: {type(failure).__name__}: {failure}",
                    file=sys.stderr,
                )
            return 1
    return app.return_code or 0 if status is None else status


@contextmanager
def _ending(app: TrainerApp) -> Iterator[None]:
    """End the app on a signal; once it is ending, make sure that it does.

    SIGHUP ends it even if it was ignored: then too there is no terminal any more.
    """
    status = 0
    done, main = threading.Event(), threading.current_thread()
    # A handler may run in the middle of anything, and may put something only into this.
    begun: SimpleQueue[None] = SimpleQueue()

    def insist() -> None:
        begun.get()
        if not done.wait(PATIENCE):
            try:
                if app.wire is not None:
                    app.wire.restore()
            finally:
                os._exit(status or 1)

    def on_signal(number: int, _: FrameType | None) -> None:
        nonlocal status
        status = 128 + number
        app.leaving()
        app.end(status)

    threading.Thread(target=insist, name="ending", daemon=True).start()
    app.leaving = lambda: begun.put(None)
    old = {number: signal.signal(number, on_signal) for number in SIGNALS}
    try:
        yield
    except BaseException:
        if app.wire is not None:
            app.wire.restore()
        raise
    finally:
        app.leaving()
        if all(thread.daemon for thread in threading.enumerate() if thread is not main):
            done.set()  # else a thread that waits for something would keep the process
        for number, handler in old.items():
            signal.signal(number, handler)
