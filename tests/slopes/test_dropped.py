"""Updates that nothing keeps, and weights that only seem to be updated by the error."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

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
LAYERS = """\
import numpy as np
rng = np.random.default_rng(0)
class Layer:
    def __init__(self, n, m):
        self.w, self.b = rng.normal(size=(n, m)), np.zeros((1, m))
layers = [Layer(3, 4), Layer(4, 1)]
X = rng.normal(size=(20, 3))
y = X[:, :1]
for i in range(20):
    one, two = layers
    h = np.tanh(X @ one.w + one.b)
    d = (h @ two.w + two.b - y) / 20
    back = d @ two.w.T * (1 - h * h)
    two.dw, two.db = h.T @ d, d.sum(0, keepdims=True)
    one.dw, one.db = X.T @ back, back.sum(0, keepdims=True)
    rate = 0.1
    for layer in layers:  # all
        for p, g in ((layer.w, layer.dw), (layer.b, layer.db)):
            p -= rate * g
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
    assert (found.status, found.lines) == (APART, (12, 14)), found.words
    assert found.words == (
        "The update of w in line 14 does not depend on the loss, which has a slope there.",
        "It goes by what line 12 computes, not by an error.",
    )


def test_the_loop_over_the_layers_is_named_that_passes_over_one(tmp_path: Path) -> None:
    assert checked(tmp_path, LAYERS).status == FOLLOWS
    found = checked(tmp_path, LAYERS.replace("in layers:  # all", "in layers[1:]:"))
    assert (found.status, found.lines) == (APART, (17, 19)), found.words


def test_an_own_loss_that_takes_other_classes_is_told(tmp_path: Path) -> None:
    text = PAIRS.replace("d = p.copy()", "loss = -np.log(p[other]); d = p.copy()")
    assert checked(tmp_path, text).status == FOLLOWS
    found = checked(tmp_path, text.replace("d[other]", "d[one]"))
    assert (found.status, found.lines) == (APART, (11, 10)), found.words
