"""The present screen is added to a lecture's file, on the running app."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.lectures import opened_lecture, written
from helpers.three_scenes import THREE, next_scene
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.lecture.files import built_in, load


async def test_i_adds_the_present_screen_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, THREE), path=path) as it:
        await it.press("N", "right")
        await it.rests_at(255, 6)
        await it.shows(" l1_error[2,1] ")
        await it.press("i")
        await it.shows("2/4 Iteration 255, l1_error", "inserted as scene 2 of mine.md")
        assert it.said == "l1_error[2,1] is +.1061."
        scene = load(path).scenes[1]
        assert scene.position == Position(255, 6)
        assert scene.cursor == Cursor(2, 0, 1, 0)
        assert scene.pinned == "l1_error"
        assert scene.light == "l1_error"
        await it.press("r")
        await it.until(lambda: it.frame.snapshot.experiment.seed == 2)
        await it.press("i")
        await it.shows("3/5 Iteration 0, l0", "inserted as scene 3")
        assert load(path).scenes[2].experiment == Experiment(seed=2)
        await it.press("pagedown")
        await it.shows("4/5 Two", "seed 1 ")


async def test_i_shows_first_what_is_asked_and_only_then_adds_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, THREE), path=path, first=2) as it:
        before = path.read_text()
        await it.press("t", "n")
        await it.rests_at(0, 4)
        await it.until(lambda: it.main.quiz.asked is not None)
        await it.press("i")
        await it.shows("the quiz was open; press the key again to insert the screen")
        assert it.main.quiz.asked is None
        assert path.read_text() == before
        assert it.lecture_app.index == 2
        await it.press("i")
        await it.shows("4/4 Iteration 0, l2_error", "inserted as scene 4")


async def test_the_reason_that_nothing_was_added_is_not_hidden_by_a_long_path(
    tmp_path: Path,
) -> None:
    path = tmp_path / ("long" * 12) / ("er" * 30) / "a.md"
    path.parent.mkdir(parents=True)
    async with opened_lecture(written(path, THREE), path=path) as it:
        path.write_text("# One\nat: x\n")
        await it.press("i")
        await it.shows(" not inserted: a.md:2: at: 'x' is not a position")


async def test_what_somebody_else_writes_into_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    async with opened_lecture(written(path, THREE), path=path, first=1) as it:
        path.write_text(path.read_text().replace("# Two", "# Inserted\n\n# Two"))
        await it.press("i")
        await it.shows("4/5 Iteration 20, l2_error")
        assert [scene.title for scene in it.lecture_app.lecture.scenes][:3] == [
            *("One", "Inserted", "Two"),
        ]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (None, "No such file"),
        (b"# One\nat: x\n", ":2: at: 'x'"),
        (b"# One\n\0", ":2: not a text"),
    ],
)
async def test_a_broken_file_is_one_line_and_the_app_goes_on(
    broken: bytes | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("a.md")
    async with opened_lecture(written(path, THREE), path=path) as it:
        path.unlink()
        if broken is not None:
            path.write_bytes(broken)
        await it.press("i")
        await it.until(lambda: "not inserted: " in it.lines[23])
        assert it.lines[23].startswith(f" not inserted: a.md{reason if broken else ': '}")
        assert reason in it.lines[23]
        assert it.lecture_app.index == 0
        await next_scene(it)
        await it.shows("2/3 Two")


async def test_the_built_in_lecture_has_no_file() -> None:
    async with opened_lecture(built_in()) as it:
        await it.press("i")
        await it.shows("this lecture has no file")
