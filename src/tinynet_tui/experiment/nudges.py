"""The next value up or down in a field of the options dialog."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from tinynet_tui.data.names import NAMES
from tinynet_tui.support.parse_numbers import integer, number

Nudge: TypeAlias = Callable[[str, int], str | None]
"""Takes a text and 1 or -1; returns the next text up or down, or None without one."""


def nudge_data(text: str, by: int) -> str | None:
    """Go through the built-in data."""
    name = text.partition(":")[0]
    return NAMES[(NAMES.index(name) - by) % len(NAMES)] if name in NAMES else NAMES[0]


def nudge_alpha(text: str, by: int) -> str | None:
    """Go through 0.1, 0.2, 0.5, 1, 2, 5, 10, ..."""
    try:
        alpha = Decimal(repr(number(text)))
    except ValueError:
        return None
    if not (alpha.is_finite() and alpha > 0):
        return None
    exponent = alpha.adjusted()
    series = [Decimal(digit).scaleb(exponent + up) for up in (-1, 0, 1) for digit in (1, 2, 5)]
    if by > 0:
        nearest = float(min(value for value in series if value > alpha))
    else:
        nearest = float(max(value for value in series if value < alpha))
    return repr(nearest).removesuffix(".0") if 0 < nearest < float("inf") else None


def nudge_whole(lowest: int, highest: int, *, tenfold: bool = False) -> Nudge:
    """Return a nudge by 1, or by a factor of ten, that stays between lowest and highest."""

    def nudge(text: str, by: int) -> str | None:
        try:
            value = integer(text)
        except ValueError:
            return None
        if not tenfold:
            value += by
        else:
            value = value * 10 if by > 0 else value // 10
        return str(min(max(value, lowest), highest))

    return nudge


def nudge_share(text: str, by: int) -> str | None:
    """Go through 0, 0.1, ... 0.9."""
    try:
        share = number(text)
    except ValueError:
        return None
    tenths = min(9, max(0, round(10 * share) + by)) if 0 <= share <= 1 else 0
    return f"0.{tenths}" if tenths else "0"
