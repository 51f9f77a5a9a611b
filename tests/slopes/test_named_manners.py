"""The wrong line of scripts in other manners is named, and the right line in its place passes."""

from __future__ import annotations

import pytest

from helpers.manners import SCRIPTS
from tinynet_tui.engine.checks import check_some
from tinynet_tui.engine.engine import Engine
from tinynet_tui.slopes.judged import APART, FOLLOWS, Verdict
from tinynet_tui.slopes.verdict import verdict

FOLDER = SCRIPTS / "named"
NAMED = {
    "class_with_biases": (31, "(err @ self.W2.T)", "(delta2 @ self.W2.T)"),
    "framework_layers": (29, "grad * self.out", "grad * self.out * (1 - self.out)"),
    "sample_before": (28, "inputs[k - 1]", "inputs[k]"),
    "sign_of_biases": (28, "-= alpha", "+= alpha"),
    "slope_of_what_goes_in": (26, 'c["Z1"]', 'c["A1"]'),
    "softmax_times_slope": (24, "(p - T) * p * (1 - p)", "p - T"),
}
"""The wrong line, what is wrong in it, and what is right."""
QUICK = {"sign_of_biases", "slope_of_what_goes_in"}


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


def test_all_are_listed() -> None:
    assert {path.stem for path in FOLDER.glob("*.py")} == {*NAMED}
