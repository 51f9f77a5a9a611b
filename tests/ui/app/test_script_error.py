"""What is said of a script's error: which expression it is, and only where it is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from helpers.script_trainer import opened
from tinynet_tui.engine.absent import ABSENT, is_absent
from tinynet_tui.engine.engine import Where
from tinynet_tui.training.error_history import BUCKETS, EXACT, ErrorHistory
from tinynet_tui.ui.dialogs.script_save import _errors
from tinynet_tui.ui.panes.script.graph import NO_ERROR

SELDOM = """\
import numpy as np
np.random.seed(1)
X = np.array([[0., 1.], [1., 0.], [1., 1.]])
y = np.array([[0.], [1.], [1.]])
w = np.random.rand(2, 1)
for i in range(60):
    out = 1 / (1 + np.exp(-X.dot(w)))
    err = y - out
    w += X.T.dot(err)
    if i % 20 == 0:
        loss = np.mean(err ** 2)
        print(loss)
"""
SAMPLES = """\
import numpy as np
X = [np.array([1., 0.]), np.array([0., 1.]), np.array([1., 1.])]
y = [0., 1., 1.]
w = np.zeros(2)
for epoch in range(30):
    for x, t in zip(X, y):
        p = x @ w
        w += 0.1 * (t - p) * x
    count = epoch + 1
"""


def saved(folder: Path, text: str) -> Path:
    path = folder / "mine.py"
    path.write_text(text)
    return path


async def test_an_error_that_is_seldom_computed_is_told_with_its_iteration(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SELDOM)) as it:
        assert "error ·" in it.lines[0]
        await it.go("19")
        assert (it.frame.error or ())[1:] == (0,)
        await it.go("55")
        assert it.frame.error is not None
        assert it.frame.error[1] == 40
        assert it.lines[0].rstrip().endswith(f"error {it.frame.error[0]:.6f} (40)")
        assert it.frame.happenings is not None
        assert not [one for one in it.frame.happenings if one.text.startswith("the error is")]
        assert "error = loss" in it.text


async def test_a_seldom_error_is_drawn_where_it_is_known(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SELDOM), size=(200, 60)) as it:
        await it.go("59")
        await it.until(lambda: it.main.graph.ready)
        assert it.main.view is not None
        painted = it.main.graph.content(it.main.view, 58, 20)[:-2]  # without events and numbers
        rows = ["".join(text for text, _ in row) for row in painted]
        assert ["".join(rows).count(char) for char in "•◆"] == [3, 1]
        assert not any("\u2801" <= char <= "\u28ff" for row in rows for char in row)


async def test_a_seldom_error_that_becomes_nan_is_an_event(tmp_path: Path) -> None:
    text = SELDOM.replace("w += X", "w += (np.nan if i == 30 else 1) * X")
    async with opened(saved(tmp_path, text)) as it:
        await it.go("55")
        assert it.frame.happenings is not None
        [found] = [one for one in it.frame.happenings if one.text.startswith("the error is")]
        assert found.where.iteration == 40


async def test_it_runs_until_a_seldom_error_rises(tmp_path: Path) -> None:
    text = SELDOM.replace("w += X", "w += (-1 if i > 25 else 1) * X")
    async with opened(saved(tmp_path, text)) as it:
        await it.press("u", *"error rises", "enter")
        await it.rest()
        assert it.where.iteration == 40
        rises = [one for one in it.frame.happenings or () if "rises" in one.text]
        assert [one.where.iteration for one in rises] == [40]


async def test_of_a_seldom_error_only_what_there_is_is_saved(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SELDOM)) as it:
        await it.go("45")
        head, *rows = _errors(it.frame).splitlines()
        assert head == "iteration,error"
        assert [row.partition(",")[0] for row in rows] == ["0", "20", "40"]


async def test_within_an_iteration_over_samples_the_last_whole_error_is_told(
    tmp_path: Path,
) -> None:
    async with opened(saved(tmp_path, SAMPLES)) as it:
        await it.go("19")
        whole = it.frame.error
        assert whole is not None
        assert whole[1] == 19
        await it.typed(*"nnn")
        assert it.where.iteration == 20
        assert it.frame.error == whole
        assert "(19)" in it.lines[0]
        await it.go("20:count")
        assert (it.frame.error or ())[1:] == (20,)


async def test_the_graph_and_the_options_say_what_the_error_is(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SAMPLES)) as it:
        await it.shows("error = mean of |t - p| · log")
        await it.press("o")
        await it.shows("abs(t - p).mean()")
        await it.press("enter")
        await it.rest()
        assert it.frame.choice.error is None  # it was not changed


async def test_without_an_error_the_graph_says_so_in_whole_words(tmp_path: Path) -> None:
    text = SELDOM.partition("    if")[0].replace("y - out", "y.mean() + out").replace("err", "e")
    async with opened(saved(tmp_path, text), size=(80, 24)) as it:
        rows = [line.split("│")[1].strip() for line in it.lines if line.startswith("│ ")]
        assert NO_ERROR in " ".join(rows)


async def test_a_typed_step_that_is_not_there_is_said(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SAMPLES)) as it:
        await it.go("7:99")
        assert it.where == Where(7, 7)
        assert "iteration 7 has only 7 steps" in it.lines[-1]
        await it.typed("N")
        assert "only" not in it.lines[-1]
    async with opened(saved(tmp_path, SELDOM)) as it:
        await it.press("g", *"7:99", "enter")
        await it.shows("99 is not a step: an iteration has at most 5 steps")


def test_an_absent_error_is_a_nan_that_no_arithmetic_makes() -> None:
    errors = np.array([0.0, np.nan, ABSENT, np.inf, float("nan")])
    assert is_absent(np.concatenate([errors, errors])[:5]).tolist() == [0, 0, 1, 0, 0]
    with np.errstate(all="ignore"):
        made = np.array([np.inf - np.inf, np.float64(0) / 0, np.log(np.float64(-1))])
    assert np.isnan(made).all() and not is_absent(made).any()


def test_the_latest_error_of_a_history() -> None:
    history = ErrorHistory()
    assert history.latest(10) is None
    history.append(np.array([np.nan, 0.5, np.nan, 0.25, np.inf, ABSENT]))
    assert [history.latest(at) for at in (1, 2, 3, 4, 6)] == [
        None,
        (1, 0.5),
        (1, 0.5),
        (3, 0.25),
        (3, 0.25),
    ]
    history.append(np.full(EXACT, 0.125))
    assert history.latest(history.length) == (history.length - 1, 0.125)
    width = EXACT // BUCKETS
    history.append(np.full(10 * width, ABSENT))
    found = history.latest(history.length)
    assert found is not None and found[0] < history.length - 8 * width
