"""What each hidden neuron adds to an output, and its arithmetic in digits that add up."""

from __future__ import annotations

from decimal import Decimal
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinynet_tui.explain.hidden_parts import HiddenParts, Manner, write
from tinynet_tui.network.activations import sigmoid
from tinynet_tui.network.array import Array
from tinynet_tui.network.bundled_scripts import THREE_LAYERS

Weights = tuple[Array, Array]
MANNER = Manner.of(THREE_LAYERS)


def drawn(seed: int, hidden: int, outputs: int = 1, size: float = 3.0) -> Weights:
    random = np.random.RandomState(seed)
    first = random.uniform(-size, size, (3, hidden))
    return first, random.uniform(-size, size, (hidden, outputs))


@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(1, 3))
def test_outputs_parts_sums_and_predictions_are_those_of_numpy(
    seed: int, hidden: int, outputs: int
) -> None:
    first, second = weights = drawn(seed, hidden, outputs)
    inputs = np.random.RandomState(seed).uniform(-2, 2, (7, 3))
    for output in range(outputs):
        found = HiddenParts.of(THREE_LAYERS, inputs, weights, output)
        layer = sigmoid(inputs @ first)
        assert (found.outputs == layer).all()
        assert (found.parts == layer * second[:, output]).all()
        assert (found.sums == (layer @ second)[:, output]).all()
        assert (found.predictions == sigmoid(layer @ second)[:, output]).all()
        assert np.allclose(found.parts.sum(axis=1), found.sums)
        for shown in (range(hidden), range(1), range(hidden // 2, hidden)):
            rest = found.parts.sum(axis=1) - found.parts[:, shown].sum(axis=1)
            assert np.allclose(found.others(shown), rest)


@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(1, 12), st.sampled_from([8, 11]))
def test_what_is_written_as_equal_adds_up_on_a_calculator(
    seed: int, hidden: int, count: int, room: int
) -> None:
    weights = drawn(seed, hidden, size=12.0)
    shown = range(min(count, hidden))
    point = HiddenParts.of(THREE_LAYERS, np.array([[0.3, 0.9, 1.0]]), weights, 0)
    written = write(point, MANNER, shown, room)
    numbers = zip(written.outputs, written.weights, written.parts, shown, strict=True)
    for output, weight, part, neuron in numbers:
        assert float(output) == pytest.approx(point.outputs[0, neuron], abs=5.1e-5)
        assert float(part) == pytest.approx(point.parts[0, neuron], abs=5.1e-5)
        if written.equals == "=":
            product = Decimal(output) * Decimal(weight)
            assert abs(product - Decimal(part)) <= Decimal("0.500001") * unit(part)
    assert bool(written.others) == (len(shown) < hidden)
    if written.equals == "=":
        terms = [*written.parts, *[written.others] * bool(written.others)]
        total = sum((Decimal(term) for term in terms), Decimal(0))
        assert abs(total - Decimal(written.sum)) <= Decimal("0.500001") * unit(written.sum)
        result = Decimal(1 / (1 + exp(-float(written.sum))))
        digit = unit(written.prediction)
        assert abs(result - Decimal(written.prediction)) <= Decimal("0.500001") * digit


def unit(number: str) -> Decimal:
    """The worth of a number's last digit."""
    return Decimal(1).scaleb(Decimal(number).as_tuple().exponent)  # type: ignore[arg-type]


def test_numbers_that_rush_by_have_two_decimals_and_do_not_claim_to_be_exact() -> None:
    for seed in range(20):
        point = HiddenParts.of(THREE_LAYERS, np.array([[0.0, 1.0, 1.0]]), drawn(seed, 4), 0)
        written = write(point, MANNER, range(4), 11, steady=True)
        for number in (*written.outputs, *written.weights, *written.parts, written.sum):
            assert len(number.partition(".")[2]) == 2
        assert written.equals == "≈"


@pytest.mark.parametrize("size", [0.0, 1e-9, 1e5, 1e300, np.inf, np.nan])
def test_any_weights_can_be_written(size: float) -> None:
    weights = np.full((3, 2), 0.5), np.array([[size], [-size]])
    point = HiddenParts.of(THREE_LAYERS, np.array([[0.0, 1.0, 1.0]]), weights, 0)
    written = write(point, MANNER, range(1), 8)
    assert write(point, MANNER, range(1), 8, steady=True).longest <= 9
    assert all((*written.outputs, *written.weights, *written.parts, written.others, written.sum))
