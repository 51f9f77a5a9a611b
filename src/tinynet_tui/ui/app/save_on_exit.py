"""Keeping where the app is left: a disk that takes its time must not keep the app from ending."""

from __future__ import annotations

import threading
from pathlib import Path

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.export.last_session import LastSession
from tinynet_tui.support.files import FileError

from .trainer_app import TrainerApp


class SaveOnExit:
    """Writes, once and in a thread, what `--resume` needs."""

    def __init__(self, app: TrainerApp, path: Path | None) -> None:
        """Prepare to write into a file; without one nothing is ever written."""
        self._app, self._path = app, path
        self._reason = f"{path}: takes too long to be written"
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="leaving", daemon=True)

    def start(self) -> None:
        """Begin to write where the app stands."""
        self._thread.start()

    def wait(self, seconds: float) -> str:
        """Wait until it is written; return why it is not, or nothing."""
        self._over.wait(seconds)
        return self._reason

    @property
    def over(self) -> bool:
        """Whether it is written, or cannot be."""
        return self._over.is_set()

    def _work(self) -> None:
        try:
            left = last_session(self._app) if self._path else None
            if left is not None and self._path is not None:
                left.write(self._path)
            self._reason = ""
        except FileError as error:
            self._reason = str(error)
        except Exception as error:  # nobody else would hear of it
            self._reason = f"{type(error).__name__}: {error}"
        self._over.set()


def last_session(app: TrainerApp) -> LastSession | None:
    """Return where an app stands, to be opened again; None if nothing has been done yet.

    On the way to where it was opened it is that place: a connection that drops twice.
    """
    view, pinned = app.main.view, app.main.pinned
    if view is None:
        return None
    frame, experiment, position = view.frame, view.experiment, view.snapshot.position
    if frame.going is not None and frame.going == app.opened_at:
        position = frame.going
    if (experiment, position) == (Experiment(), Position()):
        return None
    subject = pinned or experiment.script.names[position.step - 1]
    return LastSession.at(experiment, frame.iterations, position, subject, view.cursor)
