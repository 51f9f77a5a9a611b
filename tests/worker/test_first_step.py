"""The first step of a script is explained, however slow its first iteration is."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.script_session import script_session
from tinynet_tui.engine.engine import Where

SLOW = """\
import numpy as np
import time
X = np.array([[1.0, 2.0]])
w = np.array([[0.5], [0.25]])
for i in range(3):
    out = X @ w
    {wait}
    w -= 0.1 * X.T @ (out - 1)
"""


@pytest.mark.parametrize("wait", ["pass", "time.sleep(0.1)"])
def test_what_was_before_the_first_step_is_known(tmp_path: Path, wait: str) -> None:
    with script_session(tmp_path / "mine.py", SLOW.format(wait=wait)) as session:
        frame = session.frame()
        assert [one.where for one in frame.trail] == [Where(0, 1), Where(0, 0)]
        assert "out" not in frame.trail[1].values
