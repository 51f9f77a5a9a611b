"""Any script is trained; a loop made for a script serves only where its first iteration agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import FunctionType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import ORDINARY_ALPHAS, ORDINARY_NUMBERS, experiments, same, stepping
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import sigmoid, slope
from tinynet_tui.network.array import Array
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS, three_layers
from tinynet_tui.network.script import Script
from tinynet_tui.training import loop as loop_module
from tinynet_tui.training.loop import Loop


def tanh(x: Array) -> Array:
    return np.tanh(x)


def tanh_slope(l: Array) -> Array:  # noqa: E741 - as the sigmoid's
    return 1 - l * l


def with_tanh(X: Array, y: Array, syn0: Array, syn1: Array, alpha: float) -> Iterator[Array]:
    """The video's network with another function in the hidden layer."""
    l0 = X
    yield l0
    l1 = tanh(l0 @ syn0)
    yield l1
    l2 = sigmoid(l1 @ syn1)
    yield l2
    l2_error = y - l2
    yield l2_error
    l2_delta = l2_error * slope(l2)
    yield l2_delta
    l1_error = l2_delta @ syn1.T
    yield l1_error
    l1_delta = l1_error * tanh_slope(l1)
    yield l1_delta
    syn1 += alpha * l1.T @ l2_delta
    yield syn1
    syn0 += alpha * l0.T @ l1_delta
    yield syn0


WITH_TANH = Script(with_tanh, weights=("syn0", "syn1"))


def loop_of(script: Script, experiment: Experiment) -> Loop:
    data = experiment.dataset
    return Loop(script, data.X, data.y, experiment.initial_weights(), experiment.alpha)


def assert_runs_as_it_steps(loop: Loop, script: Script, experiment: Experiment) -> None:
    expected = stepping(experiment, script)
    for part in (1, 7, 2):
        loop.train(part)
        rows = [next(expected) for _ in range(part)]
        differences = [values[script.error] for values in rows]
        assert all(map(same, loop.differences, differences))
        assert all(map(same, loop.weights, (rows[-1][name] for name in script.weights)))


@given(experiments(ORDINARY_NUMBERS, ORDINARY_ALPHAS))
def test_without_a_loop_made_for_it_a_script_runs_as_it_steps(experiment: Experiment) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loop_module, "fast_loop", lambda script: None)
        loop = loop_of(experiment.script, experiment)
    assert not loop.fast
    assert_runs_as_it_steps(loop, experiment.script, experiment)


@given(st.integers(0, 99))
def test_other_lines_have_no_loop_made_for_them(seed: int) -> None:
    experiment = Experiment(seed=seed)
    loop = loop_of(WITH_TANH, experiment)
    assert not loop.fast
    assert_runs_as_it_steps(loop, WITH_TANH, experiment)


def rewired(function: Callable[..., Iterator[Array]], **names: object) -> Script:
    """The video's script, word for word, with other functions behind its names."""
    assert isinstance(function, FunctionType)
    other = FunctionType(function.__code__, {**function.__globals__, **names})
    return Script(other, weights=("syn0", "syn1"))


@pytest.mark.parametrize("names", [{"sigmoid": tanh}, {"slope": tanh_slope}])
def test_the_same_lines_that_compute_something_else_do_not_get_the_loop(
    names: dict[str, object],
) -> None:
    script = rewired(three_layers, **names)
    assert [step.source for step in script.steps] == [step.source for step in THREE_LAYERS.steps]
    loop = loop_of(script, Experiment())
    assert not loop.fast
    assert_runs_as_it_steps(loop, script, Experiment())


def test_the_same_lines_that_compute_the_same_get_it() -> None:
    assert loop_of(rewired(three_layers), Experiment()).fast


@pytest.mark.parametrize("script", [THREE_LAYERS, TWO_LAYERS])
def test_what_is_held_stays_0_without_a_loop_made_for_it(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    experiment = Experiment(hidden=4 * (script is THREE_LAYERS))
    weights = experiment.initial_weights()
    off = np.zeros(weights[-1].shape, bool)
    off[1] = True
    weights[-1][1] = 0.0
    data = experiment.dataset

    def trained() -> Loop:
        loop = Loop(script, data.X, data.y, weights, 0.5, {script.weights[-1]: off})
        loop.train(20)
        return loop

    made = trained()
    monkeypatch.setattr(loop_module, "fast_loop", lambda script: None)
    plain = trained()
    assert made.fast and not plain.fast
    assert (plain.weights[-1][1] == 0).all()
    assert all(map(same, plain.weights, made.weights))
    assert same(plain.differences, made.differences)
