"""Sums and products as chains of operands, and other looks into a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

import numpy as np

from tinynet_tui.explain.rounding import product

from .functions import OPERATORS
from .scalars import Applied, Called, Cell, Given, Number, Scalar, Total, atoms

Part: TypeAlias = tuple[str, Scalar]
"""A sign and an operand."""


def in_words(many: Total) -> str:
    """Return what a number is that comes from many, in a few words."""
    terms = many.left if many.b is None else f"{many.left} × {many.right}"
    if many.kind == "sum":
        return f"sum of {terms}"
    at = int(many.a.argmax() if many.kind == "max" else many.a.argmin())
    words = {"max": "largest", "min": "smallest"}[many.kind]
    return f"{words} of {terms}, {many.index} = {at}"


def named(scalar: Scalar) -> Scalar:
    """Return a formula of single numbers with a line for each variable."""
    match scalar:
        case Number(value, _, name) if name:
            return Cell(name, (), value)
        case Applied(rule, parts, value):
            return Applied(rule, tuple(map(named, parts)), value)
    return scalar


def inmost(scalar: Scalar) -> Scalar:
    """Return the smallest part of a formula that has everything but numbers."""
    while isinstance(scalar, Applied):
        inner = [part for part in scalar.parts if has_atoms(part)]
        if len(inner) != 1:
            break
        scalar = inner[0]
    return scalar


def put(scalar: Scalar, part: Scalar, given: Given) -> Scalar:
    """Return a formula with a name in the place of a part."""
    if scalar is part:
        return given
    if isinstance(scalar, Applied):
        parts = tuple(put(one, part, given) for one in scalar.parts)
        return Applied(scalar.rule, parts, scalar.value)
    return scalar


def operations(scalar: Scalar) -> int:
    """Return how many operations a formula has."""
    if isinstance(scalar, Applied):
        return 1 + sum(map(operations, scalar.parts))
    return 1 + operations(scalar.body) if isinstance(scalar, Called) else 0


def is_minus(part: Part) -> bool:
    """Return True for a factor of -1."""
    return isinstance(part[1], Number) and part[1].value == -1


def lead_value(part: Part, numbers: Sequence[Part]) -> float:
    """Return the value of what a tape begins with."""
    value = multiplied([("*", part[1]), *numbers])
    return -value if part[0] == "-" else value


def has_atoms(scalar: Scalar) -> bool:
    """Return False for a formula of numbers only."""
    return bool(atoms(scalar))


def chain_of(scalar: Applied) -> str:
    """Return `+` for a sum or a difference, `*` for a product or a quotient."""
    return {"+": "+", "-": "+", "neg": "+", "*": "*", "/": "*"}.get(scalar.rule.name, "")


def flat(scalar: Scalar, sign: str) -> list[Part]:
    """Return the operands of a sum or of a product, with their signs."""
    if not isinstance(scalar, Applied):
        return [(sign, scalar)]
    turned = {"+": "-", "-": "+"}
    match sign, scalar.rule.name, scalar.parts:
        case "+", "+", (left, right):
            return flat(left, "+") + flat(right, "+")
        case "+", "-", (left, right):
            negative = flat(right, "+")
            if len(negative) > 1:
                negative = [("+", right)]
            return flat(left, "+") + [(turned[one], part) for one, part in negative]
        case "+", "neg", (inner,):
            return [(turned[one], part) for one, part in flat(inner, "+")]
        case "*", "*", (left, right):
            return flat(left, "*") + flat(right, "*")
        case "*", "/", (left, right):
            return [*flat(left, "*"), ("/", right)]
        case "*", "neg", (inner,) if has_atoms(inner):
            return [("*", Number(-1, "-1")), *flat(inner, "*")]
    return [(sign, scalar)]


def changed_by(scalar: Scalar) -> tuple[Total, Sequence[Part]] | None:
    """Return a product of two cells and the numbers it is multiplied by; None for anything else."""
    parts = flat(scalar, "*")
    cells = [part for one, part in parts if one == "*" and isinstance(part, Cell)]
    factors = [(one, part) for one, part in parts if not isinstance(part, Cell)]
    plain = not any(has_atoms(part) for _, part in factors)
    if not plain or len(cells) != 2 or len(cells) + len(factors) != len(parts):
        return None
    a, b = cells
    sides = (np.array([cell.value]) for cell in cells)
    return Total("sum", a.value * b.value, a.label, next(sides), b.label, next(sides)), factors


def scaled(scalar: Scalar, *, alone: bool) -> tuple[Total, Sequence[Part]] | None:
    """Return a sum of many and the numbers it is multiplied by; None for anything else."""
    if isinstance(scalar, Total):
        return (scalar, []) if scalar.kind == "sum" else None
    if not alone:
        return None
    parts = flat(scalar, "*")
    many = [
        part for one, part in parts if isinstance(part, Total) and one == "*" and part.kind == "sum"
    ]
    factors = [(one, part) for one, part in parts if not isinstance(part, Total)]
    plain = not any(has_atoms(part) for _, part in factors)
    if plain and len(many) == 1 and len(factors) == len(parts) - 1:
        return many[0], factors
    return None


def multiplied(parts: Sequence[Part]) -> float:
    """Return the product of some parts, divisors included."""
    value = 1.0
    with np.errstate(all="ignore"):
        for one, part in parts:
            other = np.float64(part.value)
            value = float(value * other if one == "*" else np.float64(value) / other)
    return value


def together(parts: Sequence[Part], sign: str) -> float:
    """Return the value of a chain."""
    if sign == "*":
        return multiplied(parts)
    return sum((-part.value if one == "-" else part.value for one, part in parts), 0.0)


def go_on(running: Decimal | None, sign: str, value: Decimal) -> Decimal:
    """Go on with a calculation by hand."""
    if running is None:
        return product(Decimal(-1), value) if sign == "-" else value
    by_hand: Callable[..., Decimal] = OPERATORS[sign].by_hand
    return by_hand(running, value)
