"""A line that only gives a slope another name, or shape, is named where something is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

NET = """\
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(15, 2))
y = rng.normal(size=(15, 1))
w = rng.normal(size=(2, 4))
v = rng.normal(size=(4, 1))
def back(e, h, z):
    dh = e @ v.T
    dz = dh * (z > 0)
    return X.T @ dz, h.T @ e
for i in range(20):
    z = X @ w
    h = np.maximum(z, 0)
    e = h @ v - y
    dw, dv = back(e, h, z)
    w -= 0.01 * dw
    v -= 0.01 * dv
"""


def test_what_multiplies_it_is_right(tmp_path: Path) -> None:
    assert checked(tmp_path, NET).status == FOLLOWS


@pytest.mark.parametrize("wrong", ["dh", "dh.copy()", "np.array(dh)"])
def test_a_line_that_hands_on_is_named(tmp_path: Path, wrong: str) -> None:
    found = checked(tmp_path, NET.replace("dz = dh * (z > 0)", f"dz = {wrong}"))
    assert found.status == APART
    assert "Line 9 in back hands a slope on as it is" in " ".join(found.words)
    assert {9, 10} <= {*found.lines}


def test_a_turned_array_is_no_line_of_its_own(tmp_path: Path) -> None:
    found = checked(tmp_path, NET.replace("X.T @ dz", "X.T @ dh"))
    assert found.status == APART
    assert "hands" not in " ".join(found.words)
