"""Running the app for a script in a terminal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tinynet_tui.settings.settings import Settings
from tinynet_tui.wire.drivers import driver_class
from tinynet_tui.worker.scripts.worker import ScriptWorker

from .launch import run_saving
from .save_on_exit import SaveOnExit
from .script_app import ScriptApp, told

if TYPE_CHECKING:
    from tinynet_tui.export.last_session import LastSession

__all__ = ["open_script", "told"]


class SaveScript(SaveOnExit):
    """Writes which script was open, and where it stood."""

    def __init__(self, app: ScriptApp, path: Path | None) -> None:
        super().__init__(None, path)
        self._script_app = app

    def session(self) -> LastSession | None:
        from tinynet_tui.export.last_session import LastSession

        app = self._script_app
        name, file, *options = ("", "") if app.is_untouched else app.reopening() or ("", "")
        return LastSession([name, str(Path(file).absolute()), *options], "") if name else None


def open_script(
    worker: ScriptWorker, *, command: list[str], settings: Settings, resume_path: Path | None
) -> int:
    """Show what a worker runs until that is quit; return the exit status.

    Where it stood is written to `resume_path`.
    """
    driver = driver_class(os.environ)
    app = ScriptApp(worker, command=command, settings=settings, driver_class=driver)
    return run_saving(app, SaveScript(app, resume_path))
