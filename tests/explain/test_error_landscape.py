"""The error over two weights: what the script computes with them, on a plane around the run."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.panes import snapshot_at
from helpers.strategies import FINITE_NUMBERS, experiments
from tinynet_tui.data.built_in import XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.cursor import Cursor
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.position import Position
from tinynet_tui.explain import error_landscape
from tinynet_tui.explain.error_landscape import (
    Axes,
    Weight,
    axis_range,
    error_here,
    errors,
    round_up,
)
from tinynet_tui.network.array import Array

VALUES = np.array([-3.0, 0.25, 4.0]), np.array([2.0, -1.5])


def weights_of(experiment: Experiment) -> list[Weight]:
    shapes = {name: experiment.dimensions.shape(name) for name in experiment.script.weights}
    return [Weight(name, cell) for name, shape in shapes.items() for cell in np.ndindex(shape)]


def sigmoid(x: Array) -> Array:
    result: Array = 1 / (1 + np.exp(-x))
    return result


def by_numpy(experiment: Experiment, axes: Axes, across: float, up: float) -> float:
    """The error with two weights in place of the first ones, by the formula."""
    layer = experiment.dataset.X
    for name, first in zip(experiment.script.weights, experiment.initial_weights(), strict=True):
        weight = first.copy()
        for axis, value in zip(axes, (across, up), strict=True):
            if axis is not None and axis.synapse == name:
                weight[axis.cell] = value
        layer = sigmoid(layer @ weight)
    return float(np.abs(experiment.dataset.y - layer).mean())


def computed(experiment: Experiment, axes: Axes) -> Array:
    data = experiment.dataset.X, experiment.dataset.y
    found = errors(experiment.script, data, experiment.initial_weights(), axes, VALUES)
    assert found is not None
    return found


@given(experiments(), st.data())
def test_the_error_is_that_of_the_formula(experiment: Experiment, data: st.DataObject) -> None:
    experiment = replace(experiment, edits=())
    weights = weights_of(experiment)
    across = data.draw(st.sampled_from(weights))
    others: list[Weight | None] = [weight for weight in weights if weight != across]
    up = data.draw(st.sampled_from(others or [None]))
    axes = Axes(across, up)
    found = computed(experiment, axes)
    with np.errstate(all="ignore"):
        for (row, y), (column, x) in product(enumerate(VALUES[1]), enumerate(VALUES[0])):
            expected = by_numpy(experiment, axes, x, y)
            np.testing.assert_allclose(found[row, column], expected, rtol=1e-12, equal_nan=True)


@pytest.mark.parametrize("block", [1, 20, 100])
def test_it_makes_no_difference_how_much_is_computed_at_a_time(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    experiment = Experiment(replace(XOR, y=np.hstack((XOR.y, 1 - XOR.y))))
    for up in (Weight("syn1", (2, 1)), Weight("syn0", (1, 3))):
        axes = Axes(Weight("syn0", (0, 2)), up)
        whole = computed(experiment, axes)
        with monkeypatch.context() as patched:
            patched.setattr(error_landscape, "BLOCK", block)
            np.testing.assert_allclose(computed(experiment, axes), whole, rtol=1e-14)


def test_it_can_be_stopped() -> None:
    experiment, axes = Experiment(), Axes(Weight("syn0", (0, 0)), None)
    data = XOR.X, XOR.y
    weights = experiment.initial_weights()
    assert errors(experiment.script, data, weights, axes, VALUES, lambda: True) is None


@pytest.mark.parametrize("step", range(1, 10))
def test_the_error_at_a_position_is_that_of_its_weights_and_the_script_s_where_it_has_it(
    step: int,
) -> None:
    snapshot = snapshot_at(Experiment(), Position(254, step))
    differences = XOR.y - sigmoid(sigmoid(XOR.X @ snapshot.weights[0]) @ snapshot.weights[1])
    assert error_here(snapshot) == pytest.approx(np.abs(differences).mean(), rel=1e-12)
    if 4 <= step < 8:
        assert snapshot.error == (error_here(snapshot), 254)


# Which weights.


def test_at_first_they_are_those_on_the_cursor_s_way() -> None:
    dimensions = Experiment().dimensions
    assert Axes.through(Cursor(3, 2, 1), dimensions) == (("syn0", (2, 1)), ("syn1", (1, 0)))


def test_with_one_synapse_they_lead_to_the_same_neuron() -> None:
    experiment = Experiment(Dataset.of("small", np.eye(3), np.eye(3)[:, :2]), hidden=0)
    axes = Axes.through(Cursor(0, 2, 0, 1), experiment.dimensions)
    assert axes == (("syn0", (2, 1)), ("syn0", (0, 1)))
    across = Experiment(Dataset.of("two", [[1.0]], [[0.0, 1.0]]), hidden=0)
    assert Axes.through(Cursor(), across.dimensions) == (("syn0", (0, 0)), ("syn0", (0, 1)))
    single = Experiment(Dataset.of("one", [[1.0]], [1.0]), hidden=0)
    assert Axes.through(Cursor(), single.dimensions) == (("syn0", (0, 0)), None)


@given(experiments(), st.booleans(), st.sampled_from((1, -1)))
def test_every_weight_can_be_put_on_each_axis_and_none_on_both(
    experiment: Experiment, upright: bool, steps: int
) -> None:
    dimensions, weights = experiment.dimensions, weights_of(experiment)
    axes = first = Axes.through(Cursor(), dimensions)
    seen = set()
    for _ in weights:
        axes = axes.moved(steps, dimensions, upright=upright)
        assert axes[not upright] == first[not upright]
        assert axes.across != axes.up
        assert axes.exist(dimensions)
        seen.add(axes[upright])
    if len(weights) > 1:
        assert seen == {*weights} - {first[not upright]}


# Which part of the plane.


@given(st.lists(FINITE_NUMBERS, min_size=1, max_size=5))
def test_the_range_has_room_around_all_values(values: list[float]) -> None:
    range = axis_range(np.array(values))
    assert np.isfinite([range.low, range.high]).all()
    assert range.low < range.high
    assert range.low <= min(values)
    assert max(values) <= range.high


@pytest.mark.parametrize(
    ("values", "bounds"),
    [((0.0,), (-2, 2)), ((-0.2, 0.9), (-2, 3)), ((-7.0, 1.0), (-10, 4)), ((300.0, 900), (0, 1200))],
)
def test_its_bounds_are_round(values: tuple[float, ...], bounds: tuple[float, float]) -> None:
    range = axis_range(np.array(values))
    assert (range.low, range.high) == bounds


@given(st.floats(1e-300, 1e300))
def test_a_round_number_is_1_2_or_5_and_noughts(number: float) -> None:
    rounded = round_up(number)
    assert number * (1 - 1e-8) <= rounded <= 2.5 * number * (1 + 1e-8)
    assert f"{rounded:.6e}"[:8] in ("1.000000", "2.000000", "5.000000")
