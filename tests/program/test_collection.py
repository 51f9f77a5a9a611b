"""Our scripts in a real terminal: one opened by its name, another from the list, and resumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.reopening import state
from helpers.terminal import terminal

SIZES = [(80, 24), (200, 60)]
LECTURE = """\
# Momentum
script: momentum
at: 2:syn1_move

The error is {error:.6f}, and the first move {syn1_move[0,0]:.4f}.
"""


@pytest.mark.parametrize("size", SIZES)
def test_it_opens_at_its_own_line_with_its_commentary(size: tuple[int, int]) -> None:
    with terminal("--script", "momentum", "--hidden", "3", size=size) as it:
        it.wait_for("momentum.py", "iteration 1 ", "►syn1_move", "Each update is", "? help")
        it.send("n")
        it.wait_until(lambda: "Each update is" not in it.text, "the commentary to go")
        it.wait_for("+syn1_move = m")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


def test_f2_in_the_options_opens_another_which_is_resumed() -> None:
    with state() as left:
        changes = {"XDG_STATE_HOME": str(left.parent.parent)}
        with terminal("--script", "tanh", "--seed", "2", changes=changes) as it:
            it.wait_for("tanh.py", "seed 2", "Two lines differ", "? help")
            it.send("o")
            it.wait_for("f2 scripts")
            it.send("\x1bOQ")
            it.wait_for("tanh: lines 34, 41", "Dropout", "An alpha that falls", "enter opens it")
            it.send("\x1b[B")
            it.wait_for("relu: lines 34, 41", "Seed 7 learns")
            it.send("\r")
            it.wait_for("relu.py", "seed 1", "►l1 = np.max", "? help")
            it.send("NN")
            it.wait_for("iteration 2 ")
            it.send("q")
            assert it.wait_for_end() == 0
            it.assert_restored()
        with terminal("--resume", changes=changes) as it:
            it.wait_for("relu.py", "iteration 2 ", "seed 1", "? help")


def test_from_a_script_of_ones_own_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers.manners import SCRIPTS

    monkeypatch.chdir(SCRIPTS)
    with terminal("flat_long_names.py") as it:
        it.wait_for("flat_long_names.py", "iteration 0", "? help")
        it.send("o")
        it.wait_for("f2 scripts")
        it.send("\x1bOQ")
        it.wait_for("tanh: lines 34, 41")
        it.send("\r")
        it.wait_for("tanh.py", "Two lines differ")


def test_a_lecture_shows_one_by_its_name_and_asks_nobody(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(LECTURE)
    with terminal("lecture", str(path)) as it:
        it.wait_for("1/1 Momentum", "The error is 0.496077", "-0.0090.", "►syn1_move")
        it.send("o")
        it.wait_for("options", "enter runs it")
        assert "f2" not in it.text
        it.send("\x1b")
        it.wait_until(lambda: "enter runs it" not in it.text, "the options to close")
    with terminal("lecture", str(path), "--check") as it:
        it.wait_for("1 scene, no mistakes")
    path.write_text(LECTURE.replace("syn1_move[0,0]", "syn1_move[9,0]"))
    with terminal("lecture", str(path), "--check") as it:
        it.wait_for("its last cell is syn1_move[3,0]")
    with terminal("lecture", str(path), "--kiosk") as it:
        it.wait_for("--kiosk runs no scripts; this lecture names momentum")
    path.write_text(LECTURE.replace("momentum\n", "momento\n"))
    with terminal("lecture", str(path), "--check") as it:
        it.wait_for(":2: script: 'momento' is no Python file")
