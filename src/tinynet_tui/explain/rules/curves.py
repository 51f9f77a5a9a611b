"""A function of one number, as it is drawn beside a calculation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tinynet_tui.network.array import Array

from .functions import Rule
from .scalars import Applied, Atom, Called, Cell, Given, Number, Scalar, Total


class Curve(NamedTuple):
    """A function of one number, and where on it the number is."""

    scalar: Scalar
    argument: Atom
    name: str
    """What the argument is called in the formula."""
    function: str = ""
    """The name by which the script calls it; "" if its formula stands in the line."""

    @property
    def x(self) -> float:
        return self.argument.value

    @property
    def rule(self) -> Rule | None:
        """The function, if it is one of NumPy's."""
        match self.scalar:
            case Applied(rule, (part,)) if part is self.argument:
                return rule
        return None

    def compute(self, x: Array) -> Array:
        """Compute the function for other arguments."""
        with np.errstate(all="ignore"):
            found = np.asarray(_computed(self.scalar, self.argument.key, x), dtype=float)
        return np.broadcast_to(found, x.shape)


def _computed(scalar: Scalar, key: object, x: Array) -> Array:
    match scalar:
        case Number(value):
            return np.asarray(value)
        case Called():
            return _computed(scalar.body, key, x)
        case Applied(rule, parts):
            return np.asarray(rule.compute(*(_computed(part, key, x) for part in parts)))
    return x if scalar.key == key else np.asarray(scalar.value)


def domain(curve: Curve) -> tuple[float, float]:
    """Return where a curve is drawn: for an argument between 0 and 1, only there."""
    rule = curve.rule
    if rule is not None and rule.domain is not None:
        return rule.domain
    inner = curve.argument
    while isinstance(inner, Given) and isinstance(inner.inner, Cell | Given | Total):
        inner = inner.inner
    if isinstance(inner, Cell) and not inner.signed and inner.value <= 1:
        return 0.0, 1.0
    return -6.0, 6.0
