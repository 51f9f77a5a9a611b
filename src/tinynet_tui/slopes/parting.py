"""The first step at which what goes back is no longer a slope of the loss."""

from __future__ import annotations

import ast
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .below_zero import below_0
from .calls import calls
from .fits import ratio
from .handed import handed_on
from .multiples import Multiples, turned_too
from .norms import going_by, sizes
from .parts import Parts
from .recording import Version
from .rules import ELEMENTWISE, LINEAR
from .slopes import hot
from .tape import Array, Node, unmoved

SCALED = {"multiply", "divide", "true_divide", "negative", "positive"}
DIVIDES = {"divide", "true_divide"}
PRODUCTS = {"product", "einsum", "multiply"}


class Parting(NamedTuple):
    """A step that takes what goes back away from the slope."""

    step: int
    """During which step of the iteration, from 1."""
    line: int
    """The line of the script in which it was computed."""
    at: int = 0
    """Its place among all that the iteration computes."""
    is_finite: bool = True
    shared: bool = False
    """True if an update that follows goes through it."""
    late: str = ""
    """A weight that is used after its update."""
    late_step: int = 0
    """The step that updates it."""
    late_line: int = 0
    factor: int = 0
    """The line of what it multiplies by, if that is another one."""
    factor_call: int = 0
    """The line that calls the function in which that stands."""
    last: int = 0
    """The line up to which it is a slope, where a sum of products is then taken."""
    function: int = 0
    """The line of the function by whose slope it should multiply."""
    missing: int = 0
    """The line of a function whose slope is left out before."""
    missing_call: int = 0
    """The line that calls it."""
    by: int = 0
    """The line of the function that gives what is multiplied by in its place."""
    beside: int = 0
    """The line that multiplies the weight by something else than the update does."""
    part: int = 0
    """The line that computes a part of the slope, to which the others are not added."""
    call: int = 0
    """The line that calls the function in which it stands, if others call it, too."""
    right_call: int = 0
    """One of these other lines, where the same line gives a slope."""
    masks: int = 0
    """The line that multiplies by what no weight changes, if that is left out before."""
    handed: int = 0
    """The line that only hands on, as it is, the slope that goes into it."""
    name: str = ""
    """The variable that it goes into in that step, if there is one."""


def parting(
    before: Mapping[int, Node],
    slopes: Mapping[int, Array],
    parts: Parts,
    ends: tuple[Node, Node],
    compared: Sequence[Node],
    nodes: Sequence[Node],
    versions: Mapping[int, tuple[str, Version]],
    behind: set[int],
    names: Mapping[int, str],
    tree: ast.AST,
) -> Parting | None:
    """Return the first step on the way from the errors to an update that is no slope.

    `parts` are those of the slopes that are sums, of what is used more than once.
    The `ends` are the weight's old and new numbers. The nodes in `behind` come after the errors;
    `names` are those of variables, `tree` is the script's.
    """
    old, end = ends
    errors = {one.index for one in compared if one.name != "put"}
    forward = [(nodes[index], slope) for index, slope in slopes.items()]
    known = Multiples([slope for _, slope in forward])
    multiples: set[float] = set()

    def is_good(node: Node) -> bool:
        if node.index in errors or is_scaled(node):
            return True
        there = [one for one in node.parents if one.index in behind]
        return is_whole(node) or bool(there and parts.has(node, there))

    def is_whole(node: Node) -> bool:
        for at in known.near(node.value):
            other, slope = forward[at]
            is_other = slope.size == 1 and other.index in versions and other is not old
            if is_other:
                continue
            fit = fits(node, slope)
            if fit is not None and (node.value.size > 1 or _is_known(abs(fit), multiples)):
                multiples.add(abs(fit))
                return True
        return False

    def is_scaled(node: Node) -> bool:
        """True for what is good, multiplied by a number that no error changes."""
        if node.name not in SCALED:
            return False
        above, *others = sorted(node.parents, key=lambda one: one.index not in good)
        is_below = node.name in ("divide", "true_divide") and above is not node.parents[0]
        return (
            above.index in good
            and not is_below
            and all(one.value.size == 1 and one.index not in behind for one in others)
            and bool(np.any(node.value) or not np.any(above.value))
        )

    for node in compared:
        slope = slopes.get(node.index)
        if slope is not None:
            multiples.add(abs(ratio(node.value, slope).mean))
    order = sorted(index for index in before if index in behind)
    good: set[int] = set()
    for index in order:
        if index != end.index and is_good(before[index]):
            good.add(index)
    others: list[Node] = []
    norms = sizes(before, behind)
    going = going_by(before, compared, norms) if norms and compared else behind

    def bad_ones(skipped: Container[int]) -> list[Node]:
        """Return what is not good on the way to the end, but for nodes that are `skipped`."""
        bad: list[Node] = []
        waiting, seen = [end], set[int]()
        while waiting:
            node = waiting.pop()
            if node.index in seen or node.index in good or node.index not in before:
                continue
            if node.index in skipped or (node.index in versions and node is not end):
                continue
            seen.add(node.index)
            if node.index in going:
                if node is not end:
                    bad.append(node)
                waiting += node.parents
            elif node.index in behind or node.index not in slopes:
                others.append(node)
                waiting += node.parents
        return [one for one in bad if _tells(one, good) or one in compared]

    below = {one.parents[1].index for one in before.values() if one.name in DIVIDES}
    bad = bad_ones(norms | below)
    if not bad or min(bad, key=lambda one: one.index).name in DIVIDES:
        bad = bad_ones(norms)
    if not bad and end.index not in going:
        among = [one for one in others if any(each.index in slopes for each in one.parents)]
        bad = [one for one in among if one.name == "product"]  # it does not go by the error
    bad = bad or [end]
    first = min(bad, key=lambda one: one.index)
    broken = [before[index] for index in order if not np.all(np.isfinite(before[index].value))]
    if broken:
        first = broken[0]
    late, late_step, late_line = "", 0, 0
    for parent in first.parents:
        while parent.name == "move" and len(parent.parents) == 1:
            if parent.index in versions:
                break
            parent = parent.parents[0]
        label, version = versions.get(parent.index, ("", None))
        if version is not None and version.step:
            late, late_step, late_line = label, version.step, version.node.line
    factor = next(
        (
            one
            for one in first.parents
            if one.line != first.line
            and one.index not in slopes
            and one.index not in good
            and one.parents
            and first.name in ("multiply", "divide", "true_divide")
        ),
        None,
    )
    slopes_before = [
        index
        for index in ancestors_in(first, before)
        if index in good - errors and before[index].line != first.line
    ]
    last = before[max(slopes_before)].line if slopes_before else 0
    after = hot(nodes, [first.index])
    made = (names[at] for at in sorted(names) if at in after and nodes[at].step == first.step)
    is_outer = first.name == "multiply" and all(
        one.value.size < first.value.size for one in first.parents
    )
    sums = is_outer or first.name in ("product", "einsum", "sum") or first is end
    is_gradient = first.value.shape == end.value.shape and (is_outer or first.name == "product")
    found = Parting(first.step, first.line, first.index, not broken, name=next(made, ""))
    found = found._replace(**calls(first, nodes, good))
    if late:
        return found._replace(late=late, late_step=late_step, late_line=late_line)
    if broken:
        return found._replace(factor=below_0(first))
    right = next((one for one in first.parents if one.index in good), None)
    if right is not None:
        whole = unmoved(right)
        is_slice = whole.value.size > right.value.size and whole.index in parts.found
        handed = 0 if is_slice else handed_on(tree, right, first)
        part = _begun(whole).line if right.index in parts.found and not handed else 0
        found = found._replace(handed=handed, part=part if part != first.line else 0)
    near = known.near(right.value) if right else []
    at = [forward[one][0] for one in near if right and fits(right, forward[one][1]) is not None]
    functions = [one for one in at if one.name in ELEMENTWISE and one.index not in errors]
    if not sums and first.name in SCALED:
        curved = [one.line for one in functions if one.name not in (*LINEAR, "multiply")]
        found = found._replace(function=curved[0] if curved else 0)
        if masks := [one.line for one in functions if _masks(one, slopes)]:
            found = found._replace(masks=masks[0])
    if factor is not None and not found.part:
        return found._replace(factor=factor.line, factor_call=factor.outer)
    if right is None or not sums:
        return found
    products = [one for one in at if one.name in PRODUCTS and _weighs(one, versions)]
    if products:
        beside = [one.line for one in products if old in map(unmoved, one.parents)]
        return found._replace(last=last, beside=beside[0] if beside and is_gradient else 0)
    if not functions:
        return found._replace(last=last)
    least = min(functions, key=lambda one: one.index)
    does_more = any(one.outer == least.outer and one.name == "product" for one in nodes)
    call = 0 if does_more else least.outer
    by = (one.line for one in right.parents if one.outer == right.line and one.index not in good)
    return found._replace(last=last, missing=least.line, missing_call=call, by=next(by, 0))


def _masks(node: Node, slopes: Container[int]) -> bool:
    """True for a product, cell by cell, with an array that depends on no weight."""
    sides = [one for one in node.parents if one.index not in slopes]
    return node.name == "multiply" and any(one.value.size == node.value.size > 1 for one in sides)


def _begun(node: Node) -> Node:
    """Return what gave the numbers of a node, which others may only have multiplied by one."""
    while same := [one for one in node.parents if fits(one, node.value) is not None]:
        node = same[0]
    return node


def fits(node: Node, slope: Array) -> float | None:
    """Return by what a slope, perhaps turned, is multiplied; None if it is not the same."""
    for turned in turned_too(slope):
        if turned.size != node.value.size:
            continue
        if turned.shape != node.value.shape and min((*turned.shape, 1)) > 1:
            continue
        fit = ratio(node.value, turned)
        if fit.same:
            return fit.mean
    return None


def _tells(node: Node, good: set[int]) -> bool:
    """True for what may be the first that is no slope: it computes, or writes over a slope."""
    if node.name == "put":
        return node.parents[0].index in good
    return node.name != "move" and node.value.dtype.kind != "b"


def _weighs(node: Node, versions: Mapping[int, tuple[str, Version]]) -> bool:
    return node.name != "multiply" or any(unmoved(one).index in versions for one in node.parents)


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
