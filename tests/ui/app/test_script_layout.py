"""The same position has the same panes, whatever was shown before."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.script_trainer import opened

TEXT = """import numpy as np
X, y = np.eye(3), np.ones((3, 1))
w = np.zeros((3, 1))
for n in range(20):
    out = X @ w
    error = y - out
    delta = error * 0.1
    w += X.T @ delta
    del out, delta
    if n == 7:
        del error
        late = np.ones((2, 2))
"""
POSITIONS = ("0:1", "0:3", "5:last", "6:2", "7:last", "8:1", "19:last")


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_position_is_shown_in_the_same_way_again(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "mine.py"
    path.write_text(TEXT)
    seen: dict[str, object] = {}
    async with opened(path, size=size) as it:
        for position in (*POSITIONS, *reversed(POSITIONS), "6:2", "0:1"):
            await it.go(position)
            await it.settles()
            panes = {one.id: one.region for one in it.main.query("*") if one.id and one.display}
            assert len(panes) > 5
            assert seen.setdefault(position, panes) == panes


SINGLE = """import numpy as np
x, y = np.arange(4.0), np.arange(4.0) * 2 + 1
w, count, rate, seen, total, best = 0.5, 0, 0.05, [], 0, 9
b = [0, 0.25]
for n in range(20):
    out = w * x + b[0] + b[1]
    miss = y - out
    w += rate * (miss * x).mean()
    b[0] += rate * miss.mean()
    b[1] -= 0.002 * b[1]
    count += 1
    seen.append(float(miss.mean()))
    total += abs(miss).sum()
    best = min(best, abs(miss).sum())
"""


async def test_weights_that_are_single_numbers_have_a_pane(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(SINGLE)
    async with opened(path) as it:
        await it.go("1:1")
        await it.settles()
        labels = [item.label for pane in it.main.arrays for item in pane.group.items]
        assert labels == ["w", "x", "b[0]", "b[1]", "out", "y", "miss"]
        await it.go("0:3")
        await it.shows("►w")
        await it.shows("0.81")
        await it.go("1:4")
        await it.shows("►b[0]")


LISTS = """import numpy as np
np.random.seed(3)
X, y = np.random.rand(5, 6), np.random.rand(5, 1)
w0, w1 = np.random.rand(6, 6), np.random.rand(6, 1)
first, second, third = np.random.rand(3, 4, 9)
for n in range(20):
    kept = []
    shift = (first + second + third).mean()
    for turn in range(6):
        kept.append(np.tanh(X @ w0) * turn)
    out = kept[5] @ w1
    miss = y - out
    w0 += 0.01 * X.T @ (miss @ w1.T)
    w1 += 0.01 * kept[5].T @ miss
"""


async def test_the_parts_of_a_computed_list_give_way_before_the_weights(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(LISTS)
    async with opened(path, size=(80, 24)) as it:
        await it.go("1:1")
        await it.settles()
        shown = {pane.group.items[0].label for pane in it.main.arrays if pane.display}
        assert {"w0", "w1"} <= shown
        await it.shows("not shown, tab goes there: ")
