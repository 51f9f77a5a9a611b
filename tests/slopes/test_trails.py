"""Where no step can be named, the line through which only the updates go that do not follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

NUMBERS = """\
import numpy as np
def bend(z):
    return 1 / (1 + np.exp(-z))
def steep(z):
    return bend(z) * (1 - bend(z))
X = np.array([[0.2, 0.9], [0.8, 0.1], [0.5, 0.6]])
goals = [1.0, 0.0, 0.5]
a, b, c, d = 0.3, -0.2, 0.7, 0.1
for epoch in range(20):
    for x, goal in zip(X, goals):
        sh = a * x[0] + b * x[1]
        h = bend(sh)
        so = c * h + d
        o = bend(so)
        by_o = -2 * (goal - o)
        o_by_h = c * steep(so)
        h_by_a = x[0] * steep(sh)
        h_by_b = x[1] * steep(sh)
        o_by_c = h * steep(so)
        o_by_d = steep(so)
        a -= 0.1 * by_o * o_by_h * h_by_a
        b -= 0.1 * by_o * o_by_h * h_by_b
        c -= 0.1 * by_o * o_by_c
        d -= 0.1 * by_o * o_by_d
"""
SAMPLES = """\
import numpy as np
rng = np.random.RandomState(5)
X, y = rng.randn(5, 3), rng.rand(5)
w, v = rng.randn(3, 2), rng.randn(2)
for epoch in range(20):
    for x, goal in zip(X, y):
        h = np.tanh(x @ w)
        o = 1 / (1 + np.exp(-(h @ v)))
        delta = (o - goal) * o * (1 - o)
        by_v = delta * h
        by_w = np.outer(x, delta * v * (1 - h**2))
        v -= 0.2 * by_v
        w -= 0.2 * by_w
"""


def checked(tmp_path: Path, text: str) -> Verdict:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict({at: engine.check(at) for at in range(2)}, engine.plan)


@pytest.mark.parametrize("text", [NUMBERS, SAMPLES])
def test_the_right_ones_follow(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, text).status == FOLLOWS


@pytest.mark.parametrize(
    ("text", "old", "new", "lines", "which"),
    [
        (NUMBERS, "x[1] * steep(sh)", "x[1] * steep(so)", (18, 22), "that update goes"),
        (NUMBERS, "o_by_d = steep(so)", "o_by_d = steep(o)", (20, 24), "that update goes"),
        (NUMBERS, "c * steep(so)", "d * steep(so)", (16,), "those updates go"),
        (SAMPLES, "delta * h\n", "(o - goal) * h\n", (10, 12), "that update goes"),
    ],
)
def test_that_line_is_named(
    tmp_path: Path, text: str, old: str, new: str, lines: tuple[int, ...], which: str
) -> None:
    assert text.count(old) == 1
    found = checked(tmp_path, text.replace(old, new))
    assert (found.status, found.lines) == (APART, lines), found.words
    assert found.words[-1] == f"Of all updates, only {which} through line {lines[0]}."


SUMMED = """\
import numpy as np
rng = np.random.RandomState(5)
X, y = rng.randn(5, 3), rng.rand(5, 2)
w, b = rng.randn(3, 2), np.zeros(2)
for epoch in range(20):
    by_w, by_b = np.zeros_like(w), np.zeros_like(b)
    for x, goal in zip(X, y):
        d = x @ w + b - goal
        by_w = by_w + np.outer(x, d)
        by_b = by_b + d
    w -= 0.1 * by_w
    b -= 0.1 * by_b
"""


def test_slopes_of_examples_that_are_lost_are_told(tmp_path: Path) -> None:
    assert checked(tmp_path, SUMMED).status == FOLLOWS
    found = checked(tmp_path, SUMMED.replace("by_w = by_w + np", "by_w = np"))
    assert (found.status, found.lines) == (APART, (9, 11))
    assert found.words[-1] == (
        "Other updates go by more errors: on the way to w slopes are lost. "
        "For the others, what line 9 computes is not used."
    )


def test_slopes_of_single_examples_that_are_not_divided_by_their_number_are_told(
    tmp_path: Path,
) -> None:
    found = checked(tmp_path, SUMMED.replace("0.1 * by_b", "0.1 / 5 * by_b"))
    assert (found.status, found.lines) == (FOLLOWS, (9,)), found.words
    assert found.words[-1] == (
        "There are 5 examples: the slope of line 9 seems not to be divided by their number."
    )
