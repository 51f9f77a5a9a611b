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
