"""A new text that does not come to its loop: that is said, a key ends it, and the old run stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.script_trainer import opened
from tinynet_tui.engine.engine import Where

TEXT = """import numpy as np
w = np.ones((3, 1))
for n in range(20):
    out = w.T @ w
    w -= 0.01 * w @ out
"""


async def test_a_new_text_that_hangs_before_its_loop_is_left_by_a_key(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(TEXT)
    async with opened(path) as it:
        await it.go("7:2")
        path.write_text(f"while True: pass\n{TEXT}")
        await it.press("R")
        await it.shows("running the lines before the loop")
        await it.typed("escape")
        assert it.frame.note == (
            "mine.py: before the loop, line 1 did not end, and was cut off; the old run stays"
        )
        assert it.where == Where(7, 2)
        await it.typed("n")
        assert it.where == Where(8, 1)
        path.write_text(TEXT.replace("0.01", "0.02"))
        await it.typed("R")
        assert it.frame.lines[4].endswith("0.02 * w @ out")
        assert it.where == Where(8, 1)


@pytest.mark.parametrize("text", [f"while True: pass\n{TEXT}", f"{TEXT}    while n == 3: pass\n"])
async def test_keys_act_while_a_new_text_hangs(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(TEXT)
    async with opened(path) as it:
        await it.go("7:2")
        path.write_text(text)
        await it.press("R")
        await it.until(lambda: it.main.frame and it.main.frame.job and not it.main.frame.unseen)
        await it.press("question_mark")
        await it.shows("finds words")
        await it.press("escape")
        await it.until(lambda: it.app.screen is it.main)
        await it.press("space")
        await it.shows("did not end, and was cut off")
        assert not it.frame.job
