"""Biases whose update is wrong: what fits it by chance is not what it follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

NETWORK = """\
import numpy as np
class Network:
    def __init__(self):
        rng = np.random.RandomState(5)
        self.w1 = rng.randn(2, 5) * 0.6
        self.b1 = np.ones(5) * 0.1
        self.w2 = rng.randn(5, 1) * 0.6
        self.b2 = np.zeros(1)
    def squash(self, x):
        return 1 / (1 + np.exp(-x))
    def learn(self, X, y, rate):
        hidden = self.squash(X @ self.w1 + self.b1)
        out = self.squash(hidden @ self.w2 + self.b2)
        d_out = (y - out) * out * (1 - out)
        d_hidden = d_out @ self.w2.T * hidden * (1 - hidden)
        self.w2 += rate * hidden.T @ d_out
        self.b2 += rate * d_out.sum(axis=0)
        self.w1 += rate * X.T @ d_hidden
        self.b1 += rate * d_hidden.sum(axis=0)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
net = Network()
for epoch in range(3000):
    net.learn(X, y, 0.8)
"""
FIRST = "self.b1 += rate * d_hidden.sum(axis=0)"
LAST = "self.b2 += rate * d_out.sum(axis=0)"


def checked(tmp_path: Path, old: str, new: str) -> Verdict:
    path = tmp_path / "mine.py"
    assert NETWORK.count(old) == 1
    path.write_text(NETWORK.replace(old, new))
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize("first", ["np.ones(5) * 0.1", "np.zeros(5)"])
def test_the_same_number_in_every_cell_is_no_weight_decay(tmp_path: Path, first: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        NETWORK.replace("np.ones(5) * 0.1", first).replace(FIRST, "self.b1 += rate * d_out.sum()")
    )
    with Engine(str(path), path.read_bytes()) as engine:
        found = verdict(check_some(engine), engine.plan)
    assert (found.status, found.lines) == (APART, (19,))
    assert not any("decay" in note for note in found.notes)
    assert not any(row.follows for row in found.rows if row.weight == "net.b1")


def test_the_weights_that_decay_are_named(tmp_path: Path) -> None:
    old = "self.w1 += rate * X.T @ d_hidden"
    found = checked(tmp_path, old, f"{old} - 0.001 * self.w1")
    assert found.status == FOLLOWS
    assert "A part of net.w1 itself is taken away too (weight decay)." in found.notes


@pytest.mark.parametrize("sum_of", ["(y - out).sum(axis=0)", "d_hidden.sum()", "d_out[0]"])
def test_a_ratio_that_changes_its_sign_is_no_wrong_sign(tmp_path: Path, sum_of: str) -> None:
    found = checked(tmp_path, LAST, f"self.b2 += rate * {sum_of}")
    assert (found.status, found.lines) == (APART, (17,))
    assert found.words[0].startswith("The update of net.b2 does not follow the slope of half")
    assert found.words[0].endswith(", that of net.w1 is always -0.8.")
    assert {row.verdict for row in found.rows if row.weight == "net.b2"} == {"does not follow"}


def test_the_wrong_sign_of_a_single_number_is_said(tmp_path: Path) -> None:
    found = checked(tmp_path, LAST, LAST.replace("+=", "-="))
    assert (found.status, found.lines) == (APART, (17,))
    assert found.words[0].endswith("the sign is wrong.")


def test_signs_that_change_without_a_steady_weight_do_not_follow(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "import numpy as np\nx = np.array([1.0, 2.0, 3.0])\ny = 2 * x\nw = np.array([0.5])\n"
        "for i in range(9):\n    error = x * w - y\n    w -= 0.01 * (-1) ** i * (error @ x)\n"
    )
    with Engine(str(path), path.read_bytes()) as engine:
        found = verdict(check_some(engine), engine.plan)
    assert (found.status, found.lines) == (APART, (7,))
    assert found.words[0].endswith("its ratio goes from -0.01 to 0.01.")


@pytest.mark.parametrize("change", ["self.b1 -= rate * self.b1.mean()", "self.b1 *= 0.9"])
def test_an_update_that_does_not_depend_on_the_loss_is_listed(tmp_path: Path, change: str) -> None:
    found = checked(tmp_path, FIRST, change)
    assert (found.status, found.lines) == (APART, (19,))
    assert found.words[0].startswith("The update of net.b1 in line 19 in learn does not depend on")
    (row,) = [row for row in found.rows if row.weight == "net.b1"]
    assert (row.verdict, row.line) == ("does not depend on the loss", 19)
