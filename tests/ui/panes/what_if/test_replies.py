"""What the network replies to inputs of one's own, against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from helpers.explanations import standing_at
from helpers.strategies import ANY_ALPHAS, FINITE_NUMBERS, ORDINARY_NUMBERS, experiments, same
from helpers.what_if import COMPARE, SYN1, by_numpy, weights_at
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_HIDDEN
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.what_if import ask, examples_like, side


@given(
    experiments(FINITE_NUMBERS, ANY_ALPHAS, hidden=MAX_HIDDEN, rows=4),
    st.integers(0, 3),
    st.integers(1, 9),
    st.data(),
)
def test_a_reply_is_what_numpy_gives_with_the_weights_there(
    experiment: Experiment, iteration: int, step: int, data: st.DataObject
) -> None:
    step = min(step, len(experiment.script.steps))
    snapshot = standing_at(experiment, Position(iteration, step))
    inputs = data.draw(arrays(float, experiment.sizes[0], elements=FINITE_NUMBERS))
    reply, expected = ask(snapshot, inputs), by_numpy(snapshot, inputs)
    assert same(reply.predictions, expected[-1])
    assert same(reply.sums, expected[-2])
    if experiment.hidden:
        assert reply.layer_sums is not None
        assert same(reply.layer_sums, expected[0])
        assert same(reply.outputs, expected[1])
    else:
        assert reply.layer_sums is None
        assert same(reply.outputs, inputs)
    with np.errstate(all="ignore"):
        for output in range(experiment.sizes[-1]):
            assert same(reply.parts(output), reply.outputs * weights_at(snapshot)[-1][:, output])


@given(experiments(hidden=8), st.integers(0, 20))
def test_a_training_example_gets_what_the_script_gives(
    experiment: Experiment, iteration: int
) -> None:
    snapshot = standing_at(experiment, Position(iteration, experiment.script.step("l1").number))
    X, y, script = experiment.dataset.X, experiment.dataset.y, experiment.script
    weights = tuple(weights_at(snapshot))
    prediction = ask(snapshot, X[0]).prediction
    with np.errstate(all="ignore"):
        whole = script.compute(X, y, weights, experiment.alpha, len(script.steps))[prediction]
    for number in range(len(X)):
        row = slice(number, number + 1)
        with np.errstate(all="ignore"):
            alone = script.compute(X[row], y[row], weights, experiment.alpha, len(script.steps))
        predictions = ask(snapshot, X[number]).predictions
        assert same(predictions, alone[prediction][0])
        np.testing.assert_allclose(predictions, whole[number], rtol=1e-12)
        same_inputs = [at for at, other in enumerate(X) if (other == X[number]).all()]
        assert examples_like(snapshot, X[number]) == same_inputs


@given(experiments(hidden=8), st.data())
def test_the_parts_add_up_to_the_weighted_sum(experiment: Experiment, data: st.DataObject) -> None:
    inputs = data.draw(arrays(float, experiment.sizes[0], elements=ORDINARY_NUMBERS))
    reply = ask(standing_at(experiment, Position(3, 1)), inputs)
    for output, total in enumerate(reply.sums):
        assert reply.parts(output).sum() == pytest.approx(total, rel=1e-9, abs=1e-9)


def test_after_an_update_the_new_weights_count() -> None:
    before, after = (standing_at(Experiment(), Position(254, step)) for step in (SYN1 - 1, SYN1))
    inputs = np.array([0.5, 0, 1])
    one, other = ask(before, inputs), ask(after, inputs)
    assert same(one.outputs, other.outputs)  # syn0 is still to be updated
    assert one.predictions[0] != other.predictions[0]


def test_a_neuron_that_is_off_has_no_part() -> None:
    off = Edit(Position(0, 1), "l1", (None, 2), "off")
    snapshot = standing_at(Experiment(edits=(off,)), Position(254, COMPARE))
    reply = ask(snapshot, np.array([0.0, 0, 1]))
    assert reply.outputs[2] > 0
    assert reply.parts(0)[2] == 0
    assert reply.predictions[0] == by_numpy(snapshot, [0, 0, 1])[-1][0]


@given(st.floats(0, 1), st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]))
def test_the_right_side_is_the_target_s(prediction: float, target: float) -> None:
    if abs(prediction - 0.5) > 1e-9:
        same_side = (prediction > 0.5) == (target > 0.5)
        assert side(prediction, target) == (
            "" if target == 0.5 else "correct" if same_side else "wrong"
        )
    assert side(0.5, 1.0) == "wrong"
    assert side(float("nan"), 1.0) == ""
