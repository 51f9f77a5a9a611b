"""An output that is computed at the end of the loop's body, for the next iteration."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

CARRIED = """\
import numpy as np
rng = np.random.RandomState(6)
X = rng.randn(7, 3)
y = rng.rand(7, 1)
w, v = rng.randn(3, 4), rng.randn(4, 1)
h = np.tanh(X @ w)
out = h @ v
for i in range(30):
    d = y - out
    back = d @ v.T * (1 - h * h)
    v += 0.01 * h.T @ d
    w += 0.01 * X.T @ back
    h = np.tanh(X @ w)
    out = h @ v
"""


def test_it_is_no_weight(tmp_path: Path) -> None:
    found = checked(tmp_path, CARRIED)
    assert found.status == FOLLOWS
    assert found.words == (
        "The updates of v and w follow the slope of half the sum of squared errors.",
    )
    assert [(row.iteration, row.step) for row in found.rows[:4]] == [
        (1, 3),
        (1, 4),
        (2, 3),
        (2, 4),
    ]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("(1 - h * h)", "(1 - h)", (10, 13)),
        ("w += 0.01 * X", "w -= 0.01 * X", (12, 10)),
    ],
)
def test_the_wrong_line_is_named(
    tmp_path: Path, old: str, new: str, lines: tuple[int, ...]
) -> None:
    found = checked(tmp_path, CARRIED.replace(old, new))
    assert (found.status, found.lines) == (APART, lines)
    assert found.position is not None
    assert found.position[1] <= 6
