"""Functions that act on every element: what each computes, and its slope."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np

from .array import Array


def sigmoid(x: Array) -> Array:
    """Map any number to one between 0 and 1: 1 / (1 + e^-x), element by element, same shape."""
    return 1 / (1 + np.exp(-x))


def slope(l: Array) -> Array:  # noqa: E741 - the video's own name
    """Return the sigmoid's slope, taken of its *output* l: l * (1 - l), same shape.

    The derivative of s(x) is s(x) * (1 - s(x)); l already is s(x).
    """
    return l * (1 - l)


def sigmoid_by_hand(x: Decimal) -> Decimal:
    """Return 1 / (1 + e^-x), to sixteen digits."""
    try:
        return Decimal(1 / (1 + math.exp(-float(x))))
    except OverflowError:
        return Decimal(0)
