"""Averages of slopes, as those of Adam and of a momentum: of what, and how corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

ADAM = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(12, 3))
y = rng.normal(size=(12, 2))
w, m, v = rng.normal(size=(3, 2)), np.zeros((3, 2)), np.zeros((3, 2))
for t in range(1, 40):
    g = X.T @ (X @ w - y)
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g ** 2
    m_hat = m / (1 - 0.9 ** t)
    v_hat = v / (1 - 0.999 ** t)
    w -= 0.01 * m_hat / (np.sqrt(v_hat) + 1e-8)
"""
BEGIN = "m and v begin at 0. "
FOLDED = ADAM.replace("/ (1 - 0.9 ** t)", "* 1").replace("/ (1 - 0.999 ** t)", "* 1")
FOLDED = FOLDED.replace("0.01 * m_hat", "0.01 * np.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t) * m_hat")
FALLING = ADAM.replace("m / (1 - 0.9 ** t)", "m").replace("v / (1 - 0.999 ** t)", "v")
FALLING = FALLING.replace("0.01 *", "0.01 / np.sqrt(t) *")
"""Its paces are nearly those of a correction of the first average by the second's number."""
PARTED = ADAM.replace("m = 0.9 * m + 0.1", "m *= 0.9; m += 0.1")
PARTED = PARTED.replace("v = 0.999 * v +", "v[:] = 0.999 * v; v = v +")
DECAYED = ADAM.replace("(X @ w - y)", "(X @ w - y) / 12 + 0.01 * w")
ROOT = ADAM.replace("0.01 *", "0.01 / np.sqrt(t) *")
GROWING = ADAM.replace("0.01 *", "0.01 * (1 - 0.9 ** t) *")
NET = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(12, 3))
y = rng.normal(size=(12, 2))
w, v = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
mw, mv = np.zeros_like(w), np.zeros_like(v)
rate = 0.05
for i in range(40):
    ahead_w, ahead_v = w + 0.9 * mw, v + 0.9 * mv
    h = np.tanh(X @ ahead_w)
    d = (h @ ahead_v - y) / 12
    gv = h.T @ d + 0.01 * ahead_v
    gw = X.T @ (d @ ahead_v.T * (1 - h * h)) + 0.01 * ahead_w
    mw = 0.9 * mw - rate * gw
    mv = 0.9 * mv - rate * gv
    w = w + mw
    v = v + mv
"""
PLAIN = NET.replace("w + 0.9 * mw, v + 0.9 * mv", "w, v").replace("0.01 * ahead", "0.02 * ahead")
IN_TWO = PLAIN.replace("mw = 0.9 * mw - rate", "mw *= 0.9; mw -= rate")
IN_TWO = IN_TWO.replace("mv = 0.9 * mv -", "mv = 0.9 * mv; mv = mv -")


IN_BATCHES = """\
import numpy as np
rng = np.random.default_rng(4)
X, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 2))
w, b, mw, mb = np.zeros((3, 2)), np.zeros(2), np.zeros((3, 2)), np.zeros(2)
for epoch in range(9):
    for k in range(0, 12, 4):
        d = X[k : k + 4] @ w + b - y[k : k + 4]
        mw = 0.9 * mw - 0.01 * X[k : k + 4].T @ d
        mb *= 0.9
        mb -= 0.01 * d.sum(axis=0)
        w += mw
        b += mb
"""
"""What b was in the second update is the first momentum itself."""
KEPT = """\
import numpy as np
rng = np.random.default_rng(4)
X, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 2))
w, power, powers = rng.normal(size=(3, 2)), 1.0, 1.0
class Adam:
    def update(self, w, g):
        if not hasattr(self, "m"):
            self.m, self.v = np.zeros_like(w), np.zeros_like(w)
        self.m = 0.9 * self.m + 0.1 * g
        self.v = 0.999 * self.v + 0.001 * g ** 2
        w -= 0.01 * self.m / (1 - power) / (np.sqrt(self.v / (1 - powers)) + 1e-8)
opt = Adam()
for t in range(1, 40):
    g = X.T @ (X @ w - y)
    power *= 0.9
    powers *= 0.999
    opt.update(w, g)
"""
LOOKED_BACK = """\
import numpy as np
rng = np.random.default_rng(4)
X, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 2))
w = rng.normal(size=(3, 2))
z = w.copy()
for i in range(1, 40):
    g = X.T @ (X @ z - y)
    new = z - 0.01 * g
    z = new + i / (i + 3) * (new - w)
    w = new
"""
"""Nesterov's momentum, by the weights of the iteration before."""


def checked(tmp_path: Path, text: str) -> Verdict:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict({at: engine.check(at) for at in range(3)}, engine.plan)


@pytest.mark.parametrize(
    "text",
    [
        ADAM,
        FOLDED,
        FALLING,
        PARTED,
        DECAYED,
        ROOT,
        GROWING,
        NET,
        PLAIN,
        IN_TWO,
        IN_BATCHES,
        LOOKED_BACK,
    ],
)
def test_the_right_ones_follow(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, text)
    assert (found.status, found.lines, len(found.words)) == (FOLLOWS, (), 1), found.words


@pytest.mark.parametrize(
    ("old", "new", "lines", "said"),
    [
        (
            *("m_hat = m / (1 - 0.9 ** t)", "m_hat = m", (10, 11)),
            f"{BEGIN}Line 11 makes up for that in v (bias correction), but none in m (line 10): "
            "that should be divided by 1 - 0.9**t, where t counts the updates.",
        ),
        (
            *("v_hat = v / (1 - 0.999 ** t)", "v_hat = v", (11, 10)),
            f"{BEGIN}Line 10 makes up for that in m (bias correction), but none in v (line 11): "
            "that should be divided by 1 - 0.999**t, where t counts the updates.",
        ),
        (
            *("m / (1 - 0.9 ** t)", "m / (1 - 0.999 ** t)", (10, 8)),
            f"{BEGIN}To make up for that, line 10 divides m by 1 - 0.999**t, but it should be "
            "1 - 0.9**t.",
        ),
        (
            *("m / (1 - 0.9 ** t)", "m / (1 - 0.9 * t)", (10,)),
            "In iteration 1 the update of w goes against m, which averages the slopes: line 10 "
            "divides that by a number below 0.",
        ),
        (
            *("v / (1 - 0.999 ** t)", "v * (1 - 0.999 ** t)", (11,)),
            f"{BEGIN}To make up for that, v should be divided by 1 - 0.999**t, but line 11 "
            "multiplies it by that.",
        ),
        (
            *("m / (1 - 0.9 ** t)", "m * (1 - 0.9 ** t)", (10,)),
            f"{BEGIN}To make up for that, m should be divided by 1 - 0.9**t, but line 10 "
            "multiplies it by that.",
        ),
        (
            *("0.9 * m + 0.1 * g", "0.9 * m + 1.9 * g", (8,)),
            "m keeps 0.9 of its old numbers and takes 1.9 of the slope (line 8): for an average "
            "the two should sum to 1.",
        ),
        (
            *("0.001 * g ** 2", "0.1 * g ** 2", (9,)),
            "v keeps 0.999 of its old numbers and takes 0.1 of the squared slope (line 9): for an "
            "average the two should sum to 1.",
        ),
        (
            *("0.1 * g\n", "0.2 * g\n", (8, 9)),
            "For an average what it keeps and what it takes of the slope should sum to 1: for m "
            "(line 8) or v (line 9) they do not.",
        ),
        (
            *("0.001 * g ** 2", "0.001 * m ** 2", (9,)),
            "v (line 9) averages the squares of m: it should be those of the slope.",
        ),
    ],
)
def test_what_is_wrong_with_them_is_said(
    tmp_path: Path, old: str, new: str, lines: tuple[int, ...], said: str
) -> None:
    assert ADAM.count(old) == 1
    found = checked(tmp_path, ADAM.replace(old, new))
    assert (found.status, found.lines) == (APART, lines), found.words
    assert found.words == (said,)


def test_what_keeps_no_slope_is_not_told_for_what_does(tmp_path: Path) -> None:
    found = checked(tmp_path, KEPT)
    assert found.status == FOLLOWS
    assert {row.verdict for row in found.rows} == {"follows, through opt.m"}
    assert "An update goes through opt.m, which keeps earlier slopes." in found.notes
    assert "The slope is cut off or scaled before an update." not in found.notes


def test_the_weights_before_are_no_noise(tmp_path: Path) -> None:
    text = LOOKED_BACK.replace("z = w.copy()", "last = w.copy()").replace("X @ z", "X @ w")
    text = text[: text.index("    new")]
    text += "    new = w - 0.01 * g + 0.9 * (w - last)\n    last, w = w, new\n"
    found = checked(tmp_path, text)
    assert found.status == FOLLOWS
    assert "An update goes through last, which keeps earlier slopes." in found.notes


def test_a_look_back_of_the_wrong_sign_is_no_momentum(tmp_path: Path) -> None:
    found = checked(tmp_path, LOOKED_BACK.replace("* (new - w)", "* (w - new)"))
    assert found.status == APART, found.words


def test_a_correction_that_stays_the_same_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, ADAM.replace("** t", "** 5"))
    assert (found.status, found.lines) == (FOLLOWS, (10,))
    assert found.words[-1] == (
        "But m and v begin at 0, and line 10 divides by the same number in the first 3 updates: "
        "t should count them."
    )


@pytest.mark.parametrize(
    ("text", "old", "new", "lines", "said"),
    [
        (
            *(NET, "w = w + mw", "w = w - mw", (16, 14)),
            "It is updated in line 16, through mw (line 14).",
        ),
        (
            *(PLAIN, "+ 0.02 * ahead_v", "- 0.02 * ahead_v", (12, 17)),
            "v itself is multiplied by 1.001: the weight decay has the wrong sign.",
        ),
        (
            *(PLAIN, "mw = 0.9 * mw", "mw = -0.9 * mw", (14,)),
            "mw keeps -0.9 of its old numbers: the momentum has the wrong sign.",
        ),
        (
            *(IN_TWO, "mw *= 0.9", "mw *= -0.9", (14,)),
            "mw keeps -0.9 of its old numbers: the momentum has the wrong sign.",
        ),
    ],
)
def test_a_sign_in_a_momentum_is_named(
    tmp_path: Path, text: str, old: str, new: str, lines: tuple[int, ...], said: str
) -> None:
    assert text.count(old) == 1
    found = checked(tmp_path, text.replace(old, new))
    assert (found.status, found.lines) == (APART, lines), found.words
    assert found.words[-1] == said


def test_a_rate_that_is_left_out_of_a_momentum_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, PLAIN.replace("mv - rate * gv", "mv - gv"))
    assert (found.status, found.lines) == (FOLLOWS, (15,))
    assert (
        found.words[-1] == "In line 15 the slope seems not to be multiplied by rate, which is 0.05."
    )


def test_a_weight_that_an_error_multiplies_on_its_way_back_is_no_momentum(tmp_path: Path) -> None:
    text = """\
import numpy as np
rng = np.random.default_rng(4)
w, b, v = rng.normal(size=(2, 3)), np.zeros(3), rng.normal(size=3)
for i in range(9):
    for x, y in ((np.array([0.3, 1]), 1.0), (np.array([0.7, 0.2]), 0.0)):
        h = x @ w + b
        d = np.dot(h, v) - y
        back = d * v
        v -= 0.1 * d * h
        w -= 0.1 * np.outer(x, back)
        b -= 0.1 * back
"""
    found = checked(tmp_path, text)
    assert (found.status, {row.weight for row in found.rows}) == (FOLLOWS, {"w", "b", "v"})


def test_a_correction_of_one_average_that_stays_the_same_is_wrong(tmp_path: Path) -> None:
    found = checked(tmp_path, ADAM.replace("v / (1 - 0.999 ** t)", "v / (1 - 0.999)"))
    assert (found.status, found.lines) == (APART, (11, 9))
    assert found.words[0] == (
        BEGIN + "To make up for that, line 11 divides v by the same number each time, but it "
        "should be 1 - 0.999**t."
    )


def test_single_precision_is_no_hindrance(tmp_path: Path) -> None:
    text = ADAM.replace("size=(12, 3))", 'size=(12, 3)).astype("f4")')
    text = text.replace("size=(12, 2))", 'size=(12, 2)).astype("f4")')
    text = text.replace("rng.normal(size=(3, 2)), np.zeros((3, 2)), np.zeros((3, 2))", "PARTS")
    text = text.replace("PARTS", '(np.ones((3, 2), "f4") * k for k in (1, 0, 0))')
    assert checked(tmp_path, text).status == FOLLOWS
    found = checked(tmp_path, text.replace("0.001 * g ** 2", "0.001 * m ** 2"))
    assert (found.status, found.lines) == (APART, (9,)), found.words
    up = checked(tmp_path, text.replace("w -= 0.01", "w += 0.01"))
    assert up.status == APART
    assert "the sign is wrong" in up.words[0]
