"""Outputs that are meant as shares of 1, as those of a softmax are, and do not sum to 1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .losses import output_of
from .slopes import ancestors
from .tape import Array, Node


def no_shares(compared: Sequence[Node], hot: set[int]) -> list[tuple[int, int]]:
    """Return the lines and steps that compute them, of all outputs that are compared.

    The targets of an example sum to 1, and the output is something positive divided by what is
    computed from that, such as a sum over another axis, or 1 is taken off it at the classes.
    """
    found = []
    for node in compared:
        output, targets = output_of(node, hot)
        if _is_shared(output.value, targets):
            continue
        made = output
        while made.name in ("move", "positive") and len(made.parents) == 1:
            made = made.parents[0]
        if made.value.shape == targets.value.shape and _divides(made, hot):
            found.append((made.line, made.step))
        elif node.name == "put":
            wrong = _unshared(output, targets)
            found.append((wrong.line, wrong.step))
    return found


def _divides(output: Node, hot: set[int]) -> bool:
    """True for something positive that is divided by what is computed from that."""
    if output.name != "divide":
        return False
    above, below = output.parents
    among = ancestors([below], frozenset()).values()
    is_positive = above.index in hot and not np.any(above.value < 0)
    return is_positive and any(_is_same(one, above) for one in among)


def _unshared(output: Node, targets: Node) -> Node:
    """Return what keeps an output from summing to 1 of which `p[rows, classes] -= 1` is taken.

    That is the sum by whose logarithm it is made, or the step that takes the logarithm itself.
    """
    with np.errstate(all="ignore"):
        is_logarithm = _is_shared(np.exp(output.value), targets)
    if is_logarithm or output.name != "exp":
        return output
    among = ancestors([output], frozenset()).values()
    logarithms = [one for one in among if one.name == "log" and one.parents[0].name == "sum"]
    return max(logarithms, key=lambda one: one.index, default=output)


def _is_shared(values: Array, targets: Node) -> bool:
    """True for outputs that sum to 1 as the targets do, or where those do not."""
    axes = [axis for axis, size in enumerate(targets.value.shape) if size > 1]
    axes = [axis for axis in axes if _sums_to_1(targets.value, axis)]
    return not axes or any(_sums_to_1(values, axis) for axis in axes)


def _is_same(one: Node, other: Node) -> bool:
    """True for a node, or one that computes the same once more."""
    return one is other or (one.name == other.name and np.array_equal(one.value, other.value))


def _sums_to_1(values: Array, axis: int) -> bool:
    return bool(np.allclose(np.sum(values, axis=axis, dtype=float), 1, rtol=1e-4))
