"""A script in a real terminal: opened, left and resumed; refused; ended within two seconds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from helpers.manners import SCRIPTS
from helpers.program import LIMIT
from helpers.reopening import state
from helpers.terminal import terminal
from helpers.waiting import seconds_here
from helpers.walk import sent
from tinynet_tui.network.bundled_scripts import THREE_LAYERS

SIZES = [(80, 24), (200, 60)]
REFUSED = {
    "no_loop": "there is no `for` or `while` loop in it",
    "syntax_error": "bad/syntax_error.py:8: not Python",
    "missing_file": "bad/missing_file.py:4: FileNotFoundError",
    "missing_module": "No module named 'quitefastmatrices'",
    "input_before_loop": "input() gets no answer here: write one in its place",
    "ragged": "bad/ragged.py:4: ValueError",
    "loop_changes_no_array": "the loop changes no array",
    "loop_never_entered": "the loop is never entered",
    "wants_arguments": "the script ends before this loop: it prints 'usage: wants_arguments.py",
}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SCRIPTS)


@pytest.mark.parametrize("size", SIZES)
def test_a_script_opens_and_is_stepped(size: tuple[int, int]) -> None:
    with terminal("flat_long_names.py", "--at", "20:watering_error", size=size) as it:
        it.wait_for("flat_long_names.py", "iteration 20", "►", "? help")
        it.send("n")
        it.wait_for("output_layer_delta =")
        it.send("b")
        it.wait_for("watering_error =")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


@pytest.mark.parametrize("keys", ["n ", "nn ", "bN ", "NNNb "])
def test_it_plays_after_steps_that_were_typed_just_before(keys: str) -> None:
    with terminal("flat_long_names.py", "--speed", "max") as it:
        it.wait_for("iteration 0", "? help")
        it.send(keys)
        it.wait_until(lambda: it.number_after("iteration") > 5, "it to play")


def test_what_is_typed_in_a_burst_edits_the_number_to_which_it_leads() -> None:
    with terminal("eleven_lines.py") as it:
        it.wait_for("iteration 0", "? help")
        it.send("g50:b\r" + "\r" + 2 * sent("up") + "\r")
        it.wait_for("iteration 50", "1 edit", "edited here", "b[0,0]")


def test_where_it_was_left_is_resumed() -> None:
    with state() as left:
        changes = {"XDG_STATE_HOME": str(left.parent.parent)}
        with terminal("flat_long_names.py", "--seed", "5", changes=changes) as it:
            it.wait_for("iteration 0", "? help")
            it.send("NNNnn")
            it.wait_for("iteration 3", "step 3")
            it.send("q")
            assert it.wait_for_end() == 0
        with terminal("--resume", changes=changes) as it:
            it.wait_for("flat_long_names.py", "iteration 3", "step 3", "seed 5")


LECTURE = """\
# The built-in network
at: 3:l1

Here it is.

# A script
script: {name}
at: 20:watering_error

Iteration {{iteration}} of a script.
"""


def test_a_lecture_asks_once_and_goes_from_the_network_to_a_script_and_back(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(LECTURE.format(name=SCRIPTS / "flat_long_names.py"))
    with terminal("lecture", str(path)) as it:
        it.wait_for("with your own rights", "Run them?")
        it.send("y\n")
        it.wait_for("1/2 The built-in network", "Here it is.")
        it.send("\x1b[6~")
        it.wait_for("2/2 A script", "Iteration 20 of a script.", "watering_error =")
        it.send("\x1b[5~")
        it.wait_for("1/2 The built-in network", "Here it is.")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


def test_a_lecture_does_not_open_when_its_scripts_may_not_run(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text(LECTURE.format(name=SCRIPTS / "flat_long_names.py"))
    with terminal("lecture", str(path)) as it:
        it.wait_for("Run them?")
        it.send("n\n")
        assert it.wait_for_end() == 1


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_opened_is_refused_in_one_line(name: str) -> None:
    with terminal(f"bad/{name}.py") as it:
        assert it.wait_for_end() == 2
        assert REFUSED[name] in it.text.replace("\n", "")
        assert "Traceback" not in it.text


@pytest.mark.parametrize(
    ("name", "keys", "shown"),
    [
        ("endless_statement", "g9\r", "going to 9"),
        ("endless_prologue", "", "running the lines before the loop"),
        ("endless_epilogue", "g5000\r", "now the lines after it run"),
        ("prints_without_end", "g9\r", "going to 9"),
        ("os_exit", "g9\r", "ended with status"),
        ("kills_itself", "g9\r", "killed by SIGKILL"),
        ("closes_descriptors", "NNNNNNN", "iteration 7"),
        ("writes_tty", "NNNNNNN", "iteration 7"),
    ],
)
def test_whatever_a_script_does_the_trainer_ends_within_two_seconds(
    name: str, keys: str, shown: str
) -> None:
    with terminal(f"bad/{name}.py") as it:
        it.wait_for("line" if name == "endless_prologue" else "step 1", "? help")
        it.send(keys)
        it.wait_for(shown)
        begun = time.monotonic()
        it.send("q")
        assert it.wait_for_end() == 0
        assert time.monotonic() - begun < seconds_here(LIMIT)
        it.assert_restored()


def test_a_file_that_is_no_script_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n")
    with terminal(str(tmp_path / "mine.csv")) as it:
        assert it.wait_for_end() == 2
        assert "--dataset" in it.text


def test_a_copy_of_a_built_in_script_is_the_built_in_network_until_a_line_changes(
    tmp_path: Path,
) -> None:
    copy = tmp_path / "copy.py"
    copy.write_text(THREE_LAYERS.text)
    with terminal(str(copy), "--at", "254:l1_error") as it:
        it.wait_for("xor 3-4-1", "seed 1", "iteration 254", "error 0.306699", "step 6/9")
        it.send("4")
        it.wait_for("past runs")
        it.send("1")
        text = THREE_LAYERS.text.replace("alpha = 1", "alpha = 0.5")
        copy.write_text(text)
        it.wait_for("copy.py has changed: R runs the new text")
        it.send("R")
        it.wait_for("xor 3-4-1", "alpha 0.5", "iteration 254", "error 0.432559")
        copy.write_text(text + "x = (\n")
        it.wait_for("copy.py has changed")
        it.send("R")
        it.wait_for("copy.py: line 47: not Python", "alpha 0.5", "error 0.432559")
        copy.write_text(text.replace("slope(l2)", "sigmoid(l2)"))
        it.wait_for("copy.py has changed")
        it.send("R")
        it.wait_for("copy.py", "loop in line 32", "iteration 254", "►l1_error", "sigmoid(l2)")
        it.send("q")
        assert it.wait_for_end() == 0
        it.assert_restored()


def test_a_built_in_script_is_resumed_where_it_was_left(tmp_path: Path) -> None:
    copy = tmp_path / "copy.py"
    copy.write_text(THREE_LAYERS.text.replace("[0, 0, 1]", "[0, 0.5, 1]"))
    with state() as left:
        changes = {"XDG_STATE_HOME": str(left.parent.parent)}
        with terminal(str(copy), "--seed", "5", changes=changes) as it:
            it.wait_for("copy.py 3-4-1", "seed 5", "iteration 0", "? help")
            it.send("NNNnn")
            it.wait_for("iteration 3", "step 3/9")
            it.send("q")
            assert it.wait_for_end() == 0
        with terminal("--resume", changes=changes) as it:
            it.wait_for("copy.py 3-4-1", "iteration 3", "step 3/9", "seed 5")
