"""Updates that are meant to follow no slope, though something is compared with targets."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import numpy as np

from .again import again
from .fits import NEAR, ratio
from .losses import output_of
from .recording import Version
from .rules import ELEMENTWISE, LINEAR, STEPS
from .slopes import hot
from .tape import Array, Node, unmoved

SOLVES = {"?solve", "?inv", "?pinv", "?lstsq", "?solve_triangular", "?cho_solve"}
"""What Newton's method and its kin are computed by."""
STRAIGHT = {*LINEAR, "multiply", "product", "einsum", "sum", "move", "leaf", "number", "put"}


def solved(before: Mapping[int, Node], forward: Container[int]) -> int:
    """Return the last line that inverts a matrix or solves equations on the way back, else 0."""
    lines = (one.line for at, one in before.items() if one.name in SOLVES and at not in forward)
    return max(lines, default=0)


def by_matrix(
    before: Mapping[int, Node], forward: Container[int], moved: Array, slope: Array
) -> bool:
    """True if a symmetric matrix, positive and no weight, multiplies the slope."""
    shape = (slope.size, slope.size)
    for at, one in before.items():
        if at not in forward and slope.size > 1 and one.value.shape == shape:
            matrix = np.asarray(one.value, dtype=float)
            if np.all(np.isfinite(matrix)) and np.allclose(matrix, matrix.T):
                fit = ratio(moved.ravel(), matrix @ slope.ravel())
                if fit.same and fit.mean < 0 and np.linalg.eigvalsh(matrix)[0] > 0:
                    return True
    return False


def stepped(forward: Mapping[int, Node], old: Node) -> int:
    """Return the line of a step, such as a sign, that a weight goes through; 0 if none."""
    after = hot([forward[at] for at in sorted(forward)], [old.index])
    steps = (one.line for at, one in forward.items() if at in after and one.name in STEPS)
    return min(steps, default=0)


def compares_itself(compared: Sequence[Node], known: set[int], old: Node) -> bool:
    """True for an array that is compared with examples as it is, as a prototype is."""
    outputs = [unmoved(output_of(one, known)[0]) for one in compared]
    return old.value.size > 1 and any(one is old for one in outputs)


def by_size(
    before: Mapping[int, Node],
    forward: Container[int],
    warm: Container[int],
    compared: Sequence[Node],
    old: Version,
    new: Node,
) -> int:
    """Return the line of the first single number through which an update depends on errors.

    That is 0 unless it depends on their sizes only, as by a loss that is computed at several
    places, and on no `warm` number of the network.
    """
    errors = {one.index: one for one in compared if one.index in before and one.value.size > 1}
    reached, numbers = {*errors}, list[int]()
    for at in sorted(before):
        if any(one.index in reached for one in before[at].parents) and at not in reached:
            if before[at].value.size > 1 or at == new.index:
                reached.add(at)
            else:
                numbers.append(before[at].line)
    after = hot([before[at] for at in sorted(before)], errors)
    others = {at for at in before if at in warm and at not in forward} - after
    moved = new.value - old.node.value
    top = np.max(np.abs(moved), initial=0.0)
    if not errors or not numbers or new.index in reached or others or np.ptp(moved) <= NEAR * top:
        return 0  # one number for all weights is no search
    order = [before[at] for at in sorted(before)]
    turned, larger = (
        again(order, {at: by(one.value) for at, one in errors.items()}).get(new.index, new.value)
        for by in (np.negative, lambda value: value * np.abs(value))
    )
    by_turned, by_larger = (np.max(np.abs(one - new.value)) for one in (turned, larger))
    return numbers[0] if by_turned <= NEAR * top < by_larger else 0


def weighs_examples(
    before: Mapping[int, Node],
    forward: Container[int],
    behind: Container[int],
    warm: Container[int],
    slope: Array,
    ends: tuple[Version, Version],
) -> bool:
    """True if only a number for each example, such as a return, is multiplied to the slope.

    The `ends` are the weight's old and new numbers. None of them may be below 0 alone.
    """
    old, new = ends
    found: dict[int, Array] = {}
    for at, node in before.items():
        if node.name == "multiply" and at in behind and at not in forward:
            for one, other in (node.parents, [*reversed(node.parents)]):
                known = forward, behind, warm
                is_apart = not any(
                    at in them for at in (other.index, unmoved(other).index) for them in known
                )
                is_long = other.value.size > 1 and other.value.size == len(np.atleast_1d(one.value))
                if one.index in behind and is_apart and is_long and other.value.max() > 0:
                    found[other.index] = np.ones_like(other.value, dtype=float)
    whole = again([before[at] for at in sorted(before)], found).get(new.node.index)
    if not found or whole is None:
        return False
    fit = ratio(new.part(whole) - np.asarray(old.value, dtype=float), slope)
    return fit.same and fit.mean < 0


def renewed(old: Version, new: Node) -> int:
    """Return the line that gives a weight numbers to which its own are no summand; else 0.

    What is added to other numbers instead is none either.
    """
    end, near = _near(new)
    if any(is_of(one, old.node) or (one.name == "leaf" and one.value.size > 1) for one in near):
        return 0
    return end.line if end.parents else 0


def is_state(old: Version, new: Node) -> bool:
    """True for an array that is computed anew from its old numbers only through products."""
    return not any(is_of(one, old.node) for one in _near(new)[1])


def _near(new: Node) -> tuple[Node, list[Node]]:
    """Return what new numbers are, and all that they are made of cell by cell."""
    end = new
    while end.name == "put" or (end.name == "move" and len(end.parents) == 1):
        end = end.parents[-1]
    waiting, found = [end], dict[int, Node]()
    while waiting:
        node = waiting.pop()
        if node.index not in found:
            found[node.index] = node
            if node.name in ELEMENTWISE or node.name == "move":
                waiting += [one for one in node.parents if one.value.size == end.value.size]
    return end, [*found.values()]


def is_of(node: Node, old: Node) -> bool:
    """True for an array or a part of it, of which other parts may have been written meanwhile."""
    node = unmoved(node)
    while node is not old and node.name == "put":
        node = unmoved(node.parents[0])
    return node is old


def of_itself(
    forward: Mapping[int, Node],
    compared: Sequence[Node],
    known: set[int],
    parts: Sequence[Array],
    moved: Array,
) -> int:
    """Return the line that compares an input with what the weights make of it, as Oja's rule does.

    The update goes by one of the parts of the slope. It is 0 if that is not so.
    """
    if not {one.name for one in forward.values()} <= STRAIGHT or len(parts) < 2:
        return 0
    for one in compared:
        target = unmoved(output_of(one, known)[1])
        if target.index in forward and any(unmoved(p) is target for p in _factors(forward)):
            fits = [ratio(moved, part) for part in parts]
            if any(fit.same and fit.mean < 0 for fit in fits):
                return one.line
    return 0


def _factors(forward: Mapping[int, Node]) -> list[Node]:
    return [p for one in forward.values() if one.name == "product" for p in one.parents]
