"""The one reader of numbers that people type or write in files; ValueError says what is wrong.

Digits are ASCII. In whole numbers commas or underscores may set thousands apart; other numbers
take neither. Blanks around a number are the caller's to strip.
"""

from __future__ import annotations

import re
from math import isfinite

from .quote import quoted

WHOLE = r"(?:\d{1,3}(?:[_,]\d{3})+|\d+)"
"""A whole number without a sign, as a part of a larger form that is matched with re.ASCII."""
NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
"""Any other number but inf and nan, likewise, in small letters."""
MOST_DIGITS = 40
"""Of a whole number; further ones are dropped, for it is above every bound without them."""


def integer(text: str, *, signed: bool = True) -> int:
    """Read a whole number: 60000, 60,000 or 60_000; where it is signed also +1 and -1."""
    match = re.fullmatch(rf"({'[+-]?' if signed else ''})({WHOLE})", text, re.ASCII)
    if not match:
        raise ValueError(f"{quoted(text, 40)} is not a whole number")
    digits = re.sub("[_,]", "", match[2]).lstrip("0")[:MOST_DIGITS]
    return int(f"{match[1]}{digits or 0}")


def whole_number(text: str, lowest: int, highest: int) -> int:
    """Read a whole number from lowest to highest."""
    value = integer(text)
    if not lowest <= value <= highest:
        raise ValueError(f"{text[:40]} is not between {lowest:,} and {highest:,}")
    return value


def number(text: str) -> float:
    """Read a number: 5, .5, 5e-1; inf and nan are for the caller to refuse."""
    try:
        if not text.isascii() or "_" in text or text != text.strip():
            raise ValueError
        return float(text)
    except ValueError:
        raise ValueError(f"{quoted(text, 40)} is not a number") from None


def finite_number(text: str) -> float:
    """Read a number that is neither inf nor nan."""
    try:
        value = number(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise ValueError(f"{quoted(text, 40)} is not a finite number")
    return value
