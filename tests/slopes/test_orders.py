"""Examples whose targets are those of others are named; any other order of both is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

ROWS = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 3))
y = np.sin(X[:, :1]) + X[:, 1:2]
w = rng.normal(size=(3, 1))
for epoch in range(20):
    p = rng.permutation(12)
    X, y = X[p], y[p]
    for k in range(0, 12, 4):
        x, t = X[k:k + 4], y[k:k + 4]
        e = x @ w - t
        w -= 0.1 * x.T @ e / 4
"""
COLUMNS = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(3, 12))
y = np.sin(X[:1]) + X[1:2]
w = rng.normal(size=(1, 3))
for epoch in range(20):
    p = rng.permutation(12)
    e = w @ X[:, p] - y[:, p]
    w -= 0.1 * e @ X[:, p].T / 12
"""
ONES = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 3))
y = np.sin(X[:, 0]) + X[:, 1]
w = rng.normal(size=4)
for epoch in range(20):
    for i in rng.permutation(12):
        x = np.append(1.0, X[i])
        e = w @ x - y[i]
        w -= 0.1 * e * x
"""
SERIES = """\
import numpy as np
rng = np.random.default_rng(0)
seen = rng.normal(size=(30, 2))
wanted = np.roll(seen[:, :1], 1, axis=0)
w = rng.normal(size=(2, 1))
for epoch in range(20):
    e = seen[:-1] @ w - wanted[1:]
    w -= 0.1 * seen[:-1].T @ e / 29
"""


def checked(tmp_path: Path, text: str) -> Verdict:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize("text", [ROWS, COLUMNS, ONES, SERIES])
def test_both_in_one_order_are_right(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, text)
    assert found.status == FOLLOWS, found.words


@pytest.mark.parametrize(
    ("text", "right", "wrong", "lines"),
    [
        (ROWS, "X, y = X[p], y[p]", "X = X[p]", {8}),
        (ROWS, "X, y = X[p], y[p]", "y = y[p]", {8}),
        (ROWS, "y[k:k + 4]", "y[:4]", {10}),
        (COLUMNS, "y[:, p]", "y", {8}),
        (ONES, "y[i]", "y[i - 1]", {8, 9}),
    ],
)
def test_targets_of_other_examples_are_named(
    tmp_path: Path, text: str, right: str, wrong: str, lines: set[int]
) -> None:
    assert right in text
    found = checked(tmp_path, text.replace(right, wrong))
    assert found.status == APART, found.words
    assert "do not belong together" in found.words[0]
    assert {*found.lines} == lines
