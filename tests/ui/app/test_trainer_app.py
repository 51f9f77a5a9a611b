"""Every key does what it says, on the running app."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any
from unittest import mock

import pytest
from rich.cells import cell_len
from textual import events
from textual.command import Command as FoundCommand
from textual.command import CommandList, CommandPalette
from textual.geometry import Offset
from textual.widgets import Input

from helpers.slow import first_quick
from helpers.trainer import Trainer, opened, running
from helpers.waiting import Patience
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.canvas.pane import Pane
from tinynet_tui.ui.dialogs.help import MARKS, HelpScreen
from tinynet_tui.ui.dialogs.palette import Palette
from tinynet_tui.ui.keys.names import displays
from tinynet_tui.ui.keys.table import KEYS, title
from tinynet_tui.ui.panes.error_graph.plot import MARK, Axes
from tinynet_tui.ui.panes.numbers.pane import NumberPane
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.worker.commands import Command, Restart
from tinynet_tui.worker.speed import AUTO, LADDER, MAX, Speed, by_name
from tinynet_tui.worker.worker import Worker

COMPARE, LAST = 4, 9
STEPS = Experiment().script.names

WORKING = {
    *("n", "N", "space", "p", "plus", "minus", "r", "R", "l", "m"),
    *("up", "down", "left", "right", "tab", "shift+tab", "escape"),
    *("question_mark", "f1", "colon", "ctrl+p", "q", "ctrl+c", "t", "0", "w", "c"),
}
"""The keys that work from the first version on."""
ALLOTTED = WORKING | {
    *("b", "B", "g", "home", "end", "enter", "w", "c", "t", "u", "e", "comma", "full_stop", "d"),
    *(
        "pageup",
        "pagedown",
        "backspace",
        "f",
        "x",
        "X",
        "z",
        "Z",
        "o",
        "a",
        "1",
        "2",
        "3",
        "4",
        "5",
        "y",
        "s",
    ),
    *("h", "v", "shift+up", "shift+down", "shift+left", "shift+right", "ctrl+z"),
    *("H", "J", "K", "L"),
}
"""These and the ones that are kept for something."""
BOUND = {key for binding in KEYS for key in binding.key.split(",")}


def state(trainer: Trainer) -> dict[str, object]:
    """All that a key can change, but for the focus."""
    frame, main = trainer.frame, trainer.main
    return {
        "position": frame.snapshot.position,
        "seed": frame.snapshot.experiment.seed,
        "run": frame.run,
        "playing": frame.playing,
        "speed": frame.speed,
        "goal": frame.goal,
        "axes": main.graph.axes,
        "enlarged": main.enlarged,
        "cursor": main.cursor,
        "pinned": main.pinned,
        "origin": main.scrolling.origin,
    }


def focused(trainer: Trainer) -> str | None:
    return trainer.main.focused.id if trainer.main.focused else None


async def focus(trainer: Trainer, id: str) -> None:
    """Go to a pane with the tab key."""
    for _ in trainer.main.panes:
        await trainer.press("tab")
        if focused(trainer) == id:
            return
    raise AssertionError(f"no tab leads to {id}")


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, str]]:
    """Every Frame that is shown from now on, and the screen with it."""
    shown: list[tuple[Any, str]] = []
    show = MainScreen.show

    def record(main: MainScreen, frame: Any) -> None:
        show(main, frame)
        if main.is_current and main.status.size:
            strips = main._compositor.render_strips()
            shown.append((frame, "\n".join(strip.text for strip in strips)))

    monkeypatch.setattr(MainScreen, "show", record)
    return shown


# Opening.


async def test_it_opens_paused_at_the_start() -> None:
    async with opened() as trainer:
        await trainer.shows("iteration 0 of 60,000", "error ·", "seed 1", "step 1/9", "paused")
        assert trainer.position == Position(0, 1)
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.shows("log iterations", "10k")


@pytest.mark.parametrize("position", [Position(254, 6), Position(0, 1), Position(2000, 9)])
async def test_it_opens_at_a_position_and_rests_there(position: Position) -> None:
    async with opened(at=position) as trainer:
        await trainer.rests_at(position.iteration, position.step)
        await trainer.shows(f"iteration {position.iteration:,} of", f"step {position.step}/9")
        await trainer.press("n")
        await trainer.until(lambda: trainer.position > position)


async def test_it_opens_at_a_position_and_plays_on() -> None:
    async with opened(at=Position(300, 6), play=True) as trainer:
        await trainer.until(lambda: trainer.frame.playing and trainer.position.iteration > 300)


async def test_it_opens_playing() -> None:
    async with opened(play=True) as trainer:
        await trainer.until(lambda: trainer.frame.playing and trainer.position.iteration > 10)


async def test_it_opens_with_the_cursor_through_a_cell() -> None:
    cell = Cursor.parse("syn1[2,0]", Experiment().dimensions)
    async with opened(at=Position(254, 6), cell=cell) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.shows(" syn1[2,0] ", "their sum × alpha 1", "= syn1[2,0] now", "-4.9531")
        assert trainer.main.cursor == Cursor(hidden=2)


# Stepping and playing.


async def test_n_steps_from_step_to_step_and_into_the_next_iteration() -> None:
    async with opened() as trainer:
        for number, name in enumerate(STEPS[1:], 2):
            await trainer.press("n")
            await trainer.rests_at(0, number)
            source = trainer.frame.snapshot.experiment.script.step(name).source
            await trainer.shows(f"step {number}/9", "►" + source, f" {name}[0,0] ")
        await trainer.press("n")
        await trainer.rests_at(1, 1)
        await trainer.shows("iteration 1 of", "step 1/9", "error 0.496410 (0)")


async def test_n_explains_the_step_again_wherever_the_cursor_was() -> None:
    async with opened(at=Position(3, 5)) as trainer:
        await trainer.rests_at(3, 5)
        await trainer.pilot.click("#synapse0", (3, 2))
        await trainer.shows(" syn0[1,0] ")
        await trainer.press("n")
        await trainer.rests_at(3, 6)
        await trainer.shows(" l1_error[0,0] ")


async def test_N_steps_an_iteration_and_keeps_the_step() -> None:
    async with opened(at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        for iteration in (1, 2, 3):
            await trainer.press("N")
            await trainer.rests_at(iteration, 6)
            await trainer.shows(f"iteration {iteration} of", "step 6/9")


@pytest.mark.parametrize("key", ["n", "N"])
async def test_a_step_pauses(key: str) -> None:
    async with opened() as trainer:
        await trainer.press("space")
        await trainer.until(lambda: trainer.position.iteration > 3)
        await trainer.press(key)
        await trainer.until(lambda: not trainer.frame.playing)
        await trainer.shows(" paused ")


@pytest.mark.parametrize("key", ["space", "p"])
async def test_playing_pauses_where_the_error_is_known(key: str) -> None:
    async with opened() as trainer:
        await trainer.press(key)
        await trainer.shows(" playing ", "space pause")
        await trainer.until(lambda: trainer.position.iteration > 20)
        await trainer.press(key)
        await trainer.until(lambda: not trainer.frame.playing)
        assert trainer.position.step == COMPARE
        await trainer.shows(" paused ", "space play", "step 4/9")
        error = trainer.frame.snapshot.error
        assert error is not None
        await trainer.shows(f"error {error[0]:.6f}")


async def test_at_first_every_frame_differs_from_the_one_before(
    screens: list[tuple[Any, str]],
) -> None:
    async with opened() as trainer:
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.press("space")
        await trainer.until(lambda: sum(frame.playing for frame, _ in screens) > 20)
        texts = [text for frame, text in screens if frame.playing]
        assert all(one != following for one, following in pairwise(texts[:21]))
        positions = [frame.snapshot.position for frame, _ in screens if frame.playing]
        assert all(one < following for one, following in pairwise(positions))


async def test_the_learning_can_be_seen(
    screens: list[tuple[Any, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = Worker._leave_frame

    def leave_and_wait(worker: Worker) -> None:
        """Let no Frame be missed where the machine is busy."""
        leave(worker)
        patience = Patience()
        while worker._frame.playing and not worker._taken and patience.left:
            time.sleep(0.001)

    monkeypatch.setattr(Worker, "_leave_frame", leave_and_wait)
    async with opened(at=Position(85, 4), play=True, fps=10) as trainer:
        await trainer.until(lambda: trainer.position.iteration > 110)
        monkeypatch.undo()
        errors = [re.findall(r"error (0\.\d+)", text) for frame, text in screens if frame.playing]
        # At iteration 100 it is 0.458.
        assert any(abs(float(error) - 0.458) < 0.006 for (error,) in errors)


async def test_a_run_plays_to_its_end_and_space_runs_as_many_again() -> None:
    async with opened(iterations=150, speed=by_name("max")) as trainer:
        await trainer.press("space")
        await trainer.rests_at(149, LAST)
        await trainer.shows(" finished ", "iteration 149 of 150")
        await trainer.press("space")
        await trainer.rests_at(299, LAST)
        await trainer.shows(" finished ", "iteration 299 of 300")


@pytest.mark.parametrize("play", [False, True])
async def test_plus_and_minus_walk_the_ladder_and_change_nothing_else(play: bool) -> None:
    # From there on auto is faster than all fixed speeds, however long the walk takes.
    at = Position(50_000, COMPARE) if play else Position()
    async with opened(speed=LADDER[0], play=play, at=at, iterations=10**9) as trainer:
        await trainer.until(lambda: trainer.frame.playing == play)

        async def walk(key: str, last: Speed) -> list[Speed]:
            """Press a key until the speed is the last one; return all on the way."""
            speeds = [trainer.frame.speed]
            while speeds[-1] != last:
                await trainer.press(key)
                await trainer.until(lambda: trainer.frame.speed != speeds[-1])
                speeds.append(trainer.frame.speed)
                await trainer.shows(f" {speeds[-1].words}  ")
                assert trainer.frame.playing == play
            return speeds

        up, down = await walk("+", LADDER[-1]), await walk("-", LADDER[0])
        fixed = [speed for speed in LADDER if speed.rate is not None]
        assert [speed for speed in up if speed.rate is not None] == fixed
        assert [speed for speed in down if speed.rate is not None] == fixed[::-1]
        assert {*up} == {*down} == {*LADDER}
        assert play or trainer.position == Position()


@pytest.mark.parametrize("play", [False, True])
async def test_r_begins_with_the_next_seed_and_nothing_of_the_old_run_appears(
    play: bool, screens: list[tuple[Any, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(at=Position(50, 6), play=play, speed=by_name("max")) as trainer:
        send = trainer.app.worker.send

        def send_while_a_frame_is_on_its_way(command: Command) -> None:
            send(command)
            if isinstance(command, Restart):
                screens.clear()
                trainer.app.post_message(trainer.app.FrameReady())

        monkeypatch.setattr(trainer.app.worker, "send", send_while_a_frame_is_on_its_way)
        await trainer.until(lambda: trainer.frame.playing if play else trainer.position.step == 6)
        for seed in (2, 3, 4, 5, 6):
            await trainer.until(lambda: not play or trainer.position.iteration > 1000)
            old = trainer.frame.run
            await trainer.press("r")
            await trainer.until(lambda seed: trainer.frame.snapshot.experiment.seed == seed, seed)
            await trainer.shows(f"seed {seed} ")
            assert all(frame.run > old and f"seed {seed} " in text for frame, text in screens)
            assert trainer.frame.playing == play
            if not play:
                assert trainer.position == Position(0, 1)


@pytest.mark.parametrize("play", [False, True])
async def test_R_begins_again_with_the_same_seed(play: bool) -> None:
    async with opened(
        Experiment(seed=5), at=Position(20_000, 3), play=play, speed=by_name("1step")
    ) as trainer:
        await trainer.until(lambda: trainer.position.iteration >= 20_000)
        await trainer.press("R")
        await trainer.until(lambda: trainer.position.iteration == 0)
        await trainer.shows("seed 5 ", "iteration 0 of")
        assert trainer.frame.playing == play
        assert trainer.frame.run == 1


# The view.


async def test_l_changes_the_axes_of_the_graph_in_a_circle() -> None:
    async with opened(at=Position(254, 4)) as trainer:
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.rests_at(254, 4)
        pictures = []
        for axes in (Axes.LOG_LOG, Axes.LINEAR, Axes.LOG):
            await trainer.press("l")
            await trainer.shows(f" error · {axes.value} ", MARK)
            pictures.append(trainer.lines[13:22])
        assert len({tuple(picture) for picture in pictures}) == 3


async def test_m_enlarges_the_pane_that_is_explained_and_shrinks_it_again() -> None:
    async with opened(at=Position(254, 8)) as trainer:
        await trainer.rests_at(254, 8)
        await trainer.shows("►synapse 1", "input", "log iterations", MARK)
        small = trainer.text
        await trainer.press("m")
        await trainer.until(lambda: "╭ input" not in trainer.text)
        pane = trainer.main.enlarged
        assert pane is not None
        assert pane.id == "synapse1"
        assert pane.region.width == 80
        await trainer.shows("syn1[0,0]", " m back ")  # its explanation, and the way back
        numbers = trainer.frame.snapshot.current.values["syn1"][:, 0]
        await trainer.shows(*(f"{number:+.8f}" for number in numbers))
        await trainer.press("m")
        await trainer.until(lambda: trainer.text == small)


@pytest.mark.parametrize("id", ["input", "layer1", "back2", "step", "graph", "explanation"])
async def test_m_enlarges_the_focused_pane_and_esc_leaves_it(id: str) -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await focus(trainer, id)
        await trainer.press("m")
        await trainer.until(lambda: trainer.main.enlarged)
        enlarged = trainer.main.enlarged
        assert enlarged is not None
        assert enlarged.id == id
        whole = id in ("graph", "explanation")
        await trainer.until(lambda: enlarged.region.width == 80)
        await trainer.until(lambda: (enlarged.region.height == 22) == whole)
        await trainer.shows(" m back ")
        if not whole:
            await trainer.until(lambda: trainer.main.explanation.region.bottom == 23)
        await trainer.press("escape")
        await trainer.until(lambda: all(pane.display for pane in trainer.main.panes))
        await trainer.until(lambda: enlarged.region.width < 80)
        assert trainer.main.enlarged is None


async def test_training_goes_on_in_an_enlarged_pane() -> None:
    async with opened(at=Position(254, 8)) as trainer:
        await trainer.rests_at(254, 8)
        await trainer.press("m", "N")
        await trainer.rests_at(255, 8)
        numbers = trainer.frame.snapshot.current.values["syn1"][:, 0]
        await trainer.shows("iteration 255", *(f"{number:+.8f}" for number in numbers))


async def test_arrows_move_the_cursor_and_explain_its_cell() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        for key, cell in [
            ("down", "l1_error[1,0]"),
            ("down", "l1_error[2,0]"),
            ("right", "l1_error[2,1]"),
            ("up", "l1_error[1,1]"),
            ("left", "l1_error[1,0]"),
        ]:
            await trainer.press(key)
            await trainer.shows(f" {cell} ")
        assert trainer.main.cursor == Cursor(example=1)
        assert focused(trainer) == "back1"


async def test_arrows_at_an_edge_enter_the_pane_beyond() -> None:
    async with opened(at=Position(254, 1)) as trainer:
        await trainer.rests_at(254, 1)
        visited: list[tuple[str | None, str]] = []

        def here() -> object:
            main = trainer.main
            return focused(trainer), main.pinned, main.cursor, trainer.frame.snapshot.position

        async def press(key: str) -> None:
            before = here()
            await trainer.press(key)
            await trainer.until(lambda: here() != before)

        async def go(key: str, until: Callable[[], bool]) -> None:
            visited.clear()
            while not until():
                visited.append((focused(trainer), str(trainer.main.pinned)))
                assert len(visited) < 40, visited
                await press(key)

        await go("right", lambda: trainer.main.pinned == "y")
        panes = list(dict.fromkeys(pane for pane, _ in visited if pane))
        assert panes == ["input", "synapse0", "layer1", "synapse1", "layer2"]
        await go("left", lambda: focused(trainer) == "input" and trainer.main.cursor.input == 0)
        panes = list(dict.fromkeys(pane for pane, _ in visited if pane))
        assert panes == ["layer2", "synapse1", "layer1", "synapse0", "input"]
        await go("down", lambda: focused(trainer) == "graph")
        assert [pane for pane, _ in visited][-1] == "step"
        await trainer.press("right")
        assert focused(trainer) == "explanation"
        await trainer.press("down", "right")
        assert focused(trainer) == "explanation"
        await go("up", lambda: focused(trainer) == "back1")
        await go("right", lambda: trainer.main.pinned == "l2_delta")
        assert ("back2", "l2_error") in visited
        await go("left", lambda: focused(trainer) == "step")
        assert "back1" in {pane for pane, _ in visited}


def reversed_text(trainer: Trainer) -> list[str]:
    """What stands in reverse video: the cursor, if it is seen."""
    strips = trainer.app.screen._compositor.render_strips()
    segments = [segment for strip in strips for segment in strip]
    return [s.text.strip() for s in segments if s.style and s.style.reverse]


async def test_of_two_variables_in_one_place_the_one_explained_is_seen() -> None:
    cell = Cursor.parse("l1_delta[1,1]", Experiment().dimensions)
    async with opened(at=Position(3, 6), cell=cell) as trainer:
        await trainer.rests_at(3, 6)
        await trainer.shows(" l1_delta (2) ", " l1_delta[1,1] ")
        for key, moved in [("down", "[2,1]"), ("right", "[2,2]"), ("up", "[1,2]")]:
            await trainer.press(key)
            await trainer.shows(f" l1_delta{moved} ")
            assert len(reversed_text(trainer)) == 1
        await trainer.press("m")
        await trainer.until(lambda: trainer.main.enlarged is trainer.pane("back1"))
        await trainer.press("m", "N")
        await trainer.rests_at(4, 6)
        await trainer.shows(" l1_delta (3) ", " l1_delta[1,2] ")
        await trainer.press("escape")
        await trainer.shows("►l1_error ", " l1_error[1,2] ")


async def test_a_step_shows_the_variable_assigned_last_again() -> None:
    cell = Cursor.parse("l1_error[1,1]", Experiment().dimensions)
    async with opened(at=Position(3, 7), cell=cell) as trainer:
        await trainer.rests_at(3, 7)
        await trainer.shows("•l1_error ", " l1_error[1,1] ")
        assert trainer.pane("back1").names == ["l1_error"]
        await trainer.press("n")
        await trainer.rests_at(3, 8)
        await trainer.until(lambda: trainer.pane("back1").names == ["l1_delta"])


@pytest.mark.parametrize("size", [(40, 12), (50, 15), (79, 19), (60, 20)])
@pytest.mark.parametrize("name", ["l0", "syn0", "l1_error", "l1_delta", "l2_error"])
async def test_the_cursor_moves_where_its_pane_has_given_way_too(
    name: str, size: tuple[int, int]
) -> None:
    step = STEPS.index(name) + 1
    experiment = Experiment()
    async with opened(size=size, at=Position(3, step)) as trainer:
        await trainer.rests_at(3, step)
        await trainer.until(lambda: trainer.main.pinned is None)
        for key in ("down", "up", "down"):
            await trainer.press(key)
        await trainer.shows(f" {name}[1,0] ")
        assert trainer.main.cursor == Cursor().through(name, (1, 0), experiment.dimensions)
        await trainer.press("m")
        await trainer.until(lambda: len(reversed_text(trainer)) == 1)
        enlarged = trainer.main.enlarged
        assert isinstance(enlarged, NumberPane)
        assert name in enlarged.names
        await trainer.press("up")
        await trainer.until(lambda: trainer.main.cursor == Cursor())
        await trainer.press("m", "down")
        await trainer.shows(f" {name}[1,0] ")


async def test_a_focused_pane_that_gives_way_is_still_explained() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        await focus(trainer, "synapse0")
        await trainer.press("down")
        await trainer.shows(" syn0[1,0] ")
        for width, height in [(40, 12), (39, 11), (80, 24)]:
            await trainer.pilot.resize_terminal(width, height)
            await trainer.until(lambda width: trainer.main.size.width == width, width)
            await trainer.pilot.pause(0)
        await trainer.shows(" syn0[1,0] ")
        assert trainer.main.pinned == "syn0"
        await trainer.press("up")
        await trainer.shows(" syn0[0,0] ")


async def test_at_the_edge_of_a_pane_that_is_not_seen_the_cursor_stays() -> None:
    async with opened(size=(40, 12), at=Position(3, 8)) as trainer:
        await trainer.rests_at(3, 8)
        await trainer.press("n")
        await trainer.rests_at(3, 9)
        await trainer.press("up", "left")
        await trainer.shows(" syn0[0,0] ")
        assert trainer.main.cursor == Cursor()


async def test_arrows_in_an_enlarged_pane_move_the_cursor_in_it() -> None:
    async with opened(at=Position(3, 7)) as trainer:
        await trainer.rests_at(3, 7)
        await trainer.press("m", "n")
        await trainer.rests_at(3, 8)
        await trainer.press("down")
        await trainer.until(lambda: trainer.main.cursor == Cursor(example=1))
        assert trainer.main.enlarged is trainer.pane("back1")
        assert trainer.main.pinned in trainer.pane("back1").names


async def test_tab_goes_through_all_panes_and_shift_tab_back() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        order = [pane.id for pane in trainer.main.panes]
        here = order.index("back1")  # the pane of the step
        order = [*order[here + 1 :], *order[: here + 1]]
        for id in [*order, order[0]]:
            await trainer.press("tab")
            assert focused(trainer) == id
        for id in reversed(order):
            await trainer.press("shift+tab")
            assert focused(trainer) == id


async def test_tab_in_an_enlarged_pane_enlarges_the_next() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        await trainer.press("m")
        for key, id in [("tab", "back2"), ("tab", "graph"), ("shift+tab", "back2")]:
            await trainer.press(key)
            enlarged = trainer.main.query_one(f"#{id}", Pane)
            assert trainer.main.enlarged is enlarged
            await trainer.until(lambda pane: pane.region.width == 80, enlarged)


async def test_a_focused_pane_is_explained_and_lit() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        await focus(trainer, "synapse0")
        await trainer.shows(" syn0[0,0] ")
        pane = trainer.pane("synapse0")
        lit = pane.render_line(0)._segments[0].style
        await trainer.press("tab")
        await trainer.shows(" l1[0,0] ")
        dim = pane.render_line(0)._segments[0].style
        assert lit is not None
        assert dim is not None
        assert lit.color != dim.color


async def test_esc_goes_back_to_the_cell_of_the_step_and_never_quits() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        await focus(trainer, "input")
        await trainer.press("down")
        await trainer.shows(" l0[1,0] ")
        await trainer.press("escape")
        await trainer.shows(" l1_error[1,0] ")
        assert focused(trainer) is None
        await trainer.press("escape", "escape", "N")
        await trainer.rests_at(4, 6)


async def test_esc_brings_no_earlier_message_back() -> None:
    async with opened() as trainer:
        await trainer.press("z")
        await trainer.shows("nothing to undo")
        await trainer.press("m")
        await trainer.until(lambda: "nothing to undo" not in trainer.text)
        await trainer.press("escape", "escape", "escape")
        await trainer.until(lambda: not trainer.main.enlarged)
        assert "nothing to undo" not in trainer.text


# Help, palette, quitting.


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_the_help_explains_every_key_and_pane(key: str) -> None:
    async with opened(size=(80, 200)) as trainer:
        await trainer.press(key)
        await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
        await trainer.shows("keys", "panes", "esc closes", MARKS[-1][0])
        box = trainer.app.screen.query_one("#help").region
        lines = [line[box.x + 1 : box.right - 1] for line in trainer.lines[box.y : box.bottom]]
        words = " ".join(" ".join(lines).split())
        for binding in KEYS:
            keys, does = displays(binding), binding.tooltip
            if binding.id in ("up", "down", "left", "right"):
                keys, does = "arrows", "move the cursor"
            elif str(binding.id).startswith("cross."):
                keys, does = "shift+arrows, H J K L", "on the map: move the cross-hair"
            assert f" {keys} {does}" in words, binding
        for pane in trainer.main.every_pane:
            assert pane.help
            assert f"{pane.caption} {pane.help}" in words


@pytest.mark.parametrize("key", ["escape", "question_mark", "f1", "q", "n", "space", "p"])
async def test_the_help_is_closed_and_nothing_else_happens(key: str) -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press("question_mark")
        await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
        await trainer.press(key)
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert state(trainer) == before
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}


async def test_the_help_jumps_and_does_not_glide() -> None:
    async with opened() as trainer:
        await trainer.press("question_mark")
        await trainer.shows("esc closes")
        column = trainer.app.screen.query_one("#help")
        places: list[float] = []
        trainer.app.watch(column, "scroll_y", lambda place: places.append(place), init=False)
        await trainer.press("pagedown")
        await trainer.until(
            lambda: column.scroll_y > 0 and column.scroll_y == column.scroll_target_y
        )
        assert len(places) == 1


async def test_keys_typed_over_the_help_do_not_reach_the_run() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press("question_mark")
        await trainer.until(lambda: isinstance(trainer.app.screen, HelpScreen))
        await trainer.press("N", "+", "-", "-", "r", "R", "l", "m", "down", "right", "tab")
        assert isinstance(trainer.app.screen, HelpScreen)
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}
        assert focused(trainer) is None


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_keys_typed_into_the_palette_do_not_reach_the_run(key: str) -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press(key)
        await trainer.until(lambda: isinstance(trainer.app.screen, CommandPalette))
        await trainer.press(*"nNpr+-RlmqB")
        await trainer.until(lambda: trainer.app.screen.query_one(Input).value == "nNpr+-RlmqB")
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}


async def test_enter_means_nothing_to_a_palette_that_a_click_closes_meanwhile() -> None:
    async with opened() as trainer:
        await trainer.press("colon")
        palette = trainer.app.screen
        assert isinstance(palette, Palette)

        async def close(*_: object) -> None:
            if palette.is_current:
                await palette.dismiss()

        with mock.patch("tinynet_tui.ui.dialogs.palette.has_caught_up", close):
            trainer.pilot.app.simulate_key("enter")
            await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("n")
        await trainer.rests_at(0, 2)


@pytest.mark.parametrize("late", ["_gather_commands", "_show_busy", "_list_visible"])
async def test_a_search_may_outlive_its_palette(late: str) -> None:
    async with opened() as trainer:
        await trainer.press("colon")
        palette = trainer.app.screen
        assert isinstance(palette, Palette)
        await palette.query("*").remove()  # as it is while it closes
        if late == "_gather_commands":
            await palette._gather_commands("play").wait()
        else:
            setattr(palette, late, not getattr(palette, late))
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("n")
        await trainer.rests_at(0, 2)


async def test_themes_are_chosen_from_the_same_palette() -> None:
    async with opened() as trainer:
        await trainer.press("colon", *"theme", "enter")
        await trainer.shows("Search for themes", "ansi-dark")
        assert isinstance(trainer.app.screen, Palette)
        assert all(cell_len(line) == len(line) for line in trainer.lines)


Change = Callable[[Trainer], object]

EFFECTS: dict[str, Change] = {
    "quiz": lambda trainer: trainer.main.quiz.on,
    "step.line": lambda trainer: trainer.position == Position(3, 7),
    "step.iteration": lambda trainer: trainer.position == Position(4, 6),
    "play": lambda trainer: trainer.frame.playing,
    "faster": lambda trainer: trainer.frame.speed.name == "100",
    "slower": lambda trainer: trainer.frame.speed.name == "30",
    "reseed": lambda trainer: "seed 2 " in trainer.text,
    "restart": lambda trainer: trainer.frame.run == 1 and "seed 1 " in trainer.text,
    "axes": lambda trainer: "log-log" in trainer.text,
    "enlarge": lambda trainer: trainer.main.enlarged,
    "up": lambda trainer: trainer.main.cursor == Cursor(0, 1, 1, 0),
    "down": lambda trainer: trainer.main.cursor == Cursor(2, 1, 1, 0),
    "left": lambda trainer: trainer.main.cursor == Cursor(1, 1, 0, 0),
    "right": lambda trainer: trainer.main.cursor == Cursor(1, 1, 2, 0),
    "next": lambda trainer: focused(trainer) == "back2",
    "previous": lambda trainer: focused(trainer) == "step",
    "help": lambda trainer: isinstance(trainer.app.screen, HelpScreen),
    "quit": lambda trainer: trainer.app.return_value == 0,
}
"""What comes of a key at 3:l1_error, the thread through l1_error[1,1]."""
BY_ID = {binding.id: binding for binding in KEYS}


async def choose(trainer: Trainer, title: str) -> None:
    """Search the palette for a command and run it."""
    await trainer.press("colon")
    await trainer.until(lambda: isinstance(trainer.app.screen, CommandPalette))
    palette = trainer.app.screen
    palette.query_one(Input).value = title

    def is_found() -> bool:
        commands = palette.query_one(CommandList)
        first = commands.get_option_at_index(0) if commands.option_count else None
        return isinstance(first, FoundCommand) and str(first.hit.text) == title

    await trainer.until(is_found)
    await trainer.until(lambda: palette.query_one(CommandList).highlighted == 0)
    await trainer.press("enter")
    await trainer.until(lambda: trainer.app._exit or palette not in trainer.app.screen_stack)


def commands_of(trainer: Trainer) -> dict[str, str]:
    """The title of each key's command in the palette, by the key's id."""
    commands = list(trainer.app.get_system_commands(trainer.app.screen))
    return {
        binding.id or "": command.title
        for binding in KEYS
        for command in commands
        if title(binding) == command.title
    }


@pytest.mark.parametrize("id", EFFECTS)
async def test_every_command_of_the_palette_does_what_its_key_does(id: str) -> None:
    cell = ("l1_error", Cursor(1, 1, 1, 0))
    async with opened(at=Position(3, 6), cell=cell) as trainer:
        await trainer.rests_at(3, 6)
        await trainer.until(lambda: trainer.main.graph.ready)
        await choose(trainer, commands_of(trainer)[id])
        await trainer.until(lambda: EFFECTS[id](trainer))


async def test_the_palette_has_every_action_and_the_themes() -> None:
    async with opened() as trainer:
        commands = [c.title for c in trainer.app.get_system_commands(trainer.app.screen)]
        assert len(set(commands)) == len(commands)
        missing = {binding.id for binding in KEYS} - set(commands_of(trainer))
        assert missing <= {"palette", "leave", "quit.always"}
        await choose(trainer, "theme")
        await trainer.shows("Search for themes")


def test_keys_have_a_name_and_say_what_they_do() -> None:
    assert WORKING <= BOUND <= ALLOTTED
    assert all(binding.id and binding.tooltip and binding.description for binding in KEYS)
    assert len({binding.id for binding in KEYS}) == len(KEYS)
    assert len(BOUND) == sum(len(binding.key.split(",")) for binding in KEYS)


async def test_keys_that_do_nothing_yet_do_nothing() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.press(*sorted(ALLOTTED - BOUND))
        assert trainer.app.screen is trainer.main
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}


@pytest.mark.parametrize("play", [False, True])
@pytest.mark.parametrize("key", ["q", "ctrl+c"])
async def test_it_quits(key: str, play: bool) -> None:
    async with opened(play=play, speed=by_name("max"), iterations=10**12) as trainer:
        await trainer.until(lambda: trainer.frame.playing == play)
        await trainer.press(key)
        await trainer.until(lambda: trainer.app._exit)
        assert trainer.app.return_value == 0
    assert trainer.app.worker.stop()


@pytest.mark.parametrize("key", ["question_mark", "colon"])
async def test_ctrl_c_quits_whatever_lies_above(key: str) -> None:
    async with opened() as trainer:
        await trainer.press(key)
        await trainer.until(lambda: trainer.app.screen is not trainer.main)
        await trainer.press("ctrl+c")
        await trainer.until(lambda: trainer.app._exit)
        assert trainer.app.return_value == 0


async def test_it_can_be_ended_from_another_thread() -> None:
    async with opened() as trainer:
        await trainer.shows("paused")
        threading.Thread(target=trainer.app.end, args=(143,)).start()
        await trainer.until(lambda: trainer.app._exit)
        assert trainer.app.return_value == 143


@pytest.mark.parametrize("keys", [["N"], ["space"]])
async def test_a_failure_of_the_worker_ends_the_app(
    keys: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(Timeline, "advance", fail)
    async with opened() as trainer:
        await trainer.press(*keys)
        await trainer.until(lambda: trainer.app._exit)
        assert trainer.app.return_value == 1
        assert str(trainer.app.worker.failure) == "boom"


# The mouse.


async def test_a_click_on_a_number_moves_the_cursor_there() -> None:
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.rests_at(254, 6)
        for line, number, cell, cursor in [
            (9, "-.3182", "l1_error[1,2]", Cursor(1, 0, 2, 0)),
            (3, "-2.94", "syn0[1,1]", Cursor(1, 1, 1, 0)),
            (10, "+.0495", "l2_delta[2,0]", Cursor(2, 1, 1, 0)),
            (5, "0.14", "l1[3,3]", Cursor(3, 1, 3, 0)),
        ]:
            x = trainer.lines[line].index(number)
            await trainer.pilot.click(offset=(x + 2, line))
            await trainer.shows(f" {cell} ")
            assert trainer.main.cursor == cursor
            strip = trainer.app.screen._compositor.render_strips()[line]
            (reverse,) = [
                segment.text.strip() for segment in strip if segment.style and segment.style.reverse
            ]
            assert reverse == number


@pytest.mark.parametrize("id", ["step.line", "step.iteration", "play", "reseed", "help", "quit"])
async def test_a_click_on_a_key_is_the_key(id: str) -> None:
    async with opened(at=Position(3, 6), size=(100, 24)) as trainer:
        await trainer.rests_at(3, 6)
        (key,) = [key for key in trainer.main.keys.keys if key.action == BY_ID[id].action]
        text = f" {key.key} {key.does} "
        await trainer.shows(text)
        x = trainer.lines[23].index(text)
        await trainer.pilot.click(offset=(x + len(text) - 2, 23))
        await trainer.until(lambda: EFFECTS[id](trainer))


@pytest.mark.parametrize(
    ("keys", "glyph", "id"),
    [
        ("n b step", "n", "step.line"),
        ("n b step", "b", "back.line"),
        ("n b step", "step", "step.line"),
        ("N B iteration", "N", "step.iteration"),
        ("N B iteration", "B", "back.iteration"),
        ("+ - speed", "+", "faster"),
        ("+ - speed", "-", "slower"),
    ],
)
async def test_of_two_keys_a_click_does_what_the_one_clicked_says(
    keys: str, glyph: str, id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(at=Position(3, 6), size=(120, 24)) as trainer:
        await trainer.rests_at(3, 6)
        await trainer.shows(f" {keys} ")
        actions: list[str] = []
        run_action = trainer.app.run_action

        async def record(action: Any, *arguments: Any) -> bool:
            actions.append(action)
            return await run_action(action, *arguments)

        monkeypatch.setattr(trainer.app, "run_action", record)
        x = trainer.lines[23].index(f" {keys} ") + 1 + keys.index(glyph)
        await trainer.pilot.click(offset=(x, 23))
        await trainer.until(lambda: actions)
        assert actions == [BY_ID[id].action]


async def test_a_click_beside_the_keys_does_nothing() -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = state(trainer)
        await trainer.pilot.click(offset=(2, 23))
        await trainer.press("N")
        await trainer.rests_at(4, 6)
        assert state(trainer) == before | {"position": Position(4, 6)}


LARGE = Experiment(
    Dataset.of("large", [[k % 7, k % 3, 1] for k in range(10_000)], [k % 2 for k in range(10_000)]),
    hidden=64,
)


async def turn_wheel(trainer: Trainer, id: str, down: bool, shift: bool = False) -> None:
    region = trainer.pane(id).region
    x, y = region.offset + Offset(3, 2)
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    trainer.app.screen._forward_event(
        kind(
            widget=None, x=x, y=y, delta_x=0, delta_y=0, button=0,
            shift=shift, meta=False, ctrl=False, screen_x=x, screen_y=y,
        )
    )  # fmt: skip
    await trainer.pilot.pause(0)


def first_shown(trainer: Trainer, axis: str) -> dict[str, int]:
    """The first example, or hidden neuron, of each pane that has it."""
    firsts = {}
    panes = {"example": ["input", "layer1", "layer2", "back1", "back2"], "hidden": ["layer1"]}
    for id in panes[axis]:
        (placed, *_) = trainer.pane(id).placed
        firsts[id] = (placed.rows if axis == "example" else placed.columns).start
    if axis == "hidden":
        firsts["synapse0"] = trainer.pane("synapse0").placed[0].columns.start
        firsts["synapse1"] = trainer.pane("synapse1").placed[0].rows.start
        firsts["back1"] = trainer.pane("back1").placed[0].columns.start
    return firsts


async def test_the_wheel_scrolls_all_panes_that_share_the_index() -> None:
    async with opened(LARGE, at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        assert set(first_shown(trainer, "example").values()) == {0}
        for turns, id in enumerate(["input", "layer1", "back1", "layer2", "back2"], 1):
            await turn_wheel(trainer, id, down=True)
            await trainer.until(
                lambda turns: set(first_shown(trainer, "example").values()) == {turns}, turns
            )
        await turn_wheel(trainer, "back1", down=False)
        await trainer.until(lambda: set(first_shown(trainer, "example").values()) == {4})
        assert set(first_shown(trainer, "hidden").values()) == {0}
        for turns in (1, 2):
            await turn_wheel(trainer, "synapse0", down=True, shift=True)
            await trainer.until(
                lambda turns: set(first_shown(trainer, "hidden").values()) == {turns}, turns
            )
        await turn_wheel(trainer, "synapse1", down=True)
        await trainer.until(lambda: set(first_shown(trainer, "hidden").values()) == {3})
        assert set(first_shown(trainer, "example").values()) == {4}


async def test_the_wheel_stops_at_the_edges() -> None:
    async with opened(at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        await trainer.shows(MARK)
        before = trainer.text
        for id in ("input", "synapse0", "layer1", "back2"):
            for down in (False, True):
                for shift in (False, True):
                    await turn_wheel(trainer, id, down, shift)
        assert trainer.text == before


async def test_the_cursor_drags_what_is_shown_along() -> None:
    async with opened(LARGE, at=Position(0, 2)) as trainer:
        await trainer.rests_at(0, 2)
        await trainer.press(*["down"] * 8, *["right"] * 6)
        await trainer.shows(" l1[8,6] ")
        for pane in map(trainer.pane, ("input", "layer1", "layer2", "back1", "back2")):
            assert 8 in pane.placed[0].rows
        assert 6 in trainer.pane("layer1").placed[0].columns
        assert 6 in trainer.pane("synapse0").placed[0].columns
        assert 6 in trainer.pane("synapse1").placed[0].rows


async def scroll(trainer: Trainer, id: str, turns: int, shift: bool = False) -> None:
    for _ in range(turns):
        await turn_wheel(trainer, id, down=True, shift=shift)


@pytest.mark.parametrize("id", first_quick(["layer1", "synapse0", "synapse1", "back1"]))
async def test_enlarging_and_shrinking_a_pane_keeps_what_was_scrolled_to(id: str) -> None:
    async with opened(LARGE, at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        await trainer.shows(MARK)
        await scroll(trainer, "layer1", 30)
        await scroll(trainer, "layer1", 40, shift=True)
        await trainer.until(lambda: set(first_shown(trainer, "example").values()) == {30})
        await trainer.until(lambda: set(first_shown(trainer, "hidden").values()) == {40})
        trainer.main.set_focus(trainer.pane(id))
        await trainer.pilot.pause(0)
        before = trainer.text
        await trainer.press("m")
        # With three rows of weights, the graph and the explanation have room below.
        await trainer.until(lambda: trainer.main.enlarged and trainer.pane(id).region.width == 80)
        assert (trainer.pane(id).region.height == 22) == (id != "synapse0")
        (placed, *_) = trainer.pane(id).placed
        assert placed.columns.start == 40 or placed.rows.start in (30, 40)
        await trainer.press("m")
        await trainer.until(lambda: trainer.text == before)


@pytest.mark.parametrize("sizes", [[(120, 40)], [(40, 12)], [(200, 60), (40, 12), (100, 30)]])
async def test_resizing_keeps_what_was_scrolled_to(sizes: list[tuple[int, int]]) -> None:
    async with opened(LARGE, at=Position(0, 6)) as trainer:
        await trainer.rests_at(0, 6)
        await trainer.shows(MARK)
        await scroll(trainer, "layer1", 30)
        before = trainer.text
        for width, height in sizes:
            await trainer.pilot.resize_terminal(width, height)
            pane = trainer.pane("layer2")
            await trainer.until(lambda size: trainer.main.keys.region.bottom == size, height)
            await trainer.until(lambda pane: pane.placed[0].rows.start == 30, pane)
        await trainer.pilot.resize_terminal(80, 24)
        await trainer.until(lambda: trainer.text == before)


async def test_a_cursor_in_sight_stays_in_sight_when_the_terminal_shrinks() -> None:
    cell = Cursor.parse("l1[9000,63]", LARGE.dimensions)
    async with opened(LARGE, at=Position(0, 2), cell=cell, size=(120, 40)) as trainer:
        await trainer.rests_at(0, 2)
        for width, height in [(120, 40), (80, 24), (40, 12), (100, 34)]:
            await trainer.pilot.resize_terminal(width, height)
            await trainer.until(lambda bottom: trainer.main.keys.region.bottom == bottom, height)
            await trainer.until(lambda: len(reversed_text(trainer)) == 1)
            (placed,) = trainer.pane("layer1").placed
            assert 9000 in placed.rows
            assert 63 in placed.columns


# Themes.


def picture(trainer: Trainer) -> list[list[tuple[str, str]]]:
    """The screen with its colours."""
    return [
        [(segment.text, str(segment.style)) for segment in strip.simplify()]
        for strip in trainer.app.screen._compositor.render_strips()
    ]


def colours(trainer: Trainer, line: int, part: str) -> set[object]:
    """The colours in which a part of a line is painted, text and background."""
    strip = trainer.app.screen._compositor.render_strips()[line]
    start = strip.text.index(part)
    return {
        (segment.style.color, segment.style.bgcolor)
        for segment in strip.crop(start, start + len(part))
        if segment.style
    }


THEMES = ["textual-light", "nord", "gruvbox", "textual-dark"]


async def test_a_theme_applies_to_everything_when_it_is_switched() -> None:
    fresh = {}
    for theme in THEMES:
        async with opened(at=Position(254, 6)) as trainer:
            trainer.app.theme = theme
            await trainer.until(lambda: trainer.main.graph.ready)
            await trainer.rests_at(254, 6)
            await trainer.shows(MARK)
            await trainer.settles()
            fresh[theme] = picture(trainer)
    async with opened(at=Position(254, 6)) as trainer:
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.rests_at(254, 6)
        await trainer.shows(MARK)
        for theme in THEMES:
            trainer.app.theme = theme
            await trainer.until(lambda theme: picture(trainer) == fresh[theme], theme)


async def test_a_theme_changes_the_colours_of_panes_and_graph_while_it_plays() -> None:
    async with opened(at=Position(254, 6), play=True, speed=by_name("3")) as trainer:
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.shows(MARK, " playing ")
        pane = trainer.pane("synapse0").region

        def all_colours() -> list[set[object]]:
            parts = ["iteration", "0 0 1", "l2_error =", "playing", "log iterations", MARK]
            return [
                colours(trainer, pane.y + 1, trainer.lines[pane.y + 1][pane.x + 1 : pane.x + 6]),
                *(
                    colours(trainer, next(y for y, s in enumerate(trainer.lines) if p in s), p)
                    for p in parts
                ),
            ]

        dark = all_colours()
        trainer.app.theme = "textual-light"
        await trainer.until(
            lambda: all(one != other for one, other in zip(dark, all_colours(), strict=True))
        )
        assert trainer.frame.playing


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_numbers_can_be_read_in_dark_and_light_themes(theme: str) -> None:
    async with opened(at=Position(254, 6)) as trainer:
        trainer.app.theme = theme
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.rests_at(254, 6)
        await trainer.shows(MARK)
        await trainer.settles()
        for strip in trainer.app.screen._compositor.render_strips():
            for segment in strip:
                if not any(char.isalnum() for char in segment.text):
                    continue
                style = segment.style
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                text, ground = style.color.triplet, style.bgcolor.triplet
                assert text is not None
                assert ground is not None
                assert _contrast(text, ground) >= 3.5, (segment.text, text, ground)


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    first, second = sorted((_luminance(one), _luminance(other)))
    return (second + 0.05) / (first + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


async def test_arrows_in_the_source_go_along_the_steps() -> None:
    async with opened(at=Position(3, 1)) as trainer:
        await trainer.rests_at(3, 1)
        trainer.main.set_focus(trainer.main.backward[0])
        await trainer.press("down", "down")
        await trainer.rests_at(3, 3)
        await trainer.press("up")
        await trainer.rests_at(3, 2)
        assert focused(trainer) == "step"
        await trainer.press("up")
        await trainer.rests_at(3, 1)
        await trainer.press("up")
        assert focused(trainer) == "input"


@pytest.mark.parametrize("axes", [0, 2])
async def test_arrows_in_the_graph_go_along_the_iterations(axes: int) -> None:
    async with opened(at=Position(20_000, 4)) as trainer:
        await trainer.rests_at(20_000, 4)
        await trainer.press(*["l"] * axes)
        trainer.main.set_focus(trainer.main.graph)
        visited = [20_000]

        def has_moved(before: Position) -> bool:
            return trainer.position != before and trainer.frame.going is None

        for key in ("left", "left", "left", "right", "right"):
            before = trainer.position
            await trainer.press(key)
            await trainer.until(has_moved, before)
            assert trainer.position.step == COMPARE
            visited.append(trainer.position.iteration)
        assert visited[:4] == sorted(visited[:4], reverse=True)
        assert visited[4:] == visited[2:0:-1]
        assert focused(trainer) == "graph"
        while focused(trainer) == "graph":
            before = trainer.position
            await trainer.press("right")
            await trainer.until(
                lambda before: has_moved(before) or focused(trainer) != "graph", before
            )
        assert trainer.position == Position(20_000, COMPARE)


@pytest.mark.parametrize(
    ("name", "cell"), [("l0", (12, 0)), ("l1", (0, 4)), ("syn2", (0, 0)), ("l3", (0, 0))]
)
async def test_a_cell_that_was_clicked_before_other_data_came_is_nothing(
    name: str, cell: tuple[int, int]
) -> None:
    async with opened(at=Position(3, 6)) as trainer:
        await trainer.rests_at(3, 6)
        before = trainer.main.cursor, trainer.main.pinned
        trainer.main.post_message(NumberPane.Chosen(name, cell))
        trainer.main.post_message(NumberPane.Scrolled("syn2", 0, 1))
        await trainer.press("n")
        await trainer.rests_at(3, 7)
        assert (trainer.main.cursor, trainer.main.pinned) == before


async def run_until(trainer: Trainer, text: str) -> None:
    await trainer.press("u")
    trainer.app.screen.query_one(Input).value = text
    await trainer.press("enter")


async def go_to(trainer: Trainer, text: str) -> None:
    await trainer.press("g")
    trainer.app.screen.query_one(Input).value = text
    await trainer.press("enter")


async def test_a_second_u_ends_the_first_run_until_and_asks_anew() -> None:
    async with opened(iterations=10**9) as trainer:
        await run_until(trainer, "error < 1e-9")
        await trainer.until(lambda: trainer.frame.until)
        await trainer.press("u")
        await trainer.until(lambda: not trainer.frame.job)
        await trainer.press("escape")
        await trainer.shows("stopped: the error did not fall below 1e-09 by iteration ")


@pytest.mark.parametrize("key", ["n", "N", "b", "home", "full_stop"])
async def test_a_key_that_moves_the_run_stops_a_run_until_and_says_so(key: str) -> None:
    async with opened(iterations=10**9) as trainer:
        await run_until(trainer, "error < 1e-9")
        await trainer.until(lambda: trainer.position.iteration > 300)
        await trainer.press(key)
        await trainer.shows("stopped: the error did not fall below 1e-09 by iteration ")
        assert not trainer.frame.job


@pytest.mark.parametrize("cell", ["l2", "y", "syn0"])
async def test_x_stops_a_run_until_even_if_there_is_nothing_to_switch(cell: str) -> None:
    app = TrainerApp(Experiment(), iterations=10**9, cell=(cell, Cursor()))
    async with running(app, notifications=True) as trainer:
        await run_until(trainer, "error < 1e-9")
        await trainer.until(lambda: trainer.position.iteration > 300)
        await trainer.press("x")
        await trainer.shows("stopped: the error did not fall below 1e-09 by iteration ")
        assert not trainer.frame.job
        if cell != "syn0":
            await trainer.shows("only weights, inputs and")
        assert bool(trainer.main.experiment.edits) == (cell == "syn0")


async def test_the_first_mistake_in_the_settings_goes_with_the_first_key() -> None:
    mistakes = (":2: fps: is no number", ":3: nothing")
    app = TrainerApp(Experiment(), settings=Settings(name="settings.toml", mistakes=mistakes))
    async with running(app, notifications=True) as trainer:
        await trainer.shows("settings.toml:2: fps: is no number", "1 more: see")
        await trainer.press("n")
        await trainer.rests_at(0, 2)
        await trainer.settles()  # it would go by itself much later
        assert "is no number" not in trainer.text
        trainer.app.notify("said later", timeout=60)
        await trainer.shows("said later")
        await trainer.press("n")
        await trainer.rests_at(0, 3)
        await trainer.shows("said later")


async def test_speeds_are_in_the_palette_by_name() -> None:
    async with opened(speed=MAX) as trainer:
        await choose(trainer, "speed auto")
        await trainer.until(lambda: trainer.frame.speed == AUTO)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("l1_delta[2,1]", (254, 7), "l1_delta[2,1]"),
        ("10k", (10_000, 4), "l2_error[0,0]"),
        ("l1_error", (254, 6), "l1_error[0,0]"),
        ("254 l1_error[3,2]", (254, 6), "l1_error[3,2]"),
        ("l2[3]", (254, 3), "l2[3,0]"),
        ("y[1]", (254, 5), "y[1,0]"),
    ],
)
async def test_g_accepts_what_one_would_type(text: str, place: tuple[int, int], said: str) -> None:
    async with opened(at=Position(254, 5)) as trainer:
        await trainer.rests_at(254, 5)
        await go_to(trainer, text)
        await trainer.rests_at(*place)
        await trainer.shows(f" {said} ")


async def test_edits_that_come_along_are_announced_and_one_key_leaves_them_behind() -> None:
    async with opened(replace(Experiment(), edits=(Edit(Position(), "syn0", (0, 0), 0.5),))) as it:
        await it.press("o")
        it.app.screen.query_one("#alpha", Input).value = "2"
        await it.press("enter")
        await it.shows("alpha 2", "with 1 edit; X undoes all edits")
        await it.press("X")
        await it.until(lambda: not it.frame.snapshot.experiment.edits)
        assert it.frame.snapshot.experiment.alpha == 2
        await it.shows("undone: 1 edit")
