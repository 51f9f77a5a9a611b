"""Updates that nothing keeps, and weights that only seem to be updated by the error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.slopes.judged import APART, FOLLOWS

from .test_called_functions import checked

LISTED = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(30, 3))
y = X @ np.array([[1.0], [-2.0], [0.5]])
params = [rng.normal(size=(3, 1)), np.zeros((1, 1))]
for i in range(30):
    d = X @ params[0] + params[1] - y
    grads = [X.T @ d / 30, d.mean(axis=0, keepdims=True)]
    for p, g in zip(params, grads):
        p -= 0.1 * g
"""
CALLED = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(30, 3))
y = X @ np.array([[1.0], [-2.0], [0.5]])
w, b = rng.normal(size=(3, 1)), np.zeros((1, 1))
def update(w, b, dw, db, rate):
    w = w - rate * dw
    b = b - rate * db
    return w, b
for i in range(30):
    d = X @ w + b - y
    w, b = update(w, b, X.T @ d / 30, d.mean(axis=0, keepdims=True), 0.1)
"""
PAIRS = """\
import numpy as np
rng = np.random.default_rng(0)
pairs = rng.integers(0, 5, (12, 2))
w, v = rng.normal(size=(5, 3)), rng.normal(size=(3, 5))
for i in range(20):
    for one, other in pairs:
        h = w[one]
        e = np.exp(h @ v)
        p = e / e.sum()
        d = p.copy()
        d[other] -= 1
        dh = v @ d
        v -= 0.1 * np.outer(h, d)
        w[one] -= 0.1 * dh
"""


@pytest.mark.parametrize("text", [LISTED, CALLED, PAIRS])
def test_right_ones_follow(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, text).status == FOLLOWS


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (LISTED.replace("p -= 0.1 * g", "p = p - 0.1 * g"), 10),
        (CALLED.replace("    w, b = update(", "    update("), 7),
    ],
)
def test_an_update_that_nothing_keeps_is_named(tmp_path: Path, text: str, line: int) -> None:
    found = checked(tmp_path, text)
    assert (found.status, found.lines) == (APART, (line,)), found.words
    assert "is not kept" in found.words[0]


def test_an_update_by_the_error_of_another_weight_only_is_none(tmp_path: Path) -> None:
    found = checked(tmp_path, PAIRS.replace("dh = v @ d", "dh = v @ p"))
    assert (found.status, found.lines) == (APART, (14,))
    assert found.words == (
        "The update of w in line 14 does not depend on the loss, which has a slope there.",
    )
