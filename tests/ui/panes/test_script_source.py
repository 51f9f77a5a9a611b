"""The pane of a script's lines shows the line that has just run, however long it is."""

from __future__ import annotations

from pathlib import Path

from helpers.panes import text_of
from helpers.script_trainer import opened

LONG = "hidden_delta = (out - y) * out * (1 - out) * np.ones_like(out) + 0 * first_of_the_numbers"
SCRIPT = f"""\
import numpy as np
y = np.array([[0.0], [1.0]])
w = np.array([[0.5], [-0.5]])
first_of_the_numbers = 1
for i in range(20):
    out = 1 / (1 + np.exp(-w))
    if True:
        {LONG}
    w = (w -
         0.1 * hidden_delta)
"""


async def test_the_line_that_has_run_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(SCRIPT)
    async with opened(path, size=(80, 24)) as it:
        pane = it.main.source
        assert it.main.view is not None

        def shown(width: int = 34, height: int = 4) -> list[str]:
            assert it.main.view is not None
            return [text_of(row) for row in pane.content(it.main.view, width, height)]

        assert not any(LONG in line for line in shown())
        await it.go("3:hidden_delta")
        lines = shown(34, 6)
        at = next(at for at, line in enumerate(lines) if line.startswith("►"))
        told = " ".join(" ".join(line.lstrip("►").split()) for line in lines[at:])
        assert told.startswith(LONG)
        assert max(map(len, lines)) <= 34
        for height in (1, 2, 3, 4):
            assert any(line.startswith("►") for line in shown(34, height))
        assert any(LONG in line for line in shown(120))
        await it.go("3:w")
        assert [line.strip("► ") for line in shown()][-2:] == ["w = (w -", "0.1 * hidden_delta)"]
