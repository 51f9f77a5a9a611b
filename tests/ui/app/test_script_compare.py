"""`C` compares a script with another one, and shows where they part."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.class_network import RIGHT, TEXT, WRONG
from helpers.manners import SCRIPTS
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.engine import Where
from tinynet_tui.ui.dialogs.script_compare import Comparison
from tinynet_tui.ui.panes.script.arrays import APART

MISTAKES = SCRIPTS / "mistakes"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A script with a mistake, and the right one beside it."""
    for name in ("hidden_from_error.py", "no_update.py", "right.py"):
        shutil.copy(MISTAKES / name, tmp_path / name)
    return tmp_path / "hidden_from_error.py"


async def compare(it: ScriptTrainer, other: str = "") -> None:
    await it.press("C", *("full_stop" if key == "." else key for key in other), "enter")
    await it.until(lambda: isinstance(it.app.screen, Comparison))


def marked(it: ScriptTrainer) -> int:
    """How many numbers are marked in the panes."""
    return sum(text == APART for pane in it.main.arrays for row in pane._rows for text, _ in row)


async def test_enter_goes_to_the_line_and_the_cells_are_marked(mine: Path) -> None:
    async with opened(mine) as it:
        await compare(it, "right.py")
        await it.shows("right.py:27              l1_error = l2_delta.dot(syn1.T)")
        await it.shows("0.06981160315981015 in right.py")
        assert "enter goes there · esc closes" in it.text
        assert marked(it) == 0
        await it.press("enter")
        await it.rest()
        assert it.where == Where(0, 6)
        await it.shows("l1_error[0,0]")
        assert marked(it) == 16
        await it.typed("b")
        assert marked(it) == 0
        await it.typed("n", "N")
        assert it.where == Where(1, 6)
        assert marked(it) == 0


async def test_without_a_name_it_is_the_built_in_script(mine: Path) -> None:
    async with opened(mine) as it:
        await compare(it)
        await it.shows("three_layers.py:40       l1_error = l2_delta @ syn1.T")
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
        assert it.where == Where(0, 1)


async def test_a_missing_line_leads_to_the_end_of_the_iteration(mine: Path) -> None:
    async with opened(mine.with_name("no_update.py")) as it:
        await compare(it, "right.py")
        await it.shows("No line of no_update.py does that.")
        await it.press("enter")
        await it.rest()
        assert it.where == Where(0, 7)


async def test_two_that_are_the_same(mine: Path) -> None:
    async with opened(mine.with_name("right.py")) as it:
        shutil.copy(mine.with_name("right.py"), mine.with_name("copy.py"))
        await compare(it, "copy.py")
        await it.shows("The same in the first 6,000 iterations.")
        assert "enter goes there" not in it.text


async def test_an_edit_is_a_difference_too(mine: Path) -> None:
    async with opened(mine.with_name("right.py")) as it:
        await it.go("3:8")
        await it.press("enter")
        await it.shows("edit ")
        it.app.screen.query_one("PromptInput").value = "0.5"  # type: ignore[attr-defined]
        await it.press("enter")
        await it.rest()
        await compare(it, "right.py")
        await it.shows("The first difference is in iteration 3:")


async def test_what_cannot_be_compared_is_said(mine: Path) -> None:
    async with opened(mine) as it:
        await it.press("C", *"no", "enter")
        await it.shows("there is no file no")
        await it.press("escape")
        await it.press("C", *"tahn", "enter")
        await it.shows("there is no file tahn; did you mean tanh?")
        await it.press("escape")
        mine.with_name("bad").write_text("x = 1\n")
        await it.press("C", *"bad", "enter")
        await it.shows("bad: ")
        assert it.app.screen is it.main
        mine.write_text(mine.read_text() + "# changed\n")
        await it.until(lambda: it.frame.is_outdated)
        await it.press("C")
        await it.shows("cannot compare: the file has another text now")


async def test_it_fits_into_80_by_24(mine: Path) -> None:
    async with opened(MISTAKES / "xor.py") as it:
        await compare(it)
        await it.shows("[3,0] is 1.0 and 0.0")
        assert it.app.screen.query_one("#page").max_scroll_y == 0


async def test_enter_puts_the_cursor_on_the_number_that_differs(tmp_path: Path) -> None:
    mine, right = tmp_path / "mine.py", tmp_path / "right.py"
    mine.write_text(TEXT)
    right.write_text(TEXT.replace(WRONG, RIGHT))
    async with opened(mine) as it:
        await compare(it, "right.py")
        await it.shows("net.W1[0,0] is")
        await it.press("enter")
        await it.shows("step 3", "╭ net.W1[0,0] ")
