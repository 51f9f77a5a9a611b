"""A learning rate that grows is told; one that falls, or stays, is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import FOLLOWS

NET = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 3))
y = (X[:, :1] > 0).astype(float)
w = rng.normal(size=(3, 1))
for epoch in range(20):
    lr = 0.1 * 0.9 ** epoch
    for i in range(12):
        x = X[i:i + 1]
        p = 1 / (1 + np.exp(-x @ w))
        w -= lr * x.T @ (p - y[i])
"""


@pytest.mark.parametrize("rate", ["0.9 ** epoch", "1.0", "(1.1 if epoch % 2 else 0.9)"])
def test_others_are_not_told(tmp_path: Path, rate: str) -> None:
    found = checked(tmp_path, NET.replace("0.9 ** epoch", rate))
    assert (found.status, found.lines, len(found.words)) == (FOLLOWS, (), 1), found.words


def test_one_that_grows_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, NET.replace("0.9 **", "1.1 **"))
    assert (found.status, found.lines) == (FOLLOWS, (7,)), found.words
    assert found.words[1] == (
        "The learning rate grows, which may be meant: at first the update of w is -0.1 times the "
        "slope, in iteration 10 -0.259 times. Line 7 computes lr."
    )


NORMED = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 3))
y = X @ np.array([[3.0], [-2.0], [1.0]])
w, v = np.zeros((3, 1)), np.zeros((3, 1))
for epoch in range(40):
    lr = 0.05
    g = X.T @ (X @ w - y)
    w -= lr * g / np.linalg.norm(g)
"""


@pytest.mark.parametrize(
    ("update", "count"),
    [
        ("w -= lr * g / np.linalg.norm(g)", 1),
        ("n = np.sqrt((g ** 2).sum()); w -= lr * (g / n if n > 1 else g)", 1),
        ("v = 0.5 * v + g / np.linalg.norm(g); w -= lr * v", 1),
        ("n = float(np.linalg.norm(g)); w -= lr * 0.99 ** epoch * g / n", 1),
        ("theta_rate = 0.001 * 1.1 ** epoch; w -= theta_rate * g", 1),
        ("lr = 0.001 * 1.1 ** epoch; w -= lr * g", 2),
    ],
)
def test_a_slope_that_gets_smaller_beside_its_norm_is_not_told(
    tmp_path: Path, update: str, count: int
) -> None:
    found = checked(tmp_path, NORMED.replace("w -= lr * g / np.linalg.norm(g)", update))
    assert (found.status, len(found.words)) == (FOLLOWS, count), found.words


TWICE = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 3))
y = rng.normal(size=(12, 2))
w, m = rng.normal(size=(3, 2)), np.zeros((3, 2))
lr = 0.3
for epoch in range(20):
    g = X.T @ (X @ w - y) / 12
    m = 0.9 * m + lr * g
    w -= lr * m
"""


def test_a_rate_that_multiplies_twice_is_told(tmp_path: Path) -> None:
    assert len(checked(tmp_path, TWICE.replace("lr * m", "m")).words) == 1
    chance = TWICE.replace("lr * m", "m").replace("lr = 0.3", "lr = 0.5")  # 2 * 0.5**2 is 0.5
    assert len(checked(tmp_path, chance).words) == 1
    damped = TWICE.replace("lr * g", "(1 - 0.9) * g").replace("lr = 0.3", "lr = 0.1")
    assert len(checked(tmp_path, damped).words) == 1
    found = checked(tmp_path, TWICE)
    assert (found.status, found.lines) == (FOLLOWS, (9, 10)), found.words
    assert found.words[1] == "lr seems to multiply the slope twice: look at lines 9 and 10."
