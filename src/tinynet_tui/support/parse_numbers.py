"""Reads numbers that people type or write in files; every error is a ValueError to show.

Digits are ASCII. Only whole numbers may have commas or underscores between thousands. The caller
strips blanks around a number.
"""

from __future__ import annotations

import re
from math import isfinite

from .quote import quoted

WHOLE = r"(?:\d{1,3}(?:[_,]\d{3})+|\d+)"
"""An unsigned whole number, for use in larger patterns; needs re.ASCII."""
COUNT = rf"(?:\d+(?:\.\d+)?[kKmM]|{WHOLE})"
"""An unsigned whole number as people type it, for `count`; needs re.ASCII."""
NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
"""Any finite number, in lower case; needs re.ASCII."""
MOST_DIGITS = 40
"""The most digits of a whole number that are kept: with so many it is above every limit."""


def integer(text: str, *, signed: bool = True) -> int:
    """Parse a whole number: 60000, 60,000 or 60_000; +1 and -1 too if it may be signed."""
    match = re.fullmatch(rf"({'[+-]?' if signed else ''})({WHOLE})", text, re.ASCII)
    if not match:
        raise ValueError(f"{quoted(text, 40)} is not a whole number")
    digits = re.sub("[_,]", "", match[2]).lstrip("0")[:MOST_DIGITS]
    return int(f"{match[1]}{digits or 0}")


def count(text: str) -> int:
    """Parse a count as people type it: what `integer` reads without a sign, and 10k or 1.5m."""
    match = re.fullmatch(r"(\d+)(?:\.(\d+))?([km])", text.lower(), re.ASCII)
    if not match:
        return integer(text, signed=False)
    zeros, rest = {"k": 3, "m": 6}[match[3]], (match[2] or "").rstrip("0")
    if len(rest) > zeros:
        raise ValueError(f"{quoted(text, 40)} is not a whole number")
    return integer(match[1] + rest + "0" * (zeros - len(rest)), signed=False)


def whole_number(text: str, lowest: int, highest: int) -> int:
    """Parse a whole number from `lowest` to `highest`."""
    value = integer(text)
    if not lowest <= value <= highest:
        raise ValueError(f"{text[:40]} is not between {lowest:,} and {highest:,}")
    return value


def number(text: str) -> float:
    """Parse a number: 5, .5, 5e-1; also inf and nan."""
    try:
        if not text.isascii() or "_" in text or text != text.strip():
            raise ValueError
        return float(text)
    except ValueError:
        raise ValueError(f"{quoted(text, 40)} is not a number") from None


def finite_number(text: str) -> float:
    """Parse a number other than inf and nan."""
    value = number(text)
    if not isfinite(value):
        raise ValueError(f"{quoted(text, 40)} is not a finite number")
    return value
