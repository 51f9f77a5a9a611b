"""Updates that divide by an average of squared slopes, as RMSProp does by its root."""

from __future__ import annotations

from pathlib import Path

from helpers.checked import checked
from tinynet_tui.slopes.judged import APART, FOLLOWS

RMSPROP = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(30, 4))
y = X @ rng.normal(size=(4, 2))
w, s = rng.normal(size=(4, 2)), np.zeros((4, 2))
for i in range(20):
    g = X.T @ (X @ w - y) / 30
    s = 0.9 * s + 0.1 * g ** 2
    w = w - 0.01 * g / (np.sqrt(s) + 1e-8)
"""


def test_a_root_that_is_left_out_is_named(tmp_path: Path) -> None:
    assert checked(tmp_path, RMSPROP).status == FOLLOWS
    found = checked(tmp_path, RMSPROP.replace("np.sqrt(s)", "s"))
    assert (found.status, found.lines) == (APART, (9, 8))
    assert found.words[1].endswith("RMSProp and Adam divide by its root.")


def test_an_average_that_takes_what_it_should_not_keep_is_named(tmp_path: Path) -> None:
    found = checked(tmp_path, RMSPROP.replace("0.1 * g", "0.9 * g"))
    assert (found.status, found.lines) == (APART, (8,))
    assert found.words[0].endswith("for an average the two should sum to 1.")
    half = RMSPROP.replace("0.9 * s + 0.1 * g", "0.5 * s + 0.5 * g")
    assert checked(tmp_path, half).status == FOLLOWS
