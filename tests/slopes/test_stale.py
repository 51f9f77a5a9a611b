"""Old numbers, other losses and several variables in a line do not hide the wrong line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

NET = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(12, 3))
y = rng.random((12, 1))
w, b = rng.normal(size=(3, 4)), np.zeros((1, 4))
v, c = rng.normal(size=(4, 1)), np.zeros((1, 1))
old, out = np.zeros((12, 4)), np.zeros((12, 1))
for i in range(40):
    h = np.tanh(X @ w + b)
    now = h @ v + c
    before, out = out, now
    delta = (out - y) / 12
    back = delta @ v.T * (1 - h ** 2)
    old = h
    gv, gc = h.T @ delta, delta.sum(axis=0, keepdims=True)
    gw, gb = X.T @ back, back.sum(axis=0, keepdims=True)
    v -= 0.5 * gv
    c -= 0.5 * gc
    w -= 0.5 * gw
    b -= 0.5 * gb
"""
SOFTMAX = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(30, 4))
labels = X[:, :3].argmax(axis=1)
Y = np.eye(3)[labels]
w = rng.normal(size=(4, 3)) * 0.5
for i in range(40):
    e = np.exp(X @ w)
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(p[np.arange(30), labels]))
    d = (p - Y) / 30
    w -= 0.5 * X.T @ d
"""
EARLIER = (
    "Line 12 compares the targets with out of an earlier iteration: it was computed with weights "
    "that have been updated since."
)


def checked(path: Path, text: str) -> Verdict:
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize("text", [NET, SOFTMAX])
def test_right_ones_follow(text: str, tmp_path: Path) -> None:
    assert checked(tmp_path / "mine.py", text).status == FOLLOWS


@pytest.mark.parametrize(
    ("text", "old", "new", "lines", "word"),
    [
        # in the first iteration, `old` is 0 and what goes back a slope
        (NET, "(1 - h ** 2)", "(1 - old ** 2)", (13, 9), "back (line 13)"),
        (NET, "(out - y)", "(before - y)", (12,), EARLIER),
        (NET, "X.T @ back, back.sum(", "X.T @ back, back[:1].sum(", (16,), "gb (line 16)"),
        (NET, "X.T @ back, ", "X.T @ back ** 2, ", (16,), "gw (line 16)"),
        (
            SOFTMAX,
            "(p - Y) / 30",
            "-Y / p / 30",
            (12, 11, 9),
            "in line 9 is left out.",
        ),
    ],
)
def test_the_wrong_line_is_named(
    text: str, old: str, new: str, lines: tuple[int, ...], word: str, tmp_path: Path
) -> None:
    assert old in text
    found = checked(tmp_path / "mine.py", text.replace(old, new))
    assert (found.status, found.lines) == (APART, lines)
    assert word in " ".join(found.words)
