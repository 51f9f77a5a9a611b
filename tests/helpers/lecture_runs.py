"""The runs that the built-in lecture tells of, by the script and nothing else."""

from __future__ import annotations

from functools import cache
from itertools import islice

import numpy as np

from helpers.strategies import mean_absolute, stepping
from tinynet_tui.experiment.experiment import Experiment
from tinynet_tui.network.array import Array
from tinynet_tui.training.loop import Loop


@cache
def run(seed: int) -> list[dict[str, Array]]:
    """Return the values of every variable after each of the first 1,001 iterations."""
    return list(islice(stepping(Experiment(seed=seed)), 1001))


@cache
def whole_run(seed: int) -> tuple[Array, Array]:
    """Return the mean of all |error| and half the sum of squared errors, in all iterations."""
    experiment = Experiment(seed=seed)
    data = experiment.dataset
    loop = Loop(experiment.script, data.X, data.y, experiment.initial_weights(), experiment.alpha)
    errors, squares = [], []
    for _ in range(60_000 // loop.slice):
        errors.append(loop.train(loop.slice))
        squares.append(0.5 * (loop.differences**2).sum(axis=(1, 2)))
    return np.concatenate(errors), np.concatenate(squares)


def error(iteration: int, seed: int = 1) -> float:
    return mean_absolute(run(seed)[iteration]["l2_error"])


def half_squares(iteration: int, seed: int = 1) -> float:
    return 0.5 * float((run(seed)[iteration]["l2_error"] ** 2).sum())
