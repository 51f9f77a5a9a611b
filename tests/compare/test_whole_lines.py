"""A line that does the work of several lines of the other script stands beside all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.parted import SHORT, changed, difference
from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.comparison import compare
from tinynet_tui.compare.words import parted
from tinynet_tui.network.bundled_scripts import THREE_LAYERS

HIDDEN = "    l1_delta = l2_delta.dot(syn1.T) * l1 * (1 - l1)\n    syn1 += l1.T.dot(l2_delta)\n"
UPDATES = "    syn0 += X.T.dot(l1_delta)\n"


def lines(folder: Path, mine: str, theirs: str | None = None) -> tuple[list[int], list[int]]:
    """The lines that stand beside one another, of the one script and of the other."""
    found = difference(folder, mine, theirs)
    ends = (found.mine, found.theirs)
    both = [
        [place.line for place in (*parts, end) if place]
        for parts, end in zip(found.parts, ends, strict=True)
    ]
    return both[0], both[1]


@pytest.mark.parametrize(
    ("old", "new", "mine", "theirs"),
    [
        ("l1 * (1 - l1)", "l1 * (1 + l1)", [12], [40, 41]),
        ("l2_delta.dot(syn1.T)", "(y - l2).dot(syn1.T)", [12], [40, 41]),
        ("(y - l2) * l2 * (1 - l2)", "(y - l2) * l2", [11], [36, 39]),
        (
            HIDDEN + UPDATES,
            "    syn0 += X.T.dot(l2_delta.dot(syn1.T) * l1)\n    syn1 += l1.T.dot(l2_delta)\n",
            [12],
            [40, 41, 43],
        ),
    ],
)
def test_one_line_of_mine_does_the_work_of_several(
    old: str, new: str, mine: list[int], theirs: list[int], tmp_path: Path
) -> None:
    assert lines(tmp_path, changed(SHORT, old, new)) == (mine, theirs)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("l1_error * slope(l1)", "l1_error * slope(l2)"),
        ("l1_error = l2_delta @", "l1_error = l2_error @"),
    ],
)
def test_several_lines_of_mine_do_the_work_of_one(old: str, new: str, tmp_path: Path) -> None:
    assert lines(tmp_path, changed(THREE_LAYERS.text, old, new), SHORT) == ([40, 41], [12])


@pytest.mark.parametrize(
    ("old", "new", "mine", "theirs"),
    [
        ("(y - l2) * l2 * (1 - l2)", "y - l2", [], [39]),
        ("l2_delta.dot(syn1.T) * l1 * (1 - l1)", "l2_delta.dot(syn1.T)", [], [41]),
        ("X.T.dot(l1_delta)", "X.T.dot(l2_delta.dot(syn1.T))", [14], [43]),
    ],
)
def test_a_missing_line_is_no_part_of_another(
    old: str, new: str, mine: list[int], theirs: list[int], tmp_path: Path
) -> None:
    assert lines(tmp_path, changed(SHORT, old, new)) == (mine, theirs)


def test_a_line_that_changes_what_is_kept_is_no_part(tmp_path: Path) -> None:
    loop = "for j in range(60000):\n"
    rolled = changed(SHORT, loop, f"{loop}    X[:] = np.roll(X, 1, axis=0)\n")
    assert lines(tmp_path, rolled, SHORT) == ([9], [])


def test_a_line_is_not_put_in_the_names_that_it_has(tmp_path: Path) -> None:
    stale = changed(SHORT, "l1 * (1 - l1)\n", "old * (1 - old)\n    old = l1\n")
    stale = changed(stale, "for j", "old = np.zeros((4, 4))\nfor j")
    found = difference(tmp_path, stale, SHORT)
    assert found.mine is not None and found.mine.line == 13
    assert found.renamed == ""


def test_that_is_said_beside_the_numbers_that_both_end_with(tmp_path: Path) -> None:
    wrong = changed(SHORT, "l1 * (1 - l1)", "l1 * (1 + l1)")
    said = parted(("mine.py", "three_layers.py"), difference(tmp_path, wrong))
    assert said[1:7] == [
        "  mine.py:12          l1_delta = l2_delta.dot(syn1.T) * l1 * (1 + l1)",
        "  three_layers.py:40  l1_error = l2_delta @ syn1.T",
        "  three_layers.py:41  l1_delta = l1_error * slope(l1)",
        "  Line 12 of mine.py does the work of lines 40 and 41 of three_layers.py.",
        "  l1_delta[0,0] is 0.045362047809526775 in mine.py,",
        "  l1_delta[0,0] is 0.017268219511726912 in three_layers.py.",
    ]


BATCHES = """\
import numpy as np

class Net:
    def __init__(self):
        self.w, self.v = np.random.random((3, 4)) - 0.5, np.random.random((4, 1)) - 0.5
    def forward(self, x):
        self.x, self.h = x, np.tanh(x @ self.w)
        self.o = np.tanh(self.h @ self.v)
    def backward(self, t):
        self.d = (self.o - t) * (1 - self.o**2)
        self.gv = self.h.T @ self.d
        self.gw = self.x.T @ (self.d @ self.v.T * (1 - self.h**2))
    def update(self):
        self.w -= 0.1 * self.gw
        self.v -= 0.1 * self.gv

np.random.seed(1)
X = np.random.random((80, 3))
y = X[:, :1] * X[:, 1:2]
net = Net()
for i in range(9):
    for k in range(0, 80, 4):
        net.forward(X[k : k + 4])
        net.backward(y[k : k + 4])
        net.update()
"""


def test_what_is_read_in_many_ways_is_taken_apart_once(tmp_path: Path) -> None:
    """Of 20 mini-batches each reads the one before in several ways: there are 3**20 and more."""
    (tmp_path / "mine.py").write_text(BATCHES)
    found = compare(Asked(tmp_path / "mine.py", iterations=1)).telling
    assert found is not None and found.mine is not None
    assert found.mine.line == 23


def test_what_a_function_raises_is_said_also_from_within_it(tmp_path: Path) -> None:
    head, body = SHORT.split("for j")
    body = "".join(f"    {line}\n" for line in f"for j{body}".splitlines())
    wrong = changed(body, "1 / (1 + np.exp(-np.dot(X, syn0)))", "np.sigmoid(np.dot(X, syn0))")
    text = f"{head}def train(syn0, syn1):\n{wrong}train(syn0, syn1)\n"
    found = difference(tmp_path, text)
    assert found.raises and found.mine and found.mine.line == 10
    assert found.causes and "has no attribute 'sigmoid'" in found.causes[0]
