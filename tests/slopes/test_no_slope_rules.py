"""Rules that follow no slope, or go down it in another way, are not called wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice
from tinynet_tui.slopes.judged import APART, FOLLOWS, UNKNOWN, Verdict
from tinynet_tui.slopes.verdict import verdict

DATA = """\
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(30, 5))
y = np.sin(X[:, :1])
"""
PROTOTYPES = """\
P, c = rng.normal(size=(4, 5)), np.array([0, 0, 1, 1])
for i in range(9):
    k = np.argmin(((P - X[i]) ** 2).sum(axis=1))
    P[k] += 0.05 * (1 if c[k] == i % 2 else -1) * (X[i] - P[k])
"""
STRAIGHT_THROUGH = """\
w, v = rng.normal(size=(5, 6)), rng.normal(size=(6, 1))
for i in range(9):
    h = np.tanh(X @ np.sign(w))
    d = h @ v - y
    w, v = w - 0.01 * X.T @ (d @ v.T * (1 - h * h)), v - 0.01 * h.T @ d
"""
FEEDBACK = """\
w, v = rng.normal(size=(5, 6)), rng.normal(size=(6, 1))
B = rng.normal(size=(1, 6))
for i in range(9):
    h = np.tanh(X @ w)
    d = h @ v - y
    v -= 0.01 * h.T @ d
    w -= 0.01 * X.T @ (d @ B * (1 - h * h))
"""
FROZEN = """\
w, v = rng.normal(size=(5, 6)), rng.normal(size=(6, 1))
for i in range(9):
    h = np.tanh(X @ w)
    d = h @ v - y
    dw = X.T @ (d @ v.T * (1 - h * h))
    v -= 0.01 * h.T @ d
    w[:3] -= 0.01 * dw[:3]
"""
EVOLUTION = """\
w = np.zeros((5, 1))
for i in range(9):
    N = rng.normal(size=(20, 5, 1))
    R = np.array([np.mean((X @ (w + 0.1 * n) - y) ** 2) for n in N])
    w = w - 0.01 * np.mean((R - R.mean())[:, None, None] * N, axis=0)
"""
COORDINATES = """\
w = rng.normal(size=5)
for i in range(9):
    j = i % 5
    r = y[:, 0] - X @ w + X[:, j] * w[j]
    s = X[:, j] @ r
    w[j] = np.sign(s) * np.maximum(np.abs(s) - 0.5, 0) / (X[:, j] @ X[:, j])
"""
OJA = """\
w = rng.normal(size=5)
for i in range(9):
    out = X[i] @ w
    w += 0.01 * out * (X[i] - out * w)
"""
MISTAKES = """\
c = np.argmax(X[:, :3], axis=1)
w = np.eye(5)[:, :3].copy()
for i in range(30):
    k = int(np.argmax(X[i] @ w))
    if k != c[i]:
        w[:, c[i]] += X[i]
        w[:, k] -= X[i]
"""
PENALTY = """\
w, v = rng.normal(size=(5, 6)), rng.normal(size=(6, 1))
for i in range(9):
    h = 1 / (1 + np.exp(-(X @ w)))
    q = h.mean(axis=0)
    d = (h @ v - y) / 30
    dh = d @ v.T + 0.5 * (-0.1 / q + 0.9 / (1 - q)) / 30
    v -= 0.1 * h.T @ d
    w -= 0.1 * X.T @ (dh * h * (1 - h))
"""
RATINGS = """\
R, lam = rng.normal(size=(6, 4)), 0.1
P, Q = rng.normal(size=(6, 3)), rng.normal(size=(4, 3))
for i in range(9):
    u, j = i % 6, i % 4
    e = R[u, j] - P[u] @ Q[j]
    P[u], Q[j] = P[u] + 0.1 * (e * Q[j] - lam * P[u]), Q[j] + 0.1 * (e * P[u] - lam * Q[j])
"""
BIASES = """\
R = 3 + rng.normal(size=(6, 4))
a, b = rng.normal(size=6), rng.normal(size=4)
for i in range(9):
    u, j = i % 2, i % 3
    e = R[u, j] - (a[u] + b[j])
    a[u] += 0.1 * (e - 0.3 * a[u])
    b[j] += 0.1 * e
"""
NEWTON = """\
w, t = np.zeros(5), (y[:, 0] > 0.2).astype(float)
for i in range(9):
    p = 1 / (1 + np.exp(-(X @ w)))
    g = X.T @ (p - t) + 0.1 * w
    w -= np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]) + 0.1 * np.eye(5), g)
"""
LEAST_SQUARES = """\
w, C = np.zeros(5), 100 * np.eye(5)
for i in range(9):
    x = X[i]
    k = C @ x / (1 + x @ C @ x)
    w = w + k * (y[i, 0] - x @ w)
    C = C - np.outer(k, x @ C)
"""
ELASTIC = """\
w = rng.normal(size=5)
def soft(v, limit):
    return np.sign(v) * np.maximum(np.abs(v) - limit, 0)
for i in range(9):
    g = X.T @ (X @ w - y[:, 0]) / 30 + 0.1 * w
    w = soft(w - 0.1 * g, 0.1 * 0.2)
"""
DECAYED = """\
w, v = rng.normal(size=(5, 6)), rng.normal(size=(6, 1))
sw = sv = 0
for i in range(9):
    h = np.tanh(X @ w)
    d = h @ v - y
    gv, gw = h.T @ d + 5 * v, X.T @ (d @ v.T * (1 - h * h)) + 5 * w
    sw, sv = 0.9 * sw + 0.1 * gw**2, 0.9 * sv + 0.1 * gv**2
    w -= 0.01 * gw / (np.sqrt(sw) + 1e-8)
    v -= 0.01 * gv / (np.sqrt(sv) + 1e-8)
"""
CHUNKS = """\
s = np.sin(np.arange(40) * 0.3)
u, w, v = rng.normal(size=6), 0.3 * rng.normal(size=(6, 6)), rng.normal(size=6)
first = np.zeros(6)
for i in range(6):
    for a in (0, 3, 6):
        hs = [first]
        for t in range(a, a + 3):
            hs.append(np.tanh(s[t] * u + hs[-1] @ w))
        du, dw, dv, later = np.zeros(6), np.zeros((6, 6)), np.zeros(6), np.zeros(6)
        for t in (2, 1, 0):
            e = hs[t + 1] @ v - s[a + t + 1]
            dv += e * hs[t + 1]
            dz = (e * v + later) * (1 - hs[t + 1] ** 2)
            du += s[a + t] * dz
            dw += np.outer(hs[t], dz)
            later = w @ dz
        u, w, v = u - 0.01 * du, w - 0.01 * dw, v - 0.01 * dv
        first = hs[-1]
"""
RETURNS = """\
w = 0.1 * rng.normal(size=(5, 3))
for i in range(9):
    z = np.exp(X @ w)
    p = z / z.sum(axis=1, keepdims=True)
    d = p.copy()
    d[np.arange(30), np.arange(30) % 3] -= 1
    gains = rng.normal(size=30)
    w -= 0.1 * X.T @ (d * gains[:, None])
"""
TASKS = """\
t = (X[:, 1:2] > 0).astype(float)
w, a, b = rng.normal(size=(5, 6)), rng.normal(size=(6, 1)), rng.normal(size=(6, 1))
for i in range(9):
    h = np.tanh(X @ w)
    p = 1 / (1 + np.exp(-(h @ b)))
    da, db = 0.3 * (h @ a - y), p - t
    dh = (da @ a.T + db @ b.T) * (1 - h * h)
    a, b = a - 0.01 * h.T @ da, b - 0.01 * h.T @ db
    w -= 0.01 * X.T @ dh
"""
COUNTS = """\
n = rng.poisson(np.exp(X[:, 0]))
w = np.zeros(5)
for i in range(9):
    w += 0.01 * X.T @ (n - np.exp(X @ w))
"""
WEIGHED = """\
w, v = rng.normal(size=(5, 6)), rng.normal(size=(6, 1))
learning_rate = 0.1
for i in range(9):
    h = np.tanh(X @ w)
    d = 0.1 * (h @ v - y)
    dh = d @ v.T * (1 - h * h)
    w, v = w - learning_rate * X.T @ dh, v - learning_rate * 0.1 / 0.1 * h.T @ d
"""
TWICE = """\
for run in range(3):
    w = np.zeros((5, 1))
    for i in range(50):
        p = 1 / (1 + np.exp(-(X @ w)))
        w -= 0.1 * X.T @ (p - (y > 0))
"""


def checked(tmp_path: Path, text: str, *iterations: int) -> Verdict:
    path, text = tmp_path / "mine.py", DATA + text
    path.write_text(text)
    with Engine(
        str(path), path.read_bytes(), Choice(loop=text[: text.index("for i")].count("\n") + 1)
    ) as engine:
        return verdict({at: engine.check(at) for at in iterations}, engine.plan)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PROTOTYPES, "P is the output itself"),
        (STRAIGHT_THROUGH, "line 7: the output goes through a step"),
        (FEEDBACK, "line 11 leads errors back by B, which is no weight"),
        (EVOLUTION, "line 8 computes how large errors are"),
        (COORDINATES, "line 10 gives w new numbers"),
        (OJA, "line 8 compares an input with what w makes of it"),
        (MISTAKES, "nothing in this loop compares"),
    ],
)
def test_it_is_said_why_a_rule_follows_no_slope(tmp_path: Path, text: str, said: str) -> None:
    found = checked(tmp_path, text, 0, 1, 2, 4)
    assert found.status == UNKNOWN and said in found.words[0], found.words


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (PENALTY, "dh = d @ v.T", "dh = -d @ v.T"),
        (PENALTY, "0.5 * (-0.1 / q + 0.9 / (1 - q)) / 30", "h"),
        (RATINGS, "lam * Q[j])", "lam * Q[j]) * P[u]"),
        (RATINGS, "- lam * P[u]", "+ lam * P[u]"),
        (FROZEN, "dw[:3]", "dw[2:]"),
        (BIASES, "+= 0.1 * e", "-= 0.1 * e"),
        (NEWTON, "w -= np", "w += np"),
        (LEAST_SQUARES, "w + k", "w - k"),
        (ELASTIC, "X.T @ (X @ w - y[:, 0])", "(X * X).T @ (X @ w - y[:, 0])"),
        (DECAYED, "w -= 0.01", "w += 0.01"),
        (RETURNS, "gains[:, None]", "p"),
        (TASKS, "* (1 - h * h)", "* (1 - h)"),
        (TASKS, "+ db @ b.T", "- db @ b.T"),
        (COUNTS, "w += 0.01", "w -= 0.01"),
        (WEIGHED, "* (1 - h * h)", "* (1 - h)"),
        (CHUNKS, "later = w @ dz", "later = w.T @ dz"),
    ],
)
def test_what_goes_down_in_another_way_is_right(
    tmp_path: Path, text: str, right: str, wrong: str
) -> None:
    assert right in text
    found = checked(tmp_path, text, 0, 1, 2, 5)
    assert found.status == FOLLOWS and "seems" not in " ".join(found.words), found.words
    found = checked(tmp_path, text.replace(right, wrong), 0, 1, 2)
    assert found.status == APART, found.words


def test_what_is_added_as_for_a_penalty_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, PENALTY, 0)
    assert any("added to slopes, as a penalty is: line 10" in one for one in found.notes)


@pytest.mark.parametrize("text", [FEEDBACK, STRAIGHT_THROUGH])
def test_another_weight_that_is_wrong_is_named_all_the_same(tmp_path: Path, text: str) -> None:
    for wrong in ("0.01 * h.T @ (d * d)", "0.01 * (X[:, :1] * h).T @ d"):
        found = checked(tmp_path, text.replace("0.01 * h.T @ d", wrong), 0, 1, 2)
        assert found.status == APART and "update of v does not" in found.words[0], found.words


def test_a_script_that_begins_anew_has_learnt(tmp_path: Path) -> None:
    found = checked(tmp_path, TWICE, 0, 1, 10, 30, 100)
    assert (found.status, len(found.words)) == (FOLLOWS, 1), found.words
