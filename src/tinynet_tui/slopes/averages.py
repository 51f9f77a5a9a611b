"""What an update keeps of earlier slopes: averages of them and of their squares, as Adam does."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from .fits import ratio
from .recording import Version
from .tape import Array, Node, unmoved

NEAR = 1e-8
"""How far numbers may be off a sum that makes them, for the largest."""
SINGLE = 1e-4
"""The same in single precision."""
LEAST = 1e-3
"""A part that is smaller, for the largest number, does not count."""
APART = 1e-5
"""How different the parts of such a sum have to be, so that they can be told."""
LEAST_CELLS = 4
"""So many numbers tell by what an update divides."""
NAME = re.compile(r"[^\W\d]\w*")
SLOPE, SQUARE = "slope", "square"


def fitted(value: Array, parts: Sequence[Array], near: float = NEAR) -> list[float] | None:
    """Return by what arrays are multiplied whose sum is another one; None if it is no such sum.

    For a part that is 0 that is nan.
    """
    top = float(np.max(np.abs(value), initial=0.0))
    sizes = [float(np.max(np.abs(one), initial=0.0)) for one in parts]
    known = [number for number, size in enumerate(sizes) if size > 0]
    if not top or not known or value.size <= len(known):
        return None
    columns = np.stack([np.asarray(parts[at], float).ravel() / sizes[at] for at in known], axis=1)
    if not np.all(np.isfinite(columns)) or not np.isfinite(top):
        return None
    found, _, _, singular = np.linalg.lstsq(columns, np.asarray(value, float).ravel(), rcond=None)
    if singular[-1] < APART * singular[0]:
        return None
    if np.max(np.abs(columns @ found - np.asarray(value, float).ravel())) > near * top:
        return None
    result = [float("nan")] * len(parts)
    for at, factor in zip(known, found, strict=True):
        result[at] = 0.0 if abs(factor) < LEAST * top else float(factor) / sizes[at]
    return result


def taken_as_is(tree: ast.AST, label: str, first: int, last: int) -> int:
    """Return the line between two that gives a variable another name; 0 if none does."""
    name = NAME.findall(label)[-1]  # `m` in `opt.m[0]`
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and first < node.lineno < last:
            value = node.value
            while isinstance(value, ast.Subscript):
                value = value.value
            if getattr(value, "attr", getattr(value, "id", "")) == name:
                return node.lineno
    return 0


def kept_over(
    versions: Sequence[Version], before: Mapping[int, Node], old: Version
) -> tuple[Version, Version] | None:
    """Return what a variable was before an update of a weight, and what that takes of it.

    The weight was `old`, and `before` are the nodes that the update was computed from. That is None
    if it takes nothing that the iteration computes.
    """
    made = [pair for pair in pairwise(versions) if pair[1].node.index in before]
    fresh = [pair for pair in made if pair[1].node.index > old.since] or made[-1:]
    return (fresh[0][0], fresh[-1][1]) if fresh else None


class Averages:
    """The arrays beside the weights that go into an update."""

    def __init__(
        self,
        kept: Mapping[str, Sequence[Version]],
        before: Mapping[int, Node],
        slope: Array,
        weight: Version,
        label: str,
    ) -> None:
        """`before` are the nodes that the update of the `weight` was computed from."""
        self.before, self.slope, self.label = before, slope, label
        self.weight = np.asarray(weight.value, dtype=float)
        self.near = NEAR if weight.node.value.dtype.itemsize >= 8 else SINGLE
        self.pairs: dict[str, tuple[Array, Version]] = {}
        for label, versions in kept.items():
            pair = kept_over(versions, before, weight)
            if pair and pair[0].shape == pair[1].shape == slope.shape:
                self.pairs[label] = np.asarray(pair[0].value, float), pair[1]
        self.found: list[dict[str, Any]] = []
        self._sums: dict[str, Array] = {}
        for label in self.pairs:
            self._slopes(label)
        for label in self.pairs:
            if label not in self._sums:
                self._squares(label)

    def _note(self, label: str, of: str, keeps: float, takes: float, **more: Any) -> None:
        new = self.pairs[label][1]
        starts = bool(np.isnan(keeps))
        told = {"name": label, "of": of, "keeps": None if starts else keeps, "takes": takes}
        told["near"] = self.near
        self.found.append({**told, "line": new.node.line, **self._changed(new), **more})

    def _slopes(self, label: str) -> None:
        """Note an array that sums up slopes, perhaps with a part of the weight (weight decay)."""
        old, new = self.pairs[label]
        value = np.asarray(new.value, float)
        for parts in ((old, self.slope), (old, self.slope, self.weight)):
            if (found := fitted(value, parts, self.near)) and found[1] and not np.isnan(found[1]):
                keeps, takes, *decays = found
                self._sums[label] = (value - (0 if np.isnan(keeps) else keeps) * old) / takes
                self._note(label, SLOPE, keeps, takes, decays=decays[0] if decays else 0.0)
                return

    def _squares(self, label: str) -> None:
        """Note an array that sums up squares, of slopes or of what another array has become."""
        old, new = self.pairs[label]
        value = np.asarray(new.value, float)
        for sums in (self.slope, *self._sums.values()):
            if (found := fitted(value, (old, sums * sums), self.near)) and found[1]:
                self._note(label, SQUARE, *found)
                return
        for other in self._sums:
            whole = np.asarray(self.pairs[other][1].value, float)
            if (found := fitted(value, (old, whole * whole), self.near)) and found[1]:
                self._note(label, other, *found)
                return
        found = fitted(value, (old, self.weight * self.weight), self.near)
        if found and found[1]:
            self._note(label, self.label, *found)

    def _changed(self, new: Version) -> dict[str, float]:
        """Return the lines that divide an array `by` a number, and that multiply it; 0 for none.

        The `divisor` is that number.
        """
        lines: dict[str, float] = {"by": 0, "times": 0, "divisor": 0.0}
        kinds = {"divide": ("by", 1), "true_divide": ("by", 1), "multiply": ("times", 2)}
        for one in self.before.values():
            kind, count = kinds.get(one.name, ("", 0))
            sides = [*map(unmoved, one.parents)]
            if new.node in sides[:count] and min(side.value.size for side in sides) == 1:
                lines[kind] = one.line
                if kind == "by" and one.parents[1].value.size == 1:
                    lines["divisor"] = float(one.parents[1].value.item())
        return lines

    def rate(self, moved: Array) -> float:
        """Return by what an update multiplies the slope through a sum of slopes; 0 if otherwise."""
        if len(self.found) != 1 or self.found[0]["of"] != SLOPE:
            return 0.0
        fit = ratio(moved, np.asarray(self.pairs[self.found[0]["name"]][1].value, float))
        return fit.mean * float(self.found[0]["takes"]) if fit.same else 0.0

    def pace(self, moved: Array) -> float:
        """Return how far an update goes, for the slopes' sum over the root of the squares' sum.

        That is 0 if there are none, or if the update goes otherwise.
        """
        kinds = {one["of"]: one["name"] for one in self.found}
        if len(self.found) != 2 or {*kinds} != {SLOPE, SQUARE}:
            return 0.0
        above, below = (np.asarray(self.pairs[kinds[of]][1].value, float) for of in (SLOPE, SQUARE))
        with np.errstate(all="ignore"):
            steps = moved * np.sqrt(below) / above
        large = steps[(below > 0.01 * np.max(below)) & (np.abs(above) > 0)]
        if not large.size or not np.all(np.isfinite(large)):
            return 0.0
        middle = float(np.median(large))
        return middle if np.max(np.abs(large - middle)) <= 1e-2 * abs(middle) else 0.0

    def rootless(self, moved: Array) -> bool:
        """True if an update divides by an average of squares itself, and not by its root."""
        kinds = {one["of"]: one["name"] for one in self.found}
        if SQUARE not in kinds or not {*kinds} <= {SLOPE, SQUARE} or len(kinds) < len(self.found):
            return False
        below = np.asarray(self.pairs[kinds[SQUARE]][1].value, float)
        above = self.slope
        if SLOPE in kinds:
            above = np.asarray(self.pairs[kinds[SLOPE]][1].value, float)
        large = (below > 0.01 * np.max(below)) & (np.abs(above) > 0)
        if np.count_nonzero(large) < LEAST_CELLS or np.ptp(below[large]) < 0.5 * np.max(below):
            return False  # where all are alike, the root is, too
        with np.errstate(all="ignore"):
            steps = moved[large] * below[large] / above[large]
        middle = float(np.median(steps))
        return bool(np.max(np.abs(steps - middle)) <= 1e-2 * abs(middle))
