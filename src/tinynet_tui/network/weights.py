"""The stream of `numpy.random.RandomState`, without the import that takes longer than to draw it.

Python's `random` has the same generator (MT19937, Matsumoto and Nishimura 1998) but another way
from a seed to its first state. This is NumPy's way: the recurrence of the authors' reference
implementation of 2002, there called `init_genrand`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import numpy as np

from .array import Array

WORDS = 624
"""Of the state, each of 32 bits."""
PYTHON_STATE = 3
"""The version of the state that `Random.setstate` takes."""


def uniform(seed: int) -> Callable[[], float]:
    """Return what draws number after number in [0, 1), as `random_sample` does.

    The seed is from 0 to 2**32 - 1.
    """
    state = [seed]
    for number in range(1, WORDS):
        last = state[-1]
        state.append((1_812_433_253 * (last ^ (last >> 30)) + number) & 0xFFFFFFFF)
    random = Random()
    random.setstate((PYTHON_STATE, (*state, WORDS), None))
    return random.random


def initial_weights(seed: int, shapes: Iterable[tuple[int, int]]) -> tuple[Array, ...]:
    """Draw weights of these shapes as the script does: uniform in [-1, 1), one after the other.

    From the stream of `RandomState` and not of `default_rng`: the published digits rest on it.
    """
    draw = uniform(seed)
    return tuple(
        2 * np.array([[draw() for _ in range(columns)] for _ in range(rows)]) - 1
        for rows, columns in shapes
    )
