"""Running the app for a script in a terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
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
    from tinynet_tui.lab.lab import Visit

    from .leading import Leading

__all__ = ["open_script", "told"]


class SaveScript(SaveOnExit):
    """Writes which script was open, and where it stood."""

    def __init__(self, app: ScriptApp, path: Path | None) -> None:
        super().__init__(None, path)
        self._script_app = app

    def session(self) -> LastSession | None:
        from tinynet_tui.export.last_session import LastSession

        app = self._script_app
        words = [] if app.is_untouched else app.reopening()
        if words and not words[1].startswith("-"):
            words[1] = str(Path(words[1]).absolute())
        return LastSession(words, "") if words else None


def open_script(
    worker: ScriptWorker,
    *,
    command: list[str],
    settings: Settings,
    resume_path: Path | None,
    greeting: str = "",
    visit: Visit | None = None,
    cells: Sequence[str] = (),
    leading: Leading | None = None,
) -> tuple[int, str]:
    """Show what a worker runs until that is quit, with the cursor on some cells.

    Return the exit status, and the script of ours that was chosen to follow, if any. Where it stood
    is written to `resume_path`. It leads a class if there is one.
    """
    driver = driver_class(os.environ)
    app = ScriptApp(
        worker,
        command=command,
        settings=settings,
        greeting=greeting,
        visit=visit,
        driver_class=driver,
    )
    app.main.cells_to_come = [*cells]
    if leading is not None:
        leading.lead(app)
    status = run_saving(app, SaveScript(app, resume_path))
    return status, app.onward_to
