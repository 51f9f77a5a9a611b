"""The bug lab in a real terminal: the list, a script, the answer, what is kept, `--resume`."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.terminal import terminal


def test_a_line_is_found_and_counted(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"XDG_STATE_HOME": str(tmp_path)}
    with terminal("lab", changes=changes) as it:
        it.wait_for("20  ***  Four layers learn nothing", "all-zeros: easy")
        it.send("\x1b[B\x1b[B\r")  # the third
        it.wait_for("hardly.py", "One line is wrong.")
        it.send("nnnnnnn")
        it.wait_for("step 8", "line 33")
        it.send("\r")
        it.wait_for("line 33 is right, so look on.")
        it.send("\x1b[B\r")
        it.wait_for("Found: line 34 was wrong.", "found, 1 wrong guess")
        it.send("\x1b")
        it.wait_for("? help")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()
    told = {"hardly": {"guesses": 1, "hints": 0, "found": True}}
    assert json.loads((tmp_path / "tinynet-tui" / "lab.json").read_text()) == told
    with terminal("--resume", changes=changes) as it:
        it.wait_for("hardly.py", "line 33", "One line is wrong.")
        it.send("C")
        it.wait_for("no comparison in the bug lab")
        it.send("q")
        assert it.wait_for_end() == 0
