"""What mattered most in an expression of a script, by the rules that explain it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from tinynet_tui.explain.rules.functions import COMPARED, POWER, PRODUCT
from tinynet_tui.explain.rules.moved import Moved, Turned
from tinynet_tui.explain.rules.nodes import Constant, Elementwise, Leaf, Node, brief
from tinynet_tui.explain.rules.own import Argument, Call
from tinynet_tui.explain.rules.sums import Product, Summed

from .most import largest
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
            case Summed():
                return node.text
        return f"({node.text})"


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


@dataclass
class Said:
    """What is to be told on the way to the number that mattered most."""

    term: Term | None = None
    """The largest term of the first sum; None without a sum."""
    total: float = 0.0
    passed: tuple[str, ...] = ()
    """The functions between the number and that sum; "" for what has no name."""
    pair: tuple[str, str] | None = None
    """The formula of a sum of two numbers, and with their values."""
    is_compared: bool = False
    """True if the number is what is given, less what was computed, or the other way round."""
    before: str = ""
    """The part of the number's own value before to which an update is added, `0.9 × v[0]`."""
    formula: str = ""
    """What the number is."""
    alone: Term | None = None
    """The same as one term, or the largest part of it."""


class Most(NamedTuple):
    """The number of a variable that mattered most, and what is to be told of the way there."""

    leaf: Leaf
    at: Index
    said: Said


def most(node: Node, at: Index, rank: Rank, *, without_before: bool = False) -> Most | None:
    """Return what mattered most for a number of a node; None if only numbers of the text did.

    `without_before` leaves out the term that is the number's own value before; of the other terms
    the largest in the direction of their sum counts.
    """
    spot, said = Spot(node, at), Said(formula=Spot(node, at).text())
    passed: list[str] = []
    """The functions on the way to the sum, `""` for what has no name."""
    with np.errstate(all="ignore"):
        while not isinstance(spot.node, Leaf):
            spot = inmost(spot)
            if isinstance(spot.node, Call):
                said.alone = said.alone or Term(spot.value, [spot])
                passed.append(spot.node.name if spot.node.alone else "")
                spot = Spot(spot.node.argument.inner, spot.at)
                continue
            if passed and isinstance(spot.node, Elementwise) and spot.node.rule.name == "neg":
                spot = Spot(spot.node.parts[0], spot.at)  # the sum x in exp(-x)
            found = list(terms(spot, rank))
            if without_before:
                before = [one.text for one in found if _is_before(one) and one.scale != Scale()]
                said.before = before[0] if before else ""
                found = [one for one in found if not _is_before(one)]
            named = [one for one in found if _rank(one, rank) >= 0]
            if not named:
                return None
            total = float(sum(one.value for one in found))
            values = np.array([one.value for one in named])
            best = named[largest(values, total if without_before else 0.0)]
            without_before = False
            if said.term is None and len(named) > 1:
                said.term, said.total, said.passed = best, total, tuple(passed)
                ranks = [_rank(one, rank) for one in named]
                said.is_compared = not passed and min(ranks) == 0 and max(ranks) > FACTOR
                said.pair = _pair(found)
                if passed and not any(passed):
                    said.passed = (_known(Spot(node, at).value, total),)
            said.alone = said.alone or best
            passed.append("")
            spot = inmost(max(best.spots, key=lambda one: ranked(one.node, rank)))
    return Most(spot.node, spot.at, said)


def _known(value: float, x: float) -> str:
    """Return the name of the function that has a value at x; "" if it is not known."""
    known = {"sigmoid": 1 / (1 + np.exp(-x)), "tanh": np.tanh(x)}
    return next((name for name, one in known.items() if np.isclose(value, one, 1e-9, 0)), "")


def _pair(terms: Sequence[Term]) -> tuple[str, str] | None:
    """Return the formula of a sum or a difference of two numbers, and with their values."""
    if len(terms) != 2 or any(len(one.spots) > 1 or one.scale.factors for one in terms):
        return None
    first, second = terms
    if first.scale.negative or first.scale.divisors or second.scale.divisors:
        return None
    sign = "-" if second.scale.negative else "+"
    texts = (one.text.removeprefix("-") for one in terms)
    values = (written(one.spots[0].value, sign="") for one in terms)
    return f" {sign} ".join(texts), f" {sign} ".join(values)


def _rank(term: Term, rank: Rank) -> int:
    """Return the highest rank of the variables in a term."""
    return max(ranked(spot.node, rank) for spot in term.spots)


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


def _is_before(term: Term) -> bool:
    leaves = [inmost(one).node for one in term.spots]
    return len(leaves) == 1 and isinstance(leaves[0], Leaf) and leaves[0].before
