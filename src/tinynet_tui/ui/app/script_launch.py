"""Running the app for a script in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from tinynet_tui.settings.settings import Settings
from tinynet_tui.wire.driver import Driver
from tinynet_tui.worker.scripts.worker import ScriptWorker

from .launch import run_saving
from .save_on_exit import SaveOnExit
from .script_app import ScriptApp, told

__all__ = ["open_script", "told"]


def open_script(worker: ScriptWorker, *, command: Sequence[str], settings: Settings) -> int:
    """Show what a worker runs until that is quit; return the exit status."""
    app = ScriptApp(worker, command=command, settings=settings, driver_class=Driver)
    return run_saving(app, SaveOnExit(None, None))
