"""What the actions and the Frames need of the app that has them."""

from __future__ import annotations

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.wire.app import WireApp
from tinynet_tui.worker.worker import Worker


class BaseApp(WireApp[int]):
    """An app with the main screen and the worker."""

    main: MainScreen
    worker: Worker
    kiosk: bool
    """Whether nothing that is done in the app reaches the machine that it runs on."""

    def tell(self, text: str) -> None:
        """Show a message in the last line; while the run plays, as a notification."""
        raise NotImplementedError

    async def open_run(
        self, experiment: Experiment, position: Position, iterations: int, note: str = ""
    ) -> None:
        """Run an experiment, starting again unless it is already run, and stop at a position."""
        raise NotImplementedError
