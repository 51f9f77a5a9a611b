"""What a function of one number is like: how high its curve is, and whether it is a known one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from tinynet_tui.explain.rounding import FEWEST
from tinynet_tui.network.array import Array

from .curves import Curve, domain
from .scalars import Applied, Called, Number, Scalar

SAMPLES = 49
"""Of a curve, to find out how high it is."""
GRID = np.array([-2.5, -1.0, -0.25, 0.125, 0.5, 0.75, 1.5, 3.0])
MOST_REMEMBERED = 256


class Known(NamedTuple):
    """A function that is known by what it computes."""

    name: str
    compute: Callable[[Array], Any]
    notes: Sequence[str]
    """With {x} for what its argument is called, and {f} for a name that stands for it."""
    domain: tuple[float, float] | None = None
    """Where its curve is drawn, if that is not told by its argument."""
    codomain: tuple[float, float] | None = None
    """Its lowest and its highest value, if it comes near them."""
    of_output: str = ""
    """The first note for a function of the script, {name}, that is given a layer's output."""
    enough: int | None = None
    """How many decimals of its argument are enough, if its value changes less than that does."""


KNOWN = (
    Known(
        "sigmoid",
        lambda x: 1 / (1 + np.exp(-x)),
        ["{f}1 / (1 + e^-{x}) turns any {x} into a number between 0 and 1"],
        codomain=(0.0, 1.0),
        enough=FEWEST,
    ),
    Known(
        "slope of a sigmoid from its output",
        lambda x: x * (1 - x),
        [
            "{x} × (1 - {x}) is the slope of a sigmoid whose output is {x}",
            "near 0 or 1 the slope is small, so a neuron that is sure changes little",
        ],
        (0.0, 1.0),
        (0.0, 0.25),
        "{name}() is given the output {x}, not the sum x: the sigmoid's slope is {x} × (1 - {x})",
    ),
    Known(
        "slope of a sigmoid",
        lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2,
        ["this is the slope of a sigmoid that is given {x}"],
    ),
    Known("tanh", np.tanh, ["tanh turns any {x} into a number between -1 and 1"]),
    Known(
        "slope of a tanh from its output",
        lambda x: 1 - x**2,
        ["1 - {x}^2 is the slope of a tanh whose output is {x}"],
    ),
    Known(
        "ReLU",
        lambda x: np.maximum(x, 0),
        ["ReLU: a negative {x} becomes 0, any other stays as it is"],
    ),
    Known(
        "slope of ReLU",
        lambda x: (x > 0) * 1.0,
        ["the slope of ReLU: 1 where {x} is above 0, else 0"],
    ),
)


class Facts(NamedTuple):
    """What is found out of a function by computing it."""

    domain: tuple[float, float]
    codomain: tuple[float, float] | None
    """None for a straight line, or where it is not finite."""
    negative: bool
    """True if it can be negative."""
    known: Known | None


_REMEMBERED: dict[object, Facts] = {}
"""By what a function computes."""


def facts_of(curve: Curve) -> Facts:
    """Return what a function is like."""
    drawn = domain(curve)
    key = _structure(curve.scalar, curve.argument.key), drawn, 0 <= curve.x <= 1
    found = _REMEMBERED.get(key)
    if found is None:
        if len(_REMEMBERED) >= MOST_REMEMBERED:
            _REMEMBERED.clear()
        found = _REMEMBERED[key] = _found(curve, drawn)
    return found


def _found(curve: Curve, drawn: tuple[float, float]) -> Facts:
    values = curve.compute(GRID)
    fitting = (
        one for one in KNOWN if np.allclose(values, one.compute(GRID), rtol=1e-9, atol=1e-12)
    )
    known = next(fitting, None)
    if known is not None and known.domain is not None:
        low, high = known.domain
        drawn = known.domain if low <= curve.x <= high else drawn
    values = curve.compute(np.linspace(*drawn, SAMPLES))
    negative = bool((values < 0).any())
    if not np.isfinite(values).all() or not isinstance(curve.scalar, Applied):
        return Facts(drawn, None, negative, known)
    codomain = float(values.min()), float(values.max())
    size = max(*map(abs, codomain), 1.0)
    if np.abs(np.diff(values, 2)).max() <= 1e-9 * size or codomain[0] == codomain[1]:
        return Facts(drawn, None, negative, known)
    if known is not None and known.codomain is not None and known.domain in (None, drawn):
        codomain = known.codomain
    return Facts(drawn, codomain, negative, known)


def _structure(scalar: Scalar, key: object) -> object:
    """Return what a formula computes from its argument, for comparing."""
    match scalar:
        case Number(value):
            return value
        case Called(body=body):
            return _structure(body, key)
        case Applied(rule, parts):
            return (rule.name, *(_structure(part, key) for part in parts))
    return "x" if scalar.key == key else ("=", scalar.value)
