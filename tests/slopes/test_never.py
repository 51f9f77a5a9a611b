"""Drawn weights that are never updated are named; data, masks and what is fixed are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

NET = """\
import numpy as np
np.random.seed(3)
X = np.random.randn(5, 3)
y = np.random.rand(5, 1)
w = np.random.randn(3, 4)
v = np.random.randn(4, 1)
for i in range(12):
    h = np.tanh(X @ w)
    o = h @ v
    delta = y - o
    back = delta @ v.T
    before = back * (1 - h * h)
    v += 0.1 * h.T @ delta
    w += 0.1 * X.T @ before
"""
LIST = """\
import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(5, 3))
y = rng.random((5, 1))
sizes = [3, 4, 3, 1]
weights = [rng.standard_normal((a, b)) / np.sqrt(a) for a, b in zip(sizes, sizes[1:])]
for i in range(12):
    layers = [X]
    for one in weights:
        layers.append(np.tanh(layers[-1] @ one))
    delta = (y - layers[3]) * (1 - layers[3] ** 2)
    for n in (2, 1, 0):
        before = delta @ weights[n].T * (1 - layers[n] ** 2)
        weights[n] += 0.1 * layers[n].T @ delta
        delta = before
"""
LAYERS = """\
import numpy as np
class Layer:
    def __init__(self, a, b):
        self.w = np.random.randn(b, a)
np.random.seed(3)
X = np.random.randn(3, 5)
y = np.random.rand(1, 5)
one, two = Layer(3, 4), Layer(4, 1)
for i in range(12):
    h = np.tanh(one.w @ X)
    delta = y - two.w @ h
    before = two.w.T @ delta * (1 - h * h)
    two.w += 0.1 * delta @ h.T
    one.w += 0.1 * before @ X.T
"""
MASK = """\
import numpy as np
np.random.seed(3)
X = np.random.randn(5, 3)
y = np.random.rand(5, 1)
A = np.random.rand(5, 5)
A = (A > 0.5) / 5
mask = np.random.rand(5, 4)
w = np.random.randn(3, 4)
v = np.random.randn(4, 1)
for i in range(12):
    h = np.tanh(X @ w)
    m = A @ (h * mask)
    delta = y - m @ v
    before = A.T @ (delta @ v.T) * mask * (1 - h * h)
    v += 0.1 * m.T @ delta
    w += 0.1 * X.T @ before
"""


def checked(path: Path, text: str) -> Verdict:
    path.write_text(text)
    with Engine(str(path), path.read_bytes()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize(
    ("text", "right", "wrong", "name", "line"),
    [
        (NET, "    w += 0.1 * X.T @ before\n", "", "w", 0),
        (NET, "w += 0.1", "w + 0.1", "w", 14),
        (NET, "w += 0.1 * X.T", "new = w + 0.1 * X.T", "w", 14),
        (NET, "    v += 0.1 * h.T @ delta\n", "", "v", 0),
        (LAYERS, "    one.w += 0.1 * before @ X.T\n", "", "one.w", 0),
    ],
)
def test_weights_that_are_never_updated_are_named(
    tmp_path: Path, text: str, right: str, wrong: str, name: str, line: int
) -> None:
    found = checked(tmp_path / "mine.py", text.replace(right, wrong))
    assert found.status == APART, found.words
    assert found.words[0] == f"{name} is never updated, though the loss has a slope there."
    assert found.lines == ((line,) if line else ())
    assert found.position == (0, 7 if line else 0)
    assert [str(line) in words for words in found.words[1:]] == [True] * bool(line)


FIXED = NET.replace("    back = delta @ v.T\n    before = back * (1 - h * h)\n", "").replace(
    "    w += 0.1 * X.T @ before\n", ""
)
"""Random features: the script does not go back to them."""


@pytest.mark.parametrize(
    "text",
    [
        *(NET, LIST, LAYERS, MASK, FIXED),
        FIXED.replace("v = np.random.randn(4, 1)", "v = np.zeros((4, 1))"),
        FIXED.replace("(3, 4)", "(3, 1)").replace("(4, 1)", "(1, 1)"),
        NET.replace("X @ w", "(X @ P) @ w")
        .replace("X.T @ before", "(X @ P).T @ before")
        .replace("w = ", "P = np.linspace(0, 1, 9).reshape(3, 3)\nw = "),
        NET.replace("X @ w", "X @ w.T")
        .replace("X.T @ before", "before.T @ X")
        .replace("(3, 4)", "(4, 3)"),
    ],
)
def test_data_masks_and_what_is_fixed_are_not(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path / "mine.py", text)
    assert found.status == FOLLOWS, found.words


BOTH = """\
import numpy as np
np.random.seed(3)
X = np.random.randn(5, 3)
y = np.random.rand(5, 1)
w, b = np.random.randn(3, 4), np.zeros(4)
v, c = np.random.randn(4, 1), np.zeros(1)
for i in range(12):
    h = np.tanh(X @ w + b)
    delta = y - (h @ v + c)
    before = delta @ v.T * (1 - h * h)
    v += 0.1 * h.T @ delta
    c += 0.1 * delta.sum()
    w += 0.1 * X.T @ before
    b += 0.1 * before.sum(axis=0)
"""
C, B = "    c += 0.1 * delta.sum()\n", "    b += 0.1 * before.sum(axis=0)\n"
SLOPE = ("1 - h * h", "1 + h * h")


def test_all_that_is_never_updated_is_named(tmp_path: Path) -> None:
    found = checked(tmp_path / "mine.py", BOTH.replace(C, "").replace(B, ""))
    assert found.words == ("c and b are never updated, though the loss has a slope there.",)
    found = checked(
        tmp_path / "mine.py", BOTH.replace("c +=", "d = c +").replace("b +=", "e = b +")
    )
    assert found.words[1:] == (
        "Line 12 computes new numbers of c, but does not keep them.",
        "Line 14 computes new numbers of b, but does not keep them.",
    )
    assert found.lines == (12, 14)


@pytest.mark.parametrize(
    ("new", "said", "lines"),
    [
        ("", "b is never updated, though the loss has a slope there.", (10, 8)),
        (
            "    b -= 0.1 * (b + 1)\n",
            "The update of b in line 14 does not depend on the loss, which has a slope there.",
            (10, 8, 14),
        ),
    ],
)
def test_it_has_its_sentence_beside_an_update_that_does_not_follow(
    tmp_path: Path, new: str, said: str, lines: tuple[int, ...]
) -> None:
    found = checked(tmp_path / "mine.py", BOTH.replace(*SLOPE).replace(B, new))
    assert found.words[0].startswith("The update of w does not follow the slope of ")
    assert found.words[-1] == said
    assert found.lines == lines


SOFT = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(9, 2))
Y = np.eye(3)[np.arange(9) % 3]
w = rng.normal(size=(2, 5))
v = rng.normal(size=(5, 3))
for i in range(12):
    h = np.maximum(X @ w, 0)
    e = np.exp(h @ v)
    p = e / e.sum(axis=1, keepdims=True)
    delta = (p - Y) / 9
    back = delta @ v.T * (h > 0)
    v -= 0.5 * h.T @ delta
    w -= 0.5 * X.T @ back
"""


@pytest.mark.parametrize(
    ("right", "wrong", "said", "lines"),
    [
        ("    w -= 0.5 * X.T @ back\n", "", "w is never updated", ()),
        ("v -= 0.5 * h.T @ delta", "v -= 0.5 * v", "The update of v in line 13 does not", (13,)),
        ("back = delta @", "back = p @", "The update of w in line 14 does not", (12, 14)),
        ("p - Y", "p - Y", "", ()),
    ],
)
def test_it_is_told_by_the_cross_entropy_and_where_an_update_forgets_the_error(
    tmp_path: Path, right: str, wrong: str, said: str, lines: tuple[int, ...]
) -> None:
    assert right in SOFT
    found = checked(tmp_path / "mine.py", SOFT.replace(right, wrong))
    assert found.status == (APART if said else FOLLOWS), found.words
    assert found.words[0].startswith(said)
    assert found.lines == lines


def test_a_drawn_state_of_a_layer_is_no_weight(tmp_path: Path) -> None:
    text = NET.replace("X @ w", "s @ u + X @ w").replace("    o =", "    s = h\n    o =")
    text = text.replace("w = ", "s, u = np.random.randn(5, 4), np.eye(4) / 2\nw = ")
    found = checked(tmp_path / "mine.py", text)
    assert found.status == FOLLOWS, found.words


SINGLY = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(9, 2))
w, b = rng.normal(size=(2, 5)), rng.normal(size=(1, 5))
v = rng.normal(size=(5, 1))
for i in range(12):
    for x in X:
        x = x.reshape(1, 2)
        h = np.tanh(x @ w + b)
        delta = h @ v - x[:, :1] * X[0, 1]
        back = delta @ v.T * (1 - h * h)
        v -= 0.1 * h.T @ delta
        w -= 0.1 * x.T @ back
        b -= 0.1 * back
"""


@pytest.mark.parametrize("wrong", ["", "        b - 0.1 * back\n"])
def test_a_drawn_bias_is_one_if_its_slope_is_computed(tmp_path: Path, wrong: str) -> None:
    right = "        b -= 0.1 * back\n"
    assert checked(tmp_path / "mine.py", SINGLY).status == FOLLOWS
    found = checked(tmp_path / "mine.py", SINGLY.replace(right, wrong))
    lost = ("Line 14 computes its new numbers, but does not keep them.",)
    said = "b is never updated, though the loss has a slope there."
    assert (found.status, found.words) == (APART, (said, *(lost if wrong else ())))


LOGISTIC = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(9, 2))
y = (X[:, 0] > 0).astype(float)
w, b = np.zeros(2), 0.0
for i in range(12):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    e = p - y
    gw = X.T @ e / 9
    gb = e.mean()
    w -= 0.5 * gw
    b -= 0.5 * gb
"""


@pytest.mark.parametrize(
    ("right", "wrong", "lines"),
    [("X.T @ e", "X.T @ p", (9, 11)), ("e.mean()", "p.mean()", (10, 12))],
)
def test_an_update_by_the_output_is_named(
    tmp_path: Path, right: str, wrong: str, lines: tuple[int, ...]
) -> None:
    """Also one of weights that begin with zeros, or of a single number."""
    assert checked(tmp_path / "mine.py", LOGISTIC).status == FOLLOWS
    found = checked(tmp_path / "mine.py", LOGISTIC.replace(right, wrong))
    assert (found.status, found.lines) == (APART, lines), found.words
    last = f"It goes by what line {lines[0]} computes, not by an error."
    assert found.words[-1] == last


def test_what_an_average_of_the_data_is_subtracted_from_is_no_weight(tmp_path: Path) -> None:
    text = LOGISTIC.replace("    p =", "    centre += 0.1 * (Z.mean(axis=0) - centre)\n    p =")
    text = text.replace("    centre +=", "    X = Z - centre\n    centre +=")
    text = text.replace("X = rng", "Z = X = rng").replace("for i", "centre = Z[0] * 0.5\nfor i")
    found = checked(tmp_path / "mine.py", text)
    assert found.status == FOLLOWS, found.words


def test_the_line_that_updates_the_rest_of_a_list_is_named(tmp_path: Path) -> None:
    wrong = LIST.replace("        weights[n] +=", "        if n: weights[n] +=")
    found = checked(tmp_path / "mine.py", wrong)
    assert found.words[0] == "weights[0] is never updated, though the loss has a slope there."
    assert found.words[1] == ("Line 14 updates weights[1] and weights[2], in the loop of line 12.")
    assert found.lines == (12, 14)


def test_a_weight_that_is_updated_twice_instead_is_named(tmp_path: Path) -> None:
    found = checked(tmp_path / "mine.py", NET.replace("w += 0.1 * X.T @ before", "v += 0 * v"))
    assert found.words[:2] == (
        "w is never updated, though the loss has a slope there.",
        "v is updated twice, in lines 13 and 14.",
    )
    assert found.lines == (13, 14)
