"""How to write a matrix of numbers in cells of one width."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from tinynet_tui.network.array import Array

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def sign_style(value: float, exponent: int = 0) -> str:
    """Return the style for a number's sign and size, strong from 1 on in its power of ten."""
    if not math.isfinite(value):
        return "alert"
    strong = abs(value) / 10.0**exponent >= 1
    return ("positive" if value >= 0 else "negative") + ("-strong" if strong else "")


class Style(NamedTuple):
    """The form of a kind of numbers: with a sign, with a zero before the point."""

    signed: bool = True
    zero: bool = True
    """Write +0.33 and not +.330 if all are below one."""
    scaled: bool = True
    """Share a power of ten if all are small."""

    def width(self, decimals: int) -> int:
        """Return the cell's width for a number below ten with these decimals."""
        return self.signed + 2 + decimals


class Scale(NamedTuple):
    """How to write the numbers of one matrix: decimals and a shared power of ten."""

    width: int
    signed: bool
    zero: bool
    decimals: int
    exponent: int = 0

    @classmethod
    def fitting(cls, values: Array, width: int, style: Style) -> Scale:
        """Choose the most decimals with which all finite values fit into cells of a width.

        If the largest would show fewer than two digits, or would not fit, the whole matrix is
        scaled by a power of ten.
        """
        finite = np.abs(values[np.isfinite(values)])
        largest = float(finite.max()) if finite.size else 0.0
        scale = cls._unscaled(largest, width, style)
        if scale is not None and not style.scaled:
            return scale
        if largest and (
            scale is None or round(largest, scale.decimals) < 10 ** (1 - scale.decimals)
        ):
            # A power far below 1e-300 would be 0.
            exponent = max(-300, math.floor(math.log10(largest)))
            decimals = width - style.signed - 2
            if round(largest / 10.0**exponent, decimals) >= 10:
                exponent += 1
            return cls(width, style.signed, True, decimals, exponent)
        return scale or cls(width, style.signed, True, 0)

    @classmethod
    def exact(cls, values: Array) -> Scale | None:
        """Return the scale of the fewest decimals that writes all values without rounding.

        None if that takes more than two decimals or four digits.
        """
        if not values.size or not np.isfinite(values).all():
            return None
        largest, signed = float(np.abs(values).max()), bool((values < 0).any())
        if largest >= 1000:
            return None
        for decimals in range(3):
            digits = len(f"{largest:.0f}") if not decimals else len(str(int(largest)))
            if digits + decimals <= 4 and (values == values.round(decimals)).all():
                width = signed + digits + bool(decimals) + decimals
                return cls(width, signed, True, decimals)
        return None

    @classmethod
    def whole(cls, integers: Array, width: int) -> Scale | None:
        """Return the scale that writes integers without a point; None if they do not fit."""
        signed = bool((integers < 0).any())
        digits = len(f"{np.abs(integers).max(initial=0):.0f}")
        return cls(width, signed, True, 0) if signed + digits <= width else None

    @classmethod
    def _unscaled(cls, largest: float, width: int, style: Style) -> Scale | None:
        room = width - style.signed - 1
        for decimals in range(room, 0, -1):
            rounded = round(largest, decimals)
            zero = style.zero or rounded >= 1
            if zero * len(str(int(rounded))) + decimals <= room:
                return cls(width, style.signed, zero, decimals)
        return None

    def calmer(self, values: Array, style: Style, digits: int) -> Scale:
        """Return a scale with one or two digits less if the values share a power of ten.

        In a running training all digits of such numbers rush by. Two decimals stay, or one.
        """
        if not self.exponent:
            return self
        fewer = min(digits, max(0, self.decimals - (3 - digits)))
        return self.fitting(values, self.width - fewer, style)

    @property
    def power(self) -> str:
        """The shared power of ten for a title, `×10⁻³`; nothing without one."""
        return f"×10{str(self.exponent).translate(SUPERSCRIPTS)}" if self.exponent else ""

    @property
    def brief_power(self) -> str:
        """The same in short, `e-3`."""
        return f"e{self.exponent:+}" if self.exponent else ""

    def write(self, value: float) -> str:
        """Return a number, right-aligned in its cell."""
        if not math.isfinite(value):
            text = f"{value:+}" if self.signed and not math.isnan(value) else f"{value}"
            return text.rjust(self.width)[: self.width]
        scaled = value / 10.0**self.exponent if self.exponent else value
        sign = "+" if self.signed and value else ""  # an exact 0 has none
        text = f"{scaled + 0.0:{sign}.{self.decimals}f}"
        if not self.zero:
            text = text.replace("0.", ".", 1)
        return text.rjust(self.width)
