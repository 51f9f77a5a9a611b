"""What looks like a mistake in one iteration, or by its name or shape, and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice
from tinynet_tui.slopes.judged import APART, FOLLOWS, UNKNOWN, Verdict
from tinynet_tui.slopes.verdict import verdict

ALIKE = "begin alike and stay alike"
ONE_LAYER = """\
import numpy as np
X = np.array([[0.0, 1, 1], [1, 0, 1], [1, 1, 1], [0, 0, 1]])
y = np.array([[0.0, 0], [1, 1], [1, 1], [0, 0]])
w = np.zeros((3, 2))
for i in range(9):
    out = 1 / (1 + np.exp(-(X @ w)))
    w -= 0.3 * X.T @ (out - y)
"""
SINGLY = """\
import numpy as np
X = np.array([[0.0, 1, 1], [1, 0, 1], [1, 1, 1], [0, 0, 1]])
y = np.array([[0.0], [1], [1], [0]])
w, v = np.zeros((3, 4)), np.array([[0.1], [0.3], [-0.2], [0.7]])
for i in range(9):
    k = i % 4
    h = np.tanh(X[k : k + 1] @ w)
    d = h @ v - y[k : k + 1]
    back = d @ v.T * (1 - h * h)
    v -= 0.3 * h.T @ d
    w -= 0.3 * X[k : k + 1].T @ back
"""
HEBB = """\
import numpy as np
rng = np.random.default_rng(2)
I = rng.normal(size=(1, 5))
r, W = rng.normal(size=(1, 5)), 0.3 * rng.normal(size=(5, 5))
for i in range(9):
    r = np.tanh(r @ W + I)
    W = W + 0.01 * r.T @ r
"""
ADDED = """\
import numpy as np
rng = np.random.default_rng(2)
X, y = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
w = rng.normal(size=(3, 2))
for i in range(9):
    d = X @ w + y
    w -= 0.1 * X.T @ d
"""
BESIDE = """\
import numpy as np
rng = np.random.default_rng(2)
X, y = rng.normal(size=(6, 3)), rng.normal(size=6)
w, slow = rng.normal(size=3), np.zeros(3)
for i in range(9):
    goal = y + 0.9 * (np.roll(X, 1, 0) @ slow)
    d = X @ w - goal
    w -= 0.1 * X.T @ d
    slow += 0.05 * (w - slow)
"""
"""The targets depend on weights, too, that follow slowly."""
BOOSTED = """\
import numpy as np
rng = np.random.default_rng(2)
X, y = rng.normal(size=(6, 3)), rng.normal(size=6)
F = np.zeros(6)
for i in range(9):
    r = y - F
    w = np.linalg.lstsq(X, r, rcond=None)[0]
    F += 0.1 * (X @ w)
"""
SINGLE = """\
import numpy as np
X = np.array([[0.5, 1], [1, 0.2], [30, 1]], dtype=np.float32)
y = np.array([[0], [1], [0]], dtype=np.float32)
w = np.array([[0.5], [1.5]], dtype=np.float32)
for i in range(2):
    out = 1 / (1 + np.exp(-(X @ w)))
    w -= np.float32(0.001) * X.T @ (out - y)
"""
LINE = """\
import numpy as np
x = np.array([1.0, 2.0, 3.0, 4.0])
y = np.array([2.9, 5.1, 7.0, 9.2])
a, b = 0.2, 0.1
for i in range(9):
    out = a * x + b
    d = out - y
    a -= 0.01 * (d * x).sum()
    b -= 0.01 * d.sum()
"""


def checked(tmp_path: Path, text: str, *iterations: int) -> Verdict:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with Engine(
        str(path), path.read_bytes(), Choice(loop=text[: text.index("for i")].count("\n") + 1)
    ) as engine:
        return verdict({at: engine.check(at) for at in iterations}, engine.plan)


def test_a_single_layer_may_begin_with_zeros(tmp_path: Path) -> None:
    found = checked(tmp_path, ONE_LAYER, 0, 1)
    assert (found.status, len(found.words)) == (FOLLOWS, 1), found.words


def test_neurons_that_do_not_stay_alike_are_not_told(tmp_path: Path) -> None:
    assert ALIKE not in " ".join(checked(tmp_path, SINGLY, 0, 1).words)
    found = checked(
        tmp_path, SINGLY.replace("[0.1], [0.3], [-0.2], [0.7]", "[1], [1], [1], [1.0]"), 0, 1
    )
    assert ALIKE in " ".join(found.words)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (HEBB, "", ""),
        (HEBB, "np.tanh(r @ W + I)", "r @ W + I"),
        (HEBB, "np.tanh(r @ W + I)", "np.tanh(r @ W + I + 0.1)"),
        (HEBB, "np.tanh(r @ W + I)", "np.tanh(I - 0.1 + r @ W)"),
        (BESIDE, "", ""),
        (BESIDE, "X @ w - goal", "goal - X @ w"),
        (ADDED, "w -= 0.1", "w += 0.1"),
        (ADDED, "X @ w + y", "X @ w + rng.normal(size=(6, 2))"),
    ],
)
def test_an_input_or_noise_is_no_target(tmp_path: Path, text: str, old: str, new: str) -> None:
    assert checked(tmp_path, text.replace(old, new) if old else text, 0).status == UNKNOWN


ADAPTIVE = """\
import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(40, 3))
y = (X[:, :1] * X[:, 1:2] > 0).astype(float)
w, v = rng.normal(size=(3, 6)), rng.normal(size=(6, 1))
sw = sv = 0
for i in range(30):
    h = np.tanh(X @ w)
    e = 1 / (1 + np.exp(-(h @ v))) - y
    gv, gw = h.T @ e, X.T @ (e @ v.T * (1 - h ** 2))
    sw, sv = sw + gw ** 2, sv + gv ** 2
    w -= 0.01 * gw / (np.sqrt(sw) + 1e-8) + 0.02 * w
    v -= 0.01 * gv / (np.sqrt(sv) + 1e-8) + 0.02 * v
"""


def test_a_strong_decay_beside_slopes_over_their_size_is_right(tmp_path: Path) -> None:
    assert checked(tmp_path, ADAPTIVE, 0, 1, 2).status == FOLLOWS
    for old, new in (("-= 0.01", "+= 0.01"), ("e @ v.T", "e"), ("+ 0.02 * w", "- 0.02 * w")):
        assert checked(tmp_path, ADAPTIVE.replace(old, new), 0, 1, 2).status == APART


@pytest.mark.parametrize("by", ["np.linalg.lstsq(X, r, rcond=None)[0]", "np.linalg.pinv(X) @ r"])
def test_what_is_fitted_to_an_error_is_no_slope(tmp_path: Path, by: str) -> None:
    text = BOOSTED.replace("np.linalg.lstsq(X, r, rcond=None)[0]", by)
    found = checked(tmp_path, text, 0, 1)
    assert found.status == UNKNOWN and "F is the output itself, no weight" in found.words[0]
    assert checked(tmp_path, text.replace("F += 0.1", "F -= 0.1"), 0, 1).status == APART


@pytest.mark.parametrize("out", ["2 * x - a * x - b", "(2 * x - a * x) * 1.5 - b"])
def test_what_is_subtracted_from_an_input_is_no_error(tmp_path: Path, out: str) -> None:
    text = LINE.replace("a * x + b", out).replace("-= 0.01", "+= 0.01")
    found = checked(tmp_path, text, 0, 1, 2)
    assert (found.status, {row.weight for row in found.rows}) == (FOLLOWS, {*"ab"}), found.words
    wrong = checked(tmp_path, text.replace("b += 0.01", "b -= 0.01"), 0, 1, 2)
    assert (wrong.status, wrong.lines[-1]) == (APART, 9), wrong.words


def test_targets_that_are_added_are_named(tmp_path: Path) -> None:
    found = checked(tmp_path, ADDED, 0)
    assert (found.status, found.lines) == (APART, (6,))
    assert found.words[0] == (
        "Line 6 adds the targets to the output: the error should be their difference; no other "
        "line compares them."
    )


def test_a_cross_entropy_of_single_precision_near_1(tmp_path: Path) -> None:
    found = checked(tmp_path, SINGLE, 0)
    assert (found.status, len(found.words)) == (FOLLOWS, 1), (found.words, found.rows)
    assert found.words[0].endswith("the slope of the cross-entropy.")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *(("distance", False), ("diff", False), ("done", False), ("data_loss", False)),
        *(("db", True), ("d_out", True), ("dW1", True), ("bias_grad", True)),
    ],
)
def test_a_single_number_that_nothing_uses_is_a_slope_by_its_name(
    tmp_path: Path, name: str, told: bool
) -> None:
    found = checked(tmp_path, f"{LINE}    {name} = np.abs(d).mean()\n", 0)
    assert found.status == FOLLOWS
    assert any("which nothing uses" in words for words in found.words) == told


def test_a_sign_that_turns_is_not_that_of_the_error(tmp_path: Path) -> None:
    text = LINE.replace("0.01 *", "rate *").replace(
        "    out", "    rate = 0.01 if i else -0.01\n    out"
    )
    assert checked(tmp_path, text, 0, 1).words == (
        "The updates of a and b go up the slope of half the sum of squared errors in iteration 0, "
        "and down in others.",
        "They are updated in lines 9 and 10.",
        "The error is computed in line 8.",
    )


def test_each_line_that_may_turn_the_sign_has_a_sentence(tmp_path: Path) -> None:
    text = LINE.replace("a * x + b", "2 - a - b").replace("(d * x)", "d")
    found = checked(tmp_path, text, 0)
    assert found.words[1:] == (
        "The error is computed in line 7: either its sign is wrong there, or that of each update.",
        "They are updated in lines 8 and 9.",
        "Line 6 subtracts a and b.",
    )
    found = checked(tmp_path, text.replace("    a -= 0.01 * d.sum()\n", "").replace("- a ", ""), 0)
    assert found.words[1:] == (
        "It is updated in line 8.",
        "Line 6 subtracts b.",
        "The error is computed in line 7.",
    )


def test_slopes_that_are_0_say_nothing_of_the_learning_rate(tmp_path: Path) -> None:
    text = SINGLY.replace("range(9)", "range(120)").replace(
        "[0.1], [0.3], [-0.2], [0.7]", "[0.0]] * 4 + [[0.0]"
    )
    found = checked(tmp_path, text.replace("(4)", "(5)").replace("(3, 4)", "(3, 5)"), 1, 110)
    assert found.status == UNKNOWN and "slopes of" in found.words[0]
    assert "learning rate" not in " ".join(found.words)


def test_an_update_where_the_slope_is_0_is_no_ratio(tmp_path: Path) -> None:
    text = SINGLY.replace("[0.1], [0.3], [-0.2], [0.7]", "[0.0]] * 4 + [[0.0]")
    text = text.replace("(3, 4)", "(3, 5)").replace("].T @ back", "].T @ (back + 1)")
    rows = checked(tmp_path, text, 1).rows
    assert [row.ratio for row in rows if row.weight == "w"] == ["slope 0, update not 0"]
