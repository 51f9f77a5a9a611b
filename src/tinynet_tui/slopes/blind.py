"""What right updates do not tell: neurons that are alike, targets out of reach, no progress."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from . import losses
from .places import Places
from .recording import Version
from .slopes import ancestors
from .tape import Array, Node, unmoved
from .wording import listed, number, shown

MOST = 0.97
"""The part of the error that is left where it has hardly become smaller."""
SAME = 1e-9
"""An error that is so near to the first is the same: the script begins anew."""
LATE = 100
"""Only so many iterations tell that."""


def alike(
    weights: Mapping[str, Sequence[Version]], axis: int, compared: Sequence[Node]
) -> list[str]:
    """Return the arrays whose neurons begin alike and are updated alike.

    Along the `axis` stands what a neuron reads. Neurons of the output are no such: their targets
    tell them apart.
    """
    cut = frozenset(one.node.index for versions in weights.values() for one in versions)
    inner: set[int] = set()
    for node in ancestors(compared, cut).values():
        sides = [one for one in node.parents if unmoved(one).index not in cut]
        if node.name in ("product", "einsum") and len(sides) < len(node.parents):
            inner |= ancestors(sides, cut).keys()
    return [
        label
        for label, versions in weights.items()
        if any(one.node.index in inner for one in versions)
        and versions[0].value.ndim == 2
        and min(versions[0].shape) > 1
        and all(_is_one(one.value, axis) for one in (versions[0], versions[-1]))
    ]


def _is_one(value: Array, axis: int) -> bool:
    apart = np.ptp(np.asarray(value, dtype=float), axis=1 - axis)
    return bool(np.max(apart) <= 1e-12 * max(1.0, float(np.max(np.abs(value)))))


def out_of_reach(compared: Sequence[Node], hot: set[int]) -> list[float]:
    """Return a target that no output can reach, and the least and largest output; else nothing."""
    for node in compared:
        output, targets = losses.output_of(node, hot)
        value = np.asarray(targets.value, dtype=float)
        is_sigmoid = losses.is_made_by(output, losses.BINARY)
        low = 0.0 if is_sigmoid else -1.0
        if value.size and (is_sigmoid or output.name == "tanh"):
            for one in (float(value.max()), float(value.min())):
                if not low <= one <= 1:
                    return [one, low, 1.0]
    return []


def size_of(compared: Sequence[Node]) -> float:
    """Return the mean of the absolute errors; 0 if there are none."""
    sizes = [float(np.mean(np.abs(one.value))) for one in compared if one.value.size]
    return sizes[0] if sizes and np.isfinite(sizes[0]) else 0.0


def told(checks: Mapping[int, Mapping[str, Any]]) -> Iterator[str]:
    """Yield what can be said of them, a sentence each."""
    yield from beginning(checks)
    yield from _progress(checks)


def beginning(checks: Mapping[int, Mapping[str, Any]]) -> Iterator[str]:
    """Yield what the iterations that were checked tell of neurons, and the first of targets."""
    told = [one for one in checks.values() if not one.get("reason")]
    for one in told[:1]:
        names = [
            name
            for name in one.get("alike", ())
            if all(name in each.get("alike", ()) for each in told)
        ]
        if names:
            yield (
                f"The neurons of {listed([shown(name) for name in names])} begin alike and stay "
                "alike: they do the work of one. Draw the first weights at random."
            )
        if reach := one.get("reach"):
            target, low, high = map(float, reach)
            yield (
                f"A target is {number(target)}, but the output lies between {number(low)} and "
                f"{number(high)} and cannot reach it."
            )


def _progress(checks: Mapping[int, Mapping[str, Any]]) -> Iterator[str]:
    sizes = [(at, float(one.get("error", 0))) for at, one in checks.items()]
    sizes = [(at, size) for at, size in sizes if size and checks[at].get("examples", 0) > 1]
    if len(sizes) > 1 and sizes[-1][0] >= LATE and sizes[-1][1] > MOST * sizes[0][1]:
        (_, first), (at, last) = sizes[0], sizes[-1]
        if abs(last - first) <= SAME * first and min(sizes, key=lambda one: one[1])[1] < first:
            return  # it begins anew
        yield (
            f"The mean error is {number(first)} at first, and {number(last)} in iteration {at:,}. "
            "The slopes do not say why: the learning rate may be too small or too large."
        )


def idle_of(
    checks: Mapping[int, Mapping[str, Any]], places: Places
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return a sentence on what is computed of an error and never read, with its line, if any."""
    for told in checks.values():
        for name, line in told.get("unused", ()):
            where = f"Line {places.at(int(line))} computes {shown(name)}, which nothing uses"
            return (f"{where}: an update may be missing.",), (int(line),)
    return (), ()
