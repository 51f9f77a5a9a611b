"""A class of running apps: scripts are led and followed."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock

import pytest

from helpers.classes import Room, leading
from helpers.classes import agree as networks_agree
from helpers.lectures import lecture_of
from helpers.script_classes import (
    MINE,
    Attendance,
    ScriptSide,
    agree,
    leading_scene,
    leading_script,
)
from tinynet_tui.collection.collection import find
from tinynet_tui.engine.engine import Where
from tinynet_tui.ui.app import follows_class
from tinynet_tui.ui.app.follows_class import FollowsClass
from tinynet_tui.ui.app.own_name import NamePrompt
from tinynet_tui.ui.app.script_following import ScriptFollowing
from tinynet_tui.ui.canvas.canvas import Row
from tinynet_tui.ui.dialogs.blank import Blank
from tinynet_tui.ui.dialogs.run_script import RunScript
from tinynet_tui.ui.panes.script.followed import FollowedScriptText
from tinynet_tui.ui.panes.script.view import ScriptView
from tinynet_tui.ui.panes.views import HIDDEN
from tinynet_tui.worker.scripts.frame import ScriptFrame

LECTURE = """\
Scripts

# The network
at: 3:l1

Here it is.

# Momentum
script: momentum
at: 7:w

The error is {error:.3f}.

? Does it fall?
= It does.

# My own
script: mine.py
at: 12:w
cell: w[1,0]
light: out

The weight is {w[1,0]:.4f} in iteration {iteration}.
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(MINE)
    return path


@pytest.fixture
def lecture(mine: Path) -> Path:
    path = mine.with_name("talk.md")
    momentum = find("momentum")
    assert momentum is not None
    path.write_text(LECTURE.replace("at: 7:w", f"at: {momentum.at}"))
    return path


def rests_at(room: Room, at: str) -> bool:
    """True when the lecturer has shown all there is to show at a position."""
    state = room.states[-1] if room.states else None
    return state is not None and f"at: {at}" in state.settings and bool(state.page)


def without_explanation(screen: str) -> list[str]:
    """Return a screen of 80 columns but for the explanation, which may have been cut short."""
    rows = screen.split("\n")
    return [*rows[:13], *(row[:42] for row in rows[13:-1])]


async def test_a_script_of_ours_runs_at_once(lecture: Path) -> None:
    room = Room()
    she = Attendance(room)
    async with leading_scene(room, lecture, 1) as it:
        async with she.network() as at:
            await she.leaves(at)
        assert not room.states[-1].files
        async with she.script() as at:
            await agree(it, at)
            await at.shows("2/3 Momentum", "The error is", "following ada's lecture")
            assert "It does." not in at.text
            await it.press("pagedown")
            await at.shows("= It does.")
            await it.press("n", "down", "3")
            await agree(it, at)
            await it.press("d")
            await at.until(lambda: at.main.seen == HIDDEN)
            await it.press("1", "x")
            await agree(it, at)
            assert at.frame.edits
            await at.press("N")
            await at.shows("away from the lecturer (scene 2) · backspace rejoins")
            assert at.seat.is_away
            await it.press("N", "r")
            await it.until(lambda: it.frame.choice.seed is not None)
            await at.press("backspace")
            await at.until(lambda: at.frame.choice.seed is not None)
            await agree(it, at)
            assert not at.seat.is_away
            await it.press("full_stop")
            await at.until(lambda: isinstance(at.app.screen, Blank))
            await it.press("x")
            await at.until(lambda: at.app.screen is at.main)
            async with leading(room, lecture_of("# One\nat: 3\n\nText.")) as other:
                await she.leaves(at)
                async with she.network() as back:
                    await networks_agree(other, back)


async def test_the_screen_before_stays_until_the_run_is_there(
    lecture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follows_class, "LONGEST", 1e6)
    shown: list[tuple[object, bool]] = []

    def release(app: Any) -> None:
        if app.holds:
            frame = app.main.frame
            at = frame.where if isinstance(frame, ScriptFrame) else frame.snapshot.position
            shown.append((at, app.main.text.awaited))
        released(app)

    released = FollowsClass.release
    monkeypatch.setattr(FollowsClass, "release", release)
    room = Room()
    she = Attendance(room)
    async with leading_scene(room, lecture, 1) as it:
        async with she.network() as before:
            assert not before.app.holds
            await she.leaves(before)
        async with she.script() as at:
            await at.until(lambda: not at.app.holds)
            await agree(it, at)
            assert shown == [(it.frame.where, False)]
            async with leading(room, lecture_of("# One\nat: 3:l1\n\nText.")) as other:
                await she.leaves(at)
                async with she.network() as back:
                    await back.until(lambda: not back.app.holds)
                    await networks_agree(other, back)
                    assert shown[1:] == [(other.position, False)]


async def test_a_key_shows_what_it_does(lecture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follows_class, "LONGEST", 1e6)
    monkeypatch.setattr(ScriptFollowing, "_painted", lambda _: None)  # it never arrives
    room = Room()
    she = Attendance(room)
    async with leading_scene(room, lecture, 1):
        async with she.network() as before:
            await she.leaves(before)
        async with she.script() as at:
            assert at.app.holds
            await at.press("?")
            assert not at.app.holds


async def test_whether_a_script_may_run_is_not_asked_over_a_name(mine: Path) -> None:
    room = Room(names=True)
    she = Attendance(room)
    async with leading_script(room, mine) as it:
        await it.press("N")
        async with she.network() as at:
            await at.until(lambda: isinstance(at.app.screen, NamePrompt))
            await at.press("ctrl+u", *"Yyvonne", "enter")
            await at.shows("run it here?")
            assert at.seat.name == "Yyvonne"
            await at.shows("y y  run it")


async def test_a_script_of_the_lecturers_own_runs_only_after_a_yes(mine: Path) -> None:
    room = Room()
    she, he = Attendance(room), Attendance(room)
    async with leading_script(room, mine) as it:
        await it.press("N", "N")
        async with he.network() as there:
            await there.shows("run it here?", "mine.py, 11 lines")
            await there.press("n")
            await there.shows("You have said no")
            await it.press("N")
            await there.pilot.pause()
            assert not isinstance(there.app.screen, RunScript)
            await there.press("backspace")
            await there.shows("run it here?")
        async with she.network() as at:
            await at.shows("run it here?")
            await at.press("v")
            await at.shows("alpha = 0.5", "w += alpha * X.T.dot(error)")
            await at.press("escape", "y")
            await at.shows("y again")
            await at.press("v")
            await at.shows("alpha = 0.5")
            await at.press("escape", "y")
            await at.shows("y again")
            assert at.app.return_value is None
            await at.press("y")
            await she.leaves(at)
        async with she.script() as at:
            await agree(it, at)
            path = at.app.worker.path
            assert [one.name for one in path.parent.iterdir()] == ["mine.py"]
            assert path.parent != mine.parent
            await at.shows("following ada", "error = np.mean")
            await it.press("N", "down", "n", "5")
            await agree(it, at)
            mine.write_text(MINE.replace("0.5\nfor", "0.25\nfor"))
            await it.press("R")
            await she.leaves(at)
        assert not path.exists()
        async with she.network() as at:
            await at.shows("run it here?", "mine.py")
            mine.write_text(MINE)
            await it.press("R")
            await she.leaves(at)  # to that one there was a yes
        async with she.script() as at:
            await agree(it, at)


async def test_an_exception_and_the_end_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "stops.py"
    path.write_text(MINE.replace("alpha * X.T", "alpha * (X.T if i < 3 else X)"))
    room = Room()
    she = Attendance(room)
    async with leading_script(room, path) as it:
        await she.says_yes()
        async with she.script() as at:
            await it.press("p")
            await it.until(lambda: it.frame.raised is not None)
            await at.until(lambda: at.frame.raised is not None)
            await agree(it, at)
            await it.press("b", "b")
            await agree(it, at)
            path.write_text(MINE)
            await it.press("R", "g", *"49:last", "enter")
            await she.leaves(at)
        await she.says_yes()
        async with she.script() as at:
            await agree(it, at)
            await it.press("p")
            await it.until(lambda: it.frame.finished)
            await agree(it, at)
            await at.press("y")
            await at.shows("no command opens it here")


async def test_control_characters_of_a_script_reach_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "odd.py"
    path.write_text(f"note = '\u202egnol'\n{MINE}")
    room = Room()
    she = Attendance(room)
    async with leading_script(room, path), she.network() as at:
        await at.shows("odd.py, 12 lines")
        await at.press("v")
        await at.shows("note = '?gnol'")


@pytest.mark.parametrize(
    ("text", "count"),
    [("# seen\rhidden = 1\n", 2), ("# coding: raw_unicode_escape\n# seen\\u000ahidden = 1\n", 3)],
)
async def test_no_line_hides_in_the_comment_of_another_one(
    tmp_path: Path, text: str, count: int
) -> None:
    path = tmp_path / "odd.py"
    path.write_text(text + MINE, newline="")
    room = Room()
    she = Attendance(room)
    async with leading_script(room, path), she.network() as at:
        await at.shows(f"odd.py, {11 + count} lines")
        await at.press("v")
        await at.shows("│ # seen ", "│ hidden = 1")


async def test_a_text_that_cannot_travel_is_told_to_the_lecturer(tmp_path: Path) -> None:
    path = tmp_path / "latin.py"
    path.write_bytes(b"# -*- coding: latin-1 -*-\n# \xe9\n" + MINE.encode())
    room = Room()
    async with leading_script(room, path) as it:
        await it.shows("not shown to the class: latin.py is no text in UTF-8")
        assert not room.states


@pytest.mark.parametrize("looks", [True, False])
async def test_a_file_beside_it_does_not_travel(
    looks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reads.py"
    (tmp_path / "rows.csv").write_text("0 1\n1 0\n1 1\n")
    rows = f"np.loadtxt('{tmp_path}/rows.csv')"
    path.write_text(MINE.replace("np.array([[0, 1], [1, 0], [1, 1]])", rows))
    room = Room()
    she = Attendance(room)
    async with leading_script(room, path):
        (tmp_path / "rows.csv").unlink()
        await she.says_yes()
        if not looks:  # it may fail before the news are looked at
            monkeypatch.setattr(ScriptFollowing, "look", AsyncMock())
        async with she.script() as script:
            await she.leaves(script)
        async with she.network() as at:
            await at.shows("cannot be run here", "reads.py:3")


async def test_a_kiosk_runs_none(lecture: Path) -> None:
    room = Room()
    guest = Attendance(room, kiosk=True)
    async with leading_scene(room, lecture, 1), guest.network() as at:
        await at.shows("A kiosk", "runs none")
        assert at.app.return_value is None


async def test_another_version_of_ours_is_told(lecture: Path) -> None:
    room = Room()
    she = Attendance(room)
    async with leading_scene(room, lecture, 1) as it:
        await it.until(lambda: rests_at(room, "1:8"))
        state = room.states[-1]
        digest = state.settings.split("text: ")[1][:64]
        room.publish(state._replace(settings=state.settings.replace(digest, "0" * 64)), {})
        async with she.network() as at:
            await at.shows("another one in")


async def test_an_error_of_the_lecturers_own_is_asked_about_too(lecture: Path) -> None:
    room = Room()
    she = Attendance(room)
    async with leading_scene(room, lecture, 1) as it:
        await it.until(lambda: rests_at(room, "1:8"))
        state = room.states[-1]
        room.publish(state._replace(settings=f"{state.settings}\nerror: abs(1)"), {})
        async with she.network() as at:
            await at.shows("run it here?", "abs(1)")


async def test_a_scene_that_runs_until_something_is_asked_at_the_same_place(lecture: Path) -> None:
    until = "until: w[1,0] < -0.9\nanswer: sign of w[1,0]"
    text = lecture.read_text().replace("at: 12:w", until)
    lecture.write_text(f"{text}\n? Which sign?\n= It is negative.\n")
    room = Room()
    she = Attendance(room)
    async with leading_scene(room, lecture, 2) as it:
        await it.shows("Which sign?")
        await she.says_yes()
        async with she.script() as at:
            await agree(it, at)
            assert at.frame.where == it.frame.where == it.frame.opened_at
            assert it.frame.where.iteration > 0
            await at.shows("Which sign?")
            await at.press("minus")
            await at.until(lambda: at.seat.given[2] == "-")
            await it.press("pagedown")
            await at.shows("= It is negative.", "right")


async def test_a_text_waits_until_ones_own_run_is_there(
    lecture: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.write_text(MINE.replace("    out =", "    __import__('time').sleep(0.02)\n    out ="))
    lecture.write_text(f"{lecture.read_text()}\n...\n\nThe rest.\n")
    told: list[tuple[bool, str]] = []
    paints = FollowedScriptText.content

    def content(pane: FollowedScriptText, view: ScriptView, width: int, height: int) -> list[Row]:
        rows = [*paints(pane, view, width, height)]
        text = "".join(text for row in rows for text, _ in row)
        told.append((view.frame.where == Where(12, 4), text))
        return rows

    monkeypatch.setattr(FollowedScriptText, "content", content)
    room = Room()
    she = Attendance(room)
    async with leading_scene(room, lecture, 2) as it:
        await it.shows("The weight is")
        await it.press("pagedown")
        await it.shows("The rest.")
        await she.says_yes()
        async with she.script() as at:
            await at.shows("The weight is", "in iteration 12", "The rest.")
            assert any("script is on its way" in text for _, text in told)
            assert all(is_there for is_there, text in told if "The weight" in text)
            await it.press("n")
            await agree(it, at)
            await at.shows("in iteration 12", "The rest.")


async def test_a_run_beside_the_scenes_own_ends_with_the_scene(lecture: Path) -> None:
    text = lecture.read_text().replace("at: 12:w", "at: 12:w\ncompare: alpha 0.1, seed 3")
    last = "script: mine.py\nat: 3:w\n\nAnd here it is.\n"
    lecture.write_text(f"{text}\n# Without\n{last}")
    room = Room()
    she = Attendance(room)

    def past(side: ScriptSide) -> list[tuple[object, int, object]]:
        runs = side.frame.runs
        return [(run.experiment, run.length, run.history.latest(run.length)) for run in runs]

    async with leading_scene(room, lecture, 2) as it:
        await it.shows("The weight is")
        await she.says_yes()
        async with she.script() as at:
            await agree(it, at)
            assert past(it) == past(at)
            assert len(past(it)) == 1
            await it.press("x", "N")
            await agree(it, at)
            assert len(past(at)) == len(past(it))
            await at.press("home", "x", "N", "backspace")
            await agree(it, at)
            await it.press("r")
            await it.until(lambda: it.frame.choice.seed is not None)
            await agree(it, at)
            it.app.exit(0)
            async with leading_scene(room, lecture, 3) as other:
                await agree(other, at)
                await at.shows("And here it is.")
                assert other.frame.where == at.frame.where == Where(3, 3)
                assert past(other) == past(at) == []


@pytest.mark.slow
async def test_whoever_begins_slowly_is_not_cut_off_by_the_lecturers_next_key(mine: Path) -> None:
    slow = "import time; time.sleep(3 * (w[0, 0] > -0.08)); alpha ="  # with other seeds than 1
    mine.write_text(MINE.replace("alpha =", slow))
    room = Room()
    she = Attendance(room)
    async with leading_script(room, mine) as it:
        await she.says_yes()
        async with she.script() as at:
            await agree(it, at)
            await it.press("r")
            await it.until(lambda: it.frame.choice.seed == 2)
            await it.press("N")
            await agree(it, at)
            await at.press("r")
            await at.until(lambda: at.frame.choice.seed == 3)
            await at.press("backspace")
            await at.until(lambda: at.frame.job)
            await it.press("N")
            await agree(it, at)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_whoever_follows_sees_the_same_numbers_whatever_happens(
    mine: Path, seed: int
) -> None:
    dice = random.Random(seed)
    room = Room()
    she = Attendance(room, size=(120, 40))
    keys = [*"nnnbNNBxfrzZR", "down", "up", "right", "tab", "home", "end", "2", "1", "escape"]
    async with leading_script(room, mine) as it:
        await she.says_yes()
        async with she.script() as at:
            await agree(it, at)
            for _ in range(12):
                await it.press(*dice.choices(keys, k=dice.randint(1, 4)))
                if dice.random() < 0.4:
                    await at.press(*dice.choices(keys, k=2))
                    await at.press("backspace")
                if dice.random() < 0.3:
                    await it.press("escape")
                    await it.until(lambda: not it.app.frames.keys_wait())  # p would end a job
                    await it.press("p")
                    await it.until(lambda: it.frame.playing or it.frame.finished)
                    if it.frame.playing:
                        await it.press("p")
                await it.press("escape", "n")
                await at.press("backspace")
                await agree(it, at)


async def test_a_scene_looks_the_same_however_one_came_to_it(lecture: Path) -> None:
    room = Room()
    early, late = Attendance(room), Attendance(room)
    async with leading_scene(room, lecture, 2) as it:
        await early.says_yes()
        async with early.script() as at:
            await agree(it, at)
            await it.press("N", "backspace")
            await it.until(lambda: it.frame.where == Where(12, 3) and not it.frame.job)
            await agree(it, at)
            await at.shows("The weight is", "in iteration 12")
            shown = without_explanation(at.text)
        await late.says_yes()
        async with late.script() as at:
            await agree(it, at)
            await at.until(lambda: without_explanation(at.text) == shown)
