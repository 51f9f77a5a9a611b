"""What the check says of the number by which a script multiplies its slopes."""

from __future__ import annotations

import pytest

from helpers.class_network import TEXT
from tinynet_tui.engine.engine import Engine
from tinynet_tui.report.slopes import lines_of
from tinynet_tui.slopes.judged import APART, Verdict
from tinynet_tui.slopes.verdict import verdict

FLAT = """\
import numpy as np
X = np.array([[0, 1], [1, 0], [1, 1], [1, 2]])
y = np.array([[0], [1], [1], [0]])
w = np.ones((2, 1))
hidden = 4
alpha = 0.5
for i in range(20):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = out - y
    w -= alpha * X.T.dot(error * out * (1 - out))
"""


def checked(text: str) -> Verdict:
    with Engine("mine.py", text.encode()) as engine:
        return verdict({at: engine.check(at) for at in (0, 1)}, engine.plan)


def test_the_weights_are_told_and_the_line_is_shown() -> None:
    found = checked(TEXT)
    assert found.status == APART
    assert found.words[0] == (
        "The updates of net.W1 and net.b1 do not follow the slope of the cross-entropy. "
        "The updates of net.W2 and net.b2 do."
    )
    printed = [*lines_of(found, TEXT.splitlines())]
    assert "  19  d_z = d_h * (1 - self.h)" in printed
    assert (found.position, found.weight) == ((0, 3), "net.W1")
    assert found.within == "line 19 of backward is run within step 3 (line 39)"


def test_a_rate_divided_by_the_examples_is_told_once() -> None:
    notes = checked(TEXT).notes
    assert notes[0] == "-0.00833 is -rate/60: rate is 0.5, and there are 60 examples."
    assert sum("examples" in one for one in notes) == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ("alpha = 0.5", "alpha = 1", ""),
        ("alpha * X", "alpha / 4 * X", "-0.125 is -alpha/4: alpha is 0.5, and there are 4 example"),
        ("alpha * X.T", "alpha / 7 * X.T", ""),
    ],
)
def test_it_is_told_only_where_it_comes_from_a_number(old: str, new: str, told: str) -> None:
    found = checked(FLAT.replace(old, new) if old else FLAT)
    assert [*found.notes][:1] == [f"{told}s."] if told else "examples" not in str(found.notes)
