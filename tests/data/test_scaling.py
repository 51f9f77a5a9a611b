"""Columns scaled to mean 0 and deviation 1, and the way back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tinynet_tui.data.built_in import find
from tinynet_tui.data.csv_file import DataError, load
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.data.scaling import Scaling
from tinynet_tui.network.array import Array

MATRICES = arrays(
    float,
    st.tuples(st.integers(2, 30), st.integers(1, 4)),
    elements=st.floats(-1e6, 1e6).map(lambda value: round(value, 3)),
)


@given(MATRICES)
def test_each_input_has_mean_0_and_deviation_1_or_is_left_alone(X: Array) -> None:
    scaled = Dataset.of("own", X, np.zeros(len(X))).scaled().X
    for before, after in zip(X.T, scaled.T, strict=True):
        if (before == before[0]).all():
            assert np.array_equal(before, after)
        else:
            np.testing.assert_allclose([after.mean(), after.std()], [0, 1], atol=1e-6)


@given(MATRICES)
def test_the_file_s_own_numbers_scale_to_the_same_bits_one_by_one(X: Array) -> None:
    scaled = Dataset.of("own", X, np.zeros(len(X))).scaled()
    assert scaled.scaling is not None
    for own, row in zip(scaled.own_inputs, scaled.X, strict=True):
        assert np.array_equal(scaled.scaling.scaled(own), row)
        np.testing.assert_allclose(scaled.scaling.unscaled(row), own, atol=1e-6)


def test_only_targets_outside_0_to_1_are_scaled() -> None:
    data = Dataset.of("own", [[1.0], [2.0], [3.0]], [[25.0, 0.2], [346.0, 0.9], [185.5, 0.0]])
    scaled = data.scaled()
    assert scaled.y.tolist() == [[0, 0.2], [1, 0.9], [0.5, 0]]
    assert scaled.scaling is not None and scaled.scaling.has_units and not scaled.has_sides
    assert scaled.scaling.in_units(0.5, 0) == 185.5
    assert scaled.scaling.in_units(0.5, 1) == 0.5
    assert Dataset.of("own", [[1.0], [2.0]], [0.0, 1.0]).scaled().has_sides


@pytest.mark.parametrize("far", [1e200, 1.7e308, -1.7e308])
def test_numbers_too_far_apart_are_refused_or_scaled_to_finite_ones(far: float) -> None:
    try:
        scaling = Scaling.of(np.array([[far], [-far], [0.0]]), np.zeros((3, 1)))
    except ValueError as error:
        assert "too far apart" in str(error)
    else:
        assert np.isfinite(scaling.scaled(scaling.inputs)).all()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("own.csv").write_text("a,b,t\n1000,1,25\n2000,1,346\n1500,1,100\n")
    return "own.csv"


def test_a_file_is_scaled_when_it_is_asked_for(path: str) -> None:
    with pytest.raises(
        DataError, match=r"the target 25 is not between 0 and 1.*; --scale scales it"
    ):
        load(path)
    data = find(path, bias=True, scale=True)
    assert data.X[:, 1:].tolist() == [[1, 1]] * 3
    assert data.title == "own.csv scaled"
    assert data.arguments == ("--dataset", "own.csv", "--bias", "--scale")
    assert data == find(path, bias=True, scale=True)


def test_built_in_data_are_not_scaled() -> None:
    with pytest.raises(ValueError, match="--scale is only for a CSV file; xor is built in"):
        find("xor", scale=True)
