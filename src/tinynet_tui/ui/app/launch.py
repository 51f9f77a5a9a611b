"""Running the app in a terminal, which is restored however the app ends."""

from __future__ import annotations

import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.support.complaint import complain
from tinynet_tui.support.sandbox import confine
from tinynet_tui.wire.drivers import driver_class
from tinynet_tui.wire.kept_screen import KEPT
from tinynet_tui.wire.terminal_kind import holds_escape_back
from tinynet_tui.worker.speed import Speed

from .base_app import TerminalApp
from .save_on_exit import SaveOnExit
from .trainer_app import TrainerApp

if TYPE_CHECKING:
    from tinynet_tui.worker.scripts.saved_file import SavedFile

    from .leading import Leading

LOOK, LOOKS = 0.05, 30
"""An orderly end may take so many looks, seconds apart; after that the process is ended.

Looks are counted, not time: a process that does not get to run for a while has not had that time.
"""

SPARE = 4
"""Looks of these that are kept to say that the last session could not be written in time."""

SIGNALS = [
    signal.Signals[f"SIG{name}"]
    for name in (
        *("TERM", "HUP", "INT", "QUIT", "USR1", "USR2"),
        *("ALRM", "VTALRM", "PROF", "XCPU", "IO", "PWR"),
    )
    if f"SIG{name}" in signal.Signals.__members__
]
"""The signals that people send to end a process; not those that report a fault."""


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
    file: SavedFile | None = None,
    leading: Leading | None = None,
) -> int:
    """Run the trainer until it is quit; return the exit status.

    It leads a class if there is one. The last session is written to `resume_path`, if there is one;
    the first time it does not exist yet. In a kiosk, each time is a guest's first.
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
        first_time=kiosk or (resume_path is not None and not _exists(resume_path)),
        driver_class=driver_class(os.environ),
        file=file,
    )
    if leading is not None:
        leading.lead(app)
    status = run(app, resume_path)
    if leading is not None:
        leading.leave(status)
    return status


def _exists(path: Path) -> bool:
    """True unless a file is known not to exist."""
    try:
        return path.exists()
    except OSError:
        return True


def run(app: TrainerApp, resume_path: Path | None) -> int:
    """Run the trainer until it is quit, and save the last session; return the exit status."""
    return run_saving(app, SaveOnExit(app, resume_path))


def run_saving(app: TerminalApp, save: SaveOnExit) -> int:
    """Run an app until it is quit, and save the last session; return the exit status."""
    # Python would warn on the terminal when a user quits while Textual completes an input.
    unfinished = "coroutine 'Suggester._get_suggestion' was never awaited"
    warnings.filterwarnings("ignore", unfinished, RuntimeWarning)
    app.suit_terminal(follows_background=app.settings.theme is None)
    if app.kiosk:
        confine()
    threading.Thread(target=save.clear_leftovers, name="clearing", daemon=True).start()
    with _ending(app, save) as end:
        mouse = app.settings.mouse and not holds_escape_back(os.environ)
        status = app.run(mouse=mouse)
        end.status = app.return_code or 0 if status is None else status
        end.tell_failure(app)
    return end.status


@contextmanager
def one_after_another() -> Iterator[None]:
    """Keep the terminal's screen from app to app; give it back at the end, whatever that is."""

    def on_signal(number: int, _: FrameType | None) -> None:
        KEPT.give_back()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    deadly = [number for number in SIGNALS if signal.getsignal(number) == signal.SIG_DFL]
    for number in deadly:
        signal.signal(number, on_signal)
    try:
        yield
    finally:
        KEPT.give_back()
        for number in deadly:
            signal.signal(number, signal.SIG_DFL)


@dataclass
class _End:
    """The exit status, and how many looks it has taken."""

    status: int = 1
    looks: int = 0
    _told: threading.Lock = field(default_factory=threading.Lock)

    def tell_failure(self, app: TerminalApp) -> None:
        """Say why the app cannot go on, if its worker has failed: once, in whatever thread."""
        if app.failure is not None and self._told.acquire(blocking=False):
            KEPT.give_back()
            line, self.status = app.told(app.failure)
            complain(line)


@contextmanager
def _ending(app: TerminalApp, save: SaveOnExit) -> Iterator[_End]:
    """End the app on a signal; once it is ending, make sure that it ends.

    SIGHUP ends it even if it was ignored: then too, the terminal is gone.
    """
    end = _End()
    done, main = threading.Event(), threading.current_thread()
    # A signal handler may interrupt anything; only this queue can always be put into.
    begun: SimpleQueue[None] = SimpleQueue()

    def insist() -> None:
        begun.get()
        save.start()
        for end.looks in range(LOOKS):
            if done.wait(LOOK):
                return
        try:
            if app.wire is not None:
                app.wire.restore()
            with redirect_stderr(sys.__stderr__):  # Textual may still take what is written
                end.tell_failure(app)
        finally:
            os._exit(end.status)

    def on_signal(number: int, _: FrameType | None) -> None:
        end.status = 128 + number
        # Restoring the terminal would otherwise stop a process in the background.
        if sys.platform != "win32":
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        app.leaving()
        app.end(end.status)

    threading.Thread(target=insist, name="ending", daemon=True).start()
    app.leaving = partial(begun.put, None)
    old = {number: signal.signal(number, on_signal) for number in SIGNALS}
    try:
        yield end
    except BaseException:
        if app.wire is not None:
            app.wire.restore()
        raise
    finally:
        app.leaving()
        while end.looks < LOOKS - SPARE and not save.wait(LOOK):
            pass
        if save.reason:
            KEPT.give_back()
            complain(f"the last session was not saved: {save.reason}")
        others = (thread for thread in threading.enumerate() if thread is not main)
        if save.over and all(thread.daemon for thread in others):
            done.set()  # otherwise Python would wait for the others, and `insist` has to go on
        for number, handler in old.items():
            signal.signal(number, handler)
