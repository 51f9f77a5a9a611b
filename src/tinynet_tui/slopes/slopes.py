"""Slopes of a loss: by going back through the tape, and measured by running it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .again import again
from .begin import CannotError
from .tape import Array, Node

WIDTHS = (1e-5, 1e-7)
"""How far a weight is moved to each side, for its size."""
MOST_OPERATIONS = 10_000
"""How many operations are run again for a weight; then fewer of its cells are moved."""


class Seed(NamedTuple):
    """A node that a loss is made of directly."""

    node: Node
    slope: Array
    """The slope of the loss there."""
    part: Callable[[Array], float]
    """Its part of the loss, from a value of the node."""


def ancestors(nodes: Iterable[Node], cut: frozenset[int], after: int = -1) -> dict[int, Node]:
    """Return what some nodes were computed from, with themselves.

    It is not gone back beyond the nodes in `cut`, or before the node with the number `after`.
    """
    found: dict[int, Node] = {}
    waiting = [*nodes]
    while waiting:
        node = waiting.pop()
        if node.index in found:
            continue
        found[node.index] = node
        if node.index not in cut and node.index > after:
            waiting += node.parents
    return found


def hot(nodes: Sequence[Node], roots: Iterable[int]) -> set[int]:
    """Return which nodes depend on some others, with these."""
    found = {*roots}
    for node in nodes:
        if any(one.index in found for one in node.parents):
            found.add(node.index)
    return found


def reached(nodes: Sequence[Node], start: int, cut: frozenset[int]) -> set[int]:
    """Return which nodes a node is among the `ancestors` of, each by itself."""
    found = {start}
    for node in nodes[start + 1 :]:
        if node.index not in cut and any(one.index in found for one in node.parents):
            found.add(node.index)
    return found


def go_back(
    seeds: Sequence[Seed],
    cut: frozenset[int],
    warm: set[int],
    parts: list[tuple[int, Array]] | None = None,
) -> dict[int, Array]:
    """Return the slope of a loss at each node that depends on a weight, by its number.

    What each slope is the sum of is added to `parts`.
    """
    among = ancestors([seed.node for seed in seeds], cut)
    slopes: dict[int, Array] = {}
    for seed in seeds:
        _add(slopes, seed.node, seed.slope)
    for index in sorted(among, reverse=True):
        node, slope = among[index], slopes.get(index)
        if slope is None or index in cut or not node.parents:
            continue
        if node.back is None:
            if any(one.index in warm for one in node.parents):
                raise CannotError(f"line {node.line}: no rule is known for {node.name.lstrip('?')}")
            continue
        with np.errstate(all="ignore"):
            given = node.back(slope, [one.value for one in node.parents], node.value)
        for parent, part in zip(node.parents, given, strict=True):
            if part is not None and parent.index in warm:
                _add(slopes, parent, part)
                if parts is not None:
                    parts.append((parent.index, part))
    return slopes


def _add(slopes: dict[int, Array], node: Node, slope: Array) -> None:
    old = slopes.get(node.index)
    slopes[node.index] = np.array(slope) if old is None else old + slope


class Measured(NamedTuple):
    """The slope of a loss at some cells, measured."""

    cells: list[int]
    slopes: list[tuple[float, ...]]
    """For each width one."""
    kinks: int
    """How many cells were left out since the slope jumps there."""


def measure(
    seeds: Sequence[Seed], weight: Node, cells: Sequence[int], cut: frozenset[int]
) -> Measured:
    """Move cells of a weight a little, the first ones first, and run all that depends on it again.

    Not all of them are moved if very much depends on it.
    """
    among = ancestors([seed.node for seed in seeds], cut)
    moved = {weight.index}
    order = []
    for index in sorted(among):
        node = among[index]
        if index not in cut and any(one.index in moved for one in node.parents):
            moved.add(index)
            order.append(node)

    def loss(value: Array) -> float:
        values = again(order, {weight.index: value})
        return sum(seed.part(values.get(seed.node.index, seed.node.value)) for seed in seeds)

    found = Measured([], [], 0)
    kinks = 0
    most = max(1, MOST_OPERATIONS // (2 * len(WIDTHS) * max(1, len(order))))
    with np.errstate(all="ignore"):
        middle = loss(weight.value)
        for cell in cells[:most]:
            value = np.array(weight.value, dtype=float)
            flat = value.reshape(-1)
            old, several = flat[cell], []
            for width in WIDTHS:
                size = width * max(1.0, abs(float(old)))
                flat[cell] = old + size
                up = loss(value)
                flat[cell] = old - size
                down = loss(value)
                several.append((up - down) / (2 * size))
                apart = abs(up - 2 * middle + down) / size
                noise = 1e-8 * (1 + abs(middle)) * 1e-5 / width
            if apart > 0.02 * abs(several[-1]) + noise:
                kinks += 1
                continue
            found.cells.append(cell)
            found.slopes.append(tuple(several))
    return found._replace(kinks=kinks)


def values_of(slopes: Mapping[int, Array], node: Node) -> Array:
    """Return the slope at a node; 0 where the loss does not depend on it."""
    return slopes.get(node.index, np.zeros(node.value.shape))
