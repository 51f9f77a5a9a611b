"""Errors that are no difference of output and targets: a quotient, or 1 less at the right class."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

QUOTIENT = """\
import numpy as np
rng = np.random.RandomState(2)
x = rng.randn(3, 10)
t = (x[:1] > x[1:2]).astype(float)
w, b = rng.randn(4, 3), np.zeros((4, 1))
v, c = rng.randn(1, 4), np.zeros((1, 1))
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
for i in range(40):
    hidden = np.tanh(w @ x + b)
    p = sigmoid(v @ hidden + c)
    at_p = -(t / p - (1 - t) / (1 - p))
    at_z = at_p * p * (1 - p)
    back = v.T @ at_z * (1 - hidden**2)
    v = v - 0.1 * at_z @ hidden.T / 10
    c = c - 0.1 * at_z.sum(axis=1, keepdims=True) / 10
    w = w - 0.1 * back @ x.T / 10
    b = b - 0.1 * back.sum(axis=1, keepdims=True) / 10
"""
CLASSES = """\
import numpy as np
rng = np.random.RandomState(4)
rows = np.arange(12)
X = rng.randn(12, 3)
kinds = rng.randint(0, 4, 12)
w, b = rng.randn(3, 5), np.zeros((1, 5))
v = rng.randn(5, 4)
for i in range(40):
    h = np.tanh(X @ w + b)
    e = np.exp(h @ v)
    p = e / e.sum(axis=1, keepdims=True)
    p[rows, kinds] -= 1
    back = p @ v.T * (1 - h**2)
    v += -0.05 * h.T @ p
    w += -0.05 * X.T @ back
    b += -0.05 * back.sum(axis=0)
"""


@pytest.mark.parametrize(
    ("text", "loss"),
    [(QUOTIENT, "the cross-entropy"), (CLASSES, "the cross-entropy of the softmax")],
)
def test_the_right_ones_follow(tmp_path: Path, text: str, loss: str) -> None:
    found = checked(tmp_path, text)
    assert found.status == FOLLOWS
    assert found.words[0].endswith(f"follow the slope of {loss}.")


@pytest.mark.parametrize(
    ("text", "old", "new", "line"),
    [
        (QUOTIENT, "t / p - (1", "t / p + (1", 12),
        (QUOTIENT, "at_p * p * (1 - p)", "at_p * p", 13),
        (QUOTIENT, "(1 - hidden**2)", "(1 - hidden)", 14),
        (CLASSES, "(1 - h**2)", "(1 - h)", 13),
    ],
)
def test_the_wrong_line_is_named(tmp_path: Path, text: str, old: str, new: str, line: int) -> None:
    assert old in text
    found = checked(tmp_path, text.replace(old, new))
    assert found.status == APART
    assert found.lines[0] == line


def test_a_bias_that_stays_is_told_beside_a_quotient(tmp_path: Path) -> None:
    old = "    c = c - 0.1 * at_z.sum(axis=1, keepdims=True) / 10\n"
    found = checked(tmp_path, QUOTIENT.replace(old, ""))
    assert found.words == ("c is never updated, though the loss has a slope there.",)


def test_of_a_softmax_the_cross_entropy_is_meant_where_nothing_follows(tmp_path: Path) -> None:
    wrong = CLASSES.replace("h.T @ p", "h.T @ p**2").replace("X.T @ back", "X.T @ back**2")
    found = checked(tmp_path, wrong.replace("back.sum(axis=0)", "(back**2).sum(axis=0)"))
    assert found.words[0].endswith("do not follow the slope of the cross-entropy of the softmax.")
    assert found.lines == (14,)
