"""The losses that a script may go down: its errors squared, cross-entropies, its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .slopes import Seed, ancestors
from .tape import Array, Node

SQUARES = "half the sum of squared errors"
BINARY = "the cross-entropy"
SOFTMAX = "the cross-entropy of the softmax"
OWN = "the loss in line {}"
OF_ERROR = "a loss whose slope at the output is computed in line {}"
GIVEN = "the loss of --loss"
MOST_OWN = 6
"""The most losses of the script's own that are tried."""


def comparisons(nodes: Sequence[Node], hot: set[int]) -> list[Node]:
    """Return where something that depends on the weights is compared with targets."""
    found = []
    for node in nodes:
        if node.name != "subtract" or node.index not in hot:
            continue
        one, other = node.parents
        if (one.index in hot) == (other.index in hot):
            continue
        given = other if one.index in hot else one
        if not _is_made(given):
            found.append(node)
    return found


def _is_made(node: Node) -> bool:
    """True for a number in the text, or what is made of nothing but that."""
    if node.value.ndim and node.value.size > 1 and np.ptp(node.value.astype(float)) > 0:
        return node.made and not node.parents
    while node.parents:
        if len(node.parents) > 1:
            return all(_is_made(one) for one in node.parents)
        node = node.parents[0]
    return node.made


def output_of(node: Node, hot: set[int]) -> tuple[Node, Node]:
    """Return the output and the targets that a comparison compares."""
    one, other = node.parents
    return (one, other) if one.index in hot else (other, one)


def squares(found: Sequence[Node]) -> list[Seed]:
    """Return half the sum of the squares of errors."""
    return [Seed(node, np.array(node.value, dtype=float), _half_square) for node in found]


def _half_square(value: Array) -> float:
    return float(np.sum(value * value) / 2)


def cross_entropy(found: Sequence[Node], hot: set[int], name: str) -> list[Seed]:
    """Return the cross-entropy of outputs, if a sigmoid or a softmax has made them."""
    seeds = []
    for node in found:
        output, targets = output_of(node, hot)
        value = np.asarray(output.value, dtype=float)
        target = np.broadcast_to(targets.value, np.shape(node.value)).astype(float)
        if node.value.shape != value.shape or not _is_made_by(output, name):
            return []
        if name == BINARY:
            with np.errstate(all="ignore"):
                slope = (value - target) / (value * (1 - value))
            seeds.append(Seed(output, slope, _binary(target)))
        else:
            with np.errstate(all="ignore"):
                seeds.append(Seed(output, -target / value, _softmax(target)))
    return seeds


def _binary(target: Array) -> Callable[[Array], float]:
    def part(value: Array) -> float:
        return -float(np.sum(target * np.log(value) + (1 - target) * np.log1p(-value)))

    return part


def _softmax(target: Array) -> Callable[[Array], float]:
    return lambda value: -float(np.sum(target * np.log(value)))


def _is_made_by(output: Node, name: str) -> bool:
    """True when a node near before an output is what a sigmoid or a softmax was taken of."""
    value = np.asarray(output.value, dtype=float)
    if not value.size or np.any(value <= 0) or np.any(value >= 1):
        return False
    near = 1e-9 if output.value.dtype.itemsize >= 8 else 1e-5
    seen, waiting = 0, [output]
    while waiting and seen < 24:
        node = waiting.pop(0)
        seen += 1
        if node.value.shape == value.shape and node is not output:
            z = np.asarray(node.value, dtype=float)
            with np.errstate(all="ignore"):
                if name == BINARY:
                    both = (1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z)))
                    if any(np.allclose(made, value, rtol=near, atol=near) for made in both):
                        return True
                else:
                    for axis in range(-1, -1 - min(2, z.ndim), -1):
                        e = np.exp(z - z.max(axis=axis, keepdims=True))
                        if z.shape[axis] > 1 and np.allclose(
                            e / e.sum(axis=axis, keepdims=True), value, rtol=near
                        ):
                            return True
        waiting += node.parents
    return False


def own(nodes: Sequence[Node], hot: set[int], weight: Node) -> Iterator[Node]:
    """Yield the single numbers that a script computes from the weights, the last first."""
    inner = {one.index for node in nodes if node.value.size == 1 for one in node.parents}
    count = 0
    for node in reversed(nodes):
        single = node.value.size == 1 and node.value.dtype.kind == "f" and node.index in hot
        is_last = node.index not in inner and node.name not in ("leaf", "move", "put")
        if single and is_last and weight.index in ancestors([node], frozenset()):
            yield node
            count += 1
            if count == MOST_OWN:
                return


def itself(node: Node) -> list[Seed]:
    """Return a loss that is a single number of the script."""
    return [Seed(node, np.ones(node.value.shape), lambda value: float(np.sum(value)))]


def of_error(nodes: Sequence[Node], compared: Sequence[Node], warm: set[int]) -> list[Node]:
    """Return what rises with an error, has its sign, and depends on nothing else.

    It is the slope of some loss, as the error cut off at -1 and 1 is.
    """
    if not compared:
        return []
    error = compared[-1]
    only, found = {error.index}, []
    for node in nodes[error.index + 1 :]:
        hot_ones = [one.index for one in node.parents if one.index in warm]
        if not hot_ones or not {*hot_ones} <= only:
            continue
        only.add(node.index)
        if node.value.shape == error.value.shape and _rises(node.value, error.value):
            found.append(node)
    return found[:MOST_OWN]


def _rises(values: Array, errors: Array) -> bool:
    order = np.argsort(errors.ravel(), kind="stable")
    u, e = (np.asarray(one, dtype=float).ravel()[order] for one in (values, errors))
    if u.size < 4 or not np.any(u) or np.any(u * e < 0):
        return False
    return bool(np.all(np.diff(u) >= -1e-12 * np.max(np.abs(u))))


def given_slope(error: Node, slope: Node) -> list[Seed]:
    """Return the loss, taken as straight, that has a slope at an error."""
    known = np.array(slope.value, dtype=float)
    return [Seed(error, known, lambda value: float(np.sum(value * known)))]
