"""Functions that act on every element: what each computes, and how it is explained.

A script may call any function; of one that is not in this table only the values are shown.
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
    """Map any number to one between 0 and 1: 1 / (1 + e^-x), element by element, same shape."""
    return 1 / (1 + np.exp(-x))


def slope(l: Array) -> Array:  # noqa: E741 - the video's own name
    """Return the sigmoid's slope, taken of its *output* l: l * (1 - l), same shape.

    The derivative of s(x) is s(x) * (1 - s(x)); l already is s(x).
    """
    return l * (1 - l)


class Function(NamedTuple):
    """How a function is worked out by hand, drawn, and told of."""

    compute: Callable[[Array], Array]
    formula: str
    """Of its argument, by the argument's name."""
    argument: str
    """`x`, a weighted sum, or `l`, a layer's output."""
    by_hand: Callable[[Decimal], Decimal]
    """The formula in decimal arithmetic, exactly or to sixteen digits."""
    domain: tuple[float, float]
    """From where to where its curve is drawn."""
    codomain: tuple[float, float]
    """Its lowest and its highest value."""
    notes: tuple[str, ...]
    """Answers to what learners ask, the most important first."""

    @property
    def sign(self) -> str:
        """How its values are written: "+", with both signs, or "" where none is negative."""
        return "+" if self.codomain[0] < 0 else ""


def _sigmoid_by_hand(x: Decimal) -> Decimal:
    try:
        return Decimal(1 / (1 + math.exp(-float(x))))
    except OverflowError:
        return Decimal(0)


FUNCTIONS = {
    "sigmoid": Function(
        sigmoid,
        "1 / (1 + e^-x)",
        "x",
        _sigmoid_by_hand,
        (-6.0, 6.0),
        (0.0, 1.0),
        ("sigmoid(x) = 1 / (1 + e^-x) turns any number into one from 0 to 1",),
    ),
    "slope": Function(
        slope,
        "l × (1 - l)",
        "l",
        lambda l: l * (ONE - l),  # noqa: E741 - as in the formula
        (0.0, 1.0),
        (0.0, 0.25),
        (
            "slope takes the output: if l = sigmoid(x), its slope at x is l × (1 - l)",
            "× slope: where the sigmoid is flat, near 0 or 1, a change of x does little, "
            "so a sure neuron is changed little",
        ),
    ),
}
"""The functions that are known, by the names by which a script calls them."""


def sign_of(name: str | None) -> str:
    """Return how a function's values are written: "" where none is negative, else "+"."""
    function = FUNCTIONS.get(name or "")
    return "+" if function is None else function.sign
