"""The pages behind `w` and `c`, on the running app."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from contextvars import Context
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from helpers.explanations import TWO_LAYERS, VIDEO, close
from helpers.trainer import opened
from helpers.waiting import Patience
from tinynet_tui.data.built_in import parse
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.gradient_check import check_gradient
from tinynet_tui.ui.dialogs import story
from tinynet_tui.ui.dialogs.page import Page
from tinynet_tui.ui.dialogs.story import WeightPage
from tinynet_tui.ui.drawing.course_curve import HERE

SIZES = [(80, 24), (60, 20), (40, 12), (200, 60)]
WEIGHT = Cursor.parse("syn0[1,2]", VIDEO.dimensions)


async def test_w_tells_the_whole_story_of_a_weight() -> None:
    async with opened(at=Position(254, 9), cell=WEIGHT) as trainer:
        await trainer.rests_at(254, 9)
        await trainer.press("w")
        await trainer.shows(
            "syn0[1,2] · iteration 254",
            "input 1 → hidden neuron 2",
            "this iteration's update: syn0 += alpha * l0.T @ l1_delta",
            "e l0[e,1] × l1_delta[e,2]",
            "their sum × alpha 1",
            "their sum is minus the gradient: adding it goes downhill",
        )
        values = trainer.frame.snapshot.current
        for label, expected in (
            ("before", values.start["syn0"][1, 2]),
            ("now", values.values["syn0"][1, 2]),
        ):
            found = re.search(rf"syn0\[1,2\] {label} +(\S+)", trainer.text)
            assert found
            assert close(found[1], expected)
        await trainer.until(lambda: trainer.text.count(HERE) == 2)
        await trainer.shows("100", "254")


async def test_a_weight_that_is_still_to_be_updated_says_so() -> None:
    async with opened(at=Position(254, 3), cell=WEIGHT) as trainer:
        await trainer.rests_at(254, 3)
        await trainer.press("w")
        await trainer.shows("this iteration's update (step 9, not run yet): syn0 += alpha")


async def test_w_tells_the_whole_story_of_a_neuron() -> None:
    cell = Cursor.parse("l1[2,1]", VIDEO.dimensions)
    async with opened(at=Position(254, 2), cell=cell, size=(80, 50)) as trainer:
        await trainer.rests_at(254, 2)
        await trainer.press("w")
        await trainer.shows(
            "l1[2,1] · iteration 254",
            "example 2 (1 0 1) · hidden neuron 1",
            "step 2: l1 = sigmoid(l0 @ syn0)",
            "x = their sum",
            "step 6 (not run yet): l1_error = l2_delta @ syn1.T",
            "step 7 (not run yet): l1_delta = l1_error * slope(l1)",
            "its outgoing weights",
            "syn1[1,0] to output 0   +2.1342",
        )


async def test_of_a_long_sum_the_story_writes_what_can_be_read() -> None:
    experiment = Experiment(parse("circle:points=10000"), alpha=0.001)
    async with opened(experiment=experiment, at=Position(1, 9), size=(80, 250)) as trainer:
        await trainer.rests_at(1, 9)
        await trainer.press("w")
        await trainer.shows("syn0[0,0] · iteration 1", "… 9800 more terms …", "their sum × alpha")
        assert 200 <= trainer.text.count("×") < 220


@pytest.mark.parametrize("subject", ["l0[1,2]", "l1_error[1,0]", "y[3,0]", "syn0[2,0]"])
@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS])
@pytest.mark.parametrize("key", ["w", "c"])
async def test_every_variable_has_a_page(subject: str, experiment: Experiment, key: str) -> None:
    cell = Cursor.parse(subject, experiment.dimensions)
    async with opened(experiment, at=Position(0, 1), cell=cell) as trainer:
        await trainer.rests_at(0, 1)
        await trainer.press(key)
        await trainer.shows("iteration 0", "esc closes")
        await trainer.press(key)
        await trainer.until(lambda: trainer.app.screen is trainer.main)


async def test_a_course_that_is_computed_after_the_end_does_not_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late: list[Callable[[], None]] = []

    def thread(*, target: Callable[..., None], args: tuple[int, ...] = (), **_: object) -> Any:
        late.append(partial(target, *args))
        return SimpleNamespace(start=lambda: None)

    threads = SimpleNamespace(Thread=thread, Event=threading.Event)
    monkeypatch.setattr(story, "threading", threads)
    async with opened(at=Position(254, 9), cell=WEIGHT) as trainer:
        await trainer.rests_at(254, 9)
        await trainer.press("w")
        await trainer.shows("esc closes")
        await trainer.press("w")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
    [compute] = late
    Context().run(compute)  # a thread of its own knows no app


async def test_c_compares_both_slopes() -> None:
    async with opened(at=Position(254, 9), cell=WEIGHT) as trainer:
        await trainer.rests_at(254, 9)
        await trainer.press("c")
        title = "check syn0[1,2] · iteration 254"
        await trainer.shows(title, "half the sum of all (y - l2)²")
        check = check_gradient(VIDEO, trainer.frame.snapshot.current, "syn0", (1, 2))
        for label, value in (
            ("back-propagated", check.back_propagated),
            ("measured", check.measured),
            ("difference", check.difference),
            ("relative", check.relative),
        ):
            found = re.search(rf"{label} +(\S+)", trainer.text)
            assert found
            assert close(found[1], value)


async def test_c_takes_the_nearest_weight_where_none_is_explained() -> None:
    cell = Cursor.parse("l1[0,3]", VIDEO.dimensions)
    async with opened(at=Position(20, 6), cell=cell) as trainer:
        await trainer.rests_at(20, 6)
        await trainer.press("c")
        await trainer.shows("check syn0[0,3] · iteration 20")


@pytest.mark.parametrize("key", ["w", "c"])
@pytest.mark.parametrize("closing", ["escape", "q", "enter", "the key"])
async def test_a_page_closes_and_leaves_everything_as_it_was(key: str, closing: str) -> None:
    async with opened(at=Position(5, 9), cell=WEIGHT) as trainer:
        await trainer.rests_at(5, 9)
        await trainer.marks_position()
        before = trainer.text
        await trainer.press(key)
        await trainer.until(lambda: isinstance(trainer.app.screen, Page))
        await trainer.press(key if closing == "the key" else closing)
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.until(lambda: trainer.text == before)
        assert trainer.app.is_running


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", ["w", "c"])
async def test_a_page_fits_and_scrolls(size: tuple[int, int], key: str) -> None:
    async with opened(at=Position(254, 9), cell=WEIGHT, size=size) as trainer:
        await trainer.rests_at(254, 9)
        await trainer.press(key)
        await trainer.shows("iteration 254", "esc closes")
        page = trainer.app.screen.query_one("#page")
        await trainer.until(lambda: page.region.size.area)
        assert trainer.app.screen.region.contains_region(page.region)
        end = "254" if key == "w" else "|error|."
        patience = Patience()
        while not any(end in line for line in trainer.lines[1:]):  # the course comes later
            await trainer.press("end")
            patience.check(trainer.text)


async def test_training_goes_on_under_a_page() -> None:
    async with opened(play=True, cell=WEIGHT) as trainer:
        await trainer.press("w")
        await trainer.until(lambda: isinstance(trainer.app.screen, WeightPage))
        at = trainer.position.iteration
        await trainer.until(lambda: trainer.position.iteration > at + 5)
        await trainer.press("escape", "space")
        await trainer.until(lambda: not trainer.frame.playing)


async def test_a_page_closed_at_once_leaves_nothing_behind() -> None:
    async with opened(at=Position(3000, 9), cell=WEIGHT) as trainer:
        await trainer.rests_at(3000, 9)
        for _ in range(5):
            await trainer.press("w", "escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        await trainer.press("w")
        await trainer.until(lambda: trainer.text.count(HERE) == 2)


async def test_slopes_that_are_not_numbers_are_shown() -> None:
    wild = Experiment(alpha=1e300)
    async with opened(wild, at=Position(3, 9)) as trainer:
        await trainer.rests_at(3, 9)
        await trainer.press("c")
        await trainer.shows("back-propagated")
        await trainer.press("c", "w")
        await trainer.shows("its value at")
