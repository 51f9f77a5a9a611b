"""A line of a function that several lines call, masks, lists that are joined, and steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS, UNKNOWN

CALLED = """\
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 3))
y = (X[:, :1] > 0.2).astype(float)
w1, w2 = rng.normal(size=(3, 5)), rng.normal(size=(5, 1))
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def back_relu(d, z):
    return d * (z > 0)
def back_sigmoid(d, a):
    return d * a * (1 - a)
for i in range(20):
    z1 = X @ w1
    a2 = sigmoid(np.maximum(0, z1) @ w2)
    d2 = back_sigmoid(a2 - y, a2)
    d1 = back_relu(d2 @ w2.T, z1)
    w2 -= 0.1 * np.maximum(0, z1).T @ d2
    w1 -= 0.1 * X.T @ d1
"""
DROPOUT = """\
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 3))
y = X[:, :1] - X[:, 1:2]
w1, w2 = rng.normal(size=(3, 6)), rng.normal(size=(6, 1))
for i in range(20):
    h = np.tanh(X @ w1)
    mask = (rng.random(h.shape) < 0.8) / 0.8
    a = h * mask
    d = (a @ w2 - y) / 20
    da = d @ w2.T
    da = da * mask
    dh = da * (1 - h ** 2)
    w2 -= 0.1 * a.T @ d
    w1 -= 0.1 * X.T @ dh
"""
RECTIFIED = """\
import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(3, 4))
y = rng.normal(size=(1, 4))
w1, w2 = rng.normal(size=(5, 3)), rng.normal(size=(1, 5))
for i in range(9):
    z = w1 @ X
    d = w2 @ np.maximum(0, z) - y
    dz = w2.T @ d
    dz[z <= 0] = 0
    w2 = w2 - 0.1 * d @ np.maximum(0, z).T
    w1 = w1 - 0.1 * dz @ X.T
"""
JOINED = """\
import numpy as np
rng = np.random.default_rng(1)
w, v = rng.normal(size=(4, 5)) * 0.3, rng.normal(size=(1, 4))
for i in range(20):
    h, steps = np.zeros((4, 1)), []
    xs = rng.uniform(-1, 1, 3)
    for x in xs:
        z = np.vstack((h, [[x]]))
        h = np.tanh(w @ z)
        steps.append((z, h))
    d = v @ h - xs.sum()
    dw, dh = np.zeros_like(w), v.T @ d
    for z, s in reversed(steps):
        dz = dh * (1 - s ** 2)
        dw += dz @ z.T
        dh = (w.T @ dz)[:4]
    v -= 0.1 * d @ h.T
    w -= 0.1 * dw
"""
TWO_GATES = """\
import numpy as np
rng = np.random.default_rng(1)
u, w = rng.normal(size=(4, 5)), rng.normal(size=(4, 5))
v = rng.normal(size=(1, 4))
for i in range(20):
    h, steps = np.zeros((4, 1)), []
    xs = rng.uniform(-1, 1, 4)
    for x in xs:
        z = np.vstack((h, [[x]]))
        a, b = np.tanh(u @ z), 1 / (1 + np.exp(-w @ z))
        h = a * b
        steps.append((z, a, b))
    d = v @ h - xs.sum()
    dv, dh = d @ h.T, v.T @ d
    du, dw = np.zeros_like(u), np.zeros_like(w)
    for z, a, b in reversed(steps):
        da, db = dh * b * (1 - a * a), dh * a * b * (1 - b)
        du += da @ z.T
        dw += db @ z.T
        dz = u.T @ da + w.T @ db
        dh = dz[:4]
    u -= 0.1 * du
    w -= 0.1 * dw
    v -= 0.1 * dv
"""
PERCEPTRON = """\
import numpy as np
X = np.array([[1.0, 2.0], [-1.0, -1.5], [2.0, 0.5], [-2.0, -1.0]])
t = np.array([1, -1, 1, -1])
w = np.zeros(2)
def predict(x):
    return 1 if np.dot(w, x) > 0 else -1
for i in range(9):
    for x, one in zip(X, t):
        if predict(x) != one:
            w = w + 0.5 * one * x
"""


@pytest.mark.parametrize("text", [CALLED, DROPOUT, RECTIFIED, JOINED])
def test_right_ones_follow(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, text)
    assert found.status == FOLLOWS, found.words


def test_a_function_that_is_right_for_another_line_is_not_blamed(tmp_path: Path) -> None:
    found = checked(tmp_path, CALLED.replace("back_relu(d2 @", "back_sigmoid(d2 @"))
    assert (found.status, found.lines[:2]) == (APART, (16, 11))
    assert found.words[1].endswith(
        "line 11 in back_sigmoid, which line 16 calls. It is right where line 15 calls it: line "
        "16, or what that hands over, is wrong."
    )


def test_the_call_of_a_function_is_named_that_others_call_too(tmp_path: Path) -> None:
    text = CALLED.replace("a2 - y, a2)", "a2 - y, a2 - y)")
    found = checked(tmp_path, text.replace("back_relu(d2 @", "back_sigmoid(d2 @"))
    assert found.lines[:2] == (11, 15)
    assert found.words[1].endswith("line 11 in back_sigmoid, which line 15 calls.")


@pytest.mark.parametrize("new", ["", "    da = da * (rng.random(h.shape) < 0.8) / 0.8\n"])
def test_a_mask_that_is_left_out_is_told(tmp_path: Path, new: str) -> None:
    found = checked(tmp_path, DROPOUT.replace("    da = da * mask\n", new))
    assert (found.status, "What line 9 multiplies by is left out." in found.words) == (APART, True)


def test_a_wrong_mask_is_no_row_that_stays_as_it_is(tmp_path: Path) -> None:
    found = checked(tmp_path, RECTIFIED.replace("dz[z <= 0]", "dz[dz <= 0]"))
    assert (found.status, found.lines[0]) == (APART, 10), found.words


def test_a_perceptron_that_makes_no_mistake_any_more_is_not_blamed(tmp_path: Path) -> None:
    assert checked(tmp_path, PERCEPTRON).status == UNKNOWN
    text = PERCEPTRON.replace("w = w + 0.5 * one * x", "print(w)")
    assert checked(tmp_path, text).words[0].startswith("No weight is updated")


def test_a_sum_that_leaves_out_a_part_is_named_before_what_takes_it(tmp_path: Path) -> None:
    found = checked(tmp_path, TWO_GATES)
    assert found.status == FOLLOWS, found.words
    found = checked(tmp_path, TWO_GATES.replace("u.T @ da + w.T @ db", "w.T @ db"))
    assert (found.status, found.lines) == (APART, (17, 20)), found.words
    assert "What line 20 computes is only a part of the slope." in found.words
