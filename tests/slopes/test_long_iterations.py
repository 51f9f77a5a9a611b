"""Iterations with many rounds of a loop inside them: the first rounds tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

RECURRENT = """\
import numpy as np
rng = np.random.default_rng(4)
song = rng.integers(0, 3, 150)
W, U, V = 0.4 * rng.normal(size=(6, 3)), 0.4 * rng.normal(size=(6, 6)), rng.normal(size=(3, 6))
one = np.eye(3)
for epoch in range(9):
    h = np.zeros(6)
    for p in range(0, 144, 6):
        hs, ps = {-1: h}, {}
        for t in range(6):
            hs[t] = np.tanh(W @ one[song[p + t]] + U @ hs[t - 1])
            z = np.exp(V @ hs[t])
            ps[t] = z / z.sum()
        dW, dU, dV, later = np.zeros_like(W), np.zeros_like(U), np.zeros_like(V), np.zeros(6)
        for t in reversed(range(6)):
            e = ps[t] - one[song[p + t + 1]]
            dV += np.outer(e, hs[t])
            dz = (1 - hs[t] ** 2) * (V.T @ e + later)
            dW += np.outer(dz, one[song[p + t]])
            dU += np.outer(dz, hs[t - 1])
            later = U.T @ dz
        h = hs[5]
        W, U, V = W - 0.1 * dW, U - 0.1 * dU, V - 0.1 * dV
"""
FROM_A_NUMBER = """\
import numpy as np
rng = np.random.default_rng(4)
X, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 2))
w = rng.normal(size=(3, 2))
m = v = t = 0
for epoch in range(9):
    for s in range(0, 12, 4):
        x = X[s : s + 4]
        g = x.T @ (x @ w - y[s : s + 4])
        t += 1
        m = 0.9 * m + 0.1 * g
        v = 0.99 * v + 0.01 * g * g
        w = w - 0.01 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
"""
PATCHES = """\
import numpy as np
rng = np.random.default_rng(4)
images = rng.random((60, 16, 16))
labels = rng.random(60)
k, w = rng.normal(size=(3, 3)), 0.05 * rng.normal(size=(14, 14))
for epoch in range(9):
    for image, label in zip(images, labels):
        out = np.zeros((14, 14))
        for i in range(14):
            for j in range(14):
                out[i, j] = np.sum(k * image[i : i + 3, j : j + 3])
        e = np.sum(out * w) - label
        dk = np.zeros((3, 3))
        for i in range(14):
            for j in range(14):
                dk += e * w[i, j] * image[i : i + 3, j : j + 3]
        w = w - 0.001 * e * out
        k = k - 0.001 * dk
"""


def line_of(text: str, part: str) -> int:
    return next(at for at, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize("text", [RECURRENT, FROM_A_NUMBER, PATCHES])
def test_a_right_script_follows(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, text).status == FOLLOWS


def test_it_is_told_where_only_the_first_rounds_were_checked(tmp_path: Path) -> None:
    found = checked(tmp_path, PATCHES)
    assert any("only its first rounds were checked" in note for note in found.notes), found.notes


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (RECURRENT, "(1 - hs[t] ** 2) *", "(1 - hs[t]) *"),
        (RECURRENT, "np.outer(dz, hs[t - 1])", "np.outer(dz, hs[t])"),
        (RECURRENT, "later = U.T @ dz", "later = U @ dz"),
        (PATCHES, "w[i, j] * image", "w[j, i] * image"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, right: str, wrong: str) -> None:
    changed = text.replace(right, wrong)
    assert changed != text
    found = checked(tmp_path, changed)
    assert found.status == APART
    assert line_of(changed, wrong) in found.lines, found.words
