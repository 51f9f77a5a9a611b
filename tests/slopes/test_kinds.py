"""Kinds of mistakes: where the wrong line is not the one at which the numbers part."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.manners import SCRIPTS
from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, UNKNOWN, Verdict
from tinynet_tui.slopes.verdict import verdict

FUNCTIONS = """\
import numpy as np
np.random.seed(3)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def slope(a):
    return a * (1 - a)
X = np.array([[0., 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0.], [1], [1], [0]])
w = np.random.randn(3, 4)
v = np.random.randn(4, 1)
for i in range(50):
    h = sigmoid(X @ w)
    o = sigmoid(h @ v)
    delta = (y - o) * slope(o)
    back = delta @ v.T
    before = back * slope(h)
    v += h.T @ delta
    w += X.T @ before
"""
METHODS = """\
import numpy as np
class Line:
    def __init__(self):
        self.m = np.array([0.5, 0.1])
        self.c = 0.0
    def step(self, x, y):
        error = x @ self.m + self.c - y
        self.m -= 0.1 * error @ x
        self.c -= 0.1 * error.sum()
np.random.seed(1)
x = np.random.randn(8, 2)
y = x @ np.array([2.0, -1.0]) + 1
line = Line()
for i in range(40):
    line.step(x, y)
"""
SAMPLES = """\
import numpy as np
np.random.seed(5)
X = np.random.randn(4, 2)
y = np.array([0, 1, 0, 1])
w = np.random.randn(3, 2)
v = np.random.randn(3)
for epoch in range(40):
    for x, t in zip(X, y):
        h = np.tanh(w @ x)
        o = h @ v
        delta = o - t
        back = delta * v * (1 - h * h)
        v = v - 0.1 * delta * h
        w = w - 0.1 * np.outer(back, x)
"""
MASKED = """\
import numpy as np
np.random.seed(0)
X = np.random.randn(9, 2)
y = np.random.randn(9, 1)
w = np.random.randn(2, 6)
v = np.random.randn(6, 1)
for i in range(40):
    z = X @ w
    h = np.maximum(z, 0)
    r = h @ v - y
    back = r @ v.T
    back[z <= 0] = 0
    v -= 0.01 * h.T @ r
    w -= 0.01 * X.T @ back
"""
LINE = """\
import numpy as np
x = np.linspace(0, 1, 20)
y = 3 * x + 1
m = 0.0
c = 0.0
loss = 1.0
while loss > 1e-4:
    d = y - (m * x + c)
    loss = (d ** 2).mean()
    m = m + 0.2 * (x * d).mean()
    c = c + 0.2 * d.mean()
"""


def checked(path: Path, text: str) -> Verdict:
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize("text", [FUNCTIONS, METHODS, SAMPLES, MASKED, LINE])
def test_the_right_scripts_follow(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path / "mine.py", text)
    assert found.status == FOLLOWS, found.words


MOMENTUM = """\
import numpy as np
np.random.seed(2)
X = np.random.randn(9, 3)
y = np.random.randn(9, 1)
w, u = np.random.randn(3, 5), np.random.randn(5, 1)
v, m = np.zeros_like(w), np.zeros_like(u)
for i in range(400):
    h = np.tanh(X @ w)
    d = h @ u - y
    back = d @ u.T * (1 - h * h)
    m = 0.9 * m - 0.01 * h.T @ d
    v = 0.9 * v - 0.01 * X.T @ back
    u += m
    w += v
"""


def test_what_is_kept_for_another_weight_does_not_belong_into_an_update(tmp_path: Path) -> None:
    assert checked(tmp_path / "mine.py", MOMENTUM).status == FOLLOWS
    found = checked(tmp_path / "mine.py", MOMENTUM.replace("w += v", "w += m.T * v"))
    assert found.status == APART
    assert "w (line 14)" in found.words[1]


@pytest.mark.parametrize(
    ("text", "right", "wrong", "words"),
    [
        (
            FUNCTIONS,
            "a * (1 - a)",
            "a * (1 + a)",
            "calls slope (line 6). One of these two lines is wrong if that loss is meant; ",
        ),
        (METHODS, "self.c -= 0.1", "self.c += 0.1", "It is updated in line 9 in "),
        (SAMPLES, "v * (1 - h * h)", "v * o", "Up to line 12 what goes back is a slope."),
        (MASKED, "back[z <= 0]", "back[h < 0]", "Up to line 12 what goes back is a slope."),
        (LINE, "(x * d)", "(y * d)", "It is updated in line 10."),
    ],
)
def test_the_wrong_line_is_in_the_words(
    tmp_path: Path, text: str, right: str, wrong: str, words: str
) -> None:
    found = checked(tmp_path / "mine.py", text.replace(right, wrong))
    assert found.status == APART and words in " ".join(found.words), found.words


def test_where_a_shape_makes_an_update_fail_the_line_of_the_difference_is_said(
    tmp_path: Path,
) -> None:
    found = checked(
        tmp_path / "mine.py", FUNCTIONS.replace("[[0.], [1], [1], [0]]", "[0., 1, 1, 0]")
    )
    assert found.status == UNKNOWN
    assert found.words[0].endswith("; line 14: (4,) - (4×1) → (4×4).")


UPHILL = """\
import numpy as np
np.random.seed(3)
X = np.random.randn(40, 2)
y = (X[:, :1] * X[:, 1:] > 0) * 1.0
w, v, c = np.random.randn(2, 4), np.random.randn(4, 1), np.zeros(1)
for i in range(400):
    h = np.tanh(X @ w)
    o = 1 / (1 + np.exp(-(h @ v + c)))
    loss = ((o - y) ** 2).mean()
    delta = (y - o) / 40 * o * (1 - o)
    back = delta @ v.T * (1 - h * h)
    v -= h.T @ delta
    w -= X.T @ back
    c -= delta.sum(axis=0)
"""
"""The last bias is a single number: beside a cross-entropy it follows in some iterations."""


def test_a_single_number_does_not_tell_the_loss(tmp_path: Path) -> None:
    found = checked(tmp_path / "mine.py", UPHILL)
    assert found.words == (
        "The updates of w, v and c go up the slope of half the sum of squared errors, not down: "
        "the sign is wrong.",
        "The error is computed in line 10: either its sign is wrong there, or that of each update.",
        "They are updated in lines 12, 13 and 14.",
    )


@pytest.mark.parametrize("first", ["0", "0.0"])
@pytest.mark.parametrize("update", ["c -= 0.05 * 2 * miss", "c = c - 0.05 * 2 * miss"])
def test_a_sum_over_the_examples_that_is_missing_is_named(
    tmp_path: Path, first: str, update: str
) -> None:
    """The bias becomes an array, with a number for each example."""
    text = f"""\
import numpy as np
x = np.array([[1.0, 2], [2, 3], [3, 5], [4, 4], [0, 2]])
y = np.array([3.0, 4, 5, 2, 1])
m, c = np.array([0.5, 0.1]), {first}
for i in range(40):
    miss = x @ m + c - y
    m -= 0.01 * 2 * miss @ x
    {update}
"""
    found = checked(tmp_path / "mine.py", text)
    assert (found.status, found.lines) == (APART, (8,)), found.words
    assert found.words[0] == "The update changes the shape of c from a number to 5: c (line 8)."
    assert found.words[1] == "There are 5 examples: a sum over them may be missing."
    summed = text.replace("2 * miss\n", "2 * miss.sum()\n")
    assert checked(tmp_path / "mine.py", summed).status == FOLLOWS


def test_weights_that_begin_as_one_number_for_all_are_right(tmp_path: Path) -> None:
    text = """\
import numpy as np
x = np.array([[1.0, 2], [2, 3], [3, 5], [4, 4], [0, 2]])
y = np.array([3.0, 4, 5, 2, 1])
m = 0.0
for i in range(40):
    miss = x @ (m * np.ones(2)) - y
    m -= 0.01 * miss @ x
"""
    assert checked(tmp_path / "mine.py", text).status == FOLLOWS


def test_the_shapes_are_said_where_an_error_is_enlarged() -> None:
    path = SCRIPTS / "mistakes" / "flat_targets_unnoticed.py"
    with Engine(str(path), path.read_bytes()) as engine:
        found = verdict({0: engine.check(0)}, engine.plan)
    assert found.words[1] == (
        "The error is computed in line 21: (4,) - (4×1) → (4×4). Both should have the same shape."
    )
