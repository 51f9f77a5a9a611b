"""Examples that are held back do not train, however a position is reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.strategies import ORDINARY_NUMBERS, experiments
from tinynet_tui.data.built_in import parse
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.split import WHOLE, hold_back
from tinynet_tui.timeline.timeline import Timeline
from tinynet_tui.training.beside import EACH, EVERY, RIGHT, TEST_ERROR, TEST_RIGHT
from tinynet_tui.training.loop import Loop

MOONS = Experiment(parse("moons"), alpha=0.1, test=0.2)
SHARES = st.floats(0.01, 0.99)


def loop(experiment: Experiment) -> Loop:
    data, weights = experiment.dataset, experiment.initial_weights()
    return Loop(
        experiment.script, data.X, data.y, weights, experiment.alpha, examples=experiment.split
    )


@pytest.mark.parametrize("hidden", [0, 4])
def test_the_network_learns_what_it_would_learn_without_them(hidden: int) -> None:
    held = replace(MOONS, hidden=hidden)
    train, data = held.split.train, held.dataset
    few = Experiment(Dataset.of("few", data.X[train], data.y[train]), hidden, held.alpha)
    with_them, without = loop(held), loop(few)
    errors = [one.train(500) for one in (with_them, without)]
    for mine, other in zip(with_them.weights, without.weights, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-9)
    np.testing.assert_allclose(errors[0], errors[1], rtol=1e-9)


@given(experiments(ORDINARY_NUMBERS, hidden=5), SHARES)
def test_the_fast_loop_has_the_bits_of_the_script(experiment: Experiment, share: float) -> None:
    if len(experiment.dataset.y) < 2:
        return
    experiment = replace(experiment, test=share)
    made, script, data = loop(experiment), experiment.script, experiment.dataset
    assert made.fast
    errors = made.train(7)
    weights = experiment.initial_weights()
    for row in range(7):
        with np.errstate(all="ignore"):
            values = script.compute(
                *(data.X, data.y, weights, experiment.alpha, len(script.steps)),
                held_back=experiment.split.test,
            )
        weights = tuple(values[name] for name in script.weights)
        train = values[script.error][experiment.split.train]
        assert np.array_equal(errors[row], np.abs(train).mean(), equal_nan=True)
        assert (values[script.first_delta][experiment.split.test] == 0).all()
    for mine, other in zip(made.weights, weights, strict=True):
        assert np.array_equal(mine, other, equal_nan=True)


def test_what_is_edited_in_a_test_example_changes_no_weight() -> None:
    example, other = int(MOONS.split.test[3]), int(MOONS.split.train[3])  # type: ignore[index]

    def weights(*edits: Edit) -> bytes:
        timeline = Timeline(replace(MOONS, edits=edits))
        timeline.advance(50)
        return b"".join(weight.tobytes() for weight in timeline.snapshot().weights)

    def edit(row: int) -> tuple[Edit, Edit]:
        return Edit(Position(), "X", (row, 0), 9.0), Edit(Position(), "y", (row, 0), 0.25)

    assert weights(*edit(example)) == weights()
    assert weights(*edit(other)) != weights()


def test_they_do_not_count_in_what_training_minimises() -> None:
    differences = np.ones_like(MOONS.dataset.y)
    differences[MOONS.split.test] = 1000.0
    assert MOONS.split.squares(differences) == len(differences[MOONS.split.train]) / 2
    assert WHOLE.squares(differences[:, :1] * 2) == 2.0 * float((differences**2).sum())


def test_going_back_and_editing_gives_the_numbers_of_a_straight_run() -> None:
    straight, wandering = Timeline(MOONS), Timeline(MOONS)
    straight.advance(300)
    for _ in range(3):
        wandering.advance(200)
    wandering.approach(300)
    wandering.advance(300 - wandering.position.iteration)
    assert straight.snapshot().right == wandering.snapshot().right
    edits = (Edit(Position(400), "syn1", (0, 0), 1.0),)
    edited, anew = wandering.edited(edits), Timeline(replace(MOONS, edits=edits))
    for timeline in (edited, anew):
        while timeline.position.iteration < 700:
            timeline.advance(min(100, 700 - timeline.position.iteration))
    for name in (RIGHT, TEST_RIGHT, TEST_ERROR):
        mine, other = (run.history.beside[name].columns(700)[0] for run in (edited, anew))
        assert np.array_equal(mine, other, equal_nan=True)


def test_what_is_recorded_is_what_the_run_shows_there() -> None:
    timeline = Timeline(MOONS)
    timeline.advance(1000)
    timeline.advance(800)
    history = timeline.history
    recorded = {name: one.columns(1800)[0] for name, one in history.beside.items()}
    known = np.isfinite(recorded[RIGHT])
    assert np.flatnonzero(~known[:EACH]).size == 0
    assert np.array_equal(np.flatnonzero(known[EACH:]) % EVERY, np.zeros(known[EACH:].sum()))
    for iteration in (0, 5, 777, EACH + EVERY):
        run = Timeline(MOONS)
        for _ in range(iteration // 1000):
            run.advance(1000)
        if run.position.iteration < iteration:
            run.advance(iteration - run.position.iteration)
        run.stand_at(5)
        snapshot = run.snapshot()
        shares, value = snapshot.right, snapshot.value("l2_error")
        assert shares is not None and value is not None
        assert shares == (recorded[RIGHT][iteration], recorded[TEST_RIGHT][iteration])
        test = np.abs(value.array[MOONS.split.test]).mean()
        assert test == recorded[TEST_ERROR][iteration]


@settings(max_examples=50)
@given(st.integers(2, 300), st.floats(0.001, 0.999), st.integers(0, 2**32 - 1))
def test_each_class_gives_its_share(rows: int, share: float, seed: int) -> None:
    y = np.eye(3)[np.random.RandomState(seed).randint(0, 3, rows)]
    experiment = Experiment(Dataset.of("classes", np.ones((rows, 1)), y), seed=seed, test=share)
    test, train = experiment.split.test, experiment.split.train
    assert sorted([*test, *np.arange(rows)[train]]) == [*range(rows)]
    assert len(test) == min(rows - 1, max(1, round(share * rows)))
    for column in range(3):
        wanted = len(test) / rows * y[:, column].sum()
        assert abs(y[test, column].sum() - wanted) <= 2


def test_the_seed_chooses_them() -> None:
    again, other = replace(MOONS), replace(MOONS, seed=2)
    assert again.split.test.tolist() == MOONS.split.test.tolist()
    assert other.split.test.tolist() != MOONS.split.test.tolist()
    assert MOONS.split.test.tolist()[:10] == [0, 3, 4, 10, 13, 15, 27, 32, 36, 38]
    assert len(MOONS.split.test) == 20


@pytest.mark.parametrize("share", [-0.1, 1.0, 1.5, float("nan")])
def test_a_share_is_from_0_to_below_1(share: float) -> None:
    with pytest.raises(ValueError, match="is not a share"):
        replace(MOONS, test=share)


def test_one_example_cannot_be_held_back() -> None:
    with pytest.raises(ValueError, match="single example"):
        Experiment(Dataset.of("one", [[1.0]], [1.0]), test=0.5)


def test_ten_thousand_rows_are_split_and_judged_soon() -> None:
    y = np.arange(10_000) % 2
    split = hold_back(y.reshape(-1, 1).astype(float), 0.2, np.random.RandomState(0).rand(10_000))
    assert len(split.test) == 2000 and y[split.test].sum() == 1000
