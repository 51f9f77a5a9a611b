"""The wrong line of scripts in other manners is named, and the right line in its place passes."""

from __future__ import annotations

import pytest

from helpers.manners import SCRIPTS
from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, UNKNOWN, Verdict
from tinynet_tui.slopes.verdict import verdict

FOLDER = SCRIPTS / "named"
NAMED = {
    "class_with_biases": (31, "(err @ self.W2.T)", "(delta2 @ self.W2.T)"),
    "framework_layers": (29, "grad * self.out", "grad * self.out * (1 - self.out)"),
    "sample_before": (28, "inputs[k - 1]", "inputs[k]"),
    "sign_of_biases": (28, "-= alpha", "+= alpha"),
    "slope_before_tanh": (25, "(1 - z1 ** 2)", "(1 - a1 ** 2)"),
    "slope_of_what_goes_in": (26, 'c["Z1"]', 'c["A1"]'),
    "softmax_over_examples": (17, "axis=0", "axis=1"),
    "softmax_times_slope": (24, "(p - T) * p * (1 - p)", "p - T"),
    "velocity_of_another": (32, "v1[0].reshape(10, 1)", "v2"),
}
"""The wrong line, what is wrong in it, and what is right."""
QUICK = {"sign_of_biases", "slope_of_what_goes_in", "velocity_of_another"}


def checked(text: str) -> Verdict:
    with Engine("mine.py", text.encode()) as engine:
        return verdict(check_some(engine), engine.plan)


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.slow] * (one not in QUICK)) for one in NAMED]
)
def test_the_wrong_line_is_named_and_the_right_one_passes(name: str) -> None:
    number, wrong, right = NAMED[name]
    lines = (FOLDER / f"{name}.py").read_text().split("\n")
    found = checked("\n".join(lines))
    assert (found.status, number in found.lines) == (APART, True), found.words
    assert lines[number - 1].count(wrong) == 1
    lines[number - 1] = lines[number - 1].replace(wrong, right)
    assert checked("\n".join(lines)).status == FOLLOWS


def test_where_other_updates_follow_the_error_is_not_suspected() -> None:
    found = checked((FOLDER / "sign_of_biases.py").read_text())
    assert found.words[1:] == ("They are updated in line 28 in learn.",)
    assert found.lines == (28,)


@pytest.mark.parametrize(
    "wrong", ["exp / exp.sum()", "np.exp(scores) / np.exp(scores).sum(axis=0, keepdims=True)"]
)
def test_slopes_of_0_later_on_do_not_make_it_follow(wrong: str) -> None:
    text = (FOLDER / "softmax_over_examples.py").read_text()
    found = checked(text.replace("exp / exp.sum(axis=0, keepdims=True)", wrong))
    assert (found.status, found.lines) == (APART, (17,)), found.words


def test_where_all_slopes_are_0_it_cannot_be_said() -> None:
    text = (FOLDER / "slope_before_tanh.py").read_text()
    for old, new in {
        "np.tanh(z1)": "np.maximum(z1 - 1e9, 0)",
        "(1 - z1 ** 2)": "(a1 > 0)",
        "@ W2 + b2": "@ W2",
        "    b2 -= lr * db2": "",
    }.items():
        assert old in text
        text = text.replace(old, new)
    found = checked(text)
    assert found.status == UNKNOWN, found.words
    assert found.words[0].endswith("that were compared are 0.")


def test_all_are_listed() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == {*NAMED}
