"""Functions that act on every element: what each computes.

A script may call any function; of one that is missing here, the sign is always written.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from .array import Array

ONE = Decimal(1)


def sigmoid(x: Array) -> Array:
    """Turn any x into a number between 0 and 1: 1 / (1 + e^-x), element by element, same shape."""
    return 1 / (1 + np.exp(-x))


def slope(l: Array) -> Array:  # noqa: E741 - the video's own name
    """Return the sigmoid's slope, computed from its *output* l: l * (1 - l), same shape.

    The derivative of s(x) is s(x) * (1 - s(x)); l already is s(x).
    """
    return l * (1 - l)


class Function(NamedTuple):
    """A function of one number: how it is computed, and in which range its values are."""

    compute: Callable[[Array], Array]
    by_hand: Callable[[Decimal], Decimal]
    """The formula in decimal arithmetic, exact or to sixteen digits."""
    codomain: tuple[float, float]
    """Its lowest and its highest value."""

    @property
    def sign(self) -> str:
        """The sign option of a format: "+" where values can be negative, else ""."""
        return "+" if self.codomain[0] < 0 else ""


def _sigmoid_by_hand(x: Decimal) -> Decimal:
    try:
        return Decimal(1 / (1 + math.exp(-float(x))))
    except OverflowError:
        return Decimal(0)


FUNCTIONS = {
    "sigmoid": Function(sigmoid, _sigmoid_by_hand, (0.0, 1.0)),
    "slope": Function(slope, lambda l: l * (ONE - l), (0.0, 0.25)),  # noqa: E741
}
"""The known functions by their names in a script."""


def sign_of(name: str | None) -> str:
    """Return how a function's values are written: "" where none is negative, else "+"."""
    function = FUNCTIONS.get(name or "")
    return "+" if function is None else function.sign
