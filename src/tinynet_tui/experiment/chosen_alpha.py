"""The learning rate that is chosen for data from a file: the best of a few short trials."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from tinynet_tui.network.array import Array
from tinynet_tui.network.split import hold_back
from tinynet_tui.network.weights import uniform

from .experiment import Experiment

MOST_ROWS = 256
"""The most examples of a trial; each then counts for several, by a larger learning rate."""
ITERATIONS, FEWEST = 120, 24
"""How many iterations a trial has, and how many at least with a large network."""
PRODUCTS = 200_000_000
"""The most products in all trials of an ordinary network: some tenths of a second."""
LAST = 8
"""The error of a trial is that of its last iterations; one alone may jump."""
MOST = 2.0
"""The largest rate tried: as the choice is the one before the best, it is 1 at most."""
STEPS = 10
"""The trials: each has a learning rate two to two and a half times that of the one before."""


def chosen_alpha(experiment: Experiment) -> float:
    """Return a learning rate that suits the data, the hidden neurons and the first weights.

    The experiment's own alpha and edits do not matter. Only the examples that train are looked at.
    The lowest rate tried is one with which no synapse overshoots; the choice is the one before that
    with the lowest error, as it is a little too large for a long run. No clock is read: the result
    is the same on every machine.
    """
    return _chosen(replace(experiment, alpha=1.0, edits=()))


@lru_cache(16)
def _chosen(experiment: Experiment) -> float:
    X, y = _examples(experiment)
    rows = _rows(experiment)
    rates = list(_rates(_safe(X, experiment, rows), STEPS))
    work = 3 * len(X) * sum(math.prod(weight.shape) for weight in experiment.initial_weights())
    iterations = max(FEWEST, min(ITERATIONS, PRODUCTS // (work * len(rates))))
    share = rows / len(X)
    errors = [_trial(experiment, X, y, rate * share, iterations) for rate in rates]
    best = int(np.argmin(errors))
    return rates[max(0, best - 1)]


def _rows(experiment: Experiment) -> int:
    train = experiment.split.train
    return len(experiment.dataset.y) if isinstance(train, slice) else len(train)


def _examples(experiment: Experiment) -> tuple[Array, Array]:
    """Return X and y of the examples that train, or of some of them from each class."""
    X, y = (array[experiment.split.train] for array in (experiment.dataset.X, experiment.dataset.y))
    if len(X) > MOST_ROWS:
        draw = uniform(0)
        keys = np.array([draw() for _ in range(len(y))])
        some = hold_back(y, MOST_ROWS / len(y), keys).test
        X, y = X[some], y[some]
    return X, y


def _safe(X: Array, experiment: Experiment, rows: int) -> float:
    """Return the rate up to which neither synapse overshoots: 16 / what flows into it.

    Updates are summed over the examples. What flows into syn0 are the inputs, into syn1 outputs of
    hidden neurons, of which each is at most 1.
    """
    with np.errstate(all="ignore"):
        inputs = float(np.square(X).sum()) * rows / len(X)
    return 16 / min(max(inputs, float(rows * max(1, experiment.hidden)), 16.0), 1e12)


def _rates(lowest: float, count: int) -> Iterator[float]:
    """Yield 1, 2 or 5 times powers of ten: the last one up to `lowest`, then larger ones."""
    exponent = math.floor(math.log10(lowest))
    digits = [float(f"{digit}e{exponent + up}") for up in range(-1, 5) for digit in (1, 2, 5)]
    first = max(at for at, rate in enumerate(digits) if rate <= lowest * (1 + 1e-9))
    yield from (rate for rate in digits[first : first + count] if rate <= MOST)


def _trial(experiment: Experiment, X: Array, y: Array, alpha: float, iterations: int) -> float:
    """Return half the squared errors after some iterations; infinity if they are not finite."""
    script, weights = experiment.script, experiment.initial_weights()
    errors = []
    with np.errstate(all="ignore"):
        for iteration in range(iterations):
            values = script.compute(X, y, weights, alpha, len(script.steps))
            weights = tuple(values[name] for name in script.weights)
            if iteration >= iterations - LAST:
                errors.append(float(np.square(values[script.error]).sum()) / 2)
    error = sum(errors) / len(errors)
    return error if math.isfinite(error) else math.inf
