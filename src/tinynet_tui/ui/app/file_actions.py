"""What happens when the file that the built-in network was opened from is saved anew."""

from __future__ import annotations

from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.support.files import FileError
from tinynet_tui.worker.scripts.saved_file import SavedFile

from .actions import Actions
from .base_app import BaseApp
from .run_actions import RunActions

CHECK = 0.5
"""The seconds between two looks at the file."""


class FileActions(Actions):
    """Says that the file has been saved, and runs its new text."""

    def __init__(self, app: BaseApp, file: SavedFile, run: RunActions) -> None:
        super().__init__(app)
        self._file, self._run = file, run

    def watch(self) -> None:
        self.app.set_interval(CHECK, self._look)

    def _look(self) -> None:
        if self._file.is_news():
            self.app.tell(f"{self._file.path.name} has changed: R runs the new text")

    async def action_restart(self, reseed: bool) -> None:
        """Start again; with the same seed, and with the file's new text if it was saved."""
        file, frame = self._file, self.main.frame
        if reseed or frame is None or not file.has_changed:
            self._run.action_restart(reseed)
            return
        try:
            found = file.read_again()
        except (Refusal, FileError) as error:
            self.app.tell(f"{file.path.name}: {error}")
            return
        position, script = frame.snapshot.position, frame.snapshot.experiment.script
        if found is None:
            file.go_onward(position, script)
            self.app.exit(0)
            return
        experiment, iterations = found
        if position.step > len(experiment.script.steps):
            position = position._replace(step=1)
        if experiment.dimensions != frame.snapshot.experiment.dimensions:
            self.main.pinned = None
        await self.app.open_run(experiment, position, iterations)
        self.main.repaint()
