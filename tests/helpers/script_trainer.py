"""The app with a script, without a terminal: tests press keys and wait for their effects."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from helpers.trainer import Trainer, running
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.ui.app.script_app import ScriptApp
from tinynet_tui.worker.scripts.commands import ScriptCommand
from tinynet_tui.worker.scripts.worker import ScriptFrame, ScriptWorker

if TYPE_CHECKING:
    from tinynet_tui.ui.app.trainer_app import TrainerApp


class Counting(ScriptWorker):
    """Counts its commands."""

    sent = obeyed = 0

    def send(self, command: ScriptCommand) -> None:
        self.sent += 1
        super().send(command)

    def _obey(self, run_number: int, command: ScriptCommand) -> None:
        super()._obey(run_number, command)
        self.obeyed += 1


class ScriptTrainer:
    """Presses keys in the app with a script, and waits for conditions."""

    def __init__(self, trainer: Trainer, app: ScriptApp) -> None:
        self._trainer, self.app, self.main = trainer, app, app.main
        self.press, self.until, self.shows = trainer.press, trainer.until, trainer.shows
        self.settles, self.pilot = trainer.settles, trainer.pilot

    @property
    def frame(self) -> ScriptFrame:
        assert self.main.frame is not None
        return self.main.frame

    @property
    def where(self) -> Where:
        return self.frame.where

    @property
    def lines(self) -> list[str]:
        return self._trainer.lines

    @property
    def text(self) -> str:
        return self._trainer.text

    @property
    def rests(self) -> bool:
        """True when nothing goes on, and no command and no key waits."""
        worker = self.app.worker
        assert isinstance(worker, Counting)
        if worker.failure is not None:
            raise worker.failure
        if worker.sent != worker.obeyed:  # before the Frame is looked at: it is left before that
            return False
        frame = worker._frame  # `take` would tell the app that it is shown
        idle = not (frame.playing or frame.job or frame.waiting)
        return idle and self.main.frame is frame and self.app.key_order.queue.rests

    async def rest(self) -> None:
        """Wait until nothing goes on."""
        await self.until(lambda: self.rests)

    async def typed(self, *keys: str) -> None:
        """Press keys one after the other; wait until nothing goes on after each."""
        for key in keys:
            await self.press(key)
            await self.rest()

    async def go(self, position: str) -> None:
        """Go to a position as it is typed."""
        await self.press("g", *position, "enter")
        await self.rest()


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Run a block in a folder."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


@asynccontextmanager
async def opened(
    path: Path,
    choice: Choice | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    rests: bool = True,
    app_options: Mapping[str, Any] | None = None,
    **options: Any,
) -> AsyncIterator[ScriptTrainer]:
    """Open a script in its folder, paused by default; without `rests`, do not wait for the loop.

    The app gets `app_options`, and the worker all others. With them, notifications are shown.
    """
    with within(path.parent):
        worker = Counting(path, choice, fps=60, **options)
        worker.start()
        given = {"command": ["tinynet-tui", str(path)], **(app_options or {})}
        app = ScriptApp(worker, **given)
        try:
            if rests:
                await asyncio.to_thread(worker.opened.wait)
            if worker.failure is not None:
                raise worker.failure
            told = app_options is not None
            async with running(cast("TrainerApp", app), size, notifications=told) as trainer:
                script = ScriptTrainer(trainer, app)
                await script.until(lambda: script.main.frame)
                if rests:
                    await script.rest()
                yield script
        finally:
            worker.stop(5)
