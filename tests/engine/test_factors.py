"""Which names a script's products of matrices have as operands."""

from __future__ import annotations

import ast

import pytest

from tinynet_tui.engine.factors import factors


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("z = X @ w + b", {"X", "w"}),
        ("z = np.dot(X, w.T) + b", {"X", "w"}),
        ("z = X.dot(w[0]) + b", {"X", "w"}),
        ("z = self.W2 @ self.h + self.b2", {"W2", "h"}),
        ("z = np.matmul(x, np.transpose(p['W1'])) + p['b1']", {"x", "p", "W1"}),
        ("for w, b in zip(ws, bs):\n    a = a @ w + b", {"a", "w", "ws"}),
        ("for i, w in enumerate(reversed(ws)):\n    a = a @ w", {"a", "w", "ws"}),
        ("out = [x @ w + b for w, b in zip(self.ws, self.bs)]", {"x", "w", "ws"}),
        ("z = x * w", set()),
    ],
)
def test_what_is_multiplied_is_told_from_what_is_added(text: str, names: set[str]) -> None:
    assert factors(ast.parse(text)) == names
