"""What looks like a rule of its own and is a mistake, and the right ones beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS, UNKNOWN

LINEAR = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 4))
t = X @ rng.normal(size=(4, 1))
w, b = rng.normal(size=(4, 1)), np.zeros(1)
for epoch in range(20):
    error = X @ w + b - t
    loss = np.mean(error**2)
    gw = X.T @ error / 20
    w -= 0.1 * gw
    b -= 0.1 * error.mean()
"""
IN_EPOCHS = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 4))
t = X @ rng.normal(size=(4, 1)) + rng.normal(size=(20, 1))
w = rng.normal(size=(4, 1))
for epoch in range(20):
    v = np.zeros_like(w)
    for i in range(20):
        error = X[i : i + 1] @ w - t[i : i + 1]
        v = 0.9 * v - 0.01 * X[i : i + 1].T @ error
        w += v
"""
DECOUPLED = """\
import numpy as np
rng = np.random.default_rng(0)
X, w = rng.normal(size=(20, 4)), rng.normal(size=4)
t = X @ rng.normal(size=4)
for epoch in range(20):
    error = X @ w - t
    loss = 0.5 * np.mean(error**2) + 0.1 / 2 * np.sum(w**2)
    w = w - 0.1 * X.T @ error / 20
    w = w * (1 - 0.1 * 0.1)
"""
CLASS_WEIGHTS = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(100, 3))
y = (X[:, :1] + 0.5 * rng.normal(size=(100, 1)) > 1).astype(float)
weight = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
w, b = np.zeros((3, 1)), 0.0
for i in range(20):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    loss = -np.mean(weight * (y * np.log(p) + (1 - y) * np.log(1 - p)))
    d = weight * (p - y) / len(X)
    w -= 0.5 * X.T @ d
    b -= 0.5 * d.sum()
"""
BOLTZMANN = """\
import numpy as np
rng = np.random.default_rng(20)
V = (rng.random((40, 6)) < 0.5).astype(float)
W, a, b = 0.1 * rng.normal(size=(6, 5)), np.zeros(6), np.zeros(5)
def sig(x): return 1 / (1 + np.exp(-x))
for epoch in range(20):
    h0 = sig(V @ W + b)
    hs = (rng.random(h0.shape) < h0).astype(float)
    v1 = sig(hs @ W.T + a)
    h1 = sig(v1 @ W + b)
    W += 0.05 * (V.T @ h0 - v1.T @ h1) / 40
    a += 0.05 * (V - v1).mean(axis=0)
    b += 0.05 * (h0 - h1).mean(axis=0)
"""
TWO_NUMBERS = """\
import numpy as np
rng = np.random.default_rng(40)
a, b, w, c = 1.0, 0.0, 0.1, 0.0
def sig(x): return 1 / (1 + np.exp(-x))
for step in range(20):
    z, real = rng.normal(size=32), rng.normal(4, 1, 32)
    pr, pf = sig(w * real + c), sig(w * (a * z + b) + c)
    w -= 0.05 * np.mean((pr - 1) * real + pf * (a * z + b))
    c -= 0.05 * np.mean((pr - 1) + pf)
    d = (sig(w * (a * z + b) + c) - 1) * w
    a -= 0.05 * np.mean(d * z)
    b -= 0.05 * np.mean(d)
"""


@pytest.mark.parametrize("text", [LINEAR, IN_EPOCHS, DECOUPLED, CLASS_WEIGHTS])
def test_right_ones_follow_and_nothing_else_is_said(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, text)
    assert (found.status, len(found.words)) == (FOLLOWS, 1), found.words
    assert not any("penalty" in note for note in found.notes)


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("X.T @ error / 20", "X.T @ error * X.T[:, :1]", 9),
        ("X.T @ error / 20", "X.T @ (error * X[:, :1]) / 20", 9),
        ("w -= 0.1 * gw", "w -= 0.1 * loss", 8),
    ],
)
def test_inputs_are_no_weights_of_examples_and_a_loss_is_no_slope(
    tmp_path: Path, right: str, wrong: str, line: int
) -> None:
    found = checked(tmp_path, LINEAR.replace(right, wrong))
    assert (found.status, found.lines[0]) == (APART, line), found.words


def test_rows_that_are_left_out_are_told(tmp_path: Path) -> None:
    found = checked(tmp_path, LINEAR.replace("w -= 0.1 * gw", "w[:2] -= 0.1 * gw[:2]"))
    assert found.status == FOLLOWS
    assert any("Row 2 of w stays as it is" in note for note in found.notes), found.notes


def test_a_boltzmann_machine_and_numbers_that_play_against_each_other_are_not_blamed(
    tmp_path: Path,
) -> None:
    assert checked(tmp_path, BOLTZMANN).status != APART
    assert checked(tmp_path, TWO_NUMBERS).status == UNKNOWN
