"""Where the video's script does not fit, the nearest of ours is taken, if one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.compare.asked import Asked, Result
from tinynet_tui.compare.nearest import compare_with_nearest
from tinynet_tui.compare.words import told
from tinynet_tui.engine.refusal import Refusal

NET = """\
import numpy as np

rng = np.random.default_rng(2)
X = rng.random((6, 2))
Y = (X[:, :1] > X[:, 1:]).astype(float)
W1, B1 = rng.normal(size=(2, 5)), np.zeros(5)
W2, B2 = rng.normal(size=(5, 1)), np.zeros(1)
for i in range(200):
    A1 = 1 / (1 + np.exp(-(X @ W1 + B1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + B2)))
    D2 = (Y - A2) * A2 * (1 - A2)
    D1 = D2 @ W2.T * A1 * (1 - A1)
    W2 += 0.3 * A1.T @ D2
    B2 += 0.3 * D2.sum(axis=0)
    W1 += 0.3 * X.T @ D1
    B1 += 0.3 * D1.sum(axis=0)
"""
HEAD = (
    "The video's script does not fit; biases is the nearest of ours. Name another script to "
    "compare with that one."
)


def compared(folder: Path, old: str = "", new: str = "") -> Result:
    assert old in NET
    (folder / "mine.py").write_text(NET.replace(old, new) if old else NET)
    return compare_with_nearest(Asked(folder / "mine.py", iterations=3))


def test_a_wrong_line_is_found_in_the_nearest_of_ours(tmp_path: Path) -> None:
    found = compared(tmp_path, "D2 @ W2.T", "(Y - A2) @ W2.T")
    assert (found.chosen, told(found)[0]) == ("biases", HEAD)
    parting = found.telling
    assert parting is not None and parting.mine is not None
    assert parting.mine.line == 12


@pytest.mark.slow
def test_another_rate_is_no_difference_of_the_lines(tmp_path: Path) -> None:
    text = NET.replace("0.3 *", "alpha *").replace("for i", "alpha = 0.3\nfor i")
    (tmp_path / "mine.py").write_text(text)
    found = compare_with_nearest(Asked(tmp_path / "mine.py", iterations=3))
    assert (found.chosen, found.is_setting) == ("biases", True)


@pytest.mark.slow
def test_none_is_taken_if_its_numbers_are_others(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"only mine.py has B1 and B2 \(biases\)"):
        compared(tmp_path, "1 / (1 + np.exp(-(X @ W1 + B1)))", "np.cos(X @ W1 + B1)")


DEEP = """\
import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
w1, b1 = np.random.randn(3, 4), np.zeros((1, 4))
w2, b2 = np.random.randn(4, 4), np.zeros((1, 4))
w3, b3 = np.random.randn(4, 1), np.zeros((1, 1))
for i in range(60):
    h1 = np.tanh(X @ w1 + b1)
    h2 = np.tanh(h1 @ w2 + b2)
    d3 = h2 @ w3 + b3 - y
    d2 = d3 @ w3.T * (1 - h2**2)
    d1 = d2 @ w2.T * (1 - h1**2)
    w3 -= 0.1 * h2.T @ d3
    b3 -= 0.1 * d3.sum(axis=0)
    w2 -= 0.1 * h1.T @ d2
    b2 -= 0.1 * d2.sum(axis=0)
    w1 -= 0.1 * X.T @ d1
    b1 -= 0.1 * d1.sum(axis=0)
"""


def test_a_line_with_a_bias_that_the_videos_script_has_not_is_no_difference(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(DEEP)
    with pytest.raises(Refusal, match=r"too differently .* only mine.py has b1"):
        compare_with_nearest(Asked(tmp_path / "mine.py", iterations=2))
