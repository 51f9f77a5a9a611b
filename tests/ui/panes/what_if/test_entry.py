"""The inputs that are typed, nudged and filled in."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import FINITE_NUMBERS, experiments
from helpers.trainer import opened
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.ui.panes.what_if.entry import Entry


@given(st.text("0123456789.-", max_size=20))
def test_what_is_typed_is_the_number_that_it_says(keys: str) -> None:
    entry = Entry(np.array([7.0, 8.0]), 1, 0)
    for key in keys:
        entry.type(key)
    assert entry.inputs[1] == 8
    if not keys:
        assert entry.inputs[0] == 7
        return
    assert entry.texts[0] == f"{entry.typed}_"
    if re.fullmatch(r"-?\d+\.?\d*", keys) and len(keys) <= 12:
        assert entry.typed == keys
        assert entry.inputs[0] == float(keys)
    for _ in keys:
        entry.erase()
    assert entry.inputs[0] == 0
    assert entry.texts[0] == "0"


@given(st.lists(st.sampled_from("0.-9<>+_x"), max_size=30), experiments(FINITE_NUMBERS))
def test_no_keys_lead_to_anything_but_finite_numbers(
    keys: list[str], experiment: Experiment
) -> None:
    entry = Entry(experiment.dataset.X[0], experiment.sizes[-1], 0)
    for key in keys:
        match key:
            case "<" | ">":
                entry.choose(entry.at + (1 if key == ">" else -1))
            case "+" | "_":
                entry.nudge(1 if key == "+" else -1, experiment.dataset)
            case "x":
                entry.erase()
            case _:
                entry.type(key)
    assert len(entry.inputs) == experiment.sizes[0]
    assert np.isfinite(entry.array).all()
    assert 0 <= entry.output < experiment.sizes[-1]


@pytest.mark.parametrize(
    ("keys", "number"),
    [("10", 0), ("01", 1), ("0110", 0), ("0.5", 0.5), ("15", 15), ("25", 25), ("-1", -1)],
)
def test_0_and_1_replace_each_other_in_an_input_that_has_no_other_numbers(
    keys: str, number: float
) -> None:
    entry = Entry(np.array([7.0, 8.0]), 1, 0)
    for key in keys:
        entry.type(key, toggles=True)
    assert entry.inputs == [number, 8]


async def test_1_and_then_0_is_0() -> None:
    async with opened() as trainer:
        await trainer.press("a", "1", "0", "right", "1")
        pane = trainer.main.what_if
        assert pane is not None
        await trainer.until(lambda: pane.entry.inputs == [0, 1, 1])


def test_a_nudge_makes_0_of_1_and_no_more() -> None:
    entry = Entry(np.array([0.0, 0.5, 1.0]), 1, 0)
    entry.nudge(1, Experiment().dataset)
    entry.nudge(1, Experiment().dataset)
    assert entry.inputs == [1, 0.5, 1]
    entry.choose(1)
    entry.nudge(-1, Experiment().dataset)
    assert entry.inputs == [1, 0, 1]
    fine = replace(Experiment(), dataset=Dataset.of("fine", [[0.1, 0, 0], [2.3, 0, 1]], [0, 1]))
    entry.choose(0)
    entry.nudge(2, fine.dataset)
    assert entry.inputs[0] == pytest.approx(1.2)


def test_numbers_are_filled_in_from_the_chosen_one_on() -> None:
    entry = Entry(np.zeros(3), 1, 0)
    entry.choose(1)
    data = Experiment().dataset
    assert entry.fill("0.5, -2 7 9", data) == "left out: 7, 9"
    assert entry.inputs == [0, 0.5, -2]
    assert entry.at == 2
    with pytest.raises(ValueError, match=r"'nan' is not a number such as 0\.5"):
        entry.fill("1 nan", data)
    assert entry.inputs == [0, 0.5, -2]
