"""The bug lab in the trainer: a line is chosen, hints are asked for, the answer is shown."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from helpers.lab_runs import bug
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.lab.lab import LAB, Visit
from tinynet_tui.ui.dialogs.page import Page
from tinynet_tui.ui.dialogs.script_compare import Comparison, OtherScript
from tinynet_tui.ui.dialogs.script_lab import Hints, LabList


@asynccontextmanager
async def hunting(
    name: str,
    counts: Path | None = None,
    *,
    choosing: bool = False,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[ScriptTrainer]:
    one = bug(name)
    visit = Visit(one, counts, choosing)
    words = {
        "visit": visit,
        "greeting": one.greeting,
        "command": ["tinynet-tui", "--script", "lab/x"],
    }
    async with opened(one.path, size=size, app_options=words) as it:
        await it.until(lambda: choosing or it.main.focused is it.main.source)
        yield it


def line(it: ScriptTrainer) -> int | None:
    assert it.main.view is not None
    return it.main.source.line(it.main.view)


async def put_on(it: ScriptTrainer, number: int) -> None:
    """Put the cursor on a line by the arrows."""
    for _ in range(60):
        here = line(it)
        assert here is not None
        if here == number:
            return
        await it.press("up" if here > number else "down")
        await it.until(lambda here=here: line(it) != here)
    raise AssertionError(line(it))


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_the_wrong_line_is_found(size: tuple[int, int], tmp_path: Path) -> None:
    counts = tmp_path / "lab.json"
    one = bug("hardly")
    async with hunting("hardly", counts, size=size) as it:
        await it.shows("the bug lab, 3: It", "One line is wrong.", "hint.")
        box = [line.rpartition("▌")[2] for line in it.lines if "▌" in line]
        assert not set("│╯") & set("".join(box))  # no piece of a frame beside it
        await it.press("up", "up", "enter")  # past an empty line
        assert line(it) == 22
        assert "▌" not in it.text and it.lines[-2].endswith("─╯")
        await it.shows("line 22 is right, so look on. 1 line tried; A gives a hint", "line 22")
        assert it.main.source.size.height < 4 or "np.random.random((4," in it.text
        await put_on(it, one.line)
        await it.shows(one.wrong.strip()[:14])
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, Page))
        await it.shows(
            *("Found: line 34 was wrong.", "wrong  syn0 + X", "right  syn0 += X"),
            *("the error is 0.476 with this line", "With += it does", "found, 1 wrong guess"),
        )
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
        await it.press("C")  # now it may be compared
        await it.until(lambda: isinstance(it.app.screen, OtherScript))
        await it.press("enter")
        await it.until(lambda: isinstance(it.app.screen, Comparison))
        await it.shows("hardly.py (right):34", "syn0 += X.T @ l1_delta")
    assert json.loads(counts.read_text()) == {"hardly": {"guesses": 1, "hints": 0, "found": True}}


async def test_hints_come_on_request_and_then_the_answer() -> None:
    one = bug("faster")
    async with hunting("faster") as it:
        await it.press("A")
        await it.until(lambda: isinstance(it.app.screen, Hints))
        await it.shows("1. Look at the pane of l2_delta", "A gives another hint")
        assert "c says" not in it.text
        await it.press("escape", "A")  # it is still the first one
        await it.until(lambda: isinstance(it.app.screen, Hints))
        await it.shows("A gives another hint")
        await it.press("A")
        await it.shows("2. c says: The updates of syn0 and syn1 do not", "A shows the answer")
        assert str(one.line) not in it.text.split("hints")[1].split("esc")[0]
        await it.press("A")
        await it.shows("Line 30 was wrong.", "shown, 2 hints")
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
        await it.press("down", "enter")
        await it.shows(f"The wrong one is line {one.line}")
        assert it.app.hunt is not None and it.app.hunt.count.guesses == 0


async def test_everything_is_at_hand_but_the_comparison() -> None:
    async with hunting("halves") as it:
        await it.press("C")
        await it.shows("no comparison in the bug lab")
        await it.typed("n", "n", "N")  # the cursor on the line follows the steps
        assert it.main.focused is it.main.source and line(it) == 28
        await it.press("c")
        await it.shows("check of the slopes", "The update of w1 does not follow")
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
        await it.press("right", "enter")  # elsewhere, enter edits
        await it.until(lambda: it.app.screen is not it.main)
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
        await it.press("question_mark")
        await it.shows("bug lab", "one line of this script is wrong", "a hint; after two hints")


async def test_the_cursor_reaches_every_line_and_no_further() -> None:
    one = bug("deep")
    async with hunting("deep") as it:
        lines = one.text.split("\n")
        await put_on(it, 1)
        assert "Four layers" in it.text
        await put_on(it, max(number for number, text in enumerate(lines, 1) if text))
        await it.shows("print(layers[3])")
        await it.press("down", "enter")
        await it.shows("is right, so look on")
        assert it.main.focused is it.main.source
        await it.press("m")
        await it.until(lambda: it.main.enlarged is it.main.source)
        await it.press("up", "enter")
        await it.shows("2 lines tried")


async def test_a_click_chooses_a_line() -> None:
    async with hunting("deep", size=(200, 60)) as it:
        await it.typed("n")
        region = it.main.source.region
        row = next(at for at, text in enumerate(it.lines) if "error = y - layers[3]" in text)
        await it.pilot.click(offset=(region.x + 4, row))
        await it.until(lambda: line(it) == 28)
        assert it.main.focused is it.main.source


async def test_the_list_is_one_screen_and_opens_another() -> None:
    async with hunting("hardly", choosing=True) as it:
        await it.until(lambda: isinstance(it.app.screen, LabList))
        await it.shows(*(one.title for one in LAB), "hardly: easy")
        assert "One line is wrong" not in it.text
        await it.press("escape")
        await it.shows("One line is wrong")
        await it.press("o", "f2")
        await it.until(lambda: isinstance(it.app.screen, LabList))
        await it.press("enter")  # the one that is open
        await it.until(lambda: it.app.screen is it.main)
        assert it.app.onward_to == ""
        await it.press("o", "f2", "down", "enter")
        await it.until(lambda: it.app.onward_to == "lab/too-easy")


async def test_other_scripts_have_no_hints() -> None:
    async with opened(bug("deep").path) as it:
        await it.press("A")
        await it.shows("hints are for the bug lab: tinynet-tui lab")
        assert line(it) is None


async def test_what_numpy_does_in_silence_is_marked() -> None:
    async with hunting("sixteen") as it:
        await it.press("escape")
        await it.go("0:l1_error")
        await it.shows("! ", "4×4")


async def test_after_going_there_the_cursor_is_on_the_first_number_and_enter_is_no_guess() -> None:
    async with hunting("almost", size=(100, 30)) as it:
        await it.typed("n", "n")
        await it.press("c")
        await it.shows("The first difference from the slope is in hidden_error (line 32).")
        await it.press("enter")
        await it.until(lambda: it.app.screen is it.main)
        await it.shows("hidden_error[0,0]", "line 32")
        assert it.main.current_pane() in it.main.arrays
        await it.press("enter")
        await it.shows("edit hidden_error[0,0]")
        assert it.app.hunt is not None and not it.app.hunt.tried


async def test_the_title_tells_the_step_s_line_and_the_cursor_s() -> None:
    async with hunting("almost", size=(120, 40)) as it:
        await it.shows("step 1 · line 25 ")
        await it.press("down")
        await it.shows("step 1 · line 25 · cursor 26 ")


async def test_the_line_under_the_cursor_is_shown_whole() -> None:
    async with hunting("behind") as it:
        await put_on(it, 37)
        assert it.main.view is not None
        content = it.main.source.content(it.main.view, 36, 5)
        rows = [row[1][0] for row in content if row[1][1] == "strong+reverse"]
        assert len(rows) > 1
        text = rows[0].rstrip() + "".join(row.strip() for row in rows[1:])
        assert text.replace(" ", "") == bug("behind").wrong.replace(" ", "")
