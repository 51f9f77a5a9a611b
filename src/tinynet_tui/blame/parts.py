"""The terms of a sum in an expression of a script, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.rules.functions import COMPARED, POWER, PRODUCT
from tinynet_tui.explain.rules.moved import Moved, Turned
from tinynet_tui.explain.rules.nodes import Constant, Elementwise, Leaf, Node, bracketed, brief
from tinynet_tui.explain.rules.own import Argument, Call
from tinynet_tui.explain.rules.sums import Product, Summed

from .words import reference, written

Index = tuple[int, ...]
Rank = Callable[[Leaf], int]
"""How much a variable is preferred to another one with which it is multiplied."""


FACTOR = 1
"""Up to this rank a single number, such as a learning rate, is a factor of a sum's terms."""


class Spot(NamedTuple):
    """One number of a node."""

    node: Node
    at: Index

    @property
    def value(self) -> float:
        return float(self.node.take(tuple(np.asarray(one) for one in self.at)))

    def text(self, binds: int = COMPARED) -> str:
        """Return what it is called, `l1[2,0]`; of another expression the formula.

        It has brackets if it binds less than `binds`.
        """
        node, at = inmost(self)
        match node:
            case Leaf():
                return reference(brief(node.name), at)
            case Constant():
                return node.text
            case Call():
                argument = Spot(node.argument.inner, at).text()
                return f"{node.name}({argument})" if node.alone else f"{node.name}({argument}, …)"
            case Elementwise():
                needed = node.rule.operands or (COMPARED,) * len(node.parts)
                parts = zip(node.parts, needed, strict=True)
                text = node.rule.written(
                    [Spot(part, place(node, part, at)).text(least) for part, least in parts]
                )
                return f"({text})" if node.rule.binds < binds else text
            case Product() if node.count == 1:
                (term,) = terms(self, lambda _: 0)
                return f"({term.text})" if binds > PRODUCT else term.text
        return reference(bracketed(node.text), at)


@dataclass(frozen=True)
class Scale:
    """By what a sum's terms are multiplied."""

    value: float = 1.0
    negative: bool = False
    factors: tuple[str, ...] = ()
    divisors: tuple[str, ...] = ()

    def minus(self) -> Scale:
        return replace(self, value=-self.value, negative=not self.negative)

    def times(self, factor: Spot) -> Scale:
        factors = (*self.factors, factor.text(PRODUCT))
        return replace(self, value=self.value * factor.value, factors=factors)

    def over(self, divisor: Spot) -> Scale:
        value = float(np.float64(self.value) / divisor.value)
        return replace(self, value=value, divisors=(*self.divisors, divisor.text(POWER)))


@dataclass(frozen=True)
class Term:
    """A term of a sum: the product of some numbers, or a single one."""

    value: float
    spots: Sequence[Spot]
    """The numbers it is made of."""
    scale: Scale = Scale()
    product: bool = True
    """False if it is another function of these numbers."""
    formula: str = ""
    """Then this is it."""

    @property
    def text(self) -> str:
        numbers = [spot.text(PRODUCT) for spot in self.spots] if self.product else [self.formula]
        text = " × ".join([*self.scale.factors, *numbers])
        return "-" * self.scale.negative + " / ".join([text, *self.scale.divisors])

    @property
    def values(self) -> str:
        """The values of a product of two numbers; "" for any other term."""
        if not self.product or len(self.spots) != 2 or self.scale != Scale():
            return ""
        return " × ".join(written(spot.value, sign="") for spot in self.spots)


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


def terms(spot: Spot, rank: Rank, scale: Scale = Scale()) -> Sequence[Term]:
    """Return the terms of the sum that a number is; of any other number, what it is made of."""
    node, at = spot = inmost(spot)
    match node:
        case Product():
            rows, columns = at[: len(node.left.shape) - 1], at[len(node.left.shape) - 1 :]
            pairs = [
                (Spot(node.left, (*rows, k)), Spot(node.right, (k, *columns)))
                for k in range(node.count)
            ]
            return [Term(scale.value * (a.value * b.value), (a, b), scale) for a, b in pairs]
        case Summed():
            return _summed(node, at, scale)
        case Elementwise():
            parts = [Spot(part, place(node, part, at)) for part in node.parts]
            return _elementwise(node, parts, spot, rank, scale)
    return [Term(scale.value * spot.value, (spot,), scale)]


def _summed(node: Summed, at: Index, scale: Scale) -> Sequence[Term]:
    index = node.terms(tuple(np.asarray(one) for one in at))
    spots = [
        Spot(node.inner, tuple(int(one) for one in place))
        for place in zip(*(np.ravel(one) for one in index), strict=True)
    ]
    values = np.array([one.value for one in spots])
    if node.kind != "sum":
        chosen = int(values.argmax() if node.kind == "max" else values.argmin())
        return [Term(scale.value * float(values[chosen]), (spots[chosen],), scale)]
    return [Term(scale.value * one.value, (one,), scale) for one in spots]


def _elementwise(
    node: Elementwise, parts: Sequence[Spot], spot: Spot, rank: Rank, scale: Scale
) -> Sequence[Term]:
    match node.rule.name, parts:
        case "+", (left, right):
            return [*terms(left, rank, scale), *terms(right, rank, scale)]
        case "-", (left, right):
            return [*terms(left, rank, scale), *terms(right, rank, scale.minus())]
        case "neg", (inner,):
            return terms(inner, rank, scale.minus())
        case "*", (left, right) if _is_factor(left.node, rank):
            return terms(right, rank, scale.times(left))
        case "*", (left, right) if _is_factor(right.node, rank):
            return terms(left, rank, scale.times(right))
        case "/", (left, right) if _is_factor(right.node, rank):
            return terms(left, rank, scale.over(right))
        case "where", (condition, one, other):
            return terms(one if condition.value else other, rank, scale)
        case (("max" | "min"), (left, right)):
            value = spot.value
            chosen = left if left.value == value or np.isnan(left.value) else right
            return terms(chosen, rank, scale)
        case "clip", (inner, *_):
            parts = (inner,)
        case "*", _:
            return [Term(scale.value * spot.value, parts, scale)]
    formula = spot.text(PRODUCT)
    return [Term(scale.value * spot.value, parts, scale, product=False, formula=formula)]


def place(node: Elementwise, part: Node, at: Index) -> Index:
    """Return the index of an operand's number for one of the result."""
    places = node.places_of(part, tuple(np.asarray(one) for one in at))
    return tuple(int(one) for one in places)


def _is_factor(node: Node, rank: Rank) -> bool:
    """True for a number that is not one of an array, nor computed in the loop."""
    return not node.shape and ranked(node, rank) <= FACTOR and _is_simple(node)


def _is_simple(node: Node) -> bool:
    """True for a single number, or the arithmetic of such."""
    if isinstance(node, Elementwise):
        return all(map(_is_simple, node.parts))
    return not node.shape and isinstance(node, Constant | Leaf)
