"""Changing numbers by hand on the screen: typed, nudged, switched off, taken back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.trainer import Trainer, opened
from helpers.worker import straight_to
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.editable import editable, increment_for, switchable
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.ui.dialogs.edit import EditCell

COMPARE, L1_ERROR, SYN1 = 4, 6, 8


def edits(trainer: Trainer) -> list[str]:
    experiment = trainer.frame.snapshot.experiment
    return [edit.text(experiment.script) for edit in experiment.edits]


def shown(trainer: Trainer, name: str) -> Array:
    value = trainer.frame.snapshot.value(name)
    assert value is not None
    return value.array


async def edit(trainer: Trainer, *keys: str) -> None:
    await trainer.press("enter")
    await trainer.until(lambda: isinstance(trainer.app.screen, EditCell))
    await trainer.press(*keys)


def at_254(name: str, cell: tuple[int, int]) -> tuple[Position, tuple[str, Cursor]]:
    return Position(254, L1_ERROR), (name, Cursor().through(name, cell, Experiment().dimensions))


async def test_enter_changes_a_weight_and_everything_follows() -> None:
    at, cell = at_254("syn0", (0, 1))
    async with opened(at=at, cell=cell) as trainer:
        await trainer.rests_at(254, L1_ERROR)
        await edit(trainer, "0", "full_stop", "5", "enter")
        await trainer.until(lambda: edits(trainer) == ["syn0[0,1]=0.5@254:l1_error"])
        await trainer.shows("edited at 254:l1_error", "1 edit", "syn0[0,1]   +0.50000000")
        assert trainer.app.screen is trainer.main
        assert trainer.position == at
        straight = straight_to(at, trainer.frame.snapshot.experiment).value("l1_error")
        assert straight and np.array_equal(shown(trainer, "l1_error"), straight.array)


async def test_a_nudge_is_seen_at_once_and_is_one_change() -> None:
    at, cell = at_254("syn1", (0, 0))
    async with opened(at=at, cell=cell) as trainer:
        await trainer.rests_at(254, L1_ERROR)  # -0.92545
        await edit(trainer, "up")
        await trainer.until(lambda: shown(trainer, "syn1")[0, 0] == -0.9)
        await trainer.press("up", "up")
        await trainer.until(lambda: shown(trainer, "syn1")[0, 0] == -0.7)
        await trainer.press("pagedown")
        await trainer.until(lambda: shown(trainer, "syn1")[0, 0] == -1.7)
        assert isinstance(trainer.app.screen, EditCell)
        await trainer.press("enter")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert edits(trainer) == ["syn1[0,0]=-1.7@254:l1_error"]


async def test_escape_leaves_everything_as_it_was() -> None:
    at, cell = at_254("y", (1, 0))
    async with opened(at=at, cell=cell) as trainer:
        await trainer.rests_at(254, L1_ERROR)
        await edit(trainer, "down")
        await trainer.until(lambda: edits(trainer) == ["y[1,0]=0.9@254:l1_error"])
        await trainer.press("escape")
        await trainer.until(lambda: not edits(trainer))
        assert trainer.app.screen is trainer.main
        assert shown(trainer, "y")[1, 0] == 1


async def test_what_is_not_changed_is_no_change() -> None:
    async with opened() as trainer:
        await edit(trainer, "enter")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert not edits(trainer)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("much", "'much' is not a number"),
        ("nan", "'nan' is not a finite number"),
        ("2", "a target must be from 0 to 1, not 2"),
        ("off", "another key switches"),
    ],
)
async def test_what_cannot_be_is_said_and_nothing_happens(typed: str, reason: str) -> None:
    at, cell = at_254("y", (1, 0))
    async with opened(at=at, cell=cell) as trainer:
        await trainer.rests_at(254, L1_ERROR)
        await edit(trainer, *typed, "enter")
        await trainer.shows(reason)
        await trainer.press("escape")
        await trainer.until(lambda: trainer.app.screen is trainer.main)
        assert not edits(trainer)


async def test_editing_pauses_and_begins_with_what_is_there_then() -> None:
    async with opened(play=True, cell=("syn0", Cursor())) as trainer:
        await trainer.until(lambda: trainer.position.iteration > 3)
        await edit(trainer)
        await trainer.until(lambda: not trainer.frame.playing)
        screen = trainer.app.screen
        assert isinstance(screen, EditCell)
        await trainer.until(
            lambda: abs(float(screen.line.value) - shown(trainer, "syn0")[0, 0]) < 1e-8
        )


async def test_x_switches_a_neuron_off_and_on() -> None:
    async with opened(at=Position(100, 2), cell=("l1", Cursor(hidden=2))) as trainer:
        await trainer.rests_at(100, 2)
        await trainer.press("x")
        await trainer.shows("l1[:,2] is off", "╭ l1[0,2] off")
        assert shown(trainer, "syn1")[2, 0] == 0
        await trainer.press("N", "N", "x")
        await trainer.until(lambda: edits(trainer)[1:] == ["l1[:,2]=on@102:l1"])
        assert shown(trainer, "syn1")[2, 0] != 0
        await trainer.press("z")
        await trainer.shows("undone: l1[:,2]=on@102:l1")
        await trainer.press("z")
        await trainer.rests_at(100, 2)
        await trainer.press("Z", "Z")
        await trainer.rests_at(102, 2)
        assert len(edits(trainer)) == 2


async def test_output_neurons_stay_on() -> None:
    async with opened(at=Position(100, COMPARE)) as trainer:
        await trainer.rests_at(100, COMPARE)
        await trainer.press("x")
        await trainer.shows("only weights, inputs and hidden neurons can be switched off")
        assert not edits(trainer)


def test_what_is_computed_leads_to_the_weight_before_it() -> None:
    experiment, cursor = Experiment(), Cursor(2, 1, 3, 0)
    assert editable("l0", cursor, experiment) == ("X", (2, 1))
    assert editable("l1_delta", cursor, experiment) == ("syn0", (1, 3))
    assert editable("l1_error", cursor, experiment) == ("syn1", (3, 0))
    assert editable("l2_error", cursor, experiment) == ("syn1", (3, 0))
    assert switchable("l1_error", cursor, experiment) == ("l1", (None, 3))
    assert switchable("X", cursor, experiment) == ("l0", (None, 1))
    assert switchable("syn1", cursor, experiment) == ("syn1", (3, 0))
    assert switchable("l2", cursor, experiment) is None


@given(st.floats(1e-3, 1e6), st.integers(1, 5))
def test_a_nudge_is_a_small_part_of_what_an_input_ranges_over(spread: float, rows: int) -> None:
    data = Dataset.of(
        "d", [[0.25 + spread * row / rows] for row in range(rows + 1)], [0] * (rows + 1)
    )
    step = float(increment_for("X", (0, 0), Experiment(dataset=data)))
    column = data.X[:, 0]
    if (column == column.round()).all():
        assert step == 1
    else:
        assert spread / 101 <= step <= spread / 9.9


async def test_an_input_that_is_no_longer_whole_has_room() -> None:
    edit = Edit(Position(), "X", (1, 0), -0.25)
    async with opened(Experiment(edits=(edit,)), size=(100, 30)) as trainer:
        await trainer.shows("-0.25")


async def test_escape_leaves_the_run_as_far_as_it_had_come() -> None:
    async with opened() as trainer:
        await trainer.press("g", *"3000", "enter")
        await trainer.rests_at(3000, COMPARE)
        await trainer.press("g", *"100", "colon", *"l0", "enter")
        await trainer.rests_at(100, 1)
        await edit(trainer, "5", "escape")
        await trainer.until(lambda: not edits(trainer))
        await trainer.press("end")
        await trainer.rests_at(3000, COMPARE)
        events = trainer.frame.snapshot.events
        assert events.counts == straight_to(Position(3000, COMPARE), Experiment()).events.counts


async def test_undo_brings_back_the_run_that_a_change_had_cut_off() -> None:
    async with opened() as trainer:
        await trainer.press("g", *"3000", "enter")
        await trainer.rests_at(3000, COMPARE)
        await trainer.press("g", *"100", "enter")
        await trainer.rests_at(100, COMPARE)
        await trainer.press("left", "x")
        await trainer.until(lambda: len(edits(trainer)) == 1)
        await trainer.press("z")
        await trainer.until(lambda: not edits(trainer))
        assert trainer.frame.furthest == Position(3000, COMPARE)


async def test_play_right_behind_a_change_plays_on_with_it() -> None:
    at, cell = Position(4999, 9), ("syn1", Cursor(hidden=1))
    for _ in range(5):
        async with opened(at=at, cell=cell) as trainer:
            await trainer.rests_at(4999, 9)
            for key in ("x", "space"):
                trainer.app.simulate_key(key)
            await trainer.until(lambda: trainer.frame.playing and trainer.position > at)
            assert edits(trainer) == ["syn1[1,0]=off@4999:syn0"]


async def test_off_and_on_at_the_same_place_is_no_change() -> None:
    async with opened(at=Position(100, 2), cell=("l1", Cursor())) as trainer:
        await trainer.rests_at(100, 2)
        await trainer.press("x")
        await trainer.until(lambda: len(edits(trainer)) == 1)
        await trainer.press("x")
        await trainer.until(lambda: not edits(trainer))


async def test_a_weight_is_frozen_and_freed_by_one_key() -> None:
    async with opened(at=Position(254, 9)) as trainer:
        await trainer.rests_at(254, 9)
        await trainer.press("f")
        await trainer.until(lambda: trainer.frame.snapshot.is_held("syn0", (0, 0)))
        await trainer.shows("held at 254:syn0: it keeps its value", "1 edit")
        await trainer.press("N")
        await trainer.rests_at(255, 9)
        weights = trainer.frame.snapshot.current
        assert weights.start["syn0"][0, 0] == weights.values["syn0"][0, 0]
        assert weights.start["syn0"][0, 1] != weights.values["syn0"][0, 1]
        await trainer.press("f")
        await trainer.until(lambda: not trainer.frame.snapshot.is_held("syn0", (0, 0)))
        await trainer.press("z", "z")
        await trainer.until(lambda: not trainer.frame.snapshot.experiment.edits)
