"""Waits for what a picture shows: for a state of the app, never for a time or for words."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot
from textual.strip import Strip

from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.wire.compositor import strips_of


class Camera:
    """Takes the screens of an app under test."""

    def __init__(self, app: TrainerApp, pilot: Pilot[int]) -> None:
        self.app, self._pilot = app, pilot
        for drawing in (app.main.map, app.main.landscape):
            drawing.has_shades = True  # whatever the terminal has in which this is drawn

    async def press(self, *keys: str) -> None:
        await self._pilot.press(*keys)

    async def until(self, condition: Callable[[], object]) -> None:
        while not condition():
            await self._pilot.pause()

    async def rests_at(self, position: Position) -> None:
        """Wait until the app shows a position at rest."""
        await self.until(lambda: self._is_at_rest() and self._position == position)

    async def rows(self) -> list[Strip]:
        """Return the rows of the screen, once nothing changes any more."""
        before: list[Strip] = []
        self.app.main.graph.redraw()  # which otherwise takes its time while the run plays
        while (now := strips_of(self.app.screen)) != before:
            before = now
            await self._pilot.pause()
        return now

    def _is_at_rest(self) -> bool:
        frame = self.app.main.frame
        return frame is not None and not frame.job and self.app.main.graph.ready

    @property
    def _position(self) -> Position:
        assert self.app.main.frame
        return self.app.main.frame.snapshot.position
