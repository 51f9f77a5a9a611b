"""A statement that does not end is cut off, and its line is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.engine import Endless, Engine

TEXT = """import numpy as np
w = np.eye(2)
for n in range(20):
    w = w - 0.1 * w @ w
    if n == 5:
        {}
"""


@pytest.mark.parametrize(
    "statement",
    ['any(n for n in iter(int, open("now", "w")))', '7 ** (7 ** 9 + open("now", "w").write(""))'],
)
def test_the_line_that_does_not_end_is_named(
    statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with Engine("mine.py", TEXT.format(statement).encode()) as engine:
        with pytest.raises(Endless, match="line 6 did not end, and was cut off"):
            engine.run_to(20, Path("now").exists)
        assert engine.stand(3).values["w"].array is not None
