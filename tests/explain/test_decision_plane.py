"""The plane of two inputs: what is computed over it, and which stretch of it is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.strategies import FINITE_NUMBERS, experiments
from tinynet_tui.data.built_in import XOR
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.explain.decision_plane import Plane, Range, first_axes, predict, range_of, varying
from tinynet_tui.network.array import Array


@given(experiments())
def test_what_is_predicted_of_many_points_is_what_the_script_computes_of_each(
    experiment: Experiment,
) -> None:
    X, y = experiment.dataset.X, experiment.dataset.y
    weights, script = experiment.initial_weights(), experiment.script
    together = predict(script, X, weights)
    assert together.shape == y.shape
    layer = script.names[len(weights)]
    for at in range(len(X)):
        alone = script.compute(X[at : at + 1], y[at : at + 1], weights, 1.0, len(script.steps))
        np.testing.assert_allclose(together[at], alone[layer][0], rtol=1e-12)


def test_the_plane_of_xor_at_its_corners_is_what_the_network_says_of_the_examples() -> None:
    experiment = Experiment()
    weights = experiment.initial_weights()
    plane = Plane(0, 1, XOR.X[0])
    corners = plane.grid(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    np.testing.assert_array_equal(corners, XOR.X[[0, 2, 1, 3]])
    values = predict(experiment.script, corners, weights)
    expected = predict(experiment.script, XOR.X, weights)[[0, 2, 1, 3]]
    np.testing.assert_allclose(values, expected, rtol=1e-12)


@given(st.integers(0, 3), st.integers(0, 3), st.integers(1, 5), st.integers(1, 5))
def test_a_grid_runs_along_both_axes_and_holds_the_other_inputs(
    across: int, up: int, columns: int, rows: int
) -> None:
    held = np.array([10.0, 20.0, 30.0, 40.0])
    xs, ys = np.linspace(0, 1, columns), np.linspace(100, 101, rows)
    grid = Plane(across, None if up == across else up, held).grid(xs, ys)
    for at, point in enumerate(grid.reshape(rows, columns, 4).tolist()[0]):
        assert point[across] == xs[at]
    for number, line in enumerate(grid.reshape(rows, columns, 4).tolist()):
        for point in line:
            if up != across:
                assert point[up] == ys[number]
            for other in {0, 1, 2, 3} - {across, up}:
                assert point[other] == held[other]
    assert held.tolist() == [10.0, 20.0, 30.0, 40.0]


@given(st.lists(FINITE_NUMBERS, min_size=1), st.integers(1, 200))
def test_a_range_holds_all_values_and_more_and_its_parts_are_numbered(
    values: list[float], count: int
) -> None:
    data = np.array(values)
    shown = range_of(data)
    assert shown.low <= data.min()
    assert shown.high >= data.max()
    assert shown.low < shown.high
    assert np.isfinite(shown.centres(count)).all()
    parts = shown.part(data, count)
    assert ((parts >= 0) & (parts < count)).all()


@given(st.floats(-100, 100), st.floats(0.1, 100), st.integers(1, 300))
def test_the_middle_of_each_part_lies_in_that_part(low: float, width: float, count: int) -> None:
    shown = Range(low, low + width)
    assert shown.part(shown.centres(count), count).tolist() == list(range(count))


@pytest.mark.parametrize(
    ("X", "expected"),
    [
        (XOR.X, (0, 1)),
        (np.array([[1.0, 5.0, 2.0, 3.0], [1.0, 6.0, 2.0, 4.0]]), (1, 3)),
        (np.array([[1.0, 5.0], [1.0, 6.0]]), (1, 0)),
        (np.array([[1.0], [2.0]]), (0, None)),
        (np.array([[1.0]]), (0, None)),
    ],
)
def test_the_first_axes_are_inputs_that_vary(X: Array, expected: tuple[int, int | None]) -> None:
    assert first_axes(X) == expected


def test_a_column_of_ones_does_not_vary() -> None:
    assert varying(XOR.X) == [0, 1]


def test_an_example_lies_on_the_plane_where_its_other_inputs_are_those_held() -> None:
    X = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]])
    assert Plane(0, 1, X[0]).holds(X).tolist() == [True, True, False]
    assert Plane(0, None, X[0]).holds(X).tolist() == [True, False, False]


def test_numbers_that_are_not_finite_stay_so_and_nothing_is_said() -> None:
    experiment = Experiment()
    syn0, syn1 = experiment.initial_weights()
    broken = predict(experiment.script, XOR.X, [syn0, np.full_like(syn1, np.nan)])
    assert np.isnan(broken).all()
