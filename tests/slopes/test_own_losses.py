"""Where no known loss fits: the script's own loss is taken, and shares that are none are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

SHARES = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(40, 2))
T = np.eye(3)[(X[:, 0] > 0).astype(int) + (X[:, 1] > 0).astype(int)]
W = rng.normal(size=(2, 4)) * 0.5
V = rng.normal(size=(4, 3)) * 0.5
def forward(X):
    h = np.tanh(X @ W)
    z = h @ V
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return h, e / e.sum(axis=1, keepdims=True)
for i in range(60):
    h, prob = forward(X)
    loss = -np.mean(np.sum(T * np.log(prob), axis=1))
    dz = (prob - T) / len(X)
    dh = dz @ V.T * (1 - h * h)
    V -= 0.05 * h.T @ dz
    W -= 0.05 * X.T @ dh
"""
SHARE = "e / e.sum(axis=1, keepdims=True)"
OWN = """\
import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(20, 3))
y = rng.normal(size=(20, 1))
W = rng.normal(size=(3, 4))
V = rng.normal(size=(4, 1))
for i in range(40):
    h = np.tanh(X @ W)
    error = h @ V - y
    loss = np.mean(np.log(np.cosh(error)))
    back = np.tanh(error) / len(X)
    V_step = h.T @ back
    W_step = X.T @ (back @ V.T * (1 - h * h))
    V -= 0.1 * V_step
    W -= 0.1 * W_step
    if i % 10 == 0:
        print(loss)
"""


def checked(tmp_path: Path, text: str, loss: str | None = None) -> Verdict:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine, loss), engine.plan)


@pytest.mark.parametrize("loss", [None, "loss"])
@pytest.mark.parametrize(
    "share", ["e / e.sum(axis=0, keepdims=True)", "e / e.sum()", "e / e.max(axis=1, keepdims=True)"]
)
def test_shares_that_do_not_sum_to_1_are_named(
    tmp_path: Path, share: str, loss: str | None
) -> None:
    found = checked(tmp_path, SHARES.replace(SHARE, share), loss)
    assert (found.status, found.lines) == (APART, (11,)), found.words
    name = "the loss of --loss" if loss else "the loss in line 14"
    assert found.words[0] == f"The updates of W and V do not follow the slope of {name}."
    assert found.words[1].startswith("The output is computed in line 11 in forward. For each")


def test_the_right_shares_follow(tmp_path: Path) -> None:
    found = checked(tmp_path, SHARES)
    assert found.status == FOLLOWS
    assert found.words[0].endswith("the slope of the cross-entropy of the softmax.")


def test_shares_of_examples_in_columns_are_right(tmp_path: Path) -> None:
    text = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(2, 30))
T = np.eye(3)[:, (X[0] > 0).astype(int) + (X[1] > 0).astype(int)]
W = rng.normal(size=(3, 2))
for i in range(20):
    e = np.exp(W @ X)
    prob = e / e.sum(axis=0)
    W -= 0.05 * (prob - T) * prob @ X.T
"""
    found = checked(tmp_path, text)
    assert (found.status, found.lines) == (APART, (9,)), found.words


def test_the_scripts_own_loss_is_taken_where_no_update_follows(tmp_path: Path) -> None:
    assert checked(tmp_path, OWN).words[0].endswith("follow the slope of the loss in line 10.")
    found = checked(tmp_path, OWN.replace("np.tanh(error) /", "(1 - np.tanh(error) ** 2) /"))
    assert found.status == APART
    assert (
        found.words[0] == "The updates of W and V do not follow the slope of the loss in line 10."
    )
    assert 11 in found.lines and not any("--loss" in words for words in found.words)


@pytest.mark.parametrize("loss", ["np.mean(error ** 2)", "np.sqrt((error ** 2).mean())", None])
def test_a_loss_that_is_only_supposed_is_said_to_be(tmp_path: Path, loss: str | None) -> None:
    text = OWN.replace("np.mean(np.log(np.cosh(error)))", loss or "np.mean(np.abs(error))")
    found = checked(tmp_path, text.replace("np.tanh(error) /", "error * h[:, :1] /"))
    assert found.words[0].endswith("not follow the slope of half the sum of squared errors.")
    said = "This line is wrong if that loss is meant; tinynet-tui check --loss names another."
    assert (said in found.words) == (loss is None), found.words
    assert 11 in found.lines


def test_an_error_of_one_number_is_no_loss_of_the_scripts_own(tmp_path: Path) -> None:
    """With one output and one example at a time it would rise or fall as the sign is."""
    text = """\
import numpy as np
rng = np.random.default_rng(2)
lamps = rng.normal(size=(4, 3))
go = np.array([1.0, 1.0, 1.0, 0.0])
inner = rng.normal(size=(3, 5))
outer = rng.normal(size=(5, 1))
for round in range(30):
    miss = 0
    for k in range(4):
        h = np.tanh(lamps[k : k + 1] @ inner)
        out = h @ outer
        miss += np.sum((out - go[k : k + 1]) ** 2)
        back = out - go[k : k + 1]
        down = back @ outer.T * (1 - h * h)
        outer += 0.01 * h.T @ back
        inner += 0.01 * lamps[k : k + 1].T @ down
"""
    found = checked(tmp_path, text)
    assert (found.status, found.lines) == (APART, (13, 15, 16)), found.words
    assert found.words[0].endswith("not down: the sign is wrong.")
    assert checked(tmp_path, text.replace("r += 0.01", "r -= 0.01")).status == FOLLOWS
