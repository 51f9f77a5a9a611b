"""A number that a method of several lines computes: where that is, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.class_network import TEXT
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.report.script_step import explain_script
from tinynet_tui.worker.scripts.inside import computing, place_of
from tinynet_tui.worker.scripts.position import resolve
from tinynet_tui.worker.scripts.script import Script


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(TEXT)
    return path


@pytest.fixture
def script(mine: Path) -> Iterator[Script]:
    found = Script(mine, Choice(), lambda: False)
    yield found
    found.close()


def test_the_line_that_computes_a_number_is_known(script: Script) -> None:
    steps = script.plan.steps
    found = computing(script.plan, steps[-1], "net.W1")
    assert found is not None and found.words == "computed by line 22 of backward"
    found = computing(script.plan, steps[0], "out")
    assert found is not None and found.words == "computed by forward (lines 11 to 14)"
    assert computing(script.plan, steps[1], "net.W1") is None  # its function has one line


def test_a_variable_of_a_method_is_no_position(script: Script) -> None:
    found = place_of(script.plan, "d_z")
    assert found is not None and found[1] == 2
    with pytest.raises(ValueError) as why:
        resolve("7:d_z", script.plan, Where(0, 1), Where(0, 1))
    assert str(why.value) == (
        "'d_z' is a variable inside backward (line 19), which line 39 runs: "
        "the position is 7:net.W2"
    )
    assert resolve("7:net.W2", script.plan, Where(0, 1), Where(0, 1)).name == "net.W2"
    with pytest.raises(ValueError, match="does not assign 'd_y'"):
        resolve("7:d_y", script.plan, Where(0, 1), Where(0, 1))


def test_explain_tells_what_was_asked_first(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain_script(mine, Choice(), "0:net.W1", ()) == 0
    told = capsys.readouterr().out
    cell, written = told.index("net.W1[0,0]:"), told.index("It has written:")
    line = told.index("  line 22 in backward\n  self.W1 -= rate * X.T @ d_z\n")
    assert cell < line < written
    shown = told[told.index("  X, 60×2 float64") : told.index("  y, 60×1 float64")]
    assert shown.count("\n") == 8  # as many rows of each long array
