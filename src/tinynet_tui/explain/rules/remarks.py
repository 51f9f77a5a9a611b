"""What is said beside a calculation: about a function, by what it computes, and about shapes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from tinynet_tui.network.array import Array

from .curves import Curve
from .moved import Turned
from .nodes import Elementwise, Leaf, Node
from .sums import Product

GRID = np.array([-2.5, -1.0, -0.25, 0.125, 0.5, 0.75, 1.5, 3.0])


class Known(NamedTuple):
    """A function that is known by what it computes."""

    compute: Callable[[Array], Any]
    notes: Sequence[str]
    """With {x} for what its argument is called."""


KNOWN = (
    Known(
        lambda x: 1 / (1 + np.exp(-x)),
        ["1 / (1 + e^-{x}) turns any {x} into a number between 0 and 1"],
    ),
    Known(
        lambda x: x * (1 - x),
        [
            "{x} × (1 - {x}) is the slope of a sigmoid whose output is {x}",
            "near 0 or 1 the slope is small, so a neuron that is sure changes little",
        ],
    ),
    Known(
        lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2,
        ["this is the slope of a sigmoid that is given {x}"],
    ),
    Known(np.tanh, ["tanh turns any {x} into a number between -1 and 1"]),
    Known(
        lambda x: 1 - x**2,
        ["1 - {x}^2 is the slope of a tanh whose output is {x}"],
    ),
    Known(lambda x: np.maximum(x, 0), ["ReLU: a negative {x} becomes 0, any other stays as it is"]),
    Known(lambda x: (x > 0) * 1.0, ["the slope of ReLU: 1 where {x} is above 0, else 0"]),
)


def remarks(node: Node, curve: Curve | None, kept: Collection[str]) -> Iterator[str]:
    """Yield what is worth saying of a calculation, the most important first.

    `kept` are the variables that the loop keeps, such as weights.
    """
    if curve is not None:
        yield from _of_function(curve)
    yield from _of_broadcast(node)
    yield from _of_transposed(node, kept)


def _of_function(curve: Curve) -> Iterator[str]:
    values = curve.compute(GRID)
    for known in KNOWN:
        if np.allclose(values, known.compute(GRID), rtol=1e-9, atol=1e-12):
            for note in known.notes:
                yield note.format(x=curve.name)
            return


def _of_broadcast(node: Node) -> Iterator[str]:
    """Say that a bias is added to every row."""
    if not isinstance(node, Elementwise):
        inner = getattr(getattr(node, "argument", None), "inner", None)
        if isinstance(inner, Elementwise):
            yield from _of_broadcast(inner)
        return
    for part in node.parts:
        if isinstance(part, Leaf) and node.rule.name in ("+", "-") and len(node.shape) == 2:
            shape = (1,) * (2 - len(part.shape)) + part.shape
            if part.shape and shape[0] == 1 < node.shape[0]:
                size = f"({part.shape[0]},)" if len(part.shape) == 1 else f"(1×{shape[1]})"
                verb = "added to" if node.rule.name == "+" else "taken from"
                yield f"{part.name} {size} is {verb} every row"
        elif isinstance(part, Elementwise):
            yield from _of_broadcast(part)


def _of_transposed(node: Node, kept: Collection[str]) -> Iterator[str]:
    if isinstance(node, Elementwise):
        for part in node.parts:
            yield from _of_transposed(part, kept)
    if not isinstance(node, Product):
        return
    match node.left, node.right:
        case _, Turned(inner=Leaf() as weights) if weights.name.partition("[")[0] in kept:
            yield f"{node.right.text}: back through the same weights"
        case Turned(inner=Leaf() as layer), Leaf() if len(layer.shape) == 2:
            yield f"{node.left.text} has one row per column of {layer.name}"
