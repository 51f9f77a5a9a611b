"""A scene whose script cannot be opened says so, and the lecture goes on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from helpers.trainer import Trainer, running
from helpers.waiting import DEADLINE
from tinynet_tui.lecture.files import load
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.script_lecture_app import ScriptLectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.worker.speed import AUTO

WRONG = """\
# One
script: momentum
at: 20:nope

The error is {error:.3f}.

? Is it so?
= Yes.

# Two
script: never.py

Second text.

# Three
script: momentum
at: 5
view: runs

Runs.

# Four
script: momentum
at: 5:l1

A text.
"""


@asynccontextmanager
async def scene(path: Path, index: int) -> AsyncIterator[tuple[Trainer, ScriptLectureApp]]:
    app = ScriptLectureApp(
        load(path), index, path.parent, speed=AUTO, settings=Settings(), file=path
    )
    try:
        async with running(cast(TrainerApp, app)) as it:
            yield it, app
    finally:
        app.worker.stop(timeout=DEADLINE)


async def test_a_script_that_cannot_be_opened_does_not_end_the_lecture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("wrong.md")
    path.write_text(WRONG)
    never = "import numpy as np\nw = np.zeros((1, 1))\nfor i in range(9):\n    pass\n"
    Path("never.py").write_text(never)
    async with scene(path, 0) as (it, app):
        await it.shows("at: the loop does not assign 'nope'", "paused")
        await it.press("n", "x", "2", "pageup")
        await it.shows("this is the first scene")
        await it.press("pagedown")
        assert app.onward == 1
    async with scene(path, 1) as (it, app):
        await it.shows("never.py: no loop is seen")
        Path("never.py").unlink()
        await it.press("N", "R", "pagedown")
        assert app.onward == 2
    async with scene(path, 1) as (it, app):
        await it.shows("never.py: No such file")
    async with scene(path, 2) as (it, app):
        await it.shows("Runs.", "past runs", "under way")
    async with scene(path, 3) as (it, app):
        await it.shows("A text.")
        path.write_text(WRONG.replace("at: 5:l1", "at: 5:no"))
        await it.until(lambda: app.onward == 3)
    async with scene(path, 3) as (it, app):
        await it.shows("at: the loop does not assign 'no'")
