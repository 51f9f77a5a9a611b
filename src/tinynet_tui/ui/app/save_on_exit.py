"""Saving the last session on exit: a slow disk must not keep the app from ending."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.support.files import FileError, clear_leftovers

from .trainer_app import TrainerApp

if TYPE_CHECKING:  # the first paint does not wait for what the end needs
    from tinynet_tui.export.last_session import LastSession


class SaveOnExit:
    """Writes the last session for `--resume`, once and in a thread; without a path, nothing."""

    def __init__(self, app: TrainerApp | None, path: Path | None) -> None:
        self._app, self._path = app, path
        self.reason = f"{path}: writing it takes too long"
        """Why it is not written; empty if it is, or need not be."""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="leaving", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def clear_leftovers(self) -> None:
        """Delete what was left behind if the program was killed while it saved."""
        if self._path is not None:
            for folder in {self._path.parent, Path.cwd()}:
                clear_leftovers(folder)

    def wait(self, seconds: float) -> bool:
        """Wait until the session is written, or could not be; False if neither is so in time."""
        return self._over.wait(seconds)

    @property
    def over(self) -> bool:
        """True when the session has been written, or could not be."""
        return self._over.is_set()

    def session(self) -> LastSession | None:
        """Return what is to be written, if anything."""
        return last_session(self._app) if self._app else None

    def _work(self) -> None:
        try:
            if self._path and (session := self.session()):
                session.write(self._path)
            self.reason = ""
        except FileError as error:
            self.reason = str(error)
        except Exception as error:  # in a thread it would be lost
            self.reason = f"{type(error).__name__}: {error}"
        self._over.set()


def last_session(app: TrainerApp) -> LastSession | None:
    """Return the app's session, to be resumed; None if it ends as it was opened."""
    view, pinned, opened = app.main.view, app.main.pinned, app.opened
    if view is None or opened is None:
        return None
    frame, experiment, position = view.frame, view.experiment, view.snapshot.position
    if frame is opened.frame or frame.going == app.opened_at:
        position = app.opened_at  # the connection dropped again before it got there
    untouched = (experiment, position, pinned, view.cursor) == opened.state
    untouched |= (experiment, position) == (Experiment(), Position())  # which opens by itself
    reached = max(opened.frame.furthest, app.opened_at)
    if untouched and frame.furthest <= reached and frame.run == opened.frame.run:
        return None
    from tinynet_tui.export.last_session import LastSession

    subject = pinned or experiment.script.names[position.step - 1]
    return LastSession.at(experiment, frame.iterations, position, subject, view.cursor)
