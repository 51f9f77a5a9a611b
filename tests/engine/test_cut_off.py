"""A statement that does not end is cut off, and its line is named."""

from __future__ import annotations

import pytest

from tinynet_tui.engine.engine import Endless, Engine

TEXT = """import numpy as np
w = np.eye(2)
for n in range(20):
    w = w - 0.1 * w @ w
    if n == 5:
        {}
"""


@pytest.mark.parametrize("statement", ["while True: pass", "7 ** (7 ** 9)"])
def test_the_line_that_does_not_end_is_named(statement: str) -> None:
    looks = iter([False] * 10)
    with Engine("mine.py", TEXT.format(statement).encode()) as engine:
        with pytest.raises(Endless, match="line 6 did not end, and was cut off"):
            engine.run_to(20, lambda: next(looks, True))
        assert engine.stand(3).values["w"].array is not None
