"""Recurrent networks, margins, lists of arrays and classes that a script counts down by 1."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

TIMES = """\
import numpy as np
rng = np.random.default_rng(1)
letters = rng.integers(0, 4, 40)
u = rng.normal(size=(5, 4)) * 0.3
w = rng.normal(size=(5, 5)) * 0.3
v = rng.normal(size=(4, 5)) * 0.3
sums = [np.zeros_like(one) for one in (u, w, v)]
h = np.zeros((5, 1))
for i in range(12):
    du, dw, dv = (np.zeros_like(one) for one in (u, w, v))
    xs, hs, ps = [], [h], []
    for t in range(3):
        x = np.zeros((4, 1))
        x[letters[3 * i + t]] = 1
        xs.append(x)
        hs.append(np.tanh(u @ x + w @ hs[-1]))
        z = np.exp(v @ hs[-1])
        ps.append(z / z.sum())
    later = np.zeros((5, 1))
    for t in (2, 1, 0):
        d = ps[t].copy()
        d[letters[3 * i + t + 1]] -= 1
        dv += d @ hs[t + 1].T
        dz = (1 - hs[t + 1] ** 2) * (v.T @ d + later)
        du += dz @ xs[t].T
        dw += dz @ hs[t].T
        later = w.T @ dz
    h = hs[-1]
    for p, g, m in zip((u, w, v), (du, dw, dv), sums):
        m += g * g
        p -= 0.1 * g / np.sqrt(m + 1e-8)
"""
MARGINS = """\
import numpy as np
rng = np.random.default_rng(2)
x = rng.normal(size=(30, 3))
c = np.argmax(x, axis=1)
w = rng.normal(size=(3, 3)) * 0.1
rows = np.arange(30)
for i in range(30):
    s = x @ w
    m = np.maximum(0, s - s[rows, c][:, None] + 1)
    m[rows, c] = 0
    loss = m.sum() / 30
    d = (m > 0).astype(float)
    d[rows, c] = -d.sum(axis=1)
    w -= 0.1 * x.T @ d / 30
"""
LOGARITHMS = """\
import numpy as np
rng = np.random.default_rng(4)
x = rng.normal(size=(20, 3))
c = np.argmax(x, axis=1)
w = rng.normal(size=(3, 3)) * 0.1
for i in range(20):
    s = x @ w
    logs = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    p = np.exp(logs)
    p[np.arange(20), c] -= 1
    dw = x.T @ p / 20
    g = np.zeros_like(w)
    g += dw
    w -= 0.5 * g
"""
STEPS = """\
import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(20, 2))
y = X[:, :1] - X[:, 1:]
class Layer:
    def __init__(self, n, m):
        self.parts = [rng.normal(size=(n, m)), np.zeros(m)]
    def forward(self, x):
        self.x = x
        return x @ self.parts[0] + self.parts[1]
    def backward(self, d):
        self.slopes = [self.x.T @ d, d.sum(axis=0)]
        return d @ self.parts[0].T
class Steps:
    def __init__(self, layers):
        self.layers = layers
        self.kept = [[np.zeros_like(one) for one in layer.parts] for layer in layers]
    def go(self):
        for layer, kept in zip(self.layers, self.kept):
            for k, part in enumerate(layer.parts):
                kept[k] = 0.5 * kept[k] + 0.5 * layer.slopes[k]
                part -= 0.1 * kept[k]
layers = [Layer(2, 3), Layer(3, 1)]
steps = Steps(layers)
for i in range(20):
    out = X
    for layer in layers:
        out = layer.forward(out)
    d = (out - y) / 20
    for layer in reversed(layers):
        d = layer.backward(d)
    steps.go()
"""
ROWS = """\
import numpy as np
rng = np.random.default_rng(6)
X = rng.normal(size=(20, 2))
y = np.sin(X[:, 0])
V = rng.normal(size=(4, 2))
w = rng.normal(size=4)
def limited(slopes):
    size = np.sqrt(sum(np.sum(one * one) for one in slopes))
    return [one / max(1.0, size) for one in slopes]
for i in range(20):
    h = np.tanh(X @ V.T)
    e = (h @ w - y) / 20
    back = np.outer(e, w) * (1 - h * h)
    dV, dw = limited([back.T @ X, h.T @ e])
    dw = dw + 0.001 * np.sign(w)
    w -= 0.1 * dw
    for j in range(4):
        V[j] -= 0.1 * dV[j]
"""
CACHED = """\
import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(20, 3))
y = rng.normal(size=(20, 2))
w = rng.normal(size=(3, 2))
c = np.zeros((3, 2))
for i in range(20):
    g = X.T @ (X @ w - y) / 20
    c = 0.9 * c + 0.1 * g ** 2
    w -= 0.01 * g / (np.sqrt(c) + 1e-8)
"""
SKIPS = """\
import numpy as np
rng = np.random.default_rng(8)
X = rng.normal(size=(20, 3))
y = rng.normal(size=(20, 1))
u = rng.normal(size=(3, 4))
r = rng.normal(size=(4, 4))
v = rng.normal(size=(4, 1))
for i in range(20):
    a = np.tanh(X @ u)
    b = np.tanh(a @ r)
    c = a + b
    e = (c @ v - y) / 20
    dc = e @ v.T
    db = dc * (1 - b * b)
    da = dc + db @ r.T
    dz = da * (1 - a * a)
    v -= 0.1 * c.T @ e
    r -= 0.1 * a.T @ db
    u -= 0.1 * X.T @ dz
"""


@pytest.mark.parametrize("text", [TIMES, MARGINS, LOGARITHMS, STEPS, ROWS, CACHED, SKIPS])
def test_right_ones_follow(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, text)
    assert found.status == FOLLOWS, found.words


@pytest.mark.parametrize(
    ("text", "right", "wrong", "line"),
    [
        (TIMES, "dz @ hs[t].T", "dz @ hs[t + 1].T", 26),
        (TIMES, "later = w.T @ dz", "later = w @ dz", 27),
        (TIMES, "@ d + later", "@ d", 24),
        (TIMES, "du += dz", "du = dz", 25),
        (ROWS, "range(4)", "range(1, 4)", 17),
        (ROWS, "dw + 0.001", "dw - 0.001", 15),
        (ROWS, "np.outer(e, w)", "np.outer(h @ w, w)", 13),
        (CACHED, "0.1 * g ** 2", "0.1 * w ** 2", 9),
        (CACHED, "g / (np.sqrt(c)", "g * w / (np.sqrt(c)", 10),
        (SKIPS, "dc + db @ r.T", "db @ r.T", 15),
        (SKIPS, "dc + db @ r.T", "dc", 15),
        (MARGINS, "d[rows, c] = -d", "d[rows, c] = d", 13),
        (LOGARITHMS, "-= 1", "-= 2", 10),
        (LOGARITHMS, "sum(axis=1", "sum(axis=0", 8),
        (LOGARITHMS, "p = np.exp(logs)", "p = logs.copy()", 9),
        (STEPS, "d @ self.parts[0].T", "d @ self.slopes[0].T", 13),
    ],
)
def test_wrong_lines_are_named(
    tmp_path: Path, text: str, right: str, wrong: str, line: int
) -> None:
    assert right in text
    found = checked(tmp_path, text.replace(right, wrong))
    assert found.status == APART, found.words
    assert line in found.lines, found.words


ADDED = """\
import numpy as np
rng = np.random.default_rng(0)
x = rng.normal(size=(30, 4))
c = np.argmax(x[:, :3], axis=1)
w = np.zeros((4, 3))
for i in range(9):
    for row, at in zip(x, c):
        p = np.exp(row @ w)
        d = -p / p.sum()
        d[at] += 1
        w += 0.1 * np.outer(row, d)
"""


def test_what_is_added_to_the_negative_output_is_no_wrong_error(tmp_path: Path) -> None:
    assert checked(tmp_path, ADDED).status != APART
