"""Examples whose targets are those of others are named; any other order of both is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

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
    for k, i in enumerate(rng.permutation(12)):
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
        (ONES, "y[i]", "y[k]", {8, 9}),
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


HEAD = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 3))
y = np.sin(X[:, :1]) + X[:, 1:2]
w = rng.normal(size=(3, 1)) * 0.3
v, u, r = rng.normal(size=(3, 1)) * 0.3, rng.normal(size=(3, 3)) * 0.3, np.eye(3) * 0.5
for epoch in range(12):
"""
RIGHT = {
    "the next, round the end": """
    e = X @ w - np.roll(y, -1, axis=0)
    w -= 0.01 * X.T @ e
""",
    "one before, from the last to the first": """
    for i in rng.permutation(12):
        e = X[i] @ w - y[i - 1]
        w -= 0.01 * np.outer(X[i], e)
""",
    "all backwards": """
    e = X @ w - y[::-1]
    w -= 0.01 * X.T @ e
""",
    "one by one backwards": """
    for i in rng.permutation(11):
        e = X[1:][i] @ w - y[11 - i]
        w -= 0.01 * np.outer(X[1:][i], e)
""",
    "two lags": """
    i = np.arange(2, 12)
    e = X[i - 1] @ w + X[i - 2] @ v - y[i]
    w -= 0.01 * X[i - 1].T @ e
    v -= 0.01 * X[i - 2].T @ e
""",
    "lags of one row": """
    for t in range(3, 12):
        e = sum(X[t - k] @ u[k] for k in range(1, 3)) - y[t]
        for k in range(1, 3):
            u[k] -= 0.01 * X[t - k] * e
""",
    "a model for each lag": """
    for k in range(3):
        e = X[3 - k:12 - k] @ u[:, k:k + 1] - y[3:]
        u[:, k:k + 1] -= 0.01 * X[3 - k:12 - k].T @ e
""",
    "a model for each of the next": """
    for k in range(3):
        e = X[:9] @ u[:, k:k + 1] - y[k:9 + k]
        u[:, k:k + 1] -= 0.01 * X[:9].T @ e
""",
    "the next through time": """
    h, a, d = [np.zeros((1, 3))], [], np.zeros((1, 3))
    for t in range(5):
        h.append(np.tanh(X[t:t + 1] @ u + h[-1] @ r))
        a.append(h[-1] @ w - y[2 * t + 1:2 * t + 2])
    du, dr, dw = np.zeros((3, 3)), np.zeros((3, 3)), np.zeros((3, 1))
    for t in reversed(range(5)):
        dw += h[t + 1].T @ a[t]
        d = (a[t] @ w.T + d) * (1 - h[t + 1] ** 2)
        du += X[t:t + 1].T @ d
        dr += h[t].T @ d
        d = d @ r.T
    u, r, w = u - 0.01 * du, r - 0.01 * dr, w - 0.01 * dw
""",
    "the reward of the next state": """
    s = 5
    while 0 < s < 11:
        following = s + rng.choice([-2, -1, 1]) if s > 1 else s - 1
        e = X[s] @ w - y[following]
        w -= 0.01 * np.outer(X[s], e)
        s = following
""",
    "the nearest to the output": """
    e = X @ w - y[np.argmin((X @ w - y.T) ** 2, axis=1)]
    w -= 0.01 * X.T @ e
""",
    "in the order of the outputs": """
    places = (X @ w)[:, 0].argsort()
    e = X @ w - y[places]
    w -= 0.01 * X.T @ e
""",
    "both sorted": """
    p = X @ w
    k, m = np.argsort(p[:, 0]), np.argsort(y[:, 0])
    e = p[k] - y[m]
    w -= 0.01 * X[k].T @ e
""",
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_need_not_be_shuffled_is_right(tmp_path: Path, name: str) -> None:
    found = checked(tmp_path, HEAD + RIGHT[name][1:])
    assert found.status == FOLLOWS, found.words
