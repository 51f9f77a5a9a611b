"""What is asked before it is shown: the question, the right answer, and that nothing tells it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import experiments, mean_absolute
from helpers.trainer import Trainer, opened
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.quiz import Answer, ask_iteration, ask_step
from tinynet_tui.timeline.snapshot import Snapshot
from tinynet_tui.timeline.timeline import Timeline

AT = Position(254, 5)
L1_ERROR = Position(254, 6)


def snapshots(experiment: Experiment, iterations: int) -> list[Snapshot]:
    """The moments of a run, step by step, from its start."""
    timeline = Timeline(experiment)
    found = [timeline.snapshot()]
    for _ in range(iterations * len(experiment.script.steps)):
        timeline.advance_step()
        found.append(timeline.snapshot())
    return found


def direction(change: float) -> Answer | None:
    return None if np.isnan(change) else "up" if change > 0 else "down" if change < 0 else "same"


@given(experiments(hidden=3), st.data())
def test_the_right_answer_is_what_the_numbers_say(
    experiment: Experiment, data: st.DataObject
) -> None:
    before = dict(zip(experiment.script.weights, experiment.initial_weights(), strict=True))
    for snapshot in snapshots(experiment, 2):
        name = snapshot.step
        rows, columns = experiment.dimensions.shape(name)
        cell = (data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1)))
        cursor = Cursor().through(name, cell, experiment.dimensions)
        value = snapshot.value(name)
        assert value is not None
        number = float(value.array[cell])
        question = ask_step(snapshot, cursor)
        if name == "l0":
            assert question is None
            continue
        assert question is not None
        assert question.hidden == {name}
        assert question.error_hidden == (name == experiment.script.error)
        assert f"{name}[{cell[0]},{cell[1]}]" in question.text
        if name in before:
            number, before[name] = number - float(before[name][cell]), value.array
        elif "_" not in name:
            number -= 0.5
        assert question.answer == direction(number)


@given(experiments(hidden=3), st.integers(1, 8))
def test_the_error_is_asked_for_by_iterations(experiment: Experiment, step: int) -> None:
    step = min(step, len(experiment.script.steps))
    every = snapshots(experiment, 3)[step - 1 :: len(experiment.script.steps)]
    for before, after in pairwise(every):
        question = ask_iteration(before, after)
        if before.error is None:
            assert question is None
            continue
        errors = [
            mean_absolute(value.array)
            for snapshot in (before, after)
            if (value := snapshot.value(experiment.script.error))
        ]
        assert question is not None
        assert question.answer == direction(errors[1] - errors[0])
        assert question.error_hidden


# On the screen.


async def asked(trainer: Trainer, *keys: str) -> None:
    """Switch it on where the trainer stands and press keys, until something is asked."""
    await trainer.rests_at(AT.iteration, AT.step)
    await trainer.press("t", *keys)
    await trainer.until(lambda: trainer.main.quiz.asked)
    await trainer.shows("?  ↑ +")


async def test_a_step_hides_its_result_until_it_is_answered() -> None:
    cell = ("l1_error", Cursor(example=2))
    async with opened(at=AT, cell=cell) as trainer:
        await asked(trainer, "n")
        assert trainer.position == L1_ERROR
        hidden = [placed.value for placed in trainer.pane("back1").placed]
        assert hidden == [None]
        assert "-0.0458" not in trainer.text
        assert "-.0458" not in trainer.text
        assert "Is l1_error[2,0] positive or negative?" in trainer.text
        await trainer.press("down")
        await trainer.shows("l1_error[2,0]: correct, negative", "-.0458", "+0.04948", "-0.04579")


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("up", "l1_error[2,0]: no, negative"),
        ("plus", "l1_error[2,0]: no, negative"),
        ("minus", "l1_error[2,0]: correct, negative"),
        ("0", "l1_error[2,0]: no, negative"),
    ],
)
async def test_an_answer_by_key_is_told_right_or_wrong(key: str, says: str) -> None:
    async with opened(at=AT, cell=("l1_error", Cursor(example=2))) as trainer:
        speed = trainer.frame.speed
        await asked(trainer, "n")
        await trainer.press(key)
        await trainer.shows(says)
        assert trainer.frame.speed == speed
        assert trainer.main.cursor.example == 2


@pytest.mark.parametrize("key", ["n", "N", "escape"])
async def test_it_never_nags(key: str) -> None:
    async with opened(at=AT) as trainer:
        await asked(trainer, "n")
        await trainer.press(key)
        await trainer.until(lambda: not trainer.main.quiz.asked)
        assert trainer.position == L1_ERROR
        await trainer.press("n")
        await trainer.until(lambda: trainer.main.quiz.asked)
        await trainer.press("t", "n", "n")
        await trainer.rests_at(L1_ERROR.iteration, L1_ERROR.step + 3)
        assert not trainer.main.quiz.asked


async def test_an_iteration_hides_the_error_and_all_that_tells_it() -> None:
    async with opened(at=Position(99, 4)) as trainer:
        await trainer.rests_at(99, 4)
        await trainer.until(lambda: trainer.main.graph.ready)
        await trainer.press("t", "N")
        await trainer.until(lambda: trainer.main.quiz.asked)
        await trainer.shows("error ?", "Does the error of iteration 100 rise?", "iteration 100 ")
        for pane in trainer.main.forward + trainer.main.backward[1:]:
            for placed in getattr(pane, "placed", []):
                assert (placed.value is None) == (placed.block.name not in ("l0", "y"))
        assert "◆" not in trainer.text
        await trainer.press("down")
        await trainer.shows("the error: correct, it falls", "0.457932", "◆")


async def test_the_first_step_is_not_asked_for() -> None:
    async with opened(at=Position(3, 9)) as trainer:
        await trainer.rests_at(3, 9)
        await trainer.press("t", "n")
        await trainer.rests_at(4, 1)
        assert not trainer.main.quiz.asked


async def test_what_is_asked_goes_away_with_the_place() -> None:
    async with opened(at=AT) as trainer:
        await asked(trainer, "n")
        await trainer.press("home")
        await trainer.rests_at(0, 1)
        assert not trainer.main.quiz.asked
        assert "?  ↑ +" not in trainer.text


async def test_the_question_follows_the_cursor() -> None:
    async with opened(at=AT) as trainer:
        await asked(trainer, "n")
        await trainer.press("right")
        await trainer.shows("Is l1_error[0,1] positive or negative?")


@pytest.mark.parametrize("key", ["w", "c", "e"])
async def test_what_would_tell_it_shows_it(key: str) -> None:
    async with opened(at=Position(254, 7)) as trainer:
        await trainer.rests_at(254, 7)
        await trainer.press("t", "n")
        await trainer.until(lambda: trainer.main.quiz.asked)
        await trainer.press(key)
        assert not trainer.main.quiz.asked
        assert trainer.app.screen is not trainer.main
        await trainer.press("escape")
        await trainer.shows("-0.94▼")


async def test_the_answer_is_about_the_cell_that_is_shown_with_it() -> None:
    async with opened(at=AT) as trainer:
        await asked(trainer, "n")
        await trainer.press("tab")
        await trainer.shows(" l1_error[0,0]?  ↑ + positive")
        await trainer.press("up")
        await trainer.shows(" l1_error[0,0]: correct, positive", " l1_error[0,0] ─")


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 35)])
async def test_all_answers_can_be_seen(size: tuple[int, int]) -> None:
    async with opened(at=AT, size=size) as trainer:
        await trainer.rests_at(AT.iteration, AT.step)
        await trainer.press("t", "n")
        await trainer.until(lambda: trainer.main.quiz.asked)
        await trainer.until(lambda: all(key in trainer.lines[-1] for key in "↑↓0"))
        assert "l1_error[0,0]?" in trainer.lines[-1]


async def test_the_events_under_the_graph_do_not_tell() -> None:
    async with opened(at=Position(254, 2), cell=("l2", Cursor(example=3))) as trainer:
        await trainer.rests_at(254, 2)
        await trainer.until(lambda: trainer.main.graph.ready)

        def crossings() -> int:
            return sum(line[:36].count("•") for line in trainer.lines[14:22])

        await trainer.until(lambda: crossings() == 1)  # example 1's, at 58
        await trainer.press("t", "n")
        await trainer.until(lambda: trainer.main.quiz.asked)
        await trainer.shows("Is l2[3,0] above 0.5?")
        assert crossings() == 1
        await trainer.press("down")
        await trainer.until(lambda: crossings() == 2)
        await trainer.shows("l2[3,0]: correct, below")
