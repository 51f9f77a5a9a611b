"""Any script is trained; a loop made for a script serves only where its first iteration agrees."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import ORDINARY_ALPHAS, ORDINARY_NUMBERS, experiments, same, stepping
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.script import Script
from tinynet_tui.training import loop as loop_module
from tinynet_tui.training.loop import Loop

TANH = "def tanh(x):\n    return np.tanh(x)\n\n\ndef tanh_slope(l):\n    return 1 - l * l\n\n\nX ="


def with_tanh() -> Script:
    """The video's network with another function in the hidden layer."""
    text = THREE_LAYERS.text.replace("\nX =", f"\n{TANH}", 1)
    text = text.replace("l1 = sigmoid(", "l1 = tanh(").replace("slope(l1)", "tanh_slope(l1)")
    return Script("with_tanh.py", text)


WITH_TANH = with_tanh()


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


OTHER = {
    "sigmoid": ("return 1 / (1 + np.exp(-x))", "return np.tanh(x)"),
    "slope": ("return l * (1 - l)", "return 1 - l * l"),
}


@pytest.mark.parametrize("name", OTHER)
def test_the_same_lines_that_compute_something_else_do_not_get_the_loop(name: str) -> None:
    script = Script("other.py", THREE_LAYERS.text.replace(*OTHER[name]))
    assert script.steps == THREE_LAYERS.steps
    loop = loop_of(script, Experiment())
    assert not loop.fast
    assert_runs_as_it_steps(loop, script, Experiment())


def test_the_same_lines_that_compute_the_same_get_it() -> None:
    text = THREE_LAYERS.text.replace("return 1 / (1 + np.exp(-x))", "return (1 + np.exp(-x)) ** -1")
    assert loop_of(Script("other.py", text), Experiment()).fast


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
