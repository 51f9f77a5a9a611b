"""The first step at which what goes back is no longer a slope of the loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .fits import ratio
from .recording import Version
from .slopes import hot
from .tape import Array, Node


class Parting(NamedTuple):
    """A step that takes what goes back away from the slope."""

    step: int
    """During which step of the iteration, from 1."""
    line: int
    """The line of the script in which it was computed."""
    late: str = ""
    """A weight that is used after its update."""
    late_step: int = 0
    """The step that updates it."""
    factor: int = 0
    """The line, in a function that the step calls, of what it multiplies by."""
    last: int = 0
    """The line up to which it is a slope, where that is then multiplied with what came in."""
    name: str = ""
    """The variable that it goes into in that step, if there is one."""


def parting(
    before: Mapping[int, Node],
    slopes: Mapping[int, Array],
    end: Node,
    compared: Sequence[Node],
    nodes: Sequence[Node],
    versions: Mapping[int, tuple[str, Version]],
    behind: set[int],
    names: Mapping[int, str],
) -> Parting | None:
    """Return the first step on the way from the errors to an update that is no slope.

    The nodes in `behind` come after the errors; `names` are those of variables.
    """
    errors = {one.index for one in compared}
    forward = [(nodes[index], slope) for index, slope in slopes.items()]
    multiples: set[float] = set()

    def is_good(node: Node) -> bool:
        if node.index in errors:
            return True
        for _, slope in forward:
            if slope.size != node.value.size:
                continue
            for turned in (slope, slope.T) if slope.ndim == 2 else (slope,):
                if turned.shape != node.value.shape and min((*turned.shape, 1)) > 1:
                    continue
                fit = ratio(node.value, turned)
                if fit.same and (node.value.size > 1 or _is_known(abs(fit.mean), multiples)):
                    multiples.add(abs(fit.mean))
                    return True
        return False

    for node in compared:
        slope = slopes.get(node.index)
        if slope is not None:
            multiples.add(abs(ratio(node.value, slope).mean))
    order = sorted(index for index in before if index in behind)
    good = {index for index in order if is_good(before[index])}
    good.discard(end.index)
    bad: list[Node] = []
    waiting, seen = [end], set[int]()
    while waiting:
        node = waiting.pop()
        if node.index in seen or node.index in good or node.index not in before:
            continue
        if node.index in versions and node is not end:
            continue
        seen.add(node.index)
        if node.index in behind:
            if node is not end:
                bad.append(node)
            waiting += node.parents
    bad = [one for one in bad if one.name not in ("move", "put")] or [end]
    first = min(bad, key=lambda one: one.index)
    late, late_step = "", 0
    for parent in first.parents:
        while parent.name == "move" and len(parent.parents) == 1:
            if parent.index in versions:
                break
            parent = parent.parents[0]
        label, version = versions.get(parent.index, ("", None))
        if version is not None and version.step:
            late, late_step = label, version.step
    factor = next(
        (one.line for one in first.parents if one.step == first.step and one.line != first.line), 0
    )
    slopes_before = [
        index
        for index in ancestors_in(first, before)
        if index in good - errors and before[index].line != first.line
    ]
    last = before[max(slopes_before)].line if slopes_before else 0
    after = hot(nodes, [first.index])
    made = (names[at] for at in sorted(names) if at in after and nodes[at].step == first.step)
    is_gradient = first.value.shape == end.value.shape and first.name in ("product", "multiply")
    return Parting(
        *(first.step, first.line, late, late_step),
        factor if first.name in ("multiply", "divide") and not late else 0,
        last if is_gradient and not (late or factor) else 0,
        next(made, ""),
    )


def ancestors_in(node: Node, among: Mapping[int, Node]) -> set[int]:
    """Return the numbers of what a node was computed from, of some nodes."""
    found: set[int] = set()
    waiting = [*node.parents]
    while waiting:
        one = waiting.pop()
        if one.index in among and one.index not in found:
            found.add(one.index)
            waiting += one.parents
    return found


def _is_known(multiple: float, known: set[float]) -> bool:
    return any(np.isclose(multiple, one, rtol=1e-6) for one in known)
