"""The network computes what the video's script computes, in its order, and what calculus says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.strategies import experiments, mean_absolute, stepping
from tinynet_tui.data.built_in import COPY_FIRST, XOR
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.activations import sigmoid, slope
from tinynet_tui.network.array import Array
from tinynet_tui.network.bundled_scripts import THREE_LAYERS, TWO_LAYERS
from tinynet_tui.network.loss import mean_absolute_errors
from tinynet_tui.network.weights import initial_weights, uniform

Iterate = Callable[[Array, Array, Array, Array, float], Iterator[Array]]


def error_at(iteration: int, iterate: Iterate) -> float:
    """The error of an iteration of the video's network, by its steps."""
    syn0, syn1 = initial_weights(1, [(3, 4), (4, 1)])
    for _ in range(iteration):
        for _ in iterate(XOR.X, XOR.y, syn0, syn1, 1.0):
            pass
    _, _, _, l2_error, *_ = iterate(XOR.X, XOR.y, syn0, syn1, 1.0)
    return mean_absolute(l2_error)


def update_early(X: Array, y: Array, syn0: Array, syn1: Array, alpha: float) -> Iterator[Array]:
    """The usual mistake: synapse 1 is changed before the error goes back through it."""
    l1 = sigmoid(X @ syn0)
    l2 = sigmoid(l1 @ syn1)
    l2_error = y - l2
    l2_delta = l2_error * slope(l2)
    syn1 += alpha * l1.T @ l2_delta
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * slope(l1)
    syn0 += alpha * X.T @ l1_delta
    yield from (X, l1, l2, l2_error, l2_delta, l1_error, l1_delta, syn1, syn0)


@pytest.mark.parametrize(
    ("iteration", "published"),
    [(0, 0.496410031903), (10_000, 0.00858452565325), (20_000, 0.00578945986251)],
)
def test_the_steps_give_the_published_errors(iteration: int, published: float) -> None:
    assert error_at(iteration, THREE_LAYERS.run) == pytest.approx(published, rel=1e-9)


def test_both_deltas_are_known_before_either_synapse_changes() -> None:
    wrong = error_at(10_000, update_early)
    assert wrong == pytest.approx(0.00858507, abs=5e-9)
    # Six digits would not tell the two apart.
    assert abs(error_at(10_000, THREE_LAYERS.run) - wrong) > 5e-7


def test_the_two_layers_give_the_articles_output() -> None:
    run = stepping(Experiment(dataset=COPY_FIRST, hidden=0))
    for _ in range(9_999):
        next(run)
    published = [[0.00966449], [0.00786506], [0.99358898], [0.99211957]]
    assert next(run)["l1"] == pytest.approx(np.array(published), abs=5.1e-9)


def test_weights_are_drawn_from_the_legacy_stream_synapse_0_first() -> None:
    stream = np.random.RandomState(7)
    syn0, syn1 = initial_weights(7, [(3, 5), (5, 2)])
    assert (syn0 == 2 * stream.random_sample((3, 5)) - 1).all()
    assert (syn1 == 2 * stream.random_sample((5, 2)) - 1).all()
    (only,) = initial_weights(7, [(3, 2)])
    assert only.shape == (3, 2)


@given(st.integers(0, 2**32 - 1))
@example(0)
@example(1)
@example(2**32 - 1)
def test_the_stream_of_every_seed_is_numpys(seed: int) -> None:
    draw = uniform(seed)
    assert [draw() for _ in range(1000)] == np.random.RandomState(seed).random_sample(1000).tolist()


FORWARD, COMPARE, BACK, UPDATE = "forward", "compare", "back-propagation", "update"


def test_the_steps_of_three_layers() -> None:
    assert [
        (step.number, step.name, step.source, step.way, step.operands)
        for step in THREE_LAYERS.steps
    ] == [
        (1, "l0", "l0 = X", FORWARD, ("X",)),
        (2, "l1", "l1 = sigmoid(l0 @ syn0)", FORWARD, ("l0", "syn0")),
        (3, "l2", "l2 = sigmoid(l1 @ syn1)", FORWARD, ("l1", "syn1")),
        (4, "l2_error", "l2_error = y - l2", COMPARE, ("y", "l2")),
        (5, "l2_delta", "l2_delta = l2_error * slope(l2)", BACK, ("l2_error", "l2")),
        (6, "l1_error", "l1_error = l2_delta @ syn1.T", BACK, ("l2_delta", "syn1")),
        (7, "l1_delta", "l1_delta = l1_error * slope(l1)", BACK, ("l1_error", "l1")),
        (
            8,
            "syn1",
            "syn1 += alpha * l1.T @ l2_delta",
            UPDATE,
            ("syn1", "alpha", "l1", "l2_delta"),
        ),
        (
            9,
            "syn0",
            "syn0 += alpha * l0.T @ l1_delta",
            UPDATE,
            ("syn0", "alpha", "l0", "l1_delta"),
        ),
    ]
    assert THREE_LAYERS.error == "l2_error"


def test_the_steps_of_two_layers() -> None:
    assert [
        (step.number, step.name, step.source, step.way, step.operands) for step in TWO_LAYERS.steps
    ] == [
        (1, "l0", "l0 = X", FORWARD, ("X",)),
        (2, "l1", "l1 = sigmoid(l0 @ syn0)", FORWARD, ("l0", "syn0")),
        (3, "l1_error", "l1_error = y - l1", COMPARE, ("y", "l1")),
        (4, "l1_delta", "l1_delta = l1_error * slope(l1)", BACK, ("l1_error", "l1")),
        (
            5,
            "syn0",
            "syn0 += alpha * l0.T @ l1_delta",
            UPDATE,
            ("syn0", "alpha", "l0", "l1_delta"),
        ),
    ]
    assert TWO_LAYERS.error == "l1_error"


def test_a_step_is_found_by_its_name_only() -> None:
    assert THREE_LAYERS.step("l1_delta").number == 7
    with pytest.raises(KeyError):
        TWO_LAYERS.step("l2")


def test_computing_steps_leaves_the_weights_and_gives_them_read_only() -> None:
    weights = initial_weights(1, [(3, 4), (4, 1)])
    before = [weight.copy() for weight in weights]
    values = THREE_LAYERS.compute(XOR.X, XOR.y, weights, 1.0, 9)
    assert list(values) == list(THREE_LAYERS.names)
    assert all((now == then).all() for now, then in zip(weights, before, strict=True))
    assert not (values["syn1"] == weights[1]).all()
    assert not any(value.flags.writeable for value in values.values())
    assert list(THREE_LAYERS.compute(XOR.X, XOR.y, weights, 1.0, 3)) == ["l0", "l1", "l2"]


@given(st.floats(-30, 30))
def test_the_slope_is_the_sigmoids_derivative_by_its_output(x: float) -> None:
    step = 1e-5
    numeric = (sigmoid(np.array(x + step)) - sigmoid(np.array(x - step))) / (2 * step)
    assert slope(sigmoid(np.array(x))) == pytest.approx(numeric, abs=1e-9)


class Reference:
    """The same network, written another way: from sums before the sigmoid to what descends."""

    def __init__(self, experiment: Experiment) -> None:
        self.data = experiment.dataset

    def sums(self, weights: list[Array]) -> list[Array]:
        """What goes into the sigmoid of each layer."""
        layer, sums = self.data.X, []
        for weight in weights:
            sums.append(np.einsum("ei,ij->ej", layer, weight))
            layer = (1 + np.tanh(sums[-1] / 2)) / 2
        return sums

    def loss(self, weights: list[Array], nudge: int = -1, by: Array | float = 0.0) -> float:
        """Half the summed squared error; with a nudge to one layer's sums on the way."""
        layer = self.data.X
        for index, weight in enumerate(weights):
            total = np.einsum("ei,ij->ej", layer, weight) + (by if index == nudge else 0.0)
            layer = (1 + np.tanh(total / 2)) / 2
        return float(np.sum((self.data.y - layer) ** 2) / 2)


def slope_of(loss: Callable[[Array], float], shape: tuple[int, ...]) -> Array:
    """The gradient by finite differences, around zero."""
    step, gradient = 1e-5, np.empty(shape)
    for cell in np.ndindex(*shape):
        nudge = np.zeros(shape)
        nudge[cell] = step
        gradient[cell] = (loss(nudge) - loss(-nudge)) / (2 * step)
    return gradient


@examples(40)
@given(experiments(hidden=5, rows=6))
def test_updates_go_down_the_gradient_of_half_the_squared_error(experiment: Experiment) -> None:
    before = list(experiment.initial_weights())
    after = next(stepping(experiment))
    reference = Reference(experiment)
    for index, name in enumerate(experiment.script.weights):

        def loss(nudge: Array, index: int = index) -> float:
            moved = [*before]
            moved[index] = moved[index] + nudge
            return reference.loss(moved)

        went = (after[name] - before[index]) / experiment.alpha
        assert went == pytest.approx(-slope_of(loss, before[index].shape), rel=1e-5, abs=1e-7)


@examples(40)
@given(experiments(hidden=5, rows=6))
def test_a_delta_is_minus_the_gradient_by_what_enters_the_sigmoid(experiment: Experiment) -> None:
    weights = list(experiment.initial_weights())
    values = next(stepping(experiment))
    reference = Reference(experiment)
    for index in range(len(weights)):
        delta = values[f"l{index + 1}_delta"]

        def loss(nudge: Array, index: int = index) -> float:
            return reference.loss(weights, nudge=index, by=nudge)

        assert delta == pytest.approx(-slope_of(loss, delta.shape), rel=1e-5, abs=1e-7)


@given(experiments(hidden=5), st.integers(1, 20))
def test_an_error_has_the_same_bits_alone_and_among_others(
    experiment: Experiment, count: int
) -> None:
    run = stepping(experiment)
    rows = np.array([next(run)[experiment.script.error] for _ in range(count)])
    together = mean_absolute_errors(rows)
    assert together.shape == (count,)
    for row, error in zip(rows, together, strict=True):
        assert mean_absolute(row) == error == mean_absolute_errors(row[None])[0]
