"""An edited number says so; a setting that was chosen, and a number of the file's new text."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.engine import Where

TEXT = """\
import numpy as np
np.random.seed(1)
alpha = 0.5
rate = 2.0
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.random.rand(2, 1)
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += alpha * X.T.dot(error)
    print(np.mean(np.abs(error)))
"""


def saved(folder: Path, text: str = TEXT) -> Path:
    path = folder / "mine.py"
    path.write_text(text)
    return path


async def at_first_cell(it: ScriptTrainer, position: str) -> float:
    await it.go(position)
    name = position.partition(":")[2]
    await it.until(lambda: it.main.variable == name)
    array = it.frame.values[name].array
    assert array is not None
    return float(array[0, 0])


async def chosen(it: ScriptTrainer, *keys: str) -> None:
    """Press keys in the options, then enter."""
    await it.press("o")
    await it.shows("loop in line")
    await it.press(*keys, "enter")
    await it.rest()


async def saves(it: ScriptTrainer, path: Path, text: str) -> None:
    """Save another text, and run it."""
    path.write_text(text)
    await it.shows("has changed")
    await it.typed("R")


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_an_edited_number_says_that_it_was_edited_and_what_it_was(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(saved(tmp_path), size=size) as it:
        old = await at_first_cell(it, "3:out")
        await it.press("enter")
        await it.shows("edit out[0,0]")
        it.app.screen.query_one("PromptInput").value = "7.5"  # type: ignore[attr-defined]
        await it.press("enter")
        await it.rest()
        await it.shows(f"edited here; it was {old:.6g}", "before that, written by line 9", "1 edit")
        await it.press("up")  # another number is not edited; the pane is left and entered
        await it.typed("n")
        await at_first_cell(it, "4:out")
        assert "edited" not in it.text.replace("1 edit", "")  # it has been computed anew


async def test_a_weight_that_was_edited_and_trained_since_says_both(tmp_path: Path) -> None:
    async with opened(saved(tmp_path)) as it:
        old = await at_first_cell(it, "3:w")
        await it.press("enter")
        await it.shows("edit w[0,0]")
        await it.press("up", "up", "enter")
        await it.rest()
        edit = it.frame.edits[0]
        assert edit.value == pytest.approx((old // 0.1 + 2) * 0.1) and edit.old == old
        await at_first_cell(it, "5:w")
        await it.shows(f"edited at 3:3; it was {old:.6g}", "w += alpha * X.T.dot(error)")


async def test_enter_on_an_unchanged_number_is_no_edit(tmp_path: Path) -> None:
    async with opened(saved(tmp_path)) as it:
        await it.go("20")
        await at_first_cell(it, "5:w")
        for keys in ((), ("up", "escape")):
            await it.press("enter")
            await it.shows("edit w[0,0]")
            await it.press(*keys, *["enter"] * (not keys))
            await it.rest()
            assert not it.frame.edits and it.frame.furthest.iteration == 20


async def test_a_setting_that_the_new_text_changes_is_the_new_texts(tmp_path: Path) -> None:
    path = saved(tmp_path)
    async with opened(path) as it:
        await it.go("10:w")
        await chosen(it, "tab", *"3", "tab", *"4")
        assert it.frame.choice.lets == {"alpha": 3, "rate": 4} and it.where == Where(10, 3)
        await saves(it, path, TEXT.replace("alpha = 0.5", "alpha = 1.5"))
        assert it.frame.choice.lets == {"rate": 4} and it.where == Where(10, 3)
        assert "alpha is 1.5, no longer 3; rate 4 stays as chosen" in it.frame.note
        await saves(it, path, TEXT.replace("rate = 2.0\n", ""))
        assert it.frame.choice.lets is None
        assert "it has no rate any more" in it.frame.note


async def test_a_seed_that_the_new_text_changes_is_the_new_texts(tmp_path: Path) -> None:
    path = saved(tmp_path)
    async with opened(path) as it:
        await it.go("4")
        await it.typed("r")
        assert it.frame.choice.seed == 2
        await saves(it, path, TEXT + "\n")
        assert it.frame.choice.seed == 2 and "seed 2 stays as chosen" in it.frame.note
        await saves(it, path, TEXT.replace("seed(1)", "seed(5)"))
        assert it.frame.choice.seed is None and "the seed is 5, no longer 2" in it.frame.note


WIDE = """
import numpy as np
x = np.random.rand(8, 3)
wide = np.zeros((1, 40000))
deep = np.zeros((1, 4, 40000))
w = np.zeros((3, 1))
for epoch in range(5):
    wide, deep = wide + 1, deep + 1
    w -= 0.1 * x.T @ (x @ w - 1)
"""


@pytest.mark.parametrize("cell", ["wide[0,2]", "deep[0,1,2]"])
async def test_a_number_of_a_wide_array_that_was_not_sent_is_not_at_hand(
    cell: str, tmp_path: Path
) -> None:
    path = tmp_path / "wide.py"
    path.write_text(WIDE)
    async with opened(path) as it:
        it.main.cells_to_come = [cell]
        await it.go("1:1")
        await it.until(lambda: it.main.variable == cell.partition("[")[0])
        for key in ("enter", "x", "f"):
            await it.press(key)
            await it.shows("at hand")
            it.main.say("")
