"""`explain FILE.py --set`: positions as `--at` has them; what cannot be set is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tinynet_tui.engine.edits import EditText
from tinynet_tui.engine.plan import Choice
from tinynet_tui.report.script_step import explain_script

TEXT = """import numpy as np
w, X, y = np.zeros((2, 1)), np.eye(2), np.ones((2, 1))
for n in range(20):
    if n % 2:
        out = X @ w
    error = y - X @ w
    w += X.T @ error * 0.1
"""


def explained(folder: Path, at: str, *edits: str) -> int:
    (folder / "mine.py").write_text(TEXT)
    return explain_script(
        folder / "mine.py", Choice(), at, [EditText.parse(edit) for edit in edits]
    )


@pytest.mark.parametrize(
    "position", ["5:3", "5:w", "5:last", "5:error", "5", "iteration 5:error", "5:2"]
)
def test_positions_are_those_of_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], position: str
) -> None:
    assert explained(tmp_path, "5:last", f"w[1,0]=-3@{position}") == 0
    late = position in ("5:3", "5:w", "5:last")
    written, _, _ = capsys.readouterr().out.partition("It has read")
    assert ("[-3." in written) == late


@pytest.mark.parametrize("target", ["w[0,0]", "out[0,0]", "n"])
def test_an_edit_behind_the_step_that_is_explained_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], target: str
) -> None:
    assert explained(tmp_path, "0:w", f"{target}=7@9:w") == 0
    later = capsys.readouterr().out
    assert explained(tmp_path, "0:w") == 0
    assert capsys.readouterr().out == later


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ("w[1,0]=1@4:out", "iteration 4 does not assign 'out'"),
        ("w[1,0]=1@4:nix", "the loop does not assign 'nix'"),
        ("w[1,0]=1@40:w", "the run does not come to 40:w"),
        ("w[7,0]=1@4:w", "index 7 is out of bounds"),
        ("nix=1@4:w", "the loop has no variable 'nix'; it has "),
        ("nix[0]=1@9:w", "the loop has no variable 'nix'; it has "),
        ("w[1,0]=1@4:3", "iteration 4 has 2 steps"),
        ("w[1,0]=1@4:9", "9 is not a step: an iteration has at most 3 steps"),
    ],
)
def test_what_cannot_be_set_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: str, words: str
) -> None:
    assert explained(tmp_path, "6", edit) == 2
    told = capsys.readouterr()
    assert words in told.err and told.err.count("\n") == 1 and not told.out
    assert told.err.startswith("tinynet-tui: --set ")
