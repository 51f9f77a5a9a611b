"""Random experiments, and the plainest way to run them: by calling the script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tinynet_tui.data.dataset import Dataset
from tinynet_tui.experiment.edits import Edit
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.experiment.limits import MAX_HIDDEN
from tinynet_tui.experiment.position import Position
from tinynet_tui.network.array import Array
from tinynet_tui.network.script import Script

ORDINARY_NUMBERS = st.floats(-3, 3, allow_subnormal=False)
FINITE_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ORDINARY_ALPHAS = st.sampled_from([1.0, 0.1, 10.0])
ANY_ALPHAS = st.sampled_from([1.0, 10.0, 1000.0, 1e300, 1e308, 1e-300, 5e-324]) | st.floats(
    0, exclude_min=True, allow_infinity=False
)


@st.composite
def datasets(draw: st.DrawFn, numbers: st.SearchStrategy[float], rows: int = 12) -> Dataset:
    shape = draw(st.tuples(st.integers(1, rows), st.integers(1, 6)))
    outputs = draw(st.integers(1, 4))
    return Dataset.of(
        "random",
        draw(arrays(float, shape, elements=numbers)),
        draw(arrays(float, (shape[0], outputs), elements=numbers)),
    )


@st.composite
def experiments(
    draw: st.DrawFn,
    numbers: st.SearchStrategy[float] = ORDINARY_NUMBERS,
    alphas: st.SearchStrategy[float] = ORDINARY_ALPHAS,
    hidden: int = MAX_HIDDEN,
    rows: int = 12,
) -> Experiment:
    return Experiment(
        dataset=draw(datasets(numbers, rows)),
        hidden=draw(st.integers(0, hidden)),
        alpha=draw(alphas),
        seed=draw(st.integers(0, 2**32 - 1)),
    )


@st.composite
def edits(draw: st.DrawFn, experiment: Experiment, iterations: int) -> Edit:
    script = experiment.script
    at = Position(draw(st.integers(0, iterations - 1)), draw(st.integers(1, len(script.steps))))
    layers = [f"l{name[3:]}" for name in script.weights]
    name = draw(st.sampled_from(["X", "y", *script.weights, *layers]))
    rows, columns = experiment.dimensions.shape(name)
    row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
    if name in layers:
        return Edit(at, name, (None, column), draw(st.sampled_from(["on", "off"])))
    values: st.SearchStrategy[Any] = st.floats(0, 1) if name == "y" else st.floats(-3, 3)
    if name in script.weights:
        values |= st.sampled_from(["on", "off", "off", "hold", "hold", "free"])
    return Edit(at, name, (row, column), draw(values))


def stepping(experiment: Experiment, script: Script | None = None) -> Iterator[dict[str, Array]]:
    """Run the script as the video does; yield the value of every variable after each iteration."""
    script, data = script or experiment.script, experiment.dataset
    weights = [weight.copy() for weight in experiment.initial_weights()]
    while True:
        with np.errstate(all="ignore"):
            values = list(script.run(data.X, data.y, *weights, experiment.alpha))
        yield {name: value.copy() for name, value in zip(script.names, values, strict=True)}


def mean_absolute(error: Array) -> float:
    """The error as the video's script prints it."""
    with np.errstate(all="ignore"):
        return float(np.mean(np.abs(error)))


def same(a: Array, b: Array) -> bool:
    """True when all numbers are equal to the last bit; all NaN are equal."""
    return a.shape == b.shape and np.array_equal(a, b, equal_nan=True)
