"""Outputs that are meant as shares of 1, as those of a softmax are, and do not sum to 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .losses import output_of
from .slopes import ancestors
from .tape import Node


def no_shares(compared: Sequence[Node], hot: set[int]) -> list[tuple[int, int]]:
    """Return the lines and steps that compute them, of all outputs that are compared.

    The targets of an example sum to 1, and the output is something positive divided by what is
    computed from that, such as a sum over another axis.
    """
    found = []
    for node in compared:
        output, targets = output_of(node, hot)
        while output.name in ("move", "positive") and len(output.parents) == 1:
            output = output.parents[0]
        if output.name != "divide" or output.value.shape != targets.value.shape:
            continue
        above, below = output.parents
        among = ancestors([below], frozenset()).values()
        if (
            above.index not in hot
            or np.any(above.value < 0)
            or not any(_is_same(one, above) for one in among)
        ):
            continue
        axes = [axis for axis, size in enumerate(targets.value.shape) if size > 1]
        axes = [axis for axis in axes if _sums_to_1(targets, axis)]
        if axes and not any(_sums_to_1(output, axis) for axis in axes):
            found.append((output.line, output.step))
    return found


def _is_same(one: Node, other: Node) -> bool:
    """True for a node, or one that computes the same once more."""
    return one is other or (one.name == other.name and np.array_equal(one.value, other.value))


def _sums_to_1(node: Node, axis: int) -> bool:
    return bool(np.allclose(np.sum(node.value, axis=axis, dtype=float), 1, rtol=1e-4))
