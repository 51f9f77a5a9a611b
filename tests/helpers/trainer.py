"""The app without a terminal: tests press keys and wait for their effects."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from unittest import mock

from textual.pilot import Pilot

from helpers.waiting import Patience
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.keys.needs import Need
from tinynet_tui.ui.panes.error_graph.pane import NOW
from tinynet_tui.ui.panes.error_graph.plot import MARK
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.worker.worker import Frame

NOBODY = 65534
"""The user who owns no files."""


class Trainer:
    """Presses keys in the app, and waits for conditions."""

    def __init__(self, app: TrainerApp, pilot: Pilot[int]) -> None:
        self.app, self.pilot, self.main = app, pilot, app.main

    @property
    def frame(self) -> Frame:
        assert self.main.frame is not None
        return self.main.frame

    @property
    def position(self) -> Position:
        return self.frame.snapshot.position

    @property
    def lines(self) -> list[str]:
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def pane(self, id: str) -> NumberPane:
        return self.main.query_one(f"#{id}", NumberPane)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause(0)
            await self._acted()

    async def _acted(self) -> None:
        """Wait until the last key has acted, unless it waits for a job, or nothing comes of it."""
        looks = 0
        while self.app.frames.keys_wait() and looks < 200 and not self._waits_for_job():
            looks += 1
            await asyncio.sleep(0.005)

    def _waits_for_job(self) -> bool:
        frame, keys = self.main.frame, self.app.key_order.queue
        need = keys._need(keys._held[0][0])
        return frame is not None and bool(frame.job) and need is Need.ARRIVAL

    async def until(self, condition: Callable[..., object], *arguments: object) -> None:
        """Wait for a condition on these arguments; fail if it does not come true."""
        patience, pause = Patience(), 0.002
        while not condition(*arguments):
            patience.check(lambda: f"waited in vain before\n{self.text}")
            await asyncio.sleep(pause)
            pause = min(0.03, 1.3 * pause)  # to look at a screen takes time, too

    async def shows(self, *texts: str) -> None:
        """Wait until the screen shows all these texts."""
        await self.until(lambda: all(text in self.text for text in texts))

    async def marks_position(self) -> None:
        """Wait until the graph is drawn, with the mark of the position in it."""
        await self.until(lambda: MARK in self.text.replace(NOW, ""))

    async def settles(self) -> None:
        """Wait until the screen is the same, look after look; not for a time, which says little."""
        patience, looks, before = Patience(), 0, self.app.screen._compositor.render_strips()
        while looks < 8:
            patience.check("the screen goes on changing")
            await self.pilot.pause(0.01)
            now = self.app.screen._compositor.render_strips()
            looks, before = looks + 1 if now == before else 0, now

    async def rests_at(self, iteration: int, step: int) -> None:
        """Wait until the run rests at a position."""
        here = Position(iteration, step)
        await self.until(
            lambda: self.position == here and not self.frame.playing and self.frame.going is None
        )


@asynccontextmanager
async def opened(
    experiment: Experiment | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    fps: float = 60,
    **options: Any,
) -> AsyncIterator[Trainer]:
    """Open the trainer; paused by default."""
    async with running(TrainerApp(experiment or Experiment(), fps=fps, **options), size) as trainer:
        yield trainer


@asynccontextmanager
async def running(
    app: TrainerApp, size: tuple[int, int] = (80, 24), *, notifications: bool = False
) -> AsyncIterator[Trainer]:
    """Run an app of any kind, with or without its notifications."""

    async def do_not_wait(*_: float) -> None:
        # After every key the pilot waits until the processor is idle, which it never is while the
        # network trains. The tests wait for what they expect instead.
        await asyncio.sleep(0)

    with (
        mock.patch("textual.app.wait_for_idle", do_not_wait),
        mock.patch("textual.pilot.wait_for_idle", do_not_wait),
    ):
        async with app.run_test(size=size, notifications=notifications) as pilot:
            trainer = Trainer(app, pilot)
            await trainer.until(
                lambda: (
                    app.return_value is not None or any(pane.size for pane in app.main.query("*"))
                )
            )
            await pilot.pause(0)
            yield trainer


@contextmanager
def unprivileged() -> Iterator[None]:
    """Run a block without root's right to read everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
