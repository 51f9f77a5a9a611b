"""Many seeds of one network at once, along the last axis: a thousand take seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array


@dataclass(frozen=True)
class Sweep:
    """The results of the seeds 0, 1, 2 ..., along the last axis of each array."""

    below: Array
    """The first iteration whose error is below 0.1, infinite without any, (seeds,)."""
    differences: Array
    """y minus the prediction in the last iteration, (examples, seeds)."""
    printed: Array
    """The errors of iterations 0, 10,000, 20,000 ..., (iterations / 10,000, seeds)."""


def sweep(experiment: Experiment, seeds: int, iterations: int = 60_000) -> Sweep:
    """Train an experiment with a hidden layer and one output, with each seed below `seeds`."""
    X, y, alpha = experiment.dataset.X, experiment.dataset.y, experiment.alpha
    drawn = [replace(experiment, seed=seed).initial_weights() for seed in range(seeds)]
    syn0, syn1 = (np.stack(weights, axis=-1) for weights in zip(*drawn, strict=True))
    syn1 = syn1[:, 0]
    examples, hidden = len(X), experiment.hidden
    l1 = np.empty((examples, hidden, seeds))
    weighed = np.empty_like(l1)
    l1_delta = np.empty_like(l1)
    below = np.full(seeds, np.inf)
    printed = []
    for iteration in range(iterations):
        np.matmul(X, syn0.reshape(len(syn0), -1), out=l1.reshape(examples, -1))
        _sigmoid(l1)
        np.multiply(l1, syn1, weighed)
        l2 = np.add.reduce(weighed, axis=1)
        _sigmoid(l2)
        l2_error = y - l2
        error = np.abs(l2_error).mean(axis=0)
        below[(error < 0.1) & (below > iteration)] = iteration
        if iteration % 10_000 == 0:
            printed.append(error)
        l2_delta = (l2_error * (l2 * (1 - l2)))[:, None]
        np.subtract(1, l1, l1_delta)
        l1_delta *= l1
        l1_delta *= l2_delta
        l1_delta *= syn1
        np.multiply(l1, l2_delta, weighed)
        syn1 += alpha * np.add.reduce(weighed, axis=0)
        syn0 += alpha * np.matmul(X.T, l1_delta.reshape(examples, -1)).reshape(syn0.shape)
    return Sweep(below, l2_error, np.array(printed))


def _sigmoid(x: Array) -> None:
    np.negative(x, x)
    np.exp(x, x)
    x += 1
    np.divide(1, x, x)
