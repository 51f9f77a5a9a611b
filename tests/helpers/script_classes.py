"""A class of running apps that lead and follow scripts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, cast

import numpy as np

from helpers.classes import FollowTrainer, Room, Seat, has_shared
from helpers.trainer import Trainer, running
from helpers.waiting import InVain
from tinynet_tui.engine.values import Value
from tinynet_tui.lecture.files import load
from tinynet_tui.network.array import Array
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.class_scripts import ClassScripts, folder_with
from tinynet_tui.ui.app.follow_app import FollowApp
from tinynet_tui.ui.app.script_app import ScriptApp
from tinynet_tui.ui.app.script_follow_app import ScriptFollowApp
from tinynet_tui.ui.app.script_lecture_app import ScriptLectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.worker.scripts.frame import ScriptFrame
from tinynet_tui.worker.scripts.worker import ScriptWorker
from tinynet_tui.worker.speed import AUTO

MINE = """\
import numpy as np
np.random.seed(1)
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.random.random((2, 1)) - 0.5
alpha = 0.5
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += alpha * X.T.dot(error)
    print(np.mean(np.abs(error)))
"""


class ScriptSide:
    """The app of one who leads or follows a script."""

    def __init__(self, trainer: Trainer, app: ScriptApp, seat: Seat | None = None) -> None:
        self._trainer, self.app, self.main = trainer, app, app.main
        self.press, self.until, self.shows = trainer.press, trainer.until, trainer.shows
        self.pilot = trainer.pilot
        self.seat = cast("Seat", seat)

    @property
    def text(self) -> str:
        return self._trainer.text

    @property
    def frame(self) -> ScriptFrame:
        assert self.main.frame is not None
        return self.main.frame


@asynccontextmanager
async def leading_script(
    room: Room, path: Path, *, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[ScriptSide]:
    """An app that leads with a script alone."""
    worker = ScriptWorker(path, fps=60, **options)
    worker.start()
    app = ScriptApp(worker, command=["tinynet-tui", str(path)])
    async with _leading(room, app, size) as it:
        yield it


@asynccontextmanager
async def leading_scene(
    room: Room, path: Path, index: int, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[ScriptSide]:
    """An app that leads with a lecture's scene with a script."""
    app = ScriptLectureApp(load(path), index, path.parent, speed=AUTO, settings=Settings())
    async with _leading(room, app, size) as it:
        yield it


@asynccontextmanager
async def _leading(room: Room, app: ScriptApp, size: tuple[int, int]) -> AsyncIterator[ScriptSide]:
    leads = room.leading()
    leads.lead(app)
    try:
        async with running(cast("TrainerApp", app), size) as trainer:
            await trainer.until(lambda: app.main.frame and app.main.frame.plan)
            yield ScriptSide(trainer, app)
    finally:
        app.worker.stop(5)
        leads.end()


class Attendance:
    """One who follows, from app to app."""

    def __init__(
        self, room: Room, *, kiosk: bool = False, size: tuple[int, int] = (80, 24)
    ) -> None:
        self.seat, self._size = room.seat(), size
        self.scripts = ClassScripts(self.seat, kiosk=kiosk)
        self._last: FollowApp | ScriptFollowApp | None = None

    @asynccontextmanager
    async def network(self) -> AsyncIterator[FollowTrainer]:
        """The app that shows the network, and asks about scripts."""
        news = self._last.following.latest if self._last else None
        app = FollowApp(self.seat, fps=60, scripts=self.scripts, news=news)
        self.seat.look, self._last = app.look, app
        async with running(app, self._size) as trainer:
            found = FollowTrainer(trainer.app, trainer.pilot)
            found.seat = self.seat
            try:
                yield found
            finally:
                app.worker.stop(5)

    @asynccontextmanager
    async def script(self) -> AsyncIterator[ScriptSide]:
        """The app that shows the script to which the last app has led."""
        assert self._last is not None
        led = self._last.following.onward
        assert led is not None
        with ExitStack() as stack:
            path, text = stack.enter_context(folder_with(led))
            news = self._last.following.latest
            app = ScriptFollowApp(self.scripts, led, path, text, fps=60, news=news)
            self.seat.look, self._last = app.look, app
            try:
                async with running(cast("TrainerApp", app), self._size) as trainer:
                    yield ScriptSide(trainer, app, self.seat)
            finally:
                app.worker.stop(5)

    async def leaves(self, it: Trainer | ScriptSide) -> None:
        """Wait until an app is left for another one."""
        app = cast("FollowApp", it.app)
        await it.until(lambda: app.following.leaves and app.return_value is not None)

    async def says_yes(self) -> None:
        """Let the lecturer's script run, and leave for the app that shows it."""
        async with self.network() as it:
            await it.shows("run it here?")
            await it.press("y", "y")
            await self.leaves(it)


def show_the_same(one: ScriptSide, other: ScriptSide) -> bool:
    """True when two apps rest with the same numbers, bit for bit, cursor and view."""
    for it in (one, other):
        if it.app.worker.failure is not None:
            raise it.app.worker.failure
        if not _rests(it):
            return False
    first, second = one.frame, other.frame
    same = first.error == second.error and _same(first.values, second.values)
    return same and _look(one) == _look(other)


def _rests(it: ScriptSide) -> bool:
    frame = it.main.frame
    rests = frame is not None and frame.plan is not None and not (frame.playing or frame.job)
    return rests and it.app.worker.has_answered and has_shared(it.app)


def _look(it: ScriptSide) -> tuple[object, ...]:
    frame, main = it.frame, it.main
    place = (frame.where, frame.edits, frame.choice)
    return (*place, main.cursor, main.shown, main.view and main.view.subject.label)


def _same(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    first, second = _arrays(one), _arrays(other)
    return first.keys() == second.keys() and all(
        np.array_equal(array, second[name], equal_nan=array.dtype.kind == "f")
        for name, array in first.items()
    )


def _arrays(values: Mapping[str, Value]) -> dict[str, Array]:
    return {name: one.array for name, one in values.items() if one.array is not None}


async def agree(one: ScriptSide, *others: ScriptSide) -> None:
    """Wait until all show the same."""
    for other in others:
        try:
            await one.until(show_the_same, one, other)
        except InVain as vain:
            for it in (one, other):
                vain.add_note(f"{_rests(it)} {_look(it)}\n{it.text}")
            raise
    await asyncio.sleep(0)
