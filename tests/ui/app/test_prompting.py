"""What a speaker asks for is done in its turn, and never lost."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from helpers.classes import Room, leading
from helpers.lectures import lecture_of
from helpers.script_classes import leading_scene
from helpers.trainer import running
from tinynet_tui.classroom.cue import Drive
from tinynet_tui.lecture.files import load
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.lecture_app import LectureApp
from tinynet_tui.ui.app.script_lecture_app import ScriptLectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.worker.speed import AUTO

LECTURE = """\
# The network
at: 3:l1

Here it is.

# Momentum
script: momentum
at: 7

The error is {error:.3f}.

# The network again

It is back.
"""
PAGE = Drive("page")


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    path = tmp_path / "lecture.md"
    path.write_text(LECTURE)
    return path


async def test_what_comes_before_the_script_is_open_waits(lecture: Path) -> None:
    room = Room()
    room.keys = [Drive("go", "20"), Drive("go", "nonsense"), Drive("go", "+1")]
    async with leading_scene(room, lecture, 1) as it:
        await it.until(lambda: it.frame.where.iteration == 21)
        assert not room.keys


async def test_what_comes_while_apps_change_goes_to_the_next_one(lecture: Path) -> None:
    room = Room()
    leads = room.leading()
    room.keys = [Drive("go", "#2"), Drive("go", "20")]
    first = LectureApp(load(lecture), path=lecture, fps=60)
    leads.lead(first)
    async with running(first, (80, 24)) as it:
        await it.until(lambda: first.return_value == 0)
    assert first.onward == 1
    second = ScriptLectureApp(load(lecture), 1, lecture.parent, speed=AUTO, settings=Settings())
    leads.lead(second)
    async with running(cast("TrainerApp", second), (80, 24)) as it:
        await it.until(
            lambda: second.main.frame is not None and second.main.frame.where.iteration == 20
        )
        room.keys += [PAGE, Drive("go", "30"), Drive("blank")]
        leads._wake()
        await it.until(lambda: second.return_value == 0)
    assert second.onward == 2
    third = LectureApp(load(lecture), path=lecture, first=2, fps=60)
    leads.lead(third)
    async with running(third, (80, 24)) as it:
        await it.until(lambda: it.position.iteration == 30)
        await it.until(lambda: third.screen is not third.main)


async def test_pages_in_a_burst_lead_as_far_as_the_lecturers() -> None:
    six = lecture_of("\n".join(f"# Scene {at}\nat: {at * 1_000}:l1\n\nText.\n" for at in range(6)))
    room = Room()
    room.keys = [PAGE] * 5
    async with leading(room, six) as it:
        await it.until(lambda: it.lecture_app.index == 5)
        await it.rests_at(5_000, 2)
