"""Keys step, play, begin again and run until, on the running app."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from typing import Any

import pytest
from textual.widgets import Input

from helpers.running_app import COMPARE, LAST, STEPS
from helpers.trainer import Trainer, opened, running
from helpers.waiting import Patience
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.ui.screen.main_screen import MainScreen
from tinynet_tui.worker.commands import Command, Restart
from tinynet_tui.worker.speed import LADDER, Speed, by_name
from tinynet_tui.worker.worker import Worker


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


async def run_until(trainer: Trainer, text: str) -> None:
    await trainer.press("u")
    trainer.app.screen.query_one(Input).value = text
    await trainer.press("enter")


async def test_a_second_u_ends_the_first_run_until_and_asks_anew() -> None:
    async with opened(iterations=10**9) as trainer:
        await run_until(trainer, "error < 1e-9")
        await trainer.until(lambda: trainer.frame.until)
        await trainer.press("u")
        await trainer.until(lambda: not trainer.frame.job)
        await trainer.press("escape")
        await trainer.shows("stopped: the error was not below 1e-09 by iteration ")


@pytest.mark.parametrize("key", ["n", "N", "b", "home", "full_stop"])
async def test_a_key_that_moves_the_run_stops_a_run_until_and_says_so(key: str) -> None:
    async with opened(iterations=10**9) as trainer:
        await run_until(trainer, "error < 1e-9")
        await trainer.until(lambda: trainer.position.iteration > 300)
        await trainer.press(key)
        await trainer.shows("stopped: the error was not below 1e-09 by iteration ")
        assert not trainer.frame.job


@pytest.mark.parametrize("cell", ["l2", "y", "syn0"])
async def test_x_stops_a_run_until_even_if_there_is_nothing_to_switch(cell: str) -> None:
    app = TrainerApp(Experiment(), iterations=10**9, cell=(cell, Cursor()))
    async with running(app, notifications=True) as trainer:
        await run_until(trainer, "error < 1e-9")
        await trainer.until(lambda: trainer.position.iteration > 300)
        await trainer.press("x")
        await trainer.shows("stopped: the error was not below 1e-09 by iteration ")
        assert not trainer.frame.job
        if cell != "syn0":
            await trainer.shows("only weights, inputs and")
        assert bool(trainer.main.experiment.edits) == (cell == "syn0")
