"""The fast loop gives the numbers of the steps, to the last bit, whatever the experiment."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.strategies import (
    ANY_ALPHAS,
    FINITE_NUMBERS,
    ORDINARY_NUMBERS,
    experiments,
    mean_absolute,
    same,
    stepping,
)
from tinynet_tui.data.built_in import COPY_FIRST, XOR
from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.bundled_scripts import THREE_LAYERS
from tinynet_tui.training.loop import CHECKS, Loop


def fast(experiment: Experiment) -> Loop:
    data = experiment.dataset
    return Loop(experiment.script, data.X, data.y, experiment.initial_weights(), experiment.alpha)


@contextmanager
def silence() -> Iterator[None]:
    """Every warning is a failure."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def large(rows: int, inputs: int, outputs: int) -> Dataset:
    random = np.random.RandomState(0)
    return Dataset.of(
        "large", random.uniform(-2, 2, (rows, inputs)), random.uniform(0, 1, (rows, outputs))
    )


HUGE = Dataset.of("huge", [[1e200]], [1])
ONE = Dataset.of("one", [[1.8e8, 0]], [0])


@examples(200)
@given(
    experiments(ORDINARY_NUMBERS | FINITE_NUMBERS, ANY_ALPHAS),
    st.lists(st.integers(0, 12), min_size=1, max_size=4),
)
@example(Experiment(), [40])
@example(Experiment(dataset=COPY_FIRST, hidden=0), [40])
@example(Experiment(alpha=1000, hidden=64), [40])
@example(Experiment(alpha=1e300), [40])
@example(Experiment(dataset=HUGE, alpha=1e200), [4])
@example(Experiment(dataset=HUGE, alpha=1e200, hidden=0), [4])
# One example and one output: the deltas are matrices of one element, times infinity.
@example(Experiment(dataset=ONE, alpha=1e300, hidden=1), [1, 8])
@example(Experiment(dataset=ONE, alpha=1e300, hidden=0), [1, 8])
@example(Experiment(dataset=large(1000, 20, 3), hidden=64), [3, 2])
@example(Experiment(dataset=large(1000, 20, 3), hidden=0, alpha=0.3), [3, 2])
def test_running_equals_stepping(experiment: Experiment, parts: list[int]) -> None:
    reference = stepping(experiment)
    error = experiment.script.error
    with silence():
        loop = fast(experiment)
        assert loop.fast
        weights = experiment.initial_weights()
        for part in parts:
            errors = loop.train(part)
            assert errors.shape == (part,)
            for trained in errors:
                values = next(reference)
                weights = tuple(values[name] for name in experiment.script.weights)
                assert same(trained, np.array(mean_absolute(values[error])))
            assert all(map(same, loop.weights, weights))
            assert loop.finite == all(bool(np.isfinite(weight).all()) for weight in weights)


@pytest.mark.parametrize("hidden", range(65))
def test_every_hidden_size_runs_as_it_steps(hidden: int) -> None:
    experiment = Experiment(hidden=hidden, seed=hidden, alpha=0.5)
    loop, reference = fast(experiment), stepping(experiment)
    errors = loop.train(50)
    values = [next(reference) for _ in range(50)]
    assert errors.tolist() == [mean_absolute(v[experiment.script.error]) for v in values]
    last = (values[-1][name] for name in experiment.script.weights)
    assert all(map(same, loop.weights, last))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_slices_of_any_length_give_the_same_run(parts: list[int]) -> None:
    one, many = fast(Experiment()), fast(Experiment())
    assert one.train(sum(parts)).tolist() == [e for n in parts for e in many.train(n)]
    assert all(map(same, one.weights, many.weights))


@given(st.integers(1, 300), st.integers(0, 12))
def test_a_slice_ends_early_when_it_is_interrupted(wanted: int, patience: int) -> None:
    cut, whole = fast(Experiment()), fast(Experiment())
    interrupted = iter([*[False] * patience, *[True] * CHECKS])
    errors = cut.train(wanted, lambda: next(interrupted)).tolist()
    step = -(-wanted // CHECKS)
    assert len(errors) == min(wanted, step * (patience + 1))
    assert errors == whole.train(len(errors)).tolist()
    assert all(map(same, cut.weights, whole.weights))
    assert len(cut.differences) == len(errors) == len(cut.negated) - 1


def test_a_slice_has_bounds() -> None:
    loop = fast(Experiment())
    assert loop.train(0).shape == (0,)
    for iterations in (-1, loop.slice + 1):
        with pytest.raises(ValueError, match=f"0 to {loop.slice} iterations, not {iterations}"):
            loop.train(iterations)
    assert same(loop.weights[0], Experiment().initial_weights()[0])


def test_a_slice_of_large_data_is_short() -> None:
    data = large(10_000, 2, 30)
    loop = fast(Experiment(dataset=data, hidden=1))
    assert 2 <= loop.slice * data.y.size <= 1 << 20


def test_data_and_first_weights_stay_as_they_are() -> None:
    data = Dataset.of("own", XOR.X, XOR.y)
    weights = Experiment().initial_weights()
    before = [weight.copy() for weight in weights]
    Loop(THREE_LAYERS, data.X, data.y, weights, 1.0).train(10)
    assert (data.X == XOR.X).all()
    assert (data.y == XOR.y).all()
    assert all(map(same, weights, before))


def test_weights_are_copies() -> None:
    loop = fast(Experiment())
    taken = loop.weights
    before = [weight.copy() for weight in taken]
    loop.train(10)
    assert all(map(same, taken, before))
