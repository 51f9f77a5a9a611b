"""What the panes of a script's arrays show, and how one comes to them."""

from __future__ import annotations

from pathlib import Path

from helpers.manners import SCRIPTS
from helpers.script_trainer import opened
from tinynet_tui.ui.panes.script.variables import Item

WIDE = """\
import numpy as np
np.random.seed(1)
X = np.random.rand(9, 8)
y = np.random.rand(9, 8)
w = np.random.randn(8, 8)
v = np.random.randn(8, 8)
for i in range(50):
    h = np.tanh(X @ w)
    out = np.tanh(h @ v)
    error = y - out
    over = error * (1 - out**2)
    back = over @ v.T
    under = back * (1 - h**2)
    v += 0.1 * h.T @ over
    w += 0.1 * X.T @ under
"""


async def test_tab_goes_to_each_array_of_a_pane_without_room_for_all(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(WIDE)
    async with opened(path) as it:
        await it.go("20:under")
        await it.shows("also error over")
        seen = set()
        for _ in range(18):
            await it.typed("tab")
            seen.add(it.main.variable)
        assert seen >= {"error", "over", "back", "under", "X", "y", "w", "v", "h", "out"}


async def test_what_is_yet_to_be_written_is_not_called_given() -> None:
    async with opened(SCRIPTS / "object_passed.py", size=(200, 60)) as it:
        await it.go("0:off")
        it.main.choose(Item("net.lower"), (0, 0))
        await it.shows("first value, set before the loop: line 30 changes it")
        it.main.choose(Item("facts"), (0, 0))
        await it.shows("given: the loop does not change it")
