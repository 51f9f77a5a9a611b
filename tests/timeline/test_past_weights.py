"""The weights at many iterations: those of the run, from its start to the furthest kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.explanations import SMALL, VIDEO, standing_at
from helpers.strategies import experiments, stepping
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.timeline import past_weights
from tinynet_tui.timeline.past_weights import PastWeights


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_weights, "SECONDS", 60.0)


@examples(20)
@given(experiments(**SMALL), st.integers(0, 40))  # type: ignore[arg-type]
def test_they_are_those_of_the_run(experiment: Experiment, iteration: int) -> None:
    snapshot = standing_at(experiment, Position(iteration, 1))
    run, names = stepping(experiment), experiment.script.weights
    states = [next(run) for _ in range(iteration)]
    past = PastWeights(snapshot.schedule).of(snapshot)
    assert [at for at, _ in past] == sorted({at for at, _ in past})
    assert past[0][0] == 0
    for at, weights in past[1:]:
        for name, weight in zip(names, weights, strict=True):
            np.testing.assert_array_equal(weight, states[at - 1][name])


def test_a_run_that_goes_on_is_not_trained_again() -> None:
    far = standing_at(VIDEO, Position(10_000, 1))
    past = PastWeights(far.schedule)
    kept = past.of(standing_at(VIDEO, Position(100, 1)))
    assert past.is_complete
    assert kept[-1][0] <= 100
    found = past.of(far)
    assert [at for at, _ in found] == sorted({at for at, _ in found})
    assert all(weights is found[n][1] for n, (_, weights) in enumerate(kept))
    assert sum(at > 4_000 for at, _ in found) > 3
    assert found[-1][0] > 8_000
    for at, weights in found[::25]:
        expected = standing_at(VIDEO, Position(at, 1)).current.start
        np.testing.assert_array_equal(weights[0], expected["syn0"])
    assert past.of(standing_at(VIDEO, Position(100, 1)))[-1][0] <= 100


def test_what_is_off_is_0_and_what_is_edited_jumps() -> None:
    edits = (
        Edit(Position(50), "syn0", (0, 1), "off"),
        Edit(Position(50), "syn1", (2, 0), 9.0),
    )
    experiment = replace(VIDEO, edits=edits)
    snapshot = standing_at(experiment, Position(60, 1))
    past = PastWeights(snapshot.schedule).of(snapshot)
    before = [weights for at, weights in past if at <= 50]
    after = [weights for at, weights in past if at > 50]
    assert all(weights[0][0, 1] != 0 for weights in before)
    assert all(weights[0][0, 1] == 0 for weights in after)
    assert before[-1][1][2, 0] < 8 < after[0][1][2, 0]


def test_training_them_takes_little_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_weights, "SECONDS", 0.0)
    far = standing_at(VIDEO, Position(10_000, 1))
    past = PastWeights(far.schedule)
    found = past.of(far)
    assert found[0][0] == 0
    assert found[-1][0] > 8_000  # from checkpoints
    assert not past.is_complete
    while not past.is_complete:
        found = past.of(far)
    assert [at for at, _ in found if at < 10] == [*range(10)]
    assert past.of(far) == found
    stopped = PastWeights(far.schedule).of(far, lambda: True)
    assert len(stopped) < len(found)


def test_they_take_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_weights, "BYTES", 1)
    snapshot = standing_at(VIDEO, Position(4_000, 1))
    assert len(PastWeights(snapshot.schedule).of(snapshot)) < 40
