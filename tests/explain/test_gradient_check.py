"""The back-propagated gradient against one that is measured, and against one derived by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.explanations import SMALL, TWO_LAYERS, VIDEO, cells, standing_at
from helpers.strategies import ANY_ALPHAS, FINITE_NUMBERS, experiments
from tinynet_tui.experiment.editable import synapse_of
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain.gradient_check import STEP, check_gradient, factors_of

ABSOLUTE, RELATIVE = 2e-8, 1e-6
"""What a central difference with a step of 6e-6 is good for, with data up to 3."""


def half_squared_error(experiment: Experiment, weights: dict[str, Any]) -> Any:
    """E in as many digits as there are, by a formula of its own."""
    layer: Any = experiment.dataset.X.astype(np.longdouble)
    for name in experiment.script.weights:
        layer = 1 / (1 + np.exp(-(layer @ weights[name].astype(np.longdouble))))
    return ((experiment.dataset.y - layer) ** 2).sum() / 2


@examples(60)
@given(experiments(**SMALL), st.integers(0, 3))  # type: ignore[arg-type]
def test_both_slopes_are_the_same(experiment: Experiment, iteration: int) -> None:
    current = standing_at(experiment, Position(iteration, 1)).current
    for synapse in experiment.script.weights:
        for cell, _ in cells(synapse, experiment):
            check = check_gradient(experiment, current, synapse, cell)
            assert abs(check.difference) <= ABSOLUTE + RELATIVE * abs(check.back_propagated)
            assert check.weight == current.start[synapse][cell]


@pytest.mark.parametrize("experiment", [VIDEO, TWO_LAYERS, replace(VIDEO, hidden=1, alpha=0.5)])
def test_the_back_propagated_slope_is_the_gradient_of_half_the_squared_error(
    experiment: Experiment,
) -> None:
    current = standing_at(experiment, Position(254, 1)).current
    for synapse in experiment.script.weights:
        for cell, _ in cells(synapse, experiment):
            check = check_gradient(experiment, current, synapse, cell)
            weights = {name: current.start[name] for name in experiment.script.weights}
            h = np.longdouble(1e-6)
            sides = []
            for moved in (h, -h):
                changed = weights[synapse].astype(np.longdouble)
                changed[cell] += moved
                sides.append(half_squared_error(experiment, {**weights, synapse: changed}))
            expected = float((sides[0] - sides[1]) / (2 * h))
            assert check.back_propagated == pytest.approx(expected, rel=1e-7, abs=1e-11)
            assert check.measured == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_the_step_of_the_update_is_minus_alpha_times_the_slope() -> None:
    experiment = replace(VIDEO, alpha=0.25)
    current = standing_at(experiment, Position(30, 9)).current
    for synapse in experiment.script.weights:
        for cell, _ in cells(synapse, experiment):
            step = current.values[synapse][cell] - current.start[synapse][cell]
            slope = check_gradient(experiment, current, synapse, cell).back_propagated
            assert step == pytest.approx(-0.25 * slope, rel=1e-9, abs=1e-15)


def test_the_step_is_where_the_difference_is_smallest() -> None:
    current = standing_at(VIDEO, Position(254, 1)).current
    worst = max(
        abs(check_gradient(VIDEO, current, synapse, cell).difference)
        for synapse in VIDEO.script.weights
        for cell, _ in cells(synapse, VIDEO)
    )
    assert worst < 1e-10
    assert pytest.approx(6.06e-6, rel=1e-2) == STEP


def test_what_rounding_can_do_is_about_what_it_does() -> None:
    current = standing_at(VIDEO, Position(254, 1)).current
    checks = [
        check_gradient(VIDEO, current, synapse, cell)
        for synapse in VIDEO.script.weights
        for cell, _ in cells(synapse, VIDEO)
    ]
    assert max(abs(check.difference) / check.rounding for check in checks) < 10


@examples(25)
@given(experiments(FINITE_NUMBERS, ANY_ALPHAS, **SMALL))
def test_no_number_is_too_wild_to_be_checked(experiment: Experiment) -> None:
    current = standing_at(experiment, Position(2, 1)).current
    for synapse in experiment.script.weights:
        check = check_gradient(experiment, current, synapse, (0, 0))
        assert isinstance(check.difference, float)
        assert isinstance(check.relative, float)


def test_the_nearest_synapse_leads_to_the_layer() -> None:
    nearest = {name: synapse_of(name, VIDEO.script) for name in (*VIDEO.script.names, "y")}
    assert {name for name, synapse in nearest.items() if synapse == "syn0"} == {
        *("l0", "syn0", "l1", "l1_error", "l1_delta"),
    }
    assert set(nearest.values()) == {"syn0", "syn1"}
    assert {synapse_of(name, TWO_LAYERS.script) for name in (*TWO_LAYERS.script.names, "y")} == {
        "syn0"
    }


def test_the_factors_of_a_step() -> None:
    assert factors_of("syn0", VIDEO.script) == ("l0", "l1_delta")
    assert factors_of("syn1", VIDEO.script) == ("l1", "l2_delta")
