"""Which iterations of a script are checked when that takes long."""

from __future__ import annotations

from typing import cast

import pytest

from tinynet_tui.engine import checks
from tinynet_tui.engine.engine import Engine
from tinynet_tui.engine.link import Header


class Slow:
    """An engine whose checks all take longer than there is time for."""

    def __init__(self, found: Header) -> None:
        self._found = found

    def check(self, *_: object) -> Header:
        return self._found


@pytest.mark.parametrize(
    ("found", "count"),
    [({"weights": []}, checks.LEAST), ({"reason": "an iteration takes too long"}, 1)],
)
def test_what_cannot_be_checked_is_not_tried_again(
    found: Header, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "SECONDS", -1.0)
    assert len(checks.check_some(cast(Engine, Slow(found)))) == count


@pytest.mark.slow
def test_an_iteration_that_takes_too_long_says_so_also_where_weights_are_noted() -> None:
    text = (
        "import numpy as np\nx, w = np.arange(8).reshape(4, 2), np.ones((2, 1))\n"
        "for i in range(3):\n    x = x[::-1]\n    for k in range(2):\n        out = x @ w\n"
        "        w = w - 0.01 * x.T @ (out - 1)\n"
        "        for n in range(200000):\n            out = out * 1\n"
    )
    with Engine("a.py", text.encode()) as engine:
        assert engine.check(0)["reason"] == "an iteration takes too long"
