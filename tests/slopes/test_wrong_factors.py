"""What a line multiplies by: a slope that is left out, a wrong one, or another layer's numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

NET = """\
import numpy as np
rng = np.random.RandomState(8)
X = rng.randn(9, 3)
y = rng.rand(9, 2)
def bend(z):
    return np.tanh(z)
def slope(out):
    return 1 - out**2
class Net:
    def __init__(self):
        self.w, self.u, self.v = rng.randn(3, 4), rng.randn(4, 4), rng.randn(4, 2)
        self.steepness = slope
    def forward(self):
        self.a = bend(X @ self.w)
        self.b = bend(self.a @ self.u)
        return self.b @ self.v
    def back(self, d):
        sb = slope(self.b)
        db = d @ self.v.T * sb
        da = db @ self.u.T
        da = da * self.steepness(self.a)
        self.v -= 0.01 * self.b.T @ d
        self.u -= 0.01 * self.a.T @ db
        self.w -= 0.01 * X.T @ da
net = Net()
for i in range(30):
    d = net.forward() - y
    net.back(d)
"""
RELU = """\
import numpy as np
rng = np.random.RandomState(8)
X, y = rng.randn(9, 3), rng.randn(9, 2)
w, v = rng.randn(3, 4), rng.randn(4, 2)
for i in range(30):
    h = np.maximum(X @ w, 0)
    d = (h @ v - y) * 2 / len(X)
    back = d @ v.T
    back[h <= 0] = 0
    v -= 0.05 * h.T @ d
    w -= 0.05 * X.T @ back
"""
NUMBERS = """\
x = [0.5, 1.0, 1.5, 2.0]
y = [1.0, 2.2, 2.9, 4.1]
m, c = 0.3, 0.0
for i in range(30):
    m_slope = c_slope = 0.0
    for one, goal in zip(x, y):
        error = m * one + c - goal
        m_slope += 2 * error * one / 4
        c_slope += 2 * error / 4
    m = m - 0.1 * m_slope
    c = c - 0.1 * c_slope
"""
BACK = """\
        da = db @ self.u.T
        da = da * self.steepness(self.a)
"""
UPDATE = """\
        self.v -= 0.01 * self.b.T @ d
        self.u -= 0.01 * self.a.T @ db
"""


def checked(tmp_path: Path, text: str) -> Verdict:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict({at: engine.check(at) for at in range(3)}, engine.plan)


@pytest.mark.parametrize("text", [NET, RELU, NUMBERS])
def test_the_right_ones_follow(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, text).status == FOLLOWS


@pytest.mark.parametrize(
    ("text", "old", "new", "lines", "words"),
    [
        (
            NET,
            " * sb",
            "",
            (20, 19, 6, 15),
            "The slope of the function in line 6 in bend is left out,",
        ),
        (
            NET,
            "slope(self.b)",
            "slope(self.a)",
            (19, 18, 8),
            "It multiplies by what line 18 in back computes, which calls slope (line 8). "
            "One of these three lines is wrong",
        ),
        (
            NET,
            "steepness(self.a)",
            "steepness(self.b)",
            (21, 8),
            "Line 21 in back calls slope (line 8). One of these two lines is wrong",
        ),
        (
            NET,
            "self.a.T @ db",
            "self.b.T @ db",
            (23,),
            "but line 23 in back does not multiply by what line 15 in forward multiplies net.u by.",
        ),
        (
            NET,
            BACK + UPDATE,
            UPDATE + BACK,
            (22, 21),
            "It uses net.u after its update in line 21 in back.",
        ),
        (RELU, "back[h <= 0]", "back[back <= 0]", (9,), "is in back (line 9)."),
        (RELU, "    back[h <= 0] = 0\n", "", (10, 8, 6), "The slope of the function in line 6 is"),
    ],
)
def test_the_wrong_line_is_named(
    tmp_path: Path, text: str, old: str, new: str, lines: tuple[int, ...], words: str
) -> None:
    assert text.count(old) == 1
    found = checked(tmp_path, text.replace(old, new))
    assert (found.status, found.lines) == (APART, lines), found.words
    assert words in " ".join(found.words)
