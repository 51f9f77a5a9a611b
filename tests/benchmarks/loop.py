"""The fast loop against the script of the video."""

from __future__ import annotations

from statistics import median

import numpy as np
from measure import Result, by_turns, median_ratio, rate

from tinynet_tui.network.array import Array
from tinynet_tui.network.bundled_scripts import THREE_LAYERS
from tinynet_tui.training.loop import Loop

SECONDS = 0.2
ROUNDS = 15


class Script:
    """The loop of "Build a Neural Net in 4 Minutes", line by line, with an alpha added."""

    def __init__(self, X: Array, y: Array, weights: tuple[Array, ...], alpha: float) -> None:
        self.X, self.y, self.alpha = X, y, alpha
        self.syn0, self.syn1 = (weight.copy() for weight in weights)

    def train(self, iterations: int) -> None:
        X, y, syn0, syn1, alpha = self.X, self.y, self.syn0, self.syn1, self.alpha
        for _ in range(iterations):
            l0 = X
            l1 = nonlin(np.dot(l0, syn0))
            l2 = nonlin(np.dot(l1, syn1))
            l2_error = y - l2
            l2_delta = l2_error * nonlin(l2, deriv=True)
            l1_error = l2_delta.dot(syn1.T)
            l1_delta = l1_error * nonlin(l1, deriv=True)
            if alpha == 1:
                syn1 += l1.T.dot(l2_delta)
                syn0 += l0.T.dot(l1_delta)
            else:
                syn1 += alpha * l1.T.dot(l2_delta)
                syn0 += alpha * l0.T.dot(l1_delta)


def nonlin(x: Array, deriv: bool = False) -> Array:
    """The sigmoid, or its slope given its output, as in the video."""
    if deriv:
        return x * (1 - x)
    return np.asarray(1 / (1 + np.exp(-x)))


def results(rounds: int = ROUNDS) -> list[Result]:
    """Compare both on the video's network, with another alpha, and with much data."""
    X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], float)
    y = np.array([[0], [1], [1], [0]], float)
    random = np.random.RandomState(1)
    large, target = random.random_sample((10_000, 3)), random.randint(0, 2, (10_000, 1))
    return [
        _compare("the video's network", X, y, 4, 1.0, rounds, batch=1000, aim=2.0),
        _compare("the same, alpha 0.1", X, y, 4, 0.1, rounds, batch=1000),
        _compare("10,000 rows, 64 hidden", large, target.astype(float), 64, 0.001, rounds, batch=1),
    ]


def _compare(
    what: str,
    X: Array,
    y: Array,
    hidden: int,
    alpha: float,
    rounds: int,
    *,
    batch: int,
    aim: float | None = None,
) -> Result:
    random = np.random.RandomState(1)
    shapes = [(X.shape[1], hidden), (hidden, y.shape[1])]
    weights = tuple(2 * random.random_sample(shape) - 1 for shape in shapes)
    fast, script = Loop(THREE_LAYERS, X, y, weights, alpha), Script(X, y, weights, alpha)

    def train_fast(iterations: int) -> None:
        fast.train(iterations)

    found = by_turns(
        {
            "fast": lambda: rate(train_fast, batch=batch, seconds=SECONDS),
            "script": lambda: rate(script.train, batch=batch, seconds=SECONDS),
        },
        rounds,
    )
    return Result(
        f"fast loop / plain script: {what}",
        median_ratio(found["fast"], found["script"]),
        "×",
        aim,
        detail=f"{median(found['fast']):,.0f} and {median(found['script']):,.0f} iterations/s",
    )
