"""The functions that the loop calls, and those that these call, are read where numbers part."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.comparison import compare
from tinynet_tui.compare.words import told

LAYERS = """\
import numpy as np
rng = np.random.RandomState(1)
class Sum:
    def __init__(self, rows, columns):
        self.w = rng.randn(rows, columns)
    def forward(self, x):
        self.x = x
        return x @ self.w
    def backward(self, grad, rate):
        back = grad @ self.w.T
        self.w -= rate * self.x.T @ grad
        return back
class Bend:
    def forward(self, x):
        self.out = np.tanh(x)
        return self.out
    def backward(self, grad, rate):
        return grad * (1 - self.out**2)
X, y = rng.randn(6, 3), rng.randn(6, 1)
layers = [Sum(3, 4), Bend(), Sum(4, 1)]
for i in range(10):
    for x, goal in zip(X, y):
        out = x.reshape(1, 3)
        for layer in layers:
            out = layer.forward(out)
        grad = out - goal
        for layer in reversed(layers):
            grad = layer.backward(grad, 0.05)
"""
NESTED = """\
import numpy as np
rng = np.random.RandomState(1)
X, y = rng.randn(6, 3), rng.randn(6, 1)
w = rng.randn(3, 1)
def mean(grad):
    for n in range(1):
        grad = grad / 6
        grad = grad * 1
    return grad
def gradient(w):
    grad = X.T @ (X @ w - y)
    return mean(grad)
def learn(w):
    return w - 0.1 * gradient(w)
for i in range(10):
    w = learn(w)
"""


@pytest.mark.parametrize(
    ("text", "old", "new", "name", "line"),
    [
        (LAYERS, "(1 - self.out**2)", "(1 - self.out)", "backward", 18),
        (LAYERS, "rate * self.x.T", "0.5 * self.x.T", "backward", 11),
        (NESTED, "grad * 1", "grad * 2", "mean", 8),
    ],
)
def test_a_line_of_a_called_function_is_named(
    tmp_path: Path, text: str, old: str, new: str, name: str, line: int
) -> None:
    mine, theirs = tmp_path / "mine.py", tmp_path / "theirs.py"
    theirs.write_text(text)
    mine.write_text(text.replace(old, new))
    lines = told(compare(Asked(mine, theirs)))
    wrong, right = (one.read_text().splitlines()[line - 1].strip() for one in (mine, theirs))
    assert [one.strip() for one in lines[-3:]] == [
        f"They call {name}, which differs:",
        f"mine.py:{line}    {wrong}",
        f"theirs.py:{line}  {right}",
    ]


def test_what_is_not_the_same_is_named(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine.py", tmp_path / "theirs.py"
    theirs.write_text(LAYERS)
    mine.write_text(LAYERS.replace("(1 - self.out**2)", "(1 - self.out)"))
    found = told(compare(Asked(mine, theirs)))
    assert found[1].strip().startswith("layers[0].w[0,0] is ")
    assert found[2].strip().startswith("layers[0].w[0,0] is ")
