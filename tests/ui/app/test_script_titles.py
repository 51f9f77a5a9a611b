"""Names, counts and examples on the screen of a script are the script's own."""

from __future__ import annotations

from pathlib import Path

from helpers.script_trainer import opened
from tinynet_tui.ui.dialogs.goto import hint_for
from tinynet_tui.ui.panes.error_graph.plot import Axes, plot
from tinynet_tui.ui.panes.script.placed import above_each

RAISES = """\
import numpy as np
np.random.seed(3)
X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
y = np.array([0., 1., 1., 0.])
w1, w2 = np.random.rand(2, 4), np.random.rand(4, 1)
for i in range(300):
    a1 = 1 / (1 + np.exp(-X @ w1))
    output = 1 / (1 + np.exp(-a1 @ w2))
    error = output - y
    back = error @ w2.T
    w2 -= a1.T @ error
    if i % 100 == 0:
        print(np.mean(np.abs(error)))
"""
COLUMN = RAISES.replace("error = output - y", "error = output - y.reshape(4, 1)")


def saved(folder: Path, text: str) -> Path:
    path = folder / "mine.py"
    path.write_text(text)
    return path


async def test_an_exception_is_not_announced_before_it_is_raised(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, RAISES)) as it:
        assert "iteration 0 of 300" in it.lines[0]
        assert not it.frame.happenings
        await it.typed("full_stop")
        assert it.frame.raised is None and "no event" in it.main.keys.note
        await it.typed(*"nn")
        assert it.frame.happenings and len(it.frame.happenings) == 1  # (4,) and 4×1
        await it.typed("n")
        assert it.frame.raised is not None and len(it.frame.happenings or ()) == 2
        assert "iteration 0 of 300" in it.lines[0]
        await it.typed("b")
        assert "iteration 0 of 300" in it.lines[0] and len(it.frame.happenings or ()) == 2


async def test_a_step_is_counted_among_all_only_if_all_are_always_run(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, COLUMN)) as it:
        for _ in range(7):
            await it.typed("n")
            assert f"step {it.where.step} · line" in it.text
    flat = COLUMN.partition("    if i")[0]
    async with opened(saved(tmp_path, flat)) as it:
        for _ in range(6):
            await it.typed("n")
            assert f"step {it.where.step}/5 · line" in it.text


async def test_the_prompt_for_a_position_names_variables_of_the_script(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, COLUMN)) as it:
        await it.press("g")
        await it.shows("254:a1   w2   254:last")
        assert "l1_error" not in it.text


def test_names_that_are_too_long_are_no_examples() -> None:
    assert hint_for(["a_name_that_is_long", "b"]).startswith("254   10k   254:b   b ")
    assert hint_for(["a_name_that_is_long"]).startswith("254   10k   254:7   7 ")


async def test_each_array_of_a_pane_has_its_name(tmp_path: Path) -> None:
    text = COLUMN.replace("y = np.array([0., 1., 1., 0.])", "y = np.array([[0], [1], [1], [0]])")
    async with opened(saved(tmp_path, text)) as it:
        await it.go("4:error")
        title = next(line for line in it.lines if "out" in line and "╭" in line)
        pane = next(part for part in title.split("╭") if "out" in part)
        assert pane.split()[1].strip("•►").startswith("y")


def test_names_touch_where_they_have_to() -> None:
    assert above_each([0, 6], [" output", " y"], 7) == " out… y"
    assert above_each([0, 5], [" output", "►y"], 6) == " ou…►y"
    assert above_each([0, 9], [" output", " y"], 20) == " output  y "


def test_an_axis_of_one_iteration_has_one_number() -> None:
    for axes in (Axes.LOG, Axes.LINEAR):
        last = plot([(0, 0.5, 0.5)], width=40, height=8, iterations=1, axes=axes)[-1]
        assert len(last.split()) == len({*last.split()})
