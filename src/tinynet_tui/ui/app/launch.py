"""Opening the app in a terminal, and ending it in every case with the terminal restored."""

from __future__ import annotations

import os
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import FrameType

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.complaint import complain
from tinynet_tui.support.sandbox import confine
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.speed import Speed

from .save_on_exit import SaveOnExit
from .trainer_app import TrainerApp

PATIENCE = 1.5
"""Seconds that an orderly end may take; after that the process ends all the same."""

KEEP_SECONDS = 0.5
"""How long the end then waits for where it was left to be written."""

SIGNALS = [
    signal.Signals[f"SIG{name}"]
    for name in (
        *("TERM", "HUP", "INT", "QUIT", "USR1", "USR2"),
        *("ALRM", "VTALRM", "PROF", "XCPU", "IO", "PWR"),
    )
    if f"SIG{name}" in signal.Signals.__members__
]
"""Those that end a process by default and are sent to one in practice, its own faults aside."""


def open_trainer(
    experiment: Experiment,
    *,
    iterations: int,
    speed: Speed,
    at: Position | None,
    cell: tuple[str, Cursor] | None,
    play: bool,
    settings: Settings,
    greeting: str = "",
    resume_path: Path | None = None,
    kiosk: bool = False,
) -> int:
    """Open the trainer until it is quit, with something to say; return the exit status.

    Where it is left is written into `resume_path`, if there is one.
    """
    app = TrainerApp(
        experiment,
        iterations=iterations,
        speed=speed,
        fps=settings.fps,
        at=at,
        cell=cell,
        play=play,
        settings=settings,
        greeting=greeting,
        kiosk=kiosk,
        driver_class=Driver,
    )
    return run(app, mouse=settings.mouse, resume_path=resume_path)


def run(app: TrainerApp, *, mouse: bool, resume_path: Path | None) -> int:
    """Run an app until it is quit, and keep where it was left; return the exit status."""
    # What Textual was about to complete when one quit would be told on the terminal.
    unfinished = "coroutine 'Suggester._get_suggestion' was never awaited"
    warnings.filterwarnings("ignore", unfinished, RuntimeWarning)
    app.suit_terminal()
    leaving = SaveOnExit(app, resume_path)
    if app.kiosk:
        confine()
    with _ending(app, leaving) as end:
        status = app.run(mouse=mouse)
        end.status = app.return_code or 0 if status is None else status
        failure = app.worker.failure
        if failure is not None:
            end.status = 1
            why = "" if app.kiosk else f": {failure}"
            complain(f"the training failed: {type(failure).__name__}{why}")
    return end.status


@dataclass
class _End:
    """How the process ends."""

    status: int = 1


@contextmanager
def _ending(app: TrainerApp, leaving: SaveOnExit) -> Iterator[_End]:
    """End the app on a signal; once it is ending, make sure that it does.

    SIGHUP ends it even if it was ignored: then too there is no terminal any more.
    """
    end = _End()
    done, main = threading.Event(), threading.current_thread()
    # A handler may run in the middle of anything, and may put something only into this.
    begun: SimpleQueue[None] = SimpleQueue()

    def insist() -> None:
        begun.get()
        leaving.start()
        if not done.wait(PATIENCE):
            try:
                if app.wire is not None:
                    app.wire.restore()
            finally:
                os._exit(end.status)

    def on_signal(number: int, _: FrameType | None) -> None:
        end.status = 128 + number
        # In the background the terminal would stop it when it is to be restored.
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        app.leaving()
        app.end(end.status)

    threading.Thread(target=insist, name="ending", daemon=True).start()
    app.leaving = lambda: begun.put(None)
    old = {number: signal.signal(number, on_signal) for number in SIGNALS}
    try:
        yield end
    except BaseException:
        if app.wire is not None:
            app.wire.restore()
        raise
    finally:
        app.leaving()
        reason = leaving.wait(KEEP_SECONDS)
        if reason:
            complain(f"not kept for --resume: {reason}")
        if leaving.over and all(
            cursor.daemon for cursor in threading.enumerate() if cursor is not main
        ):
            done.set()  # else something that is waited for would keep the process
        for number, handler in old.items():
            signal.signal(number, handler)
