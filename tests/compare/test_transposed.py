"""A script with its examples in columns is compared with one that has them in rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.compare.asked import Asked
from tinynet_tui.compare.comparison import compare
from tinynet_tui.compare.words import told

COLUMNS = """\
import numpy as np

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]).T
Y = np.array([[0, 1, 1, 0]])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


np.random.seed(1)
W1 = (2 * np.random.random((3, 4)) - 1).T
W2 = (2 * np.random.random((4, 1)) - 1).T

for i in range(60000):
    A1 = sigmoid(W1 @ X)
    A2 = sigmoid(W2 @ A1)
    E = Y - A2
    D2 = E * A2 * (1 - A2)
    B1 = W2.T @ D2
    D1 = B1 * A1 * (1 - A1)
    W2 += D2 @ A1.T
    W1 += D1 @ X.T
"""
FIVE = "W1 = 2 * np.random.random((5, 3)) - 1\nW2 = 2 * np.random.random((1, 5)) - 1\n"
BUGS = [("D1 = B1 * A1 * (1 - A1)", "D1 = B1 * A1", 21, 41), ("Y - A2", "A2 - Y", 18, 36)]
HEAD = "In mine.py X, Y, W1 and W2 are transposed: X is 3×4, not 4×3. There an example is a column."


def said(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "mine.py").write_text(text)
    return told(compare(Asked(tmp_path / "mine.py", iterations=20)))


def drawn_as_columns(text: str, sizes: str = "") -> str:
    """The same with its own weights."""
    first, last = text.index("W1 = "), text.index("\nfor")
    return text[:first] + (sizes or FIVE) + text[last:]


def test_that_it_is_transposed_is_said_first_and_is_no_difference(tmp_path: Path) -> None:
    head, names, same = said(tmp_path, COLUMNS)
    assert head == HEAD
    assert "A1 = l1" in names and same.startswith("The same but for rounding")


@pytest.mark.parametrize(("old", "new", "mine", "theirs"), BUGS)
def test_the_wrong_line_is_named(
    tmp_path: Path, old: str, new: str, mine: int, theirs: int
) -> None:
    head, *lines = said(tmp_path, COLUMNS.replace(old, new))
    assert head == HEAD
    assert not any(line.startswith("The setting") for line in lines)
    at = lines.index("The first difference is in iteration 0:")
    assert [line.split()[0] for line in lines[at + 1 : at + 3]] == [
        f"mine.py:{mine}",
        f"three_layers.py:{theirs}",
    ]


def test_square_arrays_are_compared_transposed(tmp_path: Path) -> None:
    lines = said(tmp_path, COLUMNS.replace("B1 = W2.T @ D2", "B1 = W2.T @ E"))
    assert "  B1 and l1_error are compared transposed." in lines
    assert "  B1[0,0] is 0.2800194179316694 in mine.py," in lines


@pytest.mark.parametrize("sizes", [FIVE, FIVE.replace("5", "4")])
def test_its_own_weights_are_given_to_the_other_script(tmp_path: Path, sizes: str) -> None:
    right = said(tmp_path, drawn_as_columns(COLUMNS, sizes))
    assert right[:2] == [HEAD, "The lines do the same. The setting differs:"]
    wrong = said(tmp_path, drawn_as_columns(COLUMNS.replace(*BUGS[0][:2]), sizes))
    assert "    mine.py:21          D1 = B1 * A1" in wrong


ROWS = """\
import numpy as np

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
rng = np.random.RandomState(3)
W1 = rng.randn(HIDDEN, 3)
W2 = rng.randn(1, HIDDEN)
for i in range(60000):
    h = 1 / (1 + np.exp(-X @ W1.T))
    out = 1 / (1 + np.exp(-np.dot(h, W2.transpose())))
    d2 = (y - out) * out * (1 - out)
    d1 = d2.dot(W2) * h * (1 - h)
    W2 += d2.T @ h
    W1 += d1.T @ X
"""


@pytest.mark.parametrize(
    ("hidden", "head"), [("4", "W1 is 4×3, not 3×4."), ("5", "W1 is 5×3, not 3×5.")]
)
def test_weights_are_transposed_where_the_script_multiplies_by_their_transpose(
    tmp_path: Path, hidden: str, head: str
) -> None:
    text = ROWS.replace("HIDDEN", hidden)
    right = said(tmp_path, text)
    both = ["In mine.py W1 and W2 are transposed: " + head]
    assert right[:2] == [*both, "The lines do the same. The setting differs:"]
    wrong = said(tmp_path, text.replace("* h * (1 - h)", "* h * (1 + h)"))
    assert wrong[:2] == [*both, "The setting differs:"]
    assert any(line.startswith("    mine.py:12 ") for line in wrong)


def test_one_of_the_weights_may_be_transposed_and_square(tmp_path: Path) -> None:
    text = ROWS.replace("HIDDEN", "3").replace("randn(1, 3)", "randn(3, 1)")
    text = text.replace("W2.transpose()", "W2").replace("d2.dot(W2)", "d2.dot(W2.T)")
    head, same, *_ = said(tmp_path, text.replace("d2.T @ h", "h.T @ d2"))
    assert head == "In mine.py W1 is transposed: W1 has a row for each column of syn0."
    assert same == "The lines do the same. The setting differs:"


def test_weights_of_a_wrong_shape_are_a_difference(tmp_path: Path) -> None:
    rows = COLUMNS.replace(".T\nY", "\nY").replace("[[0, 1, 1, 0]]", "[[0], [1], [1], [0]]")
    rows = rows.replace("(3, 4)) - 1).T", "(3, 4)) - 1)")
    lines = said(tmp_path, rows)
    assert lines[0] == "The setting differs:"
    assert any("W2 (mine.py:13) is 1×4, syn1" in line for line in lines)
