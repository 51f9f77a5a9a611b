"""Past runs of a script: listed, dotted in the graph, and opened again, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from helpers.manners import SCRIPTS
from helpers.script_trainer import opened
from tinynet_tui.engine.edits import Edit
from tinynet_tui.engine.engine import Where
from tinynet_tui.engine.plan import Choice
from tinynet_tui.worker import kept_runs
from tinynet_tui.worker.scripts import past_runs
from tinynet_tui.worker.scripts.commands import Put

ELEVEN = SCRIPTS / "eleven_lines.py"


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_reseed_leaves_a_run_that_is_listed_and_opened_again(size: tuple[int, int]) -> None:
    async with opened(ELEVEN, size=size) as it:
        await it.typed("4")
        await it.shows("r and o start another run")
        await it.go("900:4")
        before, errors = it.frame.values, it.frame.history.columns(900)[0]
        await it.typed("r")
        await it.go("300")
        (run,) = it.frame.others
        assert (run.number, run.experiment.choice.seed, run.verdict) == (1, 21, "under way")
        assert (run.position, run.length) == (Where(900, 4), 900)
        await it.shows("·· seed 21 ╯")
        assert any("►  seed 22" in line and "300" in line for line in it.lines)
        await it.typed("enter")
        assert it.where == Where(900, 4) and it.frame.choice.seed == 21
        assert "opened run 1 again" in it.frame.note
        assert [one.experiment.choice.seed for one in it.frame.others] == [22]
        for name, value in before.items():
            again = it.frame.values[name]
            assert value.array is None or value.array.tobytes() == again.array.tobytes()  # type: ignore[union-attr]
        found = it.frame.history.columns(900)[0]
        assert found.tobytes() == errors.tobytes()
        await it.go("2000")
        assert it.frame.reached == 2000 and len(it.frame.runs) == 2


async def test_the_curve_of_a_run_opened_again_is_whole_before_it_runs_there() -> None:
    async with opened(ELEVEN) as it:
        await it.go("2000")
        await it.go("40")
        straight = it.frame.history.columns(2000)[0]
        await it.typed("r")
        await it.go("10")
        await it.typed("4", "enter")
        assert it.where.iteration == 40 and it.frame.reached == 2000
        assert it.frame.furthest.iteration == 2000
        await it.typed("1", "end")
        assert it.where.iteration == 2000
        np.testing.assert_array_equal(it.frame.history.columns(2000)[0], straight)


async def test_an_edit_leaves_the_run_before_it_and_its_undo_comes_back_to_that() -> None:
    async with opened(ELEVEN) as it:
        await it.go("500")
        await it.go("100:2")
        await it.typed("up", "left")
        assert not it.frame.runs
        it.app.send(Put("a[0,0]", 3.0))
        await it.rest()
        (run,) = it.frame.runs
        assert run.experiment.edits == () and run.furthest.iteration == 500
        await it.go("200")
        await it.typed("4")
        await it.shows("a[0,0]=3@100:2")
        await it.typed("enter")
        assert not it.frame.edits and it.frame.furthest.iteration == 500
        (other,) = it.frame.others
        assert other.experiment.edits == (Edit(Where(100, 2), "a[0,0]", 3.0),)
        await it.typed("enter")
        assert it.frame.edits == other.experiment.edits and it.where.iteration == 200


async def test_an_earlier_text_of_the_file_can_be_run_again(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    text = ELEVEN.read_text()
    path.write_text(text)
    async with opened(path) as it:
        await it.go("50")
        path.write_text(text.replace("range(5000)", "range(60)") + "# a new text\n")
        await it.until(lambda: it.app.worker.take() and it.frame.is_outdated)
        await it.typed("R", "4")
        await it.shows("text 1", "text 2")
        assert not it.frame.is_outdated
        await it.typed("enter")
        assert "with the text that the file had then" in it.frame.note
        assert it.frame.lines[-1] != "# a new text" and it.frame.is_outdated
        await it.typed("y")
        await it.shows("no command opens these")
        assert it.app.screen is it.main
        await it.typed("R")
        assert "new text" in it.frame.note and not it.frame.is_outdated


async def test_a_message_stays_until_the_run_moves_or_another_command_says_something() -> None:
    async with opened(ELEVEN) as it:
        await it.typed("b")
        said, shown = it.frame.note, it.frame
        assert said
        it.main.say("of the screen itself")
        await it.main.show(replace(shown, waiting=1))  # it says the same, of the same command
        await it.shows("of the screen itself")
        await it.main.show(replace(shown, obeyed=shown.obeyed + 1))
        await it.shows(said)
        assert "of the screen itself" not in it.text


async def test_a_run_without_an_iteration_is_not_kept_and_the_oldest_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_runs, "MOST", 3)
    async with opened(ELEVEN) as it:
        await it.typed("r", "r")
        assert not it.frame.runs
        for _ in range(5):
            await it.typed("N", "N", "r")
        assert [run.number for run in it.frame.runs] == [3, 4, 5]
        await it.typed("4", "down", "down")
        await it.until(lambda: it.main.chosen_run == 3)
        experiment = it.frame.runs[0].experiment
        await it.typed("enter")
        assert it.frame.experiment == experiment


async def test_texts_that_take_much_memory_are_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, text = tmp_path / "mine.py", ELEVEN.read_text()
    monkeypatch.setattr(past_runs, "MOST_BYTES", 3 * len(text))
    path.write_text(text)
    async with opened(path) as it:
        for number in range(5):
            await it.typed("N", "N")
            path.write_text(text + f"# {number}\n")
            await it.typed("R")
        assert 1 <= len(it.frame.runs) <= 3


async def test_an_exception_ends_the_run_in_the_list(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(
        "import numpy as np\nw = np.ones((2, 2))\nfor n in range(9):\n"
        "    w = w * 2\n    if n == 5:\n        w = w @ np.ones((3, 1))\n"
    )
    async with opened(path, Choice(loop=3)) as it:
        await it.go("8")
        await it.app.run_action("restart(False)")
        await it.rest()
        it.app.send(Put("w[0,0]", 3.0))
        await it.rest()
        await it.typed("N", "4")
        await it.shows("raised ValueError")
