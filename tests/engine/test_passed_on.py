"""An error that a line computes on its way is taken from there, and is what it would be anew."""

from __future__ import annotations

import ast

import pytest

from tinynet_tui.engine.hooks import Recorded


@pytest.mark.parametrize(
    ("statement", "passed_on"),
    [
        ("d = (y - o) * (o * (1 - o))", True),
        ("d = -(y - o)", True),
        ("w += alpha * X.T.dot((y - o) * slope(o))", True),
        ("w += np.dot(X.T, (y - o))", True),
        ("d = scaled(y - o)", False),  # which may change it
        ("d = [y - o for _ in range(3)]", False),
        ("d = (y - o) if i else 0", False),
        ("print(y - o)", False),
        ("for i in range(3):\n    d = (y - o) * o", False),
    ],
)
def test_only_arithmetic_passes_it_on(statement: str, passed_on: bool) -> None:
    node = ast.parse(statement).body[0]
    expression = next(
        one for one in ast.walk(node) if isinstance(one, ast.BinOp) and ast.unparse(one) == "y - o"
    )
    assert Recorded(node, expression).is_passed_on is passed_on
    assert not Recorded(node, expression, before=True).is_passed_on
