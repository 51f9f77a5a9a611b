"""The lines that read differently, where the lines at which the numbers part do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.comparison import compare
from tinynet_tui.compare.words import parted, told
from tinynet_tui.engine.refusal import Refusal

METHODS = """\
import numpy as np
class Layer:
    def __init__(self, rng, inputs, outputs):
        self.w = rng.normal(size=(inputs, outputs))
    def forward(self, x):
        self.x = x
        self.a = 1 / (1 + np.exp(-(x @ self.w)))
        return self.a
    def backward(self, slope):
        delta = slope * self.a * (1 - self.a)
        before = delta @ self.w.T
        self.w -= self.x.T @ delta
        return before
rng = np.random.default_rng(2)
x = rng.normal(size=(6, 3))
y = (x[:, :1] > 0).astype(float)
layers = [Layer(rng, 3, 5), Layer(rng, 5, 1)]
for epoch in range(5):
    out = x
    for layer in layers:
        out = layer.forward(out)
    slope = out - y
    for layer in reversed(layers):
        slope = layer.backward(slope)
"""

NUMBERS = """\
import numpy as np
x = np.array([1.0, 2.0, 3.0])
y = np.array([2.0, 4.1, 6.2])
a = 0.0
for step in range(5):
    a -= 0.01 * np.sum(x * (a * x - y))
"""

SIZES = """\
import numpy as np
np.random.seed(1)
X = np.random.rand(8, 3)
y = np.random.rand(8, 1)
w = np.random.rand(3, 1)
n = 8
rate = 0.1
for step in range(5):
    out = X @ w
    w -= rate * X.T @ (out - y) / n
"""


def two(folder: Path, text: str, old: str, new: str) -> Asked:
    paths = folder / "mine.py", folder / "right.py"
    assert old in text
    paths[0].write_text(text.replace(old, new))
    paths[1].write_text(text)
    return Asked(*paths)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (
            "slope * self.a * (1 - self.a)",
            "slope * (1 - self.a)",
            [
                "  mine.py:10   delta = slope * (1 - self.a)",
                "  right.py:10  delta = slope * self.a * (1 - self.a)",
            ],
        ),
        (
            "    slope = out - y\n",
            "    slope = abs(out - y)\n",
            ["  mine.py:22   slope = abs(out - y)", "  right.py:22  slope = out - y"],
        ),
    ],
)
def test_they_are_shown_beside_each_other(
    tmp_path: Path, old: str, new: str, shown: list[str]
) -> None:
    result = compare(two(tmp_path, METHODS, old, new))
    assert result.parting is not None
    rows = [row.strip() for row in parted(result.labels, result.parting)]
    assert [row.strip() for row in shown] == [row for row in rows if row in map(str.strip, shown)]


def test_two_scripts_that_read_otherwise_show_none(tmp_path: Path) -> None:
    asked = two(tmp_path, METHODS, "self.w -= self.x.T @ delta", "self.w -= 2 * self.x.T @ delta")
    other = METHODS.replace("delta", "d").replace("slope", "s").replace("before", "up")
    (tmp_path / "right.py").write_text(other)
    result = compare(asked)
    assert result.parting is not None
    assert not result.parting.unlike


def test_single_numbers_are_for_the_check(tmp_path: Path) -> None:
    asked = two(tmp_path, NUMBERS, "(a * x - y)", "(a * x + y)")
    with pytest.raises(Refusal) as refused:
        compare(asked)
    assert "use check, which needs no second script" in refused.value.reason
    assert "line 6 (a -= 0.01 * np.sum(x * (a * x + y)))" in refused.value.reason


def test_a_size_is_no_learning_rate(tmp_path: Path) -> None:
    asked = two(tmp_path, SIZES, "n = 8", "n = 4")
    asked.mine.write_text(asked.mine.read_text().replace("    w -= rate *", "    w -= 1.0 / n *"))
    assert not any("rate" in line and "n (" in line for line in told(compare(asked)))


ONE_BY_ONE = """\
import numpy as np
rng = np.random.default_rng(3)
X, y = rng.normal(size=(3, 2)), np.eye(3)
w, b = rng.normal(size=(2, 3)), np.zeros(3)
for i in range(9):
    by_w, by_b = np.zeros((2, 3)), np.zeros(3)
    for x, t in zip(X, y):
        e = np.exp(x @ w + b)
        p = e / e.sum()
        by_w += np.outer(x, p - t)
        by_b += p - t
    w -= 0.1 * by_w
    b -= 0.1 * by_b
"""


def test_a_line_that_reads_the_same_is_not_said_to_be_missing(tmp_path: Path) -> None:
    result = compare(two(tmp_path, ONE_BY_ONE, "e.sum()", "e.max()"))
    assert result.parting is not None
    rows = [row.strip() for row in parted(result.labels, result.parting)]
    assert not any("No line" in row or "most like" in row for row in rows), rows
    assert "mine.py:9   p = e / e.max()" in rows
