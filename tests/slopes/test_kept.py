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


REPLACED = """\
import numpy as np
rng = np.random.RandomState(3)
X, y = rng.randn(8, 3), rng.rand(8, 2)
w, b, g = rng.randn(3, 2), rng.randn(2), np.zeros((3, 2))
for i in range(20):
    d = X @ w + b - y
    g = 0.5 * g + X.T @ d
    w = w - 0.01 * g
    b -= 0.01 * d.sum(axis=0)
"""


@pytest.mark.parametrize(
    ("old", "new", "lines", "words"),
    [
        ("b -= 0.01", "b = -0.01", (9,), "Line 9 does not add the update to b: the numbers"),
        ("g = 0.5 * g +", "g += 0.5 * g +", (7,), "g keeps 1.5 of its old numbers, so it grows"),
        ("g = 0.5 * g +", "g = g +", (7,), "g keeps all its old numbers: it is never set back to"),
    ],
)
def test_what_is_kept_too_little_or_too_much(
    tmp_path: Path, old: str, new: str, lines: tuple[int, ...], words: str
) -> None:
    assert checked(tmp_path / "mine.py", REPLACED).status == FOLLOWS
    found = checked(tmp_path / "mine.py", REPLACED.replace(old, new))
    assert (found.status, found.lines) == (APART, lines), found.words
    assert found.words[-1].startswith(words)


def test_gradients_are_summed_up_over_some_iterations(tmp_path: Path) -> None:
    text = REPLACED.replace("g = 0.5 * g +", "g = g +")
    text = text.replace(
        "    w = w - 0.01 * g\n", "    if i % 3 == 2:\n        w = w - g; g = 0 * g\n"
    )
    assert "keeps all" not in " ".join(checked(tmp_path / "mine.py", text).words)


def test_the_sign_is_seen_through_a_momentum_of_squares(tmp_path: Path) -> None:
    text = REPLACED.replace("w = w - 0.01 * g", "w = w - 0.01 * g / (np.sqrt(g**2) + 1e-8)")
    assert checked(tmp_path / "mine.py", text).status == FOLLOWS
    found = checked(tmp_path / "mine.py", text.replace("w = w -", "w = w +"))
    assert (found.status, found.lines) == (APART, (8, 7))
    assert "the sign is wrong" in found.words[0]
