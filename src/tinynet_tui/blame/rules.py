"""What mattered most in an expression of a script, by the rules that explain it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.rules.moved import Moved, Turned
from tinynet_tui.explain.rules.nodes import Constant, Elementwise, Leaf, Node, brief
from tinynet_tui.explain.rules.own import Argument, Call
from tinynet_tui.explain.rules.sums import Product, Summed

from .hop import reference
from .most import largest

Index = tuple[int, ...]
Rank = Callable[[Leaf], int]
"""How much a variable is preferred to another one with which it is multiplied."""


class Spot(NamedTuple):
    """One number of a node."""

    node: Node
    at: Index

    @property
    def value(self) -> float:
        return float(self.node.take(tuple(np.asarray(one) for one in self.at)))

    @property
    def text(self) -> str:
        """What it is called, `l1[2,0]`; another expression as it is written in the script."""
        node, at = inmost(self)
        match node:
            case Leaf():
                return reference(brief(node.name), at)
            case Constant():
                return node.text
            case Elementwise() if node.rule.name == "*":
                return " × ".join(Spot(part, place(node, part, at)).text for part in node.parts)
        return f"({node.text})"


@dataclass(frozen=True)
class Term:
    """A term of a sum: the product of some numbers, or a single one."""

    value: float
    spots: Sequence[Spot]
    scale: float = 1.0
    """By what the numbers are multiplied; below 0 for what is subtracted."""

    @property
    def text(self) -> str:
        return "-" * (self.scale < 0) + " × ".join(spot.text for spot in self.spots)


@dataclass(frozen=True)
class Most:
    """The number of a variable that mattered most, and the first sum on the way there."""

    leaf: Leaf
    at: Index
    term: Term | None = None
    total: float = 0.0


def most(node: Node, at: Index, rank: Rank, *, without_before: bool = False) -> Most | None:
    """Return what mattered most for a number of a node; None if only numbers of the text did.

    `without_before` leaves out the term that is the number's own value before.
    """
    spot, said, total = Spot(node, at), None, 0.0
    with np.errstate(all="ignore"):
        while not isinstance(spot.node, Leaf):
            found = list(terms(spot))
            if without_before:
                found = [one for one in found if not _is_before(one)]
                without_before = False
            named = [
                one for one in found if any(ranked(spot.node, rank) >= 0 for spot in one.spots)
            ]
            if not named:
                return None
            best = named[largest(np.array([one.value for one in named]))]
            if said is None and len(named) > 1:
                said, total = best, float(sum(one.value for one in found))
            spot = inmost(max(best.spots, key=lambda one: ranked(one.node, rank)))
    return Most(spot.node, spot.at, said, total)


def ranked(node: Node, rank: Rank) -> int:
    """Return the highest rank of the variables in a node; -1 without any."""
    return max(map(rank, node.leaves()), default=-1)


def inmost(spot: Spot) -> Spot:
    """Return the same number where it comes from: of what is turned, moved or passed on."""
    while True:
        node, at = spot
        match node:
            case Turned():
                spot = Spot(node.inner, at[::-1])
            case Moved() if node.inner.shape:
                flat = np.unravel_index(int(node.origin[at]), node.inner.shape)
                spot = Spot(node.inner, tuple(int(one) for one in flat))
            case Argument():
                spot = Spot(node.inner, at)
            case _:
                return spot


def terms(spot: Spot, scale: float = 1.0) -> Sequence[Term]:
    """Return the terms of the sum that a number is; of any other number, what it is made of."""
    node, at = spot = inmost(spot)
    match node:
        case Call():
            return terms(Spot(node.argument.inner, at), scale)
        case Product():
            rows, columns = at[: len(node.left.shape) - 1], at[len(node.left.shape) - 1 :]
            pairs = [
                (Spot(node.left, (*rows, k)), Spot(node.right, (k, *columns)))
                for k in range(node.count)
            ]
            return [Term(scale * (a.value * b.value), (a, b), scale) for a, b in pairs]
        case Summed():
            return _summed(node, at, scale)
        case Elementwise():
            parts = [Spot(part, place(node, part, at)) for part in node.parts]
            return _elementwise(node, parts, spot, scale)
    return [Term(scale * spot.value, (spot,), scale)]


def _summed(node: Summed, at: Index, scale: float) -> Sequence[Term]:
    index = node.terms(tuple(np.asarray(one) for one in at))
    spots = [
        Spot(node.inner, tuple(int(one) for one in place))
        for place in zip(*(np.ravel(one) for one in index), strict=True)
    ]
    values = np.array([one.value for one in spots])
    if node.kind != "sum":
        chosen = int(values.argmax() if node.kind == "max" else values.argmin())
        return [Term(scale * float(values[chosen]), (spots[chosen],), scale)]
    return [Term(scale * one.value, (one,), scale) for one in spots]


def _elementwise(
    node: Elementwise, parts: Sequence[Spot], spot: Spot, scale: float
) -> Sequence[Term]:
    match node.rule.name, parts:
        case "+", (left, right):
            return [*terms(left, scale), *terms(right, scale)]
        case "-", (left, right):
            return [*terms(left, scale), *terms(right, -scale)]
        case "neg", (inner,):
            return terms(inner, -scale)
        case "*", (left, right) if _is_number(left.node):
            return terms(right, scale * left.value)
        case "*", (left, right) if _is_number(right.node):
            return terms(left, scale * right.value)
        case "/", (left, right) if _is_number(right.node):
            return terms(left, float(np.float64(scale) / right.value))
        case "where", (condition, one, other):
            return terms(one if condition.value else other, scale)
        case (("max" | "min"), (left, right)):
            value = spot.value
            return terms(left if left.value == value or np.isnan(left.value) else right, scale)
        case "clip", (inner, *_):
            return [Term(scale * spot.value, (inner,), scale)]
    return [Term(scale * spot.value, parts, scale)]


def place(node: Elementwise, part: Node, at: Index) -> Index:
    """Return the index of an operand's number for one of the result."""
    places = node.places_of(part, tuple(np.asarray(one) for one in at))
    return tuple(int(one) for one in places)


def _is_number(node: Node) -> bool:
    """True for a number that is not one of an array."""
    return not node.shape and isinstance(node, Constant | Leaf)


def _is_before(term: Term) -> bool:
    leaves = [inmost(one).node for one in term.spots]
    return len(leaves) == 1 and isinstance(leaves[0], Leaf) and leaves[0].before
