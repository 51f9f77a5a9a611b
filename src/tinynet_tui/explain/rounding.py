"""How the numbers of an explanation are written, so that a calculator gives what is shown.

Operands have `digits` decimals. What is worked out from them is NumPy's number, rounded, and has
to be what the operands *as they are shown* give as well, however a tie is rounded. The fewest
digits from `FEWEST` to `MOST` with which all of it does are taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple, TypeVar

FEWEST, MOST = 4, 8
SMALL, LARGE = 1e-3, 1e4
"""From where on, in either direction, numbers are written as powers of ten."""

EXACT = Context(prec=120, Emax=9999, Emin=-9999, traps=[])
"""For calculations by hand: as many digits as they need, and no exceptions."""

T = TypeVar("T")


class Form(NamedTuple):
    """Where a number's last digit stands, and whether it is written as a power of ten."""

    place: int
    """Decimals: the last digit counts 10 to the power of minus `place`."""
    powers: bool = False

    @classmethod
    def of(
        cls, value: float, finer: int = 0, *, largest: float = 0.0, enough: int | None = None
    ) -> Form:
        """Choose at least four decimals, and as many as show four digits.

        Of `largest`, the largest of what it is added up from, at most eight digits are written.
        `enough` says with how many decimals what follows could do; `finer` asks for so many more.
        """
        biggest = max(abs(value), largest)
        powers = bool(biggest) and not SMALL <= biggest < LARGE
        place = _place(value) if enough is None else min(_place(value), enough)
        place += finer
        if largest:
            place = min(place, _place(largest) + 4)
        return cls(place if powers else min(place, MOST), powers)

    def round(self, value: float | Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
        """Return a number rounded to the last digit; not a number where it has none."""
        unit = Decimal((0, (1,), -self.place))
        return Decimal(value).quantize(unit, rounding, EXACT)

    def write(self, value: float, sign: str) -> str:
        """Write a number; `sign` is "+" for numbers of both signs, "" for those that have none."""
        if not math.isfinite(value):
            return f"{value:{sign}}"
        return self.write_exactly(self.round(value), sign)

    def write_exactly(self, number: Decimal, sign: str) -> str:
        """Write a number that ends at the last digit already."""
        if not number.is_finite():
            return f"{float(number):{sign}}"
        number = number if number else abs(number)  # no -0.00
        if not self.powers:
            return f"{number:{sign}f}"
        digits = "".join(map(str, number.as_tuple().digits))
        mantissa = f"{digits[0]}.{digits[1:]}".rstrip(".") if number else "0"
        power = f"e{len(digits) - 1 - self.place}" if number else ""
        return ("-" if number < 0 else sign) + mantissa + power


def _place(value: float) -> int:
    """Return the decimals of a number on its own: four, or as many as show four digits."""
    exponent = magnitude(value)
    alone = FEWEST - 1 - exponent
    return alone if exponent >= magnitude(LARGE) else max(FEWEST, alone)


def magnitude(value: float) -> int:
    """Return the power of ten of a number's first digit; 0 for nothing and for infinities."""
    if not value or not math.isfinite(value):
        return 0
    return int(f"{abs(value):.16e}".partition("e")[2])


def form_of_operand(value: float, digits: int) -> Form:
    """Return how an operand is written: with so many decimals, or digits of a power of ten."""
    if not value or SMALL <= abs(value) < LARGE or not math.isfinite(value):
        return Form(digits)
    return Form(digits - 1 - magnitude(value), powers=True)


class Shown(NamedTuple):
    """A number as it is shown, and what it is worth so."""

    text: str
    worth: Decimal


class DoesNotFollowError(Exception):
    """A number is not what those that are shown give."""


@dataclass
class Sheet:
    """One attempt to write a calculation down with so many digits."""

    digits: int = FEWEST
    """Decimals of the operands."""
    finer_terms: int = 0
    """Decimals that products have beyond those they would have alone."""
    finer_sums: int = 0
    """The same of what is between products and result."""
    strict: bool = False
    """Whether to give up where a number does not follow."""
    follows: bool = True
    """Whether every number so far follows from those that are shown."""

    @property
    def equals(self) -> str:
        """What to write before the result."""
        return "=" if self.follows else "≈"

    def operand(self, value: float, sign: str = "+") -> Shown:
        """Show an operand: small whole numbers as such."""
        if abs(value) < LARGE and value == int(value):
            return Shown(str(int(value)), Decimal(int(value)))
        form = form_of_operand(value, self.digits)
        return Shown(form.write(value, sign), _worth(value, form))

    def derived(self, value: float, by_hand: Decimal, form: Form, sign: str = "+") -> Shown:
        """Show a number that was computed, and compare it with the one worked out by hand.

        Raises DoesNotFollowError if it differs and the attempt is a strict one.
        """
        worth = _worth(value, form)
        if math.isfinite(value) and not (
            form.round(by_hand) == worth == form.round(by_hand, ROUND_HALF_UP)
        ):
            if self.strict:
                raise DoesNotFollowError
            self.follows = False
        return Shown(form.write(value, sign), worth)


def _worth(value: float, form: Form) -> Decimal:
    return form.round(value) if math.isfinite(value) else Decimal(value)


def attempts() -> Iterator[Sheet]:
    """Yield sheets of ever more digits, to be tried in turn; the last takes everything."""
    for digits in range(FEWEST, MOST + 1):
        for terms in range(digits - FEWEST + 1):
            for sums in range(terms + 1):
                yield Sheet(digits, terms, sums, strict=True)
    yield Sheet(MOST, strict=False)


def with_fewest_digits(write: Callable[[Sheet], T]) -> T:
    """Return what `write` makes of the first sheet on which everything follows.

    If there is none, it is the one with the most digits, and its `equals` says so.
    """
    for sheet in attempts():
        try:
            return write(sheet)
        except DoesNotFollowError:
            continue
    raise AssertionError("the last sheet takes everything")


def product(a: Decimal, b: Decimal) -> Decimal:
    """Multiply by hand."""
    return EXACT.multiply(a, b)


def total(numbers: list[Decimal]) -> Decimal:
    """Add up by hand."""
    result = Decimal(0)
    for number in numbers:
        result = EXACT.add(result, number)
    return result


def plain(value: float, sign: str = "") -> str:
    """Write a number that nothing is worked out from: up to eight digits, no trailing zeros."""
    return f"{value + 0.0:{sign}.8g}"
