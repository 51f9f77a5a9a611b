"""Lines that are named beside the one at which an update parts from the slope, or in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.plan import Choice
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

LAYER = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(12, 3))
y = (X[:, :1] > 0).astype(float)
w, c = rng.normal(size=(3, 4)), np.zeros((1, 4))
v, b = rng.normal(size=(4, 1)), np.zeros((1, 1))
lr = 0.3
for i in range(40):
    h = np.tanh(X @ w + c)
    out = 1 / (1 + np.exp(-(h @ v + b)))
    d = (out - y) / len(X)
    dv = h.T @ d + 0.01 * v
    db = d.sum(axis=0, keepdims=True)
    e = (d @ v.T) * (1 - h * h)
    dw = X.T @ e
    dc = e.sum(axis=0, keepdims=True)
    w -= lr * dw
    c -= lr * dc
    v -= lr * dv
    b -= lr * db
"""

LINE = """\
import numpy as np
x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
y = np.array([2.9, 5.1, 7.0, 9.2, 10.8])
a, b = 0.0, 0.0
lr = 0.02
for step in range(40):
    out = a * x + b
    da = -2 / 5 * sum(x * (y - out))
    db = -2 / 5 * sum(y - out)
    a = a - lr * da
    b = b - lr * db
"""

ADAM = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(12, 3))
y = rng.normal(size=(12, 2))
w = rng.normal(size=(3, 2))
m, v = np.zeros((3, 2)), np.zeros((3, 2))
for t in range(1, 40):
    out = X @ w
    g = X.T @ (out - y)
    m = 0.9 * m + 0.1 * g
    v = 0.99 * v + 0.01 * g ** 2
    w -= 0.01 * m / (np.sqrt(v) + 1e-8)
"""


def checked(
    tmp_path: Path, text: str, old: str = "", new: str = "", *, some: bool = False
) -> Verdict:
    path = tmp_path / "mine.py"
    assert old in text
    path.write_text(text.replace(old, new) if old else text)
    choice = Choice(loop=14 if "class Rms" in text else None)
    with Engine(str(path), path.read_bytes(), choice) as engine:
        return verdict(check_some(engine) if some else {0: engine.check(0)}, engine.plan)


RMS = """\
import numpy as np
class Rms:
    def __init__(self):
        self.kept = {}
    def step(self, name, param, slope):
        old = self.kept.get(name, np.zeros_like(param))
        self.kept[name] = 0.9 * old + 0.1 * slope ** 2
        param -= 0.01 * slope / (np.sqrt(self.kept[name]) + 1e-8)
rng = np.random.default_rng(4)
X = rng.normal(size=(12, 3))
y = rng.normal(size=(12, 2))
w, b = rng.normal(size=(3, 2)), np.zeros((1, 2))
rule = Rms()
for i in range(40):
    out = X @ w + b
    d = out - y
    print(np.mean(np.abs(y - out)))
    rule.step("w", w, X.T @ d)
    rule.step("b", b, d.sum(axis=0, keepdims=True))
"""


@pytest.mark.parametrize("text", [LAYER, LINE, RMS])
def test_a_right_script_is_not_accused(tmp_path: Path, text: str) -> None:
    found = checked(tmp_path, text, some=True)
    assert (found.status, found.lines) == (FOLLOWS, ())


def test_adam_without_bias_correction_follows_and_is_told(tmp_path: Path) -> None:
    found = checked(tmp_path, ADAM, some=True)
    assert (found.status, found.lines) == (FOLLOWS, (10, 11))
    assert found.words[1:] == (
        "But m and v begin at 0, and no line makes up for that (bias correction). Adam divides "
        "them by 1 - 0.9**t and 1 - 0.99**t, where t counts the updates: without that the first "
        "ones are up to 2.13 times as large.",
    )


@pytest.mark.parametrize(
    ("old", "new", "lines", "said"),
    [
        (
            "(1 - h * h)",
            "(1 - h)",
            (14, 9),
            "It should multiply by the slope of what line 9 computes. One of these two lines is "
            "wrong.",
        ),
        (
            "+ 0.01 * v",
            "- 0.01 * v",
            (12, 19),
            "It goes through line 12, and is updated in line 19.",
        ),
        (
            "w -= lr * dw",
            "w += lr * dw",
            (17, 15),
            "It is updated in line 17, by what line 15 computes.",
        ),
        (
            "d = (out - y)",
            "d = (y - out)",
            (11, 17, 18, 19, 20),
            "The error is computed in line 11: either its sign is wrong there, or that of each "
            "update.",
        ),
        (
            "dv = h.T @ d",
            "dv = h.T @ h[:, :1]",
            (12, 19),
            "It goes by what line 12 computes, not by an error.",
        ),
    ],
)
def test_more_lines_are_named(
    tmp_path: Path, old: str, new: str, lines: tuple[int, ...], said: str
) -> None:
    text = LAYER.replace(" + 0.01 * v", "") if "0.01" not in old else LAYER
    found = checked(tmp_path, text, old, new)
    assert (found.status, found.lines) == (APART, lines)
    assert said in found.words


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("a - lr * da", "a - lr * db", 10),  # and not line 9, which is right for b
        ("a * x + b", "a * x - b", 7),
    ],
)
def test_the_line_of_a_single_number(tmp_path: Path, old: str, new: str, line: int) -> None:
    found = checked(tmp_path, LINE, old, new, some=True)
    assert (found.status, found.lines[0]) == (APART, line)


def test_an_update_that_grows_wrongly_with_the_slope(tmp_path: Path) -> None:
    found = checked(tmp_path, ADAM, "np.sqrt(v)", "v")
    assert (found.status, found.lines) == (APART, (12, 11))
    assert found.words[-1] == (
        "Line 12 divides by v itself, which averages the squares of the slope (line 11): RMSProp "
        "and Adam divide by its root."
    )
    found = checked(tmp_path, ADAM, "np.sqrt(v)", "np.sqrt(np.sqrt(v))")
    assert found.words[-1] == (
        "With a slope twice as large, the update of w is 1.41 times as large: it should be twice "
        "as large, too, or unchanged, as with Adam."
    )


def test_what_is_not_finite_comes_from_a_line(tmp_path: Path) -> None:
    found = checked(tmp_path, ADAM, "g ** 2", "g")
    assert (found.status, found.lines) == (APART, (12, 11))
    assert "numbers that are not finite: some of what line 11 computes" in found.words[2]


@pytest.mark.parametrize("new", ["m / (0 * v)", "(1e200 * m) ** 3"])
def test_a_division_by_0_is_not_explained_by_signs(tmp_path: Path, new: str) -> None:
    found = checked(tmp_path, ADAM, "m / (np.sqrt(v) + 1e-8)", new)
    assert (found.status, found.lines) == (APART, (12,))
    assert found.words[2] == "Line 12 gives numbers that are not finite."


def test_two_errors_and_a_sum(tmp_path: Path) -> None:
    text = LAYER.replace("np.exp(-(h @ v + b))", "np.exp(-z)")
    text = text.replace("    out = 1", "    z = h @ v + b\n    out = 1")
    found = checked(tmp_path, text, "dv = h.T @ d", "dv = h.T @ (z - y)")
    assert (found.status, found.lines) == (APART, (13, 12))
    found = checked(tmp_path, LAYER, "(out - y)", "(out + y)")
    assert (found.status, found.lines) == (APART, (11,))


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "db = d.sum(",
            "db = d.mean(",
            13,
            "the slope of line 13 seems to be divided once too often by their number.",
        ),
        (
            "lr * dw",
            "dw / lr",
            17,
            "In line 17 the slope seems to be divided by lr, which is 0.3.",
        ),
        (
            "lr * dw",
            "dw",
            17,
            "In line 17 the slope seems not to be multiplied by lr, which is 0.3.",
        ),
        (
            "    b -= lr * db\n",
            "",
            13,
            "Line 13 computes db, which nothing uses: an update may be missing.",
        ),
    ],
)
def test_what_follows_and_may_be_wrong(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    text = LAYER.replace(" / len(X)", "") if "lr" in old else LAYER
    text = text.replace(" + 0.01 * v", "").replace("np.zeros((1, 1))", "0.5")
    found = checked(tmp_path, text, old, new, some=True)
    assert (found.status, found.lines) == (FOLLOWS, (line,))
    assert any(said in words for words in found.words)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "w, c = rng.normal(size=(3, 4))",
            "w, c = np.ones((3, 4))",
            "The neurons of w begin alike and stay alike: they do the work of one. Draw the first "
            "weights at random.",
        ),
        (
            "y = (X",
            "y = 5 * (X",
            "A target is 5, but the output lies between 0 and 1 and cannot reach it.",
        ),
    ],
)
def test_what_slopes_do_not_tell(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = LAYER.replace("rng.normal(size=(4, 1))", "np.ones((4, 1))")
    found = checked(tmp_path, text, old, new)
    assert found.status == FOLLOWS
    assert said in found.words
    assert said not in checked(tmp_path, text).words


def test_an_error_that_stays_is_told(tmp_path: Path) -> None:
    text = LAYER.replace("range(40)", "range(120)")
    said = "The slopes do not say why: the learning rate may be too small or too large."
    found = checked(tmp_path, text, "lr = 0.3", "lr = 1e-6", some=True)
    assert found.status == FOLLOWS
    assert found.words[-1].endswith(said)
    assert not any(said in words for words in checked(tmp_path, text, some=True).words)


@pytest.mark.parametrize(
    ("text", "old", "new", "lines"),
    [
        (RMS, "param -= 0.01", "param += 0.01", (8, 7, 16)),
        (RMS, "np.sqrt(self.kept[name])", "self.kept[name]", (8,)),
        (LAYER, "X @ w + c", "X @ w - c", (9, 18, 16)),
        (LAYER, "np.exp(-(h @ v + b))", "np.exp(-h @ v + b)", (10, 20, 13)),
        (LAYER, "b -= lr * db", "b -= lr * dc.sum()", (20,)),
        (LAYER, "v = v - lr * dv", "v = -lr * dv", (19,)),
        (LAYER, "v = v - lr * dv", "v = v - lr * h.T @ out", (19,)),
    ],
)
def test_the_line_is_the_first_of_those_that_are_named(
    tmp_path: Path, text: str, old: str, new: str, lines: tuple[int, ...]
) -> None:
    text = text.replace(" + 0.01 * v", "").replace("v -= lr * dv", "v = v - lr * dv")
    found = checked(tmp_path, text, old, new, some=True)
    assert (found.status, found.lines) == (APART, lines), found.words


def test_an_update_that_forgets_the_error_is_named_where_it_is_the_only_one(tmp_path: Path) -> None:
    text = ADAM.replace("(out - y)", "out").replace("    w -=", "    print(out - y)\n    w -=")
    found = checked(tmp_path, text)
    assert found.status != FOLLOWS
    text = LINE.replace("a, b = 0.0, 0.0", "a, b = np.zeros(1), 0.0")
    assert checked(tmp_path, text).status == FOLLOWS
