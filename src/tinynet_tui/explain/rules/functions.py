"""The operations that are known: how each is computed, by NumPy and by a calculator, and written.

Everything here acts on each element for itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from tinynet_tui.explain.rounding import EXACT

SUM, PRODUCT, SIGN, POWER, ATOM = 1, 2, 3, 4, 5
"""How strongly operations bind."""
COMPARED = 0
ZERO, ONE = Decimal(0), Decimal(1)


class Rule(NamedTuple):
    """An operation on numbers."""

    name: str
    compute: Callable[..., Any]
    by_hand: Callable[..., Decimal]
    """The same in decimal arithmetic, exact or to sixteen digits."""
    written: Callable[[Sequence[str]], str]
    """Writes it, given the operands in brackets where these are needed."""
    binds: int = ATOM
    operands: tuple[int, ...] = ()
    """How strongly each operand must bind to stand without brackets."""
    domain: tuple[float, float] | None = None
    """Where its curve is drawn, for a function of one operand that has one."""


def _sign(sign: str, compute: Any, by_hand: Any, binds: int, *, symbol: str = "") -> Rule:
    symbol = symbol or sign
    after = binds + (sign in ("-", "/", "//", "%"))
    return Rule(
        sign,
        compute,
        by_hand,
        lambda parts: f"{parts[0]} {symbol} {parts[1]}",
        binds,
        (binds, after),
    )


def _function(
    name: str,
    compute: Any,
    by_hand: Any,
    domain: tuple[float, float] | None = None,
) -> Rule:
    return Rule(
        name, compute, by_hand, lambda parts: f"{name}({', '.join(parts)})", ATOM, domain=domain
    )


def _by_float(compute: Callable[[float], float]) -> Callable[[Decimal], Decimal]:
    def by_hand(x: Decimal) -> Decimal:
        try:
            return Decimal(compute(float(x)))
        except OverflowError:
            return Decimal("inf")
        except ValueError:
            return Decimal("nan")

    return by_hand


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if exponent == exponent.to_integral_value() and abs(exponent) < 100:
        return EXACT.power(base, exponent)
    try:
        found = float(base) ** float(exponent)
    except (OverflowError, ZeroDivisionError):
        return Decimal("nan")
    return Decimal(found) if isinstance(found, float) else Decimal("nan")


def _modulo(a: Decimal, b: Decimal) -> Decimal:
    if not b or not b.is_finite():
        return Decimal("nan")
    return EXACT.subtract(a, EXACT.multiply(b, EXACT.divide(a, b).to_integral_value("ROUND_FLOOR")))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


OPERATORS: dict[str, Rule] = {
    "+": _sign("+", np.add, EXACT.add, SUM),
    "-": _sign("-", np.subtract, EXACT.subtract, SUM),
    "*": _sign("*", np.multiply, EXACT.multiply, PRODUCT, symbol="×"),
    "/": _sign("/", np.true_divide, EXACT.divide, PRODUCT),
    "//": _sign("//", np.floor_divide, EXACT.divide_int, PRODUCT)._replace(
        by_hand=lambda a, b: (
            Decimal("nan") if not b else EXACT.divide(a, b).to_integral_value("ROUND_FLOOR")
        )
    ),
    "%": _sign("%", np.mod, _modulo, PRODUCT, symbol="mod"),
    "**": Rule(
        "**",
        np.power,
        _power,
        lambda parts: f"{parts[0]}^{parts[1]}",
        POWER,
        (ATOM, SIGN),
    ),
    "neg": Rule("neg", np.negative, EXACT.minus, lambda parts: f"-{parts[0]}", SIGN, (SIGN,)),
}
"""By their signs in Python; `neg` is the minus before a number."""


def _compared(compute: Callable[..., Any]) -> Callable[..., Decimal]:
    return lambda a, b: ONE if compute(float(a), float(b)) else ZERO


def _between(sign: str) -> Callable[[Sequence[str]], str]:
    return lambda parts: f"{parts[0]} {sign} {parts[1]}"


COMPARISONS: dict[str, Rule] = {
    sign: Rule(
        sign,
        compute,
        _compared(compute),
        _between(sign),
        COMPARED,
        (SUM, SUM),
    )
    for sign, compute in {
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "==": np.equal,
        "!=": np.not_equal,
    }.items()
}

WHERE = _function("where", np.where, lambda c, a, b: a if c else b)

FUNCTIONS: dict[str, Rule] = {
    "exp": _function("exp", np.exp, _by_float(math.exp), (-4.0, 4.0)),
    "log": _function("log", np.log, _by_float(math.log), (0.01, 4.0)),
    "log2": _function("log2", np.log2, _by_float(math.log2), (0.01, 4.0)),
    "log10": _function("log10", np.log10, _by_float(math.log10), (0.01, 4.0)),
    "log1p": _function("log1p", np.log1p, _by_float(math.log1p), (-0.99, 4.0)),
    "expm1": _function("expm1", np.expm1, _by_float(math.expm1), (-4.0, 4.0)),
    "tanh": _function("tanh", np.tanh, _by_float(math.tanh), (-4.0, 4.0)),
    "sin": _function("sin", np.sin, _by_float(math.sin), (-7.0, 7.0)),
    "cos": _function("cos", np.cos, _by_float(math.cos), (-7.0, 7.0)),
    "sqrt": _function("sqrt", np.sqrt, EXACT.sqrt, (0.0, 4.0)),
    "square": Rule(
        "square",
        np.square,
        lambda x: EXACT.multiply(x, x),
        lambda parts: f"{parts[0]}^2",
        POWER,
        (ATOM,),
        (-2.0, 2.0),
    ),
    "abs": _function("abs", np.abs, EXACT.abs, (-2.0, 2.0)),
    "sign": _function("sign", np.sign, lambda x: x and ONE.copy_sign(x), (-2.0, 2.0)),
    "maximum": _function("max", np.maximum, lambda a, b: max(a, b)),
    "minimum": _function("min", np.minimum, lambda a, b: min(a, b)),
    "where": WHERE,
    "clip": _function("clip", np.clip, lambda x, low, high: min(max(x, low), high)),
    "floor": _function("floor", np.floor, lambda x: x.to_integral_value("ROUND_FLOOR")),
    "ceil": _function("ceil", np.ceil, lambda x: x.to_integral_value("ROUND_CEILING")),
    "heaviside": _function(
        "heaviside", np.heaviside, lambda x, at: at if not x else ONE if x > 0 else ZERO
    ),
    "expit": _function("expit", lambda x: 1 / (1 + np.exp(-x)), _by_float(_logistic), (-6.0, 6.0)),
    "power": OPERATORS["**"],
    "add": OPERATORS["+"],
    "subtract": OPERATORS["-"],
    "multiply": OPERATORS["*"],
    "divide": OPERATORS["/"],
    "true_divide": OPERATORS["/"],
    "negative": OPERATORS["neg"],
    "greater": COMPARISONS[">"],
    "greater_equal": COMPARISONS[">="],
    "less": COMPARISONS["<"],
    "less_equal": COMPARISONS["<="],
    "equal": COMPARISONS["=="],
    "not_equal": COMPARISONS["!="],
}
"""By their names in NumPy."""
FUNCTIONS["absolute"] = FUNCTIONS["fabs"] = FUNCTIONS["abs"]

AS_THEY_ARE = {
    *("array", "asarray", "copy", "float", "float64", "float32", "asanyarray", "ascontiguousarray"),
}
"""Functions that return the numbers they are given."""
WITH_TYPE = {"astype"}


def logical(name: str) -> Rule:
    """Return a rule for `&`, `|` or `~` of conditions."""
    compute = getattr(np, f"logical_{name}")

    def by_hand(*parts: Decimal) -> Decimal:
        return ONE if compute(*(bool(part) for part in parts)) else ZERO

    if name == "not":
        return Rule(name, compute, by_hand, lambda parts: f"not {parts[0]}", COMPARED, (ATOM,))
    return Rule(name, compute, by_hand, lambda parts: f" {name} ".join(parts), COMPARED, (SUM, SUM))
