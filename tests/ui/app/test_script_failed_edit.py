"""An edit that cannot be made is said in the trainer, and is no edit of the run."""

from __future__ import annotations

from pathlib import Path

from helpers.script_trainer import opened
from tinynet_tui.engine.edits import EditText
from tinynet_tui.worker.scripts.commands import Put

TEXT = """import numpy as np
w = np.ones((3, 1))
w2 = np.ones(3)
w2.flags.writeable = False
for n in range(20):
    out = w.T @ w
    w -= 0.01 * w @ out * w2[0]
"""


async def test_an_edit_that_cannot_be_made_is_said_and_dropped(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(TEXT)
    async with opened(path, edits=[EditText.parse("w[7,0]=1@3:w")]) as it:
        assert "0" in it.text and it.frame.edits
        await it.go("5")
        assert "w[7,0]=1@3:2 cannot be made: index 7" in it.frame.note
        assert not it.frame.edits
        it.app.send(Put("w2[0]", 3.0))
        await it.rest()
        assert "read-only" in it.frame.note
        assert not it.frame.edits
        it.app.send(Put("w[0,0]", 3.0))
        await it.rest()
        assert [edit.target for edit in it.frame.edits] == ["w[0,0]"]
