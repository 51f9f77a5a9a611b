"""A weight whose slope is not divided by the number of examples, though the others are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.report.slopes import lines_of
from tinynet_tui.slopes.judged import FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

ROWS = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(20, 2))
y = X[:, :1] * X[:, 1:]
w, b = rng.normal(size=(2, 5)), np.zeros(5)
v = rng.normal(size=(5, 1))
rate, slow = 0.4, 0.3
for i in range(12):
    h = np.tanh(X @ w + b)
    delta = h @ v - y
    back = delta @ v.T * (1 - h * h)
    gv = h.T @ delta / 20
    gw = X.T @ back / 20
    gb = back.mean(axis=0)
    v -= rate * gv
    w -= rate * gw
    b -= rate * gb
"""
COLUMNS = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(2, 20))
y = X[:1] * X[1:]
p = {"w": rng.normal(size=(5, 2)), "v": rng.normal(size=(1, 5))}
for i in range(12):
    h = np.tanh(p["w"] @ X)
    delta = p["v"] @ h - y
    back = p["v"].T @ delta * (1 - h * h)
    g = {"w": back @ X.T / 20, "v": delta @ h.T / 20}
    for k in p:
        p[k] = p[k] - 0.4 * g[k]
"""


def checked(path: Path, text: str) -> Verdict:
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict({at: engine.check(at) for at in (0, 1)}, engine.plan)


@pytest.mark.parametrize(
    ("text", "right", "wrong", "words"),
    [
        (
            *(ROWS, "X.T @ back / 20", "X.T @ back"),
            (
                "But the ratio of w is 20 times larger than that of the others.",
                "There are 20 examples: the slope of line 13 seems not to be divided by their "
                "number.",
            ),
        ),
        (
            *(ROWS, "back.mean(axis=0)", "back.mean(axis=0) / 20"),
            (
                "But the ratio of b is 20 times smaller than that of the others.",
                "There are 20 examples: the slope of line 14 seems to be divided once too often by "
                "their number.",
            ),
        ),
        (
            *(COLUMNS, "delta @ h.T / 20", "delta @ h.T"),
            (
                "But the ratio of p['v'] is 20 times larger than that of p['w'].",
                "There are 20 examples: the slope of line 10 seems not to be divided by their "
                "number.",
            ),
        ),
    ],
)
def test_the_line_is_named(
    tmp_path: Path, text: str, right: str, wrong: str, words: tuple[str, ...]
) -> None:
    assert right in text
    found = checked(tmp_path / "mine.py", text.replace(right, wrong))
    assert (found.status, found.words[1:]) == (FOLLOWS, words)
    uneven = {row.verdict for row in found.rows} - {"follows"}
    assert uneven == {f"20 times {'smaller' if 'smaller' in words[0] else 'larger'}"}
    printed = [*lines_of(found, text.replace(right, wrong).splitlines())]
    assert any(wrong in line for line in printed)


SUMS = (
    ROWS.replace(" / 20", "").replace("back.mean(", "back.sum(").replace("0.4, 0.3", "0.04, 0.002")
)


@pytest.mark.parametrize("text", [ROWS, SUMS, SUMS.replace("w -= rate", "w -= slow")])
def test_learning_rates_of_their_own_are_no_mistake(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path / "mine.py", text)
    assert (found.status, len(found.words)) == (FOLLOWS, 1), found.words


def test_examples_in_columns_are_counted(tmp_path: Path) -> None:
    found = checked(tmp_path / "mine.py", COLUMNS)
    assert found.notes[0] == "-0.02 is -0.4/20: 0.4 stands in line 12, and there are 20 examples."


def test_a_rate_that_falls_leaves_them_comparable(tmp_path: Path) -> None:
    text = ROWS.replace("    h =", "    rate = 0.4 / (1 + 0.1 * i)\n    h =")
    right = checked(tmp_path / "mine.py", text)
    assert (right.status, len(right.words)) == (FOLLOWS, 1), right.words
    found = checked(tmp_path / "mine.py", text.replace("X.T @ back / 20", "X.T @ back"))
    assert (found.status, found.lines) == (FOLLOWS, (14,)), found.words


def test_a_rate_of_the_text_that_is_multiplied_twice_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path / "mine.py", ROWS.replace("b -= rate", "b -= rate * rate"))
    said = "In line 17 the slope seems to be multiplied twice by rate, which is 0.4."
    assert (found.status, found.words[-1]) == (FOLLOWS, said)


def test_a_mean_of_more_numbers_than_examples_is_named(tmp_path: Path) -> None:
    text = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(10, 4, 3))
y = rng.normal(size=(10, 4, 2))
w = rng.normal(size=(3, 2))
b = np.zeros(2)
for i in range(20):
    e = (X @ w + b - y) / 10
    w -= 0.1 * np.einsum("nti,nto->io", X, e)
    b -= 0.1 * e.mean(axis=(0, 1))
"""
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        found = verdict(check_some(engine), engine.plan)
    assert found.lines == (10,), found.words
    assert "is a mean of 40 numbers" in found.words[2]


def test_slopes_that_are_divided_by_a_size_of_each_layer_are_told(tmp_path: Path) -> None:
    text = COLUMNS.replace("back @ X.T / 20", "back @ X.T / 2").replace("@ h.T / 20", "@ h.T / 5")
    found = checked(tmp_path / "mine.py", text)
    assert (found.status, found.lines) == (FOLLOWS, (10,)), found.words
    assert found.words[1] == (
        "But the ratios of p['w'] and p['v'] are -0.4 divided by 2 and 5, which are sizes of these "
        "weights."
    )


def test_a_slope_beside_a_weight_decay_may_be_uneven_too(tmp_path: Path) -> None:
    text = ROWS.replace("back.mean", "0.05 * back.mean").replace("gw = X.T", "gw = 0.1 * w + X.T")
    found = checked(tmp_path / "mine.py", text)
    assert found.status == FOLLOWS and "20 times smaller" in found.words[1], found.words
