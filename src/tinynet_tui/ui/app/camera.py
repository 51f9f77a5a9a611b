"""Takes screens of an app that runs without a terminal.

It waits for a state of the app, never for a time or for words.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.pilot import Pilot
from textual.strip import Strip

from tinynet_tui.experiment.position import Position
from tinynet_tui.wire.compositor import strips_of

from .script_app import ScriptApp
from .trainer_app import TrainerApp


class Camera:
    """Takes the screens of a running app."""

    def __init__(
        self, app: TrainerApp | ScriptApp, pilot: Pilot[int], seconds: float = float("inf")
    ) -> None:
        """Wait for each state at most that many seconds."""
        self._app, self._pilot, self._seconds = app, pilot, seconds

    async def press(self, *keys: str) -> None:
        await self._pilot.press(*keys)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until a condition holds."""
        end = time.monotonic() + self._seconds
        while not condition() and time.monotonic() < end:
            await self._pilot.pause()

    async def rows(self) -> list[Strip]:
        """Return the rows of the screen, once nothing changes any more."""
        before: list[Strip] = []
        self._app.main.graph.redraw()  # which otherwise takes its time while the run plays
        while (now := strips_of(self._app.screen)) != before:
            before = now
            await self._pilot.pause()
        return now

    @property
    def is_at_rest(self) -> bool:
        """True when the app shows what it was asked for."""
        frame = self._app.main.frame
        return frame is not None and not frame.job and self._app.main.graph.ready


class TrainerCamera(Camera):
    """Takes the screens of the trainer."""

    def __init__(self, app: TrainerApp, pilot: Pilot[int], seconds: float = float("inf")) -> None:
        super().__init__(app, pilot, seconds)
        self.app = app
        for drawing in (app.main.map, app.main.landscape):
            drawing.has_shades = True  # whatever the terminal has in which this is drawn

    async def rests_at(self, position: Position) -> None:
        """Wait until the app shows a position at rest."""
        await self.until(lambda: self.is_at_rest and self._position == position)

    @property
    def _position(self) -> Position:
        assert self.app.main.frame
        return self.app.main.frame.snapshot.position
