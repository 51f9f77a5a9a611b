"""What NumPy does without a word is found in the step that does it, and only there."""

from __future__ import annotations

import pytest

from tinynet_tui.engine.engine import Engine, Where
from tinynet_tui.engine.plan import Choice

HEAD = """import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
w = np.random.random((3, 1))
p = np.array([[250], [3], [0], [9]], dtype=np.uint8)
c = np.zeros(3, dtype=int)
"""
LOOP = """for i in range(20):
    out = X @ w
    err = y - out
    w = w + 0.1 * X.T @ err
"""
FOURTH = Where(0, 4)


def found(text: str) -> dict[str, Where]:
    with Engine("it.py", text.encode(), Choice()) as engine:
        engine.run_to(0)
        engine.stand(0)
        engine.stand(3)
        return {text: noted.where for text, noted in engine.odd.items()}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("z = y.ravel() - out", "y.ravel() (4,) - out (4×1) → (4×4): larger than both"),
        ("z = out * np.ones((1, 2))", ""),
        ("q = p + np.uint8(10)", "1 of 4 are beyond uint8, and wrap round"),
        ("q = p - np.uint8(5)", "2 of 4 are beyond uint8, and wrap round"),
        ("q = p * p", "1 of 4 are beyond uint8, and wrap round"),
        ("q = p // np.uint8(2)", "p // np.uint8(2): whole numbers are rounded down"),
        ("q = (2 * X) // 2", ""),
        ("q = i // 2", ""),
        ("q = X + 1", ""),
        ("c[0] = 0.7", "c holds whole numbers: what comes after the point is lost"),
        ("c[0] = 2", ""),
        ("q = np.array([1, None])", "q is an array of objects, not of numbers"),
        ("q = np.exp(X * 800.0)", "q has 8 of 12 numbers that are infinite or nan"),
        ("q = y.max() * float('inf')", "q is inf"),
    ],
)
def test_each_is_told_where_it_happens(line: str, told: str) -> None:
    odd = found(f"{HEAD}{LOOP}    {line}\n")
    if not told:
        assert odd == {}
    else:
        assert [where for text, where in odd.items() if text.endswith(told)] == [FOURTH]


def test_a_variable_that_grows_into_itself_is_told() -> None:
    odd = found(f"{HEAD}{LOOP}    z = y.ravel()\n    z = z - out\n")
    assert odd == {"z (4,) - out (4×1) → (4×4): larger than both": Where(0, 5)}


def test_targets_of_objects_are_told_in_each_step_that_gets_them() -> None:
    odd = found(HEAD.replace("[0]])\nw", "[0]], dtype=object)\nw") + LOOP)
    assert odd["err is an array of objects, not of numbers"] == Where(0, 2)
    assert odd["w is an array of objects, not of numbers"] == Where(0, 3)


def test_python_2_is_told_only_where_it_changes_a_number() -> None:
    odd = found(HEAD + LOOP + "    half = 3 / 2\n    even = 4 / 2\n    print 'x', half\n")
    assert odd == {"3 / 2: Python 2 rounds whole numbers down": FOURTH}
    odd = found(HEAD + LOOP + "    half = i / 2\n    print 'x', half\n")
    assert odd == {"i / 2: Python 2 rounds whole numbers down": Where(3, 4)}


def test_numbers_in_a_list_that_become_whole_are_told_from_then_on() -> None:
    odd = found(f"{HEAD}{LOOP}    q = [p if i == 3 else out]\n    half = q[0] // np.uint8(2)\n")
    assert odd == {"q[0] // np.uint8(2): whole numbers are rounded down": Where(3, 5)}


def test_a_warning_is_told_once() -> None:
    odd = found(HEAD + LOOP + "    large = np.exp(X * 800.0)\n")
    assert odd["line 12: overflow encountered in exp"] == FOURTH
    assert len(odd) == 2
