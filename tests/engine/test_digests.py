"""Of a large array a part is sent, and a digest of all, the same in every process of it."""

from __future__ import annotations

from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.values import Value

LARGE = b"""import numpy as np
np.random.seed(3)
X, y = np.random.randn(200, 200), np.zeros((200, 1))
w = np.random.randn(200, 1)
for n in range(9):
    X[-1, -1] += n % 2
    e = y - X @ w
    w += 1e-9 * X.T @ e
"""


def test_a_number_that_is_not_sent_changes_the_digest() -> None:
    def found(engine: Engine, iteration: int) -> Value:
        return engine.stand(iteration, 1).values["X"]

    with Engine("one.py", LARGE) as one, Engine("other.py", LARGE) as other:
        before, after = found(one, 0), found(one, 1)
        assert not before.whole and before.array is not None and after.array is not None
        assert before.array.tobytes() == after.array.tobytes()
        assert before.digest != after.digest
        assert found(one, 2).digest == after.digest == found(other, 1).digest
        assert found(one, 0).digest == before.digest
