"""A verdict names the function in which a line stands, and its table is aligned by cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.report.slopes import lines_of
from tinynet_tui.slopes.judged import APART, Verdict
from tinynet_tui.slopes.rows import table
from tinynet_tui.slopes.verdict import verdict
from tinynet_tui.support.cells import cells

CLASS = """\
import numpy as np
class Net:
    def __init__(self):
        self.重み = np.random.randn(3, 4)
        self.c = np.zeros((1, 4))
        self.w = np.random.randn(4, 1)
    def forward(self, X):
        self.h = self.sigmoid(X @ self.重み + self.c)
        return self.sigmoid(self.h @ self.w)
    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))
    def slope(self, out):
        return out * (1 - out)
    def backward(self, X, y, out):
        d2 = (y - out) * self.slope(out)
        d1 = d2 @ self.w.T * self.slope(self.h)
        self.w += self.h.T @ d2
        self.重み += X.T @ d1
        self.c += d1.sum(axis=0, keepdims=True)
np.random.seed(3)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
net = Net()
for i in range(20):
    out = net.forward(X)
    net.backward(X, y, out)
"""


def checked(tmp_path: Path, old: str, new: str) -> Verdict:
    path = tmp_path / "mine.py"
    assert old in CLASS
    path.write_text(CLASS.replace(old, new))
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict({0: engine.check(0)}, engine.plan)


def test_the_function_of_a_line_is_named(tmp_path: Path) -> None:
    found = checked(tmp_path, "(1 - out)", "(1 + out)")
    assert found.status == APART
    assert found.words[1:3] == (
        "The first difference from the slope is in d2 (line 15 in backward).",
        "Line 15 in backward calls slope (line 13). One of these two lines is wrong if that loss "
        "is meant; tinynet-tui check --loss names another.",
    )
    assert [row.line for row in found.rows] == [18, 19, 17]


def test_lines_in_one_function_are_named_together(tmp_path: Path) -> None:
    found = checked(tmp_path, "(y - out)", "(out - y)")
    assert found.words[1].startswith("The error is computed in line 15 in backward:")
    assert found.words[2] == "They are updated in lines 17, 18 and 19 in backward."


def test_the_other_loss_that_may_be_meant_is_said(tmp_path: Path) -> None:
    found = checked(tmp_path, "d2 @ self.w.T", "(y - out) @ self.w.T")
    assert found.words[-1] == (
        "If half the sum of squared errors is meant, the update of net.w follows, and the first "
        "difference is in d1 (line 16 in backward)."
    )
    assert found.lines == (15, 13, 16)


@pytest.mark.parametrize("room", [None, 72, 64])
def test_the_table_is_aligned_by_cells(tmp_path: Path, room: int | None) -> None:
    rows = checked(tmp_path, "(1 - out)", "(1 + out)").rows
    head, *lines = table(rows, room)
    assert ("line" in head) == (room != 64)
    at = head.index("shape")
    assert {cells(line[: line.index("×") - 1]) for line in lines} == {at}
    assert max(map(cells, lines)) <= (room or 100)


def test_the_command_prints_that_table_below_the_words(tmp_path: Path) -> None:
    found = checked(tmp_path, "(1 - out)", "(1 + out)")
    printed = [*lines_of(found, every_row=True)]
    assert printed[len(found.words) + 1 :][: len(found.rows) + 1] == table(found.rows)


def test_all_that_a_line_gives_a_value_is_named(tmp_path: Path) -> None:
    new = "d1, self.s = d2 @ self.w.T * self.h, self.slope(self.h)"
    found = checked(tmp_path, "d1 = d2 @ self.w.T * self.slope(self.h)", new)
    named = "d1, self.s (line 16 in backward)"
    assert found.words[1] == f"The first difference from the slope is in {named}."


LAYERS = """\
import numpy as np
class Layer:
    def __init__(self, rows, columns):
        self.w = np.random.randn(rows, columns)
    def forward(self, x):
        self.x, self.out = x, 1 / (1 + np.exp(-x @ self.w))
        return self.out
    def backward(self, grad):
        delta = grad * self.out * (1 - self.out)
        back = delta @ self.w.T
        self.w -= self.x.T @ delta
        return back
class Net:
    def __init__(self):
        self.layers = [Layer(3, 4), Layer(4, 1)]
    def step(self, X, y):
        out = X
        for layer in self.layers:
            out = layer.forward(out)
        grad = out - y
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
np.random.seed(3)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
net = Net()
for i in range(20):
    net.step(X, y)
"""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("", "", ""),
        ("delta @ self.w.T", "grad @ self.w.T", "back (line 10 in backward)"),
        ("(1 - self.out)", "(1 + self.out)", "delta (line 9 in backward)"),
    ],
)
def test_a_net_of_layers_is_checked(tmp_path: Path, old: str, new: str, named: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(LAYERS.replace(old, new) if old else LAYERS)
    with Engine(str(path), path.read_bytes()) as engine:
        found = verdict({0: engine.check(0)}, engine.plan)
        assert engine.plan["loop"] == 27
    assert found.status == (APART if old else 0)
    assert any(named in words for words in found.words[1:]) or not old
    assert not any("calls" in words for words in found.words)  # those lines call nothing


def test_another_learning_rate_of_a_bias_is_noted(tmp_path: Path) -> None:
    found = checked(tmp_path, "d1.sum(", "d1.mean(")
    assert found.status == 0
    different = "-1 for net.重み and net.w; -0.25 for net.c."
    assert f"The slope is multiplied by different numbers: {different}" in found.notes
    assert "multiplied" not in "".join(checked(tmp_path, "0, 0, 1", "0, 1, 1").notes)
