"""What a lecture asks of a script of one's own: hidden, answered, and graded by its run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from helpers.classes import Room
from helpers.script_classes import MINE, Attendance, leading_scene
from helpers.trainer import Trainer, running
from tinynet_tui.cli.lecture_check import run_mistakes
from tinynet_tui.engine.plan import Choice
from tinynet_tui.lecture.files import load
from tinynet_tui.lecture.replies import Replies
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.script_lecture_app import ScriptLectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.dialogs.prompt import Prompt
from tinynet_tui.worker.speed import AUTO


def lecture(folder: Path, *settings: str) -> Path:
    """Write a lecture with a script; each scene asks something of it."""
    (folder / "mine.py").write_text(MINE)
    scenes = [
        f"# Scene\nscript: mine.py\n{one}\n\nw is {{w[1,0]}}.\n\n? What is it?\n= That.\n"
        for one in settings
    ]
    path = folder / "talk.md"
    path.write_text("\n".join(scenes))
    return path


@asynccontextmanager
async def asked(
    path: Path, replies: Replies | None = None
) -> AsyncIterator[tuple[Trainer, ScriptLectureApp]]:
    """Open the first scene, and wait until its question is there."""
    app = ScriptLectureApp(
        load(path), 0, path.parent, speed=AUTO, settings=Settings(), replies=replies
    )
    try:
        await asyncio.to_thread(app.worker.opened.wait)
        async with running(cast(TrainerApp, app), (80, 24)) as it:
            await it.until(lambda: app.main.quiz.asked)
            yield it, app
    finally:
        app.worker.stop(5)


async def test_a_sign_is_hidden_until_the_answer_is_shown(tmp_path: Path) -> None:
    replies = Replies()
    path = lecture(tmp_path, "at: 12:w\nanswer: sign of w[1,0]")
    async with asked(path, replies) as (it, app):
        await it.shows("w is ?.", "w[1,0]?", "↑ or +  positive")
        await it.press("down")
        await it.shows("your answer: negative ")
        await it.press("plus")
        await it.shows("your answer: positive ", "w is ?.")
        await it.press("pagedown")
        await it.shows("Not positive: w[1,0] is negative", "= That.")
        assert "w is ?." not in it.text
        await it.press("down")  # too late
        assert replies.score == "0 of 1 right"
        await it.press("n", "backspace")
        await it.until(lambda: app.main.frame and app.main.frame.where == app.main.quiz.place)
        await it.shows("Not positive: w[1,0] is negative")


async def test_elsewhere_and_after_another_seed_nothing_is_asked(tmp_path: Path) -> None:
    path = lecture(tmp_path, "at: 12:w\nanswer: cell of w")
    async with asked(path) as (it, app):
        await it.press("n")
        await it.until(lambda: not app.main.quiz.asked)
        await it.press("backspace")
        await it.until(lambda: app.main.quiz.asked)
        await it.press("r")
        await it.until(lambda: app.main.frame and app.main.frame.choice != Choice())
        await it.until(lambda: not app.main.quiz.asked)


async def test_a_number_is_typed(tmp_path: Path) -> None:
    replies = Replies()
    path = lecture(tmp_path, "at: 12:w\nanswer: error within 0.5")
    async with asked(path, replies) as (it, app):
        await it.press("enter")
        await it.until(lambda: isinstance(app.screen, Prompt))
        await it.press("0", "full_stop", "4", "enter")
        await it.shows("your answer: 0.4")
        await it.press("pagedown")
        await it.shows("Right: the error is 0.")
        assert replies.score == "1 of 1 right"


async def test_a_cell_is_pointed_at(tmp_path: Path) -> None:
    replies = Replies()
    path = lecture(tmp_path, "at: 12:w\nanswer: largest cell of w")
    async with asked(path, replies) as (it, _):
        await it.press("right", "enter")  # into another array
        await it.shows("put the cursor on a number of w")
        await it.press("left", "down", "enter")
        await it.shows("your answer: w[1,0]")
        await it.press("up", "enter")
        await it.shows("your answer: w[0,0]")
        await it.press("pagedown")
        await it.shows("Right: w[0,0] is the largest,", "2.7228966.")
        assert replies.score == "1 of 1 right"


@pytest.mark.parametrize("asks", ["largest cell of w", "sign of w[1,0]"])
async def test_what_is_asked_for_is_explained(tmp_path: Path, asks: str) -> None:
    path = lecture(tmp_path, f"at: 12:error\nanswer: {asks}")
    assert not [*run_mistakes(load(path), tmp_path)]
    async with asked(path) as (it, app):
        await it.until(lambda: app.main.pinned and app.main.pinned.label == "w")
        if "cell" in asks:
            await it.press("enter")
            await it.shows("your answer: w[0,0]")
        else:
            assert app.main.view is not None
            assert app.main.view.cell(app.main.view.subject) == (1, 0)


async def test_choices_hide_the_error_and_what_tells_it(tmp_path: Path) -> None:
    path = lecture(tmp_path, "at: 12:w\nchoices: 0.9 | 0.2 of error")
    async with asked(path) as (it, app):
        view = app.main.view
        assert view is not None
        assert view.hides_error
        assert "error" not in view.frame.values
        await it.press("down")
        await it.shows("your answer: 0.9")
        await it.press("down")
        await it.shows("your answer: 0.2")
        await it.press("pagedown")
        await it.shows("Right: the error is 0.170105,")


@pytest.mark.slow
async def test_a_class_answers_what_a_script_is_asked(tmp_path: Path) -> None:
    path = lecture(tmp_path, "at: 12:w\nanswer: sign of w[1,0]")
    room = Room()
    class_ = Attendance(room)
    async with leading_scene(room, path, 0) as it:
        async with class_.network() as she:
            await she.shows("mine.py")
            await she.press("y", "y")
            await class_.leaves(she)
        async with class_.script() as she:
            await she.until(lambda: she.main.quiz.asked)
            await she.shows("w is ?.", "w[1,0]?")
            assert "show it" not in she.text  # the lecturer does
            await she.press("down")
            await she.shows("your answer: negative ")
            assert not she.seat.is_away
            await it.press("pagedown")
            await she.shows("Right: w[1,0] is negative", "= That.")
            await it.until(lambda: cast(Any, it.main).text.answers)
            await she.until(lambda: cast(Any, she.main).text.answers)
            assert [
                (one.said, one.given, one.is_right) for one in cast(Any, it.main).text.answers
            ] == [
                ("positive", 0, False),
                ("negative", 1, True),
            ]
            assert class_.scripts.memory.replies.score == "1 of 1 right"
