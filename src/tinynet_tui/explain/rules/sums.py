"""Sums of many numbers: matrix products, and sums, means and extremes along axes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .described import LETTERS, noun
from .functions import OPERATORS
from .moved import Turned
from .nodes import Elementwise, Index, Leaf, Node, Numbers, UnknownError, count, guard
from .scalars import Applied, Scalar, Total


class Summed(Node):
    """A node's numbers along some axes together: their sum, the largest, the smallest."""

    def __init__(
        self, kind: str, inner: Node, axes: tuple[int, ...], *, keep: bool, text: str
    ) -> None:
        self.kind, self.inner, self.axes, self.keep, self.text = kind, inner, axes, keep, text
        shape = inner.shape
        self.count = count([shape[axis] for axis in axes])
        if not self.count:
            raise UnknownError
        kept = [size for axis, size in enumerate(shape) if axis not in axes]
        self.shape = (
            tuple(1 if axis in axes else size for axis, size in enumerate(shape))
            if keep
            else tuple(kept)
        )
        places = np.indices([shape[axis] for axis in axes]).reshape(len(axes), -1)
        self._running = dict(zip(axes, places, strict=True))

    def terms(self, at: Index) -> Index:
        """Return the indices of the terms, along one more dimension at the end."""
        found, mine = [], iter(at)
        for axis in range(len(self.inner.shape)):
            if axis in self._running:
                if self.keep:
                    next(mine)
                found.append(self._running[axis])
            else:
                found.append(np.asarray(next(mine))[..., None])
        return tuple(np.broadcast_arrays(*found)) if found else ()

    def take(self, at: Index) -> Numbers:
        guard(at, self.count)
        values = self.inner.take(self.terms(at))
        return np.asarray(getattr(values, self.kind)(axis=-1) if values.shape else values)

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        index = self.terms(tuple(np.asarray(one) for one in at))
        if self.count == 1:
            return self.inner.scalar(tuple(int(np.ravel(one)[0]) for one in index))
        return _total(self.kind, [self.inner], index, index)

    def leaves(self) -> Sequence[Leaf]:
        return self.inner.leaves()


class Product(Node):
    """A matrix product."""

    def __init__(self, left: Node, right: Node, text: str) -> None:
        self.left, self.right, self.text = left, right, text
        a, b = left.shape, right.shape
        if not a or not b or len(a) > 2 or len(b) > 2 or a[-1] != b[0]:
            raise UnknownError
        self.count, self.shape = a[-1], (*a[:-1], *b[1:])
        if not self.count:
            raise UnknownError

    def _sides(self, at: Index) -> tuple[Index, Index]:
        rows = at[: len(self.left.shape) - 1]
        columns = at[len(self.left.shape) - 1 :]
        return (*self._along(rows), self._k(rows)), (self._k(columns), *self._along(columns))

    def _along(self, at: Index) -> Index:
        """Return indices along one more dimension, that of the terms."""
        return tuple(one[..., None] + np.zeros(self.count, int) for one in at)

    def _k(self, at: Index) -> Numbers:
        """Return the numbers of the terms, along one more dimension after those of `at`."""
        k = np.arange(self.count)
        return k + np.zeros_like(at[0][..., None]) if at and at[0].shape else k

    def take(self, at: Index) -> Numbers:
        guard(at, self.count)
        left, right = self._sides(at)
        return np.asarray((self.left.take(left) * self.right.take(right)).sum(axis=-1))

    def scalar(self, at: tuple[int, ...]) -> Scalar:
        left, right = self._sides(tuple(np.asarray(one) for one in at))
        if self.count == 1:
            sides = (
                side.scalar(tuple(int(one[0]) for one in index))
                for side, index in ((self.left, left), (self.right, right))
            )
            a, b = sides
            return Applied(OPERATORS["*"], (a, b), a.value * b.value)
        return _total("sum", [self.left, self.right], left, right)

    def leaves(self) -> Sequence[Leaf]:
        return [*self.left.leaves(), *self.right.leaves()]


def multiplied(left: Node, right: Node, text: str) -> Node:
    """Return a matrix product; numbers by which its sides are multiplied come before it."""
    factors: list[tuple[str, Node]] = []
    one, other = (_bare(side, factors) for side in (left, right))
    if not factors:
        return Product(left, right, text)
    texts = (f"({side.text})" if " " in side.text else side.text for side in (one, other))
    found: Node = Product(one, other, " @ ".join(texts))
    for sign, number in factors:
        parts = {"*": [number, found], "/": [found, number], "neg": [found]}[sign]
        found = Elementwise(OPERATORS[sign], parts)
    found.text = text
    return found


def _bare(side: Node, factors: list[tuple[str, Node]]) -> Node:
    """Return what is left of an operand without numbers by which all of it is multiplied."""
    if not isinstance(side, Elementwise) or not side.shape:
        return side
    match side.rule.name, side.parts:
        case "*", (number, inner) if not number.shape:
            inner = _bare(inner, factors)
            factors.append(("*", number))
        case ("*" | "/") as sign, (inner, number) if not number.shape:
            inner = _bare(inner, factors)
            factors.append((sign, number))
        case "neg", (inner,):
            inner = _bare(inner, factors)
            factors.append(("neg", inner))
        case _:
            return side
    return inner


def _total(kind: str, parts: Sequence[Node], first: Index, second: Index) -> Total:
    """Return a sum of numbers or of products."""
    if len(parts) == 1 and kind == "sum" and (pair := _factors(parts[0])) is not None:
        node = parts[0]
        assert isinstance(node, Elementwise)
        parts = pair
        first, second = (node.places_of(part, first) for part in pair)
    names, values, helpers = [], [], list[str]()
    taken = {leaf.name for part in parts for leaf in part.leaves()}
    counted = (part.counts(index) for part, index in zip(parts, (first, second), strict=False))
    axis = next((one for one in counted if one), "")
    letter = LETTERS.get(axis, "k")
    letter = "k" if letter in taken else letter
    taken.add(letter)
    free = (one for one in "abcdfghmnopqrstuvwxyz" if one not in taken)
    for part, index in zip(parts, (first, second), strict=False):
        values.append(np.asarray(part.take(index), dtype=float))
        name = part.named(index, letter)
        if name is None and (len(parts) == 1 or isinstance(part, Leaf | Turned)):
            name = part.text
        elif name is None:
            short = next(free, "a")
            helpers.append(f"{short} = {part.text}")
            name = f"{short}[{_places(index, letter)}]"
        names.append(name)
    a, b = values[0], values[1] if len(values) > 1 else None
    terms = a if b is None else a * b
    value = float(getattr(terms, kind)())
    return Total(
        kind,
        value,
        names[0],
        a,
        names[1] if b is not None else "",
        b,
        letter,
        noun(axis),
        signed=parts[0].signed,
        helpers=tuple(helpers),
    )


def _factors(node: Node) -> tuple[Node, Node] | None:
    """Return the two factors of an elementwise product of arrays; None if it is none."""
    if not isinstance(node, Elementwise) or node.rule.name != "*":
        return None
    left, right = node.parts
    return (left, right) if left.shape == right.shape == node.shape else None


def _places(index: Index, letter: str) -> str:
    places = []
    for one in index:
        flat = np.ravel(one)
        places.append(str(flat[0]) if (flat == flat[0]).all() else letter)
    running = [at for at, place in enumerate(places) if place == letter]
    if len(running) > 1:
        return letter
    return ",".join(places)
