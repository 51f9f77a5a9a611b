"""A lecture's scene with a script of one's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from helpers.classes import Room
from helpers.trainer import Trainer, running
from helpers.typed import send
from tinynet_tui.cli import lecture as command
from tinynet_tui.cli.parser import UsageError
from tinynet_tui.engine.engine import Where
from tinynet_tui.lecture.files import load
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.leading import Leading
from tinynet_tui.ui.app.script_lecture_app import ScriptLectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.end_class import QUESTION
from tinynet_tui.worker.speed import AUTO

SCRIPT = """\
import numpy as np
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.array([[-0.3], [0.4]])
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += 0.5 * X.T.dot(error)
    print(np.mean(np.abs(error)))
"""
LECTURE = """\
Two networks

# The built-in one
at: 3:l1

Here it is.

# My own
script: mine.py
at: 12:w
cell: w[1,0]

The weight is {w[1,0]:.4f} in iteration {iteration}, the error {error:.3f}.

? Does it rise?
= It falls.

# The end

Done.
"""


@pytest.fixture
def lecture(tmp_path: Path) -> Path:
    (tmp_path / "mine.py").write_text(SCRIPT)
    path = tmp_path / "talk.md"
    path.write_text(LECTURE)
    return path


@asynccontextmanager
async def showing(
    path: Path,
    *,
    size: tuple[int, int] = (80, 24),
    file: Path | None = None,
    leads: Leading | None = None,
) -> AsyncIterator[tuple[Trainer, ScriptLectureApp]]:
    """Open the scene with the script, to a class or not, and wait until it is there."""
    app = ScriptLectureApp(load(path), 1, path.parent, speed=AUTO, settings=Settings(), file=file)
    if leads is not None:
        leads.lead(app)
    try:
        await asyncio.to_thread(app.worker.opened.wait)
        async with running(cast(TrainerApp, app), size) as it:
            await it.until(lambda: app.main.frame and app.main.frame.where == Where(12, 3))
            await it.until(lambda: app.main.frame and not app.main.frame.job)
            yield it, app
    finally:
        app.worker.stop(5)


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_scene_shows_its_script_at_its_position(
    lecture: Path, size: tuple[int, int]
) -> None:
    app = ScriptLectureApp(load(lecture), 1, lecture.parent, speed=AUTO, settings=Settings())
    try:
        await asyncio.to_thread(app.worker.opened.wait)
        async with running(cast(TrainerApp, app), size) as it:
            await it.shows("2/3 My own", "The weight is -0.9220", "in iteration 12", "w[1,0]")
            assert app.main.frame is not None
            assert app.main.frame.where == Where(12, 3)
            await it.press("n", "N")
            await it.until(lambda: app.main.frame and app.main.frame.where == Where(13, 4))
            await it.press("backspace")
            await it.until(lambda: app.main.frame and app.main.frame.where == Where(12, 3))
            await it.shows("Does it rise?")
            await it.press("3", "a")
            await it.shows("map · input 0", "what-if", "Does it rise?")
            await it.press("n", "tab", "tab", "backspace")
            await it.until(lambda: not app.main.what_if and not app.main.drawing)
            await it.until(lambda: app.main.frame and app.main.frame.where == Where(12, 3))
            await it.press("pagedown")
            await it.shows("It falls.")
            await it.press("question_mark")
            await it.shows("lecture", "go back to the scene from anywhere")
            await it.press("escape")
            await it.until(lambda: app.screen is app.main)
            await it.press("i")
            await it.shows("this lecture has no file")
            await it.press("full_stop")
            await it.until(lambda: isinstance(app.screen, Blank))
            await it.press("pagedown")
            await it.until(lambda: app.screen is app.main)
            await it.shows("It falls.")
            await it.press("g")
            await it.until(lambda: app.screen is not app.main)
            await it.press("pagedown")
            await it.until(lambda: app.onward == 2)
    finally:
        app.worker.stop(5)


def test_check_runs_the_scripts_only_when_told(
    lecture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.lecture(["--check", str(lecture)]) == 0
    assert "not run, so not checked: mine.py" in capsys.readouterr().out
    assert command.lecture(["--check", "--scripts", str(lecture)]) == 0
    assert capsys.readouterr().out == "3 scenes, no mistakes\n"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("at: 12:w", "at: 12:v", 10, "at: the loop does not assign 'v'"),
        ("at: 12:w", "at: 12:99", 10, "at: 99 is not a step: an iteration has 4 steps"),
        ("at: 12:w", "at: 60", 10, "at: 60: the loop ends after 50 iterations"),
        ("cell: w[1,0]", "cell: w[5,0]", 11, "cell: w is 2×1: its last cell is w[1,0]"),
        ("{w[1,0]:.4f}", "{v[1,0]}", 13, "{v[1,0]}: the loop has no variable 'v'"),
        ("mine.py", "yours.py", 9, "script: yours.py: "),
    ],
)
def test_check_finds_wrong_positions_and_cells(
    lecture: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, line: int, said: str
) -> None:
    lecture.write_text(LECTURE.replace(old, new, 1))
    assert command.lecture(["--check", "--scripts", str(lecture)]) == 1
    assert f"talk.md:{line}: {said}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            "seed: 3",
            "seed: a scene with a script has only at, until, cell, light, view, play, predict, "
            "compare, expect, choices, answer and minutes",
        ),
        ("hidden: 2", "hidden: a "),
        ("view: mpa", "view: "),
    ],
)
def test_a_scene_with_a_script_has_no_experiment(
    lecture: Path, capsys: pytest.CaptureFixture[str], setting: str, said: str
) -> None:
    lecture.write_text(LECTURE.replace("at: 12:w", setting))
    assert command.lecture(["--check", str(lecture)]) == 1
    assert f"talk.md:10: {said}" in capsys.readouterr().out


def test_a_kiosk_runs_no_scripts(lecture: Path) -> None:
    with pytest.raises(UsageError, match="--kiosk runs no scripts; this lecture names mine"):
        command.lecture_to_show(command.lecture_parser().read(["--kiosk", str(lecture)]))


@pytest.mark.parametrize(("answer", "runs"), [("y\n", True), ("\n", False), ("", False)])
def test_the_reader_is_asked_once(
    lecture: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    runs: bool,
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert command._may_run(load(lecture), lecture, False) is runs
    assert "runs Python files with your own rights" in capsys.readouterr().out


def scene_of(path: Path, *settings: str) -> None:
    """Give the scene with the script more settings."""
    path.write_text(LECTURE.replace("cell: w[1,0]", "\n".join(["cell: w[1,0]", *settings])))


def test_check_finds_a_variable_that_cannot_be_lit(
    lecture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene_of(lecture, "light: erorr")
    assert command.lecture(["--check", "--scripts", str(lecture)]) == 1
    assert "talk.md:12: light: the loop has no variable 'erorr'" in capsys.readouterr().out
    scene_of(lecture, "light: error")
    assert command.lecture(["--check", "--scripts", str(lecture)]) == 0


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_scene_lights_a_pane_and_shows_a_view(lecture: Path, size: tuple[int, int]) -> None:
    scene_of(lecture, "light: error", "view: runs")
    async with showing(lecture, size=size) as (trainer, app):
        await trainer.until(lambda: "past runs" in trainer.text)
        assert not app.main.text.lit
        await trainer.press("1")
        await trainer.until(lambda: "╔" in trainer.text)
        (lit,) = [pane for pane in app.main.panes if pane.lit]
        assert lit in app.main.arrays and lit.caption.startswith("error")
        await trainer.press("backspace")
        await trainer.until(lambda: "past runs" in trainer.text)
        assert app.is_untouched
        await trainer.press("N")
        await trainer.until(lambda: app.main.frame and app.main.frame.where.iteration == 13)
        assert not app.is_untouched


async def test_a_scene_without_a_light_lights_nothing(lecture: Path) -> None:
    async with showing(lecture) as (trainer, app):
        await trainer.until(lambda: "The weight is" in trainer.text)
        assert not [pane for pane in app.main.panes if pane.lit]
        assert "╔" not in trainer.text


async def test_a_scene_draws_the_curve_of_a_function_large(lecture: Path) -> None:
    scene_of(lecture, "light: w, curve")
    lecture.write_text(lecture.read_text().replace("cell: w[1,0]", "cell: out[1,0]"))
    async with showing(lecture, file=lecture) as (trainer, app):
        await trainer.until(lambda: "●" in trainer.text)
        x, y, width, height = app.main.explanation.region
        rows = [line[x + 1 : x + width - 1] for line in trainer.lines[y + 1 : y + height - 1]]
        assert rows[-4].count("┤") == rows[-2].count("┤") == 1
        assert any("out[1,0]" in row for row in rows[:-4])
        (lit,) = [pane for pane in app.main.panes if pane.lit]
        assert lit.caption.startswith("w")
        await trainer.press("i")
        await trainer.until(lambda: app.onward == 2)
    scene = load(lecture).scenes[2]
    assert (scene.light, scene.curve, scene.pinned) == ("w", True, "out[1,0]")


async def test_the_screen_is_inserted_as_the_next_scene(lecture: Path) -> None:
    scene_of(lecture, "light: graph")
    async with showing(lecture, file=lecture) as (trainer, app):
        await trainer.press("N", "4")
        await trainer.until(lambda: app.main.shown == "runs")
        await trainer.until(lambda: app.main.frame and app.main.frame.where.iteration == 13)
        await trainer.press("i")
        await trainer.until(lambda: app.onward == 2)
    scene = load(lecture).scenes[2]
    assert (scene.script, scene.view, scene.light) == ("mine.py", "runs", "graph")
    assert scene.at.startswith("13:") and scene.pinned == "w[1,0]"


async def test_edits_of_a_script_are_not_inserted(lecture: Path) -> None:
    async with showing(lecture, file=lecture) as (trainer, app):
        await trainer.until(lambda: app.main.view and app.main.view.subject.label == "w")
        await trainer.press("x")
        await trainer.until(lambda: app.main.frame and app.main.frame.edits)
        await trainer.press("i")
        await trainer.until(lambda: "no edits and no other settings" in trainer.text)
    assert len(load(lecture).scenes) == 3


async def test_edits_typed_just_before_are_not_inserted_either(lecture: Path) -> None:
    async with showing(lecture, file=lecture) as (trainer, app):
        await trainer.until(lambda: app.main.view and app.main.view.subject.label == "w")
        send(trainer, "x i")
        await trainer.until(lambda: "no edits and no other settings" in trainer.text)
        frame = app.main.frame
        assert frame and frame.edits and not frame.job and app.worker.has_answered
    assert len(load(lecture).scenes) == 3


LAB = """\
Find it

# First

Here it is.

# The hunt
script: lab/hardly
at: 12:syn1

Which line is wrong?
"""


async def test_a_scene_can_open_a_script_of_the_lab(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(LAB)
    assert command.lecture(["--check", str(path)]) == 0
    app = ScriptLectureApp(load(path), 1, tmp_path, speed=AUTO, settings=Settings())
    try:
        await asyncio.to_thread(app.worker.opened.wait)
        async with running(cast(TrainerApp, app), (120, 40)) as it:
            await it.shows("Which line is wrong?", "hardly.py")
            await it.until(lambda: app.main.focused is app.main.source)
            await it.until(lambda: app.main.frame and app.main.frame.where.iteration == 12)
            await it.press("down", "enter")
            await it.shows("Found: line 34 was wrong.")
            assert app.reopening()[:3] == ["tinynet-tui", "--script", "lab/hardly"]
    finally:
        app.worker.stop(5)


async def test_a_scene_with_a_script_plays_asks_and_is_read_again(lecture: Path) -> None:
    settings = "cell: w[1,0]\nplay: 3\npredict: on\nminutes: 2\n"
    lecture.write_text(LECTURE.replace("cell: w[1,0]\n", settings))
    async with showing(lecture, file=lecture) as (it, app):
        assert app.main.quiz.on
        await it.shows("quiz  auto", "pgdn: play")
        await it.press("pagedown")
        await it.shows("playing  3 iterations/s", "pgdn: answer")
        await it.press("backspace")
        await it.until(lambda: app.main.frame and app.main.frame.where == Where(12, 3))
        await it.shows("auto", "pgdn: play")
        lecture.write_text(lecture.read_text().replace("It falls", "It sinks"))
        await it.until(lambda: app.scene.answer == (("It sinks.",),))
        assert app.onward is None
        await it.press("g", "number_sign", "9", "enter")
        await it.shows("there is no scene 9: the scenes are #1 to #3")
        await it.press("backspace", "3", "enter")
        await it.until(lambda: app.onward == 2)


async def test_the_palette_lists_the_scenes(lecture: Path) -> None:
    async with showing(lecture) as (_, app):
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert titles[:3] == ["scene 1: The built-in one", "scene 2: My own", "scene 3: The end"]


async def test_a_class_is_counted_and_ended_with_a_question(lecture: Path) -> None:
    room = Room()
    room.here = 3
    async with showing(lecture, leads=room.leading()) as (it, app):
        there = "script: mine.py\nat: 12:3\n"
        await it.until(lambda: room.states and room.states[-1].settings.startswith(there))
        await it.shows("3 here")
        await it.press("q")
        await it.shows(QUESTION)
        await it.press("n")
        await it.until(lambda: app.screen is app.main)
        assert app.is_running
        await it.press("q", "y")
        await it.until(lambda: app.return_value == 0)


async def test_a_scene_opens_where_a_condition_comes_true(lecture: Path) -> None:
    lecture.write_text(LECTURE.replace("at: 12:w", "until: w[1,0] < -0.9"))
    app = ScriptLectureApp(load(lecture), 1, lecture.parent, speed=AUTO, settings=Settings())
    try:
        async with running(cast(TrainerApp, app), (80, 24)) as it:
            await it.shows("The weight is -0.9220", "in iteration 12")
            frame = app.main.frame
            assert frame is not None
            there = Where(12, 3)
            assert (frame.where, frame.note, app.is_untouched) == (there, "", True)
            await it.press("N", "N")
            await it.until(lambda: app.main.frame and app.main.frame.where.iteration == 14)
            assert not app.is_untouched
            await it.press("backspace")
            await it.until(lambda: app.main.frame and app.main.frame.where == there)
            await it.press("home")
            await it.until(lambda: app.main.frame and app.main.frame.where == Where(0, 1))
            await it.press("backspace")
            await it.until(lambda: app.main.frame and app.main.frame.where == there)
    finally:
        app.worker.stop(5)


async def test_a_scene_shows_another_run_beside_its_own(lecture: Path) -> None:
    script = SCRIPT.replace("0.5 * X", "rate * X").replace("for i", "rate = 0.5\nfor i")
    (lecture.parent / "mine.py").write_text(script)
    scene_of(lecture, "compare: rate 0.1")
    async with showing(lecture, size=(120, 40)) as (it, app):
        await it.shows("The weight is", "rate 0.1 ")
        assert app.main.frame is not None
        (run,) = app.main.frame.runs
        assert (run.verdict, run.length) == ("finished", 50)
        assert app.is_untouched
        await it.press("4")
        await it.shows("past runs", "finished")


async def test_a_scene_whose_condition_is_not_met_yet_says_so_and_is_returned_to(
    lecture: Path,
) -> None:
    go = lecture.parent / "go"
    waits = f"    while i == 3 and not __import__('os').path.exists({str(go)!r}): pass\n"
    (lecture.parent / "mine.py").write_text(f"{SCRIPT}{waits}")
    lecture.write_text(LECTURE.replace("at: 12:w", "until: w[1,0] < -0.9"))
    app = ScriptLectureApp(load(lecture), 1, lecture.parent, speed=AUTO, settings=Settings())
    try:
        async with running(cast(TrainerApp, app), (80, 24)) as it:
            await it.shows("running until w[1,0] is below -0.9", "runs until w[1,0] < -0.9.")
            await it.press("space")
            await it.until(
                lambda: app.main.frame and app.main.frame.plan and not app.main.frame.job
            )
            assert app.main.frame is not None
            assert app.main.frame.opened_at is None
            assert not app.is_untouched
            go.touch()
            await it.press("backspace")
            await it.until(lambda: app.main.frame and app.main.frame.where == Where(12, 3))
            assert app.main.frame.opened_at == Where(12, 3)
    finally:
        app.worker.stop(5)


async def test_a_scene_whose_script_hangs_is_left_with_the_same_key(lecture: Path) -> None:
    (lecture.parent / "mine.py").write_text(f"{SCRIPT}    while i == 3: pass\n")
    app = ScriptLectureApp(load(lecture), 1, lecture.parent, speed=AUTO, settings=Settings())
    try:
        await asyncio.to_thread(app.worker.opened.wait)
        async with running(cast(TrainerApp, app), (80, 24)) as it:
            await it.shows("going to 12:w", "the text appears.")
            await it.press("pagedown")
            await it.shows("going to 12:w", "pgdn again")
            assert app.onward is None
            await it.press("pagedown")
            await it.until(lambda: app.onward == 2)
    finally:
        app.worker.stop(5)


async def test_a_mistake_that_is_saved_is_shown_in_place_until_it_is_mended(lecture: Path) -> None:
    async with showing(lecture, file=lecture) as (it, app):
        lecture.write_text(LECTURE.replace("{error:.3f}", "{errr:.3f}"))
        await it.shows("talk.md:13: {errr}: the loop has", "The weight is -0.9220")
        lecture.write_text(LECTURE)
        await it.until(lambda: "talk.md" not in it.text)
        lecture.write_text(LECTURE.replace("at: 12:w", "at: 12:w\nlight: nope"))
        await it.until(lambda: app.onward == 1)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("cell: w[1,0]", "cell: v[1,0]", "talk.md:11: cell: the loop has no"),
        ("at: 12:w", "at: 12:w\nlight: nope", "talk.md:11: light: the loop has no"),
        ("cell: w[1,0]", "answer: sign of u", "talk.md:11: answer: the loop has no"),
        ("{iteration}", "{u}, {v}, {w[2,0]}", "more; --check lists all)"),
    ],
)
async def test_what_a_scene_names_in_vain_is_told(
    lecture: Path, right: str, wrong: str, told: str
) -> None:
    lecture.write_text(LECTURE.replace(right, wrong))
    async with showing(lecture, file=lecture) as (it, _):
        await it.shows(told, "The weight is -0.9220")
