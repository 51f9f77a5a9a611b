"""Reads numbers as people type them; ValueError says what is wrong."""

from __future__ import annotations

import re


def integer(text: str) -> int:
    """Read a whole number, its thousands set apart or not: 60000, 60,000 or 60_000."""
    if not re.fullmatch(r"[+-]?(\d{1,4000}|\d{1,3}([_,]\d{3}){1,1000})", text, re.ASCII):
        raise ValueError(f"{text!r} is not a whole number")
    return int(re.sub("[_,]", "", text))


def whole_number(text: str, lowest: int, highest: int) -> int:
    """Read a whole number from lowest to highest."""
    value = integer(text)
    if not lowest <= value <= highest:
        raise ValueError(f"{text} is not between {lowest:,} and {highest:,}")
    return value


def number(text: str) -> float:
    """Read a number."""
    try:
        if not text.isascii() or re.search(r"[\s_]", text):
            raise ValueError
        return float(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a number") from None
