"""A lecture's scene with a script of one's own."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import pytest

from helpers.trainer import running
from tinynet_tui.cli import lecture as command
from tinynet_tui.cli.parser import UsageError
from tinynet_tui.engine.engine import Where
from tinynet_tui.lecture.files import load
from tinynet_tui.settings.settings import Settings
from tinynet_tui.ui.app.script_lecture_app import ScriptLectureApp
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.dialogs.blank import Blank
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
            await it.press("n", "tab", "backspace")
            await it.until(lambda: not app.main.what_if and not app.main.drawing)
            await it.until(lambda: app.main.frame and app.main.frame.where == Where(12, 3))
            await it.press("pagedown")
            await it.shows("It falls.")
            await it.press("question_mark")
            await it.shows("lecture", "go back to the scene from anywhere")
            await it.press("escape")
            await it.until(lambda: app.screen is app.main)
            await it.press("i")
            await it.shows("write this one in the file")
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
        ("at: 12:w", "at: 60", 10, "at: 60: the loop ends after 50 iterations"),
        ("cell: w[1,0]", "cell: w[5,0]", 11, "cell: w is 2×1: its last cell is w[1,0]"),
        ("{w[1,0]:.4f}", "{v[1,0]}", 8, "{v[1,0]}: the loop has no variable 'v'"),
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
    [("seed: 3", "seed: a scene with a script has only at and cell"), ("light: l1", "light: a ")],
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
