"""The first weights: the random numbers of `numpy.random.RandomState` without its slow import.

Python's `random` has the same generator (MT19937, Matsumoto and Nishimura 1998) but makes its
first state from a seed in another way. NumPy's way is `init_genrand` of the authors' reference
implementation of 2002.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import numpy as np

from .array import Array

WORDS = 624
"""The 32-bit words of the generator's state."""
PYTHON_STATE = 3
"""The version number that `Random.setstate` expects."""


def uniform(seed: int) -> Callable[[], float]:
    """Return a function that draws numbers in [0, 1), like `RandomState(seed).random_sample`.

    The seed is 0 to 2**32 - 1.
    """
    state = [seed]
    for number in range(1, WORDS):
        last = state[-1]
        state.append((1_812_433_253 * (last ^ (last >> 30)) + number) & 0xFFFFFFFF)
    random = Random()
    random.setstate((PYTHON_STATE, (*state, WORDS), None))
    return random.random


def initial_weights(seed: int, shapes: Iterable[tuple[int, int]]) -> tuple[Array, ...]:
    """Draw weights of these shapes, one after the other, uniform in [-1, 1).

    The published digits depend on the numbers of `RandomState`; those of `default_rng` differ.
    """
    draw = uniform(seed)
    return tuple(
        2 * np.array([[draw() for _ in range(columns)] for _ in range(rows)]) - 1
        for rows, columns in shapes
    )
