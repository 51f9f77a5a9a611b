"""What an update keeps of a weight or of a momentum has its sign, and is named if it is wrong."""

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
w = rng.normal(size=(3, 4))
v = rng.normal(size=(4, 1))
rate, mu, part = 0.5, 0.9, 0.01
mw, mv = np.zeros_like(w), np.zeros_like(v)
for i in range(40):
    h = np.tanh(X @ w)
    delta = (h @ v - y) / 12
    gv = h.T @ delta
    gw = X.T @ (delta @ v.T * (1 - h ** 2))
    mw = mu * mw - rate * gw
    mv = mu * mv - rate * gv
    w += mw
    v += mv
"""
SINGLE = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.uniform(-3, 3, 20)
y = np.sin(X)
w, b = rng.normal(size=(1, 4)), np.zeros((1, 4))
v, c = rng.normal(size=(4, 1)), np.zeros((1, 1))
mv, mc = np.zeros_like(v), np.zeros_like(c)
for epoch in range(20):
    for i in rng.permutation(20):
        x = X[i].reshape(1, 1)
        h = np.tanh(x @ w + b)
        delta = h @ v + c - y[i].reshape(1, 1)
        gv, gc = h.T @ delta, delta
        back = delta @ v.T * (1 - h ** 2)
        mv = 0.8 * mv - 0.02 * gv
        mc = 0.8 * mc - 0.02 * gc
        v = v + mv
        c = c + mc
        w = w - 0.02 * x.T @ back
        b = b - 0.02 * back
"""
"""In later iterations `h` and `back` have old numbers, and a bias is a single number."""
PLAIN = NET.replace("w += mw", "w -= rate * (gw + part * w)").replace("v += mv", "v -= rate * gv")


def checked(path: Path, text: str) -> Verdict:
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize("text", [NET, PLAIN, SINGLE])
def test_a_momentum_and_a_weight_decay_follow(text: str, tmp_path: Path) -> None:
    assert checked(tmp_path / "mine.py", text).status == FOLLOWS


@pytest.mark.parametrize(
    ("text", "old", "new", "lines", "last"),
    [
        (
            *(NET, "mu * mw - rate", "-mu * mw - rate", (14,)),
            "mw keeps -0.9 of its old numbers: the momentum has the wrong sign.",
        ),
        (
            *(NET, "mu * mw - rate", "mu * mw + rate", (16, 14)),
            "It is updated in line 16, through mw (line 14).",
        ),
        (
            *(NET, "w += mw", "w -= mw", (16, 14)),
            "It is updated in line 16, through mw (line 14).",
        ),
        (
            *(PLAIN, "gw + part * w", "gw - part * w", (16,)),
            "w itself is multiplied by 1.005: the weight decay has the wrong sign.",
        ),
        (
            *(PLAIN, "w -= rate * (gw + part * w)", "w = rate * (w - gw)", (16,)),
            "Line 16 multiplies w itself by 0.5, too, as if by the learning rate.",
        ),
        (
            *(PLAIN, "w -= rate * (gw + part * w)", "w = -rate * gw", (16,)),
            "Line 16 does not add the update to w: the numbers it had are lost.",
        ),
    ],
)
def test_what_is_wrong_with_it_is_said(
    text: str, old: str, new: str, lines: tuple[int, ...], last: str, tmp_path: Path
) -> None:
    assert old in text
    found = checked(tmp_path / "mine.py", text.replace(old, new))
    assert (found.status, found.lines) == (APART, lines)
    assert found.words[0].startswith(("The update of w goes up", "The update of w does not follow"))
    assert found.words[-1] == last
