"""The losses that a script may go down: its errors squared, cross-entropies, its own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .slopes import Seed, ancestors
from .tape import GONE, Array, Node, unmoved

SQUARES = "half the sum of squared errors"
BINARY = "the cross-entropy"
SOFTMAX = "the cross-entropy of the softmax"
POISSON = "the loss of counts (Poisson)"
MADE = (BINARY, SOFTMAX)
OWN = "the loss in line {}"
OF_ERROR = "a loss whose slope at the output is computed in line {}"
GIVEN = "the loss of --loss"
FEW = 24
"""So many nodes before an output are looked at."""
MOST_OWN = 6
"""The most losses of the script's own that are tried."""


def comparisons(nodes: Sequence[Node], hot: set[int]) -> list[Node]:
    """Return where something that depends on the weights is compared with targets.

    That is a difference, `y / p` as in the slope of a cross-entropy, or `p[rows, classes] -= 1`.
    """
    return [node for node in nodes if node.index in hot and _compares(node, hot)]


def _compares(node: Node, hot: set[int]) -> bool:
    match node.name:
        case "subtract":
            one, other = node.parents
            given = other if one.index in hot else one
            return (one.index in hot) != (other.index in hot) and not _is_made(given)
        case "divide" | "true_divide":
            above, below = node.parents
            if above.index in hot or above.value.shape != below.value.shape or _is_made(above):
                return False
            shares = np.all((above.value >= 0) & (above.value <= 1))
            is_rest = below.name == "subtract" and _is_made(below.parents[0])  # in `1 - p`
            return bool(shares) and not is_rest and any(is_made_by(below, one) for one in MADE)
        case "put":
            whole, part = node.parents
            return (
                whole.index in hot
                and part.name in ("add", "subtract")
                and _classes(whole.value, node.value) is not None
            )
    return False


def _classes(whole: Array, left: Array) -> Array | None:
    """Return the targets of `p[rows, classes] -= 1`, given `p` and what is left, or None.

    What is taken is 0 but for one number in each row, or column, such as 1; a wrong one counts as
    1. Added to what is negative, such as -p, it makes an error that is the other way round.
    """
    taken = whole - left
    near = np.rint(taken)
    size = np.max(np.abs(near), initial=0.0)
    if taken.size < 2 or not size or not np.allclose(taken, near, atol=1e-9):
        return None
    chosen = near != 0
    if near[chosen].max() < 0 and np.min(whole) < 0:
        return None
    if len({*near[chosen].tolist()}) > 1:
        return None
    if max(taken.shape) == taken.size:
        return chosen.astype(float) if chosen.sum() == 1 else None
    alone = any(bool(np.all(chosen.sum(axis=axis) == 1)) for axis in range(taken.ndim))
    return chosen.astype(float) if alone else None


def _is_made(node: Node) -> bool:
    """True for a number in the text, or what is made of nothing but that."""
    if node.value.ndim and node.value.size > 1 and np.ptp(node.value.astype(float)) > 0:
        return node.made and not node.parents
    while node.parents:
        if len(node.parents) > 1:
            zeros = node.name == "multiply" and not np.any(node.value)
            return (any if zeros else all)(_is_made(one) for one in node.parents)
        node = node.parents[0]
    return node.made


def output_of(node: Node, hot: set[int]) -> tuple[Node, Node]:
    """Return the output and the targets that a comparison compares."""
    one, other = node.parents
    if node.name == "put":
        targets = _classes(one.value, node.value)
        assert targets is not None
        return one, Node(-1, "leaf", targets, (), None, None)
    return (one, other) if one.index in hot else (other, one)


def squares(found: Sequence[Node]) -> list[Seed]:
    """Return half the sum of the squares of errors; nothing if none of them is a difference."""
    errors = [node for node in found if node.name in ("subtract", "put")]
    return [Seed(node, np.array(node.value, dtype=float), _half_square) for node in errors]


def _half_square(value: Array) -> float:
    return float(np.sum(value * value) / 2)


def cross_entropy(found: Sequence[Node], hot: set[int], name: str) -> list[Seed]:
    """Return the cross-entropy of outputs, if a sigmoid or a softmax has made them."""
    seeds = []
    for node in found:
        output, targets = output_of(node, hot)
        value = np.asarray(output.value, dtype=float)
        target = np.broadcast_to(targets.value, np.shape(node.value)).astype(float)
        if node.value.shape != value.shape or not is_made_by(output, name):
            return []
        if name == BINARY:
            with np.errstate(all="ignore"):
                slope = (1 - target) / _rest(output) - target / value
            seeds.append(Seed(output, slope, _binary(target)))
        else:
            with np.errstate(all="ignore"):
                seeds.append(Seed(output, -target / value, _softmax(target)))
    return seeds


def _binary(target: Array) -> Callable[[Array], float]:
    def part(value: Array) -> float:
        return -float(np.sum(target * np.log(value) + (1 - target) * np.log1p(-value)))

    return part


def of_counts(found: Sequence[Node], hot: set[int]) -> list[Seed]:
    """Return the loss of counts whose means an exponential has made; nothing if there are none."""
    seeds = []
    for node in found:
        output, targets = output_of(node, hot)
        value, counts = (np.asarray(one.value, dtype=float) for one in (output, targets))
        is_whole = value.shape == counts.shape and np.all((counts >= 0) & (counts % 1 == 0))
        if unmoved(output).name != "exp" or not is_whole or counts.max(initial=0) < 2:
            return []
        seeds.append(Seed(output, 1 - counts / value, _counts(counts)))
    return seeds


def _counts(counts: Array) -> Callable[[Array], float]:
    return lambda value: float(np.sum(value - counts * np.log(value)))


def _rest(output: Node) -> Array:
    """Return 1 - p for the output p of a sigmoid, exactly also where p is nearly 1."""
    value, near = np.asarray(output.value, dtype=float), _near(output)
    for before in _before(output):
        for z in (before, -before):
            if np.allclose(_sigmoid(z), value, rtol=near, atol=near):
                return _sigmoid(-z)
    return 1 - value


def _near(output: Node) -> float:
    """Return how near numbers are to an output that are the same but for rounding."""
    return 1e-9 if output.value.dtype.itemsize >= 8 else 1e-5


def _before(output: Node) -> Iterator[Array]:
    """Yield the values near before an output that have its shape."""
    waiting = [output]
    for node in itertools.islice(waiting, FEW):
        if node.value.shape == output.value.shape and node is not output:
            yield np.asarray(node.value, dtype=float)
        waiting += node.parents


def _sigmoid(z: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(1 / (1 + np.exp(-z)))


def _softmax(target: Array) -> Callable[[Array], float]:
    return lambda value: -float(np.sum(target * np.log(value)))


def is_made_by(output: Node, name: str) -> bool:
    """True when a node near before an output is what a sigmoid or a softmax was taken of."""
    value = np.asarray(output.value, dtype=float)
    if not value.size or np.any(value <= 0) or np.any(value >= 1):
        return False
    near = _near(output)
    for z in _before(output):
        if name == BINARY:
            both = _sigmoid(z), _sigmoid(-z)
            if any(np.allclose(made, value, rtol=near, atol=near) for made in both):
                return True
            continue
        for axis in range(-1, -1 - min(2, z.ndim), -1):
            with np.errstate(all="ignore"):
                e = np.exp(z - z.max(axis=axis, keepdims=True))
                made = e / e.sum(axis=axis, keepdims=True)
            if z.shape[axis] > 1 and np.allclose(made, value, rtol=near):
                return True
    return False


def own(nodes: Sequence[Node], hot: set[int], weight: Node) -> Iterator[Node]:
    """Yield the single numbers that a script computes from the weights, the last first."""
    inner = {one.index for node in nodes if node.value.size == 1 for one in node.parents}
    count = 0
    for node in reversed(nodes):
        single = node.value.size == 1 and node.value.dtype.kind == "f" and node.index in hot
        is_last = node.index not in inner and node.name not in ("leaf", "move", "put", GONE)
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
    errors = [one for one in compared if one.name == "subtract"]
    if not errors:
        return []
    error = errors[-1]
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
    if u.size < 4 or not np.any(u) or np.any(u * e < 0) or np.all(e >= 0) or np.all(e <= 0):
        return False
    return bool(np.all(np.diff(u) >= -1e-12 * np.max(np.abs(u))))


def given_slope(error: Node, slope: Node) -> list[Seed]:
    """Return the loss, taken as straight, that has a slope at an error."""
    known = np.array(slope.value, dtype=float)
    return [Seed(error, known, lambda value: float(np.sum(value * known)))]
