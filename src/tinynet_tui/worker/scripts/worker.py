"""The worker of a script: the thread that owns its engine."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from tinynet_tui.engine.edits import EditText
from tinynet_tui.engine.plan import Choice
from tinynet_tui.engine.refusal import Refusal
from tinynet_tui.support.files import shown
from tinynet_tui.worker.background import Background
from tinynet_tui.worker.commands import Restart
from tinynet_tui.worker.speed import AUTO, Speed

from .commands import OpenAgain, Rerun, ScriptCommand
from .frame import ScriptFrame
from .opening import Opening
from .session import ScriptSession

if TYPE_CHECKING:  # a script of the user does not need it
    from tinynet_tui.collection.fitted import Fitted

__all__ = ["ScriptFrame", "ScriptWorker"]


class ScriptWorker(Background[ScriptCommand, ScriptFrame]):
    """Runs a script in a thread of its own."""

    _tells_jobs = True

    def __init__(
        self,
        path: Path,
        choice: Choice | None = None,
        *,
        speed: Speed = AUTO,
        fps: float = 10,
        at: str | None = None,
        until: str = "",
        beside: Choice | None = None,
        play: bool = False,
        edits: Sequence[EditText] = (),
        text: Fitted | None = None,
        is_apart: bool = False,
    ) -> None:
        """Prepare the run; nothing happens before `start`.

        It opens `at` a position, or where it is first true what it runs `until`; a run with
        other settings is a past run then, `beside` it. `text` is run in the place of what is in the
        file. What is `apart` runs in the file's folder, which is not told.
        """
        super().__init__(SimpleQueue(), None, (Restart, Rerun, OpenAgain), "script")
        self._session: ScriptSession = ScriptSession(
            path,
            choice or Choice(),
            speed=speed,
            fps=fps,
            opening=Opening(at, until, play, beside),
            edits=edits,
            text=text,
            is_apart=is_apart,
            waiting=self._interrupted,
            stopping=lambda: self._stopping,
            tell=self._leave_frame,
        )
        self._frame = self._session.frame()
        self.path, self.name = path, shown(Path(path.name) if is_apart else path)
        """The file's name, as it is shown."""
        self.is_open = False
        self.opened = threading.Event()
        """Set when the script has come to its loop, or could not be opened."""

    def _begin(self) -> None:
        try:
            self._session.open()
            self.is_open = True
            self._leave_frame()
        except BaseException as failure:
            self._note(failure)
            raise
        finally:
            self.opened.set()

    def _note(self, failure: BaseException) -> None:
        # A script that is cut off because it is left has not been refused.
        if not (self._stopping and isinstance(failure, Refusal)):
            self._frame = replace(self._frame, job="")
            super()._note(failure)

    def _end(self) -> None:
        self._session.close()
