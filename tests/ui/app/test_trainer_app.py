"""The running app opens, says what it has to say, and ends."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from textual.widgets import Input

from helpers.running_app import choose
from helpers.trainer import Trainer, opened, running
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.settings.settings import Settings
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.ui.app.trainer_app import TrainerApp
from tinynet_tui.worker.speed import AUTO, MAX, by_name


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


async def go_to(trainer: Trainer, text: str) -> None:
    await trainer.press("g")
    trainer.app.screen.query_one(Input).value = text
    await trainer.press("enter")


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
