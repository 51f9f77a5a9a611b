"""What the keys do with a script."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from helpers.manners import SCRIPTS, table
from helpers.script_trainer import ScriptTrainer, opened
from tinynet_tui.engine.edits import EditText
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.ui.app.script_keys import TURN, WORKING
from tinynet_tui.ui.keys.table import KEYS

SCRIPT = SCRIPTS / "flat_long_names.py"
SMALL = """\
import numpy as np
np.random.seed(1)
alpha = 0.5
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1]])
w = np.random.rand(2, 1)
for i in range(50):
    out = 1 / (1 + np.exp(-X.dot(w)))
    error = y - out
    w += alpha * X.T.dot(error)
    print(np.mean(np.abs(error)))
"""
IN_FUNCTION = """\
import numpy as np
def train(rate):
    w = np.ones((2, 1))
    for i in range(20):
        out = np.eye(2).dot(w)
        error = 0.5 - out
        rate = rate * 1.0
        w = w + rate * error
    return w
print(train(0.25))
"""


def saved(folder: Path, text: str) -> Path:
    path = folder / "mine.py"
    path.write_text(text)
    return path


def number(it: ScriptTrainer, name: str, *cell: int) -> float:
    array = it.frame.values[name].array
    assert array is not None
    return float(array[cell])


async def write(it: ScriptTrainer, text: str) -> None:
    """Type another value for the number under the cursor."""
    await it.press("enter")
    await it.shows("type a number" if not text else "edit ")
    it.app.screen.query_one("PromptInput").value = text  # type: ignore[attr-defined]
    await it.press("enter")
    await it.rest()


async def test_an_edit_changes_the_run_from_its_position_on(tmp_path: Path) -> None:
    path = saved(tmp_path, SMALL)
    async with opened(path) as it:
        await it.go("30")
        later = number(it, "w", 0, 0)
        await it.go("10:w")
        before = number(it, "w", 0, 0)
        await write(it, "3.5")
        assert it.where == Where(10, 3)
        assert number(it, "w", 0, 0) == 3.5
        await it.go("30")
        changed = number(it, "w", 0, 0)
        assert changed != later
        await it.typed("home")
        await it.go("10:2")
        assert number(it, "w", 0, 0) != 3.5
        await it.typed("n")
        assert number(it, "w", 0, 0) == 3.5
        await it.typed("z")
        assert it.where == Where(10, 3)
        assert number(it, "w", 0, 0) == before
        await it.go("30")
        assert number(it, "w", 0, 0) == later
        await it.typed("Z")
        await it.go("30")
        assert number(it, "w", 0, 0) == changed
    again = [EditText.parse("w[0,0]=3.5@10:3")]
    async with opened(path, at="30", edits=again) as it:
        assert number(it, "w", 0, 0) == changed


async def test_an_edit_is_what_python_computes_with_it(tmp_path: Path) -> None:
    lines = SMALL.replace("    print", "    if i == 10: w[0, 0] = 3.5\n    print")
    scope: dict[str, object] = {"print": lambda *_: None}
    exec(lines, scope)
    edits = [EditText.parse("w[0,0]=3.5@10:3")]
    async with opened(saved(tmp_path, SMALL), edits=edits) as it:
        await it.go("1000")
        found = it.frame.values["w"].array
        assert np.array_equal(found, scope["w"])  # type: ignore[arg-type]


async def test_a_number_is_edited_also_in_a_function(tmp_path: Path) -> None:
    edits = [EditText.parse("rate=0.5@3:2")]
    async with opened(saved(tmp_path, IN_FUNCTION), edits=edits) as it:
        await it.go("2:4")
        assert float(it.frame.values["rate"].array) == 0.25  # type: ignore[arg-type]
        await it.go("9:4")
        assert float(it.frame.values["rate"].array) == 0.5  # type: ignore[arg-type]


async def test_saving_the_file_is_noticed_and_R_runs_the_new_text(tmp_path: Path) -> None:
    path = saved(tmp_path, SMALL)
    async with opened(path) as it:
        await it.go("10:w")
        path.write_text(SMALL.replace("alpha = 0.5", "alpha = 0.25"))
        await it.shows("mine.py has changed: R runs the new text")
        await it.typed("R")
        assert it.where == Where(10, 3)
        assert number(it, "alpha") == 0.25
        path.write_text(SMALL.replace("np.exp(-X.dot(w))", "np.exp(-X.dot(w)"))
        await it.shows("mine.py has changed")
        await it.typed("R")
        await it.shows("mine.py:8: not Python")
        await it.typed("n")
        assert number(it, "alpha") == 0.25


async def test_integers_are_shown_without_a_point() -> None:
    async with opened(SCRIPTS / "minibatch_default_rng.py") as it:
        await it.go("0:order")
        order = it.frame.values["order"].array
        assert order is not None
        assert f"│{'   '.join(str(number) for number in order[:2])}" in it.text.replace("│  ", "│")
        assert f"{order[0]}.0" not in it.text


async def test_an_exception_is_a_place_with_its_operands() -> None:
    async with opened(table("bad")["raises_broadcast"].path, size=(200, 60)) as it:
        await it.go("9")
        await it.shows(
            "7:l2_delta raised ValueError",
            "l2_error (3×1) * l2 (4×1): 3 and 4 differ",
            "operands could not be broadcast",
        )
        await it.typed("b")
        assert it.frame.raised is None
        await it.go("7:l2_delta")
        assert it.frame.raised is not None


async def test_what_numpy_does_in_silence_is_said_where_it_happens() -> None:
    async with opened(table("mistakes")["flat_targets_unnoticed"].path, size=(200, 60)) as it:
        await it.typed("n")
        await it.shows("y (4,) - l1 (4×1) → (4×4): larger than both")


async def test_seed_settings_and_error_are_chosen(tmp_path: Path) -> None:
    choice = Choice(seed=7, lets={"alpha": 0.125}, error="np.max(error)")
    async with opened(saved(tmp_path, SMALL), choice) as it:
        assert "seed 7" in it.lines[0]
        assert number(it, "alpha") == 0.125
        await it.go("5")
        assert it.frame.error is not None
        await it.typed("r")
        assert "seed 8" in it.lines[0]


async def test_options_are_the_numbers_of_the_text(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SMALL)) as it:
        await it.typed("n")
        await it.press("o")
        await it.shows("options", "alpha", "loop in line")
        await it.press("tab", *"0.25", "enter")
        await it.rest()
        assert it.where == Where(0, 2)  # where it was
        assert it.frame.note == "run again from the start with alpha 0.25"
        assert number(it, "alpha") == 0.25
        assert it.frame.choice.lets == {"alpha": 0.25}
        await it.press("o")
        await it.shows("options")
        await it.press("enter")
        await it.shows("nothing was changed")
        await it.press("o")
        await it.shows("options")
        await it.press(*"x", "enter")
        await it.shows("seed: ")


async def test_events_are_listed_and_walked(tmp_path: Path) -> None:
    text = SMALL.replace("alpha = 0.5", "alpha = 20.0")
    text = text.replace("y = np.array([[0]", "y = np.array([[0.3]")
    text += "    if i == 30: large = np.exp(X * 800.0)\n"
    async with opened(saved(tmp_path, text), size=(120, 40)) as it:
        await it.go("49")
        happened = it.frame.happenings
        assert happened is not None
        assert any("rises" in one.text for one in happened)
        assert any("overflow" in one.text for one in happened)
        await it.typed("home", "full_stop")
        assert it.where == next(one.where for one in happened if one.where > Where(0, 1))
        await it.typed("comma")
        await it.press("e")
        await it.shows("events so far", "weights 33", "rises 16", "turns negative")
        await it.press("end", "enter")
        await it.rest()
        assert it.where == happened[-1].where


async def test_y_copies_the_command_with_all_that_was_chosen(tmp_path: Path) -> None:
    choice = Choice(seed=7, lets={"alpha": 0.125})
    edits = [EditText.parse("w[0,0]=3.5@10:3")]
    async with opened(saved(tmp_path, SMALL), choice, edits=edits, size=(120, 40)) as it:
        await it.go("12:2")
        await it.press("y")
        await it.shows("--at 12:2", "--seed 7", "--let alpha=0.125", "w[0,0]=3.5@10:3")


def test_every_key_works() -> None:
    assert {key.id for key in KEYS} <= {*WORKING, TURN.id}


async def test_a_key_of_the_map_says_so_elsewhere(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SMALL)) as it:
        for key, said in (
            ("d", "what each hidden neuron sees is for the decision map: 3 shows it"),
            ("h", "that is for the decision map: 3 shows it"),
        ):
            await it.press(key)
            await it.shows(said)


async def test_what_is_printed_follows_the_position(tmp_path: Path) -> None:
    async with opened(saved(tmp_path, SMALL), size=(200, 60)) as it:
        await it.go("3:1")
        printed = it.frame.printed
        assert printed.count("\n") == 3
        await it.typed("home")
        assert it.frame.printed == ""
        await it.go("3:1")
        assert it.frame.printed == printed


async def test_it_plays_to_the_end_and_runs_the_lines_after_the_loop(tmp_path: Path) -> None:
    path = saved(tmp_path, SMALL + "print('that is all')\n")
    async with opened(path, size=(200, 60)) as it:
        await it.press("space")
        await it.shows("the loop ends after 50 iterations", "that is all")
        await it.rest()
        await it.typed("b")
        assert "that is all" not in it.frame.printed


async def test_what_is_done_for_a_script_is_said_at_the_start() -> None:
    async with opened(SCRIPTS / "unseeded.py") as it:
        assert "it sets no seed and gets seed 0" in it.lines[-1]
        assert "seed 0" in it.lines[0]
        await it.typed("r")
        assert "seed 1" in it.lines[0]
    async with opened(SCRIPTS / "py2_print.py") as it:
        assert "this is Python 2" in it.lines[-1]


async def test_the_cursor_opens_on_the_cells_of_the_command_line(tmp_path: Path) -> None:
    path = SCRIPTS / "deep_list_of_weights.py"
    for cells, title in (
        (["X[2,1]", "W[1][5,3]"], "W[1][5,3]"),
        (["y[3]", "error[3,0]"], "error[3,0]"),
        (["zz[0,0]"], "--cell: the loop has no variable 'zz'"),
        (["X[9,9]"], "--cell: X is 4×3: its last cell is X[3,2]"),
    ):
        async with opened(path) as it:
            it.main.cells_to_come = cells
            await it.go("30")
            await it.until(lambda title=title: title in it.text)
            if cells[0] == "X[2,1]":
                await it.press("y")
                await it.shows("--cell 'W[1][5,3]'")
