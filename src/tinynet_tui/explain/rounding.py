"""Rounds the numbers of an explanation so that a calculator gets every result that is shown.

Operands have `digits` decimals. A result is NumPy's number, rounded; it must equal what the
operands *as shown* give, however ties are rounded. The number of digits, from `FEWEST` to `MOST`,
is the smallest for which every result does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple, TypeVar

FEWEST, MOST = 4, 8
SMALL, LARGE = 1e-3, 1e4
"""Numbers below or from here on are written as powers of ten."""

EXACT = Context(prec=120, Emax=9999, Emin=-9999, traps=[])
"""For the calculator's arithmetic: enough digits, and no exceptions."""

T = TypeVar("T")


class Form(NamedTuple):
    """The place of a number's last digit, and whether it is written as a power of ten."""

    place: int
    """Decimals: the unit of the last digit is 10 to the power of minus `place`."""
    powers: bool = False

    @classmethod
    def of(
        cls, value: float, finer: int = 0, *, largest: float = 0.0, enough: int | None = None
    ) -> Form:
        """Choose the form of a number: at least four decimals, and enough to show four digits.

        `value` is the number, and `finer` adds decimals. `largest`, for a sum, is its largest
        term, written with at most eight digits. With `enough`, no more decimals than that are
        chosen, before `finer` adds some.
        """
        biggest = max(abs(value), largest)
        powers = bool(biggest) and not SMALL <= biggest < LARGE
        place = _place(value) if enough is None else min(_place(value), enough)
        place += finer
        if largest:
            place = min(place, _place(largest) + 4)
        return cls(place if powers else min(place, MOST), powers)

    def round(self, value: float | Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
        """Return a number rounded to the last digit; nan if it is infinite."""
        return Decimal(value).quantize(_unit(self.place), rounding, EXACT)

    def write(self, value: float, sign: str) -> str:
        """Write a number; `sign` is "+", or "" for numbers that are never negative."""
        if not value:
            return "0"
        if not math.isfinite(value):
            return f"{value:{sign}}"
        return self.write_exactly(self.round(value), sign)

    def write_exactly(self, number: Decimal, sign: str) -> str:
        """Write a number that is rounded already."""
        if not number.is_finite():
            return f"{float(number):{sign}}"
        number = number if number else abs(number)  # no -0.00
        if not self.powers:
            return f"{number:{sign}f}"
        digits = "".join(map(str, number.as_tuple().digits))
        mantissa = f"{digits[0]}.{digits[1:]}".rstrip(".") if number else "0"
        power = f"e{len(digits) - 1 - self.place}" if number else ""
        return ("-" if number < 0 else sign) + mantissa + power


@lru_cache(maxsize=64)
def _unit(place: int) -> Decimal:
    return Decimal((0, (1,), -place))


def _place(value: float) -> int:
    """Return a number's decimals: four, or enough to show four digits."""
    exponent = magnitude(value)
    alone = FEWEST - 1 - exponent
    return alone if exponent >= magnitude(LARGE) else max(FEWEST, alone)


def magnitude(value: float) -> int:
    """Return the power of ten of a number's first digit; 0 for 0, infinities and nan."""
    if not value or not math.isfinite(value):
        return 0
    return int(f"{abs(value):.16e}".partition("e")[2])


def form_of_operand(value: float, digits: int) -> Form:
    """Return an operand's form, with that many decimals, or digits before a power of ten."""
    if not value or SMALL <= abs(value) < LARGE or not math.isfinite(value):
        return Form(digits)
    return Form(digits - 1 - magnitude(value), powers=True)


def fine_enough(weight: float, step: float) -> Form:
    """Return a weight's form with enough decimals to show its change by `step`, at most seven."""
    form = Form.of(weight)
    if form.powers or not step:
        return form
    return Form(max(form.place, min(7, 1 - magnitude(step))))


class Shown(NamedTuple):
    """A number as it is shown: its text, and the rounded value."""

    text: str
    value: Decimal


NOTHING = Shown("0", Decimal(0))
"""A number that is exactly 0."""


class DoesNotFollowError(Exception):
    """A result differs from what the numbers shown give."""


@dataclass
class Sheet:
    """One attempt to write a calculation with a certain number of digits."""

    digits: int = FEWEST
    """Decimals of the operands."""
    finer_terms: int = 0
    """Extra decimals of products."""
    finer_sums: int = 0
    """Extra decimals of intermediate sums."""
    strict: bool = False
    """True to give up at the first number that does not follow."""
    follows: bool = True
    """True as long as every result follows from the numbers shown."""
    known: dict[tuple[float, str], Shown] = field(default_factory=dict)
    """Operands with this many decimals, which other attempts have shown already."""

    @property
    def equals(self) -> str:
        """The sign before the result."""
        return "=" if self.follows else "≈"

    def operand(self, value: float, sign: str = "+") -> Shown:
        """Show an operand, a small whole number without decimals."""
        if abs(value) < LARGE and value == int(value):
            return Shown(str(int(value)), Decimal(int(value)))
        shown = self.known.get((value, sign))
        if shown is None:
            form = form_of_operand(value, self.digits)
            shown = self.known[value, sign] = _written(_rounded(value, form), form, sign)
        return shown

    def derived(self, value: float, by_hand: Decimal, form: Form, sign: str = "+") -> Shown:
        """Show a computed number, and compare it with `by_hand`, what the numbers shown give.

        Raises DoesNotFollowError if it differs and the sheet is strict.
        """
        rounded = _rounded(value, form)
        if math.isfinite(value) and not (
            form.round(by_hand) == rounded == form.round(by_hand, ROUND_HALF_UP)
        ):
            if self.strict:
                raise DoesNotFollowError
            self.follows = False
        return _written(rounded, form, sign) if value else NOTHING


def _rounded(value: float, form: Form) -> Decimal:
    return form.round(value) if math.isfinite(value) else Decimal(value)


def _written(number: Decimal, form: Form, sign: str) -> Shown:
    return Shown(form.write_exactly(number, sign), number)


def attempts() -> Iterator[Sheet]:
    """Yield sheets with more and more digits, all strict but the last."""
    for digits in range(FEWEST, MOST + 1):
        known: dict[tuple[float, str], Shown] = {}
        for terms in range(digits - FEWEST + 1):
            for sums in range(terms + 1):
                yield Sheet(digits, terms, sums, strict=True, known=known)
    yield Sheet(MOST, strict=False)


def with_fewest_digits(write: Callable[[Sheet], T]) -> T:
    """Return the result of `write` for the first sheet on which every result follows.

    If there is none, return that of the last sheet, which writes ≈.
    """
    for sheet in attempts():
        try:
            return write(sheet)
        except DoesNotFollowError:
            continue
    raise AssertionError("the last sheet is not strict")


def product(a: Decimal, b: Decimal) -> Decimal:
    """Multiply exactly."""
    return EXACT.multiply(a, b)


def total(numbers: list[Decimal]) -> Decimal:
    """Add exactly."""
    result = Decimal(0)
    for number in numbers:
        result = EXACT.add(result, number)
    return result


def plain(value: float, sign: str = "") -> str:
    """Write a number on its own, with up to eight digits and no trailing zeros."""
    return f"{value + 0.0:{sign}.8g}"
