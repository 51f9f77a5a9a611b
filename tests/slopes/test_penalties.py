"""Weight decay beside the penalty in the script's own loss, and of a part of a weight."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

RIDGE = """\
import numpy as np
rng = np.random.default_rng(2)
X = np.vander(np.linspace(-1, 1, 30), 5)
t = np.sin(3 * X[:, 3])
w = rng.normal(size=5)
for i in range(20):
    r = X @ w - t
    g = 2 * X.T @ r / 30
    g[:-1] += 0.2 * w[:-1]
    w = w - 0.1 * g
"""
LOGISTIC = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(40, 3))
t = (X[:, 0] > X[:, 1]).astype(float)
w, lam = np.zeros(3), 0.5
def cost(p, w):
    ce = -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
    penalty = lam / 80 * np.sum(w ** 2)
    return ce + penalty
for i in range(20):
    p = 1 / (1 + np.exp(-(X @ w)))
    loss = cost(p, w)
    g = X.T @ (p - t) / 40
    g = g + lam / 40 * w
    w = w - 0.3 * g
"""


@pytest.mark.parametrize("text", [RIDGE, RIDGE.replace("[:-1]", "[1:]"), LOGISTIC])
def test_right_ones_follow(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, text)
    assert (found.status, len(found.words)) == (FOLLOWS, 1), found.words


def test_what_is_no_weight_decay_of_a_part_is_none(tmp_path: Path) -> None:
    found = checked(tmp_path, RIDGE.replace("0.2 * w[:-1]", "0.2 * w[1:]"))
    assert (found.status, found.lines) == (APART, (9,)), found.words


def test_another_part_than_the_penalty_makes_it_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, LOGISTIC.replace("lam / 40 * w", "lam * w"))
    assert (found.status, found.lines) == (FOLLOWS, (14, 8))
    assert found.words[1] == (
        "But the part of w that is taken away (line 14) is 40 times what the penalty in line 8 in "
        "cost makes it."
    )


def test_a_penalty_that_the_update_leaves_out_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, LOGISTIC.replace("g + lam / 40 * w", "1 * g"))
    assert (found.status, found.lines) == (FOLLOWS, (8,))
    assert found.words[1].startswith("But line 8 in cost adds a penalty for large w to the loss")


def test_beside_a_wrong_penalty_the_scripts_own_kind_of_loss_is_meant(tmp_path: Path) -> None:
    found = checked(tmp_path, LOGISTIC.replace("g + lam", "g - lam"))
    assert (found.status, found.lines[0]) == (APART, 14)
    assert found.words[0].endswith("the slope of the cross-entropy.")


def test_beside_a_weight_decay_a_rate_that_grows_is_told(tmp_path: Path) -> None:
    text = RIDGE.replace("range(20)", "range(40)").replace("w - 0.1 * g", "w - lr * g")
    text = text.replace("    g = 2", "    lr = 0.05 + 0.001 * i\n    g = 2")
    found = checked(tmp_path, text)
    assert (found.status, found.lines) == (FOLLOWS, (8,)), found.words


def test_beside_a_weight_decay_a_bias_that_is_not_kept_is_told(tmp_path: Path) -> None:
    text = RIDGE.replace("X @ w", "X @ w + b").replace("w = rng", "b, w = 0.5, rng")
    assert checked(tmp_path, f"{text}    b = b - 0.1 * r.mean()\n").status == FOLLOWS
    found = checked(tmp_path, f"{text}    b = -0.1 * r.mean()\n")
    assert (found.status, found.lines[-1]) == (APART, 11), found.words


def test_slopes_that_the_number_of_examples_multiplies_are_told(tmp_path: Path) -> None:
    text = LOGISTIC.replace("    g = g + lam / 40 * w\n", "").replace("lam / 80", "0")
    text = text.replace("lam = np.zeros(3), 0.5", "lr = np.zeros(3), 0.001").replace("0.3", "lr")
    assert len(checked(tmp_path, text).words) == 1
    found = checked(tmp_path, text.replace("(p - t) / 40", "(p - t) / 2 * 40"))
    assert (found.status, found.lines) == (FOLLOWS, (13,)), found.words
    assert "multiplied by 40, the number of examples" in found.words[1]
