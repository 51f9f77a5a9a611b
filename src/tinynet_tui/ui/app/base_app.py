"""What the actions and the Frames need from their app."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from textual.app import SystemCommand
from textual.binding import Binding

from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.wire.app import WireApp
from tinynet_tui.worker.background import Background
from tinynet_tui.worker.commands import Open
from tinynet_tui.worker.frame import Frame
from tinynet_tui.worker.worker import Worker

from .pacing import Pacing


class TerminalApp(WireApp[int]):
    """An app with a worker, as it is run in a terminal."""

    settings: Settings
    worker: Background[Any, Any]
    main: Any
    """The main screen."""
    frames: Pacing
    kiosk: bool
    """True when the app must not touch the machine that it runs on."""

    own_commands: Sequence[SystemCommand] = ()
    """What the palette offers besides, first of all."""
    onward: object = None
    """What follows at once when it is left, such as another scene."""
    idle: Callable[[], None] | None = None
    """Called whenever everything that came has been dealt with."""
    may_quit: Callable[[], bool] | None = None
    """Called before the user quits: False if there is something to ask first."""

    def before_key(self) -> None:
        """Do what is done before every key: clear the last line's message."""
        raise NotImplementedError

    def key_tables(self) -> list[list[Binding]]:
        """Return the keys of the main screen, in tables of which the latter counts."""
        raise NotImplementedError

    def go_to(self, text: str) -> None:
        """Go to a position, or in a lecture to a scene; raises ValueError if it is neither."""
        raise NotImplementedError

    def bound(self, bindings: Iterable[Binding]) -> list[Binding]:
        """Return the available bindings, with the keys that the settings give them."""
        raise NotImplementedError

    def tell(self, text: str) -> None:
        """Show a message in the last line; while the run plays, as a notification."""
        raise NotImplementedError

    def on_idle(self) -> None:
        if self.idle is not None:
            self.idle()

    @property
    def has_opened(self) -> bool:
        """True when the first numbers of what it opened are shown."""
        return self.main.frame is not None

    @property
    def failure(self) -> BaseException | None:
        """Why the app cannot go on, if its worker has failed."""
        return self.worker.failure

    def action_suspend_process(self) -> None:
        """Suspend the shell's job that the app is part of."""
        if self.wire is None or not self.wire.can_suspend:
            self.tell("cannot suspend: there is no shell to return to")
        else:
            os.kill(0, signal.SIGTSTP)

    @property
    def hands_on(self) -> bool:
        return self.onward is not None and self.failure is None

    def told(self, failure: BaseException) -> tuple[str, int]:
        """Return the line that tells of the worker's failure, and the exit status."""
        why = "" if self.kiosk else f": {failure}"
        return f"the training failed: {type(failure).__name__}{why}", 1


class Opened(NamedTuple):
    """What the app opened with: if it ends so, nothing has been done."""

    frame: Frame
    """The first one, which does not stand at the position yet."""
    state: tuple[Experiment, Position, str | None, Cursor]
    """The experiment, the position, the explained variable if one was chosen, the cursor."""


class BaseApp(TerminalApp):
    """An app with the main screen and the worker."""

    main: MainScreen
    worker: Worker

    async def open_run(
        self, experiment: Experiment, position: Position, iterations: int, note: str = ""
    ) -> None:
        """Go to a position of an experiment; start it unless it is the current one."""
        raise NotImplementedError

    async def send_opening(self, command: Open) -> None:
        """Send a command to open a run."""
        raise NotImplementedError
